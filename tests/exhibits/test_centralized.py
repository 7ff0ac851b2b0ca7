"""The pictures of lesson 04: what they show is what the models say, over the whole range."""

from __future__ import annotations

import math

import pytest
from matplotlib.figure import Figure
from showing import holds_everywhere

from guidekit.exhibits.operator import centralized, features, islands
from guidekit.models import (
    FeatureRace,
    FeatureRollout,
    FirstDay,
    Fragility,
    Island,
    OfflineQueue,
    Spam,
    Takeover,
    Upkeep,
    Watch,
)

SHOWN = [
    (centralized.partner_rank, Watch(), ("users", "receipts", "answered", "cover")),
    (centralized.spam, Spam(), ()),
    (centralized.takeover, Takeover(), ()),
    (centralized.fragmentation, Fragility(nodes=300), ("removal", "degree")),
    (centralized.queue, OfflineQueue(), ()),
    (islands.island, Island(), ()),
    (islands.first_day, FirstDay(), ()),
    (islands.upkeep, Upkeep(), ()),
    (features.race, FeatureRace(), ()),
    (features.catalogue, FeatureRace(), ("operator_days", "implementations", "standard_days")),
    (features.teams, FeatureRollout(), ()),
]


@pytest.mark.parametrize(("exhibit", "model", "names"), SHOWN, ids=lambda x: getattr(x, "__name__", ""))
def test_over_the_whole_range(exhibit, model, names):
    slow = exhibit in (centralized.partner_rank, features.race, features.catalogue, features.teams)
    holds_everywhere(exhibit, model, *names, examples=15 if slow else 40)


def test_the_partner_is_found_and_the_guess_stands_beside_it():
    model, figure = Watch(), Figure()
    said = centralized.partner_rank(model, figure, guess=40.0)
    assert model.messages_needed(0.99) == 3
    assert "is 99 % sure after 3 messages" in said
    assert said.endswith("You predicted 40; the answer here is 3.")
    ranks = model.but(epochs=centralized.RUN).ranks()
    assert figure.axes[0].lines[0].get_ydata() == pytest.approx(ranks)
    first = int(said.split("from message ")[1].split(" ")[0])
    assert (ranks[first - 1 :] == 1).all()
    assert first == 1 or ranks[first - 2] > 1


def test_someone_who_never_answers_is_never_found():
    said = centralized.partner_rank(Watch(answered=0.0), Figure(), guess=5.0)
    assert "the server is never 99 % sure, not after 100,000 messages;" in said
    assert "predicted" not in said
    assert f"is not alone within {centralized.RUN}" in said


def test_defences_cost_the_server_messages():
    plain, off, both = Watch(), Watch(answered=0.1), Watch(answered=0.1, cover=100.0)
    needed = [model.messages_needed(0.99) for model in (plain, off, both)]
    assert needed == sorted(needed)
    assert Watch(cover=10.0).ranks(3).tolist() == plain.simulate(3, cover=100_000).tolist()


def test_one_operator_is_always_all():
    model = Takeover(gone=3)
    hit = model.hit()
    assert hit["one operator"] == 1
    assert hit["islands"] == pytest.approx(3 * 50 / 40_000_000)
    assert hit["peer-to-peer"] == pytest.approx(2 * 3 / 40_000_000, rel=1e-6)
    said = centralized.takeover(model, Figure())
    assert "the 3 largest operators stop or turn hostile, they hit every conversation" in said
    assert "1 in 267,000 on islands" in said
    assert Takeover(concentration=0.0).hit()["a federation"] == pytest.approx(1 - (1 - 1 / 20_000) ** 2)


def test_a_star_is_dust_without_its_hub():
    said = centralized.fragmentation(Fragility(nodes=1000, removal="largest"), Figure())
    assert "0.1 % of the star" in said


def test_the_queue_is_the_exponential():
    model = OfflineQueue(kept=30, away=10)
    assert model.lost() == pytest.approx(math.exp(-3))
    assert model.lost([10.0, 30.0]) == pytest.approx([math.exp(-3), math.exp(-1)])
    assert model.but(away=model.longest(0.01)).lost() == pytest.approx(0.01)
    assert "lose 5 % of what" in centralized.queue(model, Figure())


def test_islands_hide_as_many_as_they_reach():
    said = islands.island(Island(members=21, contacts=100, follow=0.5), Figure())
    assert "20 of 100 contacts are reached" in said
    assert "the other 80 are cut off" in said
    assert "none can be reached" in islands.island(Island(members=1), Figure())


def test_the_first_day_flips_where_the_sentence_says():
    model = FirstDay(contacts=50)
    flip = model.users_needed(1)
    assert model.but(users=round(flip)).found() == pytest.approx(1)
    assert "below 20,000,000 users" in islands.first_day(model, Figure())
    assert FirstDay(users=1_000_000_000).found() == 100
    assert FirstDay(users=1_000_000_000).nobody() == 0
    assert 0 < FirstDay().nobody() < 0.02


def test_upkeep_falls_to_one_hour_where_the_sentence_says():
    model = Upkeep()
    enough = model.users_until(1.0)
    assert model.but(users=enough).hours_per_user() <= 1 < model.but(users=enough - 1).hours_per_user()
    assert f"it takes {enough} users" in islands.upkeep(model, Figure())
    assert "no number of users" in islands.upkeep(Upkeep(user_hours=2.0), Figure())


def test_the_race_flips_where_both_need_as_long():
    model = FeatureRace()
    flip = model.flips_at(0.9)
    assert model.operator(flip).days_until(0.9) == pytest.approx(model.days_until(0.9), rel=1e-4)
    assert f"shorter than {flip:.0f} days" in features.race(model, Figure())
    slower = model.but(operator_days=flip + 5)
    assert slower.operator().days_until(0.9) > slower.days_until(0.9)
    instant = FeatureRace(architecture="peer-to-peer", implementations=1, release_days=0.0)
    assert instant.flips_at(0.9) == 0
    assert "slower whatever its cycle" in features.race(instant, Figure())
    assert FeatureRace(standard_days=1825.0).flips_at(0.9) == math.inf


def test_the_catalogue_is_the_mean_over_ages():
    model = FeatureRace()
    ages = [(n + 0.5) / 2000 * 730 for n in range(2000)]
    want = sum(FeatureRollout().usable(age) for age in ages) / len(ages)
    assert model.working(2)["federated"] == pytest.approx(want, abs=1e-3)
    slow = model.but(operator_days=300.0).working(2)
    assert slow["centralized"] < model.working(2)["centralized"]
    assert slow["federated"] == model.working(2)["federated"]


def test_teams_draws_what_the_model_says_for_each_number():
    figure = Figure()
    model = FeatureRollout(implementations=4, standard_days=60.0)
    said = features.teams(model, figure)
    drawn = figure.axes[0].lines[0].get_ydata()
    for n in (1, 2, 4, 20):
        assert drawn[n - 1] == pytest.approx(model.but(implementations=n).days_until(0.9), abs=1e-6)
    assert f"after {model.days_until(0.9):.0f} days" in said
