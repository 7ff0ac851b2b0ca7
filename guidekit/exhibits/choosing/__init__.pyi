from .bars import messenger_bars as messenger_bars
from .cells import criterion_cells as criterion_cells
from .changes import wish_changes as wish_changes
from .changes import wish_lottery as wish_lottery
from .people import help_places as help_places
from .people import practice as practice
