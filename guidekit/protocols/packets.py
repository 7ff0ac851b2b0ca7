"""Packets of layers, on X25519, HKDF-SHA256 and ChaCha20-Poly1305: naive ones, and ones of one size."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY, TAG, ADDRESS = 32, 16, 4  # bytes of a public key, of a seal and of an address
LAYER = KEY + TAG + ADDRESS  # 52 bytes: what one hop adds
TEXT = 208  # bytes of every text with its length, filled up, so that the size says nothing of it
PACKET = 1024  # bytes of a padded packet
SEALED = PACKET - KEY - TAG
NO_NONCE = bytes(12)  # each layer has a key of its own, so the nonce need not change
RECIPIENT = 255


@dataclass
class PathParty:
    """A relay or the recipient: an address and a key pair."""

    address: int
    key: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate, repr=False)

    @property
    def name(self) -> str:
        """What a learner calls the party."""
        return address_name(self.address)


@dataclass
class OpenedLayer:
    """What a party finds in its layer: the next address and packet, or a text for itself."""

    next_hop: str
    packet: bytes
    text: bytes | None


def address_name(address: int) -> str:
    """Return the name behind an address.

    Examples
    --------
    >>> address_name(2), address_name(RECIPIENT)
    ('relay 2', 'recipient')
    """
    return "recipient" if address == RECIPIENT else f"relay {address}"


def wrap(text: bytes, parties: list[PathParty]) -> bytes:
    """Seal a text for the last party, then once more for each before it.

    Parameters
    ----------
    text : bytes
        The text, at most 206 bytes.
    parties : list of PathParty
        The relays in the order of the path, and the recipient last.

    Returns
    -------
    bytes
        The packet as the first of them gets it: 256 bytes, and 52 more for each relay.

    Raises
    ------
    ValueError
        If the text is longer than 206 bytes.

    Examples
    --------
    >>> len(wrap(b"hello", [PathParty(1), PathParty(2), PathParty(3), PathParty(RECIPIENT)]))
    412
    """
    inside = _filled(text)
    packet = b""
    for party in reversed(parties):
        own = X25519PrivateKey.generate()
        packet = _sealed(own, _secret(own, party.key.public_key()), inside)
        inside = _address(party) + packet
    return packet


def peel(packet: bytes, party: PathParty) -> OpenedLayer:
    """Open one layer of a naive packet.

    Raises
    ------
    cryptography.exceptions.InvalidTag
        If the layer is for another key, or a bit of it was changed.
    ValueError
        If the packet is too short to have a layer.
    """
    return _read(_unsealed(packet, party)[1], party, filler=b"")


def wrap_padded(text: bytes, parties: list[PathParty]) -> bytes:
    """Seal a text so that the packet stays 1,024 bytes long on every link.

    A relay takes 52 bytes off the front and puts 52 bytes of filler on the end. It makes the filler from the
    secret it shares with the sender. So the sender knows beforehand how each packet will end, and seals
    each layer over that end. This is the idea of Sphinx, not its format.

    Parameters
    ----------
    text : bytes
        The text, at most 206 bytes.
    parties : list of PathParty
        The relays in the order of the path, and the recipient last.

    Returns
    -------
    bytes
        The packet as the first of them gets it, 1,024 bytes long.

    Raises
    ------
    ValueError
        If the text is longer than 206 bytes.

    References
    ----------
    Danezis and Goldberg, Sphinx: a compact and provably secure mix format (2009).

    Examples
    --------
    >>> len(wrap_padded(b"hello", [PathParty(1), PathParty(RECIPIENT)]))
    1024
    """
    own = [X25519PrivateKey.generate() for _ in parties]
    secrets = [_secret(mine, party.key.public_key()) for mine, party in zip(own, parties, strict=True)]
    end = _end(secrets)
    inside = _filled(text).ljust(SEALED - len(end), b"\0") + end
    packet = b""
    for mine, secret, party in reversed(list(zip(own, secrets, parties, strict=True))):
        packet = _sealed(mine, secret, inside)
        inside = _address(party) + packet[:-LAYER]  # the relay before puts the last 52 bytes back
    return packet


def peel_padded(packet: bytes, party: PathParty) -> OpenedLayer:
    """Open one layer of a padded packet, and put the filler on.

    Raises
    ------
    cryptography.exceptions.InvalidTag
        If the layer is for another key, or a bit of the packet was changed, filler included.
    ValueError
        If the packet is too short to have a layer.
    """
    secret, inside = _unsealed(packet, party)
    return _read(inside, party, filler=_filler(secret))


def _end(secrets: list[bytes]) -> bytes:
    """Return what stands at the end of the innermost layer once every relay has put its filler on."""
    end = b""
    for relay in secrets[:-1]:
        end = _as_opened(relay, end) + _filler(relay)
    return _as_opened(secrets[-1], end)


def _as_opened(secret: bytes, end: bytes) -> bytes:
    """Return what the end of a sealed layer looks like when the layer is opened."""
    # Sealing zeros gives the cipher's own stream. It never leaves the sender: sent, it would use a key twice.
    stream = ChaCha20Poly1305(secret).encrypt(NO_NONCE, bytes(SEALED), None)[:SEALED]
    return bytes(a ^ b for a, b in zip(end, stream[SEALED - len(end) :], strict=True))


def _address(party: PathParty) -> bytes:
    return party.address.to_bytes(ADDRESS, "big")


def _filled(text: bytes) -> bytes:
    if len(text) > TEXT - 2:
        raise ValueError(f"the text has {len(text)} bytes; allowed: 0 to {TEXT - 2} bytes")
    return (len(text).to_bytes(2, "big") + text).ljust(TEXT, b"\0")


def _read(inside: bytes, party: PathParty, filler: bytes) -> OpenedLayer:
    if party.address == RECIPIENT:
        length = int.from_bytes(inside[:2], "big")
        return OpenedLayer("", b"", inside[2 : 2 + length])
    return OpenedLayer(address_name(int.from_bytes(inside[:ADDRESS], "big")), inside[ADDRESS:] + filler, None)


def _secret(own: X25519PrivateKey, other: X25519PublicKey) -> bytes:
    return _derived(own.exchange(other), KEY, b"layer")


def _filler(secret: bytes) -> bytes:
    return _derived(secret, LAYER, b"filler")


def _derived(secret: bytes, length: int, purpose: bytes) -> bytes:
    info = b"guidekit onion " + purpose
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(secret)


def _sealed(own: X25519PrivateKey, secret: bytes, inside: bytes) -> bytes:
    """Return public key, sealed bytes and tag; the tag vouches for the public key too."""
    public = own.public_key().public_bytes_raw()
    sealed = ChaCha20Poly1305(secret).encrypt(NO_NONCE, inside, public)
    return public + sealed[-TAG:] + sealed[:-TAG]  # the tag goes first: the end belongs to the filler


def _unsealed(packet: bytes, party: PathParty) -> tuple[bytes, bytes]:
    public, tag, sealed = packet[:KEY], packet[KEY : KEY + TAG], packet[KEY + TAG :]
    secret = _secret(party.key, X25519PublicKey.from_public_bytes(public))
    return secret, ChaCha20Poly1305(secret).decrypt(NO_NONCE, sealed + tag, public)
