"""The measured part of docs/benchmarks.md, between two markers; what stands around it is written by hand."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

from benchmarks.beside import Row
from benchmarks.models import DEFAULTS, FAR, FLAT, Cost
from benchmarks.panels import BUDGET, KnobSteps
from benchmarks.redraw import Redraw
from benchmarks.timing import short

BEGIN, END = "<!-- measured: written by make {} -->", "<!-- /measured -->"
LIBRARIES = ("numpy", "scipy", "pandas", "matplotlib", "ipywidgets", "anywidget")
SLOWEST = 12  # knobs of panels that are listed


def text(
    panels: Sequence[KnobSteps], redraw: Redraw, costs: Sequence[Cost], others: Sequence[Row],
    checks: Sequence[str], load: float,
) -> str:  # fmt: skip
    """Write all that was measured; `load` is how many programs wanted the processor when the run began."""
    parts = [machine(load), *steps(panels), *beside(redraw), *growth(costs), *tools(others)]
    parts += ["## The checks\n", *checks]
    return "\n".join(parts).rstrip()


def put_between(page: str, words: str, target: str = "bench") -> str:
    """Return a page with words between the two markers of a target of the Makefile.

    Raises
    ------
    ValueError
        If the page does not have both, in this order.
    """
    first = BEGIN.format(target)
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs the lines {first} and {END}, in this order")
    return f"{before}{first}\n{words}\n{END}{after}"


def machine(load: float) -> str:
    """Say when and on what it was measured."""
    cores = os.cpu_count() or 1
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    busy = f" Other programs kept it busy (load {load:.1f} on {cores} cores), so times are too long."
    return (
        f"Measured on {datetime.date.today().isoformat()}: {platform.system()}, {platform.machine()}, "
        f"{cores} cores, Python {platform.python_version()}, {versions}.{busy if load > cores / 2 else ''}\n"
    )


def steps(panels: Sequence[KnobSteps]) -> list[str]:
    """Write what a step of a slider takes, over all panels of all lessons."""
    late = sum(row.busy.median > BUDGET for row in panels)
    rows = [
        (row.lesson, row.exhibit, row.knob, str(len(row.busy.ms)), str(row.busy), short(row.wall.median))
        for row in panels[:SLOWEST]
    ]
    return [
        "## One step of every knob of every lesson\n",
        f"{len(panels)} knobs were turned. For {len(panels) - late} of them a step takes the kernel at "
        f"most {BUDGET:g} ms (median): model, picture and sentence. The slowest:\n",
        *table(("lesson", "exhibit", "knob", "steps", "ms of the processor", "ms by the clock"), rows),
        "",
        "The first visit to a value counts, too: what its model works out and the words that were not drawn "
        "before are kept for the next.\n",
    ]


def beside(redraw: Redraw) -> list[str]:
    """Write what the same step takes with ``interact``."""
    median, low, high = redraw.panel.ratio(redraw.interact)
    return [
        "## One step of a slider, two ways\n",
        f"A picture with two curves: a step takes the panel {redraw.panel} ms of the processor and "
        f"`interact` of ipywidgets {redraw.interact} ms, **{short(median)}** ({short(low)}–{short(high)}) "
        "times as long. The curves after the last step were equal before anything was timed. It is the work "
        "of the kernel alone; the panel's time includes its PNG and its sentence. "
        "[From a key press to pixels](browser.md) is measured in a real browser.\n",
    ]


def growth(costs: Sequence[Cost]) -> list[str]:
    """Write what each model costs, and how that grows with its network."""
    rows = [
        (
            cost.question.name,
            short(cost.usual.median),
            f"{short(cost.far.median)} ({cost.end})",
            f"{cost.question.size}, {cost.sizes[0]:,} to {cost.sizes[-1]:,}" if cost.sizes else "–",
            cost.words() or "–",
        )
        for cost in costs
    ]
    sized = [cost for cost in costs if cost.sizes]
    flat = sum(cost.factor <= FLAT for cost in sized)
    late = sum(cost.late for cost in costs)
    return [
        "## Every model, and the size of its network\n",
        "![Milliseconds of one answer against the size of the network, one line a model, both axes "
        "logarithmic](benchmarks.png)\n",
        f"{flat} of {len(sized)} answers cost the same at every size, within {FLAT:g} times; the other "
        f"{len(costs) - len(sized)} do not depend on how many others there are. {late or 'None'} of the "
        f"{len(costs)} takes longer than {DEFAULTS:g} ms at the defaults, or {FAR:g} ms at the far end of "
        "any one knob. These are milliseconds of the processor alone; each call makes the model anew. The "
        "growth is the quickest of 15 rounds a size, its exponent that of the upper half of the sizes.\n",
        *table(("answer", "ms", "at the slowest far end", "knob and sizes", "growth"), rows),
        "",
    ]


def tools(rows: Sequence[Row]) -> list[str]:
    """Write how many times as fast ours is as what people would use otherwise."""
    lines = [
        (row.task, row.ours, row.other, f"{short(median)} ({short(low)}–{short(high)})")
        for row in rows
        for median, low, high in [row.faster]
    ]
    return [
        "## Models and sweeps beside other tools\n",
        "Nothing was timed before each tool had found what ours finds: within 4 standard errors, or equal "
        "where nothing is drawn at random. Below 1 the other tool is faster. Times are the processor's.\n",
        *table(("task", "ours", "beside it", "ours is faster, times"), lines),
        "",
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write the lines of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]
