"""Timing: how long a call takes, several times over."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
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
        return statistics.median(self.ms)

    @property
    def least(self) -> float:
        """The quickest: what is left when nothing else disturbs."""
        return min(self.ms)

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(min(self.ms))}–{short(max(self.ms))})"


def median_ms(call: Callable[[], object], repeats: int = 7) -> float:
    """Median milliseconds of a call, after one that fills its caches."""
    call()
    return in_turn([call], repeats)[0].median


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
    taken = [[_ms(call, n, clock) / n for call, n in zip(calls, times, strict=True)] for _ in range(rounds)]
    return [Timing(tuple(column)) for column in zip(*taken, strict=True)]


def steps(turn: Callable[[object], object], values: Iterable[object]) -> Timing:
    """Time a slider: one call for each value."""
    return Timing(tuple(_ms(lambda value=value: turn(value)) for value in values))


def short(number: float) -> str:
    """Write a number with two or three digits that count, whatever its size.

    >>> short(0.012345), short(3.0), short(31.4159), short(1234567.0)
    ('0.012', '3.0', '31', '1,230,000')
    """
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.0f}" if number >= 9.95 else f"{number:#.2g}"


def _enough(call: Callable[[], object]) -> int:
    """Find how many calls last long enough to be timed."""
    calls = 1
    while (taken := _ms(call, calls)) < 1000 * LEAST:
        calls = max(2 * calls, round(calls * 1200 * LEAST / max(taken, 1e-3)))
    return calls


def _ms(call: Callable[[], object], calls: int = 1, clock: Clock = WALL) -> float:
    begin = clock()
    for _ in range(calls):
        call()
    return 1000 * (clock() - begin)
