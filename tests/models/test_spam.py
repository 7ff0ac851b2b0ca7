"""Spam: openness lets it in, and hides who writes first."""

from __future__ import annotations

import pytest
from hypothesis import given

from guidekit.models import Spam
from tests.models.strategies import any_model, is_share, shares


@given(any_model(Spam), shares(), shares())
def test_openness_trades_spam_for_exposure(spam, one, other):
    low, high = (spam.but(openness=x) for x in sorted([one, other]))
    assert 0 <= low.spam_per_day() <= spam.attempts
    assert is_share(low.sender_exposure())
    assert high.sender_exposure() <= low.sender_exposure()
    if spam.caught >= spam.caught_sealed:
        assert high.spam_per_day() >= low.spam_per_day() - 1e-12


def test_closed_and_open_inboxes():
    spam = Spam(attempts=10, caught=0.9, caught_sealed=0.2, first_contacts=0.3)
    assert spam.but(openness=0).spam_per_day() == pytest.approx(1)
    assert spam.but(openness=1).spam_per_day() == pytest.approx(8)
    assert spam.but(openness=0).sender_exposure() == pytest.approx(0.3)
    assert spam.but(openness=1).sender_exposure() == 0
