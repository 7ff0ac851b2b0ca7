"""Labels step aside from words and marks by the fewest steps, the same way whatever was drawn before."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import Subplot, dots, line, note, subplots
from guidekit.drawing.labels import ALLOWED, part_labels, word_box, words_of


def parted(*labels: tuple[str, float, float]) -> tuple[Canvas, Any, list[Any]]:
    """Draw labels at places of empty axes and return their boxes after they have parted."""
    sheet = Canvas((4.0, 3.0))
    (ax,) = subplots(sheet, Subplot("A title"))
    written = [note(ax, f"_{n}", x, y, words, ha="center") for n, (words, x, y) in enumerate(labels)]
    sheet.png()
    return sheet, ax, written


def boxes(sheet: Canvas) -> list[Any]:
    renderer: Any = sheet._agg.get_renderer()
    return [word_box(text, renderer) for text in words_of(sheet)]


def overlap(a: Any, b: Any) -> float:
    return min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1]))


@pytest.mark.parametrize("many", [1, 2, 4])
def test_labels_at_one_place_part(many):
    sheet, _, written = parted(*[("about as long as this", 0.5, 0.5)] * many)
    assert written[0].shift == (0, 0)  # the first stays where it was wanted
    assert all(overlap(a, b) <= ALLOWED for a, b in combinations(boxes(sheet), 2))


@pytest.mark.parametrize("place", [(0.0, 0.0), (1.0, 1.0), (0.5, 1.08), (0.0, 0.5)])
def test_a_label_keeps_off_ticks_and_titles_and_in_the_figure(place):
    sheet, _, _ = parted(("some words", *place))
    found = boxes(sheet)
    assert all(overlap(a, b) <= ALLOWED for a, b in combinations(found, 2))
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 400 and box[3] <= 300 for box in found)


def test_a_label_steps_off_a_mark_and_a_curve_but_stays_near():
    sheet, ax, (label,) = parted(("63 %", 0.5, 0.5))
    assert label.shift == (0, 0)
    dots(ax, "here", 0.5, 0.5)
    line(ax, "curve", [0, 1], [0.5, 0.5])
    note(ax, "_0", 0.5, 0.5, "63 %", ha="center")
    sheet.png()
    assert 0 < max(map(abs, label.shift)) <= 36


def test_the_same_place_again_whatever_came_between():
    sheet, ax, (one, other) = parted(("about here", 0.5, 0.5), ("and here", 0.5, 0.5))
    before = [one.shift, other.shift]
    note(ax, "_1", 0.1, 0.9, "and here", ha="center")
    sheet.png()
    assert other.shift == (0, 0)
    note(ax, "_1", 0.5, 0.5, "and here", ha="center")
    part_labels(sheet, sheet._agg.get_renderer())
    assert [one.shift, other.shift] == before
