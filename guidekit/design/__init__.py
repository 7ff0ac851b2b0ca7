"""Designing a messenger: its parts, the journey that follows, threat cards, attacks, and a file."""

from __future__ import annotations

from guidekit.design.attacks import ATTACKS, attack, remedy
from guidekit.design.build import journey_of
from guidekit.design.cards import CARDS, judge
from guidekit.design.costs import COSTS
from guidekit.design.design import Design
from guidekit.design.files import DesignFileError, as_text, from_text, load_design, save_design
from guidekit.design.game import Game

__all__ = [
    "ATTACKS",
    "CARDS",
    "COSTS",
    "Design",
    "DesignFileError",
    "Game",
    "as_text",
    "attack",
    "from_text",
    "journey_of",
    "judge",
    "load_design",
    "remedy",
    "save_design",
]
