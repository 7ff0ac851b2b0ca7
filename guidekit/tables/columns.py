"""Columns: what the cells of one column of a table may hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from guidekit.dates import day, is_date


@dataclass(frozen=True)
class Column:
    """What the cells of one column may hold.

    Attributes
    ----------
    test : callable
        Tells whether a cell fits; an empty one is not asked.
    allowed : str
        What fits, in words.
    empty : bool
        Whether a cell may be empty.
    unique : bool
        Whether each value may stand only once.
    numeric : bool
        Whether the cells are numbers.
    """

    test: Callable[[str], bool]
    allowed: str
    empty: bool = False
    unique: bool = False
    numeric: bool = False


def text_column(
    allowed: str = "something, it must not be empty", empty: bool = False, unique: bool = False
) -> Column:
    """Make a column of words or sentences."""
    return Column(lambda cell: True, allowed, empty, unique)


def id_column() -> Column:
    """Make a column of ids: one word, each once, no colon because a colon joins two ids."""
    return Column(
        lambda cell: len(cell.split()) == 1 and ":" not in cell, "one word without a colon", unique=True
    )


def word_column(*words: str, hint: str = "", empty: bool = False) -> Column:
    """Make a column with a closed vocabulary."""
    allowed = ", ".join(words) + hint
    return Column(words.__contains__, f"{allowed}, or an empty cell" if empty else allowed, empty)


_ZONES = datetime.timedelta(days=1)  # somewhere it is tomorrow already


def date_column(empty: bool = False) -> Column:
    """Make a column of dates that lie in the past, wherever they were written down."""
    return Column(
        lambda cell: is_date(cell) and day(cell) <= datetime.date.today() + _ZONES,
        "a date not in the future, as YYYY, YYYY-MM or YYYY-MM-DD",
        empty,
    )


def number_column(empty: bool = False) -> Column:
    """Make a column of finite numbers."""
    return Column(_is_number, "a number, with a point and without a unit", empty, numeric=True)


def count_column(allowed: str, empty: bool = False) -> Column:
    """Make a column of whole numbers from 1."""
    return Column(_is_count, allowed, empty, numeric=True)


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) < float("inf")  # also refuses nan
    except ValueError:
        return False


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and int(cell) > 0


def is_level(cell: str) -> bool:
    """Tell whether a cell is a share, 0 to 1."""
    return _is_number(cell) and 0 <= float(cell) <= 1


def url_column() -> Column:
    """Make a column of addresses on the web."""
    return Column(lambda cell: cell.startswith(("https://", "http://")), "a public address, https://…")


def phone_column(empty: bool = True) -> Column:
    """Make a column of telephone numbers."""
    return Column(
        lambda cell: bool(re.fullmatch(r"\+?[0-9][0-9 -]*", cell)),
        "a telephone number in digits, or an empty cell",
        empty,
    )
