"""Our models and sweeps beside the tools that people would use otherwise: first the answers, then the times.

Run: .beside/bin/python -m benchmarks.beside, with the environment that `make bench` makes; the tools stand
in `benchmarks/requirements.txt`. Nothing is timed before each tool has found what we find: the same numbers
where nothing is drawn at random, else within `SIGMAS` standard errors.
"""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmarks.redraw import DisagreementError
from benchmarks.timing import BUSY, in_turn, short
from guidekit.models import Fragility, OnionRouting, Proximity
from guidekit.sweeps import sweep

ROUNDS = 3
SIGMAS = 4.0  # standard errors that two right answers may lie apart
PYTHON = Path(__file__).parent.parent / ".beside" / "bin" / "python"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tool:
    """A program that does a task.

    Attributes
    ----------
    name : str
        What the table calls it.
    run : callable
        Does all of the work once.
    answer : callable
        Turns what `run` returned into numbers and their standard errors, which are 0 where nothing is drawn.
    amount : float
        How many of what is counted one run makes; a formula counts as those that it stands for.
    """

    name: str
    run: Callable[[], Any]
    answer: Callable[[Any], tuple[Floats, Floats]]
    amount: float = 1.0


@dataclass(frozen=True)
class Row:
    """One line of the table: a task, both tools, and how many times ours is faster."""

    task: str
    ours: str
    other: str
    faster: tuple[float, float, float]


def exactly(values: ArrayLike) -> tuple[Floats, Floats]:
    """Return numbers that were computed and not drawn."""
    found = np.asarray(values, float).ravel()
    return found, np.zeros_like(found)


def of_hits(hits: ArrayLike, tries: int) -> tuple[Floats, Floats]:
    """Return shares of so many independent tries."""
    counts = np.asarray(hits, float)
    likely = (counts + 1) / (tries + 2)  # never 0 or 1, where the error would seem to vanish
    return counts / tries, np.sqrt(likely * (1 - likely) / tries)


def of_runs(runs: ArrayLike) -> tuple[Floats, Floats]:
    """Return the mean of independent runs, one a row.

    >>> [numbers.tolist() for numbers in of_runs([[1.0], [3.0]])]
    [[2.0], [1.0]]
    """
    rows = np.asarray(runs, float)
    return rows.mean(axis=0), rows.std(axis=0, ddof=1) / np.sqrt(len(rows))


def agree(ours: Tool, other: Tool) -> None:
    """Run both tools once.

    Raises
    ------
    DisagreementError
        If they find something else; the message has the two numbers that lie furthest apart.
    """
    (mine, my_error), (theirs, their_error) = (tool.answer(tool.run()) for tool in (ours, other))
    if mine.shape != theirs.shape:
        raise DisagreementError(f"{ours.name} gives {mine.size} numbers, {other.name} {theirs.size}")
    beyond = np.abs(mine - theirs) - SIGMAS * np.hypot(my_error, their_error) - 1e-9
    if not (beyond <= 0).all():  # also refuses NaN
        at = int(np.argmax(np.nan_to_num(beyond, nan=np.inf)))
        raise DisagreementError(f"{ours.name} finds {mine[at]:.4g}, {other.name} finds {theirs[at]:.4g}")


def messages(ours: int = 100_000, theirs: int = 20_000) -> tuple[str, list[Tool]]:
    """Send messages over three relays: columns of an array, or processes that wait."""
    import simpy

    model, times = OnionRouting(), (0.108, 0.182, 0.307)  # seconds: near the 5, 50 and 95 % of them

    def simulated() -> Floats:
        rng, env, arrived = random.Random(2), simpy.Environment(), []

        def message() -> Iterator[Any]:
            for _ in range(model.hops + 1):
                yield env.timeout(model.link_ms / 1000 * rng.lognormvariate(0, model.link_spread))
            arrived.append(env.now)

        for _ in range(theirs):
            env.process(message())
        env.run()
        return np.array(arrived)

    def shares(seconds: Floats) -> tuple[Floats, Floats]:
        return of_hits([(seconds <= time).sum() for time in times], seconds.size)

    return "messages over three relays", [
        Tool("OnionRouting.latency", lambda: model.latency(ours, 1), shares, ours),
        Tool(f"SimPy {version('simpy')}", simulated, shares, theirs),
    ]


def percolation(nodes: int = 10_000, points: int = 50) -> tuple[str, list[Tool]]:
    """Remove the nodes of a random network and look for its largest part, on the same links in one order."""
    import igraph
    import networkx

    model, places = Fragility(nodes=nodes), np.linspace(0, nodes, points, endpoint=False).astype(int)
    rng = np.random.default_rng(1)
    ends = model._links(rng)
    order = model._order(ends, rng).tolist()

    def by_networkx() -> list[float]:
        graph = networkx.Graph()
        graph.add_nodes_from(range(nodes))
        graph.add_edges_from(ends.tolist())
        found = []
        for before, point in itertools.pairwise([0, *places.tolist()]):
            graph.remove_nodes_from(order[before:point])
            found.append(max(map(len, networkx.connected_components(graph))) / nodes)
        return found

    def by_igraph() -> list[float]:
        graph = igraph.Graph(n=nodes, edges=ends.tolist())
        parts = (graph.induced_subgraph(order[point:]).connected_components() for point in places)
        return [max(part.sizes()) / nodes for part in parts]

    return f"percolation curve of {nodes:,} nodes", [
        Tool("Fragility.curve", lambda: model.curve(1), lambda one: exactly(one.largest.to_numpy()[places])),
        Tool(f"networkx {version('networkx')}", by_networkx, exactly),
        Tool(f"igraph {version('igraph')}", by_igraph, exactly),
    ]


def spreading(people: int = 100, runs: int = 60) -> tuple[str, list[Tool]]:
    """Pass a message on among people who all meet: the law of its mean, or run by run."""
    import EoN
    import networkx

    crowd = Proximity(people=people, meetings=0.1, relay="epidemic")
    # To half past the mean: later a few slow runs decide, and a standard error says too little.
    times = crowd.mean_delay() * np.linspace(0.1, 1.5, 20)

    def simulated() -> Floats:
        rng, everybody = np.random.default_rng(3), networkx.complete_graph(people + 1)
        rows = []
        for _ in range(runs):
            when, _, has, _ = EoN.fast_SIR(everybody, crowd.meetings, 0.0, initial_infecteds=[0], rng=rng)
            rows.append(has[np.searchsorted(when, times, side="right") - 1])
        return (np.array(rows) - 1) / people

    return f"a message that spreads among {people} people", [
        Tool("Proximity.delivered_within", lambda: crowd.delivered_within(times), exactly, runs),
        Tool(f"EoN {version('EoN')}", simulated, of_runs, runs),
    ]


def sweeping(points: int = 400) -> tuple[str, list[Tool]]:
    """Ask a model at many points of a grid: with our sweep, or in a loop of one's own."""
    grid = {"adversary": np.linspace(0.01, 0.3, points // 4).tolist(), "guards": [0, 1, 2, 3]}

    def loop() -> list[float]:
        return [OnionRouting(**dict(zip(grid, one, strict=True))).guard_compromise_within(365)
                for one in itertools.product(*grid.values())]  # fmt: skip

    def swept() -> Any:
        return sweep(OnionRouting, grid, {"year": "guard_compromise_within(365)"}, workers=1)

    return f"a sweep over {points} points", [
        Tool("guidekit.sweep, one process", swept, lambda table: exactly(table.year), points),
        Tool("a loop over itertools.product", loop, exactly, points),
    ]


TASKS = (messages, percolation, spreading, sweeping)


def measure() -> list[Row]:
    """Hold every tool against ours, and only then time them all in turn."""
    tasks = [task() for task in TASKS]
    for _, (ours, *others) in tasks:
        for other in others:
            agree(ours, other)
    rows = []
    for name, tools in tasks:
        mine, *theirs = in_turn([tool.run for tool in tools], ROUNDS, BUSY)
        for tool, timing in zip(tools[1:], theirs, strict=True):
            each = tools[0].amount / tool.amount  # one run of theirs may make less than one of ours
            low, median, high = sorted(each * ratio for ratio in mine.ratio(timing))
            rows.append(Row(name, tools[0].name, tool.name, (median, low, high)))
    return rows


def in_own_environment(python: Path = PYTHON) -> list[Row]:
    """Measure with another Python, which has the other tools.

    Raises
    ------
    DisagreementError
        If two programs disagree there.
    FileNotFoundError
        If there is no such Python.
    """
    if not python.exists():
        raise FileNotFoundError(f"no environment with the other tools at {python}; make bench makes it")
    run = subprocess.run([python, "-m", "benchmarks.beside", "--json"], capture_output=True, text=True)
    if run.returncode:
        raise DisagreementError((run.stderr.strip() or "the other tools could not be run").splitlines()[-1])
    return [Row(**{**row, "faster": tuple(row["faster"])}) for row in json.loads(run.stdout)]


def main() -> int:
    """Print a line for each tool, or all as JSON."""
    try:
        rows = measure()
    except DisagreementError as error:
        print(f"Nothing was timed: {error}.", file=sys.stderr)
        return 1
    if "--json" in sys.argv:
        print(json.dumps([asdict(row) for row in rows]))
        return 0
    for row in rows:
        median, low, high = row.faster
        times = f"{short(median)} ({short(low)} to {short(high)}) times as fast as"
        print(f"{row.task}: {row.ours} is {times} {row.other}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
