"""Tables of the course with a few cells changed, as a test needs them."""

from __future__ import annotations

import dataclasses

import pandas as pd

from guidekit.tables.csvfile import CsvFile


def with_frame(file: CsvFile, frame: pd.DataFrame, **more: tuple[int, ...]) -> CsvFile:
    """Return a file that holds other cells."""
    rows = tuple(frame.fillna("").itertuples(index=False, name=None))
    return dataclasses.replace(file, columns=tuple(frame), rows=rows, **more)
