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
    value : callable
        Turns the text of a cell into what is loaded; a ValueError says that it does not fit. An empty cell
        is not asked.
    allowed : str
        What fits, in words.
    empty : bool
        Whether a cell may be empty.
    unique : bool
        Whether each value may stand only once.
    numeric : bool
        Whether the values are numbers.
    """

    value: Callable[[str], str | float]
    allowed: str
    empty: bool = False
    unique: bool = False
    numeric: bool = False

    def fits(self, cell: str) -> bool:
        """Tell whether the text of a cell is one of this column."""
        if not cell:
            return self.empty
        try:
            self.value(cell)
        except ValueError:
            return False
        return True


def column_of(
    test: Callable[[str], object], allowed: str, empty: bool = False, unique: bool = False
) -> Column:
    """Make a column of texts that pass a test."""

    def value(cell: str) -> str:
        if test(cell):
            return cell
        raise ValueError(cell)

    return Column(value, allowed, empty, unique)


def text_column(
    allowed: str = "something, it must not be empty", empty: bool = False, unique: bool = False
) -> Column:
    """Make a column of words or sentences."""
    return Column(str, allowed, empty, unique)


def name_column(allowed: str, unique: bool = False) -> Column:
    """Make a column of names in the words of whoever wrote them: one line, which may stand in a list."""
    return column_of(re.compile(r"[^;\n]{1,100}").fullmatch, allowed, unique=unique)


_ID = re.compile(r"[!-9;-~]+")  # signs of ASCII but the blank and the colon, which joins two ids


def id_column(unique: bool = True, empty: bool = False) -> Column:
    """Make a column of ids: one word that a keyboard types and that looks like no other."""
    allowed = "one word without a colon, of letters without accents, digits and signs"
    return column_of(_ID.fullmatch, allowed, empty, unique)


def word_column(*words: str, hint: str = "", empty: bool = False) -> Column:
    """Make a column with a closed vocabulary."""
    allowed = ", ".join(words) + hint
    return column_of(words.__contains__, f"{allowed}, or an empty cell" if empty else allowed, empty)


_ZONES = datetime.timedelta(days=1)  # somewhere it is tomorrow already


def date_column(empty: bool = False) -> Column:
    """Make a column of dates that lie in the past, wherever they were written down."""
    return column_of(
        lambda cell: day(cell) <= datetime.date.today() + _ZONES,
        "a date not in the future, as YYYY, YYYY-MM or YYYY-MM-DD",
        empty,
    )


def number_column(empty: bool = False) -> Column:
    """Make a column of finite numbers."""
    allowed = (
        "a number in the digits 0 to 9, with a point and without a unit, such as 4000 or -0.5, up to 1e15"
    )
    return Column(number_value, allowed, empty, numeric=True)


def count_column(allowed: str, empty: bool = False) -> Column:
    """Make a column of whole numbers from 1."""
    return Column(count_value, allowed, empty, numeric=True)


def level_column() -> Column:
    """Make a column of shares, 0 to 1."""

    def value(cell: str) -> float:
        if 0 <= (share := number_value(cell)) <= 1:
            return share
        raise ValueError(cell)

    return Column(value, "a number, 0 to 1", numeric=True)


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_LARGEST = 1e15  # up to which every whole number is one of its own


def number_value(cell: str) -> float:
    """Return the number that a cell holds; a whole one without a point is an int.

    The digits are 0 to 9, with a point and a minus of the keyboard, and an exponent if need be.

    Raises
    ------
    ValueError
        If it is not such a number, or so large or so small that it would be loaded as another.

    Examples
    --------
    >>> number_value("4000"), number_value("-0.5"), number_value("1e3")
    (4000, -0.5, 1000.0)
    """
    if not _NUMBER.fullmatch(cell) or len(cell) > _DIGITS:
        raise ValueError(f"{cell!r} is no number")
    value = float(cell)
    lost = value == 0 and re.search("[1-9]", re.split("[eE]", cell)[0])
    if abs(value) > _LARGEST or lost:
        raise ValueError(f"{cell!r} is too large or too small")
    return value if re.search("[.eE]", cell) else int(cell)


_DIGITS = 40  # signs of a number, more than any measurement has


def plain_number(cell: str) -> bool:
    """Tell whether a cell holds a number from 0 as people write it, without an exponent.

    >>> plain_number("0.5"), plain_number("05"), plain_number("5e3")
    (True, False, False)
    """
    if not _PLAIN.fullmatch(cell):
        return False
    try:
        number_value(cell)
    except ValueError:
        return False
    return True


def count_value(cell: str) -> int:
    """Return the whole number from 1 that a cell holds, at most 999,999,999.

    Raises
    ------
    ValueError
        If it is not one, or begins with a 0.

    Examples
    --------
    >>> count_value("12")
    12
    """
    if not _COUNT.fullmatch(cell):
        raise ValueError(f"{cell!r} is no whole number from 1")
    return int(cell)


_ADDRESS = re.compile(r"https?://[!-~]+")  # of ASCII: an address in other letters can look like another


def url_column() -> Column:
    """Make a column of addresses on the web."""
    return column_of(_ADDRESS.fullmatch, "a public address, https://… in plain letters and without blanks")


def phone_column(empty: bool = True) -> Column:
    """Make a column of telephone numbers."""
    phone = re.compile(r"\+?[0-9][0-9 -]*")
    return column_of(phone.fullmatch, "a telephone number in digits, or an empty cell", empty)


_LEVELS = ["yes", "partial", "no"]
_ALWAYS = ["unknown", "not_applicable"]  # two answers every attribute may have; neither means no


def fact_refusal(value: str, kind: str, words: list[str], unit: str) -> str | None:
    """Say what an attribute allows if `value` does not fit it, else None.

    Parameters
    ----------
    value : str
        The value of a fact.
    kind : str
        The attribute's type: level4, enum, number, text, date or list.
    words : list of str
        Its words, for an enum or a list; a list without words takes any.
    unit : str
        Its unit, for a number.

    Returns
    -------
    str or None
        What is allowed.

    Examples
    --------
    >>> fact_refusal("maybe", "level4", [], "")
    'yes, partial, no, unknown, not_applicable'
    >>> fact_refusal("tor; wifi", "list", ["tor", "wifi", "bluetooth"], "")
    """
    if value in _ALWAYS:
        return None
    if kind == "number":
        return None if plain_number(value) else f"a number of {unit}, or {', '.join(_ALWAYS)}"
    if kind == "date":
        return None if is_date(value) else "a date as YYYY, YYYY-MM or YYYY-MM-DD"
    if kind == "level4":
        words = _LEVELS
    parts = value.split("; ") if kind == "list" else [value]
    if not words or (set(parts) <= set(words) and len(parts) == len(set(parts))):
        return None
    several = ", each once, with a semicolon and a blank between them" if kind == "list" else ""
    return ", ".join([*words, *_ALWAYS]) + several
