"""What each relay of a circuit knows, in its own words: its links, and the cells it counted."""

from __future__ import annotations

from collections import Counter

from recorders.children import Failed
from recorders.recording import Table, say
from recorders.tor.circuits import Circuits
from recorders.tor.control import words
from recorders.tor.network import RELAYS, Network

COLUMNS = {
    "relay": "place in the circuit",
    "prev_hop": "who is before it, as the relay's own events name it",
    "next_hop": "who is after it, as the relay's own events name it",
    "direction": "in = towards the client, out = away from it",
    "cell_type": "kind of cell the relay counted on this circuit",
    "cells": "how many it sent on",
}
PLACES = ("entry", "middle", "exit")
REQUESTS = 20
NAMELESS, SITE = "a client without a name", "the destination"
CELL = 514  # bytes


def record_view(network: Network, circuits: Circuits) -> Table:
    """Send requests through three relays that were strangers, and ask each what it saw."""
    say("what each relay sees")
    strangers = [name for name in RELAYS if links(network, name) <= {"a1", "a2", "a3"}]
    if len(strangers) < 3:
        raise Failed(f"only {strangers} have no links yet; what others see could not be told apart")
    path = strangers[:3]
    for name in path:
        network.control[name].ask("SETEVENTS ORCONN CONN_BW CELL_STATS")
    circuit, _ = circuits.build(path)
    got = circuits.fetch(circuit, REQUESTS)
    if got.outcome != "ok":
        raise Failed(f"no answer through {path}: {got.said}")
    events = {path[0]: network.control[path[0]].gather(3)}  # each relay counts once a second
    events |= {name: network.control[name].gather(0.2) for name in path[1:]}
    circuits.close(circuit)
    place_of = dict(zip(path, PLACES, strict=True))
    rows = []
    for name in path:
        network.control[name].ask("SETEVENTS")
        before, after = neighbours(network, events[name])
        hops = (place_of[name], place_of.get(before, before), place_of.get(after, after))
        for (direction, kind), cells in sorted(cell_counts(events[name]).items()):
            rows.append((*hops, direction, kind, cells))
    return Table("tor_relay_view", COLUMNS, rows)


def links(network: Network, name: str) -> set[str]:
    """List who a relay is linked with; clients have no name."""
    said = network.control[name].ask("GETINFO orconn-status")
    peers = [line.removeprefix("orconn-status=") for line in said if " " in line]
    return {named(network, peer.split()[0]) for peer in peers}


def neighbours(network: Network, events: list[str]) -> tuple[str, str]:
    """Read the hops before and after off the links that carried the requests.

    The relay accepted the link from the hop before and launched the one to the hop after: none of the
    three had known another.
    """
    peer: dict[str, str] = {}
    launched: set[str] = set()
    carried: Counter[tuple[str, str]] = Counter()
    for event in events:
        kind, word = event.split()[0], words(event)
        if kind == "ORCONN":
            state = event.split()[2]
            launched |= {word["ID"]} if state == "LAUNCHED" else set()
            peer[word["ID"]] = named(network, event.split()[1])
        elif kind == "CONN_BW":
            carried[word["TYPE"], word["ID"]] += int(word["READ"]) + int(word["WRITTEN"])
    busy = [number for (kind, number), size in carried.items() if kind == "OR" and size > REQUESTS * CELL]
    before = [peer[number] for number in busy if number not in launched]
    after = [peer[number] for number in busy if number in launched]
    after += [SITE for (kind, _) in carried if kind == "EXIT"]
    if len(before) != 1 or len(after) != 1:
        raise Failed(f"the relay's busy links are {before} before and {after} after it")
    return before[0], after[0]


def named(network: Network, peer: str) -> str:
    """Name the other end of a link as far as the relay can."""
    if peer.startswith("$"):
        return network.name_of.get(peer[1:41], peer)
    return NAMELESS


def cell_counts(events: list[str]) -> Counter[tuple[str, str]]:
    """Sum the cells a relay sent on, by direction and kind."""
    found: Counter[tuple[str, str]] = Counter()
    for event in events:
        if event.startswith("CELL_STATS"):
            word = words(event)
            for key, direction in (("InboundRemoved", "in"), ("OutboundRemoved", "out")):
                for part in word.get(key, "").split(","):
                    if part:
                        kind, cells = part.split(":")
                        found[direction, kind] += int(cells)
    return found
