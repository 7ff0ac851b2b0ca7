"""A still is what a panel of a lesson shows as it opens, for paper: light, uncovered, and twice as fine."""

from __future__ import annotations

import ast

import guidekit
from guidekit.course.notebook import NotebookCell, only_call
from guidekit.course.paper import SheetPicture

FINE = 2
"""How many times as fine a still is as the picture on a page."""
DRAWN = ("gk.explore", "gk.journey")


def still(cell: NotebookCell) -> SheetPicture:
    """Draw what the panel of a cell shows as it opens.

    The cell is run here as in a notebook, but its prediction is left out: so there is no guess and no cover,
    and no journal is asked.

    Parameters
    ----------
    cell : NotebookCell
        A code cell with one call of ``gk.explore`` or ``gk.journey``.

    Returns
    -------
    SheetPicture
        The picture, and its sentence.

    Raises
    ------
    ValueError
        If the cell holds anything else, or if its panel shows a table.
    """
    call = only_call(cell)
    if call is None or ast.unparse(call.func) not in DRAWN:
        raise ValueError(f"cell {cell.id} draws no panel; allowed: one call of {' or '.join(DRAWN)}")
    call.keywords = [word for word in call.keywords if word.arg != "prediction"]
    panel = eval(ast.unparse(call), {"gk": guidekit})
    try:
        return SheetPicture(*panel.still(FINE))
    except ValueError as problem:
        raise ValueError(f"cell {cell.id}: {problem}") from problem
