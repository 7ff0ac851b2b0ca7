"""A finding: how well one messenger meets one criterion, and how old the evidence behind it is."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from guidekit.dates import day
from guidekit.exposure import Journey
from guidekit.tables.query import load

OLD_DAYS = 365
LEVELS = {"yes": 1.0, "partial": 0.5, "no": 0.0}
SILENT = "unknown"


@dataclass(frozen=True)
class Source:
    """One thing that a finding stands on.

    Attributes
    ----------
    name : str
        The attribute of the fact, or ``journey`` and its id.
    value : str
        The value that it gives; ``unknown`` when no source speaks about it.
    date : str
        The date of the source, empty when there is none.
    age_days : int
        Days from that date to the day asked about.
    """

    name: str
    value: str
    date: str = ""
    age_days: int = 0

    @property
    def known(self) -> bool:
        """Whether any source speaks about it."""
        return self.value != SILENT

    @property
    def old(self) -> bool:
        """Whether it is known from a source that is older than a year."""
        return self.known and self.age_days > OLD_DAYS

    @property
    def confidence(self) -> float:
        """How much it counts: 1 for a source of the last year, ½ for an older one, 0 for none."""
        return 0.0 if not self.known else 0.5 if self.old else 1.0

    def __str__(self) -> str:
        age = f", {self.age_days / 365.25:.1f} years old" if self.old else ""
        return f"{self.name} = {self.value}" + (f" ({self.date}{age})" if self.date else "")


@dataclass(frozen=True)
class Finding:
    """How well one messenger meets one criterion.

    Attributes
    ----------
    score : float or None
        From 0 (not at all) to 1 (fully); None when nothing is known.
    reason : str
        Why, in one sentence.
    evidence : tuple of Source
        The sources behind it, also those that were looked for and not found.
    """

    score: float | None
    reason: str
    evidence: tuple[Source, ...]

    @property
    def confidence(self) -> float:
        """The mean over its evidence: 1 if all is there and recent, ½ if all is old, 0 for nothing."""
        return sum(piece.confidence for piece in self.evidence) / len(self.evidence)

    @property
    def old(self) -> bool:
        """Whether any of its evidence is older than a year."""
        return any(piece.old for piece in self.evidence)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what was looked for and not found."""
        return tuple(piece.name for piece in self.evidence if not piece.known)


class Facts:
    """The facts of one day, with their age on that day, and how likely a stranger's machine is hostile.

    Parameters
    ----------
    date : str
        The day, such as ``2026-11``.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.

    Examples
    --------
    >>> Facts("2026-11", 0.1).ask("session", "content.forward_secrecy").value
    'no'
    """

    def __init__(self, date: str, hostile: float) -> None:
        self.date, self.hostile, self._day = date, hostile, day(date)
        rows = load("facts", date)
        self._rows = {(row.messenger, row.attribute): row for row in rows.itertuples()}

    def ask(self, messenger: str, attribute: str) -> Source:
        """Return one cell as a source; its value is ``unknown`` when no source speaks about it."""
        row = self._rows.get((messenger, attribute))
        if row is None:
            return Source(attribute, SILENT)
        return Source(attribute, str(row.value), str(row.as_of), self._age(str(row.as_of)))

    def journey(self, journey: Journey | None) -> Source:
        """Return a journey as a source, which is as old as the sources that it was built from."""
        if journey is None or pd.isna(journey.as_of):
            return Source("journey", SILENT)
        return Source(f"journey {journey.id}", journey.title, journey.as_of, self._age(journey.as_of))

    def _age(self, date: str) -> int:
        return max(0, (self._day - day(date)).days)


def points_of(piece: Source) -> float | None:
    """Read yes, partial or no as 1, ½ or 0; None for anything else.

    >>> points_of(Source("calls", "partial")), points_of(Source("calls", "not_applicable"))
    (0.5, None)
    """
    return LEVELS.get(piece.value)
