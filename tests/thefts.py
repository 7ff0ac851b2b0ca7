"""Thefts at the ends of their range: the shortest and the longest talks, one writer, taken first and last."""

from __future__ import annotations

from guidekit.models import Theft

THEFTS = [
    Theft(),
    Theft("A", 0),
    Theft("B" * 40, 0),
    Theft("AB" * 20, 39),
    Theft("BBBBABBABBBB", 3),
    Theft("BABABAB" + "B" * 33, 0),
    Theft("B" * 34 + "ABABAB", 33),
    Theft("ABBA", 1, 1, 10_080.0),
]
