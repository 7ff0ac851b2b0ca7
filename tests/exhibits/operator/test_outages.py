"""What is lost when operators, nodes or recipients are gone is what the models say."""

from __future__ import annotations

import math

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.operator import outages
from guidekit.models import OfflineQueue


def test_the_queue_is_the_exponential():
    model = OfflineQueue(kept=30, away=10)
    assert model.lost() == pytest.approx(math.exp(-3))
    assert model.but(away=model.longest(0.01)).lost() == pytest.approx(0.01)
    assert "lose 5 % of what" in outages.queue(model, Figure())
