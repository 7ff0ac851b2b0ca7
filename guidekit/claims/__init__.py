"""The claims: every sentence of the guide, checked by what can be computed, and where it flips."""

from guidekit.claims.checking import check_claim, check_claims
from guidekit.claims.evidence import VERDICTS, Evidence
from guidekit.claims.sayings import Sayings, guide_says
from guidekit.claims.world import World
from guidekit.knobs import Flip

__all__ = ["VERDICTS", "Evidence", "Flip", "Sayings", "World", "check_claim", "check_claims", "guide_says"]
