"""Run every benchmark in one go and write docs/benchmarks.md and docs/benchmarks.png; see `make bench`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import circuits, epidemics, lookups, messages, panels, percolation, redraw, walkers
from benchmarks.answers import DisagreementError
from benchmarks.figure import drawn
from benchmarks.report import page
from benchmarks.sizes import SIZED, grown
from benchmarks.tasks import Measured, Task, measure
from benchmarks.timing import short
from guidekit.paths import write_whole

DOCS = Path(__file__).parent.parent / "docs"
BEGUN = time.perf_counter()


def say(words: str) -> None:
    """Say how far the run has come."""
    print(f"{time.perf_counter() - BEGUN:4.0f} s  {words}", flush=True)


def tasks() -> Iterator[Task]:
    """Make the tasks one after the other; real nodes are stopped at the end."""
    makers: tuple[Callable[[], Task], ...] = (circuits.task, messages.task, lookups.task)
    yield from (make() for make in makers)
    real = lookups.Loopback()
    try:
        yield lookups.real_task(real)
    finally:
        real.close()
    yield from (make() for make in (percolation.task, epidemics.task, walkers.task, redraw.task))


def side_by_side() -> list[Measured]:
    """Check and time every task."""
    found = []
    for task in tasks():
        one = measure(task)
        found.append(one)
        ratios = ", ".join(
            f"{short(one.ratio(n)[0])} × {one.tools[n].name}" for n in range(1, len(one.tools))
        )
        say(f"{task.name}: {ratios}")
    return found


def main() -> int:
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    try:
        measured = side_by_side()
    except DisagreementError as error:
        print(f"They do not agree, so nothing is compared. {error}", file=sys.stderr)
        return 1
    growths = [grown(sized) for sized in SIZED]
    say(f"{len(growths)} models by size")
    rows = panels.measured(panels.every_lesson())
    say(f"{len(rows)} knobs of panels")
    write_whole(DOCS / "benchmarks.png", drawn(growths))
    write_whole(DOCS / "benchmarks.md", page(measured, growths, rows, load).encode())
    say("wrote docs/benchmarks.md and docs/benchmarks.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
