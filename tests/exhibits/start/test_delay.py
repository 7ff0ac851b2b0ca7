"""The hundred messages of each row arrive when the model says, and as many are lit as it says."""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits import start
from guidekit.models import OnionRouting
from guidekit.panels.surface import show
from tests.drawing.boxes import overlaps


def dots(model):
    """Return the places of the dots in the rows, by their colour: grey or blue, then lit."""
    sheet = Canvas((8.6, 4.0))
    show(start.trade_off, model, sheet)
    assert not overlaps(sheet)
    rows = [shape for shape in marks(sheet).shapes if shape.path.codes is None and not shape.edge]
    return [(shape.fill, np.asarray(shape.path.vertices)) for shape in rows]


@pytest.mark.parametrize("adversary", [0.0, 0.1, 0.5])
def test_a_row_has_a_hundred_messages_and_lights_those_that_are_hostile_all_the_way(adversary):
    found = dots(OnionRouting(adversary=adversary))
    for hops, ((_, dull), (role, lit)) in enumerate(zip(found[::2], found[1::2], strict=True), 1):
        assert role == LIGHT_INK.seen
        assert len(lit) == round(100 * adversary**hops)
        assert len(dull) + len(lit) == 100
    assert hops == 8


def test_messages_lie_where_they_arrive_and_only_the_chosen_row_is_blue():
    model = OnionRouting(hops=5, adversary=0.0)
    found = dots(model)[::2]
    assert [fill == LIGHT_INK.focus for fill, _ in found] == [hops == 5 for hops in range(1, 9)]
    right = 8.6 * 100 - 190
    for hops, (_, places) in enumerate(found, 1):
        drawn = np.sort(model.but(hops=hops).latency(20_000))
        middle = 92 + 1000 * drawn[100::200] * (right - 92) / 700  # the 101st of each 200
        inside = places[:, 0] < right
        assert places[inside, 0] == pytest.approx(middle[inside], abs=3)


def test_no_two_messages_of_a_row_lie_on_each_other_at_the_usual_delays():
    for _, places in dots(OnionRouting(hops=3, adversary=0.0))[4::2]:
        away = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + 99 * np.eye(100)
        assert away.min() > 4


@pytest.mark.parametrize("adversary", [0.0, 1e-6, 0.015, 0.1, 0.5])
@pytest.mark.parametrize("hops", [1, 3, 8])
def test_no_words_leave_the_picture(hops, adversary):
    """A chance of under 1 in a million million must not be cut to one in a million."""
    sheet = Canvas((7.0, 4.0))
    said = show(start.trade_off, OnionRouting(hops=hops, adversary=adversary), sheet)
    assert all(label.box.x1 <= sheet.bbox.width for label in marks(sheet).labels)
    assert ("No relay is hostile" in said) == (adversary == 0)
