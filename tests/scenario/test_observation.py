"""Observation: what the adversary's shares of machines and networks tell it, for each of the four."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.exposure import clues_of
from guidekit.exposure.coalitions import knowledge
from guidekit.models.swarm import SwarmStorage
from guidekit.scenario import METRICS, AnonymousRouting, Centralized, Federated, PeerToPeer, Scenario
from guidekit.scenario.journeys import swarm_clues

FOUR = (Centralized, Federated, PeerToPeer, AnonymousRouting)


@pytest.mark.parametrize("cls", FOUR)
def test_more_hostile_machines_never_learn_less(cls):
    for metric in ("link.machines", "link.both", "link.year", "address.machines"):
        levels = [cls().but(adversary=f / 20).value(metric) for f in range(11)]
        assert levels == sorted(levels), metric
        assert levels[0] == pytest.approx(0 if metric != "link.both" else levels[0])


def test_without_an_adversary_only_the_contact_learns_anything():
    for way in (cls().but(adversary=0.0, watched=0.0) for cls in FOUR):
        for metric in METRICS:
            if metric.startswith(("content", "link", "address")) and metric != "address.contact":
                assert way.value(metric) == 0, (way, metric)


def test_who_watches_both_ends_links_them():
    assert Centralized().but(watched=1.0).value("link.network") == 1
    assert Centralized().but(watched=0.3).value("link.network") == pytest.approx(0.09)
    assert PeerToPeer().but(watched=0.3).value("link.network") == pytest.approx(1 - 0.7**2)


AT_ONCE = [  # a look-up in the clear names Bob to whoever watches Alice's network
    (Centralized(), 0.3**2),
    (Federated(), 0.3**2),
    (AnonymousRouting(), 0.3**2),
    (PeerToPeer(relays="yes"), 0.3**2),
    (PeerToPeer(relays="yes", mailbox="yes"), 0.3**2),
    (PeerToPeer(mailbox="yes"), 0.3),
    (PeerToPeer(), 1 - 0.7**2),
]


@pytest.mark.parametrize(("way", "linked"), AT_ONCE)
def test_the_recipient_is_online_at_once_for_all_four(way, linked):
    """Who watches both access networks compares times, whether or not something could keep the message."""
    way = way.but(watched=0.3)
    assert way.value("link.network") == pytest.approx(linked)
    assert way.value("link.both") >= max(linked, way.value("link.machines")) - 1e-12


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
    four_times = 1 - 0.9**4  # on day 0, and after 120, 240 and 360 days
    assert fixed == pytest.approx(four_times * SwarmStorage().recipient_exposure(), abs=1e-9)
    assert fresh == pytest.approx(SwarmStorage().recipient_exposure())


def test_relays_over_a_year_need_a_hostile_guard_at_both_ends():
    guard = 1 - 0.9**4
    assert PeerToPeer(relays="yes").value("link.year") == pytest.approx(guard**2, abs=1e-9)


def test_a_year_of_look_ups_tells_peers_who_come_and_go():
    way = PeerToPeer(Scenario(on_hours=1, off_hours=9))
    told = way.strangers() / 0.1
    assert way.value("link.year") == pytest.approx(1 - 0.9**told)
    assert way.value("link.year") > 0.9999
    always = way.but(on_hours=24, off_hours=1 / 60)  # nobody goes, so nobody new is asked
    assert always.value("link.year") == pytest.approx(always.value("link.machines"), rel=2e-3)


@given(st.integers(1, 6), st.integers(1, 4), st.integers(1, 40))
def test_peers_that_take_turns_are_as_many_as_is_counted(online, times, look_ups):
    """Directly: k peers are asked at a time, drawn from k/p that take turns; fewer cannot fill the places."""
    p, rng = 1 / times, np.random.default_rng(online)
    pool = online * times
    draws = [
        len({int(x) for _ in range(look_ups) for x in rng.permutation(pool)[:online]}) for _ in range(200)
    ]
    bound = online / p * (1 - (1 - p) ** look_ups)
    assert np.mean(draws) == pytest.approx(bound, abs=5 * np.std(draws) / 200**0.5 + 0.05)


def test_three_hops_are_the_journey_that_is_shipped():
    ours, theirs = swarm_clues(3), clues_of("session-direct")
    assert list(ours.bits) == list(theirs.bits)
    everyone = range(1 << len(ours.bits))
    for correlate in (False, True):
        mine, shipped = (knowledge(clues, everyone, correlate) for clues in (ours, theirs))
        assert all((mine[datum] == shipped[datum]).all() for datum in shipped)


def test_relays_hide_the_address_from_the_other_person():
    assert PeerToPeer().value("address.contact") == 1
    assert PeerToPeer(relays="yes").value("address.contact") == 0
    assert PeerToPeer(relays="yes").value("link.machines") == pytest.approx(0.01)
