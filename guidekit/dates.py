"""Dates as sources give them: a year, a month or a day."""

from __future__ import annotations

import datetime
import re

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def day(text: str | datetime.date) -> datetime.date:
    """Return the day a date means; a partial date means the first day of its period.

    Parameters
    ----------
    text : str or datetime.date
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    ValueError
        If it is not such a date.

    Examples
    --------
    >>> day("2022-03")
    datetime.date(2022, 3, 1)
    """
    if isinstance(text, datetime.date):
        return text
    match = _DATE.fullmatch(str(text))
    try:
        if match:
            return datetime.date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        pass  # such as a thirteenth month
    raise ValueError(f"{text!r} is not a date; allowed: YYYY, YYYY-MM or YYYY-MM-DD, such as 2022-03")


def month(date: str) -> str:
    """Write a date as month and year.

    >>> month("2022-03")
    'March 2022'
    """
    moment = day(date)
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def is_date(text: str) -> bool:
    """Tell whether a text is a date."""
    try:
        day(text)
    except ValueError:
        return False
    return True
