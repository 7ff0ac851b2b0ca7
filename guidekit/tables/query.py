"""The tables of the course: one fact a row, each with a source and a date.

`load` reads a table, `compare` turns facts into messenger × attribute, `changes` says what moved
between two dates, `provenance` says where one cell comes from.

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
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from guidekit.dates import day
from guidekit.names import known
from guidekit.tables.csvfile import TABLES, TableError, shipped

__all__ = ["TABLES", "TableError", "changes", "compare", "day", "load", "provenance"]

_UNKNOWN = "unknown"


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
        If a table in `path` is broken: one line a problem, and nothing is loaded.

    Examples
    --------
    What the guide said about Element's group calls in 2022, and what is true since:

    >>> facts = load("facts", as_of="2022-03")
    >>> calls = facts[(facts.messenger == "element") & (facts.attribute == "content.e2ee_calls_group")]
    >>> calls.value.item()
    'no'
    >>> len(load("claims"))
    81
    """
    known("table", [name], TABLES)
    moment = None if as_of == "all" else _moment(as_of)
    if path is None:
        rows = shipped(name).frame.copy()
    else:
        from guidekit.tables.schemas import check_table

        rows = check_table(name, path)
    for column in TABLES[name]:
        rows[column] = pd.to_numeric(rows[column])
    if moment and "valid_from" in rows:
        rows = rows[_valid(rows, moment)].reset_index(drop=True)
    return rows


def compare(
    as_of: str | None = None,
    messengers: Iterable[str] | None = None,
    attributes: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Lay the facts of one day side by side.

    Parameters
    ----------
    as_of : str, optional
        The day; None means today.
    messengers : iterable of str, optional
        Which messengers, in this order. None means the four of the guide.
    attributes : str or iterable of str, optional
        Attributes or groups of them, such as ``"content"``. None means all.

    Returns
    -------
    pandas.DataFrame
        One row a messenger, one column an attribute. A cell no source speaks about is ``unknown``,
        which is neither ``no`` nor ``not_applicable``.

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
    people = shipped("messengers").frame
    wanted = list(people.id[people.in_guide == "yes"] if messengers is None else messengers)
    known("messenger", wanted, list(people.id))
    columns = _attributes(attributes)
    facts = load("facts", as_of)
    cells = dict(zip(zip(facts.messenger, facts.attribute, strict=True), facts.value, strict=True))
    rows = [[cells.get((who, what), _UNKNOWN) for what in columns] for who in wanted]
    return pd.DataFrame(
        rows,
        index=pd.Index(wanted, name="messenger"),
        columns=pd.Index(columns, name="attribute"),
        dtype="string",
    )


def changes(since: str, until: str | None = None) -> pd.DataFrame:
    """List the cells whose value differs between two days.

    Parameters
    ----------
    since, until : str
        The two days; None for `until` means today.

    Returns
    -------
    pandas.DataFrame
        messenger, attribute, before, after, changed_on, summary, source_ids; oldest change first.
        Before is ``unknown`` where no source spoke about the cell yet.

    Raises
    ------
    ValueError
        If a date is not a date or `until` lies before `since`.

    Examples
    --------
    >>> moved = changes("2022-03", "2024-12").set_index(["messenger", "attribute"])
    >>> list(moved.loc[("element", "content.e2ee_calls_group")][["before", "after", "changed_on"]])
    ['no', 'yes', '2024-10-29']
    """
    first, last = _moment(since), _moment(until)
    if last < first:
        raise ValueError(f"until = {until!r} lies before since = {since!r}; allowed: {since} or later")
    cell = ["messenger", "attribute"]
    old, new = (load("facts", moment.isoformat()) for moment in (first, last))
    both = old.merge(new, on=cell, how="outer", suffixes=("_old", "_new"))
    gone = both.value_new.isna()
    both = both.assign(
        before=both.value_old.fillna(_UNKNOWN),
        after=both.value_new.fillna(_UNKNOWN),
        changed_on=both.valid_from_new.mask(gone, both.valid_to_old),
        summary=both.summary_new.mask(gone, both.summary_old),
        source_ids=both.source_ids_new.mask(gone, both.source_ids_old),
    )
    moved = both[both.before != both.after].sort_values(["changed_on", *cell], ignore_index=True)
    return moved[[*cell, "before", "after", "changed_on", "summary", "source_ids"]]


def provenance(messenger: str, attribute: str, as_of: str | None = None) -> Provenance:
    """Say where one cell comes from: its value, sources, date, age and history.

    Parameters
    ----------
    messenger, attribute : str
        The cell.
    as_of : str, optional
        The day asked about, which also fixes the age; None means today.

    Returns
    -------
    Provenance
        Prints itself in plain words, and in a notebook as a small table with links.

    Raises
    ------
    ValueError
        If the messenger or the attribute does not exist, or no source speaks about the cell.

    Examples
    --------
    >>> cell = provenance("signal", "content.post_quantum", as_of="2026-11-23")
    >>> cell.value
    'key_exchange_and_ratchet'
    >>> list(cell.history.value)
    ['none', 'key_exchange', 'key_exchange_and_ratchet']
    """
    words = shipped("attributes").frame.set_index("id")
    known("messenger", [messenger], list(shipped("messengers").frame.id))
    known("attribute", [attribute], list(words.index))
    facts, moment = load("facts", "all"), _moment(as_of)
    history = facts[(facts.messenger == messenger) & (facts.attribute == attribute)]
    rows = history[_valid(history, moment)]
    if rows.empty:
        spans = ", ".join(history.valid_from) or "no day"
        raise ValueError(
            f"no source here speaks about {messenger}, {attribute} on {moment}; facts start on: {spans}"
        )
    row = rows.iloc[0]
    sources = shipped("sources").frame
    return Provenance(
        messenger=messenger,
        attribute=attribute,
        value=row.value,
        summary=row.summary,
        definition=words.definition[attribute],
        date=row.as_of,
        age_days=max(0, (moment - day(row.as_of)).days),
        confidence=row.confidence,
        sources=sources[sources.id.isin(row.source_ids.split())].reset_index(drop=True),
        history=history[["value", "valid_from", "valid_to", "summary"]].reset_index(drop=True),
    )


def _moment(as_of: str | None) -> datetime.date:
    return datetime.date.today() if as_of is None else day(as_of)


def _valid(rows: pd.DataFrame, moment: datetime.date) -> list[bool]:
    return [
        day(start) <= moment and (pd.isna(end) or moment < day(end))
        for start, end in zip(rows.valid_from, rows.valid_to, strict=True)
    ]


def _attributes(wanted: str | Iterable[str] | None) -> Sequence[str]:
    table = shipped("attributes").frame
    if wanted is None:
        return list(table.id)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    known("attribute or group", names, [*table.id, *table.group.unique()])
    found = [table.id[(table.id == name) | (table.group == name)] for name in names]
    return list(dict.fromkeys(pd.concat(found))) if found else []


_STALE_DAYS = 365


@dataclass(frozen=True, repr=False)
class Provenance:
    """Where one cell of the tables comes from.

    Attributes
    ----------
    messenger, attribute : str
        The cell.
    value, summary : str
        What it holds, as a word and as a sentence.
    definition : str
        What the attribute means.
    date : str
        The date of the evidence, as precise as the source gives it.
    age_days : int
        Days from that date to the day asked about; 0 if the evidence is younger than that day.
    confidence : str
        How the value is known: verified, secondary, derived or guide.
    sources : pandas.DataFrame
        The rows of the table ``sources`` behind the value.
    history : pandas.DataFrame
        Every value the cell has had: value, valid_from, valid_to, summary.
    """

    messenger: str
    attribute: str
    value: str
    summary: str
    definition: str
    date: str
    age_days: int
    confidence: str
    sources: pd.DataFrame
    history: pd.DataFrame

    @property
    def age(self) -> str:
        """The age in words when the evidence is older than a year, else nothing."""
        return f"{self.age_days / 365.25:.1f} years old" if self.age_days > _STALE_DAYS else ""

    @property
    def dated(self) -> str:
        """The date of the evidence, with its age when it is older than a year."""
        return f"{self.date} ({self.age}, check again)" if self.age else self.date

    def __repr__(self) -> str:
        lines = [
            f"{self.messenger} · {self.attribute} = {self.value}",
            f"  {self.summary}",
            f"  means:   {self.definition}",
            f"  known:   {self.confidence}, evidence of {self.dated}",
        ]
        lines += [f"  source:  {s.title} ({s.publisher}) {s.url}" for s in self.sources.itertuples()]
        lines += [f"  history: {span(h)} {h.value}" for h in self.history.itertuples()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from guidekit.drawing.page import LEFT

        links = "<br>".join(
            f'<a href="{escape(str(s.url))}">{escape(str(s.title))}</a> ({escape(str(s.publisher))})'
            for s in self.sources.itertuples()
        )
        past = "<br>".join(escape(f"{span(h)} {h.value}") for h in self.history.itertuples())
        rows = {
            "value": f"<strong>{escape(self.value)}</strong>",
            "in words": escape(self.summary),
            "means": escape(self.definition),
            "known": escape(f"{self.confidence}, evidence of {self.dated}"),
            "sources": links,
            "history": past,
        }
        body = "".join(
            f'<tr><th scope="row" {LEFT}>{name}</th><td {LEFT}>{cell}</td></tr>'
            for name, cell in rows.items()
        )
        return f"<table><caption>{escape(self.messenger)} · {escape(self.attribute)}</caption>{body}</table>"


def span(row: object) -> str:
    """Write the time a row is valid, from its ``valid_from`` and ``valid_to``."""
    start, end = getattr(row, "valid_from"), getattr(row, "valid_to")  # noqa: B009  (a pandas named tuple)
    return f"{start} to now:" if pd.isna(end) else f"{start} to {end}:"


SPELLED = {
    "e2ee": "end-to-end encrypted",
    "1to1": "one-to-one",
    "fs": "forward secrecy",
    "ip": "network address",
}


def names_of() -> pd.Series:
    """Return the messengers' names by id."""
    return load("messengers").set_index("id").name


def plain_words(words: str) -> str:
    """Write an id of the tables as words.

    >>> plain_words("e2ee_calls_1to1")
    'end-to-end encrypted calls one-to-one'
    """
    return " ".join(SPELLED.get(word, word) for word in words.replace("_", " ").split(" "))
