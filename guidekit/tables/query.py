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

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guidekit.names import check_known
from guidekit.tables.layouts import TABLES
from guidekit.tables.rows import (
    course_rows,
    course_table,
    day_of,
    facts_on,
    messenger_ids,
    moment_of,
    own_table,
)

if TYPE_CHECKING:
    import pandas as pd

    from guidekit.tables.side_by_side import SideBySide


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
    moment = moment_of(as_of)
    return (course_table(name) if path is None else own_table(name, path)).frame_on(moment)


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
    import pandas as pd

    from guidekit.tables.side_by_side import SideBySide

    wanted, columns = messenger_ids(messengers), _attributes(attributes)
    facts = facts_on(as_of)
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
    import pandas as pd

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
    import pandas as pd

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
    wanted, old, new = set(messenger_ids(messengers)), facts_on(since), facts_on(until)
    pairs = [(cell, old.get(cell), new.get(cell)) for cell in {**old, **new} if cell[0] in wanted]
    return [(cell, one, other) for cell, one, other in pairs if _value(one) != _value(other)]


def _value(fact: Any) -> str:
    return fact.value if fact else "unknown"


def _attributes(wanted: str | Iterable[str] | None) -> list[str]:
    """List the attributes that are meant by ids and groups of them, each once; None means all."""
    groups = {row.id: row.group for row in course_rows("attributes")}
    if wanted is None:
        return list(groups)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    check_known("attribute or group", names, list(dict.fromkeys([*groups, *groups.values()])))
    return list(dict.fromkeys(what for name in names for what in groups if name in (what, groups[what])))
