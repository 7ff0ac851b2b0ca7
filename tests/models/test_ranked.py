"""Ranked shares: the points that were given, and the Tor consensus of 2018."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import RankedShares, both_among_largest


def test_tor_consensus_of_2018(tor_weights):
    """Effective numbers from thinned points: 865 and 252 were computed from every relay; 2 %."""
    guards, exits = (RankedShares.from_cumulative(*tor_weights[name]) for name in ("guard", "exit"))
    assert [1 / np.square(kind.shares).sum() for kind in (guards, exits)] == pytest.approx(
        [865, 252], rel=0.02
    )
    assert exits.needed(0.5) == pytest.approx(107, abs=1)


def test_the_given_points_are_kept(fediverse):
    ranks, totals = fediverse
    measured = RankedShares.from_cumulative(ranks, totals)
    assert [measured.top(int(rank)) for rank in ranks] == pytest.approx(totals, abs=1e-9)


@given(st.integers(1, 2000), st.integers(0, 2000))
def test_equal_shares_are_as_many_as_there_are(count, top):
    equal = RankedShares(np.full(count, 1 / count))
    assert equal.top(min(top, count)) == pytest.approx(min(top, count) / count)
    assert equal.needed(1) == count
    assert equal.needed(0) == 0
    assert equal.needed(0.5) == math.ceil(count / 2)


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=8), st.floats(0.001, 1))
def test_needed_is_the_smallest_number_that_does(steps, share):
    totals = np.cumsum(steps) / sum(steps)
    totals[-1] = 1
    ranked = RankedShares.from_cumulative([1, *range(5, 5 * len(steps), 5)], totals.tolist())
    count = ranked.needed(share)
    assert ranked.top(count) >= share - 1e-9
    assert ranked.top(count - 1) < share + 1e-9


@pytest.mark.parametrize(
    ("ranks", "totals", "says"),
    [
        ([2, 4], [0.5, 1], "start at 1"),
        ([1, 1], [0.5, 1], "rise"),
        ([1, 2.5], [0.5, 1], "whole"),
        ([1, 4], [0.5, 0.9], "end at 1"),
        ([1, 4, 5], [0.5, 0.4, 1], "must not fall"),
        ([1], [0.5, 1], "one each"),
        ([], [], "empty"),
        ([1, 4], [0.5, math.nan], "cumulative = nan"),
        ([1, "x"], [0.5, 1], "ranks"),
    ],
)
def test_bad_points_are_refused(ranks, totals, says):
    with pytest.raises(ValueError, match=says):
        RankedShares.from_cumulative(ranks, totals)


def test_more_than_there_are_is_refused():
    with pytest.raises(ValueError, match="count = 3 is outside its range; allowed: 0 to 2"):
        RankedShares(np.array([0.5, 0.5])).top(3)


def test_the_largest_relays_of_a_consensus(tor_weights):
    guards, exits = (RankedShares.from_cumulative(*tor_weights[name]) for name in ("guard", "exit"))
    assert both_among_largest(guards, exits, 10) == pytest.approx(0.04406 * 0.107343, rel=1e-6)
    assert both_among_largest(guards, exits, 0) == 0
