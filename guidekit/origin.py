"""Provenance: one value with its source, its date, its age and its history, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from guidekit.pages import LEFT

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
