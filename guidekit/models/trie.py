"""The trie below a target, summed up exactly: the mean of anything that each hop of a lookup costs."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SMALL = 384  # subtrees up to this size are summed over every split
LEVELS = 28  # deeper than this below a small subtree nobody is left


def expected_total(nodes: int, bucket: int, stale: float, cost: Callable[[Array, Array], Array]) -> float:
    """Mean total cost of a lookup, where each hop has a cost.

    Parameters
    ----------
    nodes, bucket, stale
        As in `KademliaLookup`.
    cost : callable
        Gets the number of other nodes in the subtree and the chance that the target is found there;
        returns the mean cost of that hop. Always 1 gives the mean number of hops. Two that are equal
        share their work, so pass the same function, or a frozen dataclass.

    Returns
    -------
    float
        The mean. Up to `SMALL` nodes it is exact. Above, a subtree is taken at its mean size, which
        is right to about 0.001 hops.

    Notes
    -----
    Let R(m) be the mean cost that is left when the subtree nearer to the target has m other nodes,
    and R_i(m) the mean of R(Bin(m, 2^−i)): i bits deeper. A hop that does not find the target brings
    L live contacts, D of them different, which reach G bits deep, and R_{G+1}(m − D) is left.
    """
    left = _small(bucket, stale, cost)
    start = nodes - 2
    deeper = left[start] if start <= SMALL else _large(start, left, bucket, stale, cost)
    weights = 0.5 ** np.arange(1, deeper.size)
    return float(weights @ deeper[1:] + weights[-1] * deeper[-1])


@lru_cache(maxsize=32)  # the same below a hundred nodes and below a hundred million
def _small(bucket: int, stale: float, cost: Callable[[Array, Array], Array]) -> Array:
    """R_i(m) for m up to `SMALL` (rows) and i up to `LEVELS` (columns)."""
    sizes = np.arange(SMALL + 1.0)
    found = _found(sizes, bucket)
    price = cost(sizes, found)
    moves = _moves(sizes, bucket, stale)
    halves = _halves()
    left = np.zeros((SMALL + 1, LEVELS + 1))
    shifts = np.arange(1, bucket + 1)
    stuck = (1 - found) * stale**bucket
    for m in range(SMALL + 1):
        if m < bucket:
            left[m, 0] = price[m]
        else:
            onward = float((moves[m] * left[m - shifts, 1:]).sum())
            left[m, 0] = (price[m] + (1 - found[m]) * onward) / (1 - stuck[m])
        left[m, 1:] = halves[m, :m] @ left[:m, :LEVELS]
        if m < 60:  # larger ones are never left whole by a split, to the last digit
            for i in range(LEVELS):
                left[m, i + 1] += halves[m, m] * left[m, i]
    left.setflags(write=False)
    return left


def _large(
    start: int, left: Array, bucket: int, stale: float, cost: Callable[[Array, Array], Array]
) -> Array:
    """R_i(start) for every i, from the bottom up: what is small first, then bit by bit larger."""
    bottom = math.ceil(math.log2(start / (SMALL / 2)))
    mean, spread = start / 2**bottom, math.sqrt(3 * start / 2**bottom * (1 - 0.5**bottom))
    rows = np.array([mean - spread, mean, mean + spread])  # three points stand for the binomial
    low = rows.astype(int)
    part = (rows - low)[:, None]
    base = np.array([1, 4, 1]) / 6 @ ((1 - part) * left[low] + part * left[low + 1])
    deeper = np.concatenate([np.zeros(bottom), base])
    sizes = start / 2.0 ** np.arange(bottom)
    found = _found(sizes, bucket)
    price = cost(sizes, found)
    moves = _moves(sizes, bucket, stale)
    stuck = (1 - found) * stale**bucket
    shifts = -np.log2(1 - np.arange(1, bucket + 1) / sizes[:, None])  # what the contacts take away, in bits
    for i in range(bottom - 1, -1, -1):
        next_ones = deeper[i + 1 : i + 2 + LEVELS]
        value = next_ones[:-1] + shifts[i][:, None] * np.diff(next_ones)
        onward = float((moves[i][:, : value.shape[1]] * value).sum())
        deeper[i] = (price[i] + (1 - found[i]) * onward) / (1 - stuck[i])
    return deeper


def _found(others: Array, bucket: int) -> Array:
    """Chance that the target is in the bucket, as `knows_target` has it."""
    drawn = -np.expm1(bucket * np.log1p(-1 / np.maximum(others + 1, 2)))
    return np.where(others < bucket, 1.0, drawn)


def _moves(others: Array, bucket: int, stale: float) -> Array:
    """Chance of D different live contacts and a gain of G bits: sizes × D (from 1) × G (from 0)."""
    live = [math.comb(bucket, n) * (1 - stale) ** n * stale ** (bucket - n) for n in range(bucket + 1)]
    pool = np.maximum(others, 1)[:, None]
    counts = np.arange(bucket + 1.0)
    now = np.zeros((others.size, bucket + 1))
    now[:, 0] = 1
    distinct = np.zeros_like(now)
    for n in range(1, bucket + 1):  # one more draw: a node already drawn, or a new one
        share = np.minimum(counts / pool, 1)
        fresh = now * (1 - share)
        now = now * share
        now[:, 1:] += fresh[:, :-1]
        distinct += live[n] * now
    reach = np.arange(LEVELS + 1)
    within = (1 - 0.5**reach) ** np.arange(1, bucket + 1)[:, None]  # no contact shares more bits
    return np.asarray(distinct[:, 1:, None] * np.diff(within, axis=1))


@lru_cache(maxsize=1)
def _halves() -> Array:
    """Chance that a fair split of m nodes leaves j: Pascal's triangle over 2^m."""
    table = np.zeros((SMALL + 1, SMALL + 1))
    table[0, 0] = 1
    for m in range(SMALL):
        table[m + 1, : m + 1] += table[m, : m + 1] / 2
        table[m + 1, 1 : m + 2] += table[m, : m + 1] / 2
    table.setflags(write=False)
    return table
