"""The first message to someone who is offline: one-time keys and the fallback key, through vodozemac."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from vodozemac import Account, Curve25519PublicKey

from guidekit.frames import as_frame
from guidekit.protocols.olm import SAFE, prekey
from guidekit.protocols.steal import attempt

KINDS = ("one-time", "fallback")


class PrekeyTheft(NamedTuple):
    """The first message tried with one stolen copy."""

    key: str
    stolen: str
    readable: bool
    refused: str


@as_frame
def theft() -> list[PrekeyTheft]:
    """Copy B's whole account before or after A's first message was read, and try that message.

    B leaves keys on the server so that A can write while B is offline. A one-time key is deleted when its
    message is read. When they run out the server hands out the fallback key again and again, so B must
    keep it.

    Returns
    -------
    pandas.DataFrame
        ``key`` (one-time or fallback), ``stolen`` (before or after the message was read), ``readable`` and
        ``refused``.

    References
    ----------
    Marlinspike and Perrin, The X3DH key agreement protocol (2016), for one-time prekeys; the Matrix
    specification for fallback keys.

    Examples
    --------
    >>> theft()[["key", "stolen", "readable"]]
            key  stolen  readable
    0  one-time  before      True
    1  one-time   after     False
    2  fallback  before      True
    3  fallback   after      True
    """
    return [
        PrekeyTheft(kind, stolen, *outcome) for kind in KINDS for stolen, outcome in _thefts(kind).items()
    ]


def _thefts(kind: str) -> dict[str, tuple[bool, str]]:
    writer, reader = Account(), Account()
    session = writer.create_outbound_session(reader.curve25519_key, publish(reader, kind))
    first = prekey(session.encrypt(b"hello"))
    copies = {"before": reader.pickle(SAFE)}
    reader.create_inbound_session(writer.curve25519_key, first)
    copies["after"] = reader.pickle(SAFE)
    outcomes = {}
    for stolen, copy in copies.items():
        thief = Account.from_pickle(copy, SAFE)
        outcomes[stolen] = attempt(partial(thief.create_inbound_session, writer.curve25519_key, first))
    return outcomes


def publish(reader: Account, kind: str) -> Curve25519PublicKey:
    """Put one key of this kind on the server and return it.

    Examples
    --------
    >>> publish(Account(), "spare")
    Traceback (most recent call last):
    ValueError: kind = 'spare' is not a kind of key; allowed: one-time, fallback
    """
    if kind not in KINDS:
        raise ValueError(f"kind = {kind!r} is not a kind of key; allowed: {', '.join(KINDS)}")
    if kind == "one-time":
        reader.generate_one_time_keys(1)
        (key,) = reader.one_time_keys.values()
    else:
        account: Any = reader  # the library's type stubs leave the fallback key out
        account.generate_fallback_key()
        (key,) = account.fallback_key.values()
    reader.mark_keys_as_published()
    return key
