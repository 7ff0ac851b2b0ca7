"""Presence: published values, what grows with time, and the weeks that are drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import PhoneWeek, Presence
from guidekit.models.presence import WEEK, WEEKS
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


@given(ANY)
def test_half_have_arrived_at_the_median(habit):
    for mailbox in (False, True):
        median = habit.median_wait(mailbox)
        if habit.online_fraction() >= 0.5:
            assert median == 0
        else:
            assert habit.delivered_within(median, mailbox) == pytest.approx(0.5, abs=1e-6)


def wait_of(one, other):
    """Return the first moment at which two phones are both on, looked for visit by visit."""
    shared = [max(a, b) for a, until in one for b, end in other if max(a, b) < min(until, end)]
    return min(shared, default=math.inf)


@given(any_model(PhoneWeek))
def test_a_drawn_week_waits_as_its_visits_say(habit):
    week = habit.week()
    for visits in (week.sender, week.recipient):
        times = [time for visit in visits for time in visit]
        assert times == sorted(times)
        assert all(0 <= time <= WEEK for time in times)
    assert week.sender[0][0] == 0
    assert week.without == pytest.approx(wait_of(week.sender, week.recipient))
    always = ((0.0, WEEK),)
    assert week.with_mailbox == pytest.approx(wait_of(always, week.recipient))
    ended = [visit for visit in (*week.sender[1:], *week.recipient) if visit[1] < min(week.without, WEEK)]
    assert week.alone() == len([visit for visit in ended if visit[0] > 0])


def test_the_week_that_is_shown_is_the_nearest_to_both_medians():
    habit = PhoneWeek()
    usual = habit.median_wait(), habit.median_wait(mailbox=True)
    far = [sum(abs(min(w, WEEK) - u) for w, u in zip(row, usual, strict=True)) for row in habit.waits()]
    week = habit.week()
    shown = abs(week.without - usual[0]) + abs(week.with_mailbox - usual[1])
    assert shown == pytest.approx(min(far))
    assert len(far) == WEEKS
