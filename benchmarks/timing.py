"""Timing: how long a call takes, several times over."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Clock = Callable[[], float]
WALL: Clock = time.perf_counter
BUSY: Clock = time.process_time
LEAST = 2e-3  # seconds: shorter calls are repeated until they last as long, then divided


@dataclass(frozen=True)
class Timing:
    """What one call took, in milliseconds, each time it was measured."""

    ms: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median of the rounds, in milliseconds."""
        return statistics.median(self.ms)

    @property
    def least(self) -> float:
        """The quickest round, in milliseconds: what is left when nothing else disturbs."""
        return min(self.ms)

    def ratio(self, other: Timing) -> tuple[float, float, float]:
        """Return how many times longer the other takes, round by round: median, lowest and highest.

        Examples
        --------
        >>> Timing((1.0, 2.0, 1.0)).ratio(Timing((4.0, 6.0, 5.0)))
        (4.0, 3.0, 5.0)
        """
        rounds = [theirs / mine for mine, theirs in zip(self.ms, other.ms, strict=True)]
        return statistics.median(rounds), min(rounds), max(rounds)

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(min(self.ms))}–{short(max(self.ms))})"


def in_turn(calls: Sequence[Callable[[], object]], rounds: int = 5, clock: Clock = WALL) -> list[Timing]:
    """Time several calls one after the other, round by round: a busy moment then meets all of them.

    Parameters
    ----------
    calls : sequence of callable
        Each must have run once before, so that its caches are full.
    rounds : int
        How often each is timed.
    clock : callable
        `WALL`, or `BUSY` for the processor's time alone, which other programs hardly lengthen.

    Returns
    -------
    list of Timing
        One a call.
    """
    times = [_enough(call) for call in calls]
    rows = [[_ms(call, n, clock) / n for call, n in zip(calls, times, strict=True)] for _ in range(rounds)]
    return [Timing(tuple(column)) for column in zip(*rows, strict=True)]


def short(number: float) -> str:
    """Write a number with two or three digits that count, whatever its size.

    Examples
    --------
    >>> short(0.012345), short(3.0), short(31.4159), short(1234567.0)
    ('0.012', '3.0', '31', '1,230,000')
    """
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.0f}" if number >= 9.95 else f"{number:#.2g}"


def _enough(call: Callable[[], object]) -> int:
    """Find how many calls last long enough to be timed."""
    calls = 1
    while (took := _ms(call, calls)) < 1000 * LEAST:
        calls = max(2 * calls, round(calls * 1200 * LEAST / max(took, 1e-3)))
    return calls


def _ms(call: Callable[[], object], calls: int = 1, clock: Clock = WALL) -> float:
    begin = clock()
    for _ in range(calls):
        call()
    return 1000 * (clock() - begin)
