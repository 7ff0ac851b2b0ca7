"""Journeys: who is who on them, and the same journey with another layer or with a party of one's own."""

from __future__ import annotations

import pytest

from guidekit.exposure import Hop, Journey, Layer, Party, exposure, journeys
from tests.exposure.edited import with_layer, with_own


def levels(journey, *observers):
    table = exposure(journey, observers or [], None if observers else 1)
    return dict(zip(table.datum, table.level, strict=True))


@pytest.mark.parametrize(
    ("relay", "neighbours"),
    [("entry", ("alice", "middle")), ("middle", ("entry", "exit")), ("exit", ("middle", "site"))],
)
def test_a_relay_knows_its_neighbours_and_nobody_two_hops_away(relay, neighbours):
    assert journeys()["tor-circuit"].neighbours(relay) == neighbours


def test_a_branch_has_several_recipients_and_drops_whom_it_does_not_meet():
    hops = [Hop("ann", "post", [Layer("note", "ben", "content")]), Hop("post", "ben"), Hop("post", "eve")]
    kinds = {"zoe": "end", "eve": "end", "ben": "end", "ann": "end", "post": "server"}
    journey = Journey("own", hops, [Party(name, kind) for name, kind in kinds.items()], sources="S-one")
    assert (journey.sender, journey.recipients) == ("ann", ("ben", "eve"))
    assert [party.name for party in journey.parties] == ["ann", "post", "ben", "eve"]
    assert journey.hops[0].packet[0] == Layer("note", ["ben"], ["content"])  # one name is a list of one
    assert journey.sources == ("S-one",)
    assert journey.data == ("content", "sender", "recipient", "sender_address", "recipient_address", "link",
                            "time", "size")  # fmt: skip


def test_a_layer_goes_where_it_is_told_and_changes_the_table_by_itself():
    plain, seal = journeys()["signal-unsealed"], Layer("sealed", ["alice", "bob"])
    sealed = with_layer(plain, seal, depth=1)
    assert (levels(plain, "signal-server")["sender"], levels(sealed, "signal-server")["sender"]) == (1, 0)
    assert levels(sealed, "bob")["sender"] == 1
    second = with_layer(plain, seal, hops=[2])
    assert [hop.packet[0] == seal for hop in second.hops] == [False, True, False, False]
    assert seal not in plain.hops[1].packet


def test_a_server_of_ones_own_is_no_stranger_but_the_network_stays():
    company = journeys()["central-server"]
    own = with_own(company, "central-server")
    assert levels(company)["link"] == 1
    assert set(levels(own).values()) == {0}
    assert levels(company, "alice's network") == levels(own, "alice's network")
    assert not company.party("central-server").trusted
