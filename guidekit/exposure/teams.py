"""Teams: many coalitions at once, each a number whose bits are its members."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Truth = NDArray[np.bool_]


class Teams:
    """A list of coalitions that can be asked a question all at once.

    Questions repeat (the same keys lie on many hops), so each answer is kept.

    >>> teams = Teams([0b01, 0b10, 0b11])
    >>> teams.reach(0b01)
    array([ True, False,  True])
    >>> teams.reach(0b01, 0b10)
    array([False, False,  True])
    """

    def __init__(self, bits: ArrayLike) -> None:
        self.bits = np.atleast_1d(np.asarray(bits, dtype=np.int64))
        self._kept: dict[tuple[int, ...], Truth] = {}

    def reach(self, *masks: int) -> Truth:
        """Say which coalitions have a member in every one of these sets."""
        if masks not in self._kept:
            *outer, last = masks
            found = np.asarray(self.reach(*outer) & self.reach(last) if outer else self.bits & last != 0)
            found.flags.writeable = False
            self._kept[masks] = found
        return self._kept[masks]
