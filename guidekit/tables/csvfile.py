"""One CSV file as it was written: every cell a string, every row with the line it starts on.

A cell holds what can be seen, and nothing else. Blanks of every width are read as plain ones, an accent
belongs to its letter, and what is plainly empty at the edges of a table is left out: marks in front, lines
of commas, columns at the right without a name or a cell. Every other sign that nobody sees is refused by
its name.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter, namedtuple
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guidekit.paths import course_folder, read_small
from guidekit.words import (
    Findings,
    Problem,
    look_alikes,
    plain_blanks,
    shown,
    sign_name,
    unseen_signs,
    visible,
    word_list,
)

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES, MOST_ROWS, MOST_LETTERS = 16 << 20, 50_000, 10_000
"""The most of a file, its rows and one cell. The largest table of the course has 140 KB and 820 rows."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}
_OTHER_FILES = {
    b"PK\x03\x04": "a workbook or an archive (.xlsx, .ods, .zip)",
    b"\xd0\xcf\x11\xe0": "a workbook of an old kind (.xls)",
    b"\x1f\x8b": "a compressed file (.gz)",
    b"%PDF": "a PDF",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_SAVE = "UTF-8 text (save the table again as CSV UTF-8)"


class TableError(ValueError):
    """A table that cannot be used, told in few lines however much is wrong; nothing was loaded.

    Parameters
    ----------
    problems : str, iterable of str or Findings
        What is wrong.
    """

    def __init__(self, problems: str | Iterable[str] | Findings) -> None:
        found = problems.splitlines() if isinstance(problems, str) else problems
        self.findings = found if isinstance(found, Findings) else Findings(found)
        super().__init__("\n".join(self.findings.told()))


@dataclass(frozen=True)
class CsvFile:
    """A CSV file and where its rows stand.

    Attributes
    ----------
    file : str
        The name of the file, as a problem names it.
    columns : tuple of str
        The names of the columns.
    rows : tuple of tuple of str
        The cells, without blanks around them; an empty cell is an empty text.
    lines : tuple of int
        The line of the file each row starts on. A quoted cell may span several.
    header : int
        The line that the names of the columns stand on.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    header: int = 1

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The cells as strings; an empty cell is NA. Whoever changes it takes a copy."""
        import pandas as pd

        cells = [[cell or None for cell in row] for row in self.rows]
        return pd.DataFrame(cells, columns=list(self.columns), dtype="string")

    @cached_property
    def entries(self) -> tuple[Any, ...]:
        """The rows as named tuples; an empty cell is an empty text."""
        entry = namedtuple("entry", self.columns, rename=True)  # type: ignore[misc]
        return tuple(entry(*row) for row in self.rows)

    def column(self, name: str) -> list[str]:
        """List the cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def place(self, row: int, column: str) -> str:
        """Say where one cell stands."""
        return f"{self.file}, line {self.lines[row]}, column {column}"

    def problem(
        self, row: int, column: str, value: object, allowed: str, why: str = "does not fit"
    ) -> Problem:
        """Say in one line what is wrong with one cell, and what would be right."""
        told, odd = "an empty cell", tuple[str, ...]()
        if isinstance(value, str) and value:
            told, odd = shown(value), look_alikes(value) if len(value) <= 40 else ()
        elif isinstance(value, (int, float)):
            told = repr(value)
        more = f" (it holds {word_list(list(map(sign_name, odd[:2])))})" if odd else ""
        line = f"{self.place(row, column)}: {told} {why}{more}; allowed: {allowed}"
        return Problem(line, f"{self.file} {column} {why}")


def read_csv(path: Path, columns: Iterable[str] = ()) -> CsvFile:
    """Read one CSV file: UTF-8, a header row, as many fields in every row.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : iterable of str
        The columns that the table should have; an error about an empty file names them.

    Returns
    -------
    CsvFile
        Its cells and lines. Whether a cell fits its column is not looked at here.

    Raises
    ------
    TableError
        If the file is missing, empty, not UTF-8, without rows, ragged, or larger than a table may be, or if
        a cell holds a sign that cannot be seen.
    """
    file = visible(path.name)
    text = _text(file, path)
    rows, widths, lines = _records(file, text)
    if not rows:
        header = f"the header {','.join(columns)}" if columns else "a header row"
        raise TableError(f"{file}, line 1: the file is empty; allowed: {header} and at least one row")
    names, header_line = rows[0], lines[0]
    _check_separator(f"{file}, line {header_line}", names)
    found = Findings(_header_problems(f"{file}, line {header_line}", names))
    cells = []
    for row, width, line in zip(rows[1:], widths[1:], lines[1:], strict=True):
        if not len(row) <= len(names) <= width:
            found.add(_ragged(file, line, row, width, len(names), widths[0]))
        cells.append((*row, *[""] * (len(names) - len(row))))
    if not found and not cells:
        found.add(f"{file}, line {header_line}: there is only a header; allowed: at least one row below it")
    table = CsvFile(file, tuple(names), tuple(cells), tuple(lines[1:]), header_line)
    if unseen_signs(text) or max(map(len, itertools.chain(*cells)), default=0) > MOST_LETTERS:
        for problem in _unreadable(table):
            found.add(problem)
    if found:
        raise TableError(found)
    return table


def cell_parts(cell: object, separator: str | None = None) -> list[str]:
    """Split a cell into what it lists; an empty cell lists nothing.

    Examples
    --------
    >>> cell_parts("tor; wifi", ";"), cell_parts("")
    (['tor', 'wifi'], [])
    """
    return [part.strip() for part in cell.split(separator)] if isinstance(cell, str) and cell else []


def _text(file: str, path: Path) -> str:
    """Return the text of a file, with a mark in front left out and one sign for the end of every line."""
    try:
        content = read_small(path, MOST_BYTES)
    except FileNotFoundError:
        why = f"there is no such file in {path.parent}"
        if path.is_symlink():
            why = "it is a link to a file that is not there"
        raise TableError(f"{file}: {why}; allowed: a CSV file") from None
    except OSError as error:
        raise TableError(
            f"{file}: it cannot be read ({error.strerror}); allowed: a CSV file that you may read"
        ) from error
    except ValueError as error:
        raise TableError(f"{file}: {error}") from None
    kind = next((kind for start, kind in _OTHER_FILES.items() if content.startswith(start)), "")
    if kind or content[:4096].count(0) * 4 > len(content[:4096]) > 0:
        raise TableError(f"{file}, line 1: the file is {kind or 'UTF-16 or binary'}; allowed: {_SAVE}")
    try:
        text = content.decode("utf-8").lstrip("\ufeff")  # spreadsheets like to put a mark in front, or two
    except UnicodeDecodeError as bad:
        line = len(re.findall(rb"\r\n?|\n", bad.object[: bad.start])) + 1
        raise TableError(
            f"{file}, line {line}: byte {bad.start} of the file is {bad.object[bad.start]:#04x}, "
            f"which is not UTF-8; allowed: {_SAVE}"
        ) from None
    return plain_blanks(text.replace("\r\n", "\n").replace("\r", "\n"))


def _records(file: str, text: str) -> tuple[list[list[str]], list[int], list[int]]:
    """Return the rows without what is empty at their ends, how many fields each has, and their lines."""
    if told := re.match(r'"?sep=(.)"?,*\n', text, re.I):  # what Excel writes for itself
        if told[1] != ",":
            _check_separator(f"{file}, line 1", [f"a{told[1]}b"])
        text = text[told.end() - 1 :]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    rows, widths, lines, start = [], [], [], 1
    try:
        for record in reader:
            row = [cell.strip(" \t\n") for cell in record]
            while row and not row[-1]:
                row.pop()
            if row:
                rows.append(row)
                widths.append(len(record))
                lines.append(start)
            start = reader.line_num + 1
            if len(rows) > MOST_ROWS + 1:
                raise TableError(f"{file}, line {lines[-1]}: it has too many rows; allowed: {MOST_ROWS:,}")
    except csv.Error as bad:
        raise TableError(f"{file}, line {start}: {_csv_problem(str(bad))}") from None
    return rows, widths, lines


def _csv_problem(words: str) -> str:
    if "limit" in words:
        return f"a cell is longer than any text{_SWALLOWED}"
    return (
        "a quote is not closed where its cell ends; allowed: quotes in pairs around a whole cell, and two "
        "quotes for one inside it"
    )


_SWALLOWED = (
    f"; allowed: at most {MOST_LETTERS:,} letters in a cell (a quote that is never closed swallows the rest)"
)


def _check_separator(place: str, header: list[str]) -> None:
    for sign, name in _SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            raise TableError(f"{place}: the fields stand between {name}; allowed: fields between commas")


def _header_problems(place: str, header: list[str]) -> Iterator[str]:
    for name, count in Counter(header).items():
        if not name:
            number = header.index(name) + 1
            yield f"{place}: column {number} has no name; allowed: a name over every column"
        elif count > 1:
            yield Problem(
                f"{place}, column {visible(name)}: the name stands twice; allowed: each name once", "twice"
            )


def _ragged(file: str, line: int, row: list[str], width: int, wanted: int, named: int) -> Problem:
    """Say that a row has more cells than names, or fewer fields."""
    place = f"{file}, line {line}"
    if wanted < len(row) <= named:
        cell = shown(next(filter(None, row[wanted:])))
        told = f"{place}: {cell} stands in a column without a name; allowed: a name over every column"
        return Problem(told, f"{file} nameless")
    told = (
        f"{place}: the row has {max(len(row), min(width, wanted))} fields, the first is {shown(row[0])}; "
        f"allowed: {wanted}, as in the header; a field with a comma stands in quotes"
    )
    return Problem(told, f"{file} ragged")


def _unreadable(table: CsvFile) -> Iterator[Problem]:
    """Find the cells and names that hold what cannot be seen, and cells that are no cells any more."""
    for name in table.columns:
        if signs := unseen_signs(name):
            place = f"{table.file}, line {table.header}, column {visible(name)}"
            yield Problem(f"{place}: the name holds {_unseen(signs)}", "unseen name")
    for row, cells in enumerate(table.rows):
        for at, cell in enumerate(cells):
            if len(cell) > MOST_LETTERS:
                place = table.place(row, _name(table, at))
                told = f"{place}: the cell has {len(cell):,} letters{_SWALLOWED}"
                yield Problem(told, f"{table.file} long")
            elif not (cell.isascii() and cell.isprintable()) and (signs := unseen_signs(cell)):
                told = f"{table.place(row, _name(table, at))}: {shown(cell)} holds {_unseen(signs)}"
                yield Problem(told, f"{table.file} {_name(table, at)} {signs[0]}")


def _unseen(signs: tuple[str, ...]) -> str:
    names = word_list(list(map(sign_name, signs[:3])))
    return f"{names}, which cannot be seen or read; allowed: signs that can be seen, and plain blanks"


def _name(table: CsvFile, at: int) -> str:
    return visible(table.columns[at]) if at < len(table.columns) else str(at + 1)


@cache
def course_csv(name: str) -> CsvFile:
    """Read a table of the course once; whoever changes its frame takes a copy."""
    return read_csv(course_folder("data") / f"{name}.csv")
