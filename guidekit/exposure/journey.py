"""A journey: who takes part, what is on each link, and the checks that the whole makes sense.

Parts
    A `Party` takes part. A `Layer` is one wrapping of a packet. A `Hop` is a link with the packet on it.
The whole
    A `Journey` is one message on its way, as hops in the order in which they happen.
The checks
    `check_journey` refuses what cannot be: a `JourneyError` says where it stands and what is allowed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from guidekit.exposure.terms import ADDRESSED, ALWAYS, ANYONE, DATA, DERIVED, KINDS, TRUSTED
from guidekit.words import shown, some, word_list

MOST_PARTIES = 50  # each party and network observer is one bit of a 64-bit number


class JourneyError(ValueError):
    """What is wrong with a journey, and where; a reader of files adds the line.

    Parameters
    ----------
    column : str
        The column of ``journeys.csv`` or ``parties.csv`` that holds the value.
    value : str
        The value.
    why : str
        The problem, as the end of a sentence that starts with the value.
    allowed : str
        The values that would be right.
    hop, layer : int
        The place in the journey, both from 0.
    """

    def __init__(self, column: str, value: str, why: str, allowed: str, hop: int = 0, layer: int = 0) -> None:
        self.column, self.hop, self.layer = column, hop, layer
        self.problem = f"{shown(value)} {why}; allowed: {allowed}"
        super().__init__(f"hop {hop + 1}, {column}: {self.problem}")


def as_names(words: Collection[str]) -> tuple[str, ...]:
    """Turn a list of names into a tuple; a single name counts as a list of one."""
    return (words,) if isinstance(words, str) else tuple(words)


@dataclass(frozen=True)
class Party:
    """Someone who holds packets on the way.

    Attributes
    ----------
    name : str
        The name that hops and keys use.
    kind : str
        One of `guidekit.exposure.KINDS`.
    label : str
        The name that a sentence uses; by default `name`.
    count : int
        The number of machines behind the name, such as the seven nodes of a swarm. With a hostile
        share f, at least one of them is hostile with probability 1 − (1−f)^count. All of them stand in
        the same place on the path; where their places differ, name them one by one.
    ships_code_to : sequence of str
        The parties whose client it delivers at each visit: it can read whatever they can read. An app
        that is signed and the same for all is no such client: whoever ships it cannot give one person
        another one without a signature that others can find.

    Raises
    ------
    ValueError
        If the kind is unknown, or the count is no whole number from 1.

    Examples
    --------
    >>> Party("swarm", "storage", "Bob's swarm", count=7).trusted
    False
    """

    name: str
    kind: str
    label: str = ""
    count: int = 1
    ships_code_to: Sequence[str] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", self.label or self.name)
        object.__setattr__(self, "ships_code_to", as_names(self.ships_code_to))
        if self.kind not in KINDS:
            raise JourneyError("kind", self.kind, "is not a kind of party", word_list(KINDS, "or"))
        if isinstance(self.count, bool) or not isinstance(self.count, int) or self.count < 1:
            raise JourneyError(
                "count", str(self.count), "is not a number of parties", "a whole number from 1"
            )

    @property
    def trusted(self) -> bool:
        """Whether it belongs to the people who talk."""
        return self.kind in TRUSTED


@dataclass(frozen=True)
class Layer:
    """One wrapping of a packet.

    Attributes
    ----------
    name : str
        The name of the layer.
    keys : collection of str
        The parties who hold its key; ``anyone`` for a clear layer.
    reveals : sequence of str
        The data that it reveals once it is open, see `guidekit.exposure.DATA`.

    Examples
    --------
    >>> Layer("end-to-end", ["alice", "bob"], ["content"]).clear
    False
    """

    name: str
    keys: Collection[str]
    reveals: Sequence[str] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", as_names(self.keys))
        object.__setattr__(self, "reveals", as_names(self.reveals))

    @property
    def clear(self) -> bool:
        """Whether no key is needed."""
        return ANYONE in self.keys


@dataclass(frozen=True)
class Hop:
    """One link of the journey, and the packet on it.

    Attributes
    ----------
    source, target : str
        The parties at the two ends of the link.
    packet : sequence of Layer
        The layers, outermost first.
    nearby : bool
        Whether the link is a few metres of radio instead of the internet.
    later : bool
        Whether the packet waited before this hop, so that timing no longer ties it to the hop before.
    """

    source: str
    target: str
    packet: Sequence[Layer] = ()
    nearby: bool = False
    later: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "packet", tuple(self.packet))

    @property
    def ends(self) -> tuple[str, str]:
        """The two parties of the link."""
        return self.source, self.target


def onion_hops(
    stops: Sequence[str], inner: Sequence[Layer], owner: str, passed: Sequence[str] = (), later: bool = False
) -> list[Hop]:
    """Build the hops of a packet over relays, with a layer for each of them.

    Parameters
    ----------
    stops : sequence of str
        From where the packet goes, the relays in order, and to whom.
    inner : sequence of Layer
        The layers inside, outermost first.
    owner : str
        Who chose the relays and shares a key with each: one end of the journey.
    passed : sequence of str
        Relays of the owner that the packet has passed before it comes to the first stop, and that stop.
    later : bool
        Whether the packet waited before the first hop.

    Returns
    -------
    list of Hop
        One hop for each link.

    Examples
    --------
    >>> [len(hop.packet) for hop in onion_hops(["alice", "entry", "exit", "bob"], [], "alice")]
    [2, 1, 0]
    """
    # Away from the owner a relay takes one layer off, so the relays still ahead have one each, the next
    # one outside. Towards the owner a relay adds one, so those already passed have one, the last outside.
    hops, relays = [], stops[1:-1]
    for n, (source, target) in enumerate(pairwise(stops)):
        closed = [*passed, *relays[:n]][::-1] if owner == stops[-1] else relays[n:]
        packet = [*(Layer("routing", [owner, relay]) for relay in closed), *inner]
        hops.append(Hop(source, target, packet, later=later and n == 0))
    return hops


@dataclass(frozen=True)
class Journey:
    """One message on its way, as hops in the order in which they happen.

    The sender is the party that the first hop leaves; every other party of kind ``end`` is a
    recipient, and a party of kind ``device`` belongs to the sender. Each hop leaves a party that the
    packet has already reached, so a journey may branch.

    Attributes
    ----------
    id : str
        The name by which it is asked for.
    hops : sequence of Hop
        The links, in the order in which the message crosses them.
    parties : sequence of Party
        The parties; those that no hop meets are dropped.
    title, architecture, messenger, note : str
        A title, one of the guide's four network types, the messenger and a remark; all may be empty.
    as_of : str
        The date of the sources, such as ``2026-03``.
    sources : sequence of str
        The ids of the sources in ``sources.csv``.

    Raises
    ------
    ValueError
        If a hop does not connect, or a party, a key or a datum is unknown; the message names the hop.

    Examples
    --------
    >>> sealed = Layer("end-to-end", ["alice", "bob"], ["sender", "content"])
    >>> alice, bob, shop = Party("alice", "end"), Party("bob", "end"), Party("shop", "server")
    >>> hops = [Hop("alice", "shop", [sealed]), Hop("shop", "bob", [sealed])]
    >>> post = Journey("post", hops, [alice, bob, shop])
    >>> post.sender, post.recipients
    ('alice', ('bob',))
    """

    id: str
    hops: Sequence[Hop]
    parties: Sequence[Party]
    title: str = ""
    architecture: str = ""
    messenger: str = ""
    as_of: str = ""
    sources: Sequence[str] = ()
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hops", tuple(self.hops))
        object.__setattr__(self, "sources", as_names(self.sources))
        known = {party.name: party for party in self.parties}
        check_journey(self.hops, known)
        met = dict.fromkeys(name for hop in self.hops for name in hop.ends)
        object.__setattr__(self, "parties", tuple(known[name] for name in met))

    @cached_property
    def sender(self) -> str:
        """The party that the first hop leaves."""
        return self.hops[0].source

    @cached_property
    def recipients(self) -> tuple[str, ...]:
        """The other ends."""
        return tuple(p.name for p in self.parties if p.kind == "end" and p.name != self.sender)

    @cached_property
    def devices(self) -> tuple[str, ...]:
        """The devices of the sender, the one that sends first."""
        return (self.sender, *(p.name for p in self.parties if p.kind == "device"))

    @cached_property
    def data(self) -> tuple[str, ...]:
        """The data that there are to learn; a datum that no layer carries does not apply.

        Where everyone is a device of the sender there is no recipient, and nobody talks to anybody.
        """
        carried = {d for hop in self.hops for layer in hop.packet for d in layer.reveals}
        always = {*ALWAYS, *(ADDRESSED if self.recipients else ())}
        return tuple(d for d in DATA if d in carried or d in always)

    def party(self, name: str) -> Party:
        """Return the party of a name."""
        return next(p for p in self.parties if p.name == name)

    def neighbours(self, name: str) -> tuple[str, ...]:
        """List the parties whose network address one party knows, in the order in which it meets them."""
        met = (other for hop in self.hops if name in hop.ends for other in hop.ends if other != name)
        return tuple(dict.fromkeys(met))


def check_journey(hops: Sequence[Hop], parties: Collection[str]) -> None:
    """Check that the hops connect and that every layer can be opened by a party of the journey.

    Parameters
    ----------
    hops : sequence of Hop
        The hops, in their order.
    parties : collection of str
        The names that hops may use.

    Raises
    ------
    JourneyError
        At the first hop or layer that does not make sense.
    """
    if not hops:
        raise JourneyError("hop", "", "is missing: a journey needs at least one hop", "hops from 1")
    reached = {hops[0].source}
    for h, hop in enumerate(hops):
        for column, name in (("from", hop.source), ("to", hop.target)):
            if name not in parties:
                raise JourneyError(column, name, "is an unknown party", some(parties, name), h)
        if hop.source == hop.target:
            raise JourneyError("to", hop.target, "is where the hop starts", "another party", h)
        if hop.source not in reached:
            why = "does not connect: no earlier hop has reached it"
            raise JourneyError("from", hop.source, why, word_list(sorted(reached), "or"), h)
        reached.add(hop.target)
    if len(reached) > MOST_PARTIES:
        raise JourneyError(
            "to", hops[-1].target, f"is party number {len(reached)}", f"at most {MOST_PARTIES}", len(hops) - 1
        )
    for h, hop in enumerate(hops):
        for k, layer in enumerate(hop.packet):
            _check_layer(layer, reached, h, k)


def _check_layer(layer: Layer, reached: Collection[str], h: int, k: int) -> None:
    """Check that a layer has a key that somebody holds, and that a layer can reveal what it reveals."""
    holders = word_list([ANYONE, *sorted(reached)], "or")
    if not layer.keys:
        raise JourneyError("key", "", "is empty: nobody could open this layer", holders, h, k)
    for name in layer.keys:
        if name != ANYONE and name not in reached:
            why = "is not a party of this journey, so nobody holds the key"
            raise JourneyError("key", name, why, holders, h, k)
    for datum in layer.reveals:
        if datum in DERIVED:
            why = "follows from the path and is never written in a layer"
        elif datum not in DATA:
            why = "is an unknown datum"
        else:
            continue
        allowed = word_list((d for d in DATA if d not in DERIVED), "or")
        raise JourneyError("reveals", datum, why, allowed, h, k)
