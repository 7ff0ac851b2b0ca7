"""Walking: walkers keep inside and keep their pace."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import meeting_rate, walk


@given(st.integers(1, 20), st.integers(1, 50), st.floats(0.01, 100), st.floats(0, 50), st.integers(0, 99))
def test_walkers_stay_inside_and_keep_their_pace(people, steps, area, speed, seed):
    places = walk(people, 1.0, steps, area, speed, seed=seed)
    side = math.sqrt(area)
    assert places.shape == (steps + 1, people, 2)
    assert ((places >= -1e-9) & (places <= side + 1e-9)).all()
    moved = np.sqrt((np.diff(places, axis=0) ** 2).sum(axis=-1))
    assert (moved <= speed / steps * (1 + 1e-9) + 1e-9).all()
    assert np.array_equal(places, walk(people, 1.0, steps, area, speed, seed=seed))


def test_walkers_are_spread_evenly_at_the_end():
    ends = walk(4000, 3.0, 60, seed=7)[-1]
    assert ends.mean(axis=0) == pytest.approx([0.5, 0.5], abs=4 * math.sqrt(1 / 12 / 4000))


def test_bad_places_are_refused():
    with pytest.raises(ValueError, match="area_km2 = 0 is outside its range"):
        meeting_rate(0, 10, 4)
    with pytest.raises(ValueError, match="people = 0 is outside its range"):
        walk(people=0)
    with pytest.raises(ValueError, match="speed_kmh = nan"):
        meeting_rate(1, 10, math.nan)
