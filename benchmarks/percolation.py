"""Percolation: how large the largest part of a network is while its nodes are removed."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np

from benchmarks.answers import exactly
from benchmarks.tasks import Task, Tool
from guidekit.models import Fragility

POINTS = 50


def places(nodes: int) -> np.ndarray:
    """Return how many nodes are gone at each of the 50 points."""
    return np.linspace(0, nodes, POINTS, endpoint=False).astype(int)


class SameNetwork:
    """The links that a model draws with a seed, and the order in which it removes the nodes."""

    def __init__(self, model: Fragility, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.nodes = model.nodes
        self.ends = model._links(rng)
        self.order = model._order(self.ends, rng).tolist()

    def by_networkx(self) -> list[float]:
        """Remove nodes up to each point, and look for the largest component there."""
        import networkx as nx

        graph = nx.Graph()
        graph.add_nodes_from(range(self.nodes))
        graph.add_edges_from(self.ends.tolist())
        found, gone = [], 0
        for point in places(self.nodes):
            graph.remove_nodes_from(self.order[gone:point])
            gone = point
            found.append(max(map(len, nx.connected_components(graph))) / self.nodes)
        return found

    def by_igraph(self) -> list[float]:
        """Do the same in C; a vertex that goes renames the others, so each point is a part of the whole."""
        import igraph

        graph = igraph.Graph(n=self.nodes, edges=self.ends.tolist())
        return [
            max(graph.induced_subgraph(self.order[point:]).connected_components().sizes()) / self.nodes
            for point in places(self.nodes)
        ]


def task(nodes: int = 10_000, igraph: bool = True) -> Task:
    """Ask for the curve of a random network whose nodes fail."""
    model, seed = Fragility(nodes=nodes), 1
    same = SameNetwork(model, seed)
    others = [Tool(f"networkx {version('networkx')}", same.by_networkx, exactly, 1)]
    if igraph:
        name = f"igraph {version('igraph')}"
        others.append(Tool(name, same.by_igraph, exactly, 1, licence="GPL-2.0-or-later"))
    return Task(
        name=f"Percolation curve of {nodes:,} nodes",
        unit="curves",
        ours=Tool(
            "Fragility.curve",
            lambda: model.curve(seed),
            lambda frame: exactly(frame.largest.to_numpy()[places(nodes)]),
            1,
        ),
        others=tuple(others),
        agrees=f"the largest part at {POINTS} points, on the same links removed in the same order: equal",
        note=f"The others count components anew at each of {POINTS} points; the model puts nodes back one "
        f"by one and has all {nodes + 1:,} points. Its time includes drawing the links, theirs does not.",
    )
