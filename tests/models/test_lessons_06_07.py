import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_model, is_share

from guidekit.models import (
    ContactReach,
    NearbyPeople,
    NewNodes,
    Retries,
    StoredCopies,
    WaitingTime,
    meeting_rate,
)


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


def test_one_carrier_on_a_walk_arrives_as_often_as_the_formula_says():
    model = NearbyPeople(hours=6.0, people=5)
    arrived = np.mean([model.carriers(seed)[1] for seed in range(300)])
    p = model.chance()
    assert abs(arrived - p) <= 4 * math.sqrt(p * (1 - p) / 300)


@given(any_model(NearbyPeople, people=st.integers(2, 20)))
def test_a_walk_hands_on_only_what_its_way_allows(model):
    holds = model.carriers()
    assert holds.shape == (model.people + 1,)
    assert holds[0]
    assert is_share(model.chance())
    assert model.rate() == meeting_rate(model.area_km2, model.range_m, model.speed)
    if model.relay == "direct":
        assert not holds[2:].any()
    more = {"direct": "two-hop", "two-hop": "epidemic"}.get(model.relay)
    if more:
        assert not (holds & ~model.but(relay=more).carriers()).any()


@given(any_model(NearbyPeople, people=st.integers(2, 20)))
def test_who_holds_it_keeps_it(model):
    later = model.but(hours=12.0).carriers()
    assert not (model.carriers() & ~later).any()


@given(any_model(Retries))
def test_retries_never_lose_messages_or_time(model):
    assert is_share(model.arrives())
    assert model.arrives() >= model.reliability() - 1e-12
    assert 0 < model.delay(0.05) <= model.delay(0.5) <= model.delay(0.95)


def test_without_failures_retries_change_nothing():
    sure = Retries(hop_failure=0.0)
    assert sure.delay(0.95) == sure.but(retries=5).delay(0.95)
    assert sure.delay(0.5) == pytest.approx(float(np.median(sure.latency(20_000))), rel=0.02)


def test_a_timeout_is_paid_by_those_who_fail_first():
    model = Retries(hop_failure=0.5, hops=1, retries=1, timeout=60.0)
    assert model.delay(0.6) < 10 < 60 < model.delay(0.7)  # two thirds of what arrives came at the first try


@given(any_model(NewNodes))
def test_more_honest_relays_never_hurt(model):
    assert is_share(model.linked())
    assert model.linked() <= model.adversary**2 + 1e-15
    assert model.but(joined=0).linked() == pytest.approx(model.adversary**2)


@given(any_model(StoredCopies))
def test_a_stored_message_arrives_with_a_probability(model):
    assert is_share(model.arrives())
    assert model.arrives() == model.delivered(model.node_loss)


@given(any_model(ContactReach), st.integers(0, 20))
def test_no_step_reaches_more_people(model, steps):
    assert 0 <= model.reached(steps + 1) <= model.reached(steps) <= model.known
    with pytest.raises(ValueError, match="allowed: 0 to 100 steps"):
        model.reached(-1)
