"""One CSV file as it was written: every cell a string, every row with the line it starts on."""

from __future__ import annotations

import csv
import functools
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from guidekit.paths import course_folder

# Every table of the course, with its columns that hold numbers.
TABLES: dict[str, tuple[str, ...]] = {
    "sources": (),
    "messengers": (),
    "attributes": (),
    "facts": (),
    "claims": ("lesson",),
    "audits": ("year",),
    "protocols": (),
    "recommendations": (),
    "architectures": (),
    "parameters": ("value", "low", "high"),
    "lessons": ("minutes",),
    "questions": (),
    "glossary": (),
    "measured": ("x", "value"),
}


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
        The cells as strings; an empty cell is NA.
    lines : tuple of int
        The line of the file each row starts on. The header is line 1; a quoted cell may span several.
    """

    file: str
    frame: pd.DataFrame
    lines: tuple[int, ...]

    def problem(self, row: int, column: str, value: object, allowed: str) -> str:
        """Say in one line what is wrong with one cell, and what would be right."""
        shown = "an empty cell" if pd.isna(value) else repr(value)
        return (
            f"{self.file}, line {self.lines[row]}, column {column}: {shown} does not fit; allowed: {allowed}"
        )


def read_csv(path: Path) -> CsvFile:
    """Read one CSV file: UTF-8, a header row, as many fields in every row.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Sheet
        Its cells and lines. What the cells say is not looked at here.

    Raises
    ------
    TableError
        If the file is missing, empty, not UTF-8, without rows, or ragged.
    """
    rows, lines = _records(path.name, _text(path))
    if not rows:
        raise TableError(
            f"{path.name}, line 1: the file is empty; allowed: a header row and at least one row"
        )
    header = rows[0]
    problems = _header_problems(path.name, header) or _ragged(path.name, rows, lines)
    if not problems and len(rows) == 1:
        problems = [f"{path.name}, line 1: there is only a header; allowed: at least one row below it"]
    if problems:
        raise TableError("\n".join(problems))
    frame = pd.DataFrame(rows[1:], columns=header, dtype="string")
    return CsvFile(path.name, frame.mask(frame == ""), tuple(lines[1:]))


@functools.cache
def shipped(name: str) -> CsvFile:
    """Read a table of the course once; whoever changes its frame takes a copy."""
    return read_csv(course_folder("data") / f"{name}.csv")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")  # spreadsheets like to put a mark in front
    except FileNotFoundError:
        raise TableError(f"{path.name}: there is no such file in {path.parent}") from None
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
        for row in reader:
            if row:  # a blank line is no row
                rows.append(row)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as bad:
        raise TableError(
            f"{file}, line {start}: {bad}; allowed: fields between commas, quotes in pairs"
        ) from None
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
        f"allowed: {width}, as in the header"
        for row, line in zip(rows, lines, strict=True)
        if len(row) != width
    ]
