"""Answers: what a sweep found so far, and the table that it becomes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from guidekit.sweeps.work import Row, Work

if TYPE_CHECKING:
    import pandas as pd


class Answers:
    """A place for every point of a sweep, filled in any order."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._numbers = np.full((len(work.grid), len(work.outcomes)), np.nan)
        self._errors: dict[int, str] = {}
        self._there = np.zeros(len(work.grid), dtype=bool)

    def put(self, first: int, rows: list[Row]) -> None:
        """Fill in the rows of a slice."""
        for index, (*numbers, error) in enumerate(rows, first):
            self._numbers[index] = numbers
            self._there[index] = True
            if error is not None:
                self._errors[index] = error

    def done(self) -> int:
        """Count the points that have an answer."""
        return int(self._there.sum())

    def missing(self) -> Iterator[tuple[int, int]]:
        """Give the spans of points without an answer: the first, and how many."""
        edges = np.flatnonzero(np.diff(np.concatenate([[1], self._there, [1]])))
        for first, end in edges.reshape(-1, 2).tolist():
            yield first, end - first

    def frame(self) -> pd.DataFrame:
        """Lay everything out, one row a point in the order of the grid."""
        import pandas as pd

        names = [one.name for one in self._work.outcomes]
        numbers = {name: self._numbers[:, nth].copy() for nth, name in enumerate(names)}
        errors = pd.array([self._errors.get(index) for index in range(len(self._there))], dtype="string")
        return pd.DataFrame({**self._work.grid.columns(), **numbers, "error": errors})


def written(frame: pd.DataFrame, suffix: str) -> bytes:
    """Write a table as the bytes of a CSV or Parquet file."""
    if suffix == ".parquet":
        file = io.BytesIO()
        frame.to_parquet(file, engine="pyarrow", index=False)
        return file.getvalue()
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text.encode()
