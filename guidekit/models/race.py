"""Race: one operator against teams that must agree, for a feature to work between two people."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from guidekit.models.knobs import knob, within
from guidekit.models.rollout import FeatureRollout


@dataclass(frozen=True)
class FeatureRace(FeatureRollout):
    """A feature rollout beside that of one operator with a release cycle of its own.

    The inherited knobs describe the other architecture. Every number is an assumption.

    Examples
    --------
    Days until nine pairs in ten can use it, and the release cycle at which the operator is no faster:

    >>> race = FeatureRace()
    >>> round(race.operator().days_until(0.9)), round(race.days_until(0.9)), round(race.flips_at(0.9))
    (95, 238, 94)
    """

    operator_days: float = knob(
        30.0, 0.0, 365.0, "days", "Operator's cycle", "Mean time until the one operator ships a new feature"
    )

    def operator(self, cycle: float | None = None) -> FeatureRollout:
        """Return the rollout of the one operator, by default with the cycle of the knob."""
        return FeatureRollout(
            architecture="centralized",
            client_days=self.client_days,
            release_days=self.operator_days if cycle is None else cycle,
        )

    def flips_at(self, share: float) -> float:
        """Operator's release cycle in days at which both need as long for this share of the pairs.

        Parameters
        ----------
        share : float
            Between 0 and 1, both excluded.

        Returns
        -------
        float
            0 when the operator is slower even with no cycle at all, infinite when it is never slower.
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

    def working(self, years: float) -> dict[str, float]:
        """Mean share of features that work between two random people, for each architecture.

        Parameters
        ----------
        years : float
            The features were thought of at an even pace over so many years.

        Returns
        -------
        dict of str to float
            The mean of `usable` over their ages; for the operator with its own cycle.

        Examples
        --------
        >>> {way: round(share, 2) for way, share in FeatureRace().working(2).items()}
        {'centralized': 0.93, 'federated': 0.75, 'peer-to-peer': 0.8, 'anonymous': 0.77}
        """
        within("years", years, 0.1, 50, "years")
        ages = (np.arange(120) + 0.5) / 120 * 365 * years
        ways = {
            "centralized": self.operator(),
            **{way: self._as(way) for way in ("federated", "peer-to-peer", "anonymous")},
        }
        return {way: float(np.mean([m.usable(float(age)) for age in ages])) for way, m in ways.items()}

    def _as(self, architecture: str) -> FeatureRollout:
        return FeatureRollout(
            architecture, self.client_days, self.server_days, self.implementations, self.days,
            self.release_days, self.standard_days,
        )  # fmt: skip
