"""Walking: meetings are as frequent as the formula says, and walkers keep inside and their pace."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import meeting_rate, walk


def test_meeting_rate_agrees_with_people_who_walk():
    """Seed 6: 40 people on 4 km² for 20 hours, about 1,500 meetings; 10 %, four standard errors."""
    area, reach, speed, hours, people = 4.0, 0.03, 5.0, 20.0, 40
    places = walk(people, hours, 20_000, area, speed, leg_hours=0.2, seed=6)
    first, second = np.triu_indices(people, 1)
    near = np.empty((places.shape[0], first.size), dtype=bool)
    for start in range(0, places.shape[0], 2000):
        part = places[start : start + 2000]
        near[start : start + 2000] = ((part[:, first] - part[:, second]) ** 2).sum(axis=-1) < reach**2
    starts = (near[1:] & ~near[:-1]).sum()
    assert starts / hours / first.size == pytest.approx(meeting_rate(area, reach * 1000, speed), rel=0.10)


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
