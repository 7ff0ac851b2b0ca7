"""What is lost when operators, nodes or recipients are gone is what the models say."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.signs import CIRCLE
from guidekit.drawing.sketch import Sketch, marks
from guidekit.exhibits.operator import outages
from guidekit.models import OfflineQueue


def test_the_queue_is_the_exponential():
    model = OfflineQueue(kept=30, away=10)
    assert model.lost() == pytest.approx(math.exp(-3))
    assert model.but(away=model.longest(0.01)).lost() == pytest.approx(0.01)
    assert "lose 5 % of what" in outages.queue(model, Figure())


@example(OfflineQueue(kept=30, away=30 / -math.log(0.26)))
@example(OfflineQueue(kept=30, away=30 / -math.log(0.74)))
@given(st.builds(OfflineQueue, kept=st.floats(0.5, 90), away=st.floats(0.1, 180)))
def test_a_hundred_messages_are_kept_or_dropped(model):
    figure = Figure(figsize=(5.6, 2.7))
    said = outages.queue(model, figure)
    ink = Sketch(Figure()).ink
    shapes = [s for s in marks(figure).shapes if not s.edge]
    # A disc of the legend is one small circle; 26 dots have as many points, and lie far apart.
    discs = [
        s for s in shapes if len(s.path.vertices) == len(CIRCLE.vertices) and s.path.get_extents().width < 20
    ]
    dots = [s for s in shapes if s not in discs]
    kept, dropped = (
        sum(len(s.path.vertices) for s in dots if s.fill == getattr(ink, role)) for role in ("focus", "paper")
    )
    assert dropped == round(100 * model.lost())
    assert kept == 100 - dropped
    assert said.value == model.lost()
