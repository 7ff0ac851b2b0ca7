"""A design: a messenger of one's own, with a knob for each part that can be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, knob

SHAPING = ("encryption", "sender", "routing", "storage", "discovery")
SERVERS = ("one server", "two servers")


@dataclass(frozen=True)
class Design(Model):
    """The parts of a messenger. The start is the one that many chat services still have.

    Every link between two machines is encrypted in any case; the choice is who can open the message
    itself. A **relay** passes a packet on and opens one layer of it. A **swarm** is a
    group of seven nodes that keep the same message. A **Mailbox** is a device of the recipient's own
    that stands at home and is always on.

    The model leaves out: groups and calls, how hard the ciphers are to break, the size of packets
    (nothing here is padded), several devices, spam, and what any of it costs to build.

    Examples
    --------
    >>> Design(hops=9)
    Traceback (most recent call last):
    ValueError: Design.hops = 9 is outside its range; allowed: 1 to 3 relays
    """

    encryption: str = knob(
        "on the way", label="Encryption", help="Whether only the two people can open a message",
        choices=("on the way", "end to end"),
    )  # fmt: skip
    sender: str = knob(
        "on the envelope", label="Sender's name", help="Where it stands; only the recipient reads the inside",
        choices=("on the envelope", "sealed inside"),
    )  # fmt: skip
    routing: str = knob(
        "one server", label="Way", help="Whom a message passes between the two people",
        choices=("direct", *SERVERS, "relays"),
    )  # fmt: skip
    hops: int = knob(3, 1, 3, "relays", "Relays a side", "Relays that each of the two people sends through")
    entry: str = knob(
        "a new one each time", label="First relay", help="Whether a client keeps its first relay",
        choices=("a new one each time", "the same for months"),
    )  # fmt: skip
    servers: int = knob(
        20_000, 10, 100_000, "servers", "Servers", "How many there are where two servers talk", log=True,
        source="mx.servers",
    )  # fmt: skip
    storage: str = knob(
        "a server", label="Storage", help="Where a message waits for someone who is away",
        choices=("nowhere", "a server", "a swarm", "a Mailbox"),
    )  # fmt: skip
    kept: float = knob(14.0, 0.01, 60, "days", "Kept for", "How long a message waits", log=True)
    discovery: str = knob(
        "phone book", label="Finding people", help="How the address of a new contact is found",
        choices=("phone book", "username", "link or code", "look-up among users"),
    )  # fmt: skip
    habit: str = knob(
        "only while open", label="New messages", help="How a phone hears of them",
        choices=("only while open", "asks now and then", "own connection", "push"),
    )  # fmt: skip
    minutes: int = knob(15, 1, 240, "minutes", "Asks every", "For a phone that asks now and then", log=True)

    def shape(self) -> Design:
        """Return the design with each knob at its default that does not change the journey."""
        shape = {name: getattr(self, name) for name in SHAPING}
        habit = "push" if self.has_push() else "only while open"
        return Design(**shape, hops=self.hops if self.routing == "relays" else 1, habit=habit)

    def waits(self) -> bool:
        """Say whether something keeps the message for someone who is away."""
        return self.storage != "nowhere"

    def has_push(self) -> bool:
        """Say whether a push service wakes the phone: somebody must keep the message and ask for it."""
        return self.habit == "push" and self.waits()
