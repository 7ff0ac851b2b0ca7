"""Servers: a federation whose sizes are turned or measured, and what can happen to it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import knob
from guidekit.models import Federation, RankedShares
from guidekit.recordings.reading import series

CRAWL = "the fediverse, October 2022"  # the words of the legend, and of the sentences
_SIZES = ("slider", "fediverse 2022")


@functools.cache
def crawl_shares() -> RankedShares:
    """Return the shares of the servers that a crawl of the fediverse found in October 2022."""
    ranks, totals = series("fediverse-2022", "users")
    return RankedShares.from_cumulative(ranks.tolist(), totals.tolist())


@dataclass(frozen=True, repr=False)
class Servers(Federation):
    """A federation with the events a lesson turns: who is removed, blocks, closes, or deletes.

    With `spread` on ``"fediverse 2022"`` the sizes are those of the crawl (S-fediverse), and *Servers*
    and *Concentration* do nothing.

    Examples
    --------
    The ten largest servers of the crawl held 44 % of the users, not half:

    >>> round(float(Servers(spread="fediverse 2022").shares()[:10].sum()), 3)
    0.443
    """

    spread: str = knob(
        "slider",
        label="Sizes",
        help="From the concentration slider, or as a crawl found them",
        choices=_SIZES,
    )
    largest: int = knob(
        10, 1, 1000, "servers", "Gone or turned", "How many servers, the largest first", log=True
    )
    blockers: int = knob(2, 2, 20, "servers", "Blockers", "How many servers all block each other")
    closed: float = knob(
        0.1, 0.0, 1.0, "share of servers", "Closed", "Servers that do not talk to others (an assumption)",
        source="federation.closed",
    )  # fmt: skip
    honoured: float = knob(
        0.9,
        0.0,
        1.0,
        "share of servers",
        "Honour a deletion",
        "Servers that delete when asked (an assumption)",
        source="federation.honoured",
    )

    def shares(self) -> NDArray[np.float64]:
        """Return the share of the users on each server, the largest first."""
        return _shares(self.servers, self.concentration) if self.spread == "slider" else crawl_shares().shares

    def __repr__(self) -> str:
        where = f"{self.servers} servers" if self.spread == "slider" else CRAWL
        return f"<Servers: {where}, room of {self.room_size}>"


@functools.lru_cache(maxsize=64)
def _shares(servers: int, concentration: float) -> NDArray[np.float64]:
    found = Federation(servers=servers, concentration=concentration).shares()
    found.flags.writeable = False  # it is handed out again
    return found
