"""Presence: published values, what grows with time, and the edges of the simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import Presence, WaitingTime
from tests.models.strategies import any_model, is_share

ANY = any_model(Presence)


def test_published_values():
    habit = Presence(on_hours=1, off_hours=9)
    assert habit.mean_wait() == pytest.approx(44.55, abs=1e-9)
    assert habit.mean_wait(mailbox=True) == pytest.approx(8.1, abs=1e-9)
    got = habit.delivered_within([1, 24, 48, 168])
    assert got.tolist() == pytest.approx([0.16246, 0.46745, 0.66070, 0.96438], abs=5e-6)


@given(ANY, st.floats(0, 1e5), st.floats(0, 1e5))
def test_later_is_likelier_and_a_mailbox_never_hurts(habit, one, other):
    early, late = sorted([one, other])
    for mailbox in (False, True):
        before, after = habit.delivered_within([early, late], mailbox)
        assert is_share(before)
        assert is_share(after)
        assert before <= after + 1e-12
    assert habit.delivered_within(early, mailbox=True) >= habit.delivered_within(early) - 1e-12
    assert 0 < habit.mean_wait(mailbox=True) <= habit.mean_wait()


@given(ANY)
def test_the_mean_is_the_area_above_the_curve(habit):
    hours = np.exp(np.linspace(-20, 20, 8001))  # of both means at once, however far they are apart
    waiting = 1 - habit.delivered_within(hours)
    area = float(np.trapezoid(waiting * hours, np.log(hours)))
    assert area == pytest.approx(habit.mean_wait(), rel=1e-4)


@given(ANY)
def test_at_once_it_arrives_only_if_the_recipient_is_there(habit):
    assert habit.delivered_within(0) == pytest.approx(habit.online_fraction(), abs=1e-12)


@pytest.mark.parametrize("hours", [-1, math.nan, "soon", []])
def test_bad_hours_are_refused(hours):
    with pytest.raises(ValueError, match="hours"):
        Presence().delivered_within(hours)


def test_a_simulated_wait_beyond_the_horizon_is_infinite():
    waits = WaitingTime().simulate(200, horizon=1.0)
    assert np.isinf(waits).any()
    assert waits[np.isfinite(waits)].max() <= 1.0


@pytest.mark.parametrize(
    "arguments", [{"messages": 0}, {"messages": 2.5}, {"horizon": math.nan}, {"horizon": -1}]
)
def test_a_simulation_of_nothing_is_refused(arguments):
    with pytest.raises(ValueError, match="allowed: "):
        WaitingTime().simulate(**arguments)
