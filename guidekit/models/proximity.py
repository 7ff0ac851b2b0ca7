"""Proximity: people who walk about and meet, and messages that travel in their pockets."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.knobs import Model, amounts, as_share, count, knob, plain
from guidekit.models.walking import meeting_rate, walk

EXACT_PEOPLE = 400  # up to here the epidemic is inverted exactly; above, its large-N expansion is used
LONGEST = 12.0  # hours the walk goes on
EVER = 800.0  # mean times between two meetings after which nobody waits any more, to the last digit
STEPS = 360  # places noted on it: one in two minutes


@dataclass(frozen=True)
class Proximity(Model):
    """A sender and a number of others, one of them the recipient, who meet pair by pair at random.

    Every pair meets at the same rate, as a Poisson process, and a meeting is long enough for the
    message. With relay "direct" only the sender hands it over, and only to the recipient (a private
    message in Briar). With "two-hop" the sender also gives copies to others, who hand them to the
    recipient only. With "epidemic" everyone who has a copy gives it to everyone (a group's posts
    spread among its members in this way).

    The model leaves out: friends who meet more often than strangers, people who stay at home, full
    batteries and memory, and meetings that are too short.

    References
    ----------
    Groenevelt, Nain and Koole, The message delay in mobile ad hoc networks (2005), for the means. The
    number of people and the rate are assumptions; `meeting_rate` in `guidekit.models.walking` turns an
    area and a range into a rate.

    Examples
    --------
    A hundred people around, each pair meets every ten hours:

    >>> crowd = Proximity(people=100, meetings=0.1)
    >>> [round(crowd.but(relay=relay).mean_delay(), 2) for relay in ("direct", "two-hop", "epidemic")]
    [10.0, 1.22, 0.52]
    """

    people: int = knob(
        100,
        2,
        1_000_000,
        "people",
        "People around",
        "Everyone besides the sender, with the recipient",
        log=True,
    )
    meetings: float = knob(
        0.1, 0.001, 10, "meetings per pair and hour", "Meetings", "How often two given people meet", log=True
    )
    relay: str = knob(
        "direct",
        label="Who carries",
        help="direct: only the sender; two-hop: whom the sender meets; epidemic: everyone",
        choices=("direct", "two-hop", "epidemic"),
    )

    def mean_delay(self) -> float:
        """Compute the mean hours until the recipient has the message.

        Returns
        -------
        float
            direct 1/λ; two-hop (1/λN)·Σ_{i=1..N} (N−1)!/((N−i)!·N^{i−1}); epidemic H_N/(λN), where H
            is the harmonic number.
        """
        rate, n = self.meetings, self.people
        if self.relay == "direct":
            return 1 / rate
        if self.relay == "epidemic":
            return harmonic_number(n) / (rate * n)
        terms = min(n, 10 + math.ceil(12 * math.sqrt(n)))  # later ones are below e^−72
        return float(np.cumprod(1 - np.arange(terms) / n).sum()) / (rate * n)

    def delivered_within(self, hours: ArrayLike) -> Any:
        """Compute the probability that the recipient has the message after so many hours.

        Parameters
        ----------
        hours : float or array_like
            Hours since the message was written, 0 to inf.

        Returns
        -------
        float or numpy.ndarray
            Probabilities, of the shape of `hours`: direct 1−e^{−λt}; two-hop
            1−e^{−λt}·[(1+λt)e^{−λt}]^{N−1}, because every way through one carrier is independent of
            the others; epidemic see `epidemic_share`.
        """
        time = amounts("hours", hours, unit="hours")
        tau = np.minimum(self.meetings * time, EVER)
        if self.relay == "direct":
            return as_share(-np.expm1(-tau))
        if self.relay == "two-hop":
            return as_share(-np.expm1(-tau + (self.people - 1) * (np.log1p(tau) - tau)))
        return as_share(epidemic_share(self.people, tau))

    def carriers(self, hours: ArrayLike) -> Any:
        """Compute the mean number of people who carry the message for the recipient, the sender among them.

        The recipient is not counted, but in an epidemic hands the message on like everyone. Nobody deletes
        a copy, also not after it arrived.

        Parameters
        ----------
        hours : float or array_like
            Hours since the message was written, 0 to inf.

        Returns
        -------
        float or numpy.ndarray
            1 to `people`, of the shape of `hours`.

        Examples
        --------
        >>> round(Proximity(people=100, meetings=0.1, relay="epidemic").carriers(0.5), 1)
        49.3
        """
        time = amounts("hours", hours, unit="hours")
        if self.relay == "direct":
            return plain(np.ones_like(time))
        if self.relay == "two-hop":
            return plain(1 - (self.people - 1) * np.expm1(-self.meetings * time))
        return plain(1 + (self.people - 1) * np.asarray(self.delivered_within(time)))


@dataclass(frozen=True)
class Handover:
    """A message that one person passes on to another.

    Attributes
    ----------
    step : int
        After which step of the walk; a step is `LONGEST`/`STEPS` hours, two minutes.
    giver, taker : int
        Who passes it on, and who gets it: 0 is the sender, 1 the recipient.
    """

    step: int
    giver: int
    taker: int

    @property
    def minutes(self) -> float:
        """Minutes since the message was written."""
        return 60 * LONGEST / STEPS * self.step


@dataclass(frozen=True)
class NearbyPeople(Model):
    """A sender, a recipient and others who walk about, and who may carry the message.

    The same people twice: as a formula (`chance`, from the rate at which two of them meet) and as a
    walk (`carriers`), in which a message passes whenever two come within range. Person 0 is the
    sender, person 1 the recipient.

    The model leaves out: walls, friends who meet more often than strangers, people who stay at home,
    full batteries, and meetings too short for the message. Two walks of the same people differ a lot.

    References
    ----------
    `meeting_rate` for the rate and `Proximity` for the three ways to carry. How many people there are,
    how fast they walk and how large the square is are assumptions.

    Examples
    --------
    >>> town = NearbyPeople(range_m=10)
    >>> round(town.rate(), 3), round(town.chance(), 3)
    (0.102, 0.097)
    """

    range_m: float = knob(
        15.0, 5, 40, "m", "Range", "How near two phones must come", source="briar.local_range_m"
    )
    people: int = knob(
        40, 2, 60, "people", "People around", "Everyone besides the sender, with the recipient"
    )
    area_km2: float = knob(1.0, 0.1, 10, "km²", "Area", "The square in which they walk", log=True)
    hours: float = knob(1.0, 0.05, LONGEST, "hours", "Time", "Hours since the message was written", log=True)
    speed: float = knob(4.0, 1, 6, "km/h", "Speed", "How fast people walk")
    relay: str = knob(
        "direct",
        label="Who carries",
        help="Only the sender; those whom the sender meets, too; or everybody",
        choices=("direct", "two-hop", "epidemic"),
        titles=("Only Alice", "Whom she meets", "Everybody"),
    )

    def rate(self) -> float:
        """Compute the meetings of two given people in an hour."""
        return meeting_rate(self.area_km2, self.range_m, self.speed)

    def meetings(self) -> Proximity:
        """Return the same people as a model of who meets whom."""
        return Proximity(people=self.people, meetings=self.rate(), relay=self.relay)

    def chance(self) -> float:
        """Compute the probability that the recipient has the message after `hours`."""
        return float(self.meetings().delivered_within(self.hours))

    def places(self, seed: int = 1) -> NDArray[np.float64]:
        """Return where everyone has been until now, in km, shape (times, people + 1, 2)."""
        count("seed", seed, 0, math.inf)
        return _walked(self.people, self.area_km2, self.speed, seed)[: self._now() + 1]

    def handovers(self, seed: int = 1) -> tuple[Handover, ...]:
        """Return every time that the message was passed on until now, on one walk, the first one first."""
        count("seed", seed, 0, math.inf)
        day = _handed_over(self.but(hours=LONGEST), seed)
        return tuple(one for one in day if one.step <= self._now())

    def carriers(self, seed: int = 1) -> NDArray[np.bool_]:
        """Return who holds the message now on one walk; of the recipient: whether it has arrived.

        Returns
        -------
        numpy.ndarray
            True or False a person, shape (people + 1,).
        """
        holds = np.zeros(self.people + 1, dtype=bool)
        holds[[0, *(one.taker for one in self.handovers(seed))]] = True
        return holds

    def _now(self) -> int:
        return max(1, round(self.hours / LONGEST * STEPS))


def harmonic_number(n: int) -> float:
    """Sum 1/i for i from 1 to n; above 400 use the expansion by Euler and Maclaurin, right to 1e−16.

    Examples
    --------
    >>> round(harmonic_number(10), 6), round(harmonic_number(1_000_000), 6)
    (2.928968, 14.392727)
    """
    if n > EXACT_PEOPLE:
        return math.log(n) + float(np.euler_gamma) + 1 / (2 * n) - 1 / (12 * n**2) + 1 / (120 * n**4)
    return float((1 / np.arange(1, n + 1)).sum())


def epidemic_share(others: int, tau: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute the mean share of the others that an epidemic has reached.

    Parameters
    ----------
    others : int
        How many there are besides the one where it starts.
    tau : numpy.ndarray
        Time, in mean times between two meetings of a pair.

    Returns
    -------
    numpy.ndarray
        Shares, of the shape of `tau`.

    Notes
    -----
    With i carriers the next one comes at rate i·(N+1−i), so the time to the j-th of the others has the
    transform Π_{i≤j} r_i/(r_i+s). Their mean over j is inverted by the Euler method, to 1e−8. Above 400
    people the large-N law 1 − x·eˣ·E₁(x), x = (N+1)e^{−(N+1)τ}, is used with its terms of order 1/N; the
    error is then below 1e−5.

    References
    ----------
    Abate and Whitt, Numerical inversion of Laplace transforms of probability distributions (1995), for the
    Euler method.
    """
    tau = np.minimum(tau, EVER)
    if others > EXACT_PEOPLE:
        return _epidemic_share_among_many(others, tau)
    steps = np.arange(1, others + 1)
    rates = steps * (others + 1.0 - steps)
    k = np.arange(31)
    signs = np.where(k == 0, 0.5, (-1.0) ** k)
    smooth = np.array([math.comb(12, j) for j in range(13)]) / 2**12
    reached = np.array(tau, dtype=float)  # right at first, while hardly anyone has met
    for place in np.ndindex(tau.shape):
        t = float(tau[place])
        if t > 50:  # the slowest pair has met
            reached[place] = 1.0
        elif t > 1e-9:
            s = (18.4 + 2j * np.pi * k) / (2 * t)
            transform = np.cumprod(rates / (rates + s[:, None]), axis=1).mean(axis=1)
            sums = np.cumsum(signs * (transform / s).real)
            reached[place] = math.exp(9.2) / t * float(smooth @ sums[-13:])
    return np.asarray(np.clip(reached, 0, 1))


def _epidemic_share_among_many(others: int, tau: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share that `epidemic_share` gives for large N with its first correction."""
    from scipy.special import exp1

    n = others + 1
    x = np.maximum(n * np.exp(-np.minimum(n * tau, 700)), 1e-300)
    near, far = np.minimum(x, 200), np.maximum(x, 200)
    series = (1 - (1 - (2 - (6 - (24 - 120 / far) / far) / far) / far) / far) / far
    scaled = np.where(x < 200, np.exp(near) * exp1(near), series)  # eˣ·E₁(x)
    law = 1 - x * scaled
    slope = x * ((1 + x) * scaled - 1)  # its derivatives by n·τ
    bend = -x * ((1 + x) * scaled - 1 + x * (2 + x) * scaled - (1 + x))
    corrected = law + (law - 1) / others + (2.5 * slope + (n * tau - 0.5) * bend) / n
    return np.asarray(np.clip(np.where(n * tau > 600, 1.0, corrected), 0, 1))


@functools.lru_cache(maxsize=16)
def _handed_over(model: NearbyPeople, seed: int) -> tuple[Handover, ...]:
    """Follow the message on a walk from step to step, as long as somebody may still get it."""
    places, reach, people = model.places(seed), model.range_m / 1000, np.arange(model.people + 1)
    holds, found = people == 0, []
    for step in range(1, len(places)):
        givers = np.flatnonzero(holds)
        takers = np.flatnonzero(~holds) if model.relay != "direct" else np.flatnonzero(~holds & (people == 1))
        if not takers.size:
            break
        pair = places[step - 1 : step + 1]
        meets = _meet(pair[:, givers, None], pair[:, None, takers], reach)[0]
        if model.relay == "two-hop":  # all but the sender give it to the recipient only
            meets &= (givers[:, None] == 0) | (takers == 1)
        for at in np.flatnonzero(meets.any(axis=0)):
            giver, taker = int(givers[meets[:, at].argmax()]), int(takers[at])
            found.append(Handover(step, giver, taker))
            holds[taker] = True
    return tuple(found)


def _meet(ones: NDArray[np.float64], others: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
    """Say who came within reach of whom while all went straight from each place to the next."""
    # Seen from one person the other goes straight, too. The moment at which two are nearest follows from
    # the projection of their distance on that way, and lies between the two places or at one of them.
    apart = others - ones
    start, way = apart[:-1], np.diff(apart, axis=0)
    length = np.maximum((way * way).sum(axis=-1), 1e-30)
    at = np.clip(-(start * way).sum(axis=-1) / length, 0, 1)
    nearest = start + at[..., None] * way
    return np.asarray((nearest * nearest).sum(axis=-1) <= reach * reach)


@functools.lru_cache(maxsize=32)
def _walked(people: int, area_km2: float, speed: float, seed: int) -> NDArray[np.float64]:
    """Walk in a square of side 1 and stretch it: the pattern then stays when the area changes."""
    side = math.sqrt(area_km2)
    return side * walk(people + 1, LONGEST, STEPS, 1.0, speed / side, seed=seed)
