"""Two ways to the same answer: what keys open in a real run, and what exposure() derives from the packets."""

from __future__ import annotations

import pytest

from guidekit.exposure import clues_of, exposure
from guidekit.protocols import onion, sealed
from tests.exposure.layers import open_layers

FIELDS = {"recipient": "recipient", "size": "size", "sender": "sender", "text": "content"}
HOLDERS = {"server": "signal-server", "recipient": "bob"}
RELAYS = {"relay 1": "entry", "relay 2": "middle", "relay 3": "exit", "recipient": "site"}


def derived(journey: str, observer: str) -> dict[str, bool]:
    """What one observer knows of a journey: datum → yes or no."""
    table = exposure(journey, observer).set_index("datum")
    return {datum: bool(level) for datum, level in table.level.items()}


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_envelope_opens_for_whom_the_journey_says(holder):
    run, view = sealed.fields().set_index("field")[holder], derived("signal-sealed", HOLDERS[holder])
    assert {field: bool(run[field]) for field in FIELDS} == {f: view[datum] for f, datum in FIELDS.items()}


def test_the_run_sees_the_difference_between_sealed_and_unsealed():
    run = sealed.fields().set_index("field").server
    assert bool(run["sender"]) != derived("signal-unsealed", "signal-server")["sender"]


def test_the_server_knows_more_than_its_key_opens():
    view = derived("signal-sealed", "signal-server")
    assert view["time"]
    assert view["sender_address"]
    assert not {"time", "sender_address"} & set(sealed.FIELDS)


@pytest.mark.parametrize("padded", [False, True])
def test_each_relay_opens_one_layer_in_both(padded):
    tried = onion.openings(3, padded)
    book = clues_of("tor-circuit")
    for party in ("relay 1", "relay 2", "relay 3"):
        assert tried[(tried.party == party) & tried.opens].layer.tolist() == [party]
        assert open_layers(book, [RELAYS[party]]) == ("routing",)


@pytest.mark.parametrize("padded", [False, True])
def test_each_party_sees_the_next_hop_that_the_journey_has(padded):
    run, hops = onion.hop_by_hop(3, padded), clues_of("tor-circuit").journey.hops
    following = {hop.source: hop.target for hop in hops}
    for row in run.itertuples():
        party = "recipient" if row.position == 4 else f"relay {row.position}"
        assert RELAYS.get(row.next_hop) == following.get(RELAYS[party])
        assert bool(row.can_read_payload) == derived("tor-circuit", RELAYS[party])["content"]


@pytest.mark.parametrize("relay", ["relay 1", "relay 2", "relay 3"])
def test_only_the_last_relay_learns_the_recipient(relay):
    run = onion.hop_by_hop(3).set_index("position").next_hop
    named = run[int(relay[-1])] == "recipient"
    assert bool(named) == derived("tor-circuit", RELAYS[relay])["recipient"]
