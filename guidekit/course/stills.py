"""A still is what a panel of a lesson shows as it opens, for paper: light, uncovered, and twice as fine."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from html.parser import HTMLParser

import guidekit
from guidekit.course.glossary import terms
from guidekit.course.notebook import NotebookCell, only_call
from guidekit.course.paper import SheetPicture, booklet
from guidekit.course.sheets import Sheet, sheets

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
        The picture, or the table that stands open, and its sentence.

    Raises
    ------
    ValueError
        If the cell holds anything else, or if its panel shows neither a picture nor a table.
    """
    call = only_call(cell)
    if call is None or ast.unparse(call.func) not in DRAWN:
        raise ValueError(f"cell {cell.id} draws no panel; allowed: one call of {' or '.join(DRAWN)}")
    call.keywords = [word for word in call.keywords if word.arg != "prediction"]
    panel = eval(ast.unparse(call), {"gk": guidekit})
    png, html, sentence = panel.still(FINE)
    found = _OpenTable(html)
    if not png and not found.rows:
        raise ValueError(f"cell {cell.id} shows neither a picture nor a table; allowed: one of them")
    return SheetPicture(png, sentence, tuple(map(tuple, found.rows)))


def printed_course(
    lessons: Sequence[str] = (), every: Callable[[list[Sheet]], Iterable[Sheet]] = iter
) -> tuple[bytes, int, int]:
    """Print the sheets of the lessons, and the terms behind them, as one PDF file.

    Parameters
    ----------
    lessons : sequence of str
        The ids of some lessons, whose terms are printed then; by default all.
    every : callable
        Walks over the sheets; it may show how far it has come.

    Returns
    -------
    tuple of bytes, int and int
        The file, and how many sheets and terms it has.

    Raises
    ------
    ValueError
        If there is no such lesson, or its picture cannot be drawn; the message names both.
    """
    pages = []
    for sheet in every(sheets(lessons)):
        try:
            pages.append((sheet, still(sheet.picture)))
        except ValueError as problem:
            raise ValueError(f"lesson {sheet.lesson}, {problem}") from problem
    wanted = [term for term in terms() if not lessons or term.lesson in lessons]
    return booklet(pages, wanted), len(pages), len(wanted)


class _OpenTable(HTMLParser):
    """The words of the first table of a page, row by row; what lies in a fold is left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._folds, self._tables = 0, 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._folds += tag == "details"
        self._tables += tag == "table"
        if self._inside() and tag == "tr":
            self.rows.append([])
        elif self._inside() and tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._folds -= tag == "details"
        self._tables += tag == "table"  # an even number: between tables

    def handle_data(self, data: str) -> None:
        if self._inside() and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def _inside(self) -> bool:
        return not self._folds and self._tables == 1
