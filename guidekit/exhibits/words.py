"""Numbers as people say them, so that every sentence of the course says them alike."""

from __future__ import annotations

import math
from collections.abc import Callable

_ANSWER = "; the answer here is "


def number(value: float) -> str:
    """Write a number with two or three digits that matter.

    >>> number(0.0123), number(7.0), number(1234567)
    ('0.012', '7', '1,230,000')
    """
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    digits = 3 if abs(value) >= 10 else 2
    rounded = float(f"{value:.{digits}g}")
    if abs(rounded) >= 1000:
        return f"{rounded:,.0f}"
    return f"{rounded:.10f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """Write a share as a percentage.

    >>> percent(0.6339), percent(0.0999973), percent(0.0001), percent(0.99995)
    ('63 %', '10 %', '0.01 %', '99.995 %')
    """
    points = 100 * share
    if points > 99.5 and share < 1:  # 100 % is a promise that only 1 may make
        return f"{points:.{2 - math.floor(math.log10(100 - points))}f}".rstrip("0").rstrip(".") + " %"
    return (f"{points:.0f}" if points >= 10 else number(points)) + " %"


def roughly(share: float) -> str:
    """Write a share as a percentage, without the digits of one that is nearly all.

    >>> roughly(0.6339), roughly(0.99993), roughly(1.0)
    ('63 %', 'over 99.9 %', '100 %')
    """
    return "over 99.9 %" if 0.999 <= share < 1 else percent(share)


def one_in(share: float) -> str:
    """Write a small share as one in so many.

    >>> one_in(0.01), one_in(0.0)
    ('1 in 100', 'none')
    """
    return f"1 in {number(1 / share)}" if share > 0 else "none"


def duration(seconds: float) -> str:
    """Write a time in the unit that people would use.

    >>> duration(0.182), duration(44.5 * 3600), duration(90)
    ('182 ms', '1.9 days', '1.5 minutes')
    """
    for size, unit in ((86_400, "days"), (3600, "hours"), (60, "minutes"), (1, "s")):
        if seconds >= size * (1.5 if size > 1 else 1):
            return f"{number(seconds / size)} {unit}"
    return f"{number(seconds * 1000)} ms"


def compared(guess: float | None, value: float, write: Callable[[float], str] = percent) -> str:
    """Say how a prediction compares with the answer, or nothing when there was none.

    >>> compared(0.1, 0.6339)
    ' You predicted 10 %; the answer here is 63 %.'
    >>> compared(None, 0.6339)
    ''
    """
    if guess is None:
        return ""
    return f" You predicted {write(guess)}{_ANSWER}{write(value)}."


def the_answer(sentence: str) -> str | None:
    """Return the answer that `compared` put at the end of a sentence, or None when it put none.

    >>> the_answer("It is likely." + compared(0.1, 0.6339))
    '63 %'
    """
    _, found, answer = sentence.rpartition(_ANSWER)
    return answer.removesuffix(".") if found else None
