"""Whoever sees no colours can still tell everything apart, in every panel of every lesson."""

from __future__ import annotations

import functools
import re
from html.parser import HTMLParser
from itertools import combinations

import nbformat
import pytest
from matplotlib.patches import Rectangle

import guidekit as gk
from guidekit.course.lessons import lesson_files, lesson_id


@functools.cache
def panels(path):
    """Make every panel of a lesson, as it first stands there for who has guessed."""
    cells = nbformat.read(path, as_version=4).cells
    made = [eval(cell.source, {"gk": gk}) for cell in cells if cell.source.startswith("gk.explore(")]
    for panel in made:
        panel.uncover()
        assert panel.png or panel.html
    return made


def look(line):
    """Everything by which a curve or a mark can be told from another, but its colour."""
    dashes = line._unscaled_dash_pattern if line.get_linestyle() != "None" else None
    return dashes, line.get_marker(), line.get_markersize(), line.get_markerfacecolor() == "none"


def named(ax, bar):
    """Whether words stand at a bar: a label of an axis at its middle, or words in its own column."""
    (x, y), wide, high = bar.get_xy(), bar.get_width(), bar.get_height()
    at = [(tick, x + wide / 2) for tick in ax.xaxis.get_major_ticks()]
    at += [(tick, y + high / 2) for tick in ax.yaxis.get_major_ticks()]
    columns = [text for text in ax.texts if text.get_visible() and x <= text.get_position()[0] <= x + wide]
    return any(abs(tick.get_loc() - middle) < 0.3 and tick.label1.get_text() for tick, middle in at) or any(
        re.search("[a-z]{2}", text.get_text()) for text in columns
    )


@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_curves_differ_in_stroke_or_mark_and_bars_have_names(path):
    for panel in panels(path):
        for ax in panel._canvas.axes if panel._canvas else ():
            curves = [line for line in ax.get_lines() if not line.get_label().startswith("_")]
            for one, two in combinations(curves, 2):
                if one.get_color() != two.get_color():
                    assert look(one) != look(two), (panel.exhibit.__name__, one.get_label(), two.get_label())
            bars = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_fill()]
            if len({bar.get_facecolor()[:3] for bar in bars}) > 1:
                plain = [bar for bar in bars if not bar.get_hatch() and bar.get_visible()]
                assert all(named(ax, bar) for bar in plain), panel.exhibit.__name__


class Coloured(HTMLParser):
    """Collects the words of each cell that a class colours."""

    def __init__(self):
        super().__init__()
        self.cells, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "td" and re.search(r"gk-(knows|part|moved|unknown)", dict(attrs).get("class", "")):
            self.inside = True
            self.cells.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "td"

    def handle_data(self, data):
        if self.inside:
            self.cells[-1] += data


@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_every_coloured_cell_of_a_table_says_so_in_words_or_signs(path):
    for panel in panels(path):
        parser = Coloured()
        parser.feed(panel.html)
        assert all(words.strip() for words in parser.cells), panel.exhibit.__name__
