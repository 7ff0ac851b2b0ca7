"""What is lost when operators, nodes or recipients are gone is what the models say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.signs import CIRCLE
from guidekit.drawing.sketch import Sketch, marks
from guidekit.exhibits.operator import outages
from guidekit.models import Fragility, OfflineQueue, Takeover


def test_one_operator_is_always_all():
    model = Takeover(gone=3)
    hit = model.hit()
    assert hit["one operator"] == 1
    assert hit["islands"] == pytest.approx(3 * 50 / 40_000_000)
    assert hit["peer-to-peer"] == pytest.approx(2 * 3 / 40_000_000, rel=1e-6)
    said = outages.takeover(model, Figure())
    assert "the 3 largest operators stop or turn hostile, every conversation is hit" in said
    assert "On islands it is 1 in 267,000" in said
    assert Takeover(concentration=0.0).hit()["a federation"] == pytest.approx(1 - (1 - 1 / 20_000) ** 2)


def test_a_star_is_dust_without_its_hub():
    said = outages.fragmentation(Fragility(nodes=1000, removal="largest"), Figure())
    assert "the star that hangs together is 0.1 %." in said


def test_the_queue_is_the_exponential():
    model = OfflineQueue(kept=30, away=10)
    assert model.lost() == pytest.approx(math.exp(-3))
    assert model.but(away=model.longest(0.01)).lost() == pytest.approx(0.01)
    assert "lose 5 % of what" in outages.queue(model, Figure())


@given(st.builds(OfflineQueue, kept=st.floats(0.5, 90), away=st.floats(0.1, 180)))
def test_a_hundred_messages_are_kept_or_dropped(model):
    figure = Figure(figsize=(5.6, 2.7))
    said = outages.queue(model, figure)
    ink = Sketch(Figure()).ink
    dots = [s for s in marks(figure).shapes if not s.edge and len(s.path.vertices) != len(CIRCLE.vertices)]
    kept, dropped = (
        sum(len(s.path.vertices) for s in dots if s.fill == getattr(ink, role)) for role in ("focus", "paper")
    )
    assert dropped == round(100 * model.lost())
    assert kept == 100 - dropped
    assert said.value == model.lost()
