"""Paths: the journeys of the four, shipped ones by name and those that a knob makes longer."""

from __future__ import annotations

from functools import lru_cache

from guidekit.exposure.clues import Clues
from guidekit.exposure.journey import Hop, Journey, Layer, Party
from guidekit.exposure.table import casebook

ALICE, BOB = Party("alice", "end"), Party("bob", "end")
SEALED = Layer("end-to-end", ("alice", "bob"), ("sender", "content"))


@lru_cache(maxsize=32)
def shipped_journey(name: str) -> Clues:
    """Return a journey of ``journeys.csv``."""
    return casebook(name)


@lru_cache(maxsize=16)
def stored(hops: int) -> Clues:
    """Build a message over so many nodes to a swarm, and over as many back (Session has three).

    >>> len(stored(3).journey.hops) == len(shipped("session-direct").journey.hops)
    True
    """
    out = [f"node-{n}" for n in range(1, hops + 1)]
    back = [f"bob-{name}" for name in out]
    routing = [Layer("routing", ("alice", name)) for name in out]
    answering = [Layer("routing", ("bob", name)) for name in back]
    request = Layer("storage request", ("alice", "swarm"), ("recipient",))
    answer = Layer("storage answer", ("bob", "swarm"), ("recipient",))
    ways = ["alice", *out, "swarm"]
    path = [
        Hop(ways[n], ways[n + 1], (*routing[n:], request, SEALED)) for n in range(hops + 1)
    ]  # each node takes one layer off
    path.append(Hop("swarm", back[-1], (answer, SEALED), later=True))
    ways = [*back[::-1], "bob"]
    path += [
        Hop(ways[n], ways[n + 1], (*answering[hops - 1 - n :], answer, SEALED)) for n in range(hops)
    ]  # and each puts one on
    nodes = [Party(name, "relay") for name in (*out, *back)]
    return casebook(Journey(f"stored-{hops}", path, (ALICE, BOB, *nodes, Party("swarm", "storage"))))


@lru_cache(maxsize=1)
def through_mailbox() -> Clues:
    """Build a message that waits on a device of Bob's; the look-up names its address, not his."""
    request = Layer("mailbox request", ("alice", "mailbox"), ("recipient",))
    answer = Layer("mailbox answer", ("bob", "mailbox"), ("recipient",))
    path = [
        Hop("alice", "dht-peer", (Layer("look-up", ("anyone",), ("recipient",)),)),
        Hop("alice", "mailbox", (request, SEALED)),
        Hop("mailbox", "bob", (answer, SEALED), later=True),
    ]
    parties = (ALICE, BOB, Party("dht-peer", "peer"), Party("mailbox", "mailbox"))
    return casebook(Journey("dht-mailbox", path, parties))


def layers(book: Clues, hop: int) -> int:
    """Count the layers of the packet on one hop, from 0."""
    return len(book.journey.hops[hop].packet)
