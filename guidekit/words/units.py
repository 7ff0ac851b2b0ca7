"""Units as they stand behind a number: for one and for more, and as a person says them."""

from __future__ import annotations

import re

SPOKEN = {
    "%": ("percent", "percent"),
    "ms": ("millisecond", "milliseconds"),
    "s": ("second", "seconds"),
    "MB": ("megabyte", "megabytes"),
    "m": ("metre", "metres"),
    "W": ("watt", "watts"),
    "km/h": ("kilometre an hour", "kilometres an hour"),
    "km²": ("square kilometre", "square kilometres"),
    "messages/s": ("message a second", "messages a second"),
}
"""What is said for a unit that is written as a sign, for one and for more."""
_MANY = re.compile(r"\b(people|\w{2,}s)\b")  # the first noun is what is counted; "ms" is a sign


def one_of(unit: str) -> str:
    """Return a unit as it stands behind one; the noun that is counted comes first in it.

    Examples
    --------
    >>> one_of("relays"), one_of("copies"), one_of("hours a month"), one_of("people who must act")
    ('relay', 'copy', 'hour a month', 'person who must act')
    >>> one_of("ms"), one_of("messages/s"), one_of("times the background"), one_of("boxes")
    ('ms', 'message/s', 'times the background', 'box')
    """
    return unit if unit.split(" ")[0] == "times" else _MANY.sub(_single, unit, count=1)


def with_unit(written: str, unit: str) -> str:
    """Write a unit behind a number that is written already.

    Examples
    --------
    >>> with_unit("1", "relays"), with_unit("0.5", "hours"), with_unit("1,000", "people"), with_unit("3", "")
    ('1 relay', '0.5 hours', '1,000 people', '3')
    """
    return f"{written} {one_of(unit) if written == '1' else unit}".rstrip()


def spoken(unit: str) -> tuple[str, str]:
    """Return what is said for a unit behind one, and behind any other number.

    Examples
    --------
    >>> spoken("s"), spoken("retries")
    (('second', 'seconds'), ('retry', 'retries'))
    """
    return SPOKEN.get(unit) or (one_of(unit), unit)


def _single(noun: re.Match[str]) -> str:
    many = noun[0]
    if many == "people":
        return "person"
    if many.endswith("ies"):
        return f"{many[:-3]}y"
    return many.removesuffix("es") if re.search(r"(x|ss|ch|sh)es$", many) else many.removesuffix("s")
