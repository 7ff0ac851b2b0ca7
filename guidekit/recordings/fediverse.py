"""A federation whose sizes a crawl measured, and what can happen to it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import knob
from guidekit.models import Federation, RankedShares
from guidekit.models.federation import CONCENTRATION
from guidekit.recordings.reading import series

CRAWL = "the fediverse, October 2022"  # the words of the legend, and of the sentences


@functools.cache
def crawl_shares() -> RankedShares:
    """Return the shares of the servers that a crawl of the fediverse found in October 2022."""
    ranks, totals = series("fediverse-2022", "users")
    return RankedShares.from_cumulative(ranks.tolist(), totals.tolist())


_DRAW = 170  # of the seeds below 6,000 the one whose rooms are nearest to the mean
MIDDLE = 2301
"""The rank in the middle of the crawl's servers: half of all servers are smaller."""

BLOCKED = {"largest": "The two largest", "mixed": "The largest and a small one", "small": "Two small ones"}
"""Which two servers block each other in `MeasuredFederation`, and what a page calls them."""


@dataclass(frozen=True, repr=False)
class MeasuredFederation(Federation):
    """The servers of the crawl, with the largest made smaller or larger.

    At the measured share of the largest the sizes are those of the crawl. Above it the largest takes people
    from all others alike. Below it all sizes come nearer to each other, up to a network of equal servers:
    each share is raised to one power between 0 and 1. Both ways to turn a measured network are ours.

    Attributes
    ----------
    share : float
        The share of all people on the largest server; less than an equal share counts as that.
    gone : int
        How many of the largest servers are gone.
    blocked : str
        Which two servers block each other, one of `BLOCKED`.

    Examples
    --------
    A room of a hundred people lies on 60 servers; with four in ten people on one server it lies on 43:

    >>> room = MeasuredFederation(room_size=100)
    >>> round(room.servers_seeing_room()), round(room.but(share=0.4).servers_seeing_room())
    (60, 43)
    """

    servers: int = field(default=4601, init=False)
    concentration: float = field(default=CONCENTRATION, init=False)
    room_size: int = knob(
        10, 2, 300, "people", "People in the room", "How many people meet, drawn at random", log=True,
        source="room.people",
    )  # fmt: skip
    share: float = knob(
        0.113, 0.0, 0.9, "share of all people", "Largest server",
        "How many of all people are on the largest server; 11 % was measured",
        source="fediverse.top1_share",
    )  # fmt: skip
    gone: int = knob(1, 1, 100, "servers", "Servers that stop", "How many, the largest first", log=True)
    blocked: str = knob(
        "largest", label="Who blocks whom", help="Two servers that refuse to talk to each other",
        choices=tuple(BLOCKED), titles=tuple(BLOCKED.values()), ordered=True,
    )  # fmt: skip

    def shares(self) -> NDArray[np.float64]:
        """Return the share of the users on each server, the largest first."""
        return _around_the_crawl(self.share)

    def members(self) -> NDArray[np.intp]:
        """Draw the people of one room, each with the rank of the server they are on, from 0.

        Larger rooms begin with the people of smaller ones. The draw is one of many, chosen so that the
        rooms which the lesson starts with lie on as many servers as such rooms do in the mean.
        """
        drawn = np.random.default_rng(_DRAW).random(self.room_size)
        return np.minimum(np.searchsorted(np.cumsum(self.shares()), drawn, side="right"), self.servers - 1)

    def pair(self) -> tuple[int, int]:
        """Return the ranks of the two servers that block each other."""
        return {"largest": (1, 2), "mixed": (1, MIDDLE), "small": (MIDDLE, MIDDLE + 1)}[self.blocked]

    def cut_off(self) -> float:
        """Compute the share of pairs of people who are cut off by the block."""
        return 1 - self.reach_after_blocking([self.pair()])

    def __repr__(self) -> str:
        return f"<MeasuredFederation: {100 * self.share:.3g} % on the largest, room of {self.room_size}>"


@functools.lru_cache(maxsize=256)
def _around_the_crawl(share: float) -> NDArray[np.float64]:
    crawl: NDArray[np.float64] = np.sort(crawl_shares().shares)[::-1]
    share = max(share, 1 / crawl.size)
    found: NDArray[np.float64]
    if share >= crawl[0]:
        found = crawl * (1 - share) / (1 - crawl[0])
        found[0] = share
    else:
        low, high = 0.0, 1.0
        for _ in range(40):  # the largest share grows with the power, so halving finds it
            power = (low + high) / 2
            nearer = crawl**power
            found = nearer / nearer.sum()
            low, high = (power, high) if found[0] < share else (low, power)
    found.flags.writeable = False  # it is handed out again
    return found
