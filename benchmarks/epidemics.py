"""Epidemics: how many people carry a message that everyone passes on, event by event or by its law."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np

from benchmarks.answers import exactly, of_runs
from benchmarks.tasks import Task, Tool
from guidekit.models import Proximity

POINTS = 20


def simulated(crowd: Proximity, times: np.ndarray, runs: int, seed: int) -> np.ndarray:
    """Let EoN pass the message on among people who all meet; return who has it at each time, a row a run."""
    import EoN
    import networkx as nx

    rng, people = np.random.default_rng(seed), nx.complete_graph(crowd.people + 1)
    rows = []
    for _ in range(runs):
        when, _, infected, _ = EoN.fast_SIR(people, crowd.meetings, 0.0, initial_infecteds=[0], rng=rng)
        rows.append(infected[np.searchsorted(when, times, side="right") - 1])
    return (np.array(rows) - 1) / crowd.people


def task(people: int = 100, runs: int = 100) -> Task:
    """Ask for the share that a message has reached at 20 moments."""
    crowd = Proximity(people=people, meetings=0.1, relay="epidemic")
    # To half past the mean: later a few slow runs decide, and a standard error says too little.
    times = crowd.mean_delay() * np.linspace(0.1, 1.5, POINTS)
    return Task(
        name=f"A message that spreads among {people} people",
        unit="handovers",
        ours=Tool(
            "Proximity.delivered_within", lambda: crowd.delivered_within(times), exactly, runs * people
        ),
        others=(
            Tool(
                f"EoN {version('EoN')}", lambda: simulated(crowd, times, runs, 3), of_runs, runs * people
            ),
        ),
        agrees=f"share reached at {POINTS} moments, mean of {runs} runs: 4 standard errors",
        note="The model inverts the exact transform of the mean and draws nothing, so it counts as the "
        f"{runs} runs that give EoN its curve; more runs would make EoN more exact, not the model slower. "
        "EoN takes any graph; the model knows only people who all meet at the same rate.",
    )  # fmt: skip
