"""Clues: who watches which links, whose bits a coalition has, and why it knows a datum or does not."""

from __future__ import annotations

import pytest

from guidekit.exposure import Hop, Journey, Layer, Party, clues_of, exposure


def reason(journey, observers, datum, correlate=False):
    table = exposure(journey, [observers], correlate=correlate)
    return table.set_index("datum").reason[datum]


@pytest.mark.parametrize(
    ("journey", "observers", "datum", "correlate", "expected"),
    [
        ("tor-circuit", "entry", "sender_address", False, "is alice's neighbour on the path"),
        ("tor-circuit", "alice's network", "sender_address", False, "watches alice's link"),
        ("tor-circuit", "alice", "sender_address", False, "has this address itself"),
        ("tor-circuit", "middle", "link", True, "knows neither end"),
        ("tor-circuit", "exit", "link", True, "knows the recipient, but nothing of the sender"),
        (
            "tor-circuit", "exit", "content", False,
            "cannot open the page layer, whose key alice and site hold",
        ),
        ("matrix-private", "bob-server", "sender", False, "reads the clear event"),
        ("session-direct", "swarm", "recipient", False, "opens the storage request layer"),
        ("tor-circuit", "exit", "sender", False, "no layer it can open reveals it"),
        (
            "session-direct", ("node-1", "bob-node-1"), "link", True,
            "knows both ends, but the message waited in between, so timing does not join them",
        ),
        (
            "tor-circuit", ("entry", "exit"), "link", False,
            "knows both ends, but holds no unbroken run of hops between them and compares no times",
        ),
        (
            "tor-circuit", ("entry", "exit"), "link", True,
            "knows the sender's address (entry is alice's neighbour on the path) "
            "and the recipient (exit reads the clear request), joined by timing",
        ),
        (
            "signal-sealed", "signal-server", "link", False,
            "knows the sender's address (is alice's neighbour on the path) and the recipient (reads the "
            "clear envelope)",
        ),
        (
            "mail", "alice-mail", "link", True,
            "knows the sender (reads the clear message) and the recipient (reads the clear message)",
        ),
    ],
)  # fmt: skip
def test_a_reason_says_it_in_words(journey, observers, datum, correlate, expected):
    assert reason(journey, observers, datum, correlate) == expected


def test_observers_of_the_wire_and_of_radio_watch_their_own_links():
    hops = [Hop("alice", "bob", nearby=True), Hop("bob", "carol"), Hop("carol", "dora", nearby=True)]
    mixed = Journey("mixed", hops, [Party(name, "end") for name in ("alice", "bob", "carol", "dora")])
    watching = {watcher.name: watcher.hops for watcher in clues_of(mixed).watchers}
    assert watching == {
        "bob's network": (1,), "carol's network": (1,), "global observer": (1,),
        "listener near alice": (0,), "listener near carol": (2,),  # carol is not within alice's range
    }  # fmt: skip


def test_radio_is_heard_nearby_and_not_by_any_network():
    assert set(clues_of("briar-nearby").bits) == {"alice", "bob", "listener nearby"}


def test_who_ships_a_client_has_the_bits_of_its_owner():
    web = clues_of("matrix-web")
    assert web.clients("web-host") == ("alice",)
    assert web.who("web-host") == web.bits["web-host"] | web.bits["alice"]
    assert web.who("alice") == web.bits["alice"]


def test_one_member_may_hold_the_packet_and_another_the_key():
    sealed = Layer("end-to-end", ["bob", "vault"], ["content"])
    hops = [Hop("alice", "vault"), Hop("alice", "server", [sealed]), Hop("server", "bob", [sealed])]
    kinds = {"alice": "end", "bob": "end", "server": "server", "vault": "server"}
    backup = Journey("backup", hops, [Party(name, kind) for name, kind in kinds.items()])
    table = exposure(backup, ["server", "vault", ("server", "vault")])
    content = table[table.datum == "content"].set_index("observer")
    assert content.level.tolist() == [0, 0, 1]
    assert content.reason["server + vault"] == (
        "server holds the packet, and with the keys of vault the coalition opens the end-to-end layer"
    )
