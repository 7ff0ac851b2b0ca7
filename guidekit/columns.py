"""Columns: the few kinds of cell the tables have, each with the words that say what is allowed."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pandera.pandas as pa

from guidekit.dates import day, is_date

Test = Callable[[str], bool]


def column(test: Test, allowed: str, empty: bool = False, unique: bool = False) -> pa.Column:
    """Make a column whose every cell passes a test; `allowed` says in words what passes."""
    return pa.Column(checks=_check(test, allowed), nullable=empty, unique=unique)


def text(empty: bool = False, unique: bool = False) -> pa.Column:
    """Make a column of words or sentences."""
    return column(lambda cell: cell == cell.strip(), "text without blanks around it", empty, unique)


def ident() -> pa.Column:
    """Make a column of ids: one word, each once, no colon because a colon joins two ids."""
    return column(
        lambda cell: len(cell.split()) == 1 and ":" not in cell, "one word without a colon", unique=True
    )


def word(*words: str, hint: str = "") -> pa.Column:
    """Make a column with a closed vocabulary."""
    return column(lambda cell: cell in words, ", ".join(words) + hint)


def date(empty: bool = False) -> pa.Column:
    """Make a column of dates that lie in the past."""
    past = _check(
        lambda cell: not is_date(cell) or day(cell) <= datetime.date.today(), "a date not in the future"
    )
    return pa.Column(checks=[_check(is_date, "a date as YYYY, YYYY-MM or YYYY-MM-DD"), past], nullable=empty)


def number(empty: bool = False) -> pa.Column:
    """Make a column of finite numbers."""
    return column(_is_number, "a number, with a point and without a unit", empty)


def _check(test: Test, allowed: str) -> pa.Check:
    return pa.Check(test, element_wise=True, error=allowed)


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) < float("inf")  # also refuses nan
    except ValueError:
        return False
