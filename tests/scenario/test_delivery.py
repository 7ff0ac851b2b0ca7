"""Delivery: waits are those of the people's habits, and quantiles and shares say the same."""

from __future__ import annotations

import math

import pytest

from guidekit.models import Presence
from guidekit.scenario import AnonymousRouting, Centralized, Federated, PeerToPeer

FOUR = (Centralized, Federated, PeerToPeer, AnonymousRouting)


@pytest.mark.parametrize("cls", FOUR)
def test_being_away_longer_never_delivers_sooner(cls):
    shares = [cls().but(off_hours=hours).value("within.day") for hours in (0.02, 1, 9, 40, 168)]
    assert shares == sorted(shares, reverse=True)
    waits = [cls().but(off_hours=hours).value("latency.slow") for hours in (0.02, 1, 9, 40, 168)]
    assert waits[0] < waits[2] < waits[3]


def test_waits_are_those_of_presence():
    habit = Presence(1, 9)
    assert Centralized().value("within.day") == pytest.approx(habit.delivered_within(24, True), abs=1e-4)
    assert PeerToPeer().value("within.day") == pytest.approx(habit.delivered_within(24), abs=1e-4)
    assert PeerToPeer(mailbox="yes").value("within.day") > 2 * PeerToPeer().value("within.day") * 0.99


def test_a_quantile_is_the_time_by_which_that_share_arrived():
    for cls in FOUR:
        delivery = cls().delivery()
        for share in (0.5, 0.95):
            at = delivery.quantile(share)
            assert delivery.within(at)[0] == pytest.approx(share * delivery.ever(), abs=1e-4)


def test_what_is_not_fetched_in_time_is_lost():
    way = AnonymousRouting(ttl=1.0, hop_failure=0.0).but(on_hours=1.0, off_hours=24.0)
    assert way.delivery().ever() == pytest.approx(1 - 0.96 * math.exp(-1))
