"""Knobs: the named, bounded numbers a model is made of, and the one search for where an answer flips."""

from __future__ import annotations

from guidekit.knobs.flips import Flip, search
from guidekit.knobs.model import Knob, Model, code, count, knob, knob_of, knobs_of, probability, within

__all__ = [
    "Flip",
    "Knob",
    "Model",
    "code",
    "count",
    "knob",
    "knob_of",
    "knobs_of",
    "probability",
    "search",
    "within",
]
