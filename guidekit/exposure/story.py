"""The story of a journey, hop by hop: the packet, how far its receiver opens it, and who now knows what."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.exposure import wording
from guidekit.exposure.clues import Clues
from guidekit.exposure.coalitions import Coalitions, knowledge
from guidekit.exposure.journey import Hop, Journey, Layer, Party
from guidekit.exposure.table import clues_of
from guidekit.exposure.terms import ANYONE, BODY, DATA
from guidekit.words import fill, form, word_list


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
    packet : tuple of PacketLayer
        The layers, outermost first, open or closed for the receiver.
    knows : dict of str to tuple of str
        What each party knows so far, for the parties reached and all network observers.
    news : dict of str to tuple of str
        What each of them learns with this hop.
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
    news: dict[str, tuple[str, ...]]
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
    clues = clues_of(journey)
    everyone = Coalitions([clues.who(name) for name in clues.bits])  # each alone
    before: dict[str, tuple[str, ...]] = dict.fromkeys(clues.bits, ())
    own = {name: _own(clues.journey, name) for name in clues.bits}
    story = []
    for number, hop in enumerate(clues.journey.hops, 1):
        truth = knowledge(clues, everyone, hops=number)
        knows = {
            name: tuple(datum for datum, yes in truth.items() if yes[at] and datum not in own[name])
            for at, name in enumerate(clues.bits)
        }
        news = {name: tuple(d for d in data if d not in before[name]) for name, data in knows.items()}
        packet = packet_layers(hop)
        sentence = _sentence(clues, number - 1, packet, news[hop.target])
        ends = (hop.source, hop.target, hop.nearby, hop.later)
        story.append(Step(number, *ends, packet, _some(knows), _some(news), sentence))
        before = knows
    return story


def packet_layers(hop: Hop) -> tuple[PacketLayer, ...]:
    """List the layers of a packet from the outside in, opened as far as its receiver can."""
    layers, through = [], True
    for layer in hop.packet:
        through = through and (layer.clear or hop.target in layer.keys)
        layers.append(PacketLayer(layer.name, tuple(layer.keys), tuple(layer.reveals), through))
    return tuple(layers)


def _own(journey: Journey, name: str) -> tuple[str, ...]:
    """Return what somebody need not learn: who they are themselves, and their own address."""
    if name in journey.devices:
        return ("sender", "sender_address")
    return ("recipient", "recipient_address") if (name,) == journey.recipients else ()


def _some(lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out those who have nothing."""
    return {name: words for name, words in lists.items() if words}


def _sentence(clues: Clues, number: int, packet: tuple[PacketLayer, ...], news: tuple[str, ...]) -> str:
    """Say who hands over, what the receiver opens, and what it learns."""
    hop = clues.journey.hops[number]
    source, target = (clues.journey.party(name) for name in hop.ends)
    adds = [layer.name for layer in _wrapping(clues, number)]
    carries = any(datum in BODY for layer in hop.packet for datum in layer.reveals)
    what = ("message" if carries else "other") + (" by radio" if hop.nearby else "")
    sends = wording.SENDS["adds" if adds else "plain"][what].format(
        source=source.label,
        target=target.label,
        layer=form(len(adds), "a layer", "layers"),
        layers=word_list(dict.fromkeys(adds)),
    )
    return fill(
        wording.HOP["later" if hop.later else "now"], sends=sends, receives=_receives(target, packet, news)
    )


def _wrapping(clues: Clues, number: int) -> tuple[Layer, ...]:
    """List the layers that the party before this hop wrapped around what it had received, or left closed."""
    hops = clues.journey.hops
    sent = tuple(hops[number].packet)
    for came in reversed(hops[:number]):
        if came.target == hops[number].source:
            layers, opened = tuple(came.packet), sum(layer.open for layer in packet_layers(came))
            rests = (layers[n:] for n in range(opened + 1))
            kept = next((rest for rest in rests if rest and sent[-len(rest) :] == rest), sent)
            return sent[: len(sent) - len(kept)]
    return ()


def _receives(target: Party, packet: tuple[PacketLayer, ...], news: tuple[str, ...]) -> str:
    """Say how far into the packet the receiver gets, and what it learns; clear layers need no opening."""
    seals = [layer for layer in packet if ANYONE not in layer.keys]
    names = [seal.layer for seal in seals if seal.open]
    far = "all" if len(names) == len(seals) else "some" if names else "closed"
    person = target.kind in ("end", "device", "outsider") and not target.label.startswith("the ")
    words = [DATA[datum] for datum in news if datum not in ("time", "size")]
    learns = "data" if words else "bare" if news else "nothing"
    template = wording.RECEIVES["person" if person else "thing"][far if seals else "unsealed"][learns]
    return template.format(
        opened=len(names),
        closed=len(seals),
        layers=word_list(dict.fromkeys(names)),
        data=word_list(words or [DATA[datum] for datum in news]),
    )
