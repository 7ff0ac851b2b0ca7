"""The picture of lesson 00: its dots and its bars are the model's."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.exhibits import start
from guidekit.models import OnionRouting
from guidekit.panels.panel import show
from tests.drawing.boxes import overlaps


@pytest.mark.parametrize("hops", range(1, 9))
@pytest.mark.parametrize("adversary", [0.0, 0.1, 0.5])
def test_as_many_dots_are_lit_as_ways_of_a_thousand_are_hostile(hops, adversary):
    sheet = Canvas()
    show(start.trade_off, OnionRouting(hops=hops, adversary=adversary), sheet, guess=300.0)
    grey, lit = sheet.axes[0].lines
    assert len(lit.get_xdata()) == round(1000 * adversary**hops)
    assert len({*zip(grey.get_xdata(), grey.get_ydata(), strict=True)}) + len(lit.get_xdata()) == 1000
    assert not overlaps(sheet)


def test_the_chosen_bar_is_the_filled_one_and_bars_grow_with_the_median():
    sheet = Canvas()
    model = OnionRouting(hops=5)
    show(start.trade_off, model, sheet)
    bars = [patch for patch in sheet.axes[0].patches if patch.get_path().get_extents().width == start._BAR]
    heights = [bar.get_path().get_extents().height for bar in bars]
    medians = [model.but(hops=hops).delays()[1] for hops in range(1, 9)]
    assert [h / heights[0] for h in heights] == pytest.approx([m / medians[0] for m in medians])
    assert [to_hex(bar.get_facecolor()) == LIGHT_INK.focus for bar in bars] == [n == 4 for n in range(8)]
