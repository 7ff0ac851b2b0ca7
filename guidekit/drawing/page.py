"""A page: tables as HTML, for exhibits where people would rather read than look.

An exhibit whose second parameter is called ``page`` writes on one instead of drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

LEFT = 'style="text-align:left"'  # JupyterLab sets the tables of stored outputs to the right


class Page:
    """Collects the HTML of one showing of an exhibit."""

    def __init__(self) -> None:
        self.html = ""

    def write(self, html: str) -> None:
        """Put a piece of HTML below what is there. The exhibit has escaped what people wrote."""
        self.html += html

    def still(self, sentence: str) -> str:
        """Return the page with its sentence, as a notebook keeps it."""
        return f"{self.html}<p>{escape(sentence)}</p>"


@dataclass(frozen=True)
class TableCell:
    """One cell of a table: its words, the class that colours it, and a longer text to hover over."""

    words: str
    look: str = ""
    title: str = ""


def table(
    head: Iterable[str], rows: Iterable[tuple[str, Iterable[TableCell | str]]], caption: str = ""
) -> str:
    """Write an HTML table whose first column names the rows.

    Parameters
    ----------
    head : iterable of str
        The column names, the one above the row names first.
    rows : iterable
        Pairs of a row's name and its cells.
    caption : str
        What the table shows.

    Returns
    -------
    str
        HTML; every word is escaped.

    Examples
    --------
    >>> "yes &amp; no</td>" in table(["", "Signal"], [("calls", ["yes & no"])])
    True
    """
    top = "".join(f'<th scope="col" {LEFT}>{escape(name)}</th>' if name else "<td></td>" for name in head)
    body = "".join(
        f'<tr><th scope="row" {LEFT}>{escape(name)}</th>{"".join(map(_cell, cells))}</tr>'
        for name, cells in rows
    )
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="gk-table">{said}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _cell(cell: TableCell | str) -> str:
    if isinstance(cell, str):
        return f"<td {LEFT}>{escape(cell)}</td>"
    look = f' class="gk-{cell.look}"' if cell.look else ""
    title = f' title="{escape(cell.title)}"' if cell.title else ""
    words = f"<b>{escape(cell.words)}</b>" if "moved" in cell.look else escape(cell.words)
    return f"<td {LEFT}{look}{title}>{words}</td>"


def verdict(same: bool) -> TableCell:
    """Return the cell that says whether a row agrees; it is not told by colour alone."""
    return TableCell("✔ the same") if same else TableCell("✘ they differ", "moved")
