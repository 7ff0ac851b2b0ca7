"""Choosing a messenger for a threat model: computed criteria, weights of your own, and reasons."""

from __future__ import annotations

from guidekit.choice.criteria import CRITERIA, Criterion, findings
from guidekit.choice.deciding import Decision, Presets, Versus, deciding
from guidekit.choice.finding import Evidence, Finding
from guidekit.choice.presets import PRESETS, preset
from guidekit.choice.threat import Flip, Place, ThreatModel

__all__ = [
    "CRITERIA",
    "PRESETS",
    "Criterion",
    "Decision",
    "Evidence",
    "Finding",
    "Flip",
    "Place",
    "Presets",
    "ThreatModel",
    "Versus",
    "deciding",
    "findings",
    "preset",
]
