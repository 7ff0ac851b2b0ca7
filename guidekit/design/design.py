"""A design: a messenger of one's own, with a knob for each part that can be chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guidekit.knobs import Model, knob, knobs_of

SERVERS = ("one server", "two servers")
NO_EFFECT = {
    "keys": "only where the two have keys",
    "sender": "only where the two have keys",
    "hops": "only with relays",
    "entry": "only with relays",
    "door": "no server or relay to reach",
}
"""Why a part may have no effect in a design."""


@dataclass(frozen=True)
class Design(Model):
    """The parts of a messenger. The start is the one that many chat services still have.

    Every link between two machines is encrypted in any case; the choice is who can open the message
    itself. A **relay** passes a packet on and opens one layer of it. A **swarm** is a group of seven
    nodes that keep the same message. A **Mailbox** is a device of the recipient's own that stands at
    home and is always on. An **unlisted door** is a machine on no public list that passes packets on: a
    proxy before servers, a bridge before relays.

    The model leaves out: groups and calls, how hard the ciphers are to break, the size of packets
    (nothing here is padded), several devices, backups, and what any of it costs to build.

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
    keys: str = knob(
        "one for years", label="Keys", help="Whether each message has a key of its own, or one opens all",
        choices=("one for years", "a ratchet"),
    )  # fmt: skip
    sender: str = knob(
        "on the outer layer", label="Sender's name", help="Where it is; only the recipient reads the inside",
        choices=("on the outer layer", "locked inside"),
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
    door: str = knob(
        "the public one", label="Entrance", help="Whether the first machine stands on a public list",
        choices=("the public one", "an unlisted door"),
    )  # fmt: skip
    storage: str = knob(
        "a server", label="Storage", help="Where a message waits for someone who is away",
        choices=("nowhere", "a server", "a swarm", "a Mailbox"),
    )  # fmt: skip
    discovery: str = knob(
        "phone book", label="Finding people", help="How the address of a new contact is found",
        choices=("phone book", "username", "link or code", "look-up among users"),
    )  # fmt: skip
    habit: str = knob(
        "only while open", label="New messages", help="How a phone hears of them",
        choices=("only while open", "asks every 15 minutes", "own connection", "push"),
    )  # fmt: skip
    nearby: str = knob(
        "no way", label="Without internet", help="Whether phones near each other pass messages by Bluetooth",
        choices=("no way", "the two, when near", "others carry it"),
    )  # fmt: skip
    vanish: str = knob(
        "never", label="Disappear", help="Whether messages leave both phones after a day",
        choices=("never", "after a day"),
    )  # fmt: skip
    lock: str = knob(
        "none", label="Screen lock", help="Whether the phone asks for a PIN of four digits",
        choices=("none", "a PIN"),
    )  # fmt: skip

    def shape(self) -> Design:
        """Return the design with each part at its default that has no effect in it.

        Examples
        --------
        >>> Design(hops=1).shape() == Design()
        True
        """
        idle = self.idle()
        fields = knobs_of(self)
        start = {name: getattr(_START, name) for name in idle if name in fields}
        return replace(self, **start)

    def idle(self) -> dict[str, str]:
        """Say which parts have no effect in this design, and why.

        Returns
        -------
        dict of str to str
            The name of each such part, and the reason in a few words.

        Examples
        --------
        >>> Design().idle()["hops"]
        'only with relays'
        """
        without = [] if self.encryption == "end to end" else ["keys", "sender"]
        if self.routing != "relays":
            without += ["hops", "entry"]
        if self.routing == "direct" and self.storage not in ("a server", "a swarm"):
            without.append("door")
        found = {name: NO_EFFECT[name] for name in without}
        if not self.waits() and self.habit in ("push", "asks every 15 minutes"):
            found["habit"] = "nothing waits to be fetched"
        if self.routing == "relays" and self.door == "an unlisted door":
            found["entry"] = "a bridge is kept for months"
        return found

    def waits(self) -> bool:
        """Say whether something keeps the message for someone who is away."""
        return self.storage != "nowhere"

    def has_push(self) -> bool:
        """Say whether a push service wakes the phone: somebody must keep the message and ask for it."""
        return self.habit == "push" and self.waits()

    def has_door(self) -> bool:
        """Say whether packets enter by a machine on no public list."""
        return self.door == "an unlisted door" and "door" not in self.idle()

    def keeps_entry(self) -> bool:
        """Say whether each of the two keeps the first relay, as everyone keeps a bridge."""
        return self.routing == "relays" and (self.has_door() or self.entry == "the same for months")

    def architecture(self) -> str:
        """Name the architecture: who passes the message on decides, and who keeps it where nobody does.

        Examples
        --------
        >>> Design().architecture(), Design(routing="direct", storage="nowhere").architecture()
        ('centralized', 'peer-to-peer')
        """
        if self.routing == "direct":
            return "hybrid" if self.storage in ("a server", "a swarm") else "peer-to-peer"
        return {"one server": "centralized", "two servers": "federated"}.get(self.routing, "anonymous")


_START = Design()
