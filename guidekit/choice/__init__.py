"""Choosing a messenger: eight answers, musts and weights, bars from low to high, and honest ties."""

from __future__ import annotations

from guidekit.choice.advice import Agreement, Situations
from guidekit.choice.criteria import CRITERIA, Criterion, findings
from guidekit.choice.disagreement import Disagreement, WishDifference
from guidekit.choice.evidence import Finding, Source
from guidekit.choice.presets import PRESETS, Situation, others, preset
from guidekit.choice.questions import QUESTIONS
from guidekit.choice.threat import ANSWER_KNOBS, Firmness, Place, ThreatModel, WishChange

ANSWERS = tuple(ANSWER_KNOBS.values())
"""The knobs of the eight questions, for a panel."""

__all__ = [
    "ANSWERS",
    "CRITERIA",
    "PRESETS",
    "QUESTIONS",
    "Agreement",
    "Criterion",
    "Disagreement",
    "Finding",
    "Firmness",
    "Place",
    "Situation",
    "Situations",
    "Source",
    "ThreatModel",
    "WishChange",
    "WishDifference",
    "findings",
    "others",
    "preset",
]
