from .cells import common_questions as common_questions
from .cells import moves as moves
from .cells import snapshot as snapshot
from .cells import verdicts as verdicts
from .timelines import fact_life as fact_life
from .timelines import history as history
from .timelines import recommendations as recommendations
