"""A canvas: where its axes stand does not depend on what was drawn before."""

from __future__ import annotations

import numpy as np

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import Subplot, line, subplots


def test_axes_stand_at_one_place_whatever_was_drawn_before():
    places = []
    for way in ([2.0], [1000.0, 30.0, 2.0]):
        sheet = Canvas((8.0, 3.8))
        for top in way:
            (ax,) = subplots(sheet, Subplot("A title", "along", "up", ylim=(0, top)))
            line(ax, "one", [0, 1], [0, 1])
            sheet.png()
        places.append(ax.get_window_extent().get_points())
    assert np.array_equal(*places)
