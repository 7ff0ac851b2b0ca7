"""Scales: one for each outcome, the same for all four ways, from the worst end to the best."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from guidekit.scenario import METRICS
from guidekit.words import duration, number, percent


@dataclass(frozen=True)
class Scale:
    """Where a value stands between its worst and its best end, and how it is written.

    With `floor` the scale goes by factors, starting above `floor`; the copies stored need it, since
    there may be none.

    >>> Scale(1.0, 0.0).place(0.25)
    0.75
    >>> round(Scale(1e6, 1.0, "log").place(1000), 6)
    0.5
    """

    worst: float
    best: float
    kind: str = "even"
    write: Callable[[float], str] = percent

    def place(self, value: float) -> float:
        """Return 0 at the worst end and 1 at the best; what lies beyond an end stands at the end."""
        worst, best, here = (self._bend(v) for v in (self.worst, self.best, value))
        return min(1.0, max(0.0, (here - worst) / (best - worst)))

    def _bend(self, value: float) -> float:
        if self.kind == "log":
            return math.log(max(value, 1e-9))
        return math.log1p(value) if self.kind == "log from 0" else value


def _of(metric: str) -> Scale:
    if metric in _OTHERS:
        return _OTHERS[metric]
    return Scale(1.0, 0.0) if METRICS[metric].better == "low" else Scale(0.0, 1.0)


_OTHERS = {
    "latency.median": Scale(30 * 86_400.0, 0.03, "log", duration),
    "latency.slow": Scale(30 * 86_400.0, 0.03, "log", duration),
    "copies": Scale(100, 0, "log from 0", number),
    "bytes": Scale(1e6, 1e3, "log", number),
    "wakeups": Scale(1e5, 1, "log", number),
    "feature": Scale(1000, 10, "log", number),
    "reach": Scale(1, 1e8, "log", number),
}
SCALES = {metric: _of(metric) for metric in METRICS}
"""One scale for each metric, by its id."""


def metric_words(metric: str, value: float) -> str:
    """Write a value of a metric as people say it.

    >>> said("latency.median", 5400.0), said("link.machines", 0.1), said("copies", 7.0)
    ('1.5 hours', '10 %', '7')
    """
    return SCALES[metric].write(value)
