"""Fragility: how a network falls apart when its nodes fail or are removed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Fragility(Model):
    """Nodes that are linked in some shape, and are removed one by one.

    - star: everyone is linked to one hub (centralized);
    - islands: √nodes stars that are not linked to each other (self-hosted, not federated);
    - random: links between random nodes (Erdős and Rényi);
    - scale-free: new nodes link to old ones that already have many links (Barabási and Albert).

    Removal "random" is failure. "largest" removes in the order of the links at the start, "largest-
    recomputed" always the node with the most links left. Equal ones go in random order.

    The model leaves out: nodes that come back, links that are made anew, and load that moves on.

    References
    ----------
    Albert, Jeong and Barabási, Error and attack tolerance of complex networks (2000), for failure and
    attack. Callaway, Newman, Strogatz and Watts, Network robustness and fragility: percolation on random
    graphs (2000), and Cohen, Erez, ben-Avraham and Havlin, Resilience of the Internet to random breakdowns
    (2000), for the threshold of random failure. Sanders and Schulz, Scalable generation of scale-free
    graphs (2016), for how scale-free links are drawn. The numbers of nodes and links are assumptions.

    Examples
    --------
    A star without its hub is dust; a random network still holds together:

    >>> star = Fragility(shape="star", nodes=1000, removal="largest").curve(seed=1)
    >>> float(star["largest"][1])
    0.001
    >>> mesh = Fragility(shape="random", nodes=1000, removal="largest").curve(seed=1)
    >>> bool(mesh["largest"][1] > 0.9)
    True
    """

    shape: str = knob(
        "random",
        label="Shape",
        help="How the nodes are linked",
        choices=("star", "islands", "random", "scale-free"),
    )
    nodes: int = knob(10_000, 100, 10_000, "nodes", "Nodes", "How many there are", log=True)
    degree: float = knob(
        4.0, 1.0, 6.0, "links of a node", "Links", "Mean number of links of a node (random and scale-free)"
    )
    removal: str = knob(
        "random",
        label="Removal",
        help="Which nodes go first",
        choices=("random", "largest", "largest-recomputed"),
    )

    def curve(self, seed: int = 1) -> pd.DataFrame:
        """Remove every node, one by one.

        Parameters
        ----------
        seed : int
            The seed of the generator, for the links and the order.

        Returns
        -------
        pandas.DataFrame
            nodes + 1 rows; ``removed`` and ``largest`` (the largest part that hangs together) are
            shares of all nodes; ``theory`` is what is expected for very many nodes, NaN where no
            formula is known.
        """
        import pandas as pd

        removed = np.arange(self.nodes + 1) / self.nodes
        columns = {"removed": removed, "largest": self.largest(seed), "theory": self._theory(removed)}
        return pd.DataFrame(columns)

    def largest(self, seed: int = 1) -> NDArray[np.float64]:
        """Return the share of all nodes in the largest part, when 0, 1, … of them are removed."""
        ends, order = self.network(seed)
        return np.asarray(largest_parts(self.nodes, ends, order) / self.nodes)

    def network(self, seed: int = 1) -> tuple[Ints, Ints]:
        """Draw the network and the order in which its nodes go.

        Parameters
        ----------
        seed : int
            The seed of the generator, for the links and the order.

        Returns
        -------
        tuple of numpy.ndarray
            The two ends of each link, shape (links, 2), and all nodes in their order, shape (nodes,).
        """
        rng = np.random.default_rng(count("seed", seed, 0, math.inf))
        ends = self._links(rng)
        return ends, self._order(ends, rng)

    def threshold(self) -> float:
        """Compute the share of removed nodes at which the network falls apart, NaN where no formula is known.

        Random failure of a random network: 1 − 1/degree, and 0 if it never hung together.

        Examples
        --------
        >>> Fragility(shape="random", degree=4, removal="random").threshold()
        0.75
        """
        if self.shape == "random" and self.removal == "random":
            return max(0.0, 1 - 1 / self.degree)
        return 0.0 if self.shape == "star" and self.removal != "random" else math.nan

    def _links(self, rng: np.random.Generator) -> Ints:
        """Draw the links as pairs of nodes, shape (links, 2)."""
        n = self.nodes
        if self.shape == "star":
            return np.column_stack([np.zeros(n - 1, dtype=np.int64), np.arange(1, n)])
        if self.shape == "islands":
            size = math.isqrt(n)
            leaves = np.flatnonzero(np.arange(n) % size)
            return np.column_stack([leaves - leaves % size, leaves])
        links = max(1, round(n * self.degree / 2))
        if self.shape == "random":
            return rng.integers(0, n, (links, 2))
        # Scale-free: the far end of a new link copies a random earlier end, so a node is found as often as
        # it has links. Even places hold the new nodes; an odd place refers to an earlier place, and is
        # followed until an even one is met (see the references).
        ends = np.empty(2 * links, dtype=np.int64)
        ends[::2] = 1 + np.arange(links) * (n - 1) // links
        copied = (rng.random(links) * np.arange(1, 2 * links, 2)).astype(np.int64)
        copied[0] = -1  # the first link goes to node 0
        while (odd := (copied % 2 == 1) & (copied >= 0)).any():
            copied[odd] = copied[copied[odd] // 2]
        ends[1::2] = np.where(copied < 0, 0, ends[copied])
        return ends.reshape(-1, 2)

    def _order(self, ends: Ints, rng: np.random.Generator) -> Ints:
        """Order in which the nodes are removed."""
        shuffled = rng.permutation(self.nodes)
        if self.removal == "random":
            return shuffled
        degrees = np.bincount(ends.ravel(), minlength=self.nodes)
        if self.removal == "largest":
            return shuffled[np.argsort(-degrees[shuffled], kind="stable")]
        return most_linked_first(ends, degrees, shuffled)

    def _theory(self, removed: NDArray[np.float64]) -> NDArray[np.float64]:
        """Compute the largest part for very many nodes, where a formula is known."""
        if self.shape == "star":
            return (1 - removed) ** 2 if self.removal == "random" else np.where(removed > 0, 0.0, 1.0)
        if self.shape == "random" and self.removal == "random":
            # S = 1 − e^{−k(1−f)S}, solved for the share f that leaves S of the rest together.
            parts = np.linspace(1e-6, 1 - 1e-9, 4000)
            needed = -np.log1p(-parts) / parts / self.degree
            return (1 - removed) * np.interp(1 - removed, needed, parts, left=0.0)
        return np.full(removed.size, np.nan)


@dataclass(frozen=True)
class NodeLoss(Model):
    """Three networks of a hundred nodes, of which the same number goes: a star, islands and a mesh.

    All are drawn as `Fragility` draws them, with the same seed. Of equal nodes chance decides which goes.

    Examples
    --------
    Three nodes go, those with the most links first:

    >>> {shape: int(part.sum()) for shape, part in NodeLoss(gone=3).left().items()}
    {'star': 1, 'islands': 10, 'random': 94}
    """

    gone: int = knob(3, 0, 30, "nodes", "Gone", "How many of the hundred are gone")
    removal: str = knob(
        "largest",
        label="Which go",
        help="Which nodes go first",
        choices=("largest", "random"),
        titles=("those with the most links", "any, by chance"),
    )

    def networks(self) -> dict[str, Fragility]:
        """Return the three networks by their shape."""
        return {
            shape: Fragility(shape=shape, nodes=100, removal=self.removal)
            for shape in ("star", "islands", "random")
        }

    def left(self) -> dict[str, NDArray[np.bool_]]:
        """Find for each shape the nodes of the largest part that still hangs together."""
        found = {}
        for shape, network in self.networks().items():
            ends, order = network.network()
            found[shape] = largest_part(network.nodes, ends, order[: self.gone])
        return found


def largest_parts(nodes: int, ends: Ints, order: Ints) -> Ints:
    """Measure the largest part after removing 0, 1, … all nodes in this order.

    The nodes are put back in reverse, and parts that a link joins are united: one pass in all. A link
    is there as soon as the later of its two ends is.

    Parameters
    ----------
    nodes : int
        How many nodes there are.
    ends : numpy.ndarray
        The two ends of each link, shape (links, 2).
    order : numpy.ndarray
        The nodes in the order in which they are removed, shape (nodes,).

    Returns
    -------
    numpy.ndarray
        Nodes in the largest part, shape (nodes + 1,).

    References
    ----------
    Newman and Ziff, Efficient Monte Carlo algorithm and high-precision results for percolation (2000).

    Examples
    --------
    A chain of three falls into single nodes when its middle goes first:

    >>> largest_parts(3, np.array([[0, 1], [1, 2]]), np.array([1, 0, 2])).tolist()
    [3, 1, 1, 0]
    """
    back = np.empty(nodes, dtype=np.int64)
    back[order[::-1]] = np.arange(nodes)
    times = back[ends]
    later = times.max(axis=1)
    sequence = np.argsort(later, kind="stable")
    parent, size = list(range(nodes)), [1] * nodes  # nodes by the time they come back
    best, largest = 1, [1] * nodes
    for time, one, other in zip(
        later[sequence].tolist(), times[sequence, 0].tolist(), times[sequence, 1].tolist(), strict=True
    ):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        while parent[other] != other:
            parent[other] = parent[parent[other]]
            other = parent[other]
        if one != other:
            if size[one] < size[other]:
                one, other = other, one
            parent[other] = one
            size[one] += size[other]
            if size[one] > best:
                best = size[one]
                largest[time] = best
    grown = np.maximum.accumulate(np.array(largest))
    return np.concatenate([grown[::-1], [0]])


def largest_part(nodes: int, ends: Ints, gone: Ints) -> NDArray[np.bool_]:
    """Find the nodes of the largest part that hangs together when some nodes are gone.

    Each node takes the lowest number among itself and its neighbours until nothing changes; then the nodes
    of one part have one number.

    Parameters
    ----------
    nodes : int
        How many nodes there are.
    ends : numpy.ndarray
        The two ends of each link, shape (links, 2).
    gone : numpy.ndarray
        The nodes that are gone.

    Returns
    -------
    numpy.ndarray
        For each node whether it belongs to the part; of equal parts the one with the lowest node.

    Examples
    --------
    >>> largest_part(4, np.array([[0, 1], [1, 2], [2, 3]]), np.array([1])).tolist()
    [False, False, True, True]
    """
    there = np.ones(nodes, dtype=bool)
    there[gone] = False
    links = ends[there[ends].all(axis=1)]
    part, before = np.arange(nodes), np.full(nodes, -1)
    while (part != before).any():
        before = part.copy()
        np.minimum.at(part, links[:, 0], before[links[:, 1]])
        np.minimum.at(part, links[:, 1], before[links[:, 0]])
    sizes = np.bincount(part[there], minlength=nodes)
    found: NDArray[np.bool_] = there & (part == int(np.argmax(sizes)))
    return found


def most_linked_first(ends: Ints, degrees: Ints, shuffled: Ints) -> Ints:
    """Order the nodes so that the one with the most links left always goes next.

    Parameters
    ----------
    ends : numpy.ndarray
        The two ends of each link, shape (links, 2).
    degrees : numpy.ndarray
        The links of each node at the start, shape (nodes,).
    shuffled : numpy.ndarray
        The nodes in the order that decides among equal ones, shape (nodes,).

    Returns
    -------
    numpy.ndarray
        All nodes, shape (nodes,).
    """
    # A stack for each number of links. The top of the highest stack goes; each neighbour loses a link and
    # is put on the stack below as well, so an entry whose number is out of date is passed over later.
    both = np.concatenate([ends, ends[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    neighbours = both[:, 1].tolist()
    starts = np.concatenate([[0], np.cumsum(degrees)]).tolist()
    left = degrees.tolist()
    ranked: list[list[int]] = [[] for _ in range(int(degrees.max()) + 1)]
    for node in shuffled.tolist():
        ranked[left[node]].append(node)
    order, most = [], len(ranked) - 1
    while most > 0:
        if not ranked[most]:
            most -= 1
            continue
        node = ranked[most].pop()
        if left[node] != most:  # it has lost links since, and waits further down
            continue
        left[node] = -1
        order.append(node)
        for other in neighbours[starts[node] : starts[node + 1]]:
            if left[other] > 0:
                left[other] -= 1
                ranked[left[other]].append(other)
    gone = set(order)
    return np.array(order + [node for node in shuffled.tolist() if node not in gone])
