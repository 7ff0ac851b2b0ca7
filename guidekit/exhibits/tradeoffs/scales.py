"""Each outcome has one scale here, from the worst end to the best, the same for all four networks."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from guidekit.scenario import METRICS
from guidekit.words import duration, number, percent


@dataclass(frozen=True)
class Scale:
    """A scale says where a value stands between the worst and the best end, and how it is written.

    Attributes
    ----------
    worst, best : float
        The values at both ends, in the unit of the outcome.
    kind : str
        "even" for equal steps, "log" for equal factors, and "log from 0" for factors of the value plus one,
        as the copies stored may be none.
    write : callable
        How a value of this unit is written.

    Examples
    --------
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
        """Return the place of a value: 0 at the worst end and 1 at the best, and never beyond an end."""
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


def whole(value: float) -> str:
    """Write a number of things that are counted.

    >>> whole(72.5), whole(1000.2)
    ('72', '1,000')
    """
    return f"{value:,.0f}"


_OTHERS = {
    "latency.median": Scale(30 * 86_400.0, 0.03, "log", duration),
    "latency.slow": Scale(30 * 86_400.0, 0.03, "log", duration),
    "copies": Scale(100, 0, "log from 0", whole),
    "bytes": Scale(1e6, 1e3, "log", number),
    "wakeups": Scale(1e5, 1, "log", number),
    "feature": Scale(1000, 10, "log", whole),
    "reach": Scale(1, 1e8, "log", number),
}
SCALES = {metric: _of(metric) for metric in METRICS}
"""One scale for each metric, by its id."""


def metric_words(metric: str, value: float) -> str:
    """Write a value of a metric as people say it.

    >>> metric_words("latency.median", 5400.0), metric_words("link.machines", 0.1)
    ('1.5 hours', '10 %')
    """
    return SCALES[metric].write(value)
