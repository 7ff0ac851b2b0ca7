"""Journeys that no table ships: longer by a knob, by way of a mailbox, or fetched as soon as it waits."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from guidekit.exposure.clues import Clues
from guidekit.exposure.journey import Hop, Journey, Layer, Party, onion_hops
from guidekit.exposure.table import clues_of

ALICE, BOB = Party("alice", "end"), Party("bob", "end")
SEALED = Layer("end-to-end", ("alice", "bob"), ("sender", "content"))


@lru_cache(maxsize=16)
def swarm_clues(hops: int) -> Clues:
    """Build a message over so many nodes to a swarm, and over as many back (Session has three).

    Parameters
    ----------
    hops : int
        How many nodes each of the two people sends through.

    Returns
    -------
    Clues
        The clues of the journey.

    Examples
    --------
    >>> len(swarm_clues(3).journey.hops) == len(clues_of("session-direct").journey.hops)
    True
    """
    out = [f"node-{n}" for n in range(1, hops + 1)]
    back = [f"bob-{name}" for name in out]
    request = Layer("storage request", ("alice", "swarm"), ("recipient",))
    reply = Layer("storage answer", ("bob", "swarm"), ("recipient",))
    path = [
        *onion_hops(["alice", *out, "swarm"], [request, SEALED], "alice"),
        *onion_hops(["swarm", *back[::-1], "bob"], [reply, SEALED], "bob", later=True),
    ]
    nodes = [Party(name, "relay") for name in (*out, *back)]
    return clues_of(Journey(f"stored-{hops}", path, (ALICE, BOB, *nodes, Party("swarm", "storage"))))


@lru_cache(maxsize=1)
def mailbox_clues() -> Clues:
    """Build a message that waits on a device of Bob's; the look-up names the device's address, not his.

    Returns
    -------
    Clues
        The clues of the journey.

    Examples
    --------
    >>> [hop.target for hop in mailbox_clues().journey.hops]
    ['dht-peer', 'mailbox', 'bob']
    """
    request = Layer("mailbox request", ("alice", "mailbox"), ("recipient",))
    reply = Layer("mailbox answer", ("bob", "mailbox"), ("recipient",))
    path = [
        Hop("alice", "dht-peer", (Layer("look-up", ("anyone",), ("recipient",)),)),
        Hop("alice", "mailbox", (request, SEALED)),
        Hop("mailbox", "bob", (reply, SEALED), later=True),
    ]
    parties = (ALICE, BOB, Party("dht-peer", "peer"), Party("mailbox", "mailbox"))
    return clues_of(Journey("dht-mailbox", path, parties))


@lru_cache(maxsize=64)
def fetched_at_once(clues: Clues) -> Clues:
    """Let the recipient be online, so that nothing waits: the times of both ends can then be compared.

    Parameters
    ----------
    clues : Clues
        The clues of a journey, on which a message may wait for its recipient.

    Returns
    -------
    Clues
        The clues of the same journey without a wait.

    Examples
    --------
    >>> [hop.later for hop in mailbox_clues().journey.hops]
    [False, False, True]
    >>> any(hop.later for hop in fetched_at_once(mailbox_clues()).journey.hops)
    False
    """
    journey = clues.journey
    if not any(hop.later for hop in journey.hops):
        return clues
    hops = [dataclasses.replace(hop, later=False) for hop in journey.hops]
    return clues_of(dataclasses.replace(journey, hops=hops))
