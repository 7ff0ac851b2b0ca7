"""The figure: what each model costs against the size of its network, flat ones left, the others right."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.sizes import FLAT, Growth
from guidekit.drawing.canvas import encode_png
from guidekit.drawing.figure import LIGHT, MARKERS

BUDGET = 20.0  # ms of one evaluation
LOW, HIGH = 2e-3, 60.0  # ms on the axis
APART = 0.046  # of the axis: two labels never stand closer


def drawn(growths: Sequence[Growth]) -> bytes:
    """Draw the growths and return a PNG."""
    figure = Figure(figsize=(13, 6), dpi=100, layout="constrained", facecolor=LIGHT.paper)
    left, right = figure.subplots(1, 2, sharey=True)
    flat = [one for one in growths if one.factor <= FLAT]
    pane(left, f"Flat: no size costs more than {FLAT:g} times another", flat)
    pane(right, "The others", [one for one in growths if one.factor > FLAT])
    left.set_ylabel("milliseconds of one answer")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return encode_png(canvas)


def pane(ax: Axes, title: str, growths: Sequence[Growth]) -> None:
    """Draw one line a model, with its name at the right, led to the end of its line."""
    ax.set(xscale="log", yscale="log", xlim=(1.5, 2e15), ylim=(LOW, HIGH), title=title)
    ax.set_xticks([10.0**n for n in range(1, 10)])
    ax.minorticks_off()
    ax.set_xlabel("nodes, servers or people in the network", x=0.29)
    ax.grid(True, color=LIGHT.grid, linewidth=0.8)
    ax.axhline(BUDGET, color=LIGHT.text, linestyle="--", linewidth=1.2)
    ax.text(2, BUDGET * 1.08, "budget: 20 ms", va="bottom", fontsize=9, color=LIGHT.text)
    ax.spines[["top", "right"]].set_visible(False)
    order = sorted(growths, key=lambda one: one.costs[-1])
    heights = spread_out([place(one.costs[-1]) for one in order], APART)
    for nth, (one, height) in enumerate(zip(order, heights, strict=True)):
        colour, mark = LIGHT.series[nth % len(LIGHT.series)], MARKERS[nth % len(MARKERS)]
        ax.plot(one.sizes, one.costs, color=colour, marker=mark, markersize=4.5, linewidth=1.6)
        end = (one.sizes[-1], one.costs[-1])
        to = LOW * (HIGH / LOW) ** height
        ax.annotate(
            one.sized.name,
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


def spread_out(places: Sequence[float], apart: float) -> list[float]:
    """Move places that are in order as little as it takes to keep them apart and inside.

    >>> [round(x, 2) for x in spread_out([0.5, 0.5, 0.9], 0.1)]
    [0.45, 0.55, 0.9]
    """
    groups: list[list[float]] = []  # each a start and the number of labels in it
    for wanted in places:
        groups.append([wanted, 1])
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] * apart > groups[-1][0]:
            start, count = groups.pop()
            before, some = groups[-1]
            middle = (before * some + (start - some * apart) * count) / (some + count)
            groups[-1] = [middle, some + count]
    found = [start + n * apart for start, count in groups for n in range(int(count))]
    last = len(found) - 1
    return [min(max(at, 0.02 + n * apart), 0.98 - (last - n) * apart) for n, at in enumerate(found)]
