"""The tables of the course: one fact a row, each with a source and a date.

`load` reads a table, `compare` turns facts into messenger × attribute, `changes` says what happened
between two dates, `corrections` what is merely known better, `provenance` where one cell comes from.

How the facts are dated:

- A row holds on every day from `valid_from` up to, but not including, `valid_to`. An empty
  `valid_to` means that it still holds. A partial date such as ``2022-03`` means its first day.
- What the guide says starts on 2021-10-14, when its page was first laid out, or earlier where a
  source dates the fact earlier, or later where its sentence was added later.
- Where the world moved after the guide, its value ends on the day the sources give. Where the guide
  was never precise, its value ends at 2022-04, right after the text was written, and the precise
  value starts there. Rows that hold only what the guide said have the confidence ``guide``.
- A fact without a date of its own starts with the first source that vouches for it. Before that day
  the cell is ``unknown``; it does not mean that the answer was no.
- `dated_by` tells the two apart: with ``event`` something happened on `valid_from` (a release, a law),
  with ``source`` somebody wrote then, and what is written may have been so for long. Only an event is
  a change. A source without a date says nothing about age: the note then says ``undated page``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from guidekit.dates import day
from guidekit.names import check_known
from guidekit.tables.columns import Column
from guidekit.tables.csvfile import CsvFile, TableError, course_csv
from guidekit.tables.layouts import LAYOUTS, TABLES

if TYPE_CHECKING:
    from guidekit.tables.side_by_side import SideBySide

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
    return DatedTable(file.frame.assign(**numbers))


def _numbers(file: CsvFile, column: str, kind: Column) -> pd.Series:
    values: list[Any] = []
    for row, cell in enumerate(file.column(column)):
        try:
            values.append(kind.value(cell) if cell else None)
        except ValueError:
            raise TableError(file.problem(row, column, cell, kind.allowed)) from None
    whole = all(value is None or isinstance(value, int) for value in values)
    return pd.Series(values, dtype="Int64" if whole else "Float64")


@cache
def course_table(name: str) -> DatedTable:
    """Return a table of the course, made once."""
    return dated_table(name, course_csv(name))


def day_of(as_of: str | None) -> datetime.date:
    """Return the day that a question is about; None means today."""
    return datetime.date.today() if as_of is None else day(as_of)


def table_day() -> datetime.date:
    """Return the day of the table: that of the newest evidence, up to which ages are counted.

    >>> table_day() >= day("2026-10-09")
    True
    """
    return max(map(day, course_table("facts").frame.as_of))


def load(name: str, as_of: str | None = None, path: str | Path | None = None) -> pd.DataFrame:
    """Read one table of the course.

    Parameters
    ----------
    name : str
        One of `TABLES`, such as ``"facts"``.
    as_of : str, optional
        For tables with `valid_from` and `valid_to`: the day whose rows you want. None means today,
        ``"all"`` every row. Other tables have no history and are always whole.
    path : str or pathlib.Path, optional
        A folder with your own tables, under the same file names. They are checked in full, and a
        table that is not there is taken from the course when others point at it.

    Returns
    -------
    pandas.DataFrame
        The rows. Numbers are numbers, the rest are strings, an empty cell is NA.

    Raises
    ------
    ValueError
        If there is no such table or `as_of` is not a date.
    TableError
        If a table in `path` is broken: what is wrong, in few lines, and nothing is loaded.

    Examples
    --------
    What the guide said about Element's group calls in 2022, and what is true since:

    >>> facts = load("facts", as_of="2022-03")
    >>> calls = facts[(facts.messenger == "element") & (facts.attribute == "content.e2ee_calls_group")]
    >>> calls.value.item()
    'no'
    >>> load("claims").id.is_unique
    True
    """
    check_known("table", [name], TABLES)
    moment = None if as_of == "all" else day_of(as_of)
    if path is None:
        return course_table(name).rows_on(moment)
    from guidekit.tables.checks import check_own  # only a teacher's own tables pay for it

    return dated_table(name, check_own(name, path)).rows_on(moment)


def usual_messengers() -> tuple[str, ...]:
    """Return the messengers that a view shows unless the reader chooses others: the four of the guide.

    >>> usual_messengers()
    ('signal', 'element', 'briar', 'session')
    """
    people = course_csv("messengers").frame
    return tuple(people.id[people.in_guide == "yes"])


def first_messengers() -> tuple[str, ...]:
    """Return the messengers that are ticked before a reader ticks others: the guide's, and the most used.

    >>> first_messengers()[4:]
    ('whatsapp', 'telegram')
    """
    people = course_csv("messengers").frame
    return tuple(people.id[people.shown_first == "yes"])


def compare(
    as_of: str | None = None,
    messengers: Iterable[str] | None = None,
    attributes: str | Iterable[str] | None = None,
) -> SideBySide:
    """Lay the facts of one day side by side.

    Parameters
    ----------
    as_of : str, optional
        The day; None means today.
    messengers : iterable of str, optional
        Which messengers, in this order. None means the usual ones, the four of the guide.
    attributes : str or iterable of str, optional
        Attributes or groups of them, such as ``"content"``. None means all.

    Returns
    -------
    SideBySide
        A frame with one row a messenger and one column an attribute, which prints itself in words. A cell
        no source speaks about is ``unknown``, which is neither ``no`` nor ``not_applicable``.

    Raises
    ------
    ValueError
        If a messenger, an attribute or a group does not exist; the message names the nearest ones.

    Examples
    --------
    >>> compare("2022-03", attributes=["content.forward_secrecy"]).squeeze().to_dict()
    {'signal': 'yes', 'element': 'yes', 'briar': 'yes', 'session': 'no'}
    >>> compare("2026-11", ["element"], "content.forward_secrecy").squeeze()
    'partial'
    """
    from guidekit.tables.side_by_side import SideBySide  # a claim asks for facts and prints none

    wanted, columns = messenger_ids(messengers), _attributes(attributes)
    facts = _facts_on(day_of(as_of))
    rows = [[_value(facts.get((who, what))) for what in columns] for who in wanted]
    return SideBySide(
        rows,
        index=pd.Index(wanted, name="messenger"),
        columns=pd.Index(columns, name="attribute"),
        dtype="string",
    )


def changes(since: str, until: str | None = None, messengers: Iterable[str] | None = None) -> pd.DataFrame:
    """List the cells in which something happened between two days.

    A cell that only a newer source describes otherwise has not changed: see `corrections`.

    Parameters
    ----------
    since, until : str
        The two days; None for `until` means today.
    messengers : iterable of str, optional
        Which messengers. None means the usual ones, the four of the guide.

    Returns
    -------
    pandas.DataFrame
        messenger, attribute, before, after, changed_on, summary, source_ids; oldest change first. What
        holds on the later day came about by an event after the earlier one. Before is ``unknown``
        where no source spoke about the cell yet.

    Raises
    ------
    ValueError
        If a date is not a date, `until` lies before `since`, or there is no such messenger.

    Examples
    --------
    >>> moved = changes("2022-03", "2024-12").set_index(["messenger", "attribute"])
    >>> list(moved.loc[("element", "content.e2ee_calls_group")][["before", "after", "changed_on"]])
    ['no', 'yes', '2024-10-29']
    """
    moved = [
        (after.valid_from, *cell, _value(before), after.value, after.summary, after.source_ids)
        for cell, before, after in _differences(since, until, messengers)
        if after and after.dated_by == "event"
    ]
    columns = ["changed_on", "messenger", "attribute", "before", "after", "summary", "source_ids"]
    rows = pd.DataFrame(sorted(moved), columns=columns, dtype="string")
    return rows[["messenger", "attribute", "before", "after", "changed_on", "summary", "source_ids"]]


def corrections(
    since: str, until: str | None = None, messengers: Iterable[str] | None = None
) -> pd.DataFrame:
    """List the cells that are described otherwise on a later day although nothing is known to have happened.

    Where the earlier description is the guide's, *the guide said* it: it left something out, or nobody
    knows when it ceased to be so. Such a cell has no day of change.

    Parameters
    ----------
    since, until : str
        The two days; None for `until` means today.
    messengers : iterable of str, optional
        Which messengers. None means the usual ones, the four of the guide.

    Returns
    -------
    pandas.DataFrame
        messenger, attribute, before, after, said_by (the sources of what stood there before), summary,
        source_ids; in the order of messengers and attributes. Both values are known.

    Raises
    ------
    ValueError
        As in `changes`.

    Examples
    --------
    >>> said = corrections("2022-03", "2026-11").set_index(["messenger", "attribute"])
    >>> list(said.loc[("element", "content.forward_secrecy")][["before", "after", "said_by"]])
    ['yes', 'partial', 'S-guide S-guide-olm']
    """
    said = [
        (*cell, before.value, after.value, before.source_ids, after.summary, after.source_ids)
        for cell, before, after in _differences(since, until, messengers)
        if before and after and after.dated_by == "source" and "unknown" not in (before.value, after.value)
    ]
    columns = ["messenger", "attribute", "before", "after", "said_by", "summary", "source_ids"]
    return pd.DataFrame(said, columns=columns, dtype="string")


def _differences(
    since: str, until: str | None, messengers: Iterable[str] | None
) -> list[tuple[tuple[str, str], Any, Any]]:
    """List the cells whose value differs between two days, each with the rows that hold on either or None."""
    first, last = day_of(since), day_of(until)
    if last < first:
        raise ValueError(f"until = {until!r} lies before since = {since!r}; allowed: {since} or later")
    wanted, old, new = set(messenger_ids(messengers)), _facts_on(first), _facts_on(last)
    pairs = [(cell, old.get(cell), new.get(cell)) for cell in old | new if cell[0] in wanted]
    return [(cell, one, other) for cell, one, other in pairs if _value(one) != _value(other)]


def messenger_ids(wanted: Iterable[str] | None) -> list[str]:
    """List the messengers that are meant, each checked; None means the usual ones."""
    names = list(usual_messengers() if wanted is None else wanted)
    check_known("messenger", names, list(course_csv("messengers").frame.id))
    return names


@lru_cache(maxsize=64)  # a slider of dates passes by the same days again
def _facts_on(moment: datetime.date) -> dict[tuple[str, str], Any]:
    """Return the facts of the course that hold on a day by messenger and attribute, as named tuples."""
    facts = course_table("facts")
    rows = facts.frame[facts.valid_on(moment)].itertuples(index=False)
    return {(fact.messenger, fact.attribute): fact for fact in rows}


def _value(fact: Any) -> str:
    return fact.value if fact else "unknown"


def _attributes(wanted: str | Iterable[str] | None) -> list[str]:
    """List the attributes that are meant by ids and groups of them, each once."""
    table = course_csv("attributes").frame
    groups = dict(zip(table.id, table.group, strict=True))
    if wanted is None:
        return list(groups)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    check_known("attribute or group", names, [*groups, *table.group.unique()])
    return list(dict.fromkeys(what for name in names for what in groups if name in (what, groups[what])))
