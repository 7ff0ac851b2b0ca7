"""Ranked shares: how much the largest few of many hold, as measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import amounts, probability
from guidekit.knobs import count as whole_number


@dataclass(frozen=True, eq=False)
class RankedShares:
    """The shares of servers or relays, the largest first.

    Attributes
    ----------
    shares : numpy.ndarray
        One share each; together they are 1.

    Examples
    --------
    Four of them, of which only two points of the running total are known:

    >>> few = RankedShares.from_cumulative([1, 4], [0.7, 1.0])
    >>> few.shares.round(3)
    array([0.7  , 0.15 , 0.088, 0.062])
    """

    shares: NDArray[np.float64]

    @classmethod
    def from_cumulative(cls, ranks: Sequence[float], cumulative: Sequence[float]) -> RankedShares:
        """Build all shares from a few points of the running total.

        Between two points the total is taken to grow evenly with the logarithm of the rank, which is
        how the published tables are thinned out.

        Parameters
        ----------
        ranks : sequence of int
            Ranks in rising order, the first 1 and the last the number of servers or relays.
        cumulative : sequence of float
            The share that the largest so many hold together; the last is 1.

        Raises
        ------
        ValueError
            If the points do not start at rank 1, do not rise, or do not end at 1.
        """
        places = amounts("ranks", ranks, 1, 1e7, "ranks")
        totals = amounts("cumulative", cumulative, 0, 1 + 1e-9, "share")
        if places.ndim != 1 or places.shape != totals.shape:
            raise ValueError(
                f"{places.size} ranks but {totals.size} cumulative shares; there must be one each"
            )
        if places[0] != 1 or (places % 1 != 0).any() or (np.diff(places) <= 0).any():
            raise ValueError(f"ranks = {list(ranks)!r} must be whole, start at 1 and rise")
        if (np.diff(totals) < 0).any() or not math.isclose(totals[-1], 1, abs_tol=1e-6):
            raise ValueError(f"cumulative = {list(cumulative)!r} must not fall, and end at 1")
        everyone = np.arange(1, int(places[-1]) + 1)
        total = np.interp(np.log(everyone), np.log(places), totals)
        return cls(np.diff(total, prepend=0.0) / total[-1])

    def top(self, count: int) -> float:
        """Compute the share that the `count` largest hold together."""
        return float(self.shares[: whole_number("count", count, 0, self.shares.size)].sum())

    def needed(self, share: float) -> int:
        """Count how many of the largest it takes to hold at least this share together."""
        wanted = probability("share", share)
        total = np.minimum(np.cumsum(self.shares), 1)
        total[-1] = 1.0
        return int(np.searchsorted(total, wanted - 1e-12)) + 1 if wanted else 0


def both_among_largest(guards: RankedShares, exits: RankedShares, count: int) -> float:
    """Compute the probability that both ends of a circuit are among the `count` largest of their kind.

    The counterpart of `OnionRouting.circuit_compromise` for a real network: relays are chosen by
    their weights, the two ends independently.

    Examples
    --------
    >>> half = RankedShares.from_cumulative([1, 10, 100], [0.1, 0.5, 1.0])
    >>> round(both_among_largest(half, half, 10), 6)
    0.25
    """
    return guards.top(count) * exits.top(count)
