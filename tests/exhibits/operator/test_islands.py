"""Islands and their upkeep flip where the sentences say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.operator import islands, outages
from guidekit.models import FirstDay, Island, Takeover, Upkeep


def test_islands_hide_as_many_as_they_reach():
    said = islands.island(Island(members=21, contacts=100, follow=0.5), Figure())
    assert "reaches 20 contacts." in said
    assert "leaves 80 of 100 cut off" in said
    assert "you talk to one of 20 others" in said
    alone = islands.island(Island(members=1), Figure())
    assert "you talk to nobody else" in alone
    assert "none can be reached" in alone


def test_an_island_of_fifty_reaches_the_same_people_wherever_it_is_drawn():
    """Fifty people without oneself: 49."""
    one, other = islands.island(Island(), Figure()), outages.takeover(Takeover(), Figure())
    assert "Of all 40,000,000 people 49 can be reached" in one
    assert "only 49 other people can be reached" in other
    assert "reaches 49 contacts" in one


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
