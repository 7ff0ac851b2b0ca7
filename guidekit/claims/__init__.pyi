from .answers import check_claim as check_claim
from .answers import check_claims as check_claims
from .evidence import VERDICTS as VERDICTS
from .evidence import Evidence as Evidence
from .flips import Flips as Flips
from .sayings import Sayings as Sayings
from .sayings import guide_says as guide_says
from .world import World as World
