"""A figure of what each model costs against the size of its network: flat ones left, the others right."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.models import DEFAULTS, FLAT, Cost
from guidekit.drawing.canvas import encode_png
from guidekit.drawing.figure import LIGHT, MARKERS

LOW, HIGH = 2e-3, 60.0  # ms on the axis
APART = 0.046  # of the axis: two labels never stand closer


def picture(costs: Sequence[Cost]) -> bytes:
    """Draw those that have a size, and return a PNG."""
    figure = Figure(figsize=(13, 6), dpi=100, layout="constrained", facecolor=LIGHT.paper)
    left, right = figure.subplots(1, 2, sharey=True)
    sized = [cost for cost in costs if cost.sizes]
    flat = [cost for cost in sized if cost.factor <= FLAT]
    pane(left, f"Flat: no size costs more than {FLAT:g} times another", flat)
    pane(right, "The others", [cost for cost in sized if cost.factor > FLAT])
    left.set_ylabel("milliseconds of one answer")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return encode_png(canvas)


def pane(ax: Axes, title: str, costs: Sequence[Cost]) -> None:
    """Draw one line a model, with its name at the right, led to the end of its line."""
    ax.set(xscale="log", yscale="log", xlim=(1.5, 2e15), ylim=(LOW, HIGH), title=title)
    ax.set_xticks([10.0**n for n in range(1, 10)])
    ax.minorticks_off()
    ax.set_xlabel("nodes, servers or people in the network", x=0.29)
    ax.grid(True, color=LIGHT.grid, linewidth=0.8)
    ax.axhline(DEFAULTS, color=LIGHT.text, linestyle="--", linewidth=1.2)
    ax.text(2, DEFAULTS * 1.08, f"budget: {DEFAULTS:g} ms", va="bottom", fontsize=9, color=LIGHT.text)
    ax.spines[["top", "right"]].set_visible(False)
    order = sorted(costs, key=lambda one: one.costs[-1])
    heights = apart([place(one.costs[-1]) for one in order], APART)
    for nth, (one, height) in enumerate(zip(order, heights, strict=True)):
        colour, mark = LIGHT.series[nth % len(LIGHT.series)], MARKERS[nth % len(MARKERS)]
        ax.plot(one.sizes, one.costs, color=colour, marker=mark, markersize=4.5, linewidth=1.6)
        end = (one.sizes[-1], one.costs[-1])
        to = LOW * (HIGH / LOW) ** height
        ax.annotate(
            one.question.name,
            end,
            (3e9, to),
            va="center",
            fontsize=8.5,
            color=colour,
            arrowprops={
                "arrowstyle": "-",
                "color": colour,
                "linewidth": 0.6,
                "alpha": 0.6,
                "relpos": (0, 0.5),
            },
        )


def place(ms: float) -> float:
    """Return how high a cost stands on the axis, from 0 to 1."""
    return math.log(ms / LOW) / math.log(HIGH / LOW)


def apart(places: Sequence[float], distance: float) -> list[float]:
    """Move places that are in order as little as it takes to keep them apart and inside.

    Examples
    --------
    >>> [round(x, 2) for x in apart([0.5, 0.5, 0.9], 0.1)]
    [0.45, 0.55, 0.9]
    """
    groups: list[list[float]] = []  # each a start and the number of labels in it
    for wanted in places:
        groups.append([wanted, 1])
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] * distance > groups[-1][0]:
            start, count = groups.pop()
            before, some = groups[-1]
            middle = (before * some + (start - some * distance) * count) / (some + count)
            groups[-1] = [middle, some + count]
    heights = [start + n * distance for start, count in groups for n in range(int(count))]
    last = len(heights) - 1
    return [min(max(at, 0.02 + n * distance), 0.98 - (last - n) * distance) for n, at in enumerate(heights)]
