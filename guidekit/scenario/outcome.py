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
    plain : str
        What a row of a picture is called: what happens to somebody.
    """

    words: str
    unit: str
    better: str
    plain: str

    @property
    def share(self) -> bool:
        """Whether it is a share or a chance, of which there is no more than all."""
        return self.unit.startswith(("share", "probability"))


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


_CHANCE, _MESSAGES, _TALKS = "probability", "share of messages", "share of conversations"
METRICS = {
    id: Metric(words, unit, better, plain)
    for id, words, unit, better, plain in (
        ("content.machines", "content, to machines on the way", _CHANCE, "low", "Strangers read the words"),
        ("content.network", "content, to network observers", _CHANCE, "low", "A provider reads the words"),
        ("link.machines", "who talks to whom, to machines on the way", _CHANCE, "low",
         "Strangers learn who talks to whom"),
        ("link.network", "who talks to whom, to network observers", _CHANCE, "low",
         "Providers learn who talks to whom"),
        ("link.both", "who talks to whom, to both together", _CHANCE, "low",
         "Strangers and providers together learn who talks to whom"),
        ("link.year", "who talks to whom, to machines within a year", _CHANCE, "low",
         "Within a year strangers learn who talks to whom"),
        ("address.machines", "network address, to machines on the way", _CHANCE, "low",
         "Strangers learn the network address"),
        ("address.network", "network address, to network observers", _CHANCE, "low",
         "A provider learns the network address"),
        ("address.contact", "network address, to the other person", _CHANCE, "low",
         "The other person learns the network address"),
        ("within.minute", "delivered within 1 minute", _MESSAGES, "high", "There within a minute"),
        ("within.hour", "delivered within 1 hour", _MESSAGES, "high", "There within an hour"),
        ("within.day", "delivered within 1 day", _MESSAGES, "high", "There within a day"),
        ("latency.median", "median latency", "s", "low", "Until half of those that arrive are there"),
        ("latency.slow", "95 % latency", "s", "low", "Until nearly all that arrive are there"),
        ("largest.fails", "lost when the largest party fails", _TALKS, "low",
         "Lost when the largest operator fails"),
        ("largest.hostile", "exposed when the largest party turns hostile", _TALKS, "low",
         "Who talks to whom, seen by a hostile largest operator"),
        ("largest.blocks", "lost to someone the largest party blocks", _TALKS, "low",
         "Lost to somebody whom the largest operator blocks"),
        ("copies", "copies stored on other machines", "copies", "low", "Copies on machines of others"),
        ("bytes", "bytes on the wire per message", "bytes", "low", "Bytes that a message needs"),
        ("wakeups", "wake-ups a day", "wake-ups a day", "low", "How often the phone wakes up in a day"),
        ("feature", "days until a feature works for 90 % of pairs", "days", "low",
         "Days until a new feature works"),
        ("reach", "people reachable", "people", "high", "People who can be reached"),
    )
}  # fmt: skip
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
