"""A soak: learners of a real hub come, go, leave their laptops asleep and come back, for as long as asked.

Run: python -m benchmarks.soak --minutes 10. What nobody uses is ended after a minute instead of an hour, so
that servers and lessons end under sleepers. A guess is kept when its page says so: whoever comes back must
see it again, and at the end each journal must hold all of them, in order. Memory is weighed meanwhile; when
everybody was ended, no process of theirs may be left.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sqlite3
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClosedError

from benchmarks.classroom import LONGEST, MB, MOVES, Visitor, Weight, at, weigh
from recorders.loopback import leave_the_network
from recorders.recording import interruptible, scratch
from tests.deploy.hub import Hub, hub
from tests.deploy.learner import LessonError

LEARNERS, IDLE = 8, 60  # and seconds after which what nobody uses is ended
GUESSES = "SELECT value FROM entries WHERE kind = 'prediction' ORDER BY number"
ASLEEP, AWAY = (15.0, 120.0), (5.0, 150.0)  # seconds


@dataclass
class Soak:
    """What was found while learners came and went."""

    weights: list[Weight] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count something once more."""
        self.counts[what] = self.counts.get(what, 0) + 1


async def come_and_go(running: Hub, name: str, end: float, found: Soak, journal: Path) -> None:
    """Be a learner who comes, goes, sleeps and comes back, until the end; then look for what was kept."""
    kept: list[str] = []
    newest: dict[str, Any] = {}
    chance = random.Random(f"soak, {name}")
    while time.monotonic() < end:
        async with Visitor(name, running.address, f"soak {len(kept)}") as one:
            one.kept, one.newest = kept, newest
            try:
                await one.log_in()
                await one.take(chance.choice([LONGEST, "00-four-ways.ipynb"]))
                found.count("visits")
                while chance.random() < 0.6 and time.monotonic() < end:
                    await one.drag()
                    if chance.random() < 0.5:
                        found.count("sleeps")
                        await sleep(one, chance.uniform(*ASLEEP))
                        try:
                            await one.guess()
                            found.count("woken in time")
                        except (LessonError, WebSocketClosedError):  # ended, or hung up on, meanwhile
                            found.count("woken too late")
                            break
            except Exception as problem:
                found.failures.append(f"{name}: {problem!r}")
        await asyncio.sleep(min(chance.uniform(*AWAY), max(0.0, end - time.monotonic())))
    with contextlib.closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as file:
        there = [row[0] for row in file.execute(GUESSES)]
    found.counts["guesses"] = found.counts.get("guesses", 0) + len(kept)
    if lost := missing(kept, there):
        found.failures.append(f"{name}: {lost} of {len(kept)} guesses are not in the journal")


async def sleep(one: Visitor, seconds: float) -> None:
    """Close a laptop while a slider moves: send to the last moment, then read nothing for long."""
    name, rule = one.random.choice(one.sliders())
    for move in range(3 * MOVES):
        turn = {"turn": {rule["name"]: at(rule, move / (3 * MOVES))}, "number": one.number()}
        await one.send("comm_msg", {"comm_id": name, "data": {"method": "custom", "content": turn}})
    await asyncio.sleep(seconds)


def missing(kept: Sequence[str], there: Sequence[str]) -> int:
    """Count the guesses from the first that a journal does not hold, each behind the one before it."""
    rest = iter(there)
    return sum(guess not in rest for guess in kept)


async def soak(running: Hub, folder: Path, minutes: float) -> Soak:
    """Let learners come and go; weigh all before, every quarter of a minute, and when all were ended."""
    found = Soak([weigh(running)])
    end = time.monotonic() + 60 * minutes
    names = [f"learner{n}" for n in range(LEARNERS)]
    homes = [folder / "class/learners" / name / "journal.sqlite3" for name in names]
    learners = asyncio.gather(
        *(come_and_go(running, name, end, found, home) for name, home in zip(names, homes, strict=True))
    )
    while not learners.done():
        await asyncio.wait([learners], timeout=15)
        found.weights.append(await asyncio.to_thread(weigh, running))
    learners.result()
    patience = time.monotonic() + 6 * IDLE
    while found.weights[-1].processes > found.weights[0].processes and time.monotonic() < patience:
        await asyncio.sleep(5)
        found.weights.append(await asyncio.to_thread(weigh, running))
    if (left := found.weights[-1].processes - found.weights[0].processes) > 0:
        found.failures.append(f"{left} processes were not ended")
    return found


def say_soak(found: Soak, minutes: float) -> str:
    """Tell what a soak has found."""
    first, *weights, last = found.weights
    quarter = max(1, len(weights) // 4)
    parts = {"second": weights[quarter : 2 * quarter], "last": weights[3 * quarter :]}
    lines = [f"{LEARNERS} learners for {minutes:g} minutes: {found.counts}; failures: {len(found.failures)}"]
    for when, one in {"before anybody came": first, "when all were ended": last}.items():
        lines.append(
            f"  {when}: {one.processes} processes, all {one.whole / MB:.0f} MB, the hub {one.hub / MB:.0f} MB"
        )
    for when, some in parts.items():
        if some:
            both = [statistics.median(getattr(one, part) for one in some) / MB for part in ("whole", "hub")]
            lines.append(f"  {when} quarter, median: all {both[0]:.0f} MB, the hub {both[1]:.0f} MB")
    return "\n".join([*lines, *(f"  {words}" for words in found.failures)])


def main() -> None:
    """Soak a hub for as long as is asked."""
    asked = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__.splitlines()[0])
    asked.add_argument("--minutes", type=float, default=10, help="how long learners come and go")
    options = asked.parse_args()
    leave_the_network()
    with (
        interruptible(round(60 * options.minutes) + 1200),
        scratch() as folder,
        hub(folder, GUIDEKIT_CLASS_IDLE=str(IDLE)) as running,
    ):
        found = asyncio.run(soak(running, folder, options.minutes))
    print(say_soak(found, options.minutes))
    raise SystemExit(bool(found.failures))


if __name__ == "__main__":
    main()
