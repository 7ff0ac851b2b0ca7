"""A canvas: where its axes stand does not depend on what was drawn before, and its PNG looks as it does."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import Subplot, line, subplots
from guidekit.drawing.sketch import Sketch


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


@pytest.mark.parametrize("dark", [False, True])
def test_a_png_has_the_papers_colour_exactly_and_all_others_nearly(dark):
    sheet = Canvas((4.0, 3.0), dark=dark)
    (ax,) = subplots(sheet, Subplot("A title", "along", "up"))
    for nth in range(6):
        line(ax, f"{nth}", [0, 1], [0, nth / 6], nth)
    picture = Image.open(io.BytesIO(sheet.png()))
    drawn = sheet.pixels()[..., :3].astype(int)
    off = np.abs(np.asarray(picture.convert("RGB")).astype(int) - drawn)
    paper = (drawn == drawn[0, 0]).all(axis=2)
    assert picture.mode == "P"
    assert picture.size == (400, 300)
    assert len(picture.getcolors()) <= 64
    assert 0.3 < paper.mean() < 1
    assert off[paper].max() == 0
    assert 0 < off[~paper].mean() < 8
    assert off.max() < 64


def test_a_png_may_show_paper_alone_or_no_paper_at_its_corner():
    sheet = Canvas((2.0, 1.0))
    assert Image.open(io.BytesIO(sheet.png())).convert("RGB").getcolors() == [(20_000, (255, 255, 255))]
    sketch = Sketch(sheet)
    sketch.box(0, 0, 100, 100, 0, fill="seen")
    picture = Image.open(io.BytesIO(sheet.png())).convert("RGB")
    drawn = Image.fromarray(sheet.pixels()[..., :3])
    for place in ((0, 0), (50, 50), (199, 99)):
        assert picture.getpixel(place) == pytest.approx(drawn.getpixel(place), abs=3)
