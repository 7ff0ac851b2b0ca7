"""Islands and their upkeep flip where the sentences say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch, marks
from guidekit.exhibits.operator import islands
from guidekit.models import FirstDay, Island, Upkeep


@given(
    st.builds(Island, members=st.integers(1, 10**6), follow=st.floats(0, 1), contacts=st.integers(1, 1000))
)
def test_a_contact_is_drawn_on_the_island_or_outside(model):
    figure = Figure(figsize=(8.4, 3.75))
    said = islands.island(model, figure)
    drawn = marks(figure).shapes
    ink = Sketch(Figure()).ink
    inside, outside = (
        sum(len(s.path.vertices) for s in drawn if s.fill == getattr(ink, role) and not s.edge)
        for role in ("focus", "paper")
    )
    assert inside + outside == 100
    assert inside == round(100 * model.contacts_reached())
    follow = model.follow * model.contacts
    assert follow <= said.value - 1 <= follow + 1
    enough = model.but(members=said.value)
    assert enough.contacts_reached() == enough.but(members=1_000_000).contacts_reached()


def test_an_island_larger_than_it_needs_brings_nobody():
    small = Island(members=Island().members_needed())
    for members in (small.members, 10**6):
        said = islands.island(Island(members=members), Figure())
        assert said.value == 51
        assert "holds 50 of her contacts" in said
    assert "An island of 2 people holds 1 of her contacts" in islands.island(Island(members=2), Figure())
    assert "From 51 people on, a larger one brings no more" in islands.island(small, Figure())


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
