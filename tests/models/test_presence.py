"""Presence: published values, the generator of the chain, drawn lives, and the simulation."""

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


@given(ANY, st.floats(0.001, 1000))
def test_agrees_with_the_three_state_generator(habit, hours):
    from scipy.linalg import expm

    leave, come = 1 / habit.on_hours, 1 / habit.off_hours
    generator = np.array(  # sender only, recipient only, neither; what is missing is delivery
        [[-leave - come, 0, leave], [0, -leave - come, leave], [come, come, -2 * come]]
    )
    waiting = expm(generator * hours)[0].sum() * (1 - habit.online_fraction())
    assert habit.delivered_within(hours) == pytest.approx(1 - waiting, abs=1e-8)


def test_agrees_with_drawn_lives():
    """Seed 3: 20,000 pairs are played event by event; four standard errors."""
    habit = Presence(on_hours=2, off_hours=5)
    rng = np.random.default_rng(3)
    waits = []
    for _ in range(20_000):
        now, sender, recipient = 0.0, True, bool(rng.random() < habit.online_fraction())
        while not (sender and recipient):
            ends = [rng.exponential(2 if there else 5) for there in (sender, recipient)]
            now += min(ends)  # exponential times may be drawn anew after each event
            if ends[0] < ends[1]:
                sender = not sender
            else:
                recipient = not recipient
        waits.append(now)
    drawn = np.array(waits)
    assert drawn.mean() == pytest.approx(habit.mean_wait(), abs=4 * drawn.std() / math.sqrt(drawn.size))
    share = (drawn <= 6).mean()
    assert share == pytest.approx(
        habit.delivered_within(6), abs=4 * math.sqrt(share * (1 - share) / drawn.size)
    )


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


@pytest.mark.parametrize("mailbox", ["no", "yes"])
@pytest.mark.parametrize(("on", "off"), [(1, 9), (0.5, 2), (8, 4)])
def test_two_people_who_really_come_and_go_wait_as_the_closed_form_says(mailbox, on, off):
    model = WaitingTime(on_hours=on, off_hours=off, mailbox=mailbox)
    waits = model.simulate(4000, seed=3)
    for hours in (0.5, 6, 24, 100):
        p = model.arrived(hours)
        error = math.sqrt(p * (1 - p) / 4000)
        assert abs((waits <= hours).mean() - p) <= 4 * error + 1e-9


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
