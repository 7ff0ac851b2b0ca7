"""Offline queue: how much is lost, and the absence at which so much is lost."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import OfflineQueue
from tests.models.strategies import any_model, is_share

ANY = any_model(OfflineQueue)


@given(ANY, st.floats(0.001, 0.99))
def test_longest_is_where_so_much_is_lost(queue, share):
    assert is_share(queue.lost())
    assert queue.lost(queue.longest(share)) == pytest.approx(share)
    assert queue.lost(2 * queue.away) >= queue.lost()


def test_many_absences_at_once():
    assert OfflineQueue(kept=30).lost([10.0, 30.0]) == pytest.approx([math.exp(-3), math.exp(-1)])


@pytest.mark.parametrize("away", [0, -1, math.nan, "long"])
def test_no_absence_is_refused(away):
    with pytest.raises(ValueError, match=r"^away = .*allowed: 1e-06 to inf days"):
        OfflineQueue().lost(away)
