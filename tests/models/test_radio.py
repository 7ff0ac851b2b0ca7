"""Radio: wake-ups, tails, and what many apps share."""

from __future__ import annotations

import pytest
from hypothesis import given

from guidekit.models import Radio
from tests.models.strategies import any_model, is_share

ANY = any_model(Radio)


def test_wakeups_of_polling():
    """Once a minute 1,440 times a day; Briar's steady rate of 600 s gives 144."""
    assert Radio(keepalive=60).wakeups_per_day() == 1440
    assert Radio(keepalive=600).wakeups_per_day() == 144
    assert Radio(keepalive=60, tail=11, power=1).joules_per_day() == 15_840


@given(ANY)
def test_the_radio_is_awake_for_tails_or_always(radio):
    day = 86_400
    assert is_share(radio.awake_share())
    assert is_share(radio.awake_share(push=True))
    assert radio.joules_per_day() == pytest.approx(radio.power * day * min(1, radio.tail / radio.keepalive))
    assert radio.joules_per_day(push=True) == pytest.approx(radio.power * day * radio.awake_share(push=True))
    assert radio.times_push() > 0


@given(ANY)
def test_less_often_never_costs_more(radio):
    if radio.keepalive <= 1800:
        assert radio.but(keepalive=2 * radio.keepalive).joules_per_day() <= radio.joules_per_day() * (
            1 + 1e-12
        )
    if radio.apps <= 25:
        shared = radio.but(apps=2 * radio.apps)
        assert shared.joules_per_day(push=True) == pytest.approx(radio.joules_per_day(push=True) / 2)


def test_faster_than_the_tail_never_sleeps():
    assert Radio(keepalive=10, tail=11).awake_share() == 1
    assert Radio(keepalive=10, tail=11, power=2).joules_per_day() == pytest.approx(2 * 86_400)
