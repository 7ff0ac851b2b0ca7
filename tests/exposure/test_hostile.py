from __future__ import annotations

from itertools import pairwise

import pytest

from guidekit.exposure import Hop, Journey, Layer, Party, clues_of, exposure, journeys
from guidekit.exposure.coalitions import expect
from guidekit.models import OnionRouting

SHARES = [0.0, 0.01, 0.1, 0.2, 0.37, 0.5, 0.99, 1.0]


@pytest.mark.parametrize("f", SHARES)
def test_three_hops_are_linked_with_probability_f_squared(levels, f):
    level = levels("tor-circuit", adversary={"relay": f}, correlate=True)["link"]
    assert level == pytest.approx(f**2, abs=1e-12)
    if f <= 0.5:  # the model's range
        assert level == pytest.approx(OnionRouting(adversary=f).circuit_compromise(), abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
def test_without_timing_the_whole_path_must_be_hostile(levels, f):
    assert levels("tor-circuit", adversary={"relay": f})["link"] == pytest.approx(f**3, abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
@pytest.mark.parametrize("journey", ["session-direct", "session-swarm"])
def test_a_swarm_of_seven_is_linked_more_often_than_a_circuit(levels, journey, f):
    level = levels(journey, adversary={"relay": f, "storage": f}, correlate=True)["link"]
    assert level == pytest.approx(f * (1 - (1 - f) ** 7), abs=1e-12)


@pytest.mark.parametrize("f", SHARES)
def test_one_of_ten_administrators_is_dishonest(levels, f):
    level = levels("matrix-ten-servers", adversary={"server": f})["members"]
    assert level == pytest.approx(1 - (1 - f) ** 10, abs=1e-12)


def test_an_onion_service_is_linked_by_its_two_guards(levels):
    assert levels("briar-tor", adversary=0.1, correlate=True)["link"] == pytest.approx(0.01, abs=1e-12)
    least = expect(clues_of("briar-tor"), 0.1, correlate=True).least["link"]
    assert least == (("alice-guard", "bob-guard"),)


def test_a_name_goes_before_its_kind(levels):
    mixed = levels("tor-circuit", adversary={"relay": 0.1, "exit": 1}, correlate=True)
    assert mixed["link"] == pytest.approx(0.1, abs=1e-12)
    assert mixed["recipient"] == 1


def test_a_network_observer_can_be_hostile_too(levels):
    watched = levels("tor-circuit", adversary={"network": 1}, correlate=True)
    assert watched["link"] == 1
    half = levels("tor-circuit", adversary={"alice's network": 0.5, "exit": 0.5}, correlate=True)
    assert half["link"] == pytest.approx(0.25, abs=1e-12)


def test_the_reason_names_the_smallest_coalitions():
    table = exposure("tor-circuit", [], {"relay": 0.1}, correlate=True).set_index("datum")
    assert table.reason["link"] == "known to whoever holds entry + exit"
    assert table.reason["sender_address"] == "known to whoever holds entry"
    assert table.reason["content"] == "not even entry, middle and exit together learn it"


def test_the_people_who_talk_are_never_hostile_by_a_plain_share():
    for journey in journeys().values():
        names = expect(clues_of(journey), 0.1).names
        assert not [name for name in names if journey.party(name).trusted]


@pytest.mark.parametrize("f", [-0.1, 1.1, float("nan"), "a lot", True])
def test_a_share_that_is_no_probability_is_refused(f):
    with pytest.raises(ValueError, match="allowed: 0 to 1"):
        exposure("tor-circuit", [], {"relay": f})


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="adversary: 'relays' is neither a kind nor an observer"):
        exposure("tor-circuit", [], {"relays": 0.1})


def test_too_many_subsets_are_refused_with_a_way_out():
    names = [f"r{n}" for n in range(17)]
    path = ["alice", *names, "bob"]
    hops = [Hop(a, b, [Layer("e2e", ["alice", "bob"], ["content"])]) for a, b in pairwise(path)]
    parties = [Party("alice", "end"), Party("bob", "end"), *(Party(n, "relay") for n in names)]
    with pytest.raises(
        ValueError, match=r"17 parties of 'long' may be hostile; allowed: at most 16.*with a count"
    ):
        exposure(Journey("long", hops, parties), [], 0.1)
