"""The claims: every sentence of the guide, checked by what can be computed, and where it flips."""

from guidekit.claims.checking import check, check_all
from guidekit.claims.evidence import VERDICTS, Evidence
from guidekit.claims.flips import Flip
from guidekit.claims.sayings import Sayings, guide_says
from guidekit.claims.world import World

__all__ = ["VERDICTS", "Evidence", "Flip", "Sayings", "World", "check", "check_all", "guide_says"]
