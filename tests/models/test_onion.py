"""Onion routing: published values, and what hops, guards and retries change."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import OnionRouting
from guidekit.models.onion import CIRCUITS_PER_DAY
from tests.models.strategies import any_model, is_share, shares

ANY = any_model(OnionRouting)


def test_two_ends_chosen_without_replacement():
    tor = OnionRouting(relays=8000, adversary=0.1)
    assert tor.circuit_compromise(uniform=True) == pytest.approx(0.00998875, abs=1e-8)
    assert tor.circuit_compromise(uniform=True) == pytest.approx(800 * 799 / (8000 * 7999), abs=1e-12)
    assert tor.circuit_compromise() == pytest.approx(0.01, abs=1e-12)


def test_a_hundred_circuits_with_and_without_a_guard():
    row = OnionRouting(adversary=0.1).compromise_over([100]).iloc[0]
    assert row["with_guards"] == pytest.approx(0.09999734, abs=1e-8)
    assert row["without_guards"] == pytest.approx(0.63396766, abs=1e-8)


def test_a_hostile_guard_within_a_year():
    tor = OnionRouting(adversary=0.1, guard_lifetime=120)
    assert tor.guard_compromise_within(365) == pytest.approx(0.3439, abs=1e-12)
    assert tor.guard_compromise_within(120) == pytest.approx(0.1, abs=1e-12)


def test_the_guard_one_already_has_counts_from_day_0():
    """A circuit that is compromised within a day has a hostile guard within that day."""
    for guards in (0, 1, 3):
        tor = OnionRouting(adversary=0.2, guards=guards)
        assert tor.guard_compromise_within(0) == pytest.approx(1 - 0.8 ** max(1, guards), abs=1e-12)
        row = tor.compromise_over([CIRCUITS_PER_DAY]).iloc[0]
        assert row["with_guards"] <= tor.guard_compromise_within(1)
    assert OnionRouting(adversary=0).guard_compromise_within(math.inf) == 0
    assert OnionRouting(adversary=0.01).guard_compromise_within(math.inf) == 1


@given(ANY, st.floats(0, 1000), st.floats(0, 1000))
def test_more_days_are_never_safer(tor, one, other):
    early, late = sorted([one, other])
    assert tor.guard_compromise_within(early) <= tor.guard_compromise_within(late)


@pytest.mark.parametrize("guards", [1, 2, 5])
def test_with_one_hop_the_guard_is_the_exit(guards):
    """One circuit is then as hostile as any relay, and many circuits meet every guard."""
    alone = OnionRouting(hops=1, adversary=0.1, guards=guards)
    first, last = alone.compromise_over([1, 10**6])["with_guards"]
    assert first == pytest.approx(0.1, abs=1e-12)
    assert last == pytest.approx(1 - 0.9**guards, abs=1e-12)


def test_reliability_with_and_without_retries():
    tor = OnionRouting(hop_failure=0.03, hops=3)
    assert tor.reliability() == pytest.approx(0.912673, abs=1e-9)
    assert tor.reliability(retries=1) == pytest.approx(1 - (1 - 0.912673) ** 2, abs=1e-9)
    with pytest.raises(ValueError, match="retries = -1 is outside its range"):
        tor.reliability(retries=-1)


def test_latency_of_four_links():
    """Seed 1, four standard errors of a quantile: sqrt(q(1−q)/n) over the density there."""
    drawn = OnionRouting(hops=3, link_ms=40, link_spread=0.6).latency(400_000, seed=1)
    for q, want in ((0.05, 0.108), (0.5, 0.182), (0.95, 0.307)):
        step = 0.005
        density = 2 * step / np.diff(np.quantile(drawn, [q - step, q + step]))[0]
        error = math.sqrt(q * (1 - q) / drawn.size) / density
        assert np.quantile(drawn, q) == pytest.approx(want, abs=4 * error + 0.0005)  # the table's rounding
    assert OnionRouting().round_trip(100, seed=3).tolist() == (2 * OnionRouting().latency(100, 3)).tolist()


def test_latency_is_seeded_and_grows_with_hops():
    tor = OnionRouting()
    assert np.array_equal(tor.latency(100, 7), tor.latency(100, 7))
    assert not np.array_equal(tor.latency(100, 7), tor.latency(100, 8))
    assert np.median(tor.but(hops=8).latency(4000)) > np.median(tor.latency(4000))


def test_median_round_trip_is_near_torperf():
    """Torperf 2019: .10/.40/.89 s at 5/50/95 %. The median is within 10 %; the spread is too small."""
    low, middle, high = np.quantile(OnionRouting().round_trip(100_000), [0.05, 0.5, 0.95])
    assert middle == pytest.approx(0.40, rel=0.10)
    assert low > 0.10
    assert high < 0.89


@given(ANY, st.integers(1, 10_000), st.integers(0, 20))
def test_probabilities_stay_probabilities(tor, circuits, retries):
    frame = tor.compromise_over([circuits])
    found = [
        tor.circuit_compromise(),
        tor.circuit_compromise(uniform=True),
        tor.path_compromise(),
        tor.reliability(retries),
        tor.guard_compromise_within(circuits),
        *frame.iloc[0, 1:],
    ]
    assert all(is_share(p) for p in found)


@given(ANY, shares(), shares())
def test_more_hostile_capacity_is_never_safer(tor, one, other):
    low, high = sorted([one / 2, other / 2])
    better, worse = tor.but(adversary=low), tor.but(adversary=high)
    assert better.circuit_compromise() <= worse.circuit_compromise()
    assert better.path_compromise() <= worse.path_compromise()
    assert better.guard_compromise_within(100) <= worse.guard_compromise_within(100) + 1e-12


@given(ANY, st.integers(1, 5))
def test_the_middle_does_not_matter(tor, guards):
    two = tor.but(hops=2, guards=guards)
    assert two.circuit_compromise() == two.but(hops=8).circuit_compromise()
    rows = two.compromise_over([1, 10, 1000])
    assert (rows["with_guards"] <= rows["without_guards"] + 1e-12).all()


@given(ANY, st.integers(0, 10))
def test_a_retry_helps_and_a_hop_costs(tor, retries):
    assert tor.reliability(retries + 1) >= tor.reliability(retries)
    if tor.hops < 8:
        assert tor.but(hops=tor.hops + 1).reliability(retries) <= tor.reliability(retries)


def test_limits():
    tor = OnionRouting(adversary=0.2, hops=1)
    assert tor.circuit_compromise() == tor.path_compromise() == 0.2
    assert OnionRouting(guards=0).guard_compromise_within(1) > OnionRouting(guards=5).guard_compromise_within(
        1
    )


@pytest.mark.parametrize("circuits", [0, [], [1, 0], math.nan, [math.nan], 2.7, [2.7], "3", True, [True]])
def test_no_number_of_circuits_is_refused(circuits):
    with pytest.raises(ValueError, match=r"circuits .*allowed: 1 to"):
        OnionRouting().compromise_over(circuits)


@pytest.mark.parametrize(
    ("days", "fixed", "met"), [(60, 0.10, 0.145), (120, 0.10, 0.19), (365, 0.344, 0.347)]
)
def test_a_client_met_at_a_random_moment_has_more_to_fear(days, fixed, met):
    """As the docstring says: the moments are drawn, and each renewal within the time is one more guard."""
    model = OnionRouting(adversary=0.1)
    assert model.guard_compromise_within(days) == pytest.approx(fixed, abs=5e-4)
    ages = np.random.default_rng(1).uniform(0, model.guard_lifetime, 100_000)
    guards = 1 + np.floor((ages + days) / model.guard_lifetime)
    assert np.mean(1 - 0.9**guards) == pytest.approx(met, abs=1e-3)


@pytest.mark.parametrize("circuits", [b"3", bytearray(b"3"), "3", None, 2.5, [b"3"]])
def test_circuits_that_are_no_numbers_are_refused(circuits):
    with pytest.raises(ValueError, match="circuits = "):
        OnionRouting().compromise_over(circuits)
