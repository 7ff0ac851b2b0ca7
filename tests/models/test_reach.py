"""Reach: each further step loses people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import ContactReach
from tests.models.strategies import any_model


@given(any_model(ContactReach), st.integers(0, 20))
def test_no_step_reaches_more_people(model, steps):
    assert 0 <= model.reached(steps + 1) <= model.reached(steps) <= model.known
    with pytest.raises(ValueError, match="allowed: 0 to 100 steps"):
        model.reached(-1)
