"""The report: what was measured, as a page of docs."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

from benchmarks.panels import BUDGET, Knobbed
from benchmarks.sizes import FLAT, UNSIZED, Growth
from benchmarks.tasks import Measured
from benchmarks.timing import short

LIBRARIES = ("numpy", "scipy", "pandas", "matplotlib", "ipywidgets", "anywidget")
SLOWEST = 12  # panels that are listed
START = """# How fast it is, beside what people would use instead

`make bench` builds an environment of its own, runs all of this in one go and writes this page and its
figure. A tool is timed only after its answer was held against ours: a faster wrong answer stops the run. All
tools of one task are timed in turn, so that a busy moment meets each of them. Times are medians of the
rounds, with the lowest and the highest in brackets; a ratio is taken within each round.
"""


def page(
    measured: Sequence[Measured], growths: Sequence[Growth], panels: Sequence[Knobbed], load: float
) -> str:
    """Write the page; `load` is how many programs wanted the processor when the run began."""
    parts = [START, machine(load), *beside(measured), *grown(growths), *turned(panels)]
    return "\n".join(parts).rstrip() + "\n"


def machine(load: float) -> str:
    """Say when and on what it was measured."""
    cores = os.cpu_count() or 1
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    busy = (
        f" Other programs kept it busy (load {load:.1f} on {cores} cores): ratios are rough, times too long."
        if load > cores / 2
        else ""
    )
    return (
        f"Measured on {datetime.date.today().isoformat()}: {platform.system()}, {platform.machine()}, "
        f"{cores} cores, Python {platform.python_version()}, {versions}.{busy}\n"
    )


def beside(measured: Sequence[Measured]) -> list[str]:
    """Write the table of the tasks, and below it what agreed and what is left out."""
    rows = []
    for one in measured:
        for nth, (tool, timing) in enumerate(zip(one.tools, one.times, strict=True)):
            median, low, high = one.ratio(nth)
            ratio = "" if nth == 0 else f"**{short(median)}** ({short(low)}–{short(high)})"
            licence = f" ({tool.licence})" if tool.licence else ""
            unit = one.task.unit.removesuffix("s") if tool.amount == 1 else one.task.unit
            amount, rate = f"{tool.amount:,.0f} {unit}", short(one.rate(nth))
            name = one.task.name if nth == 0 else ""
            rows.append((name, tool.name + licence, amount, str(timing), rate, ratio))
    head = ("task", "tool", "a run", "ms a run", "in a second", "ours is faster, times")
    notes = [f"- **{one.task.name}.** Agreed: {one.task.agrees}. {one.task.note}" for one in measured]
    return ["## The same answer, two ways\n", *table(head, rows), "", *notes, ""]


def grown(growths: Sequence[Growth]) -> list[str]:
    """Write what each model costs by size."""
    rows = [
        (
            one.sized.name,
            one.sized.knob,
            f"{one.sizes[0]:,} to {one.sizes[-1]:,}",
            f"{short(one.costs[0])} to {short(one.costs[-1])}",
            f"{one.factor:.1f}",
            one.words(),
        )
        for one in growths
    ]
    flat = sum(one.factor <= FLAT for one in growths)
    head = ("answer", "knob", "sizes", "ms", "slowest by quickest", "growth")
    return [
        "## Cost against the size of the network\n",
        "![Milliseconds of one answer against the size of the network, one line a model, both axes "
        "logarithmic](benchmarks.png)\n",
        f"{flat} of {len(growths)} cost the same at every size, within {FLAT:g} times. These are "
        "milliseconds of the processor alone, the quickest of 15 rounds; each call makes the model anew. "
        "The exponent is that of the upper half of the sizes.\n",
        *table(head, rows),
        "",
        f"These have no knob that counts a network: {', '.join(UNSIZED)}.\n",
    ]


def turned(panels: Sequence[Knobbed]) -> list[str]:
    """Write what a step of a slider takes, over all panels of all lessons."""
    late = [row for row in panels if row.busy.median > BUDGET]
    rows = [
        (row.lesson, row.exhibit, row.knob, str(len(row.busy.ms)), str(row.busy), short(row.wall.median))
        for row in panels[:SLOWEST]
    ]
    head = ("lesson", "exhibit", "knob", "steps", "ms of the processor", "ms by the clock")
    return [
        "## One step of every knob of every lesson\n",
        f"{len(panels)} knobs were turned. For {len(panels) - len(late)} of them a step takes the kernel at "
        f"most {BUDGET:g} ms (median): model, picture and sentence. The slowest:\n",
        *table(head, rows),
        "",
        "A step that exchanges the axes, such as another sentence, fact or stop of a journey, draws the "
        "whole picture anew; matplotlib takes most of that time to set letters.",
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write the lines of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]
