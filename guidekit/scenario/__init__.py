"""The same people and the same messages, four ways: one scenario, four architectures, the same outcomes.

This room stands above the models and the exposure engine, because it asks both.
"""

from __future__ import annotations

from guidekit.scenario.anonymous import AnonymousRouting
from guidekit.scenario.architecture import Architecture
from guidekit.scenario.centralized import Centralized
from guidekit.scenario.comparison import ROADS, WAYS, Comparison
from guidekit.scenario.federated import Federated
from guidekit.scenario.outcome import METRICS, Metric, ScenarioOutcome
from guidekit.scenario.peer import PeerToPeer
from guidekit.scenario.scenario import Scenario

__all__ = [
    "METRICS",
    "ROADS",
    "WAYS",
    "AnonymousRouting",
    "Architecture",
    "Centralized",
    "Comparison",
    "Federated",
    "Metric",
    "PeerToPeer",
    "Scenario",
    "ScenarioOutcome",
]
