"""Feature rollout: drawn teams and updates, limits, and where one operator loses its lead."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import FeatureRace, FeatureRollout
from tests.models.strategies import any_model, is_share

ANY = any_model(FeatureRollout)


WAYS = ("centralized", "federated", "peer-to-peer", "anonymous")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("release", [0.0, 14.0, 45.0])
def test_agrees_with_drawn_pairs(way, release):
    """Seed 1: teams, clients and servers drawn for 100,000 pairs; four standard errors."""
    model = FeatureRollout(
        architecture=way,
        client_days=14,
        server_days=30,
        implementations=3,
        release_days=release,
        standard_days=20,
    )
    rng = np.random.default_rng(1)
    runs, teams = 100_000, 1 if way == "centralized" else 3

    def ready(parties, mean):
        ship = rng.exponential(1, (runs, teams)) * release
        team = rng.integers(0, teams, (runs, parties))
        return np.take_along_axis(ship, team, axis=1) + rng.exponential(mean, (runs, parties))

    done = ready(2, 14).max(axis=1)
    if way == "federated":
        done = np.maximum(done, ready(2, 30).max(axis=1))
    if way == "anonymous":
        done = np.maximum(done, ready(1, 30).max(axis=1))
    done += 20 if teams > 1 else 0
    for days in (10, 25, 60, 120, 300):
        share = (done <= days).mean()
        error = math.sqrt(max(share * (1 - share), 1e-6) / runs)
        assert model.usable(days) == pytest.approx(share, abs=4 * error)


def test_one_operator_and_no_release_cycle():
    """Both clients updated: (1 − e^{−t/14})²."""
    model = FeatureRollout(architecture="centralized", client_days=14, release_days=0)
    assert model.usable(30) == pytest.approx((1 - math.exp(-30 / 14)) ** 2, abs=1e-12)
    assert model.days_until(0.9) == pytest.approx(-14 * math.log(1 - math.sqrt(0.9)), abs=1e-9)


@given(ANY, st.floats(0, 5000), st.floats(0, 5000))
def test_stays_in_range_and_only_grows(model, one, other):
    early, late = (model.usable(x) for x in sorted([one, other]))
    assert is_share(early)
    assert is_share(late)
    assert early <= late + 1e-9
    assert model.usable() == model.usable(model.days)
    assert model.usable(0) == 0


@settings(max_examples=40)
@given(ANY, st.floats(0.001, 0.999))
def test_days_until_is_where_it_is_reached(model, share):
    days = model.days_until(share)
    assert model.usable(days) == pytest.approx(share, abs=1e-6)


@given(ANY, st.floats(0, 2000))
def test_more_in_between_takes_longer(model, days):
    way = {name: model.but(architecture=name).usable(days) for name in WAYS}
    assert way["centralized"] >= way["peer-to-peer"] - 1e-12
    assert way["peer-to-peer"] >= way["anonymous"] - 1e-12
    assert way["anonymous"] >= way["federated"] - 1e-12


@given(any_model(FeatureRollout, implementations=1))
def test_one_team_needs_no_agreement(model):
    assert model.usable(50) == model.but(standard_days=1825.0).usable(50)
    same = model.but(architecture="peer-to-peer")
    assert same.usable(50) == model.but(architecture="centralized").usable(50)


def test_a_slow_operator_loses_its_lead():
    """Where the guide's "new features arrive faster" flips: with a release cycle long enough."""
    quick = FeatureRollout(architecture="peer-to-peer").days_until(0.9)
    assert FeatureRollout(architecture="centralized").days_until(0.9) < quick
    assert FeatureRollout(architecture="centralized", release_days=120).days_until(0.9) > quick


def test_ends_and_bad_input():
    model = FeatureRollout()
    assert model.days_until(0) == 0
    assert model.days_until(1) == math.inf
    with pytest.raises(ValueError, match=r"share = 1\.5 is outside"):
        model.days_until(1.5)
    with pytest.raises(ValueError, match="days = -1 is outside its range; allowed: 0 to inf days"):
        model.usable(-1)


def test_a_release_cycle_of_almost_nothing_is_none():
    tiny = FeatureRollout(release_days=5e-308)
    assert tiny.days_until(0.9) == pytest.approx(FeatureRollout(release_days=0.0).days_until(0.9))


@settings(max_examples=30)
@given(any_model(FeatureRace), st.floats(0.05, 0.95))
def test_the_race_flips_where_both_need_as_long(race, share):
    cycle = race.flips_at(share)
    if 0 < cycle < math.inf:
        target = race.days_until(share)
        assert race.operator(max(0.0, cycle - 0.01)).days_until(share) <= target + 0.01
        assert race.operator(min(365.0, cycle + 0.01)).days_until(share) >= target - 0.01
