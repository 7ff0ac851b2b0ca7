"""Messages: how long a message over three relays takes, as processes that wait or as one array."""

from __future__ import annotations

import random
from importlib.metadata import version

import numpy as np

from benchmarks.answers import Answer, of_hits
from benchmarks.tasks import Task, Tool
from guidekit.models import OnionRouting

TIMES = (0.108, 0.182, 0.307)  # seconds: near the 5, 50 and 95 % of three hops of 40 ms, sigma 0.6


def simulated(model: OnionRouting, messages: int, seed: int) -> np.ndarray:
    """Send each message as a SimPy process that waits out one link after the other."""
    import simpy

    rng, env = random.Random(seed), simpy.Environment()
    arrived: list[float] = []

    def message() -> object:
        begun = env.now
        for _ in range(model.hops + 1):
            yield env.timeout(model.link_ms / 1000 * rng.lognormvariate(0, model.link_spread))
        arrived.append(env.now - begun)

    for _ in range(messages):
        env.process(message())
    env.run()
    return np.array(arrived)


def shares(seconds: np.ndarray) -> Answer:
    """Say what share arrived within each of the three times."""
    return of_hits([(seconds <= time).sum() for time in TIMES], seconds.size)


def task(messages: int = 20_000, many: int = 100_000) -> Task:
    """Ask how long messages take over three relays."""
    model = OnionRouting()
    return Task(
        name="Messages over three relays",
        unit="messages",
        ours=Tool("OnionRouting.latency", lambda: model.latency(many, 1), shares, many),
        others=(Tool(f"SimPy {version('simpy')}", lambda: simulated(model, messages, 2), shares, messages),),
        agrees="shares that arrived within 108, 182 and 307 ms: 4 standard errors",
        note="SimPy keeps a calendar of events, which queues, failures and shared links would need. Delays "
        "that do not depend on each other need none, so the model adds up columns of an array.",
    )
