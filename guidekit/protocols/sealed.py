"""Who can read what of an envelope with the shape of Sealed Sender, and which forgeries are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from nacl.exceptions import CryptoError

from guidekit.frames import as_frame
from guidekit.protocols.envelope import Person, Server, deliver, enclose, post, read_envelope
from guidekit.protocols.olm import inbound, outbound

TODAY = date(2026, 11, 23)  # a fixed day: what has expired must not depend on when the lesson runs
DAYS = 7  # how long a certificate lasts, as in the sample configuration of Signal's server
FIELDS = ("recipient", "size", "sender", "sender key", "certificate expires", "text")
WORDS = "meet me at noon"


class EnvelopeField(NamedTuple):
    """Whose key opens one field of an envelope."""

    field: str
    server: bool
    recipient: bool
    stranger: bool


@as_frame
def fields(text: str = WORDS) -> list[EnvelopeField]:
    """Send one envelope and try the keys of everyone who could hold it.

    Parameters
    ----------
    text : str
        The message.

    Returns
    -------
    pandas.DataFrame
        ``field``, and for ``server``, ``recipient`` and ``stranger`` whether their key opens it.

    Notes
    -----
    This is what a key opens. The size is that of the envelope the server passes on; it grows with the
    text, and anyone on the line sees about as much without a key. Beside the packet the server sees the
    time and the network address it came from.

    Examples
    --------
    >>> fields()
                     field  server  recipient  stranger
    0            recipient    True       True     False
    1                 size    True       True     False
    2               sender   False       True     False
    3           sender key   False       True     False
    4  certificate expires   False       True     False
    5                 text   False       True     False
    """
    alice, bob, stranger, server = Person("alice"), Person("bob"), Person("stranger"), Server()
    certificate = server.certificate(alice, TODAY + timedelta(days=DAYS))
    packet = post(text, alice, bob, server, certificate)
    _, envelope = deliver(packet, server.box)
    seen = {
        "server": _opened_fields(packet, envelope, Person("server", box=server.box), server),
        "recipient": _opened_fields(packet, envelope, bob, server),
        "stranger": _opened_fields(packet, envelope, stranger, server),
    }
    return [EnvelopeField(name, *(name in found for found in seen.values())) for name in FIELDS]


class EnvelopeSize(NamedTuple):
    """The bytes of a message and of its envelope."""

    answered: bool
    message: int
    envelope: int


@as_frame
def sizes(text: str = WORDS) -> list[EnvelopeSize]:
    """Measure a message and its envelope, before and after the recipient has answered for the first time.

    Parameters
    ----------
    text : str
        The message.

    Returns
    -------
    pandas.DataFrame
        ``answered``, and in bytes ``message`` (what Olm makes of the text) and ``envelope`` (with the
        certificate, sealed; what the server passes on).

    Examples
    --------
    Until it is answered, each message carries what the recipient needs to set up the session.

    >>> bytes_of = sizes()
    >>> bool(bytes_of.message[0] > bytes_of.message[1])
    True
    """
    alice, bob, server = Person("alice"), Person("bob"), Server()
    certificate = server.certificate(alice, TODAY + timedelta(days=DAYS))
    session = outbound(alice.account, bob.account)
    first = session.encrypt(text.encode())
    session.decrypt(inbound(bob.account, alice.account, first)[0].encrypt(b"yes"))
    later = session.encrypt(text.encode())
    rows = []
    for answered, sealed in ((False, first), (True, later)):
        message = sealed.to_parts()[1]
        rows.append(EnvelopeSize(answered, len(message), len(enclose(message, bob, certificate))))
    return rows


def _opened_fields(packet: bytes, envelope: bytes, holder: Person, server: Server) -> dict[str, Any]:
    """Try the holder's key on the packet and on the envelope inside; return every field that opens."""
    found: dict[str, Any] = {}
    tries: list[Callable[[], dict[str, Any]]] = [
        lambda: deliver(packet, holder.box)[0],
        lambda: deliver(envelope, holder.box)[0],
        lambda: read_envelope(envelope, holder, server.signing.verify_key, TODAY),
    ]
    for each in tries:
        try:
            found.update(each())
        except (CryptoError, ValueError):
            continue  # a key that does not fit shows no field
    return found
