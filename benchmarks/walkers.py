"""Walkers: people who walk about and hand a message over, as agents or as arrays."""

from __future__ import annotations

import itertools
import math
import random
from importlib.metadata import version

import numpy as np

from benchmarks.answers import Answer, of_runs
from benchmarks.tasks import Task, Tool
from guidekit.models import NearbyPeople
from guidekit.models.proximity import LONGEST, STEPS

LEG = 0.1  # hours that someone goes straight on, in the mean


def walked_by_mesa(town: NearbyPeople, hours: float, seed: int) -> int:
    """Let Mesa's agents walk by the same rules, and return how many hold the message in the end."""
    import mesa

    side, reach, tick = math.sqrt(town.area_km2), town.range_m / 1000, LONGEST / STEPS
    stride, turning = town.speed * tick, -math.expm1(-tick / LEG)

    class Walker(mesa.Agent):
        def __init__(self, model: mesa.Model, holds: bool) -> None:
            super().__init__(model)
            self.holds, self.angle = holds, model.chance.random() * 2 * math.pi
            self.free = (model.chance.random() * side, model.chance.random() * side)
            self.now = self.before = self.free

        def walk(self) -> None:
            if self.model.chance.random() < turning:
                self.angle = self.model.chance.random() * 2 * math.pi
            x, y = self.free
            self.free = (x + stride * math.cos(self.angle), y + stride * math.sin(self.angle))
            self.before, self.now = self.now, tuple(side - abs(side - z % (2 * side)) for z in self.free)

        def receive(self) -> None:
            if not self.holds and any(near(self, giver, reach) for giver in self.model.givers):
                self.holds = True

    class Town(mesa.Model):
        def __init__(self) -> None:
            super().__init__(seed=seed)
            self.chance = random.Random(seed)
            for n in range(town.people + 1):
                Walker(self, n == 0)

        def step(self) -> None:
            self.agents.do("walk")
            self.givers = [walker for walker in self.agents if walker.holds]
            self.agents.do("receive")

    model = Town()
    for _ in range(ticks(hours)):
        model.step()
    return sum(walker.holds for walker in model.agents)


def near(one: object, other: object, reach: float) -> bool:
    """Say whether two who went straight ahead came within reach of each other on the way."""
    x, y = (b - a for a, b in zip(one.before, other.before, strict=True))  # type: ignore[attr-defined]
    u, v = (b - a for a, b in zip(one.now, other.now, strict=True))  # type: ignore[attr-defined]
    u, v = u - x, v - y
    at = min(1.0, max(0.0, -(x * u + y * v) / max(u * u + v * v, 1e-30)))
    return (x + at * u) ** 2 + (y + at * v) ** 2 <= reach * reach


def ticks(hours: float) -> int:
    """Return how many places the walk has in so many hours."""
    return round(hours / LONGEST * STEPS)


def task(walks: int = 60) -> Task:
    """Ask how many carry a message that everyone passes on, an hour after it was written."""
    hours = 1.0  # when some carry it and some do not; later everyone does
    town = NearbyPeople(relay="epidemic", hours=hours)
    ours, theirs = itertools.count(1), itertools.count(1)

    def arrays() -> list[int]:
        return [int(town.carriers(next(ours)).sum()) for _ in range(walks)]

    def agents() -> list[int]:
        return [walked_by_mesa(town, hours, next(theirs)) for _ in range(walks)]

    def read(found: list[int]) -> Answer:
        return of_runs(np.array(found))

    amount = walks * ticks(hours) * (town.people + 1)
    return Task(
        name=f"{town.people + 1} people who walk about",
        unit="steps of a walker",
        ours=Tool("Nearby.carriers", arrays, read, amount),
        others=(Tool(f"Mesa {version('mesa')}", agents, read, amount),),
        agrees=f"mean number of carriers after an hour, {walks} walks each: 4 standard errors",
        note="The same rules twice: two-minute strides, turns, walls like mirrors, and a meeting when two "
        f"come near anywhere on the way. The model always walks {LONGEST:g} hours ahead, of which "
        "one is asked for, and so few people are little work for arrays; each walk is a new one.",
    )
