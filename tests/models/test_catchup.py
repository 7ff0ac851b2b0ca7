"""Catching up: a server that goes up and down is drawn, and the waits agree."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import CatchUp
from tests.models.strategies import any_model


@settings(max_examples=30)
@given(any_model(CatchUp), st.floats(0, 100), st.floats(0, 100))
def test_messages_only_ever_arrive(model, one, other):
    early, late = sorted([one, other])
    assert 0 <= model.delivered_within(early) <= model.delivered_within(late) <= 1
    assert model.delivered_within(0) == pytest.approx(1 - model.down)
    assert model.mean_wait() >= 0


def test_catching_up_agrees_with_a_server_that_goes_up_and_down():
    """Seed 1: 4,000 runs of the two states; four standard errors."""
    model = CatchUp(down=0.3, outage=2.0, pause=30.0, longest=2.0)
    rng = np.random.default_rng(1)
    tries = model.tries()
    waits = []
    for _ in range(4000):
        up, clock, change = rng.random() > 0.3, 0.0, 0.0
        if up:
            waits.append(0.0)
            continue
        for nth in range(1, tries.size):
            clock = tries[nth]
            change = change or rng.exponential(2.0)
            while change <= clock:
                up = not up
                change += rng.exponential(2.0 * 0.7 / 0.3 if up else 2.0)
            if up:
                waits.append(clock)
                break
    waits = np.array(waits)
    for hours in (0.0, 1.0, 5.0, 12.0):
        share = (waits <= hours + 1e-9).mean()
        assert share == pytest.approx(model.delivered_within(hours), abs=4 * math.sqrt(0.25 / 4000))
    late = waits[waits > 0]
    assert late.mean() == pytest.approx(model.mean_wait(), abs=4 * late.std() / math.sqrt(late.size))


def test_a_time_beyond_the_last_try_is_refused():
    with pytest.raises(ValueError, match="hours = 1000000 is outside its range"):
        CatchUp().delivered_within(1e6)
