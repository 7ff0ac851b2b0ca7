"""Evidence: up to when each messenger is known, and how its facts are known."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from guidekit.dates import day
from guidekit.tables.csvfile import course_csv
from guidekit.tables.layouts import CONFIDENCE, PRIMARY, UNDATED
from guidekit.tables.query import course_table, day_of, messenger_ids


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
    wanted, facts = messenger_ids(messengers), course_table("facts").frame
    dated = facts[~facts.note.fillna("").str.contains(UNDATED)]
    newest = {who: max(rows.as_of, key=day) for who, rows in dated.groupby("messenger")}
    days = [newest.get(who, "unknown") for who in wanted]
    return pd.Series(days, pd.Index(wanted, name="messenger"), "string", "known up to")


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
    wanted, kinds = messenger_ids(messengers), course_csv("sources").frame.set_index("id").kind
    facts = course_table("facts").rows_on(day_of(as_of))
    first_hand = [any(kinds[one] in PRIMARY for one in ids.split()) for ids in facts.source_ids]
    counts = pd.crosstab(facts.messenger, facts.confidence).assign(
        primary=facts.messenger[first_hand].value_counts()
    )
    return counts.reindex(index=wanted, columns=[*CONFIDENCE, "primary"]).fillna(0).astype(int)
