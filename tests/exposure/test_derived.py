"""What the issue says the engine must show, each derived from the shipped packets."""

from __future__ import annotations

import pytest

from guidekit.exposure import clues_of, exposure, journeys
from guidekit.exposure.coalitions import open_layers

RELAYS = ["alice-guard", "alice-second", "rendezvous", "bob-third", "bob-second", "bob-guard"]


def test_sealed_sender_hides_the_sender_and_nothing_else(levels):
    sealed, unsealed = (levels(j, "signal-server") for j in ("signal-sealed", "signal-unsealed"))
    expected = {"recipient": 1, "time": 1, "size": 1, "sender_address": 1, "content": 0}
    assert {datum: sealed[datum] for datum in expected} == expected
    assert {datum: unsealed[datum] for datum in expected} == expected
    assert (sealed["sender"], unsealed["sender"]) == (0, 1)


def test_sealed_sender_leaves_a_link_by_address_only():
    table = exposure("signal-sealed", ["signal-server"]).set_index("datum")
    assert table.level["link"] == 1
    assert "the sender's address (is alice's neighbour on the path)" in table.reason["link"]


@pytest.mark.parametrize("server", ["alice-server", "bob-server"])
def test_both_homeservers_know_everything_but_the_content(levels, server):
    view = levels("matrix-private", server)
    assert [view[d] for d in ("room", "members", "sender", "time", "content")] == [1, 1, 1, 1, 0]
    assert levels("matrix-reaction", server)["reaction"] == 1
    assert levels("matrix-profile", server)["profile"] == 1
    assert levels("matrix-public", server)["content"] == 1


def test_a_homeserver_sees_the_address_of_its_own_user_only(levels):
    home, away = levels("matrix-private", "alice-server"), levels("matrix-private", "bob-server")
    assert (home["sender_address"], home["recipient_address"]) == (1, 0)
    assert (away["sender_address"], away["recipient_address"]) == (0, 1)


@pytest.mark.parametrize("relay", ["entry", "middle", "exit"])
@pytest.mark.parametrize("correlate", [False, True])
def test_no_single_relay_of_a_circuit_knows_both_ends(levels, relay, correlate):
    view = levels("tor-circuit", relay, correlate=correlate)
    assert view["link"] == 0
    assert view["sender_address"] == (relay == "entry")
    assert view["recipient"] == (relay == "exit")


def test_entry_and_exit_link_the_ends_when_they_compare_times(levels):
    assert levels("tor-circuit", "entry", "exit")["link"] == 0
    assert levels("tor-circuit", "entry", "exit", correlate=True)["link"] == 1
    assert levels("tor-circuit", "entry", "middle", correlate=True)["link"] == 0


def test_all_three_relays_need_no_timing(levels):
    assert levels("tor-circuit", "entry", "middle", "exit")["link"] == 1


@pytest.mark.parametrize(
    ("relay", "neighbours"),
    [("entry", ("alice", "middle")), ("middle", ("entry", "exit")), ("exit", ("middle", "site"))],
)
def test_a_relay_knows_its_neighbours_and_nobody_two_hops_away(relay, neighbours):
    assert journeys()["tor-circuit"].neighbours(relay) == neighbours


def test_each_relay_of_a_circuit_opens_one_layer():
    book = clues_of("tor-circuit")
    assert [open_layers(book, [r]) for r in ("entry", "middle", "exit")] == [("routing",)] * 3


@pytest.mark.parametrize("node", ["node-1", "node-2", "node-3", "bob-node-1", "bob-node-2", "bob-node-3"])
@pytest.mark.parametrize("journey", ["session-direct", "session-group", "session-community"])
def test_each_session_node_opens_exactly_one_layer(levels, journey, node):
    assert open_layers(clues_of(journey), [node]) == ("routing",)
    view = levels(journey, node)
    assert view["content"] == view["sender"] == view["recipient"] == 0


def test_the_swarm_knows_the_recipient_and_no_address(levels):
    view = levels("session-direct", "swarm")
    known = {datum for datum, level in view.items() if level}
    assert known == {"recipient", "time", "size"}


def test_every_node_of_the_swarm_knows_what_the_swarm_knows(levels):
    whole = levels("session-direct", "swarm")
    for number in range(1, 8):
        assert levels("session-swarm", f"swarm-{number}") == whole


def test_no_server_takes_part_in_a_direct_journey(levels):
    journey = journeys()["p2p-direct"]
    assert len(journey.hops) == 1
    assert all(party.trusted for party in journey.parties)
    assert set(levels("p2p-direct", adversary=1).values()) == {0}


@pytest.mark.parametrize("observer", ["alice's network", "bob's network", "global observer"])
def test_the_network_sees_both_addresses_of_a_direct_journey(levels, observer):
    view = levels("p2p-direct", observer)
    assert [view[d] for d in ("sender_address", "recipient_address", "link", "time", "size")] == [1] * 5
    assert [view[d] for d in ("content", "sender", "recipient")] == [0] * 3


def test_radio_is_heard_nearby_and_not_by_any_network():
    assert {p for p in exposure("briar-nearby").observer} == {"alice", "bob", "listener nearby"}


def test_the_rendezvous_relay_knows_neither_end(levels):
    known = {datum for datum, level in levels("briar-tor", "rendezvous", correlate=True).items() if level}
    assert known == {"time", "size"}


@pytest.mark.parametrize("relay", RELAYS)
def test_no_relay_of_an_onion_service_knows_both_ends(levels, relay):
    view = levels("briar-tor", relay, correlate=True)
    assert view["link"] == view["content"] == 0
    assert view["sender_address"] == (relay == "alice-guard")
    assert view["recipient_address"] == (relay == "bob-guard")


def test_an_onion_service_hides_the_ends_from_each_other(levels):
    assert len(RELAYS) == sum(party.kind == "relay" for party in journeys()["briar-tor"].parties)
    assert levels("briar-tor", "bob")["sender_address"] == 0
    assert levels("briar-tor", "alice")["recipient_address"] == 0


def test_whoever_joins_a_community_reads_it(levels):
    assert levels("session-community", "joiner")["content"] == 1
    assert levels("session-group", "group-swarm")["content"] == 0


def test_the_web_host_reads_what_the_client_it_ships_reads(levels):
    host, client = levels("matrix-web", "web-host"), levels("matrix-web", "alice")
    assert host == client
    assert host["content"] == 1


def test_a_host_that_ships_no_code_reads_nothing(levels):
    plain = journeys()["matrix-private"]
    assert "web-host" not in {party.name for party in plain.parties}
    assert levels(plain, "alice-server")["content"] == 0


def test_group_calls_then_and_now(levels):
    assert levels("matrix-group-call-2022", "jitsi-server")["content"] == 1
    assert levels("matrix-group-call-2022", "joiner")["content"] == 1
    assert levels("matrix-group-call", "call-server")["content"] == 0


def test_dht_peers_learn_who_looks_for_whom_unless_relays_ask(levels):
    assert levels("dht-direct", "dht-peer")["link"] == 1
    relayed = levels("dht-relayed", "dht-peer", correlate=True)
    assert (relayed["recipient"], relayed["sender_address"], relayed["link"]) == (1, 0, 0)


def test_trusting_the_server_removes_it_but_not_the_network(levels):
    company = journeys()["central-server"]
    own = company.with_own("central-server")
    assert levels(company, adversary=1)["link"] == 1
    assert set(levels(own, adversary=1).values()) == {0}
    assert levels(company, "alice's network") == levels(own, "alice's network")


def test_mail_servers_read_the_mail_and_the_wire_does_not(levels):
    assert levels("mail", "alice-mail")["content"] == levels("mail", "bob-mail")["content"] == 1
    assert levels("mail", "global observer", correlate=True)["content"] == 0


def test_adding_sealed_sender_to_the_envelope_changes_the_table_by_itself(levels):
    from guidekit.exposure import Layer

    journey = journeys()["signal-unsealed"].with_layer(Layer("sealed", ["alice", "bob"]), depth=1)
    assert levels(journey, "signal-server")["sender"] == 0
    assert levels(journey, "bob")["sender"] == 1
