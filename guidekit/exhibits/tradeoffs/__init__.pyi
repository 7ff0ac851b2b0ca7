from .outcomes import delivery as delivery
from .outcomes import numbers as numbers
from .outcomes import overview as overview
from .sentences import flip as flip
