"""Hops against time: circuits of one to eight relays, built and used at several link delays."""

from __future__ import annotations

import random

from recorders.recording import Table, say
from recorders.tor.circuits import Circuits, fetch_directly
from recorders.tor.control import LateError
from recorders.tor.network import RELAYS, Network

COLUMNS = {
    "delay_ms": "delay of every link, one way, put in by a delay line before each relay",
    "hops": "relays in the circuit; 0 = straight to the site",
    "circuit": "number of the circuit of this length, from 0",
    "build_ms": "until the circuit was built; the links between its relays were there already",
    "outcome": "ok, refused (by the client, through one relay), failed (not built; then tried again)",
    "stream_ms": "until the site was reached through the circuit",
    "request": "number of the request on the stream, from 0",
    "rtt_ms": "from the request to the whole answer of 200 bytes",
}
MOST = 8  # a client has eight cells with which circuits are extended; nine relays work by chance
TRIES_OF_NINE = 4
TRIES = 3  # to build any other circuit


def record_hops(
    network: Network, circuits: Circuits, delays: list[int], lengths: list[int], each: int, requests: int
) -> Table:
    """Build circuits of each length along random paths at each delay, and send requests through them."""
    rng, rows = random.Random(1), []
    paths = [(hops, number, rng.sample(RELAYS, hops)) for hops in lengths for number in range(each)]
    for delay in delays:
        say(f"hops at {delay} ms a link")
        network.set_delay(delay)
        rows += [
            (delay, 0, 0, "", "ok", "", n, round(ms, 2)) for n, ms in enumerate(fetch_directly(requests))
        ]
        for hops, number, path in paths:
            for failed in range(TRIES):
                try:
                    cold, _ = circuits.build(path)  # now there is a link between each two of its relays
                    circuits.close(cold)
                    circuit, build_ms = circuits.build(path)
                    break
                except LateError:  # now and then a relay breaks a circuit off; it is written down
                    if failed == TRIES - 1:
                        raise
                    rows.append((delay, hops, number, "", "failed", "", "", ""))
            got = circuits.fetch(circuit, requests)
            head = (delay, hops, number, round(build_ms, 2), got.outcome)
            if got.outcome == "ok":
                rows += [(*head, round(got.stream_ms, 2), n, round(ms, 2)) for n, ms in enumerate(got.rtt_ms)]
            else:
                rows.append((*head, "", "", ""))
            circuits.close(circuit)
    if max(lengths) == MOST:
        network.set_delay(0)
        rows += [nine(circuits, rng, number) for number in range(TRIES_OF_NINE)]
    return Table("tor_hops", COLUMNS, rows)


def nine(circuits: Circuits, rng: random.Random, number: int) -> tuple[object, ...]:
    """Try one relay too many; a circuit that fails says nothing until its time is over."""
    path = rng.sample(RELAYS, MOST + 1)
    try:
        circuit, build_ms = circuits.build(path, patience=5)
    except LateError:
        return 0, MOST + 1, number, "", "failed", "", "", ""
    circuits.close(circuit)
    return 0, MOST + 1, number, round(build_ms, 2), "ok", "", "", ""
