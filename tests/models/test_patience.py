"""Patience: Torperf's medians, and one curve read both ways."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import Patience
from tests.models.strategies import any_model


def test_torperf_medians_are_met():
    """○ Torperf 2019: 50 KiB, 1 MiB and 5 MiB in 1.23, 3.35 and 11.06 s at the median."""
    for size, seconds in ((50 * 1024, 1.23), (2**20, 3.35), (5 * 2**20, 11.06)):
        assert Patience().arrival(size) == pytest.approx(seconds, abs=1e-9)
        assert Patience(seconds=seconds).largest_file() == pytest.approx(size, abs=1e-3)


@given(any_model(Patience), st.floats(0, 1e9))
def test_patience_and_arrival_are_one_curve(patience, size):
    largest = patience.largest_file()
    assert largest >= 0
    if largest > 0:
        assert patience.arrival(largest) == pytest.approx(patience.seconds, rel=1e-9)
    else:
        assert patience.arrival(0) >= patience.seconds - 1e-9
    assert patience.arrival(size) <= patience.arrival(size + 1)
    if patience.seconds < 599:
        assert patience.but(seconds=patience.seconds + 1).largest_file() >= largest


def test_other_measurements_can_be_passed_in():
    slow = Patience(seconds=5, sizes=(0, 1000), times=(1, 3))
    assert slow.largest_file() == 2000
    assert slow.but(seconds=0.5).largest_file() == 0


@pytest.mark.parametrize(
    ("sizes", "times", "says"),
    [
        ((1,), (1,), "two or more of each"),
        ((1, 2), (1, 2, 3), "2 sizes but 3 times"),
        ((2, 1), (1, 2), "must both rise"),
        ((1, 2), (2, 2), "must both rise"),
        ((1, math.nan), (1, 2), "sizes = nan"),
        ((1, 2), (1, "soon"), "times"),
        ((), (), "sizes is empty"),
    ],
)
def test_bad_measurements_are_refused(sizes, times, says):
    with pytest.raises(ValueError, match=says):
        Patience(sizes=sizes, times=times)
