"""The four architectures: the same questions, sensible answers over the whole range, and known limits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.exposure.coalitions import Coalitions, knowledge
from guidekit.exposure.table import clues_of
from guidekit.knobs import knobs_of
from guidekit.models import Presence
from guidekit.models.swarm import SwarmStorage
from guidekit.scenario import (
    METRICS,
    WAYS,
    AnonymousRouting,
    Centralized,
    Comparison,
    Federated,
    PeerToPeer,
    Scenario,
)
from guidekit.scenario.journeys import swarm_clues

FOUR = (Centralized, Federated, PeerToPeer, AnonymousRouting)


def values(rule):
    if rule.choices:
        return st.sampled_from(rule.choices)
    if rule.whole:
        ends = st.sampled_from([int(rule.low), int(rule.high)])
        return ends | st.integers(int(rule.low), int(rule.high))
    return st.sampled_from([rule.low, rule.high]) | st.floats(rule.low, rule.high)


def scenarios(**fixed):
    drawn = {name: values(rule) for name, rule in knobs_of(Scenario).items()}
    return st.builds(Scenario, **drawn | {name: st.just(value) for name, value in fixed.items()})


def ways(cls, **fixed):
    drawn = {name: values(rule) for name, rule in knobs_of(cls).items()}
    return st.builds(cls, scenario=scenarios(), **drawn | {n: st.just(v) for n, v in fixed.items()})


@pytest.mark.parametrize("cls", FOUR)
def test_every_answer_is_sensible_over_the_whole_range(cls):
    @settings(max_examples=25)
    @given(way=ways(cls))
    def check(way):
        answers = way.answers()
        assert [o.metric for o in answers] == list(METRICS)
        found = {o.metric: o.value for o in answers}
        for o in answers:
            assert math.isfinite(o.value), o
            assert o.value >= 0, o
            assert o.how
            if o.about.unit.startswith(("probability", "share")):
                assert o.value <= 1, o
        assert found["within.minute"] <= found["within.hour"] + 1e-12
        assert found["within.hour"] <= found["within.day"] + 1e-12
        assert found["latency.median"] <= found["latency.slow"]
        assert found["link.machines"] <= found["link.both"] + 1e-9
        assert found["link.network"] <= found["link.both"] + 1e-9
        assert found["link.machines"] <= found["link.year"] + 1e-9
        assert found["reach"] < way.scenario.users

    check()


def test_all_four_have_the_same_rows():
    frames = [cls().outcomes() for cls in FOUR]
    for frame in frames:
        assert list(frame.columns) == ["metric", "value", "unit", "better", "how"]
        assert frame[["metric", "unit", "better"]].equals(frames[0][["metric", "unit", "better"]])
        assert set(frame.better) == {"low", "high"}


@pytest.mark.parametrize("cls", FOUR)
def test_one_outcome_alone_is_the_one_in_the_table(cls):
    way = cls()
    table = dict(zip(METRICS, way.outcomes().value, strict=True))
    assert {metric: way.value(metric) for metric in METRICS} == pytest.approx(table)


@pytest.mark.parametrize("cls", FOUR)
def test_more_hostile_machines_never_learn_less(cls):
    for metric in ("link.machines", "link.both", "link.year", "address.machines"):
        levels = [cls().but(adversary=f / 20).value(metric) for f in range(11)]
        assert levels == sorted(levels), metric
        assert levels[0] == pytest.approx(0 if metric != "link.both" else levels[0])


@pytest.mark.parametrize("cls", FOUR)
def test_being_away_longer_never_delivers_sooner(cls):
    shares = [cls().but(off_hours=hours).value("within.day") for hours in (0.02, 1, 9, 40, 168)]
    assert shares == sorted(shares, reverse=True)
    waits = [cls().but(off_hours=hours).value("latency.slow") for hours in (0.02, 1, 9, 40, 168)]
    assert waits[0] < waits[2] < waits[3]


def test_one_federated_server_is_a_central_one():
    alone, central = Federated(servers=1), Centralized()
    for metric in METRICS:
        if metric.split(".")[0] in ("largest", "copies", "link", "address", "within", "latency", "reach"):
            assert alone.value(metric) == pytest.approx(central.value(metric), rel=1e-6), metric


def test_concentration_brings_a_federation_nearer_to_one_operator():
    lost = [Federated(concentration=c).value("largest.fails") for c in (0, 0.5, 1, 1.5, 2)]
    assert lost == sorted(lost)
    assert lost[0] < 0.001


def test_without_an_adversary_only_the_contact_learns_anything():
    for way in (cls().but(adversary=0.0, watched=0.0) for cls in FOUR):
        for metric in METRICS:
            if metric.startswith(("content", "link", "address")) and metric != "address.contact":
                assert way.value(metric) == 0, (way, metric)


def test_who_watches_both_ends_links_them():
    assert Centralized().but(watched=1.0).value("link.network") == 1
    assert Centralized().but(watched=0.3).value("link.network") == pytest.approx(0.09)
    assert PeerToPeer().but(watched=0.3).value("link.network") == pytest.approx(1 - 0.7**2)


def test_the_one_operator_is_hostile_as_often_as_any_machine():
    for sealed in ("yes", "no"):
        assert Centralized(sealed=sealed).but(adversary=0.2).value("link.machines") == pytest.approx(0.2)
    home = Centralized(self_hosted="yes", members=50)
    assert (home.value("link.machines"), home.value("reach")) == (0, 49)
    assert home.value("link.network") == Centralized().value("link.network")


def test_links_in_a_federation_are_those_of_its_room():
    way = Federated().but(room=30, adversary=0.2)
    assert way.value("link.machines") == pytest.approx(way.federation().dishonest_sees_room())
    assert way.value("address.machines") == pytest.approx(0.2)


@pytest.mark.parametrize("hops", [1, 2, 3, 5])
def test_first_node_and_swarm_link_whatever_the_hops_between(hops):
    way = AnonymousRouting(hops=hops).but(adversary=0.2)
    swarm = SwarmStorage(adversary=0.2).recipient_exposure()
    assert way.value("link.machines") == pytest.approx(0.2 * swarm)


def test_a_fixed_first_node_helps_over_a_year():
    fixed, fresh = (AnonymousRouting(guards=g).value("link.year") for g in (1, 0))
    assert fixed == pytest.approx(0.2742 * SwarmStorage().recipient_exposure(), abs=1e-4)
    assert fresh == pytest.approx(SwarmStorage().recipient_exposure())


def test_three_hops_are_the_journey_that_is_shipped():
    ours, theirs = swarm_clues(3), clues_of("session-direct")
    assert list(ours.bits) == list(theirs.bits)
    teams = Coalitions(range(1 << 13))
    for correlate in (False, True):
        mine, shipped = knowledge(ours, teams, correlate), knowledge(theirs, teams, correlate)
        assert all((mine[datum] == shipped[datum]).all() for datum in shipped)


def test_relays_hide_the_address_from_the_other_person():
    assert PeerToPeer().value("address.contact") == 1
    assert PeerToPeer(relays="yes").value("address.contact") == 0
    assert PeerToPeer(relays="yes").value("link.machines") == pytest.approx(0.01)


def test_waits_are_those_of_presence():
    habit = Presence(1, 9)
    assert Centralized().value("within.day") == pytest.approx(habit.delivered_within(24, True), abs=1e-4)
    assert PeerToPeer().value("within.day") == pytest.approx(habit.delivered_within(24), abs=1e-4)
    assert PeerToPeer(mailbox="yes").value("within.day") > 2 * PeerToPeer().value("within.day") * 0.99


def test_a_quantile_is_the_time_by_which_that_share_arrived():
    for cls in FOUR:
        delivery = cls().delivery()
        for share in (0.5, 0.95):
            at = delivery.quantile(share)
            assert delivery.within(at)[0] == pytest.approx(share * delivery.ever(), abs=1e-4)


def test_what_is_not_fetched_in_time_is_lost():
    way = AnonymousRouting(ttl=1.0, hop_failure=0.0).but(on_hours=1.0, off_hours=24.0)
    assert way.delivery().ever() == pytest.approx(1 - 0.96 * math.exp(-1))


def test_the_table_is_that_of_the_four():
    one = Comparison(adversary=0.2, mailbox="yes", swarm=5)
    table = one.table()
    assert list(table.columns) == list(WAYS)
    for name, way in one.four().items():
        assert table[name].to_list() == way.outcomes().value.to_list()
    assert one.four()["anonymous"].swarm == 5
    assert one.four()["federated"].scenario.adversary == 0.2


def test_knobs_of_the_scenario_turn_from_the_architecture():
    assert Federated().but(users=5000, servers=50) == Federated(Scenario(users=5000), servers=50)
    with pytest.raises(ValueError, match="no knob 'speed'"):
        Federated().but(speed=1)
    with pytest.raises(ValueError, match="there is no metric 'link'"):
        Centralized().value("link")
    with pytest.raises(ValueError, match=r"Scenario.adversary = 0.9 is outside its range"):
        Centralized().but(adversary=0.9)
