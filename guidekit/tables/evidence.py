"""Evidence: up to when each messenger is known, and how its facts are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from guidekit.dates import day, month
from guidekit.tables.layouts import CONFIDENCE, PRIMARY, UNDATED
from guidekit.tables.rows import course_rows, facts_on, messenger_ids, rows_by
from guidekit.tables.wording import messenger_names

if TYPE_CHECKING:
    import pandas as pd


def newest_evidence(messengers: Iterable[str] | None = None) -> pd.Series:
    """Return the day up to which each messenger is known: the date of the newest evidence about it.

    A page without a date does not count, because nobody knows how old it is.

    Parameters
    ----------
    messengers : iterable of str, optional
        Which messengers, in this order. None means the usual ones, the four of the guide.

    Returns
    -------
    pandas.Series
        Dates as precise as the sources give them, by messenger; ``unknown`` where none bears a date.

    Examples
    --------
    >>> newest_evidence(["briar", "cwtch"]).to_dict()
    {'briar': '2026-06-29', 'cwtch': '2024-06-12'}
    """
    import pandas as pd

    wanted = messenger_ids(messengers)
    days = [newest_date(who) for who in wanted]
    return pd.Series(days, pd.Index(wanted, name="messenger"), "string", "known up to")


def newest_date(messenger: str) -> str:
    """Return the date of the newest evidence about a messenger; ``unknown`` where none bears a date.

    >>> newest_date("cwtch")
    '2024-06-12'
    """
    return _newest().get(messenger, "unknown")


@cache
def _newest() -> dict[str, str]:
    """Return the date of the newest evidence that bears one, by messenger."""
    newest: dict[str, str] = {}
    for fact in course_rows("facts", "all"):
        if UNDATED not in fact.note:
            newest[fact.messenger] = max(newest.get(fact.messenger, fact.as_of), fact.as_of, key=day)
    return newest


def dated_names(messengers: Iterable[str]) -> list[str]:
    """Return the names of messengers, each with the month of the newest evidence about it.

    >>> dated_names(["cwtch"])
    ['Cwtch, known up to June 2024']
    """
    names = messenger_names()
    return [f"{names[who]}, {known_up_to(newest_date(who))}" for who in messengers]


def known_up_to(date: str) -> str:
    """Say up to which month something is known; a year alone stays a year.

    >>> known_up_to("2026-06-29"), known_up_to("2024"), known_up_to("unknown")
    ('known up to June 2026', 'known up to 2024', 'without a date')
    """
    if date == "unknown":
        return "without a date"
    return f"known up to {month(date) if '-' in date else date}"


def evidence_counts(messengers: Iterable[str] | None = None, as_of: str | None = None) -> pd.DataFrame:
    """Count the facts of one day by how they are known.

    Parameters
    ----------
    messengers : iterable of str, optional
        Which messengers, in this order. None means the usual ones, the four of the guide.
    as_of : str, optional
        The day; None means today.

    Returns
    -------
    pandas.DataFrame
        One row a messenger; one column a word of confidence, and ``primary``: how many of the facts
        name at least one first-hand source.

    Examples
    --------
    >>> evidence_counts(["telegram"], "2026-11").loc["telegram", ["verified", "claimed", "disputed"]].tolist()
    [16, 6, 2]
    """
    import pandas as pd

    wanted, sources = messenger_ids(messengers), rows_by("sources", "id")
    counts = Counter[tuple[str, str]]()
    for fact in facts_on(as_of).values():
        counts[fact.messenger, fact.confidence] += 1
        counts[fact.messenger, "primary"] += any(
            sources[one].kind in PRIMARY for one in fact.source_ids.split()
        )
    kinds = [*CONFIDENCE, "primary"]
    rows = [[counts[who, kind] for kind in kinds] for who in wanted]
    return pd.DataFrame(rows, pd.Index(wanted, name="messenger"), pd.Index(kinds, name="confidence"))
