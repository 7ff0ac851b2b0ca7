"""The picture of lesson 00: its dots and its bars are the model's."""

from __future__ import annotations

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits import start
from guidekit.models import OnionRouting
from guidekit.panels.panel import show
from tests.drawing.boxes import overlaps


@pytest.mark.parametrize("hops", range(1, 9))
@pytest.mark.parametrize("adversary", [0.0, 0.1, 0.5])
def test_as_many_dots_are_lit_as_ways_of_a_thousand_are_hostile(hops, adversary):
    sheet = Canvas()
    show(start.trade_off, OnionRouting(hops=hops, adversary=adversary), sheet)
    shapes = marks(sheet).shapes
    grey, lit = (shape.path.vertices for shape in shapes[-2:])
    assert len(lit) == round(1000 * adversary**hops)
    assert len({*map(tuple, grey)} | {*map(tuple, lit)}) == 1000
    assert not overlaps(sheet)


def test_the_chosen_bar_is_the_filled_one_and_bars_grow_with_the_median():
    sheet = Canvas()
    model = OnionRouting(hops=5)
    show(start.trade_off, model, sheet)
    bars = [one for one in marks(sheet).shapes if one.path.get_extents().width == start._BAR]
    heights = [bar.path.get_extents().height for bar in bars]
    medians = [model.but(hops=hops).delays()[1] for hops in range(1, 9)]
    assert [h / heights[0] for h in heights] == pytest.approx([m / medians[0] for m in medians])
    assert [bar.fill == LIGHT_INK.focus for bar in bars] == [nth == 4 for nth in range(8)]


@pytest.mark.parametrize("adversary", [0.0, 1e-6, 0.015, 0.1, 0.5])
@pytest.mark.parametrize("hops", [1, 3, 8])
def test_no_words_leave_the_picture(hops, adversary):
    """A chance of under 1 in a million million must not be cut to one in a million."""
    sheet = Canvas((7.0, 4.0))
    show(start.trade_off, OnionRouting(hops=hops, adversary=adversary), sheet)
    assert all(label.box.x1 <= sheet.bbox.width for label in marks(sheet).labels)
