"""What one step of every slider of every lesson takes in the kernel.

Run: python -m benchmarks.panels [lessons such as 08]. It runs the lessons' cells, turns each knob of each
panel over values that a learner passes by, and prints the median milliseconds of a step, slowest first.
The budget is 20 ms; `busy` is the processor's time alone, which other programs hardly lengthen.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from benchmarks.timing import Timing
from guidekit.panels.panel import Panel
from guidekit.paths import course_folder
from guidekit.tables.query import load

BUDGET = 20.0
STEPS = 15  # values of one slider


@dataclass(frozen=True)
class KnobSteps:
    """One knob of one panel, and what its steps took.

    Attributes
    ----------
    lesson, exhibit, knob : str
        Where the knob stands: the number of the lesson, module and function of the exhibit, its name.
    wall, busy : Timing
        One time for each step: by the clock, and of the processor alone.
    """

    lesson: str
    exhibit: str
    knob: str
    wall: Timing
    busy: Timing


def notebooks() -> dict[str, Path]:
    """Return the notebook of each lesson of the course's table, by the lesson's id."""
    folder = course_folder("notebooks")
    return {str(row.id): folder / str(row.notebook) for row in load("lessons").itertuples()}


def panels(lesson: str) -> Iterator[Panel]:
    """Run the cells of a lesson and yield every panel that they build, uncovered: a cover takes no time."""
    built: list[Panel] = []
    names: dict[str, object] = {}
    build = Panel.__init__

    def noted(panel: Panel, *args: object, **more: object) -> None:
        build(panel, *args, **more)  # type: ignore[arg-type]
        built.append(panel)

    Panel.__init__ = noted  # type: ignore[assignment,method-assign]
    try:
        for cell in nbformat.read(notebooks()[lesson], as_version=4).cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
    finally:
        Panel.__init__ = build  # type: ignore[method-assign]
    for panel in built:
        panel.uncover()
        yield panel


def stops(panel: Panel, name: str) -> list[object]:
    """Return the values that a learner passes by: all words of a knob, or steps around where it stands."""
    (spec,) = (spec for spec in panel.controls if spec["name"] == name)
    start = panel.values[name]
    if spec["kind"] == "ticks":
        return [[], *([word] for word in spec["choices"]), start]
    if spec["kind"] == "text":
        return [start[:-1] + letter for letter in "AB"] * 2
    if spec["kind"] != "number":
        return list(spec["choices"])
    low, high = spec["low"], spec["high"]
    if spec["log"]:
        values = [start * 1.05 ** (i - STEPS // 2) for i in range(STEPS)]
    else:
        values = [start + spec["step"] * (i - STEPS // 2) for i in range(STEPS)]
    values = [min(max(value, low), high) for value in values]
    if spec["whole"]:
        values = [round(value) for value in values]
    if len(set(values)) < 5:  # a slider of few places is crossed as a whole
        values = [low + (high - low) * i / 8 for i in range(9)]
        values = [round(value) for value in values] if spec["whole"] else values
    return list(values)


def turn(panel: Panel, lesson: str, name: str) -> KnobSteps | None:
    """Turn one knob over its values and back, and time each step; return None if nothing moves."""
    start = panel.values[name]
    wall, busy = [], []
    for value in [*stops(panel, name), start]:
        if value == panel.values[name]:
            continue
        begin, worked = time.perf_counter(), time.process_time()
        panel.turn(**{name: value})
        wall.append(1000 * (time.perf_counter() - begin))
        busy.append(1000 * (time.process_time() - worked))
        if panel.problem:
            raise ValueError(panel.problem)  # a refusal draws nothing, and its time would tell nothing
    exhibit = f"{panel.exhibit.__module__.rpartition('.')[2]}.{panel.exhibit.__name__}"
    return KnobSteps(lesson, exhibit, name, Timing(tuple(wall)), Timing(tuple(busy))) if wall else None


def measure(lessons: list[str]) -> list[KnobSteps]:
    """Measure every knob of every panel of these lessons, slowest first."""
    rows = [
        row
        for lesson in lessons
        for panel in panels(lesson)
        for name in panel.knobs
        if (row := turn(panel, lesson, name))
    ]
    return sorted(rows, key=lambda row: row.busy.median, reverse=True)


def main() -> None:
    """Print a line for each knob."""
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"
    rows = measure(sys.argv[1:] or list(notebooks()))
    print(f"{'lesson':6} {'exhibit':26} {'knob':16} {'steps':>5} {'ms':>7} {'busy':>7} {'slowest':>8}")
    for row in rows:
        late = "  OVER" if row.busy.median > BUDGET else ""
        print(
            f"{row.lesson:6} {row.exhibit:26} {row.knob:16} {len(row.wall.ms):5} {row.wall.median:7.1f} "
            f"{row.busy.median:7.1f} {max(row.busy.ms):8.1f}{late}"
        )
    print(f"\n{sum(row.busy.median > BUDGET for row in rows)} of {len(rows)} over {BUDGET:g} ms")


if __name__ == "__main__":
    main()
