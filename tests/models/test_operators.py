"""Operators: islands, upkeep and the first day."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import FirstDay, Island, Upkeep
from tests.models.strategies import any_model, is_share, shares


@given(any_model(Island), shares())
def test_islands(island, share):
    found = [island.reach(), island.contacts_reached(), island.exposed_outside()]
    assert all(is_share(p) for p in found)
    assert found[1] + found[2] == pytest.approx(1)
    if island.members < 1_000_000:
        larger = island.but(members=island.members + 1)
        assert larger.reach() >= island.reach()
        assert larger.exposed_outside() <= island.exposed_outside()
    assert island.contacts_reached() <= island.follow + 1e-12
    enough = island.but(members=island.members_needed())
    assert enough.contacts_reached() == pytest.approx(island.follow)
    assert enough.but(members=enough.members + 1).contacts_reached() == enough.contacts_reached()
    if island.follow > 0 and enough.members > 1:
        assert enough.but(members=enough.members - 1).contacts_reached() < enough.contacts_reached()


def test_an_island_of_one_reaches_nobody():
    assert Island(members=1).reach() == Island(members=1).contacts_reached() == 0


@given(any_model(Upkeep), st.floats(0, 1000))
def test_upkeep_is_shared(upkeep, hours):
    assert upkeep.hours_per_user() * upkeep.users == pytest.approx(upkeep.hours_per_year())
    if upkeep.users < 1_000_000:
        assert upkeep.but(users=upkeep.users + 1).hours_per_user() <= upkeep.hours_per_user() + 1e-12
    assert upkeep.hours_per_user() >= upkeep.user_hours - 1e-9
    needed = upkeep.users_until(hours)
    if needed <= 1_000_000:
        assert upkeep.but(users=needed).hours_per_user() <= hours + 1e-6
        if needed > 1:
            assert upkeep.but(users=needed - 1).hours_per_user() > hours - 1e-6


def test_upkeep_of_one():
    alone = Upkeep(users=1, setup_hours=30, monthly_hours=2, user_hours=1, years=3)
    assert alone.hours_per_user() == pytest.approx(10 + 24 + 1)
    assert alone.users_until(0.5) == math.inf
    assert Upkeep(setup_hours=0, monthly_hours=0, user_hours=0).users_until(0) == 1


@given(any_model(FirstDay))
def test_the_first_day_finds_those_who_are_there(day):
    assert 0 <= day.found() <= day.contacts
    assert is_share(day.nobody())
    assert day.nobody() == pytest.approx((1 - day.found() / day.contacts) ** day.contacts)
    enough = round(day.users_needed(1))
    if 1000 <= enough <= 1_000_000_000:
        assert day.but(users=enough).found() == pytest.approx(1, rel=1e-3)
