"""Delivery: how long a message takes when someone has to be there, and the path takes its time too."""

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
LOOKS = 4  # of 80 times each: the quantile is right to one part in a million

Times = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Path:
    """Equally likely times of a path, in seconds; kept, so that it is compared by being the same."""

    times: Times

    @classmethod
    def of(cls, times: Times) -> Path:
        """Keep as many equally likely times as a panel can afford."""
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
    path : Path
        How long the path takes.
    how : str
        The models behind the path.
    arrives : float
        The chance that the path works at all.
    kept : float
        Hours after which an undelivered message is deleted.
    """

    presence: Presence
    mailbox: bool
    path: Path
    how: str
    arrives: float = 1.0
    kept: float = math.inf

    def within(self, seconds: ArrayLike) -> Times:
        """Probability that the message has arrived: the wait leaves enough time for the path."""
        left = (np.atleast_1d(np.asarray(seconds, dtype=float))[:, None] - self.path.times) / 3600
        waited = self.presence.delivered_within(np.clip(left, 0, self.kept), self.mailbox)
        return np.asarray(self.arrives * np.where(left >= 0, waited, 0).mean(axis=1))

    def ever(self) -> float:
        """Probability that the message arrives at all."""
        if math.isinf(self.kept):
            return self.arrives
        return self.arrives * float(self.presence.delivered_within(self.kept, self.mailbox))

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the messages that ever arrive have arrived."""
        wanted, low, high = share * self.ever(), *ENDS
        for _ in range(LOOKS):  # each look narrows the bracket
            times = np.geomspace(low, high, 80)
            arrived = self.within(times)
            nth = min(max(int(np.searchsorted(arrived, wanted)), 1), 79)
            low, high = float(times[nth - 1]), float(times[nth])
        return high


@lru_cache(maxsize=1024)
def summary(delivery: Delivery) -> tuple[float, ...]:
    """Return the shares within a minute, an hour and a day, the median and the 95 % quantile."""
    return (*delivery.within(MARKS).tolist(), delivery.quantile(0.5), delivery.quantile(0.95))


@lru_cache(maxsize=512)
def links(hops: int, link_ms: float, spread: float, seed: int = SEEDS[0]) -> Times:
    """Draw the time over `hops` + 1 links, the links of `OnionRouting`."""
    return OnionRouting(hops=hops, link_ms=link_ms, link_spread=spread).latency(SAMPLES, seed)
