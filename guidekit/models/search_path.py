"""One lookup in a hash table, hop by hop: how many devices are left, and who is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from guidekit.knobs import count
from guidekit.models.kademlia import KademliaLookup

_BITS = 60  # of a random number; a hundred million devices differ in the first 50 or so


@dataclass(frozen=True)
class SearchHop:
    """One hop of a lookup.

    Places are shares of the part in which the target is known to be: 0 is its lower end, 1 its upper end.

    Attributes
    ----------
    left : int
        The devices in this part, the target among them.
    target : float
        Where the target lies.
    asked : tuple of float
        Where those lie who are asked, the nearest to the target first. Where the target itself is asked,
        it is not among them.
    next_part : tuple of float or None
        The two ends of the part in which the target is known to be after this hop; None if it was asked.
    """

    left: int
    target: float
    asked: tuple[float, ...]
    next_part: tuple[float, float] | None


@dataclass(frozen=True)
class SearchPath:
    """One drawn lookup.

    Attributes
    ----------
    seeker : float
        Where the one lies who looks, as a share of all numbers.
    hops : tuple of SearchHop
        The hops in order. In the first the part is all numbers, although only those are asked that share
        more with the target than the seeker does.
    """

    seeker: float
    hops: tuple[SearchHop, ...]

    def told(self) -> int:
        """Count the devices, besides the target, that learn who looks for whom."""
        return sum(len(hop.asked) for hop in self.hops)


def search_path(model: KademliaLookup, seed: int) -> SearchPath:
    """Draw one lookup of a model in which no contact is stale.

    Parameters
    ----------
    model : KademliaLookup
        The network and how many contacts are asked at once; `stale` is taken as 0.
    seed : int
        The seed of the generator; the same seed gives the same lookup.

    Returns
    -------
    SearchPath
        The hops of this lookup.

    Notes
    -----
    The numbers of the target, of the seeker and of all contacts are drawn bit by bit, uniformly. Of the
    devices of a part, the number in the next part is a binomial share, as in `KademliaLookup`. The distance
    is that of Kademlia: the exclusive or of two numbers.

    References
    ----------
    Maymounkov and Mazières, Kademlia: a peer-to-peer information system based on the XOR metric (2002).

    Examples
    --------
    >>> path = search_path(KademliaLookup(), seed=1)
    >>> [hop.left for hop in path.hops][0], path.hops[-1].next_part
    (1000000, None)
    """
    rng = np.random.default_rng(count("seed", seed, 0, math.inf))
    size, k = 1 << _BITS, model.bucket
    target, seeker = (int(number) for number in rng.integers(0, size, 2))
    inner = (seeker ^ target).bit_length() - 1  # bits of the part where the first contacts lie
    others = int(rng.binomial(model.nodes - 2, 2.0 ** (inner - _BITS)))
    left, shown = model.nodes, _BITS  # the first part that is shown is everybody
    hops: list[SearchHop] = []
    while True:
        low, wide = target >> shown << shown, 1 << shown
        found = rng.random() * (others + 1) < k  # the target is in this bucket
        known = _nearest(rng, target, inner, min(k - 1, others) if found else k)
        asked = known[: model.parallel - 1] if found else known[: model.parallel]
        bits = 0 if found else (known[0] ^ target).bit_length() - 1
        ends = (target >> bits << bits, ((target >> bits) + 1) << bits)
        hops.append(
            SearchHop(
                left,
                (target - low) / wide,
                tuple((number - low) / wide for number in asked),
                None if found else ((ends[0] - low) / wide, (ends[1] - low) / wide),
            )
        )
        if found:
            return SearchPath(seeker / size, tuple(hops))
        # The contacts of the bucket lie beside the next part; each of the others lies in it by chance.
        others = int(rng.binomial(others - k, 2.0 ** (bits - inner)))
        inner = shown = bits
        left = others + 1


def _nearest(rng: np.random.Generator, target: int, bits: int, contacts: int) -> list[int]:
    """Draw the numbers of contacts that share all but the last bits, the nearest to the target first."""
    low = target >> bits << bits
    drawn = [low + int(number) for number in rng.integers(0, 1 << bits, contacts)]
    return sorted(drawn, key=lambda number: number ^ target)
