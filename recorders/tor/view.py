"""What each relay of a circuit knows, in its own words: its links, and the cells it counted."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

from recorders.children import RecordingError
from recorders.recording import Table, say
from recorders.tor.circuits import Circuits
from recorders.tor.control import words
from recorders.tor.network import RELAYS, Network

COLUMNS = {
    "relay": "place in the circuit",
    "prev_hop": "who is before it, as the relay's own events name it",
    "next_hop": "who is after it, as the relay's own events name it",
    "direction": "in = towards the client, out = away from it",
    "cell_type": "kind of cell the relay counted on this circuit; early ones are those that may extend it",
    "cells": "how many it sent on",
}
PLACES = ("entry", "middle", "exit")
REQUESTS = 60  # so many that nothing else carries as much
TRIES = 4
NAMELESS, SITE = "a client without a name", "the destination"
CELL = 514  # bytes


def record_view(network: Network, circuits: Circuits) -> Table:
    """Send requests through three relays that did not know each other, and ask each what it saw."""
    say("what each relay sees")
    for left in reversed(range(TRIES)):
        try:
            return Table("tor_relay_view", COLUMNS, view(network, circuits, choose(network)))
        except RecordingError as problem:  # other traffic crossed one of them, such as a list of relays
            say(str(problem))
            if not left:
                raise
    raise AssertionError


def choose(network: Network) -> list[str]:
    """Pick three relays without a link between the first and the second, or the second and the third."""
    known = {name: links(network, name) for name in RELAYS}
    for path in itertools.permutations(RELAYS, 3):
        if all(b not in known[a] for a, b in itertools.pairwise(path)):
            return list(path)
    raise RecordingError("all relays are linked; what they see could not be told apart")


def view(network: Network, circuits: Circuits, path: list[str]) -> list[tuple[object, ...]]:
    """Send requests along a path and read what each of its relays says."""
    for name in path:
        network.control[name].ask("SETEVENTS ORCONN CONN_BW CELL_STATS")
    circuit, _ = circuits.build(path)
    got = circuits.fetch(circuit, REQUESTS)
    if got.outcome != "ok":
        raise RecordingError(f"no answer through {path}: {got.said}")
    events = {path[0]: network.control[path[0]].gather(3)}  # each relay counts once a second
    events |= {name: network.control[name].gather(0.2) for name in path[1:]}
    circuits.close(circuit)
    place_of = dict(zip(path, PLACES, strict=True))
    rows = []
    for name in path:
        network.control[name].ask("SETEVENTS ORCONN")
        before, after = neighbours(network, events[name], network.control[name].history)
        hops = (place_of[name], place_of.get(before, before), place_of.get(after, after))
        for (direction, kind), cells in sorted(cell_counts(events[name]).items()):
            rows.append((*hops, direction, kind, cells))
    return rows


def links(network: Network, name: str) -> set[str]:
    """List who a relay is linked with; clients have no name."""
    said = network.control[name].ask("GETINFO orconn-status")
    peers = [line.removeprefix("orconn-status=") for line in said if " " in line]
    return {peer_name(network, peer.split()[0]) for peer in peers}


def neighbours(network: Network, events: list[str], history: list[str]) -> tuple[str, str]:
    """Read the hops before and after off the links that carried the requests.

    The relay accepted the link from the hop before and launched the one to the hop after: they had not
    been linked. Events of older links tell who is at their other end.
    """
    peer: dict[str, str] = {}
    launched: set[str] = set()
    for event in history:
        if event.startswith("ORCONN"):
            number = words(event)["ID"]
            launched |= {number} if event.split()[2] == "LAUNCHED" else set()
            peer[number] = peer_name(network, event.split()[1])
    carried: Counter[tuple[str, str]] = Counter()
    for event in events:
        if event.startswith("CONN_BW"):
            word = words(event)
            carried[word["TYPE"], word["ID"]] += int(word["READ"]) + int(word["WRITTEN"])
    busy = [number for (kind, number), size in carried.items() if kind == "OR" and size > REQUESTS * CELL]
    before = [peer[number] for number in busy if number not in launched]
    after = [peer[number] for number in busy if number in launched]
    after += [SITE for (kind, _) in carried if kind == "EXIT"]
    if len(before) != 1 or len(after) != 1:
        raise RecordingError(f"the relay's busy links are {before} before and {after} after it")
    return before[0], after[0]


def peer_name(network: Network, peer: str) -> str:
    """Name the other end of a link as far as the relay can."""
    if peer.startswith("$"):
        return network.name_of.get(peer[1:41], peer)
    return NAMELESS


def cell_counts(events: list[str]) -> Counter[tuple[str, str]]:
    """Sum the cells a relay sent on, by direction and kind, on the circuit that carried the most.

    A relay tells its circuits apart by the link before it and a number on that link.
    """
    found: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for event in events:
        if event.startswith("CELL_STATS"):
            word = words(event)
            circuit = found[word.get("InboundConn", ""), word.get("InboundQueue", "")]
            for key, direction in (("InboundRemoved", "in"), ("OutboundRemoved", "out")):
                for part in word.get(key, "").split(","):
                    if part:
                        kind, cells = part.split(":")
                        circuit[direction, kind] += int(cells)
    return max(found.values(), key=lambda circuit: circuit.total(), default=Counter())
