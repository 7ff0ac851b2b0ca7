"""The typeface: each cut is found, only pictures of the course are drawn with it, and a page gets it."""

from __future__ import annotations

import base64
import re

import matplotlib
import numpy as np
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from guidekit.drawing.canvas import DPI, Canvas
from guidekit.drawing.figure import Subplot, line, note, subplots
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.stamps import ROOM, stamp
from guidekit.drawing.typeface import (
    CUTS,
    FAMILY,
    FOLDER,
    LEAST,
    NAME,
    PAGE_CUTS,
    font_faces,
    is_ours,
    register,
    text_lines,
    text_width,
)
from guidekit.panels.face import _sources
from guidekit.tables import load
from tests.drawing.boxes import labels
from tests.exhibits.everywhere import sizes


@pytest.mark.parametrize("weight", CUTS)
def test_each_weight_is_found(weight):
    register()
    wanted = font_manager.FontProperties(family=NAME, weight=weight)
    found = font_manager.findfont(wanted, fallback_to_default=False)
    assert found == str(FOLDER / f"GuidekitSans-{CUTS[weight]}.ttf")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttf")), ids=lambda p: p.name)
def test_a_cut_keeps_the_reserved_name_out_and_its_figures_have_one_width(path):
    font = TTFont(path)
    named = {nth: font["name"].getDebugName(nth) for nth in (1, 4, 6)}  # what is presented to the users
    assert all("source" not in name.lower() for name in named.values())
    assert "Reserved Font Name 'Source'" in font["name"].getDebugName(0)
    letters = font.getBestCmap()
    assert {*map(ord, "AZaz09−×≤≥→½“”…•·µ√")} <= set(letters)
    assert len({font["hmtx"][letters[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_all_words_of_a_picture_are_set_in_it_and_no_other_figure_is():
    before = dict(matplotlib.rcParams)
    sheet, other = Canvas(), Figure()
    for figure in (sheet, other):
        (ax,) = subplots(figure, Subplot("A title", "along", "up"))
        line(ax, "one", [0, 1], [0, 1], 0)
        line(ax, "other", [0, 1], [1, 0], 1)
        note(ax, "words", 0.5, 0.5, "a note")
    sheet.png()
    sheet.axes[0].set_xlim(0, 50)  # other ticks, whose labels are made while it is drawn
    note(sheet.axes[0], "more", 0.5, 0.5, "another note")
    sheet.png()
    assert all(text.get_fontfamily() == FAMILY for text in sheet.findobj(Text))
    assert all(text.get_fontfamily() != FAMILY for text in other.findobj(Text))
    assert dict(matplotlib.rcParams) == before


def test_the_page_gets_the_bytes_of_its_cuts_and_uses_them():
    style = _sources()[1]
    sent = re.findall(r"url\(\"data:font/woff2;base64,([^\"]+)\"\)", style)
    files = [FOLDER / f"GuidekitSans-{cut}.woff2" for cut in PAGE_CUTS]
    assert [base64.b64decode(data) for data in sent] == [file.read_bytes() for file in files]
    assert f'font: 15px/1.5 "{NAME}"' in style
    assert len(font_faces()) < 48_000


def test_no_words_of_a_sketch_are_smaller_than_the_least():
    sheet = Canvas((3.0, 1.0))
    sketch = Sketch(sheet)
    sketch.text(10, 40, "small", 9)
    sketch.text(10, 80, "large", 20)
    small, large = (label.box for label in labels(sheet))
    assert small.width == text_width("small", LEAST) == text_width("small", 9)
    assert (small.height, large.height) == pytest.approx((1.2 * LEAST, 1.2 * 20))


def test_no_picture_of_a_lesson_is_so_wide_that_its_words_get_lost_beside_the_side_bar():
    room = 654  # pixels of a panel at 1024 with the side bar open, 15 more than with a scroll bar beside it
    widest = max(DPI * width for width, _ in sizes().values())
    assert LEAST * (room - 15) / widest >= 10


def inked(words, size, weight):
    """Return the first and the last column of a stamp with any ink, from where its words begin."""
    columns = np.flatnonzero(stamp(words, size, weight, "#000000").pixels[..., 3].max(axis=0))
    return columns[0] - ROOM, columns[-1] + 1 - ROOM


@pytest.mark.parametrize("weight", CUTS)
@pytest.mark.parametrize("size", [LEAST, 15.0, 22.5, 40.0])
def test_a_line_is_drawn_as_wide_as_it_is_measured(weight, size):
    said = [str(words) for words in load("glossary").to_numpy().ravel()]
    lines = sorted({one for words in said for one in text_lines(words, 400, size, weight)})
    assert len(lines) > 200
    for one in lines[::7]:
        left, right = inked(one, size, weight)
        wide = text_width(one, size, weight)
        assert -0.1 * size <= left <= 0.3 * size, one
        assert wide - 0.3 * size <= right <= wide + 2, one


def test_a_line_is_as_wide_as_its_words_and_the_spaces_between():
    for weight in CUTS:
        parts = [text_width(word, 14, weight) for word in ("exit", " ", "relay")]
        assert text_width("exit relay", 14, weight) == sum(parts)


@pytest.mark.parametrize("words", ["Жук 1", "a∂b", "بله", "שלום"])
@pytest.mark.parametrize("weight", CUTS)
def test_words_with_other_signs_are_set_by_matplotlib(words, weight):
    assert not is_ours(words, weight)
    left, right = inked(words, 20, weight)
    assert -1 <= left <= 4
    assert text_width(words, 20, weight) == pytest.approx(right, abs=5)


def test_words_from_the_right_are_drawn_from_the_right():
    said, last = (stamp(words, 40, 400, "#000000").pixels[..., 3] for words in ("בא", "ב"))
    wide = round(text_width("ב", 40))
    assert wide < round(text_width("בא", 40))
    right = said[:, -(last.shape[1] - ROOM) :]  # the first letter stands at the right
    assert np.abs(right.astype(int) - last[:, ROOM:]).mean() < 12


def test_a_rim_lies_around_the_letters_and_not_on_them():
    plain, rimmed = (stamp("rim", 20, 700, "#000000", rim).pixels for rim in ("", "#ffffff"))
    inside = plain[..., 3] == 255
    assert inside.any()
    assert (rimmed[inside] == (0, 0, 0, 255)).all()
    beside = (plain[..., 3] == 0) & (rimmed[..., 3] == 255)
    assert (rimmed[beside] == 255).all()
    assert beside.sum() > inside.sum() / 2
