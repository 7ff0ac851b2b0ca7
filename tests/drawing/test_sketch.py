"""A sketch: it leaves no traces, the page has its colours, and words are as wide as was measured."""

from __future__ import annotations

import io
from dataclasses import fields

import numpy as np
import pytest
from PIL import Image

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import DARK_INK, LIGHT_INK, ink
from guidekit.drawing.signs import SIGNS
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_lines, text_width
from tests.drawing.boxes import labels
from tests.drawing.test_page import contrast, themes


@pytest.mark.parametrize(
    ("here", "theme"), list(zip([LIGHT_INK, DARK_INK], themes(), strict=True)), ids=["light", "dark"]
)
def test_picture_and_page_have_the_same_colours(here, theme):
    full = {n: c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for n, c in theme.items()}
    mine = {field.name.replace("_", "-"): getattr(here, field.name) for field in fields(here)}
    assert {name: mine[name] for name in full} == full


@pytest.mark.parametrize("here", [LIGHT_INK, DARK_INK], ids=["light", "dark"])
def test_every_role_can_be_read(here):
    for role in ("text", "muted", "focus", "seen", "safe", "guess", "unknown"):
        assert contrast(getattr(here, role), here.paper) >= 4.5, role
    for role in ("focus", "seen", "safe", "guess"):
        assert contrast(getattr(here, role), getattr(here, f"{role}_tint")) >= 4.5, role
    assert contrast(here.text, here.changed) >= 4.5


def draw(sheet, words):
    sketch = Sketch(sheet)
    sketch.text(20, 40, words)
    sketch.box(20, 60, 100, 30, fill="focus", edge="text")
    sketch.sign("eye", 200, 50)
    return sheet.png()


def test_a_sketch_leaves_no_traces_and_keeps_its_background():
    sheet = Canvas((3, 2))
    first = draw(sheet, "one")
    background = sheet._background
    assert draw(sheet, "another") != first
    assert draw(sheet, "one") == first
    assert sheet._background is background
    assert draw(Canvas((3, 2)), "one") == first
    assert draw(Canvas((3, 2), dark=True), "one") != first
    assert ink(Canvas(dark=True)) is DARK_INK


@pytest.mark.parametrize("weight", [400, 600, 700])
@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("ha", ["left", "center", "right"])
def test_words_stand_where_their_box_says(weight, scale, ha):
    for words in ("the web site", "Alice's second relay", "1,234 of 5,678"):
        sheet = Canvas((6, 2), scale=scale)
        sketch = Sketch(sheet)
        sketch.text(300, 120, words, 16, weight=weight, ha=ha)
        (label,) = labels(sheet)
        ink_at = np.argwhere(np.asarray(Image.open(io.BytesIO(sheet.png())).convert("L")) < 128)
        (top, left), (low, right) = ink_at.min(0), ink_at.max(0)
        assert left == pytest.approx(label.box.x0, abs=3 * scale)
        assert right == pytest.approx(label.box.x1, abs=3 * scale)
        high, line = sketch.height * scale, 120 * scale
        assert label.box.y0 - 1 <= high - low < high - top <= label.box.y1 + 1
        assert sum(ink_at[:, 0] > line) < sum(ink_at[:, 0] <= line) / 3  # letters stand on the line
        start = label.box.x0 + label.box.width * {"left": 0, "center": 0.5, "right": 1}[ha]
        assert start == pytest.approx(300 * scale)
        lines = text_lines(words, 60, 16, weight)
        assert " ".join(lines) == words
        assert all(text_width(line, 16, weight) <= 60 or " " not in line for line in lines)


@pytest.mark.parametrize("name", SIGNS)
def test_every_sign_stays_in_its_box(name):
    for part in SIGNS[name]():
        assert abs(part.vertices).max() <= 0.6


def test_a_finer_sketch_is_the_same_picture_with_more_pixels():
    def drawn(scale):
        sheet = Canvas((4, 2), scale=scale)
        sketch = Sketch(sheet)
        assert (sketch.width, sketch.height) == (400, 200)
        sketch.text(20, 40, "the web site", 16)
        sketch.box(40, 60, 120, 80, fill="focus_tint", edge="focus", stroke=3)
        sketch.line([(200, 20), (380, 180)], "seen", 4, dash=True)
        sketch.dots([300, 320], [40, 60], 6, "safe")
        sketch.sign("lock", 330, 150, 40)
        words = labels(sheet)[0].box.extents / scale
        picture = Image.open(io.BytesIO(sheet.png())).convert("L").resize((400, 200), Image.Resampling.BOX)
        return words, np.asarray(picture, float)

    (words, plain), (others, fine) = drawn(1), drawn(2)
    assert words == pytest.approx(others)
    assert abs(plain - fine).mean() < 2
    for part in (np.s_[:50], np.s_[50:]):
        assert fine[part].mean() == pytest.approx(plain[part].mean(), abs=1)
