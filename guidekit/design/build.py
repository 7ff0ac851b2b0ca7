"""From a design to a journey: the machines that a message passes, and its layers on each link."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from guidekit.design.design import SERVERS, Design
from guidekit.exposure import Hop, Journey, Layer, Party
from guidekit.exposure.journey import onion_hops

SWARM = 7  # nodes, as in Session
PEERS = 8  # other users asked in one look-up, as in the course's own journeys (assumption)
PACKET = ("encryption", "sender", "routing", "hops", "door", "storage", "discovery")
FIND = {"phone book": "phone book", "username": "name look-up", "look-up among users": "look-up"}


def journey_of(design: Design) -> Journey:
    """Build the journey of one message from Alice to Bob over the internet, with the look-up before it.

    The look-up of a contact comes first. Where there are relays, it goes through them too. Then the
    message goes to where it waits, or to Bob; from there Bob fetches it, through relays of his own.
    A Mailbox stands at Bob's home, so whoever sees its address knows whom it is for (assumption).
    Without end-to-end encryption the two share no key: then no name can be sealed, and the relay at which
    the ways of the two meet reads the message.

    Parameters
    ----------
    design : Design
        The design.

    Returns
    -------
    Journey
        The journey; designs of the same shape (`Design.shape`) share one.

    Examples
    --------
    >>> journey_of(Design()).id
    'design'
    >>> [party.name for party in journey_of(Design(routing="relays", hops=1, storage="a swarm")).parties]
    ['alice', 'relay-1', 'directory', 'swarm', 'bob-relay-1', 'bob']
    """
    return _journey(packet_shape(design))


@lru_cache(maxsize=4096)
def packet_shape(design: Design) -> Design:
    """Return the design with only those parts turned that the packets depend on."""
    habit = "push" if design.has_push() else "only while open"
    parts = {name: getattr(design, name) for name in PACKET}
    return Design(**parts, habit=habit).shape()


@lru_cache(maxsize=2048)
def _journey(design: Design) -> Journey:
    hops = [*_finding(design), *_sending(design)]
    if design.waits():
        hops += [*_waking(design), *_fetching(design)]
    return Journey("design", hops, _parties(design), title="The way of one message in your design")


def carried_journey(design: Design) -> Journey | None:
    """Build the journey of a message that others carry by Bluetooth, or None where nobody does.

    One carrier stands for all: somebody who meets Alice may meet Bob, too (assumption).

    Examples
    --------
    >>> [party.name for party in carried_journey(Design(nearby="others carry it")).parties]
    ['alice', 'carrier', 'bob']
    """
    return _carried(design.encryption, design.sender) if design.nearby == "others carry it" else None


@lru_cache(maxsize=8)
def _carried(encryption: str, sender: str) -> Journey:
    design = Design(encryption=encryption, sender=sender)
    packet = [_envelope(design), *_message(design)]
    hops = [
        Hop(a, b, [Layer("transport", [a, b]), *packet], nearby=True, later=b == "bob")
        for a, b in (("alice", "carrier"), ("carrier", "bob"))
    ]
    return Journey("carried", hops, _parties(design), title="The way of a message that others carry")


def message_path(design: Design) -> list[str]:
    """List the machines between Alice and the place where a message waits, or Bob's own relays."""
    if design.routing in SERVERS:
        return ["server"] if design.routing == "one server" else ["alice-server", "bob-server"]
    return _relays(design, "relay") if design.routing == "relays" else []


def message_store(design: Design) -> str:
    """Return the name of the party that keeps the message, empty when none does."""
    if design.storage == "a server" and design.routing in SERVERS:
        return message_path(design)[-1]
    return {"a server": "server", "a swarm": "swarm", "a Mailbox": "mailbox"}.get(design.storage, "")


def _message(design: Design) -> list[Layer]:
    """Return the innermost layer: the message, with the sender's name if it is locked inside."""
    if design.encryption != "end to end":
        return [Layer("message", ["anyone"], ["content"])]
    body = ["content"] if design.sender == "on the outer layer" else ["content", "sender"]
    return [Layer("end-to-end", ["alice", "bob"], body)]


def _envelope(design: Design) -> Layer:
    """Return the layer outside the message, which whoever delivers it has to read."""
    sealed = design.sender == "locked inside" and design.encryption == "end to end"
    return Layer("envelope", ["anyone"], ["recipient"] if sealed else ["recipient", "sender"])


def _finding(design: Design) -> list[Hop]:
    """Return the hops that ask for the contact's address, where somebody has to be asked."""
    if design.discovery not in FIND:
        return []
    asked = "peers" if design.discovery == "look-up among users" else "directory"
    # An address book is uploaded under one's own account, a single name can be asked for without one.
    reveals = ["sender", "recipient", "contacts"] if design.discovery == "phone book" else ["recipient"]
    inner = [Layer("question", ["alice", asked]), Layer(FIND[design.discovery], ["anyone"], reveals)]
    stops = _relays(design, "relay")
    return onion_hops(["alice", *stops, asked], inner, "alice")


def _sending(design: Design) -> list[Hop]:
    """Return the hops that carry the message to where it waits, or to Bob."""
    stops, target = message_path(design), message_store(design)
    inner = [_envelope(design), *_message(design)]
    if design.routing in SERVERS:
        ends = [*stops] + ([target] if target and target not in stops else [])
        there = _entered("alice", _relays(design, "relay"), ends[0], inner)
        there += [_link(a, b, inner) for a, b in pairwise(ends)]
        if design.waits():
            return there
        return there + _entered(ends[-1], _relays(design, "bob-relay"), "bob", inner, "bob")
    stops = _relays(design, "relay")
    if not target:
        closed = design.encryption == "end to end"
        whole = [Layer("meeting", ["alice", "bob"]), *inner] if closed else inner
        if not stops:
            return [_link("alice", "bob", inner)]
        there = onion_hops(["alice", *stops, f"bob-relay-{design.hops}"], whole, "alice")
        back = _relays(design, "bob-relay")[::-1]
        return there + onion_hops([*back, "bob"], whole, "bob", passed=back[:1])
    inner = [Layer("delivery", ["alice", target]), *inner]
    if target == "mailbox":  # its address gives its owner away to those who see the last link
        *hops, last = onion_hops(["alice", *stops, target], inner, "alice")
        label = Layer("Mailbox address", ["anyone"], ["recipient"])
        return [*hops, Hop(last.source, last.target, [label, *last.packet])]
    return onion_hops(["alice", *stops, target], inner, "alice")


def _waking(design: Design) -> list[Hop]:
    """Return the hops by which the push service wakes the phone; it learns whose phone, not who wrote."""
    if not design.has_push():
        return []
    wake = Layer("wake-up", ["anyone"], ["recipient"])
    return [_link(message_store(design), "push-service", [wake]), _link("push-service", "bob", [wake])]


def _fetching(design: Design) -> list[Hop]:
    """Return the hops by which Bob fetches what waits, through relays of his own where there are any."""
    source, stops = message_store(design), _relays(design, "bob-relay")[::-1]
    inner = [Layer("answer", ["bob", source]), _envelope(design), *_message(design)]
    return onion_hops([source, *stops, "bob"], inner, "bob", later=True)


def _relays(design: Design, name: str) -> list[str]:
    """Return the machines that only pass on, on one side: the relays, or the door before a server."""
    if design.routing == "relays":
        return [f"{name}-{n}" for n in range(1, design.hops + 1)]
    return [name.replace("relay", "door")] if design.has_door() else []


def _entered(
    source: str, doors: list[str], target: str, inner: list[Layer], owner: str = "alice"
) -> list[Hop]:
    """Return the link between a phone and a server, through the door of that phone if it has one."""
    if not doors:
        return [_link(source, target, inner)]
    return onion_hops([source, *doors, target], [Layer("transport", [source, target]), *inner], owner)


def _link(source: str, target: str, inner: list[Layer]) -> Hop:
    return Hop(source, target, [Layer("transport", [source, target]), *inner])


def _parties(design: Design) -> list[Party]:
    sides, bridge = (("relay", "Alice's"), ("bob-relay", "Bob's")), design.has_door()
    relays = [
        Party(f"{name}-{n}", "relay", f"{whose} bridge" if bridge and n == 1 else f"{whose} relay {n}")
        for name, whose in sides
        for n in range(1, design.hops + 1)
    ]
    return [
        Party("alice", "end", "Alice"),
        Party("bob", "end", "Bob"),
        Party("server", "server", "the server"),
        Party("alice-server", "server", "Alice's server"),
        Party("bob-server", "server", "Bob's server"),
        Party("door", "relay", "Alice's proxy"),
        Party("bob-door", "relay", "Bob's proxy"),
        Party("carrier", "peer", "somebody who carries it"),
        Party("directory", "directory", "the directory"),
        Party("peers", "peer", "each user who was asked", PEERS),
        Party("swarm", "storage", "Bob's swarm", SWARM),
        Party("mailbox", "mailbox", "Bob's Mailbox"),
        Party("push-service", "push", "the push service"),
        *relays,
    ]
