"""Packed discs touch and never overlap, whatever their sizes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.drawing.packing import disc_places

SIZES = st.lists(st.floats(0.01, 100), min_size=2, max_size=60).map(lambda sizes: sorted(sizes, reverse=True))


def gaps(radii, at):
    """Return the distance between the rims of each two discs."""
    radii = np.asarray(radii)
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    np.fill_diagonal(apart, np.inf)
    return apart


@given(radii=SIZES, stretch=st.floats(0.5, 2))
def test_discs_do_not_overlap_and_each_touches_another(radii, stretch):
    apart = gaps(radii, disc_places(radii, stretch))
    assert apart.min() > -1e-6 * max(radii)
    assert np.abs(apart.min(axis=1)).max() < 1e-6 * max(radii)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_discs_are_placed_too(count):
    assert disc_places([2.0, 1.0][:count]).shape == (count, 2)


def test_equal_discs_lie_close_and_as_wide_as_they_are_asked_to():
    at = disc_places(np.ones(400), stretch=2.0)
    wide, high = np.ptp(at, axis=0) + 2
    assert wide / high == pytest.approx(2.0, rel=0.2)
    assert 400 * np.pi / (np.pi * wide * high / 4) > 0.75
