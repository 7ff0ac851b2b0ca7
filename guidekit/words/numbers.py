"""Numbers as people write them, with one rule for each kind."""

from __future__ import annotations

import math

from guidekit.words.units import with_unit

UNITS = ((86_400, "days"), (3600, "hours"), (60, "minutes"), (1, "s"))
"""The units of `duration` from a second on, each with its length in seconds."""

LARGE = ((1e12, "million million"), (1e9, "billion"), (1e6, "million"))
"""The large numbers that `one_in` says in words."""
NOISE = 1e-15
"""What may be missing from all because a computer adds in binary fractions."""


def number(value: float, digits: int | None = None) -> str:
    """Write a number with the digits that matter.

    Parameters
    ----------
    value : float
        The number.
    digits : int, optional
        How many digits to keep; by default three from 10 on and two below.

    Returns
    -------
    str
        The number without an exponent, with commas between thousands and at most ten decimal places.

    Examples
    --------
    >>> number(0.0123), number(7.0), number(1234567)
    ('0.012', '7', '1,230,000')
    >>> number(0.98765, 3), number(20512.0, 3), number(0.0)
    ('0.988', '20,500', '0')
    """
    if value == 0:
        return "0"  # also where it is called minus zero
    if not math.isfinite(value):
        return f"{value:g}"
    digits = digits or (3 if abs(value) >= 10 else 2)
    places = min(10, digits - 1 - math.floor(math.log10(abs(value))))
    written = _without_zeros(f"{round(value, places):,.{max(0, places)}f}")
    return "0" if written == "-0" else written


def percent(share: float) -> str:
    """Write a share as a percentage.

    Parameters
    ----------
    share : float
        The share, 0 to 1; a misfit may be larger than 1, or negative.

    Returns
    -------
    str
        The percentage with two digits, and with three from 99.5 % on. Only 0 is ``0 %``, and only 1 is
        ``100 %``.

    Examples
    --------
    >>> percent(0.6339), percent(0.0999973), percent(0.0001), percent(0.9973)
    ('63 %', '10 %', '0.01 %', '99.7 %')
    >>> percent(0.0000004), percent(0.0), percent(0.9999999), percent(1.0)
    ('under 0.01 %', '0 %', 'over 99.9 %', '100 %')
    """
    if share < 0:
        return "-" + percent(-share) if share <= -0.0001 else "0 %"
    if 0 < share < 0.0001:
        return "under 0.01 %"
    if 0.999 <= share < 1 - NOISE:  # 100 % is a promise that only 1 may make
        return "over 99.9 %"
    points = 100 * share
    if 0.995 <= share < 0.999:
        return f"{points:.1f} %"
    return (f"{points:.0f}" if points >= 10 else number(points)) + " %"


def one_in(share: float) -> str:
    """Write a share as one in so many.

    Examples
    --------
    >>> one_in(0.01), one_in(1 / 14.9e9), one_in(1e-6), one_in(0.0)
    ('1 in 100', '1 in 14.9 billion', '1 in a million', 'none')
    """
    if share <= 0:
        return "none"
    if share < 1 / LARGE[0][0]:
        return f"under 1 in a {LARGE[0][1]}"
    size, word = next(((size, word) for size, word in LARGE if 1 / share >= size), (1.0, ""))
    many = f"{number(1 / share / size)} {word}".rstrip()
    return f"1 in a {word}" if many == f"1 {word}" else f"1 in {many}"


def rare(share: float) -> str:
    """Write a share as a percentage, and a share below 0.1 % as one in so many.

    Examples
    --------
    >>> rare(0.2), rare(0.00001), rare(0.0)
    ('20 %', '1 in 100,000', '0 %')
    """
    return one_in(share) if 0 < share < 0.001 else percent(share)


def plural(value: float, one: str, many: str = "") -> str:
    """Write a number before the noun that it counts.

    Parameters
    ----------
    value : float
        The number. A whole one is written in full, any other as `number` writes it.
    one : str
        The noun for one.
    many : str
        The noun for any other number; by default with an s at the end.

    Returns
    -------
    str
        The number and the noun that fits what is written.

    Examples
    --------
    >>> plural(1, "hop"), plural(3, "hop"), plural(0.999, "sender"), plural(0.5, "message")
    ('1 hop', '3 hops', '1 sender', '0.5 messages')
    >>> plural(2, "person", "people"), plural(20_512, "bit")
    ('2 people', '20,512 bits')
    """
    return f"{_count(value)} {form(value, one, many or one + 's')}"


def form(value: float, one: str, many: str) -> str:
    """Pick the form of a word that fits a number as `plural` writes it.

    Examples
    --------
    >>> form(1, "it", "they"), form(0, "it", "they"), form(0.9999, "it", "they")
    ('it', 'they', 'it')
    """
    return one if _count(value) == "1" else many


def duration(seconds: float) -> str:
    """Write a time in the unit that people would use.

    Parameters
    ----------
    seconds : float
        The time in seconds.

    Returns
    -------
    str
        The time in the largest unit of which there are at least one and a half (of seconds: one).

    Examples
    --------
    >>> duration(0.182), duration(44.5 * 3600), duration(90)
    ('182 ms', '1.9 days', '1.5 minutes')
    """
    for size, unit in UNITS:
        if seconds >= size * (1.5 if size > 1 else 0.9995):  # less would read as 1,000 ms
            return f"{number(seconds / size)} {unit}"
    return f"{number(seconds * 1000)} ms"


def in_seconds(value: float) -> str:
    """Write a time; below a second as a part of one, since milliseconds are not everybody's unit.

    Examples
    --------
    >>> in_seconds(0.037), in_seconds(0.3241), in_seconds(15.2), in_seconds(160)
    ('0.037 s', '0.32 s', '15.2 s', '2.7 minutes')
    """
    return f"{number(value, 2)} s" if value < 1 else duration(value)


def milliseconds(value: float) -> str:
    """Write a time that is given in milliseconds.

    Examples
    --------
    >>> milliseconds(182.4), milliseconds(1500.0)
    ('182 ms', '1.5 s')
    """
    return duration(value / 1000)


def times(model: float, real: float, more: str, less: str) -> str:
    """Say how many times a model's number is the real one.

    Parameters
    ----------
    model, real : float
        The two numbers, both above 0.
    more, less : str
        The word for a model's number that is larger, and for one that is smaller.

    Returns
    -------
    str
        The ratio, never below 1, and the word; ``the same`` where the ratio reads as 1.

    Examples
    --------
    >>> times(2.0, 0.5, "too long", "too short"), times(2.0, 60.0, "too long", "too short")
    ('4 times too long', '30 times too short')
    >>> times(2.0, 2.0, "too long", "too short")
    'the same'
    """
    ratio = number(max(model, real) / min(model, real))
    return "the same" if ratio == "1" else f"{ratio} times {more if model > real else less}"


def quantity(value: float | str, unit: str = "") -> str:
    """Write a value with its unit, and a share as a percentage.

    Parameters
    ----------
    value : float or str
        The value; a text stays as it is.
    unit : str
        The unit. One that starts with ``share``, ``probability`` or ``chance`` is a share, and what
        follows this word is written behind the percentage.

    Returns
    -------
    str
        The value with three digits, and its unit; one day is ``1 day``.

    Examples
    --------
    >>> quantity(0.05, "share of users"), quantity(1234.5, "days"), quantity(0.00123, "s")
    ('5 % of users', '1,230 days', '0.00123 s')
    >>> quantity(1.0, "days"), quantity(0.25, "chance of rain")
    ('1 day', '25 % chance of rain')
    """
    if isinstance(value, str):
        return value
    word, _, rest = unit.partition(" ")
    if word in ("share", "probability", "chance"):
        part = number(100 * value, 3)
        part = "over 99.9" if part == "100" and value < 1 else part
        return f"{part} % {unit if word == 'chance' else rest}".rstrip()
    if unit == "Zipf exponent":
        return f"a {unit} of {number(value, 3)}"
    return with_unit(number(value, 3), unit)


def _count(value: float) -> str:
    """Write a whole number in full, and any other as `number` does."""
    whole = math.isfinite(value) and float(value).is_integer()
    return f"{int(value):,}" if whole else number(value)


def _without_zeros(digits: str) -> str:
    """Drop the zeros at the end of a decimal fraction."""
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
