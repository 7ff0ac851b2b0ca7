"""A page holds tables as HTML, for exhibits where people would rather read than look.

An exhibit whose second parameter is called ``page`` writes on a page; any other draws on a figure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

LEFT = 'style="text-align:left"'  # JupyterLab sets the tables of stored outputs to the right
RIGHT = 'style="text-align:right"'
_NUMBER = re.compile(r"(over |under )?[−-]?\d[\d,.]*( ?[%×]| [A-Za-z/]{1,8})?$")


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


MOST_ROWS, MOST_COLUMNS = 7, 6
"""The rows, and the columns beside their names, that a table shows before a fold."""

_ROOM = 78  # digits that stand side by side in a panel of a window 1024 px wide, beside JupyterLab's sidebar
_MOST_ROOM = 123  # in a panel as wide as it gets
_SHORT = 9  # letters of an entry that is not broken
_SPACE = 2  # of it, what a column needs beside its words


@dataclass(frozen=True)
class TableCell:
    """One cell of a table.

    Attributes
    ----------
    words : str
        What stands in the cell. A sign at its start, such as ●, is a word of its own.
    look : str
        The styles of the cell, such as "knows", "part", "not", "unknown", "moved" or "whole". With "mark"
        a panel shows the sign alone; the words are heard, and read wherever the page has no style.
    title : str
        A longer text, which appears when the mouse rests on the cell.
    share : float, optional
        How far the cell is shaded, 0 to 1.
    """

    words: str
    look: str = ""
    title: str = ""
    share: float | None = None

    @property
    def plain(self) -> str:
        """The words that are seen in a panel."""
        return self.words.partition(" ")[0] if "mark" in self.look.split() else self.words

    @property
    def unknown(self) -> bool:
        """Whether it says that a thing is not known."""
        return "unknown" in self.look.split() or self.words.startswith("?")


TableRow = tuple[str, list[TableCell | str]]
"""A row of a table: its name and its cells."""


def table(
    head: Iterable[str],
    rows: Iterable[tuple[str, Iterable[TableCell | str]]],
    caption: str = "",
    gather: bool = False,
    most: int = MOST_ROWS,
) -> str:
    """Write an HTML table whose first column names the rows.

    At most `most` rows and `MOST_COLUMNS` columns stand open; the others lie in folds below, which are
    tables of their own with columns of the same widths.

    Parameters
    ----------
    head : iterable of str
        The column names, the one above the row names first.
    rows : iterable
        Pairs of a row's name and its cells.
    caption : str
        What the table shows.
    gather : bool
        Whether rows of which nothing is known come last. All others and the columns keep their places,
        so that a change can be seen where it happens.
    most : int
        How many rows stand open.

    Returns
    -------
    str
        HTML; every word is escaped.

    Examples
    --------
    >>> "yes &amp; no</td>" in table(["", "Signal"], [("calls", ["yes & no"])])
    True
    """
    grid = _Grid.of(head, rows)
    grid = grid.gathered() if gather else grid
    narrow, rest = grid.columns(0, MOST_COLUMNS), grid.columns(MOST_COLUMNS, None)
    widths, more = narrow.widths(), len(grid.names) - most
    html = narrow.rows(0, most).html(widths, caption)
    if more > 0:
        words = "1 more row" if more == 1 else f"{more} more rows"
        html += fold(words, narrow.rows(most, None).html(widths))
    if rest.head:
        html += fold(f"More columns: {', '.join(rest.head)}", rest.html(rest.widths()))
    return html


@dataclass(frozen=True)
class _Grid:
    """The words of a table: what stands above the names, the columns, the rows, and the cells row by row."""

    corner: str
    head: list[str]
    names: list[str]
    cells: list[list[TableCell]]

    @classmethod
    def of(cls, head: Iterable[str], rows: Iterable[tuple[str, Iterable[TableCell | str]]]) -> _Grid:
        corner, *across = head
        lines = [(name, [c if isinstance(c, TableCell) else TableCell(c) for c in row]) for name, row in rows]
        return cls(corner, across, [name for name, _ in lines], [cells for _, cells in lines])

    def columns(self, first: int, end: int | None) -> _Grid:
        return replace(self, head=self.head[first:end], cells=[row[first:end] for row in self.cells])

    def rows(self, first: int, end: int | None) -> _Grid:
        return replace(self, names=self.names[first:end], cells=self.cells[first:end])

    def gathered(self) -> _Grid:
        """Return the same table with the rows of which nothing is known at the end."""
        down = sorted(range(len(self.names)), key=lambda at: all(cell.unknown for cell in self.cells[at]))
        return replace(self, names=[self.names[at] for at in down], cells=[self.cells[at] for at in down])

    def widths(self) -> tuple[list[int], int]:
        """Return how many digits wide each column is, the names first, and how many the table may take.

        A column gets room for its longest word, and what is left of a panel in a small window is shared out
        as the longest lines ask for it, so that all columns wrap into about as many lines.
        """
        columns = [[self.corner, *self.names]]
        columns += [[name, *(row[at].plain for row in self.cells)] for at, name in enumerate(self.head)]
        words = [max(map(_unbroken, column)) for column in columns]
        lines = [max(word, *map(len, column)) for word, column in zip(words, columns, strict=True)]
        space = _SPACE * len(columns)
        share = min(1.0, max(0.0, (_ROOM - space - sum(words)) / max(1, sum(lines) - sum(words))))
        found = [
            word + round(share * (line - word)) + _SPACE for word, line in zip(words, lines, strict=True)
        ]
        return found, min(_MOST_ROOM, sum(lines) + space)

    def html(self, widths: tuple[list[int], int], caption: str = "") -> str:
        """Write the table; its numbers stand on the right, all else on the left."""
        each, most = widths
        columns = "".join(f'<col style="width:{100 * width / sum(each):.1f}%">' for width in each)
        sides = [_side([row[at].words for row in self.cells]) for at in range(len(self.head))]
        top = "".join(
            f'<th scope="col" {side}>{escape(name)}</th>' if name else "<td></td>"
            for name, side in zip([self.corner, *self.head], [LEFT, *sides], strict=True)
        )
        body = "".join(
            f'<tr><th scope="row" {LEFT}>{escape(name)}</th>{"".join(map(_cell, cells, sides))}</tr>'
            for name, cells in zip(self.names, self.cells, strict=True)
        )
        above = f"<caption {LEFT}>{escape(caption)}</caption>" if caption else ""
        return (
            f'<table class="gk-table" style="width:min(100%, {most}ch)">{above}'
            f"<colgroup>{columns}</colgroup><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
        )


def _unbroken(entry: str) -> int:
    """Return how many digits wide the longest word is. Short entries stay whole; some letters are wide."""
    longest = len(entry) if len(entry) <= _SHORT else max(map(len, re.split("[ /]", entry)))
    return math.ceil(1.12 * longest)


def fold(words: str, html: str) -> str:
    """Write a fold: its words, and below them a piece of HTML that is seen once it is opened."""
    return f'<details class="gk-fold"><summary>{escape(words)}</summary>{html}</details>'


def link(words: str, address: str) -> str:
    """Write a link to a page on the web; words alone where the address is none, so that it runs nothing.

    Examples
    --------
    >>> link("a page", "https://example.org"), link("a page", "javascript:alert(1)")
    ('<a href="https://example.org">a page</a>', 'a page')
    """
    if not address.lower().startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _side(words: list[str]) -> str:
    """Return the style of a column: numbers end below each other, words begin below each other."""
    said = [entry for entry in words if entry]
    return RIGHT if said and all(map(_NUMBER.match, said)) else LEFT


def _cell(cell: TableCell, side: str) -> str:
    looks = [*cell.look.split(), *(["unknown"] if cell.words.startswith("?") else [])]
    look = f' class="{" ".join(f"gk-{look}" for look in looks)}"' if looks else ""
    shade = "" if cell.share is None else f";--gk-share:{100 * cell.share:.3g}%"
    title = f' title="{escape(cell.title)}"' if cell.title else ""
    words = escape(cell.words)
    if "://" in words:
        words = words.replace("/", "/<wbr>")  # an address may be broken there
    if words[:1] in "●◐○" and {"knows", "part", "not"} & set(looks):
        sign, _, said = words.partition(" ")
        words = f'<span class="gk-sign">{sign}</span> <span class="gk-said">{said}</span>'
    words = f"<b>{words}</b>" if "moved" in looks else words
    return f'<td {side[:-1]}{shade}"{look}{title}>{words}</td>'


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


def legend_line(*cells: TableCell) -> str:
    """Write what the signs of a table mean, in one line below it.

    Examples
    --------
    >>> legend_line(knowledge_cell(True, "learns it")).count("learns it")
    1
    """
    signs = "".join(
        f'<li class="gk-{cell.look.split()[0]}"><span class="gk-sign">{sign}</span> {escape(said)}</li>'
        for cell in cells
        for sign, _, said in [cell.words.partition(" ")]
    )
    return f'<ul class="gk-key" style="list-style:none;padding:0">{signs}</ul>'


def verdict(same: bool) -> TableCell:
    """Return the cell that says whether two values of a row agree, with a sign and in words.

    >>> verdict(True).words, verdict(False).words
    ('✔ the same', '✘ they differ')
    """
    return TableCell("✔ the same") if same else TableCell("✘ they differ", "moved")
