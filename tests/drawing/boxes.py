"""Where the words of a sketch stand: no label lies on another."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from guidekit.drawing.signs import CIRCLE
from guidekit.drawing.sketch import marks

ALLOWED = 4  # pixels by which the lines of two labels may touch: letters do not fill their line


def labels(sheet):
    """Return the labels of a sketch, each with the box of its line; none where nothing was sketched."""
    found = marks(sheet)
    return found.labels if found else []


def overlaps(sheet):
    """Return each pair of labels of a sketch that lie on each other."""
    return [
        (one.words, other.words)
        for one, other in combinations(labels(sheet), 2)
        if min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0) > 1
        and min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0) > ALLOWED
    ]


def widths_of_discs(shapes):
    """Return how wide each disc of some shapes is; many equal discs may be one path."""
    corners = len(CIRCLE.vertices)
    round_ones = [one.path for one in shapes if np.count_nonzero(one.path.codes == CIRCLE.codes[1]) >= 24]
    return [
        round(float(np.ptp(disc[:, 0])), 3)
        for path in round_ones
        for disc in np.reshape(path.vertices, (-1, corners, 2))
    ]
