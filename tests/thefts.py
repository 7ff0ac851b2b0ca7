"""Thefts at the ends of their range: the shortest and the longest talks, one writer, taken first and last."""

from __future__ import annotations

from guidekit.models import Theft

THEFTS = [
    Theft(),
    Theft("A", 1),
    Theft("B" * 40, 1),
    Theft("AB" * 20, 40),
    Theft("BBBBABBABBBB", 4),
    Theft("BABABAB" + "B" * 33, 1),
    Theft("B" * 34 + "ABABAB", 34),
    Theft("ABBA", 2, 1, 10_080.0),
]
