"""Outcome: one number that an architecture gives the people of a scenario, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Metric:
    """What is measured, the same for all four.

    Attributes
    ----------
    words : str
        The name that a table shows.
    unit : str
        The unit of its values.
    better : str
        The better direction, ``low`` or ``high``.
    """

    words: str
    unit: str
    better: str


@dataclass(frozen=True)
class ScenarioOutcome:
    """The value of one metric for one architecture.

    Attributes
    ----------
    metric : str
        The id of the metric, see `METRICS`.
    value : float
        The value, in the unit of the metric.
    how : str
        The model and the formula behind it.
    """

    metric: str
    value: float
    how: str

    @property
    def about(self) -> Metric:
        """The metric itself."""
        return METRICS[self.metric]


METRICS = {
    "content.machines": Metric("content, to machines on the way", "probability", "low"),
    "content.network": Metric("content, to network observers", "probability", "low"),
    "link.machines": Metric("who talks to whom, to machines on the way", "probability", "low"),
    "link.network": Metric("who talks to whom, to network observers", "probability", "low"),
    "link.both": Metric("who talks to whom, to both together", "probability", "low"),
    "link.year": Metric("who talks to whom, to machines within a year", "probability", "low"),
    "address.machines": Metric("network address, to machines on the way", "probability", "low"),
    "address.network": Metric("network address, to network observers", "probability", "low"),
    "address.contact": Metric("network address, to the other person", "probability", "low"),
    "within.minute": Metric("delivered within 1 minute", "share of messages", "high"),
    "within.hour": Metric("delivered within 1 hour", "share of messages", "high"),
    "within.day": Metric("delivered within 1 day", "share of messages", "high"),
    "latency.median": Metric("median latency", "s", "low"),
    "latency.slow": Metric("95 % latency", "s", "low"),
    "largest.fails": Metric("lost when the largest party fails", "share of conversations", "low"),
    "largest.hostile": Metric(
        "exposed when the largest party turns hostile", "share of conversations", "low"
    ),
    "largest.blocks": Metric("lost to someone the largest party blocks", "share of conversations", "low"),
    "copies": Metric("copies stored on other machines", "copies", "low"),
    "bytes": Metric("bytes on the wire per message", "bytes", "low"),
    "wakeups": Metric("wake-ups a day", "wake-ups a day", "low"),
    "feature": Metric("days until a feature works for 90 % of pairs", "days", "low"),
    "reach": Metric("people reachable", "people", "high"),
}
"""The metrics by their ids, in the order of every table of outcomes."""


def outcome_frame(outcomes: Iterable[ScenarioOutcome]) -> pd.DataFrame:
    """Lay outcomes out as a table.

    Returns
    -------
    pandas.DataFrame
        Columns ``metric`` (in words), ``value``, ``unit``, ``better`` and ``how``; a row an outcome.
    """
    import pandas as pd

    rows = [(o.about.words, o.value, o.about.unit, o.about.better, o.how) for o in outcomes]
    return pd.DataFrame(rows, columns=["metric", "value", "unit", "better", "how"])
