"""An envelope with the shape of Sealed Sender: who wrote it is sealed inside.

The shape is Signal's, the envelope is not: a signed sender certificate and an Olm message stand in a sealed
box for the recipient, and that box stands in a sealed box for the server. The server opens only its own.

References
----------
Signal, Technology preview: sealed sender for Signal (2018).
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey
from vodozemac import Account, AnyOlmMessage, Curve25519PublicKey

from guidekit.protocols.olm import outbound, prekey


@dataclass
class Person:
    """Someone with an address, a key for envelopes and an Olm account for what is inside."""

    name: str
    box: PrivateKey = field(default_factory=PrivateKey.generate, repr=False)
    account: Account = field(default_factory=Account, repr=False)

    @property
    def identity(self) -> str:
        """The public key of the Olm account, which a certificate vouches for."""
        return self.account.curve25519_key.to_base64()


@dataclass
class Server:
    """A server that signs certificates, and opens the delivery layer."""

    box: PrivateKey = field(default_factory=PrivateKey.generate, repr=False)
    signing: SigningKey = field(default_factory=SigningKey.generate, repr=False)

    def certificate(self, person: Person, expires: date) -> bytes:
        """Vouch that this key is this person's, for some days."""
        claim = {"sender": person.name, "key": person.identity, "expires": expires.isoformat()}
        return bytes(self.signing.sign(_pack(claim)))


def _pack(content: dict[str, str]) -> bytes:
    """Write fields as bytes, the same way each time."""
    return json.dumps(content, sort_keys=True).encode()


def _unpack(content: bytes, *names: str) -> list[str]:
    """Read fields from bytes, and refuse bytes that are something else.

    Examples
    --------
    >>> _unpack(b'{"sender": "alice"}', "recipient")
    Traceback (most recent call last):
    ValueError: what was opened has no recipient: it is another layer
    """
    layer = json.loads(content)
    for name in names:
        if name not in layer:
            raise ValueError(f"what was opened has no {name}: it is another layer")
    return [layer[name] for name in names]


def post(text: str, sender: Person, recipient: Person, server: Server, certificate: bytes) -> bytes:
    """Seal an Olm message with the sender's certificate for the recipient, and that for delivery."""
    session = outbound(sender.account, recipient.account)
    envelope = enclose(session.encrypt(text.encode()).to_parts()[1], recipient, certificate)
    delivery = {"recipient": recipient.name, "envelope": b64encode(envelope).decode()}
    return _seal(server.box.public_key, _pack(delivery))


def enclose(message: bytes, recipient: Person, certificate: bytes) -> bytes:
    """Seal an Olm message with the sender's certificate, so that only the recipient sees who wrote."""
    inside = {"certificate": b64encode(certificate).decode(), "message": b64encode(message).decode()}
    return _seal(recipient.box.public_key, _pack(inside))


def _seal(key: PublicKey, content: bytes) -> bytes:
    """Seal bytes for the owner of a key; the box does not say who sealed it."""
    return SealedBox(key).encrypt(content)


def deliver(packet: bytes, key: PrivateKey) -> tuple[dict[str, Any], bytes]:
    """Open the delivery layer, as the server does; return what it says and the envelope to pass on."""
    recipient, inner = _unpack(SealedBox(key).decrypt(packet), "recipient", "envelope")
    envelope = b64decode(inner)
    return {"recipient": recipient, "size": len(envelope)}, envelope


def read_envelope(envelope: bytes, reader: Person, trusted: VerifyKey, today: date) -> dict[str, Any]:
    """Open an envelope, as the recipient does, and check who wrote it.

    Parameters
    ----------
    envelope : bytes
        What the server passes on.
    reader : Person
        Whose key opens it.
    trusted : nacl.signing.VerifyKey
        The key of the server that vouches for senders.
    today : datetime.date
        The day on which it is read; a certificate lasts until the end of its day.

    Returns
    -------
    dict
        ``recipient``, ``size`` in bytes, ``sender``, ``sender key``, ``certificate expires`` and ``text``.

    Raises
    ------
    ValueError
        If the certificate is expired, or the message is not written with the key that it vouches for.
    nacl.exceptions.CryptoError
        If the envelope is for another key, was changed, or the server did not sign the certificate.
    """
    certificate, message = _unpack(SealedBox(reader.box).decrypt(envelope), "certificate", "message")
    sender, key, expires = _unpack(trusted.verify(b64decode(certificate)), "sender", "key", "expires")
    if today > date.fromisoformat(expires):
        raise ValueError(f"the sender's certificate expired on {expires}")
    text = _open_message(reader, key, AnyOlmMessage.from_parts(0, b64decode(message)))
    return {
        "recipient": reader.name,
        "size": len(envelope),
        "sender": sender,
        "sender key": key,
        "certificate expires": expires,
        "text": text.decode(),
    }


def _open_message(reader: Person, key: str, first: AnyOlmMessage) -> bytes:
    """Open the Olm message, which fits only the key it was written with."""
    return reader.account.create_inbound_session(Curve25519PublicKey.from_base64(key), prekey(first))[1]
