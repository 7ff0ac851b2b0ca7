"""Proximity: published means, both laws of the epidemic, limits, and people on a walk."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import NearbyPeople, Proximity, meeting_rate
from guidekit.models.proximity import _epidemic_share_among_many, epidemic_share, harmonic_number
from tests.models.strategies import any_model, is_share

ANY = any_model(Proximity)


@pytest.mark.parametrize(
    ("people", "relay", "mean"),
    [
        (10, "two-hop", 0.36602),
        (10, "epidemic", 0.29290),
        (100, "two-hop", 0.12210),
        (100, "epidemic", 0.05187),
        (100, "direct", 1),
    ],
)
def test_published_means(people, relay, mean):
    crowd = Proximity(people=people, meetings=1, relay=relay)
    assert crowd.mean_delay() == pytest.approx(mean, abs=5e-6)


@pytest.mark.parametrize("people", [2, 3, 10, 170])
def test_two_hop_is_the_published_sum(people):
    n = people
    terms = (Fraction(math.factorial(n - 1), math.factorial(n - i) * n ** (i - 1)) for i in range(1, n + 1))
    crowd = Proximity(people=n, meetings=2, relay="two-hop")
    assert crowd.mean_delay() == pytest.approx(float(sum(terms)) / (2 * n), abs=1e-12)


@pytest.mark.parametrize("n", [1, 400, 401, 1_000_000])
def test_harmonic_numbers_are_the_sum(n):
    assert harmonic_number(n) == pytest.approx(math.fsum(1 / i for i in range(1, n + 1)), rel=1e-14)


@pytest.mark.parametrize("relay", ["direct", "two-hop", "epidemic"])
@pytest.mark.parametrize("people", [2, 30, 400, 401, 20_000])
def test_the_mean_is_the_area_above_the_curve(people, relay):
    """Two ways to the mean: the sum, and the distribution."""
    crowd = Proximity(people=people, meetings=0.5, relay=relay)
    hours = np.linspace(0, 12 * crowd.mean_delay(), 1601 if people > 400 or relay != "epidemic" else 401)
    area = np.trapezoid(1 - crowd.delivered_within(hours), hours)
    assert area == pytest.approx(crowd.mean_delay(), rel=2e-3)


def test_the_law_for_many_meets_the_exact_one():
    tau = np.linspace(0, 3, 60) * math.log(400) / 400
    assert np.abs(epidemic_share(400, tau) - _epidemic_share_among_many(400, tau)).max() < 1e-5


@given(ANY, st.floats(0, 1e4), st.floats(0, 1e4))
def test_stays_in_range_and_grows(crowd, one, other):
    hours = sorted([one, other])
    early, late = crowd.delivered_within(hours)
    assert is_share(early)
    assert is_share(late)
    assert early <= late + 3e-8
    few, many = crowd.carriers(hours)
    assert 1 <= few <= many * (1 + 3e-8) + 1e-6
    assert many <= crowd.people + 1e-9
    assert 0 < crowd.mean_delay() < math.inf


@given(ANY, st.floats(0, 5))
def test_who_carries_more_delivers_sooner(crowd, times):
    hours = times * crowd.mean_delay()
    means = [crowd.but(relay=relay).mean_delay() for relay in ("direct", "two-hop", "epidemic")]
    shares = [crowd.but(relay=relay).delivered_within(hours) for relay in ("direct", "two-hop", "epidemic")]
    assert means[0] >= means[1] >= means[2] - 1e-12
    assert shares[0] <= shares[1] + 1e-9
    assert shares[1] <= shares[2] + 1e-5


def test_limits():
    for relay in ("direct", "two-hop", "epidemic"):
        for people in (50, 5000):
            crowd = Proximity(people=people, relay=relay)
            assert crowd.delivered_within(0) == pytest.approx(0, abs=1e-9)
            assert crowd.delivered_within(1e6) == pytest.approx(1, abs=2e-8)
            assert crowd.carriers(0) == pytest.approx(1, abs=1e-6)
    assert Proximity(relay="direct").carriers(1e6) == 1
    assert Proximity(people=50, relay="epidemic").carriers(1e6) == pytest.approx(50)


@pytest.mark.parametrize("hours", [-1, math.nan, "soon", []])
def test_bad_hours_are_refused(hours):
    with pytest.raises(ValueError, match="hours"):
        Proximity().delivered_within(hours)
    with pytest.raises(ValueError, match="hours"):
        Proximity().carriers(hours)


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
