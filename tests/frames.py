"""Tables of the course with a few cells changed, as a test needs them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd

from guidekit.tables.csvfile import CsvFile


def with_frame(file: CsvFile, frame: pd.DataFrame, **more: tuple[int, ...]) -> CsvFile:
    """Return a file that holds other cells."""
    rows = tuple(frame.fillna("").itertuples(index=False, name=None))
    return dataclasses.replace(file, columns=tuple(frame), rows=rows, **more)


def rows_of(frame: pd.DataFrame, empty: object = None) -> tuple[Any, ...]:
    """Return the rows of a frame as named tuples, as the course's own are; an empty cell is what is given."""
    plain = frame.astype(object).where(frame.notna(), empty)
    return tuple(plain.itertuples(index=False, name="row"))
