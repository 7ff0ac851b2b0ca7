"""Choosing a messenger for a threat model: computed criteria, weights of your own, and reasons."""

from __future__ import annotations

from guidekit.choice.criteria import CRITERIA, Criterion, findings
from guidekit.choice.decision import Decision, Presets, Versus, decide
from guidekit.choice.finding import Finding, Source
from guidekit.choice.presets import PRESETS, preset
from guidekit.choice.threat import Place, ThreatModel, WeightChange

__all__ = [
    "CRITERIA",
    "PRESETS",
    "Criterion",
    "Decision",
    "Finding",
    "Place",
    "Presets",
    "Source",
    "ThreatModel",
    "Versus",
    "WeightChange",
    "decide",
    "findings",
    "preset",
]
