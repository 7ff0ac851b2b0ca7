"""Islands and their upkeep flip where the sentences say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.operator import islands
from guidekit.models import FirstDay, Island, Upkeep


def test_islands_hide_as_many_as_they_reach():
    said = islands.island(Island(members=21, contacts=100, follow=0.5), Figure())
    assert "reaches 20 contacts, and" in said
    assert "leaves 80 of 100 cut off" in said
    assert "none can be reached" in islands.island(Island(members=1), Figure())


def test_the_first_day_flips_where_the_sentence_says():
    model = FirstDay(contacts=50)
    flip = model.users_needed(1)
    assert model.but(users=round(flip)).found() == pytest.approx(1)
    assert "Below 20,000,000 users" in islands.first_day(model, Figure())
    assert FirstDay(users=1_000_000_000).found() == 100
    assert FirstDay(users=1_000_000_000).nobody() == 0
    assert 0 < FirstDay().nobody() < 0.02


def test_upkeep_falls_to_one_hour_where_the_sentence_says():
    model = Upkeep()
    enough = model.users_until(1.0)
    assert model.but(users=enough).hours_per_user() <= 1 < model.but(users=enough - 1).hours_per_user()
    assert f"It takes {enough} users" in islands.upkeep(model, Figure())
    assert "No number of users" in islands.upkeep(Upkeep(user_hours=2.0), Figure())
