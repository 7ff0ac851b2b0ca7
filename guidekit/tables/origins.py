"""Origins: where the value of one cell comes from, as a sentence and as a small table with links."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from guidekit.dates import day
from guidekit.drawing.page import LEFT, link
from guidekit.names import check_known
from guidekit.tables.evidence import dated_names
from guidekit.tables.layouts import CONFIDENCE
from guidekit.tables.query import load
from guidekit.tables.rows import course_rows, day_of, facts_on, rows_by, table_day
from guidekit.tables.wording import attribute_questions, fact_words

if TYPE_CHECKING:
    import pandas as pd

_STALE_DAYS = 365
_HISTORY = ["value", "valid_from", "valid_to", "summary", "confidence", "dated_by"]


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
        How the value is known: verified, claimed, secondary, derived, disputed or guide.
    source_ids : tuple of str
        The ids of the sources behind the value.
    note : str
        ``undated page`` where the date is that of the look-up, because no source bears one.
    """

    messenger: str
    attribute: str
    value: str
    summary: str
    definition: str
    date: str
    age_days: int
    confidence: str
    source_ids: tuple[str, ...]
    note: str = ""

    @property
    def sources(self) -> pd.DataFrame:
        """The rows of the table ``sources`` behind the value, as a frame."""
        rows = load("sources")
        return rows[rows.id.isin(self.source_ids)].reset_index(drop=True)

    @property
    def history(self) -> pd.DataFrame:
        """Every value the cell has had: value, valid_from, valid_to, summary, confidence, dated_by."""
        rows = load("facts", "all")
        here = (rows.messenger == self.messenger) & (rows.attribute == self.attribute)
        return rows[here][_HISTORY].reset_index(drop=True)

    @property
    def age(self) -> str:
        """The age in words when the evidence is older than a year, else nothing."""
        return f"{self.age_days / 365.25:.1f} years old" if self.age_days > _STALE_DAYS else ""

    @property
    def dated(self) -> str:
        """The date of the evidence, with its age when it is older than a year, or that it bears no date."""
        about = "; ".join(
            part for part in (self.note, f"{self.age}, check again" if self.age else "") if part
        )
        return f"{self.date} ({about})" if about else self.date

    @property
    def known(self) -> str:
        """How the value is known, in words, and from when the evidence is."""
        return f"{self.confidence}: {CONFIDENCE[self.confidence]}; evidence of {self.dated}"

    @property
    def title(self) -> str:
        """The cell in words, with the month up to which anything is known of the messenger."""
        (name,) = dated_names([self.messenger])
        return f"{name}: {attribute_questions()[self.attribute]}"

    def words(self, value: str) -> str:
        """Write a value of this cell as words."""
        return fact_words(self.attribute, value)

    def __repr__(self) -> str:
        lines = [
            f"{self.title} {self.words(self.value)}",
            f"  {self.summary}",
            f"  means:   {self.definition}",
            f"  known:   {self.known}",
        ]
        lines += [f"  source:  {s.title} ({s.publisher}) {s.url}" for s in _sources(self.source_ids)]
        lines += [
            f"  history: {_span(h)} {self.words(h.value)}" for h in _history(self.messenger, self.attribute)
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        links = "<br>".join(
            f"{link(str(s.title), str(s.url))} ({escape(str(s.publisher))})"
            for s in _sources(self.source_ids)
        )
        past = "<br>".join(
            escape(f"{_span(h)} {self.words(h.value)}") for h in _history(self.messenger, self.attribute)
        )
        rows = {
            "value": f"<strong>{escape(self.words(self.value))}</strong>",
            "in words": escape(self.summary),
            "means": escape(self.definition),
            "known": escape(self.known),
            "sources": links,
            "history": past,
        }
        body = "".join(
            f'<tr><th scope="row" {LEFT}>{name}</th><td {LEFT}>{cell}</td></tr>'
            for name, cell in rows.items()
        )
        return f"<table><caption>{escape(self.title)}</caption>{body}</table>"


def _sources(ids: tuple[str, ...]) -> list[Any]:
    """Return the rows of sources, in the order of their table."""
    return [row for row in course_rows("sources") if row.id in ids]


def _history(messenger: str, attribute: str) -> list[Any]:
    """Return every row that a cell has had, in the order of the table."""
    cell = (messenger, attribute)
    return [row for row in course_rows("facts", "all") if (row.messenger, row.attribute) == cell]


def _span(row: Any) -> str:
    """Write when a row of the history held; only an event has a date of its own."""
    if row.confidence == "guide":
        return "the guide said:"
    until = row.valid_to or "now"
    return (
        f"{row.valid_from} to {until}:"
        if row.dated_by == "event"
        else f"known from {row.valid_from} to {until}:"
    )


def provenance(messenger: str, attribute: str, as_of: str | None = None) -> Provenance:
    """Say where one cell comes from: its value, sources, date, age and history.

    Parameters
    ----------
    messenger, attribute : str
        The cell.
    as_of : str, optional
        The day asked about, up to which the age is counted. None means today's value, with its age
        on the day of the table, so that the words do not change overnight.

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
    words, moment = rows_by("attributes", "id"), day_of(as_of)
    check_known("messenger", [messenger], rows_by("messengers", "id"))
    check_known("attribute", [attribute], words)
    row = facts_on(as_of).get((messenger, attribute))
    if row is None:
        spans = ", ".join(row.valid_from for row in _history(messenger, attribute)) or "no day"
        raise ValueError(
            f"no source here speaks about {messenger}, {attribute} on {moment}; facts start on: {spans}"
        )
    return Provenance(
        messenger=messenger,
        attribute=attribute,
        value=row.value,
        summary=row.summary,
        definition=words[attribute].definition,
        date=row.as_of,
        age_days=max(0, ((table_day() if as_of is None else moment) - day(row.as_of)).days),
        confidence=row.confidence,
        source_ids=tuple(row.source_ids.split()),
        note=row.note,
    )
