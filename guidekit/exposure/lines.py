"""Lines of a table: each knows where it stands, so that an error can say it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NoReturn

from guidekit.tables.csvfile import TableError
from guidekit.words import listed


class Line(dict[str, str]):
    """One line of a table, which knows where it stands."""

    def __init__(self, cells: dict[str, str], file: str, number: int) -> None:
        super().__init__(cells)
        self.file, self.number = file, number

    def refuse(self, column: str, why: str, allowed: str) -> NoReturn:
        """Raise the error for one cell."""
        raise self.error(column, f"{self[column]!r} {why}; allowed: {allowed}")

    def error(self, column: str, problem: str) -> TableError:
        """Say where in the file a problem stands."""
        return TableError(f"{self.file}, line {self.number}, column {column}: {problem}")

    def words(self, column: str) -> tuple[str, ...]:
        """Split a cell that lists several words with semicolons."""
        return tuple(word.strip() for word in self[column].split(";") if word.strip())

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """Return a cell that must be one of some words."""
        if self[column] not in allowed:
            self.refuse(column, "does not fit", listed((word or "empty" for word in allowed), "or"))
        return self[column]


def read_lines(file: Path, columns: tuple[str, ...]) -> Iterator[Line]:
    """Read a table line by line, after its header has been checked.

    Parameters
    ----------
    file : pathlib.Path
        A CSV file in UTF-8.
    columns : tuple of str
        The columns it must have; others are kept and not looked at.

    Raises
    ------
    TableError
        If the file is missing, empty, not UTF-8, lacks a column, or has a line of another length.
    """
    rows = csv.reader(io.StringIO(_text(file), newline=""))
    header = [cell.strip() for cell in next(rows, [])]
    for column in columns:
        if column not in header:
            found = f"the header has {listed(header)}" if header else "the file is empty"
            where = f"{file.name}, line 1, column {column}"
            raise TableError(f"{where}: there is no such column, {found}; allowed: {listed(columns)}")
    line = None
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue  # spreadsheets leave lines of commas behind
        if len(row) != len(header):
            where = f"{file.name}, line {rows.line_num}"
            allowed = f"{len(header)}, as in the header; a cell with a comma stands in quotes"
            raise TableError(f"{where}: the line has {len(row)} cells, first {row[0]!r}; allowed: {allowed}")
        cells = (cell.strip() for cell in row)
        line = Line(dict(zip(header, cells, strict=True)), file.name, rows.line_num)
        yield line
    if line is None:
        raise TableError(f"{file.name}, line 1: there is only a header; allowed: at least one line below it")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # spreadsheets like to write a mark first
    except FileNotFoundError:
        raise TableError(
            f"{file.name}: there is no such file in {file.parent}; allowed: a CSV file"
        ) from None
    except UnicodeDecodeError:
        raise TableError(f"{file.name}: is not UTF-8 text; allowed: save it again as CSV UTF-8") from None
