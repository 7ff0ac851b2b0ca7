"""Marks that several exhibits set: a guess on the sideways axis, and limits that grow in few steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from guidekit.drawing.figure import ink, line, note

BILLIONS = tuple((10.0**n, f"{10**n:,}") for n in range(0, 10, 3))


def vline(ax: Axes, name: str, x: float | None, words: str = "", nth: int = 3, at: float = 0.5) -> None:
    """Draw an upright line with its words at a share of the height, such as a guess; None hides it."""
    low, high = ax.get_ylim()
    place = ax.get_xlim()[0] if x is None else x
    stroke = line(ax, f"_{name}", [place, place], [low, high], nth, linewidth=1.6)
    label = note(ax, f"_{name} words", place, at, f" {words} ", transform=ax.get_xaxis_transform(),
                 color=ink(ax.figure).series[nth])  # fmt: skip
    across = ax.transAxes.inverted().transform(ax.transData.transform((place, low)))[0]
    label.set_horizontalalignment("left" if across < 0.5 else "right")  # never across its own line
    for artist in (stroke, label):
        artist.set_visible(x is not None)


def rounded_limit(value: float, *steps: float) -> float:
    """Return the first step that leaves some room above a value, so that limits seldom change.

    >>> roof(238, 300, 1000), roof(290, 300, 1000)
    (300, 1000)
    """
    return next((step for step in steps if value <= 0.9 * step), value / 0.9)


def gaps(ax: Axes, x: Any, measured: Any, computed: Any) -> None:
    """Draw a thin line from each measured point to the model: the misfit itself."""
    gap = np.full(len(x), np.nan)
    line(ax, "_gaps", np.stack([x, x, gap], 1).ravel(), np.stack([measured, computed, gap], 1).ravel(), 3,
         linewidth=1.3, linestyle="-")  # fmt: skip


HOPS = range(1, 9)


FLOOR = 1e-12  # a log axis has no zero


HOP_TICKS = tuple((float(h), str(h)) for h in HOPS)
