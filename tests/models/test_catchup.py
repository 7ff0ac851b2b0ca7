"""Catching up: messages only ever arrive, and nothing is said of the time after the last try."""

from __future__ import annotations

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


def test_a_time_beyond_the_last_try_is_refused():
    with pytest.raises(ValueError, match="hours = 1000000 is outside its range"):
        CatchUp().delivered_within(1e6)
