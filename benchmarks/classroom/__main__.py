"""Put a class under load. Run: make class-load, or python -m benchmarks.classroom --learners 1 10 30.

Each class has a fresh hub. Everybody logs in at once, then everybody runs the whole lesson at once, then
everybody drags sliders for half a minute; a learner who fails is counted and left out of what follows.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import os
import platform
import shutil
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from benchmarks.classroom.hub import PASSWORD, Hub, hub
from benchmarks.classroom.learner import Learner
from benchmarks.classroom.report import Found, write
from guidekit.course.lessons import lesson_files
from recorders.loopback import leave_the_network
from recorders.recording import interruptible, machine, say, scratch

LONGEST = "07-anonymous-routing.ipynb"  # the lesson with the most panels
DOCS = Path(__file__).resolve().parents[2] / "docs"
T = TypeVar("T")


async def everybody(
    learners: list[Learner], found: Found, running: Hub, phase: str, do: Callable[[Learner], Awaitable[T]]
) -> list[T]:
    """Let all learners do the same at once; count what fails, and the processor time of it all."""
    began = running.core_seconds()
    outcomes = await asyncio.gather(*(do(learner) for learner in learners), return_exceptions=True)
    found.cores[phase] = running.core_seconds() - began
    well = []
    for learner, outcome in zip(list(learners), outcomes, strict=True):
        if isinstance(outcome, Exception):
            found.failures.append(f"{learner.name}, {phase}: {type(outcome).__name__}: {outcome}")
            learners.remove(learner)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            well.append(outcome)
    say(f"  {phase}: {len(well)} well, {len(outcomes) - len(well)} failed")
    return well


async def teach(running: Hub, count: int, lesson: str) -> Found:
    """Hold one class."""
    found = Found(count)
    async with AsyncExitStack() as room:
        learners = [
            await room.enter_async_context(Learner(f"learner{n}", running.address, PASSWORD))
            for n in range(count)
        ]
        found.log_in = await everybody(learners, found, running, "log_in", Learner.log_in)
        found.lesson = await everybody(learners, found, running, "lesson", lambda one: one.run(lesson))
        found.steps = await everybody(learners, found, running, "drag", Learner.drag)
        found.common, weights = running.weigh()
        found.weights = [weights[learner.name] for learner in learners]
    return found


def main() -> None:
    asked = argparse.ArgumentParser(prog="benchmarks.classroom", description=__doc__.splitlines()[0])
    asked.add_argument(
        "--learners", type=int, nargs="+", default=[1, 10, 30], metavar="N", help="sizes of class"
    )
    asked.add_argument("--lesson", default=LONGEST, choices=[path.name for path in lesson_files()])
    asked.add_argument("--into", type=Path, default=DOCS, help="folder of classroom.csv and classroom.md")
    asked.add_argument("--limit", type=int, default=1500, help="seconds after which all is ended")
    asked.add_argument("--log", type=Path, help="file for what the hub of the last class said")
    options = asked.parse_args()
    if min(options.learners) < 1:
        asked.error("a class has at least one learner")
    busy = os.getloadavg()[1]
    network = leave_the_network()
    all_found = []
    with interruptible(options.limit):
        for count in options.learners:
            say(f"{count} learners on {network}")
            with scratch() as folder, hub(folder) as running:
                try:
                    found = asyncio.run(teach(running, count, options.lesson))
                finally:
                    if options.log:
                        shutil.copy(folder / "hub.log", options.log)
            for failure in found.failures:
                say(f"  {failure}")
            all_found.append(found)
            say(f"  {found.row()}")
    how = (
        f"Measured on {datetime.date.today().isoformat()}: {machine()}, Python {platform.python_version()}, "
        f"JupyterHub {version('jupyterhub')}, JupyterLab {version('jupyterlab')}; lesson `{options.lesson}`; "
        + ("a quiet machine." if busy < 1 else f"provisional: the machine had other work (load {busy:.0f}).")
    )
    write(options.into, [found.row() for found in all_found], how)
    if any(found.row().failures for found in all_found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
