"""Architecture: the base of the four, which all answer the same questions about the same scenario."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from guidekit.exposure.clues import Clues
from guidekit.knobs import Model, knob, knobs_of
from guidekit.models.features import FeatureRollout
from guidekit.scenario.delivery import MARKS, Delivery, delivery_quantile
from guidekit.scenario.observation import Observation
from guidekit.scenario.outcome import METRICS, ScenarioOutcome, outcome_frame
from guidekit.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

HEADER = 100.0  # bytes that one layer or one question adds: an assumption
DAY, YEAR = 86_400.0, 365.0  # seconds, days

PARTS = ("within.minute", "within.hour", "within.day", "latency.median", "latency.slow")
SHARES = (0.5, 0.95)  # the quantiles behind the last two
ABOUT = ("content", "link", "address")

Answer = tuple[float, str]


@dataclass(frozen=True)
class Architecture(Model):
    """A way to carry messages, for one scenario.

    A subclass says who learns what, how long messages take, how features spread and what it costs; all
    outcomes follow from these four. `but` also turns the knobs of the scenario.

    Examples
    --------
    >>> from guidekit.scenario import Centralized
    >>> Centralized().but(users=1000).value("reach")
    999.0
    """

    scenario: Scenario = field(default=Scenario())
    release_days: float = knob(
        30.0, 0.1, 365, "days", "Release cycle", "Mean time until a team ships a new feature"
    )

    def but(self, **changes: Any) -> Any:
        """Return the same architecture with other values of some knobs, its own or its scenario's.

        Parameters
        ----------
        **changes
            Knobs of the architecture or of `Scenario`, with their new values.

        Raises
        ------
        ValueError
            If there is no such knob, or a value is outside its range.
        """
        shared = knobs_of(Scenario)
        theirs = {name: changes.pop(name) for name in [*changes] if name in shared}
        turned = super().but(**changes) if changes or not theirs else self
        return dataclasses.replace(turned, scenario=self.scenario.but(**theirs)) if theirs else turned

    def outcomes(self) -> pd.DataFrame:
        """Work out every outcome.

        Returns
        -------
        pandas.DataFrame
            Columns ``metric``, ``value``, ``unit``, ``better`` ("low" or "high") and ``how`` (the model
            and the formula behind it). All architectures have the same rows in the same order.
        """
        return outcome_frame(self.answers())

    def answers(self) -> tuple[ScenarioOutcome, ...]:
        """Work out every outcome as a record; the answers are kept, because a panel asks again."""
        return _answers(self)

    def value(self, metric: str) -> float:
        """Work out one outcome alone, which is faster than all of them.

        Parameters
        ----------
        metric : str
            The id of a metric, see `METRICS`.

        Returns
        -------
        float
            The value, in the unit of the metric.

        Raises
        ------
        ValueError
            If there is no such metric.
        """
        if metric not in METRICS:
            raise ValueError(f"there is no metric {metric!r}; there are: {', '.join(METRICS)}")
        # A curve asks for one of them many times, so only its part is worked out.
        if metric in PARTS:
            delivery, nth = self.delivery(), PARTS.index(metric)
            if nth < len(MARKS):
                return float(delivery.within(MARKS[nth])[0])
            return delivery_quantile(delivery, SHARES[nth - len(MARKS)])
        if metric == "feature":
            return _days(self.rollout())
        if metric.split(".")[0] in ABOUT:
            return float(self.observation().answer(metric)[0])
        return float(self.costs()[metric][0])

    def observation(self) -> Observation:
        """Return who learns what from one message, and from a year of messages."""
        raise NotImplementedError

    def delivery(self) -> Delivery:
        """Return how long messages take."""
        raise NotImplementedError

    def rollout(self) -> FeatureRollout:
        """Return the model of how new features spread."""
        raise NotImplementedError

    def costs(self) -> dict[str, Answer]:
        """Return what the largest party can do and what carrying costs: for each metric a value and how."""
        raise NotImplementedError

    def packet_bytes(self, clues: Clues, hop: int) -> float:
        """Return the bytes of the packet on one hop, from 0: the message and `HEADER` for each layer."""
        return self.scenario.size + HEADER * len(clues.journey.hops[hop].packet)


@lru_cache(maxsize=2048)
def _answers(way: Architecture) -> tuple[ScenarioOutcome, ...]:
    delivery, rollout = way.delivery(), way.rollout()
    quantiles = (delivery_quantile(delivery, share) for share in SHARES)
    times = dict(zip(PARTS, (*delivery.within(MARKS).tolist(), *quantiles), strict=True))
    path = f"{delivery.how}; Presence says when the recipient is there"
    arrived = f"quantile of the messages that arrive: {path}"
    found: dict[str, Answer] = {
        **way.observation().answers(),
        **{name: (value, arrived if "latency" in name else path) for name, value in times.items()},
        **way.costs(),
        "feature": (_days(rollout), f"FeatureRollout: {rollout.architecture}, all its times assumptions"),
    }
    return tuple(ScenarioOutcome(metric, float(found[metric][0]), found[metric][1]) for metric in METRICS)


@lru_cache(maxsize=256)
def _days(rollout: FeatureRollout) -> float:
    return rollout.days_until(0.9)
