"""Findings: what a check across tables reports, and the rows it walks over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from guidekit.sheets import Sheet

Sheets = Mapping[str, Sheet]
Row = Any  # a row of a frame as a named tuple


class Finding(NamedTuple):
    """One cell that does not fit, and what would."""

    table: str
    row: int
    column: str
    value: object
    allowed: str


def rows_of(sheet: Sheet) -> Iterator[tuple[int, Row]]:
    """Walk over the rows of a sheet with their numbers, from 0."""
    return enumerate(sheet.frame.itertuples(index=False))
