"""Architecture: what the four have in common, so that every one of them answers the same questions."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from guidekit.knobs import Model, knob, knobs_of
from guidekit.models.features import FeatureRollout
from guidekit.scenario.delivery import MARKS, Delivery, summary
from guidekit.scenario.learned import Observation
from guidekit.scenario.outcome import METRICS, Outcome, frame
from guidekit.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

HEADER = 100.0  # bytes that one layer or one question adds: an assumption
DAY, YEAR = 86_400.0, 365.0  # seconds, days

PARTS = ("within.minute", "within.hour", "within.day", "latency.median", "latency.slow")
ABOUT = ("content", "link", "address")

Answer = tuple[float, str]


@dataclass(frozen=True)
class Architecture(Model):
    """A way to carry messages, for one scenario.

    `but` also turns the knobs of the scenario: ``Centralized().but(users=1000)``.
    """

    scenario: Scenario = field(default=Scenario())
    release_days: float = knob(
        30.0, 0.1, 365, "days", "Release cycle", "Mean time until a team ships a new feature"
    )

    def but(self, **changes: Any) -> Any:
        """Return the same architecture with some knobs of its own or of its scenario turned."""
        theirs = {name: changes.pop(name) for name in [*changes] if name in knobs_of(Scenario)}
        turned = super().but(**changes)
        return dataclasses.replace(turned, scenario=self.scenario.but(**theirs)) if theirs else turned

    def outcomes(self) -> pd.DataFrame:
        """Work out every outcome.

        Returns
        -------
        pandas.DataFrame
            Columns ``metric``, ``value``, ``unit``, ``better`` ("low" or "high") and ``how`` (the model
            and the formula behind it). All architectures have the same rows in the same order.
        """
        return frame(self.answers())

    def answers(self) -> tuple[Outcome, ...]:
        """Work out every outcome, as records; kept, because a panel asks again and again."""
        return _answers(self)

    def value(self, metric: str) -> float:
        """Return one outcome by the id of its metric, see `METRICS`.

        Raises
        ------
        ValueError
            If there is no such metric.
        """
        if metric not in METRICS:
            raise ValueError(f"there is no metric {metric!r}; there are: {', '.join(METRICS)}")
        # A curve asks for one of them many times, so only its part is worked out.
        if metric in PARTS:
            nth = PARTS.index(metric)
            return summary(self.delivery())[nth] if nth >= 3 else float(self.delivery().within(MARKS[nth])[0])
        if metric == "feature":
            return _days(self.rollout())
        part = self.learned().answers() if metric.split(".")[0] in ABOUT else self.costs()
        return float(part[metric][0])

    def learned(self) -> Observation:
        """Return who learns what."""
        raise NotImplementedError

    def delivery(self) -> Delivery:
        """Return how long messages take."""
        raise NotImplementedError

    def rollout(self) -> FeatureRollout:
        """Return how new features spread."""
        raise NotImplementedError

    def costs(self) -> dict[str, Answer]:
        """Return what the largest party can do, and what carrying costs: value and how."""
        raise NotImplementedError


@lru_cache(maxsize=2048)
def _answers(way: Architecture) -> tuple[Outcome, ...]:
    delivery, rollout = way.delivery(), way.rollout()
    times = dict(zip(PARTS, summary(delivery), strict=True))
    path = f"{delivery.how}; Presence says when the recipient is there"
    arrived = f"quantile of the messages that arrive: {path}"
    found: dict[str, Answer] = {
        **way.learned().answers(),
        **{name: (value, arrived if "latency" in name else path) for name, value in times.items()},
        **way.costs(),
        "feature": (_days(rollout), f"FeatureRollout: {rollout.architecture}, all its times assumptions"),
    }
    return tuple(Outcome(metric, float(found[metric][0]), found[metric][1]) for metric in METRICS)


@lru_cache(maxsize=256)
def _days(rollout: FeatureRollout) -> float:
    return rollout.days_until(0.9)
