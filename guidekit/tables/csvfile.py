"""One CSV file as it was written: every cell a string, every row with the line it starts on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from guidekit.names import first_hidden, without_hidden
from guidekit.paths import HIDDEN, course_folder


class TableError(ValueError):
    """A table that cannot be used: one line a problem, and nothing was loaded."""


@dataclass(frozen=True)
class CsvFile:
    """A CSV file and where its rows stand.

    Attributes
    ----------
    file : str
        The name of the file, as a problem names it.
    frame : pandas.DataFrame
        The cells as strings without blanks around them; an empty cell is NA.
    lines : tuple of int
        The line of the file each row starts on. The header is line 1; a quoted cell may span several.
    """

    file: str
    frame: pd.DataFrame
    lines: tuple[int, ...]

    def place(self, row: int, column: str) -> str:
        """Say where one cell stands."""
        return f"{self.file}, line {self.lines[row]}, column {column}"

    def problem(self, row: int, column: str, value: object, allowed: str, why: str = "does not fit") -> str:
        """Say in one line what is wrong with one cell, and what would be right."""
        shown = "an empty cell" if pd.isna(value) or value == "" else repr(value)
        return f"{self.place(row, column)}: {shown} {why}; allowed: {allowed}"


def read_csv(path: Path, columns: Iterable[str] = ()) -> CsvFile:
    """Read one CSV file: UTF-8, a header row, as many fields in every row.

    What a spreadsheet leaves behind is passed over: a mark in front, blanks around a cell, lines of
    commas, and columns at the end that have neither a name nor a cell.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : iterable of str
        The columns that the table should have; an error about an empty file names them.

    Returns
    -------
    CsvFile
        Its cells and lines. What the cells say is not looked at here.

    Raises
    ------
    TableError
        If the file is missing, empty, not UTF-8, without rows, or ragged, or has signs that nobody sees.
    """
    rows, lines = _records(path.name, _text(path))
    if not rows:
        header = f"the header {','.join(columns)}" if columns else "a header row"
        raise TableError(f"{path.name}, line 1: the file is empty; allowed: {header} and at least one row")
    problems = _header_problems(path.name, rows[0]) or _ragged(path.name, rows, lines)
    if not problems and len(rows) == 1:
        problems = [f"{path.name}, line 1: there is only a header; allowed: at least one row below it"]
    if problems:
        raise TableError("\n".join(problems))
    problems = list(_hidden(path.name, rows, lines))
    if problems:
        raise TableError("\n".join(problems))
    cells = [[cell or None for cell in row] for row in rows[1:]]
    return CsvFile(path.name, pd.DataFrame(cells, columns=rows[0], dtype="string"), tuple(lines[1:]))


def cell_parts(cell: object, separator: str | None = None) -> list[str]:
    """Split a cell into what it lists; an empty cell lists nothing.

    Examples
    --------
    >>> cell_parts("tor; wifi", ";"), cell_parts(pd.NA)
    (['tor', 'wifi'], [])
    """
    return [] if pd.isna(cell) else [part.strip() for part in str(cell).split(separator)]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")  # spreadsheets like to put a mark in front
    except FileNotFoundError:
        raise TableError(
            f"{path.name}: there is no such file in {path.parent}; allowed: a CSV file"
        ) from None
    except UnicodeDecodeError as bad:
        line = bad.object.count(b"\n", 0, bad.start) + 1
        raise TableError(
            f"{path.name}, line {line}: byte {bad.start} of the file is {bad.object[bad.start]:#04x}, "
            "which is not UTF-8; allowed: UTF-8 text (save the table again as CSV UTF-8)"
        ) from None


def _records(file: str, text: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, lines, start = [], [], 1
    try:
        for record in reader:
            row = [cell.strip() for cell in record]
            if any(row):
                rows.append(row)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as bad:
        raise TableError(
            f"{file}, line {start}: {bad}; allowed: fields between commas, quotes in pairs"
        ) from None
    while rows and all(row[len(rows[0]) - 1 :] == [""] for row in rows):
        rows = [row[:-1] for row in rows]  # a column at the end without a name and without a cell
    return rows, lines


def _header_problems(file: str, header: list[str]) -> list[str]:
    if len(header) == 1 and ";" in header[0]:
        return [f"{file}, line 1: the fields stand between semicolons; allowed: fields between commas"]
    twice = sorted({name for name in header if header.count(name) > 1})
    return [
        f"{file}, line 1, column {name}: the name stands twice; allowed: each name once" for name in twice
    ]


def _ragged(file: str, rows: list[list[str]], lines: list[int]) -> list[str]:
    width = len(rows[0])
    return [
        f"{file}, line {line}: the row has {len(row)} fields, the first is {row[0]!r}; "
        f"allowed: {width}, as in the header; a field with a comma stands in quotes"
        for row, line in zip(rows, lines, strict=True)
        if len(row) != width
    ]


def _hidden(file: str, rows: list[list[str]], lines: list[int]) -> Iterator[str]:
    """Name each cell with a sign that is not seen but obeyed."""
    for row, line in zip(rows, lines, strict=True):
        for column, cell in zip(rows[0], row, strict=True):
            if (place := first_hidden(cell)) is not None:
                yield f"{file}, line {line}, column {without_hidden(column)}: {cell[place]!a} {HIDDEN}"


@cache
def course_csv(name: str) -> CsvFile:
    """Read a table of the course once; whoever changes its frame takes a copy."""
    return read_csv(course_folder("data") / f"{name}.csv")
