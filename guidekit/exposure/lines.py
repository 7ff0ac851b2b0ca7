"""Lines of a table: each knows where it stands, so that an error can say it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NoReturn

from guidekit.exposure.words import listed


class TableError(ValueError):
    """A table that cannot be used: file, line, column, value and what is allowed."""


class Line(dict[str, str]):
    """One line of a table, which knows where it stands."""

    def __init__(self, cells: dict[str, str], file: str, number: int) -> None:
        super().__init__(cells)
        self.file, self.number = file, number

    def refuse(self, column: str, why: str, allowed: str) -> NoReturn:
        """Raise the error for one cell."""
        cell = self.get(column, "")
        raise TableError(
            f"{self.file}, line {self.number}, column {column}: {cell!r} {why}; allowed: {allowed}"
        )

    def words(self, column: str) -> tuple[str, ...]:
        """Split a cell that lists several names with semicolons."""
        return tuple(word.strip() for word in self[column].split(";") if word.strip())

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """Return a cell that must be one of some words."""
        if self[column] not in allowed:
            self.refuse(column, "is unknown", listed((word or "empty" for word in allowed), "or"))
        return self[column]


def read_lines(file: Path, columns: tuple[str, ...]) -> Iterator[Line]:
    """Read a table line by line, after its header has been checked."""
    if not file.exists():
        raise TableError(f"{file}: there is no such file; allowed: a folder with {file.name}, or a CSV file")
    try:
        text = file.read_text(encoding="utf-8-sig")  # spreadsheets like to write a mark first
    except UnicodeDecodeError:
        raise TableError(f"{file.name}: is not UTF-8 text; allowed: save it as 'CSV UTF-8'") from None
    rows = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(rows, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        has = f"the line has {listed(header)}" if header else "the file is empty"
        raise TableError(
            f"{file.name}, line 1, column {missing[0]}: is missing, {has}; allowed: {listed(columns)}"
        )
    empty = True
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            where = f"{file.name}, line {rows.line_num}, column {len(header) + 1}"
            allowed = f"{len(header)} cells; put quotes around a cell that has a comma"
            raise TableError(f"{where}: {row[len(header)]!r} is a cell too many; allowed: {allowed}")
        empty = False
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        yield Line(dict(zip(header, cells, strict=True)), file.name, rows.line_num)
    if empty:
        raise TableError(f"{file.name}, line 2: there is no line below the header; allowed: one line or more")
