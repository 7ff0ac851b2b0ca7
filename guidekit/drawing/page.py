"""A page holds tables as HTML, for exhibits where people would rather read than look.

An exhibit whose second parameter is called ``page`` writes on a page; any other draws on a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

LEFT = 'style="text-align:left"'  # JupyterLab sets the tables of stored outputs to the right


class Page:
    """The HTML that an exhibit writes when it is shown once."""

    def __init__(self) -> None:
        self.html = ""

    def write(self, html: str) -> None:
        """Put a piece of HTML below what is there; the exhibit has escaped what people wrote."""
        self.html += html

    def still(self, sentence: str) -> str:
        """Return the page with its sentence, as a notebook keeps it."""
        return f"{self.html}<p>{escape(sentence)}</p>"


@dataclass(frozen=True)
class TableCell:
    """One cell of a table.

    Attributes
    ----------
    words : str
        What stands in the cell.
    look : str
        The style that colours the cell, such as "knows", "part", "not" or "moved".
    title : str
        A longer text, which appears when the mouse rests on the cell.
    """

    words: str
    look: str = ""
    title: str = ""


TableRow = tuple[str, list[TableCell | str]]
"""A row of a table: its name and its cells."""


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
    above = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="gk-table">{above}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _cell(cell: TableCell | str) -> str:
    if isinstance(cell, str):
        return f"<td {LEFT}>{escape(cell)}</td>"
    look = f' class="gk-{cell.look}"' if cell.look else ""
    title = f' title="{escape(cell.title)}"' if cell.title else ""
    words = f"<b>{escape(cell.words)}</b>" if "moved" in cell.look else escape(cell.words)
    return f"<td {LEFT}{look}{title}>{words}</td>"


def knowledge_cell(known: bool, yes: str = "yes", no: str = "no", title: str = "") -> TableCell:
    """Return the cell that says whether somebody learns a thing, with a full or an empty circle.

    Parameters
    ----------
    known : bool
        Whether it is learned.
    yes, no : str
        The words behind the full and behind the empty circle.
    title : str
        A longer text, which appears when the mouse rests on the cell.

    Returns
    -------
    TableCell
        A cell that does not tell by colour alone.

    Examples
    --------
    >>> knowledge_cell(True).words, knowledge_cell(False).words, knowledge_cell(False, no="nobody").words
    ('● yes', '○ no', '○ nobody')
    """
    sign, words, look = ("●", yes, "knows") if known else ("○", no, "not")
    return TableCell(f"{sign} {words}".rstrip(), look, title)


def verdict(same: bool) -> TableCell:
    """Return the cell that says whether two values of a row agree, with a sign and in words.

    >>> verdict(True).words, verdict(False).words
    ('✔ the same', '✘ they differ')
    """
    return TableCell("✔ the same") if same else TableCell("✘ they differ", "moved")
