"""Ten people are drawn with as many linked circuits as the model says, and the sentence counts them."""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import ink
from guidekit.drawing.sketch import marks
from guidekit.exhibits.relays import first_relays
from guidekit.models import FirstRelay
from guidekit.panels.surface import show
from tests.drawing.boxes import labels, overlaps


@pytest.mark.parametrize("adversary", [0.0, 0.05, 0.1, 0.5])
@pytest.mark.parametrize("kept", [1, 10, 100])
def test_every_linked_circuit_is_a_large_dot(adversary, kept):
    sheet, model = Canvas((8.6, 4.0)), FirstRelay(adversary, kept)
    said = show(first_relays, model, sheet)
    linked = [model.but(kept=1).linked(), model.linked()]
    solid = [one.path.vertices for one in marks(sheet).shapes if one.fill == ink(sheet).seen and not one.edge]
    dots = [points for points in solid if len({*map(tuple, points)}) == len(points)]  # not the signs
    assert sum(map(len, dots)) == sum(half.sum() for half in linked) + 1  # one stands in the key
    found = [int(half.any(axis=1).sum()) for half in linked]
    words = [label.words for label in labels(sheet)]
    assert [f"{count} of 10 people found out" in words for count in found] == [True, True]
    assert said.value == found[0]
    assert not overlaps(sheet)


def test_the_mean_is_what_is_drawn():
    for kept in (1, 7, 30, 100):
        for share in np.linspace(0, 0.5, 11):
            model = FirstRelay(float(share), kept)
            assert abs(model.linked().any(axis=1).sum() - 10 * model.chance()) <= 0.5 + 1e-9
