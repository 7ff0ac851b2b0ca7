"""The typeface: each cut is found, only pictures of the course are drawn with it, and a page gets it."""

from __future__ import annotations

import base64
import re

import matplotlib
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from guidekit.drawing.canvas import DPI, Canvas
from guidekit.drawing.figure import Subplot, line, note, subplots
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import (
    CUTS,
    FAMILY,
    FOLDER,
    LEAST,
    NAME,
    PAGE_CUTS,
    font_faces,
    register,
    text_lines,
    text_width,
    word_width,
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


@pytest.mark.parametrize("weight", CUTS)
def test_a_line_is_as_wide_as_its_words(weight):
    said = [str(words) for table in ("glossary", "questions") for words in load(table).to_numpy().ravel()]
    lines = {one for words in said for one in text_lines(words, 400, 14, weight) if " " in one}
    assert len(lines) > 300
    for size in (LEAST, 22.5):
        for one in sorted(lines)[::5]:
            assert text_width(one, size, weight) == word_width(one, size, weight), one


def test_only_new_words_of_a_line_are_measured():
    text_width("all of these words", 17.25)
    before = word_width.cache_info().misses
    text_lines("these of all words words all of these " * 20, 200, 17.25)
    assert word_width.cache_info().misses == before
