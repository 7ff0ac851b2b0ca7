"""The story of a journey, hop by hop, for a player: the packet, who opens what, who now knows what."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.exposure.clues import Clues, Coalitions
from guidekit.exposure.coalitions import knowledge
from guidekit.exposure.journey import Hop, Journey, Layer
from guidekit.exposure.table import casebook
from guidekit.exposure.terms import ANYONE, DATA
from guidekit.words import listed


@dataclass(frozen=True)
class PacketLayer:
    """One layer of a packet as the receiver finds it.

    Attributes
    ----------
    layer : str
        The name of the layer.
    keys : tuple of str
        Who holds its key; ``anyone`` for a clear layer.
    reveals : tuple of str
        What it reveals once it is open.
    open : bool
        Whether the receiver of this hop gets through it.
    """

    layer: str
    keys: tuple[str, ...]
    reveals: tuple[str, ...]
    open: bool


@dataclass(frozen=True)
class Step:
    """One hop of a journey.

    Attributes
    ----------
    number : int
        The number of the hop, from 1.
    source, target : str
        The parties at its two ends.
    nearby, later : bool
        Whether it crosses radio, and whether the packet waited before it.
    packet : tuple of Seal
        The layers, outermost first, open or closed for the receiver.
    knows : dict of str to tuple of str
        What each party knows so far, for the parties reached and all network observers.
    learned : dict of str to tuple of str
        What each of them learned with this hop.
    sentence : str
        The step in one plain sentence.
    """

    number: int
    source: str
    target: str
    nearby: bool
    later: bool
    packet: tuple[PacketLayer, ...]
    knows: dict[str, tuple[str, ...]]
    learned: dict[str, tuple[str, ...]]
    sentence: str


def steps(journey: str | Journey) -> list[Step]:
    """Tell a journey hop by hop.

    Parameters
    ----------
    journey : str or Journey
        The id of a shipped journey, or a journey of your own.

    Returns
    -------
    list of Step
        One step for each hop, in order.

    Examples
    --------
    >>> steps("p2p-direct")[0].sentence.partition(" and learns ")[0]
    'Alice passes the packet to Bob, who opens it (end-to-end)'
    """
    book = casebook(journey)
    names = list(book.bits)
    teams = Coalitions([book.who(name) for name in names])
    before: dict[str, tuple[str, ...]] = dict.fromkeys(names, ())
    told = []
    for number, hop in enumerate(book.journey.hops, 1):
        truth = knowledge(book, teams, hops=number)
        now = {name: tuple(d for d, knows in truth.items() if knows[at]) for at, name in enumerate(names)}
        news = {name: tuple(d for d in now[name] if d not in before[name]) for name in names}
        packet = seals(hop)
        sentence = _sentence(book, number - 1, packet, news[hop.target])
        ends = (hop.source, hop.target, hop.nearby, hop.later)
        told.append(Step(number, *ends, packet, _some(now), _some(news), sentence))
        before = now
    return told


def seals(hop: Hop) -> tuple[PacketLayer, ...]:
    """Open a packet as far as its receiver can, from the outside in."""
    found, through = [], True
    for layer in hop.packet:
        through = through and (layer.clear or hop.target in layer.keys)
        found.append(PacketLayer(layer.name, tuple(layer.keys), tuple(layer.reveals), through))
    return tuple(found)


def _some(lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out those who have nothing."""
    return {name: words for name, words in lists.items() if words}


def _sentence(book: Clues, number: int, packet: tuple[PacketLayer, ...], news: tuple[str, ...]) -> str:
    """Say who hands over, what the receiver opens, and what it learns."""
    hop = book.journey.hops[number]
    source, target = (book.journey.party(name) for name in hop.ends)
    start = f"Later, {source.label}" if hop.later else source.label[0].upper() + source.label[1:]
    adds = [layer.name for layer in _added(book, number)]
    does = f"adds {listed(adds)} and passes" if adds else "passes"
    how = "by radio to" if hop.nearby else "to"
    who = "who" if target.kind in ("end", "outsider") and not target.label.startswith("the ") else "which"
    told = [DATA[datum] for datum in news if datum not in ("time", "size")]
    learns = listed(told) if told else "only the time and the size" if news else "nothing new"
    return f"{start} {does} the packet {how} {target.label}, {who} {_opens(packet)} and learns {learns}."


def _added(book: Clues, number: int) -> tuple[Layer, ...]:
    """List the layers that the party before this hop wrapped around what it had received."""
    hops = book.journey.hops
    sent = hops[number].packet
    for came in reversed(hops[:number]):
        if came.target == hops[number].source:
            more = len(sent) - len(came.packet)
            return tuple(sent[:more]) if more > 0 and tuple(sent[more:]) == tuple(came.packet) else ()
    return ()


def _opens(packet: tuple[PacketLayer, ...]) -> str:
    """Say how far into the packet the receiver gets; clear layers need no opening."""
    closed = [seal for seal in packet if ANYONE not in seal.keys]
    opened = [seal.layer for seal in closed if seal.open]
    if not closed:
        return "finds nothing sealed"
    if not opened:
        return "cannot open it"
    if len(opened) == len(closed):
        return f"opens it ({listed(opened)})"
    return f"opens {len(opened)} of {len(closed)} seals ({listed(opened)})"
