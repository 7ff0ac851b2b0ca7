"""Knobs: the named, bounded numbers a model is made of, and the one search for where an answer flips."""

from __future__ import annotations

from guidekit.knobs.arguments import amounts, as_share, count, counts, plain, probability, switch, within
from guidekit.knobs.flips import Flip, place_of, search, value_at
from guidekit.knobs.model import Knob, Model, code, knob, knob_of, knobs_of

__all__ = [
    "Flip",
    "Knob",
    "Model",
    "amounts",
    "as_share",
    "code",
    "count",
    "counts",
    "knob",
    "knob_of",
    "knobs_of",
    "place_of",
    "plain",
    "probability",
    "search",
    "switch",
    "value_at",
    "within",
]
