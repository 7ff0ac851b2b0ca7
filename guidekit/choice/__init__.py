"""Choosing a messenger: eight answers, musts and weights, bars from low to high, and honest ties."""

from __future__ import annotations

from guidekit.choice.advice import Agreement, Helpers, Situations
from guidekit.choice.criteria import CRITERIA, Criterion, findings
from guidekit.choice.evidence import Finding, Source
from guidekit.choice.lottery import Lottery
from guidekit.choice.presets import PRESETS, Situation, preset
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
    "Finding",
    "Firmness",
    "Helpers",
    "Lottery",
    "Place",
    "Situation",
    "Situations",
    "Source",
    "ThreatModel",
    "WishChange",
    "findings",
    "preset",
]
