"""Features: how long until something new works between two people, and who is first."""

from __future__ import annotations

import math
from dataclasses import dataclass

from guidekit.knobs import Model, knob, within

EVER = 800.0  # mean times after which nobody waits any more, to the last digit
AT_ONCE = 1e-9  # days; a shorter release cycle is none, and its rate could not be computed with


@dataclass(frozen=True)
class FeatureRollout(Model):
    """A new feature that works for a pair once everything between the two knows it.

    1. With several implementations, the feature must first be agreed on (`standard_days`).
    2. Each team then ships after a time of its own, exponential with mean `release_days`.
    3. Each person updates after a time that is exponential with mean `client_days`, and each server
       after one with mean `server_days`, counted from the release of its team.

    Two people use the same implementation in one of `implementations` cases. What lies between them:

    - centralized: one team, whose servers know the feature when it ships;
    - federated: two servers, whose software comes from as many teams as the clients';
    - peer-to-peer: nothing;
    - anonymous: one storage node, with software from as many teams as the clients'.

    The time to agree is the median of the proposals to Matrix, which is at least 110 days
    (``mx.agreement_days`` in ``parameters.csv``). The other numbers are assumptions, and so is that every
    way but the centralized has several teams: with one team nothing has to be agreed on, and peer-to-peer
    is as fast as one operator. The model leaves out: people who never update, features that need no
    server, and teams that never ship.

    Examples
    --------
    The same teams and habits, four ways; days until nine pairs in ten can use it:

    >>> for way in ("centralized", "federated", "peer-to-peer", "anonymous"):
    ...     print(way, round(FeatureRollout(architecture=way).days_until(0.9)))
    centralized 95
    federated 258
    peer-to-peer 214
    anonymous 243
    """

    architecture: str = knob(
        "federated",
        label="Architecture",
        help="What lies between the two people",
        choices=("centralized", "federated", "peer-to-peer", "anonymous"),
    )
    client_days: float = knob(
        14.0, 0.1, 365, "days", "Clients update", "Mean time until a person updates", log=True
    )
    server_days: float = knob(
        30.0, 0.1, 365, "days", "Servers update", "Mean time until a server is updated", log=True
    )
    implementations: int = knob(
        3, 1, 20, "teams", "Implementations", "Independent teams that build it; centralized always has one"
    )
    days: float = knob(90.0, 0.0, 3650, "days", "Day", "The day to look at, from the first idea")
    release_days: float = knob(
        30.0, 0.0, 365, "days", "Release cycle", "Mean time until a team ships a new feature"
    )
    standard_days: float = knob(
        110.0,
        0.0,
        1825,
        "days",
        "Agreement",
        "Time to agree on it when there are several teams",
        source="mx.agreement_days",
    )

    def usable(self, days: float | None = None) -> float:
        """Compute the mean share of pairs that can use the feature.

        Parameters
        ----------
        days : float, optional
            Days since the idea; by default the knob.

        Returns
        -------
        float
            A share, the product of "both clients have it" and "what lies between has it".
        """
        return self._usable(within("days", self.days if days is None else days, 0, math.inf, "days"))

    def _usable(self, time: float) -> float:
        teams = 1 if self.architecture == "centralized" else self.implementations
        time -= self.standard_days if teams > 1 else 0
        if time <= 0:
            return 0.0
        share = self._both(time, self.client_days, teams)
        if self.architecture == "federated":
            share *= self._both(time, self.server_days, teams)
        if self.architecture == "anonymous":
            share *= self._one(time, self.server_days)
        return min(1.0, max(0.0, share))

    def days_until(self, share: float) -> float:
        """Compute the days until this share of the pairs can use the feature, infinite for all of them.

        Parameters
        ----------
        share : float
            0 to 1.
        """
        wanted = within("share", share, 0.0, 1.0)
        if wanted in (0.0, 1.0):
            return 0.0 if wanted == 0 else math.inf
        low, high = 0.0, 1.0
        while self._usable(high) < wanted:
            low, high = high, 2 * high
            if high > 1e9:  # a share so near to 1 that rounding never reaches it
                return math.inf
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self._usable(middle) < wanted else (low, middle)
        return high

    def _one(self, time: float, mean: float) -> float:
        """Return the chance that one party has updated: release and update have both passed."""
        return self._released(time) - self._waiting(time, 1 / mean)

    def _both(self, time: float, mean: float, teams: int) -> float:
        """Return the chance that two parties have updated, whose team is the same in one of `teams` cases."""
        one = self._one(time, mean)
        same = self._released(time) - 2 * self._waiting(time, 1 / mean) + self._waiting(time, 2 / mean)
        return same / teams + (1 - 1 / teams) * one**2

    def _released(self, time: float) -> float:
        """Return the chance that a team has shipped."""
        return -math.expm1(-time / self.release_days) if self.release_days > AT_ONCE else 1.0

    def _waiting(self, time: float, rate: float) -> float:
        """Return the chance that a team has shipped and something with this rate has not happened since."""
        if self.release_days <= AT_ONCE:
            return math.exp(-rate * time)
        ship = 1 / self.release_days
        slow = min(ship, rate) * time
        if slow > EVER:
            return 0.0
        # Integrate ship·e^{−ship·s}·e^{−rate·(time−s)} over s. Written with the gap of the two rates it stays
        # right where they are nearly equal and the usual quotient would be 0/0.
        gap = abs(ship - rate) * time
        mean = -math.expm1(-gap) / gap if gap else 1.0
        return ship * time * math.exp(-slow) * mean


@dataclass(frozen=True)
class FeatureRace(FeatureRollout):
    """A feature rollout beside that of one operator with a release cycle of its own.

    The inherited knobs describe the other architecture. All but the time to agree are assumptions.

    Examples
    --------
    Days until nine pairs in ten can use it, and the release cycle at which the operator is no faster:

    >>> race = FeatureRace()
    >>> round(race.operator().days_until(0.9)), round(race.days_until(0.9)), round(race.flips_at(0.9))
    (95, 258, 103)
    """

    operator_days: float = knob(
        30.0, 0.0, 365.0, "days", "Operator ships in", "Mean time until the one operator ships a new feature"
    )

    def operator(self, cycle: float | None = None) -> FeatureRollout:
        """Return the rollout of the one operator, by default with the cycle of the knob."""
        return FeatureRollout(
            architecture="centralized",
            client_days=self.client_days,
            release_days=self.operator_days if cycle is None else cycle,
        )

    def flips_at(self, share: float) -> float:
        """Find the operator's release cycle, in days, at which both need as long for this share of the pairs.

        Parameters
        ----------
        share : float
            Between 0 and 1, both excluded.

        Returns
        -------
        float
            0 when the operator is slower even with no cycle at all, infinite when it is not even with a year.
        """
        target = self.days_until(within("share", share, 1e-6, 1 - 1e-6))
        low, high = 0.0, 365.0
        if self.operator(low).usable(target) <= share:
            return 0.0
        if self.operator(high).usable(target) > share:
            return math.inf
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if self.operator(middle).usable(target) > share else (low, middle)
        return high
