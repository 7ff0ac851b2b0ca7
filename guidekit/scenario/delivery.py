"""Delivery: how long a message takes when the recipient has to be there and the path takes time too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.models.onion import OnionRouting
from guidekit.models.presence import Presence

SAMPLES = 4000
POINTS = 100  # a path is kept as so many equally likely times
SEEDS = (1, 2)  # of the way there and the way back
MARKS = (60.0, 3600.0, 86_400.0)  # the times that outcomes are asked at, in seconds
ENDS = (1e-4, 1e9)  # between which a quantile is looked for, in seconds
LOOKS, EACH = 6, 20  # looks, and times of each: the quantile is right to one part in a million
_STEPS = np.linspace(0, 1, EACH)

Times = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PathTimes:
    """Equally likely times of a path. Two of them are equal only if they are the same object.

    Attributes
    ----------
    times : numpy.ndarray
        The times in seconds, shape (`POINTS`,).
    """

    times: Times

    @classmethod
    def of(cls, times: Times) -> PathTimes:
        """Thin many equally likely times out to as many as a panel can afford."""
        return cls(np.quantile(times, (np.arange(POINTS) + 0.5) / POINTS))


@dataclass(frozen=True)
class Delivery:
    """A wait for people, then a path.

    Attributes
    ----------
    presence : Presence
        When the two are online.
    mailbox : bool
        Whether something that is always on keeps the message.
    path : PathTimes
        How long the path takes.
    how : str
        The models behind the path.
    arrives : float
        The chance that the path works at all.
    kept : float
        Hours after which an undelivered message is deleted.

    Examples
    --------
    Both people are online one hour in ten, and the path takes no time to speak of:

    >>> at_once = Delivery(Presence(1, 9), True, PathTimes.of(np.full(10, 0.1)), "a server")
    >>> at_once.within([60, 86_400]).round(2)
    array([0.1 , 0.94])
    """

    presence: Presence
    mailbox: bool
    path: PathTimes
    how: str
    arrives: float = 1.0
    kept: float = math.inf

    def within(self, seconds: ArrayLike) -> Times:
        """Return the probability that the message has arrived: the wait leaves enough time for the path.

        Parameters
        ----------
        seconds : array_like of float
            Times after the message was written.

        Returns
        -------
        numpy.ndarray
            One probability for each time.
        """
        # Wait and path are independent, so the two add up. The mean over the equally likely times of
        # the path is their convolution: each leaves the wait the rest of the time.
        left = (np.atleast_1d(np.asarray(seconds, dtype=float))[:, None] - self.path.times) / 3600
        waited = self.presence.delivered_within(np.clip(left, 0, self.kept), self.mailbox)
        return np.asarray(self.arrives * np.where(left >= 0, waited, 0).mean(axis=1))

    def ever(self) -> float:
        """Return the probability that the message arrives at all."""
        if math.isinf(self.kept):
            return self.arrives
        return self.arrives * float(self.presence.delivered_within(self.kept, self.mailbox))

    def quantile(self, share: float) -> float:
        """Return the seconds within which this share of the messages that ever arrive have arrived."""
        wanted, low, high = share * self.ever(), *ENDS
        # `within` only grows, so the quantile lies between two of `EACH` times; the next look spreads as many
        # between these two. Times are spread evenly on the scale of logarithms.
        for _ in range(LOOKS):
            times = low * (high / low) ** _STEPS
            arrived = self.within(times)
            nth = min(max(int(np.searchsorted(arrived, wanted)), 1), EACH - 1)
            low, high = float(times[nth - 1]), float(times[nth])
        return high


@lru_cache(maxsize=2048)
def delivery_quantile(delivery: Delivery, share: float) -> float:
    """Return `Delivery.quantile`, kept because a curve asks again."""
    return delivery.quantile(share)


@lru_cache(maxsize=512)
def link_times(hops: int, link_ms: float, spread: float, seed: int = SEEDS[0]) -> Times:
    """Draw the seconds over `hops` + 1 links, which are the links of `OnionRouting`; shape (`SAMPLES`,)."""
    return OnionRouting(hops=hops, link_ms=link_ms, link_spread=spread).latency(SAMPLES, seed)
