from .flips import flip as flip
from .outcomes import arrivals as arrivals
from .outcomes import deciding_rows as deciding_rows
from .outcomes import numbers as numbers
