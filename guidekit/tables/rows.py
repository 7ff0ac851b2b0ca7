"""Rows: the tables of the course as plain rows, read once, which nobody can change.

Everything in the package asks these; a frame is made of them only for somebody who asks for one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import compress
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from guidekit.dates import day
from guidekit.names import check_known
from guidekit.tables.columns import Column
from guidekit.tables.csvfile import CsvFile, TableError, course_csv
from guidekit.tables.layouts import LAYOUTS

if TYPE_CHECKING:
    import pandas as pd

_NEVER = datetime.date.max.toordinal() + 1  # the end of what still holds


@dataclass(frozen=True)
class DatedTable:
    """One table whose cells and dates are read once; nobody can change its rows.

    Attributes
    ----------
    columns : tuple of str
        The names of the columns.
    rows : tuple of named tuple
        The rows. Numbers are numbers, and an empty one is None; an empty text is an empty text.
    numeric : frozenset of str
        The columns of numbers.
    """

    columns: tuple[str, ...]
    rows: tuple[Any, ...]
    numeric: frozenset[str]

    def valid_on(self, moment: datetime.date | None) -> list[bool]:
        """Tell for each row whether it holds on a day; all do for None, or without a `valid_from`."""
        if moment is None or "valid_from" not in self.columns:
            return [True] * len(self.rows)
        return [first <= moment.toordinal() < end for first, end in self._days]

    def rows_on(self, moment: datetime.date | None) -> tuple[Any, ...]:
        """Return the rows that hold on a day, or all rows."""
        return tuple(compress(self.rows, self.valid_on(moment)))

    def frame_on(self, moment: datetime.date | None) -> pd.DataFrame:
        """Return the rows that hold on a day, or all, as a frame of one's own."""
        return self._frame[self.valid_on(moment)].reset_index(drop=True)

    @cached_property
    def _frame(self) -> pd.DataFrame:
        import pandas as pd  # 27 MB, for those who ask for a frame

        columns = {}
        for name, cells in zip(self.columns, zip(*self.rows, strict=True), strict=True):
            if name in self.numeric:
                whole = all(cell is None or isinstance(cell, int) for cell in cells)
                columns[name] = pd.Series(cells, dtype="Int64" if whole else "Float64")
            else:
                columns[name] = pd.Series([cell or None for cell in cells], dtype="string")
        return pd.DataFrame(columns)

    @cached_property
    def _days(self) -> list[tuple[int, int]]:
        """The first day on which each row holds, and the first on which it no longer does, as ordinals."""
        return [
            (day(row.valid_from).toordinal(), day(row.valid_to).toordinal() if row.valid_to else _NEVER)
            for row in self.rows
        ]


def dated_table(name: str, file: CsvFile) -> DatedTable:
    """Make a table from its cells, with numbers in the columns of numbers.

    Parameters
    ----------
    name : str
        Which table it is, one of `TABLES`.
    file : CsvFile
        Its cells; they are left as they are.

    Returns
    -------
    DatedTable
        The table.

    Raises
    ------
    TableError
        If a cell of a column of numbers is none, which a check would have told.
    """
    numbers = {
        column: _numbers(file, column, kind)
        for column, kind in LAYOUTS[name].items()
        if kind.numeric and column in file.columns
    }
    if not numbers:
        return DatedTable(file.columns, file.entries, frozenset())
    cells = [numbers.get(column) or file.column(column) for column in file.columns]
    rows = map(type(file.entries[0])._make, zip(*cells, strict=True))
    return DatedTable(file.columns, tuple(rows), frozenset(numbers))


def _numbers(file: CsvFile, column: str, kind: Column) -> list[Any]:
    values: list[Any] = []
    for row, cell in enumerate(file.column(column)):
        try:
            values.append(kind.value(cell) if cell else None)
        except ValueError:
            raise TableError(file.problem(row, column, cell, kind.allowed)) from None
    return values


@cache
def course_table(name: str) -> DatedTable:
    """Return a table of the course, made once."""
    return dated_table(name, course_csv(name))


def own_table(name: str, path: str | Path) -> DatedTable:
    """Return a table of a folder of one's own, which is checked in full."""
    from guidekit.tables.checks import check_own  # only a teacher's own tables pay for it

    return dated_table(name, check_own(name, path))


def course_rows(name: str, as_of: str | None = None, path: str | Path | None = None) -> tuple[Any, ...]:
    """Return the rows of a table as named tuples: the same values as `load`, without a frame.

    Parameters
    ----------
    name, as_of, path
        As in `load`.

    Returns
    -------
    tuple of named tuple
        The rows. Numbers are numbers, and an empty one is None; an empty text is an empty text.

    Examples
    --------
    >>> [row.id for row in course_rows("messengers")][:2]
    ['signal', 'element']
    """
    moment = moment_of(as_of)
    return _rows_on(name, moment) if path is None else own_table(name, path).rows_on(moment)


def rows_by(name: str, *columns: str, as_of: str | None = None) -> Mapping[Any, Any]:
    """Return the rows of a table of the course by the cells of one column, or of several.

    Examples
    --------
    >>> rows_by("messengers", "id")["briar"].name
    'Briar'
    """
    return _rows_by(name, columns, moment_of(as_of))


@lru_cache(maxsize=64)  # a slider of dates passes by the same days again
def _rows_on(name: str, moment: datetime.date | None) -> tuple[Any, ...]:
    return course_table(name).rows_on(moment)


@lru_cache(maxsize=64)
def _rows_by(name: str, columns: tuple[str, ...], moment: datetime.date | None) -> Mapping[Any, Any]:
    key = attrgetter(*columns)
    return MappingProxyType({key(row): row for row in _rows_on(name, moment)})


def moment_of(as_of: str | None) -> datetime.date | None:
    """Return the day that rows are asked for, or None for ``"all"`` rows."""
    return None if as_of == "all" else day_of(as_of)


def day_of(as_of: str | None) -> datetime.date:
    """Return the day that a question is about; None means today."""
    return datetime.date.today() if as_of is None else day(as_of)


@cache
def table_day() -> datetime.date:
    """Return the day of the table: that of the newest evidence, up to which ages are counted.

    >>> table_day() >= day("2026-10-09")
    True
    """
    return max(day(fact.as_of) for fact in course_rows("facts", "all"))


def usual_messengers() -> tuple[str, ...]:
    """Return the messengers that a view shows unless the reader chooses others: the four of the guide.

    >>> usual_messengers()
    ('signal', 'element', 'briar', 'session')
    """
    return tuple(who.id for who in course_rows("messengers") if who.in_guide == "yes")


def first_messengers() -> tuple[str, ...]:
    """Return the messengers that are ticked before a reader ticks others: the guide's, and the most used.

    >>> first_messengers()[4:]
    ('whatsapp', 'telegram')
    """
    return tuple(who.id for who in course_rows("messengers") if who.shown_first == "yes")


def messenger_ids(wanted: Iterable[str] | None) -> list[str]:
    """List the messengers that are meant, each checked; None means the usual ones."""
    names = list(usual_messengers() if wanted is None else wanted)
    check_known("messenger", names, list(rows_by("messengers", "id")))
    return names


def facts_on(as_of: str | None = None) -> Mapping[tuple[str, str], Any]:
    """Return the facts of the course that hold on a day by messenger and attribute; None means today."""
    return rows_by("facts", "messenger", "attribute", as_of=as_of)


def fact_value(messenger: str, attribute: str, as_of: str | None = None) -> str:
    """Return the value of one cell on a day; ``unknown`` where no source speaks about it.

    >>> fact_value("signal", "net.topology")
    'centralized'
    """
    fact = facts_on(as_of).get((messenger, attribute))
    return fact.value if fact else "unknown"
