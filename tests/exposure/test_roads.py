"""Roads are read off journeys; each messenger stands on the road that its facts name."""

from __future__ import annotations

import pytest

from guidekit.exposure import exposure, journeys
from guidekit.exposure.roads import (
    READS,
    FourRoads,
    RoadInUse,
    ends_seen,
    four_roads,
    in_use,
    single_road,
    usual_roads,
)
from guidekit.exposure.story import steps
from guidekit.tables.query import load

FACTS = load("facts").set_index(["messenger", "attribute"])
ROWS = load("ways")[lambda rows: rows.comparison == "in_use"]
TOPOLOGY = {
    "centralized": {"centralized"},
    "federated": {"federated"},
    "p2p": {"p2p", "anonymous"},
    "anonymous_overlay": {"anonymous"},
    "hybrid": {"centralized", "federated", "p2p", "anonymous"},
}


def test_the_four_roads_are_the_four_network_types_of_the_guide():
    assert [way.architecture for way in four_roads()] == ["centralized", "federated", "p2p", "anonymous"]
    assert [(way.hops, way.strangers) for way in four_roads()] == [(2, 1), (3, 2), (1, 0), (8, 13)]


@pytest.mark.parametrize("journey", sorted({*(way.journey for way in four_roads()), *ROWS.journey}))
def test_a_road_has_the_hops_that_carry_the_words_and_their_machines_in_order(journey):
    way, whole = single_road(journey), journeys()[journey]
    carrying = [hop for hop in whole.hops if any("content" in layer.reveals for layer in hop.packet)]
    assert [place.name for place in way.places] == [whole.sender, *(hop.target for hop in carrying)]
    table = exposure(journey).pivot(index="observer", columns="datum", values="level")
    for place in way.machines:
        row = table.loc[place.name]
        assert (place.sees == "both ends") == (row.link == 1), place.name
        assert (place.sees == "only Alice") == (
            row.link == 0 and bool(row[["sender", "sender_address"]].max())
        ), place.name


@pytest.mark.parametrize("way", four_roads(), ids=lambda way: way.journey)
def test_a_machine_sees_at_once_what_it_sees_in_the_end(way):
    story = {step.target: step for step in steps(way.journey)}
    for place in way.machines:
        now = ends_seen(story[place.name].knows[place.name])
        assert now == place.sees or (now, place.sees) == ("neither end", "only Bob"), place.name


def test_a_step_moves_every_message_that_has_not_arrived():
    for step in range(9):
        assert [FourRoads(step).at(way) for way in four_roads()] == [min(step, n) for n in (2, 3, 1, 8)]
    assert [FourRoads(step).met() for step in (0, 1, 2)] == [(0, 0), (3, 2), (5, 3)]


@pytest.mark.parametrize("row", list(ROWS.itertuples()), ids=lambda row: row.name)
def test_a_messenger_stands_on_a_road_that_its_facts_allow(row):
    architecture = journeys()[row.journey].architecture
    if (row.name, "net.topology") in FACTS.index:
        assert architecture in TOPOLOGY[FACTS.value[row.name, "net.topology"]]
        relayed = FACTS.value[row.name, "net.anonymity_layer"] != "none" if row.name == "cwtch" else True
        assert relayed
    own = journeys()[row.journey].messenger
    assert own in ("", row.name) or row.name == "cwtch"  # the same six relays, whose journey is Briar's


def test_who_reads_agrees_with_the_packets_where_a_messenger_has_a_journey_of_its_own():
    for row in ROWS.itertuples():
        if journeys()[row.journey].messenger == row.name:
            strangers = [place.name for place in single_road(row.journey).machines]
            read = bool((exposure(row.journey, strangers).query("datum == 'content'").level == 1).any())
            assert read == (FACTS.value[row.name, "content.e2ee_1to1"] == "no")


def test_what_only_a_maker_says_is_called_so():
    for key, one in in_use().items():
        if (key, "content.e2ee_1to1") in FACTS.index:
            fact = FACTS.loc[(key, "content.e2ee_1to1")]
            assert (one.reads == READS[1]) == (fact.value == "yes" and fact.confidence == "claimed"), key
    assert in_use()["telegram"].reads == in_use()["sms"].reads == in_use()["mail"].reads == READS[3]


def test_what_is_looked_at_is_shown_also_where_it_is_not_ticked():
    assert RoadInUse(look="cwtch", apps=()).on("anonymous") == ["cwtch"]
    assert {"whatsapp", "telegram", "sms", "mail", "briar", "briar-far"} <= set(usual_roads())
    assert set(RoadInUse().options("apps")) == set(in_use())


def test_on_the_four_roads_no_machine_reads_the_words():
    for way in four_roads():
        if way.machines:
            table = exposure(way.journey, [place.name for place in way.machines])
            assert not table[table.datum == "content"].level.any(), way.journey
