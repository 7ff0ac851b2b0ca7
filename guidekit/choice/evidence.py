"""Evidence: what one fact says of a messenger, as a span from the worst to the best that it may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from guidekit.dates import day
from guidekit.tables.rows import facts_on, rows_by
from guidekit.tables.wording import plain_words

OLD_DAYS = 365
LEVELS = {"yes": 1.0, "partial": 0.5, "no": 0.0}
SILENT = "unknown"
UNDATED = "undated"  # stands in the note of a fact whose page bears no date
Span = tuple[float, float]


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
    confidence : str
        How it is known: a word of the table, such as ``verified`` or ``claimed``.
    undated : bool
        Whether the page bears no date, so that nobody knows how old it is.
    summary : str
        What the source says, in a sentence or two.
    """

    name: str
    value: str
    date: str = ""
    age_days: int = 0
    confidence: str = ""
    undated: bool = False
    summary: str = ""

    @property
    def known(self) -> bool:
        """Whether any source speaks about it."""
        return self.value != SILENT

    @property
    def old(self) -> bool:
        """Whether it is older than a year, or of nobody knows when."""
        return self.known and (self.undated or self.age_days > OLD_DAYS)

    @property
    def disputed(self) -> bool:
        """Whether sources disagree about it."""
        return self.confidence == "disputed"

    def span(self, score: Callable[[str], float | None]) -> Span:
        """Return the worst and the best that the value may mean.

        What is unknown or disputed may be anything, 0 to 1. An old yes is ½ to 1 and an old no 0 to ½,
        because things change in both directions. A yes that only its maker vouches for is ½ to 1, too,
        but a no that the maker admits is believed.

        Parameters
        ----------
        score : callable
            Turns the value into a number from 0 to 1; None if it says nothing about the question.

        Examples
        --------
        >>> Source("a", "yes", "2026-10").span(LEVELS.get), Source("a", "yes", "2019", 2800).span(LEVELS.get)
        ((1.0, 1.0), (0.5, 1.0))
        >>> Source("a", "no", "2026-10", confidence="claimed").span(LEVELS.get)
        (0.0, 0.0)
        """
        points = score(self.value) if self.known and not self.disputed else None
        if points is None:
            return 0.0, 1.0
        low = points / 2 if self.old or self.confidence == "claimed" else points
        return low, (1 + points) / 2 if self.old else points

    @property
    def words(self) -> str:
        """The value as words.

        >>> [Source("a", value).words for value in ("qr_in_person; own_secret", "1000", "unknown")]
        ['qr in person, own secret', '1,000', 'no source here says']
        """
        if not self.known:
            return "no source here says"
        if self.value.isdecimal():
            return f"{int(self.value):,}"
        return ", ".join(map(plain_words, self.value.split("; ")))

    def __str__(self) -> str:
        how = [
            self.date,
            "undated page" if self.undated else "",
            f"{self.age_days / 365.25:.1f} years old" if self.old and not self.undated else "",
            {"claimed": "only its maker says so", "disputed": "sources disagree"}.get(self.confidence, ""),
        ]
        about = ", ".join(part for part in how if part)
        return f"{plain_words(self.name.split('.')[-1])}: {self.words}" + (f" ({about})" if about else "")


@dataclass(frozen=True)
class Finding:
    """How well one messenger meets one criterion.

    Attributes
    ----------
    low, high : float
        The worst and the best that the evidence allows, each from 0 (not at all) to 1 (fully).
    reason : str
        Why, in a few words.
    evidence : tuple of Source
        The sources behind it, also those that were looked for and not found.
    yours : bool
        Whether only the reader can tell, whatever a source says.
    """

    low: float
    high: float
    reason: str
    evidence: tuple[Source, ...]
    yours: bool = False

    @property
    def open(self) -> bool:
        """Whether the evidence leaves anything open."""
        return self.high - self.low > 1e-9

    @property
    def weak(self) -> bool:
        """Whether evidence that is old, undated or merely claimed leaves it open, not the reader alone."""
        shaky = any(piece.old or piece.confidence == "claimed" for piece in self.evidence)
        return self.open and not self.yours and shaky

    @property
    def unknown(self) -> bool:
        """Whether nothing at all is known."""
        return (self.low, self.high) == (0.0, 1.0)

    @property
    def why_open(self) -> str:
        """What leaves it open, such as missing or old evidence; empty where nothing does."""
        if self.yours:
            return "only you can tell"
        kinds = {
            "no source": any(not piece.known for piece in self.evidence),
            "sources disagree": any(piece.disputed for piece in self.evidence),
            "only claimed": any(piece.confidence == "claimed" for piece in self.evidence),
            "old or undated": any(piece.old for piece in self.evidence),
        }
        said = (
            ", ".join(words for words, so in kinds.items() if so) or "it does not follow from what is known"
        )
        return said if self.open else ""


class Facts:
    """The facts of one day, with their age on that day, and what a reader assumes.

    Parameters
    ----------
    date : str
        The day, such as ``2026-11``.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.
    members : int
        How many people the largest group has.
    rooms : bool
        Whether rooms are asked for that anyone can join.
    cells : mapping, optional
        Facts of one's own by messenger and attribute, with the columns of ``facts.csv``; by default those of
        the course.

    Examples
    --------
    >>> Facts("2026-11").ask("session", "content.forward_secrecy").value
    'no'
    """

    def __init__(
        self,
        date: str,
        hostile: float = 0.1,
        members: int = 50,
        rooms: bool = False,
        cells: Mapping[tuple[str, str], Any] | None = None,
    ) -> None:
        self.date, self.hostile, self.members, self.rooms = date, hostile, members, rooms
        self._day = day(date)
        self._rows = facts_on(date) if cells is None else cells

    @classmethod
    def of(cls, date: str, hostile: float = 0.1, members: int = 50, rooms: bool = False) -> Facts:
        """Return the facts of the course on a day; the table of a day is read once."""
        facts = copy(_of_day(date))
        facts.hostile, facts.members, facts.rooms = hostile, members, rooms
        return facts

    def ask(self, messenger: str, attribute: str) -> Source:
        """Return one cell as a source; its value is ``unknown`` when no source speaks about it."""
        row = self._rows.get((messenger, attribute))
        if row is None:
            return Source(attribute, SILENT)
        undated = UNDATED in row.note
        return Source(
            attribute, row.value, row.as_of, self.age(row.as_of), row.confidence, undated, row.summary
        )

    def status(self, messenger: str) -> Source:
        """Return whether somebody looks after a messenger, from the table of messengers."""
        row = rows_by("messengers", "id").get(messenger)
        if row is None or self.before(row.as_of):  # nobody knew it yet on the day asked about
            return Source("status", SILENT)
        return Source("status", row.status, row.as_of, self.age(row.as_of), "verified")

    def before(self, date: str) -> bool:
        """Say whether the day asked about lies before a date."""
        return self._day < day(date)

    def age(self, date: str) -> int:
        """Count the days from a date to the day asked about."""
        return max(0, (self._day - day(date)).days)


@lru_cache(maxsize=32)
def _of_day(date: str) -> Facts:
    return Facts(date)


def mean_span(spans: Iterable[Span]) -> Span:
    """Return the mean of some spans: the mean of the worst, and of the best.

    >>> mean_span([(0.0, 1.0), (1.0, 1.0)])
    (0.5, 1.0)
    """
    low, high = np.mean(list(spans), axis=0)
    return float(low), float(high)


def weakest_span(spans: Iterable[Span]) -> Span:
    """Return the span of the weakest of some things, all of which are needed.

    >>> weakest_span([(0.0, 1.0), (0.5, 0.5)])
    (0.0, 0.5)
    """
    low, high = np.min(list(spans), axis=0)
    return float(low), float(high)
