"""What is lost when operators, nodes or recipients are gone is what the models say."""

from __future__ import annotations

import math

import pytest
from matplotlib.figure import Figure

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
