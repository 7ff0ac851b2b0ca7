"""Dated tables: their numbers as numbers, and the rows that hold on one day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from guidekit.dates import day
from guidekit.tables.checks import shipped
from guidekit.tables.layouts import LAYOUTS

_NEVER = datetime.date.max.toordinal() + 1  # the end of what still holds


@dataclass(frozen=True)
class DatedTable:
    """One table whose dates are read once; whoever changes its frame takes a copy.

    Attributes
    ----------
    frame : pandas.DataFrame
        The rows. Numbers are numbers, the rest are strings, an empty cell is NA.
    """

    frame: pd.DataFrame

    def valid_on(self, moment: datetime.date) -> NDArray[np.bool_]:
        """Tell for each row whether it holds on a day; all do where the table has no `valid_from`."""
        first, end = self._days
        return (first <= moment.toordinal()) & (moment.toordinal() < end)

    def rows_on(self, moment: datetime.date | None) -> pd.DataFrame:
        """Return a copy of the rows that hold on a day, or of all rows; anyone may write into it."""
        if moment is None or "valid_from" not in self.frame:
            return self.frame.copy()
        return self.frame[self.valid_on(moment)].reset_index(drop=True)

    @cached_property
    def _days(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first day on which each row holds, and the first on which it no longer does, as ordinals."""
        first = [day(cell).toordinal() for cell in self.frame.valid_from]
        end = [_NEVER if pd.isna(cell) else day(cell).toordinal() for cell in self.frame.valid_to]
        return np.array(first), np.array(end)


def dated_table(name: str, cells: pd.DataFrame) -> DatedTable:
    """Make a table from its cells as strings.

    Parameters
    ----------
    name : str
        Which table it is, one of `TABLES`.
    cells : pandas.DataFrame
        Its cells as strings; they are left as they are.

    Returns
    -------
    DatedTable
        The table with numbers in the columns of numbers.
    """
    numbers = [column for column, kind in LAYOUTS[name].items() if kind.numeric]
    return DatedTable(cells.assign(**{column: pd.to_numeric(cells[column]) for column in numbers}))


@cache
def course_table(name: str) -> DatedTable:
    """Return a table of the course, made once."""
    return dated_table(name, shipped(name).frame)


def day_of(as_of: str | None) -> datetime.date:
    """Return the day that a question is about; None means today."""
    return datetime.date.today() if as_of is None else day(as_of)
