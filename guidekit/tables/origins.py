"""Origins: where the value of one cell comes from, as a sentence and as a small table with links."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from guidekit.dates import day
from guidekit.drawing.page import LEFT, link
from guidekit.names import check_known
from guidekit.tables.csvfile import course_csv
from guidekit.tables.layouts import CONFIDENCE
from guidekit.tables.query import course_table, day_of, table_day
from guidekit.tables.side_by_side import dated_names
from guidekit.tables.wording import attribute_questions, fact_words

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
    sources : pandas.DataFrame
        The rows of the table ``sources`` behind the value.
    history : pandas.DataFrame
        Every value the cell has had: value, valid_from, valid_to, summary, confidence, dated_by.
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
    sources: pd.DataFrame
    history: pd.DataFrame
    note: str = ""

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
        lines += [f"  source:  {s.title} ({s.publisher}) {s.url}" for s in self.sources.itertuples()]
        lines += [f"  history: {_span(h)} {self.words(h.value)}" for h in self.history.itertuples()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        links = "<br>".join(
            f"{link(str(s.title), str(s.url))} ({escape(str(s.publisher))})"
            for s in self.sources.itertuples()
        )
        past = "<br>".join(escape(f"{_span(h)} {self.words(h.value)}") for h in self.history.itertuples())
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


def _span(row: Any) -> str:
    """Write when a row of the history held; only an event has a date of its own."""
    if row.confidence == "guide":
        return "the guide said:"
    until = "now" if pd.isna(row.valid_to) else row.valid_to
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
    words, facts, moment = (
        course_csv("attributes").frame.set_index("id"),
        course_table("facts"),
        day_of(as_of),
    )
    check_known("messenger", [messenger], list(course_csv("messengers").frame.id))
    check_known("attribute", [attribute], list(words.index))
    here = (facts.frame.messenger == messenger) & (facts.frame.attribute == attribute)
    history, rows = facts.frame[here], facts.frame[here & facts.valid_on(moment)]
    if rows.empty:
        spans = ", ".join(history.valid_from) or "no day"
        raise ValueError(
            f"no source here speaks about {messenger}, {attribute} on {moment}; facts start on: {spans}"
        )
    row = rows.iloc[0]
    sources = course_csv("sources").frame
    return Provenance(
        messenger=messenger,
        attribute=attribute,
        value=row.value,
        summary=row.summary,
        definition=words.definition[attribute],
        date=row.as_of,
        age_days=max(0, ((table_day() if as_of is None else moment) - day(row.as_of)).days),
        confidence=row.confidence,
        sources=sources[sources.id.isin(row.source_ids.split())].reset_index(drop=True),
        history=history[_HISTORY].reset_index(drop=True),
        note="" if pd.isna(row.note) else row.note,
    )
