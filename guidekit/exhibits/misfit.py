"""Misfits: where a model and the real thing differ, drawn on a figure and said in a table."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from guidekit.exhibits.drawing import line
from guidekit.exhibits.words import number
from guidekit.pages import Entry


def gaps(ax: Axes, x: Any, measured: Any, computed: Any) -> None:
    """Draw a thin line from each measured point to the model: the misfit itself."""
    gap = np.full(len(x), np.nan)
    line(ax, "_gaps", np.stack([x, x, gap], 1).ravel(), np.stack([measured, computed, gap], 1).ravel(), 3,
         linewidth=1.3, linestyle="-")  # fmt: skip


def verdict(same: bool) -> Entry:
    """Return the cell that says whether a row agrees; it is not told by colour alone."""
    return Entry("✔ the same") if same else Entry("✘ they differ", "moved")


def times(model: float, real: float, more: str, less: str) -> str:
    """Say how many times a model's number is the real one, with a word for each direction.

    >>> times(2.0, 0.5, "too long", "too short"), times(2.0, 60.0, "too long", "too short")
    ('4 times too long', '30 times too short')
    >>> times(2.0, 2.0, "too long", "too short")
    'the same'
    """
    ratio = max(model, real) / min(model, real)
    if number(ratio) == "1":
        return "the same"
    return f"{number(ratio)} times {more if model > real else less}"
