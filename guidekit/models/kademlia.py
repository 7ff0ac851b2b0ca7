"""Kademlia: finding one of a hundred million nodes by asking those that are nearer.

The mean of anything that each hop of a lookup costs is summed up exactly, over the trie below the target.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob

Array = NDArray[np.float64]
CROWD = 20_000  # among so many nodes chance evens out: what is left changes the mean hops by 0.0002
SMALL = 384  # subtrees up to this size are summed over every split
FEW = 128  # the sum of a table that is no larger needs a third of the time
LEVELS = 28  # deeper than this below a small subtree nobody is left


@dataclass(frozen=True)
class KademliaLookup(Model):
    """A lookup in a distributed hash table in which nodes know many near and few far ones.

    Nodes and keys are random strings of bits. A node that shares d bits with the target knows up to
    `bucket` random nodes of the subtree that shares d + 1. The lookup goes to the nearest of them,
    and from there on, until the target is in a bucket. The contacts of a bucket are different nodes; it
    holds the whole subtree where that has at most `bucket` nodes. A contact is stale with probability
    `stale`: it does not answer, and the next nearest is used. If a whole bucket is stale, an equally
    near node is asked: a hop that gains nothing.

    Only the number of nodes below each prefix of the target is drawn, and only along the path, as a
    binomial share of the number above. So the cost is that of the hops, and a hundred million nodes
    cost hardly more than a thousand.

    The model leaves out: hostile nodes that answer falsely, nodes that leave during the lookup,
    different round-trip times, and what parallel questions gain beyond avoiding timeouts.

    References
    ----------
    Maymounkov and Mazières, Kademlia: a peer-to-peer information system based on the XOR metric (2002),
    for buckets, parallel questions and the lookup. Roos et al., Determining the hop count in
    Kademlia-type systems (2015), for the bits gained in a hop. ``dht.k_libp2p`` in ``parameters.csv``.

    Examples
    --------
    A million nodes: not the twenty hops that halving would take.

    >>> dht = KademliaLookup(nodes=1_000_000, bucket=20)
    >>> round(dht.expected_hops(), 1)
    3.7
    >>> float(dht.hops(samples=4000, seed=1).mean().round(1))
    3.7
    """

    nodes: int = knob(
        1_000_000, 100, 100_000_000, "devices", "Devices", "How many devices there are", log=True
    )
    bucket: int = knob(
        20,
        1,
        20,
        "contacts",
        "Contacts per distance",
        "Contacts a device keeps at each distance",
        source="dht.k_libp2p",
    )
    parallel: int = knob(
        3, 1, 10, "questions", "Asked at once", "How many contacts are asked at the same time"
    )
    stale: float = knob(
        0.0, 0.0, 0.9, "share of contacts", "Contacts gone", "Share of contacts that are gone"
    )
    rtt_ms: float = knob(100.0, 5, 1000, "ms", "Round trip", "Time of a question and its answer", log=True)
    timeout: float = knob(1.0, 0.1, 10, "s", "Timeout", "How long silence is waited for", log=True)

    def hops(self, samples: int = 4000, seed: int = 1) -> NDArray[np.int64]:
        """Draw how many hops a lookup takes until the target answers.

        Parameters
        ----------
        samples : int
            How many lookups, each in a network of its own.
        seed : int
            The seed of the generator; the same seed gives the same lookups.

        Returns
        -------
        numpy.ndarray
            Hops, shape (samples,), each at least 1.
        """
        return self._draw(samples, seed)[0]

    def lookup_seconds(self, samples: int = 4000, seed: int = 1) -> NDArray[np.float64]:
        """Draw how long a lookup takes.

        The `parallel` nearest contacts are asked at once. A hop takes one round trip, and one timeout
        before it for each such batch in which nobody answers. The round trip is the same everywhere.

        Returns
        -------
        numpy.ndarray
            Seconds, shape (samples,); the lookups are those that `hops` draws with this seed.
        """
        hops, wasted, silent = self._draw(samples, seed)
        return (hops - wasted) * self.rtt_ms / 1000 + silent * self.timeout

    def expected_hops(self) -> float:
        """Compute the mean number of hops; nothing is drawn, and `hops` agrees with it.

        Returns
        -------
        float
            Hops: exact up to 384 nodes, and right to about 0.001 above.
        """
        return _expected_total(self.nodes, self.bucket, self.stale, _one)

    def strangers_told(self) -> float:
        """Compute the mean number of nodes, besides the target, that learn who looks for whom.

        Each live node that is asked sees the network address of who asks and the key that is looked
        for. In each hop the `parallel` nearest contacts are asked, and the next ones if none answers.

        Examples
        --------
        >>> round(KademliaLookup().strangers_told(), 1)
        9.6
        """
        cost = _Told(self.bucket, self.parallel, self.stale)
        return _expected_total(self.nodes, self.bucket, self.stale, cost)

    def _draw(
        self, samples: int, seed: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Draw hops, hops that gained nothing, and batches of contacts that stayed silent."""
        size = count("samples", samples, 1, 10_000_000, "lookups")
        rng, k = np.random.default_rng(count("seed", seed, 0, math.inf)), self.bucket
        hops, wasted, silent = (np.zeros(size, dtype=np.int64) for _ in range(3))
        all_stale = self.stale**k
        # All lookups move on together. Of each only the number of other nodes in the subtree nearer to the
        # target is kept; at the start that subtree is a geometric number of bits deep. A hop finds the
        # target, or shrinks the subtree by as many bits as the nearest live contact shares more.
        others = _portion(
            np.full(size, self.nodes - 2), np.ldexp(1.0, -rng.geometric(0.5, size)).astype(float), rng
        )
        active = np.arange(size)
        while active.size:
            found = _found(others, k)
            moves = 1 - (1 - found) * all_stale  # the chance that a hop gains anything
            if all_stale:
                idle = rng.geometric(moves) - 1
                wasted[active] += idle
                hops[active] += idle
                silent[active] += idle * math.ceil(k / self.parallel)
            hops[active] += 1
            on = rng.random(active.size) * moves >= found
            active, others = active[on], others[on]
            live = np.full(active.size, k)
            if self.stale:
                live = rng.binomial(k, 1 - self.stale, active.size)
                while not live.all():  # a bucket without a live contact was counted above
                    empty = np.flatnonzero(live == 0)
                    live[empty] = rng.binomial(k, 1 - self.stale, empty.size)
            # 1 − the largest of `live` uniforms: its leading binary zeros are the bits gained.
            rest = -np.expm1(-rng.standard_exponential(active.size) / live)
            if self.stale:
                silent[active] += rng.binomial(k - live, np.minimum(rest, 1)) // self.parallel
            others = _portion(
                others - live, np.ldexp(0.5, np.minimum(np.frexp(rest)[1], 0)).astype(float), rng
            )
        return hops, wasted, silent


def _one(others: NDArray[np.float64], found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count a hop as one."""
    return np.ones_like(others)


@dataclass(frozen=True)
class _Told:
    """How many nodes besides the target a hop tells; equal ones share their work in the trie."""

    bucket: int
    parallel: int
    stale: float

    def __call__(self, others: NDArray[np.float64], found: NDArray[np.float64]) -> NDArray[np.float64]:
        starts = np.arange(0, self.bucket, self.parallel)
        batches = np.minimum(self.parallel, self.bucket - starts)
        alive = 1 - self.stale
        passed = alive * float((self.stale**starts * batches).sum())
        beside = alive * np.minimum(self.parallel - 1, np.minimum(self.bucket - 1, others))
        return np.asarray(found * beside + (1 - found) * passed)


def _portion(
    counts: NDArray[np.int64], chances: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw how many of so many nodes lie deeper; take the mean where there is a crowd."""
    drawn = np.rint(counts * chances).astype(np.int64)
    few = np.flatnonzero((drawn < CROWD) & (counts > 0))
    # The older kind of generator draws the same in every numpy; the newer one changed with 2.5.
    drawn[few] = np.random.RandomState(rng.bit_generator).binomial(counts[few], chances[few])
    return drawn


def _expected_total(nodes: int, bucket: int, stale: float, cost: Callable[[Array, Array], Array]) -> float:
    """Compute the mean total cost of a lookup, where each hop has a cost.

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
    L live contacts, which reach G bits deep, and R_{G+1}(m − L) is left.
    """
    start = nodes - 2
    left = _small(bucket, stale, cost, FEW if start <= FEW else SMALL)
    deeper = left[start] if start <= SMALL else _large(start, left, bucket, stale, cost)
    weights = 0.5 ** np.arange(1, deeper.size)
    return float(weights @ deeper[1:] + weights[-1] * deeper[-1])


@lru_cache(maxsize=32)  # the same for four hundred nodes and for a hundred million
def _small(bucket: int, stale: float, cost: Callable[[Array, Array], Array], most: int) -> Array:
    """Compute R_i(m) for m up to `most` (rows) and i up to `LEVELS` (columns)."""
    sizes = np.arange(most + 1.0)
    found = _found(sizes, bucket)
    price = cost(sizes, found)
    moves = _moves(bucket, stale)
    halves = _halves()
    left = np.zeros((most + 1, LEVELS + 1))
    shifts = np.arange(1, bucket + 1)
    stuck = (1 - found) * stale**bucket
    for m in range(most + 1):
        if m < bucket:
            left[m, 0] = price[m]
        else:
            onward = float((moves * left[m - shifts, 1:]).sum())
            left[m, 0] = (price[m] + (1 - found[m]) * onward) / (1 - stuck[m])
        left[m, 1:] = halves[m, :m] @ left[:m, :LEVELS]
        if m < 60:  # larger ones are never left whole by a split, to the last digit
            row, whole = left[m].tolist(), float(halves[m, m])
            for i in range(LEVELS):
                row[i + 1] += whole * row[i]
            left[m] = row
    left.setflags(write=False)
    return left


def _large(
    start: int, left: Array, bucket: int, stale: float, cost: Callable[[Array, Array], Array]
) -> Array:
    """Compute R_i(start) for every i, from the bottom up: small subtrees first, then bit by bit larger."""
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
    moves = _moves(bucket, stale)
    stuck = (1 - found) * stale**bucket
    shifts = -np.log2(1 - np.arange(1, bucket + 1) / sizes[:, None])  # what the contacts take away, in bits
    for i in range(bottom - 1, -1, -1):
        next_ones = deeper[i + 1 : i + 2 + LEVELS]
        value = next_ones[:-1] + shifts[i][:, None] * np.diff(next_ones)
        onward = float((moves[:, : value.shape[1]] * value).sum())
        deeper[i] = (price[i] + (1 - found[i]) * onward) / (1 - stuck[i])
    return deeper


def _found(others: NDArray[Any], bucket: int) -> Array:
    """Return the chance that the target is in the bucket of a subtree with so many other nodes."""
    return np.asarray(np.minimum(1.0, bucket / (others + 1.0)))


@lru_cache(maxsize=256)
def _moves(bucket: int, stale: float) -> Array:
    """Return the chance of L live contacts and G bits gained: L (from 1) × G (from 0)."""
    live = [math.comb(bucket, n) * (1 - stale) ** n * stale ** (bucket - n) for n in range(1, bucket + 1)]
    reach = np.arange(LEVELS + 1)
    within = (1 - 0.5**reach) ** np.arange(1, bucket + 1)[:, None]  # no contact shares more bits
    moves = np.asarray(np.array(live)[:, None] * np.diff(within, axis=1))
    moves.setflags(write=False)
    return moves


@lru_cache(maxsize=1)
def _halves() -> Array:
    """Return the chance that a fair split of m nodes leaves j: Pascal's triangle over 2^m."""
    table = np.zeros((SMALL + 1, SMALL + 1))
    table[0, 0] = 1
    for m in range(SMALL):
        table[m + 1, : m + 1] += table[m, : m + 1] / 2
        table[m + 1, 1 : m + 2] += table[m, : m + 1] / 2
    table.setflags(write=False)
    return table
