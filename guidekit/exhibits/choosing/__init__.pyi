from .bars import messenger_bars as messenger_bars
from .changes import wish_changes as wish_changes
from .lists import wish_lists as wish_lists
from .people import people_who_help as people_who_help
from .people import practice as practice
