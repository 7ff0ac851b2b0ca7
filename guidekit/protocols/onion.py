"""A packet on its way through relays: each opens one layer and sees only where to send the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from guidekit.frames import as_frame
from guidekit.knobs import Model, count, knob, switch
from guidekit.protocols.packets import RECIPIENT, OpenedLayer, PathParty, peel, peel_padded, wrap, wrap_padded
from guidekit.protocols.steal import attempt

WORDS = b"meet me at noon"


class PacketHop(NamedTuple):
    """What one party of a path sees of the packet."""

    hops: int
    position: int
    packet_bytes: int
    next_hop: str
    can_read_payload: bool


@as_frame
def hop_by_hop(hops: int = 3, padded: bool = False) -> list[PacketHop]:
    """Send a packet along a path and write down what each party on it sees.

    Parameters
    ----------
    hops : int
        Relays between sender and recipient, 1 to 8.
    padded : bool
        False: each relay passes on what was inside its layer. True: every packet is 1,024 bytes long.

    Returns
    -------
    pandas.DataFrame
        ``hops``, ``position`` (1 is the first relay), ``packet_bytes`` as it arrives, ``next_hop`` as its
        layer says (empty at the recipient) and ``can_read_payload``.

    Raises
    ------
    ValueError
        If there are fewer than 1 or more than 8 hops.

    Examples
    --------
    The naive packet loses 52 bytes a hop, so each relay reads its position off the size:

    >>> hop_by_hop(3)
       hops  position  packet_bytes   next_hop  can_read_payload
    0     3         1           412    relay 2             False
    1     3         2           360    relay 3             False
    2     3         3           308  recipient             False
    3     3         4           256                         True

    Padded, all look the same:

    >>> hop_by_hop(3, padded=True).packet_bytes.unique().tolist()
    [1024]
    """
    parties, packet = packet_for_path(hops, padded)
    rows = []
    for position, party in enumerate(parties, 1):
        size = len(packet)
        opened = _opener(padded)(packet, party)
        rows.append(PacketHop(hops, position, size, opened.next_hop, opened.text == WORDS))
        packet = opened.packet
    return rows


class LayerOpening(NamedTuple):
    """One key tried on one layer."""

    party: str
    layer: str
    opens: bool
    refused: str


@as_frame
def openings(hops: int = 3, padded: bool = False) -> list[LayerOpening]:
    """Try every party's key on every packet of the path, to see who opens which layer.

    Parameters
    ----------
    hops : int
        Relays between sender and recipient, 1 to 8.
    padded : bool
        Whether every packet is 1,024 bytes long.

    Returns
    -------
    pandas.DataFrame
        ``party`` (whose key), ``layer`` (the packet as this party gets it), ``opens`` and ``refused``.

    Raises
    ------
    ValueError
        If there are fewer than 1 or more than 8 hops.

    Examples
    --------
    Each key opens one layer, its own:

    >>> tried = openings(3)
    >>> tried.loc[tried.opens, ["party", "layer"]].values.tolist()
    [['relay 1', 'relay 1'], ['relay 2', 'relay 2'], ['relay 3', 'relay 3'], ['recipient', 'recipient']]
    """
    parties, packet = packet_for_path(hops, padded)
    rows = []
    for target in parties:
        for party in parties:
            rows.append(
                LayerOpening(party.name, target.name, *attempt(partial(_opener(padded), packet, party)))
            )
        packet = _opener(padded)(packet, target).packet
    return rows


class FlipOutcome(NamedTuple):
    """What one party makes of a packet that was changed."""

    position: int
    opens: bool
    refused: str


@as_frame
def bit_flips(hops: int = 3, before: int = 1, bit: int = -1, padded: bool = False) -> list[FlipOutcome]:
    """Change one bit of a packet on its way and see who notices.

    Parameters
    ----------
    hops : int
        Relays between sender and recipient, 1 to 8.
    before : int
        The bit is changed on the link to this position; hops + 1 is the link to the recipient.
    bit : int
        Which bit of the packet, counted from the end if negative.
    padded : bool
        Whether every packet is 1,024 bytes long.

    Returns
    -------
    pandas.DataFrame
        ``position``, ``opens`` and ``refused``, up to the party that refuses and passes nothing on.

    Raises
    ------
    ValueError
        If there is no such position or no such bit.

    Examples
    --------
    >>> bit_flips(3, before=2)[["position", "opens"]]
       position  opens
    0         1   True
    1         2  False
    """
    parties, packet = packet_for_path(hops, padded)
    before = count("before", before, 1, len(parties), "on this path")
    rows = []
    for position, party in enumerate(parties, 1):
        if position == before:
            packet = flip_bit(packet, bit)
        opens, refused = attempt(partial(_opener(padded), packet, party))
        rows.append(FlipOutcome(position, opens, refused))
        if not opens:
            break
        packet = _opener(padded)(packet, party).packet
    return rows


def packet_for_path(hops: int, padded: bool) -> tuple[list[PathParty], bytes]:
    """Return the parties of a path with fresh keys, and the packet as the first of them gets it.

    Examples
    --------
    >>> packet_for_path(0, padded=False)
    Traceback (most recent call last):
    ValueError: hops = 0 is outside its range; allowed: 1 to 8 relays
    """
    hops = count("hops", hops, 1, 8, "relays")
    parties = [PathParty(number) for number in range(1, hops + 1)] + [PathParty(RECIPIENT)]
    return parties, (wrap_padded if switch("padded", padded) else wrap)(WORDS, parties)


def _opener(padded: bool) -> Callable[[bytes, PathParty], OpenedLayer]:
    """Return what a party does with a packet."""
    return peel_padded if padded else peel


def flip_bit(packet: bytes, bit: int) -> bytes:
    """Return the packet with one bit changed.

    Examples
    --------
    >>> flip_bit(b"aa", -1)
    b'a`'
    """
    bits = 8 * len(packet)
    byte, place = divmod(count("bit", bit, -bits, bits - 1, "bits of this packet") % bits, 8)
    return packet[:byte] + bytes([packet[byte] ^ (128 >> place)]) + packet[byte + 1 :]


@dataclass(frozen=True)
class Onion(Model):
    """A packet that is really encrypted, with fresh keys, and peeled by every party on its path."""

    hops: int = knob(3, 1, 8, "relays", "Hops", "How many relays the packet passes")
    padded: str = knob(
        "no", label="One size", help="Whether every packet is filled up to one size", choices=("no", "yes")
    )

    def sizes(self) -> list[int]:
        """Return the bytes of the packet as each party gets it."""
        return [hop.packet_bytes for hop in hop_by_hop.rows(self.hops, self.padded == "yes")]

    def openings(self) -> list[LayerOpening]:
        """Try every key on every layer; see `guidekit.protocols.onion.openings`."""
        return openings.rows(self.hops, self.padded == "yes")
