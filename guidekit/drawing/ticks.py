"""Ticks and limits of axes that several exhibits share."""

from __future__ import annotations

HOPS = range(1, 9)
"""The numbers of relays that an exhibit draws."""

HOP_TICKS = tuple((float(h), str(h)) for h in HOPS)
"""One tick for each number of relays."""

QUARTER_TICKS = tuple((n / 4, f"{25 * n} %") for n in range(5))
"""Five ticks for a share, from 0 % to 100 %."""

SECOND_TICKS = ((0.01, "10 ms"), (0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (100, "100 s"))
"""Ticks for a time in seconds on a log axis."""


def decade_ticks(first: int, last: int, step: int = 1) -> tuple[tuple[float, str], ...]:
    """Return a tick for each power of ten.

    Parameters
    ----------
    first, last : int
        The exponents at both ends; `last` is included.
    step : int
        How many powers of ten lie between two ticks.

    Returns
    -------
    tuple of (float, str)
        The value and the words of each tick.

    Examples
    --------
    >>> decade_ticks(-1, 3)
    ((0.1, '0.1'), (1.0, '1'), (10.0, '10'), (100.0, '100'), (1000.0, '1,000'))
    """
    powers = range(first, last + 1, step)
    return tuple((10.0**n, f"{10**n:,}" if n >= 0 else f"{10.0**n:g}") for n in powers)


def rounded_limit(value: float, *steps: float) -> float:
    """Return the first step that leaves some room above a value, so that the limit of an axis seldom changes.

    Parameters
    ----------
    value : float
        The largest value that the axis must show.
    steps : float
        The limits to choose from, the smallest first.

    Returns
    -------
    float
        A limit of which the value takes at most 90 %.

    Examples
    --------
    >>> rounded_limit(238, 300, 1000), rounded_limit(290, 300, 1000)
    (300, 1000)
    """
    return next((step for step in steps if value <= 0.9 * step), value / 0.9)
