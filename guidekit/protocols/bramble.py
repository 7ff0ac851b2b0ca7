"""Keys that turn forward with the clock, as in Briar's transport, on HKDF and ChaCha20-Poly1305."""

from __future__ import annotations

from functools import lru_cache, partial

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from guidekit.frames import as_frame
from guidekit.knobs import switch
from guidekit.models.ratchet import periods
from guidekit.protocols.steal import Attempt, TheftTry, attempt, check_arguments, message_text, thefts

NO_NONCE = bytes(12)  # each message has a key of its own, so the nonce need not change


@as_frame
def theft(
    turns: str = "ABABABABAB",
    snapshot: int | None = None,
    minutes_between: float = 60.0,
    keep_previous: bool = False,
) -> list[TheftTry]:
    """Copy the keys A holds after a message and try every message with them.

    Each direction has a key for each time period of 24 hours and 30 seconds. The key of the next period is
    derived from the present one, never the other way round, and the old one is deleted.

    Parameters
    ----------
    turns, snapshot
        As `guidekit.protocols.steal.StealableKeys.theft` has them.
    minutes_between : float
        Minutes from one message to the next. The first message opens the first period.
    keep_previous : bool
        True: A still holds B's key of the period before, because messages may be late, as Briar does.
        False: only the present period.

    Returns
    -------
    pandas.DataFrame
        One row for each message, as `guidekit.protocols.steal.StealableKeys.theft` describes it.

    Raises
    ------
    ValueError
        If an argument is outside its range, or there is no such message.

    Notes
    -----
    It has the shape of Bramble's rotation, not its format: Briar turns a tag key and a header key
    for each direction, and keeps the incoming keys of the next period ready, which open nothing
    that the present ones would not.

    References
    ----------
    Bramble Transport Protocol (Briar Project). Krawczyk and Eronen, HMAC-based Extract-and-Expand Key
    Derivation Function (HKDF), RFC 5869 (2010), and Nir and Langley, ChaCha20 and Poly1305 for IETF
    protocols, RFC 8439 (2018), for what it is made of here.

    Examples
    --------
    With a message every twelve hours, the period of message 7 began before message 6. Earlier periods are
    closed, everything from then on is open:

    >>> stolen = theft("ABABABABAB", snapshot=7, minutes_between=720)
    >>> stolen.loc[stolen.readable, "message"].tolist()
    [6, 7, 8, 9, 10]
    """
    check_arguments(turns=turns, minutes_between=minutes_between)
    switch("keep_previous", keep_previous)
    period, keys, wire = _conversation(turns, minutes_between)

    def tries(stolen: int) -> list[Attempt]:
        start = {"A": period[stolen], "B": max(0, period[stolen] - keep_previous)}
        held = {sender: keys[sender][start[sender]] for sender in "AB"}
        derived = {sender: period_keys(held[sender], period[-1], start[sender]) for sender in "AB"}
        return [
            _opened(derived[sender].get(period[message]), message, wire[message])
            for message, sender in enumerate(turns)
        ]

    return thefts(turns, snapshot, tries)


@lru_cache(maxsize=8)  # one conversation for every moment of the theft
def _conversation(
    turns: str, minutes_between: float
) -> tuple[list[int], dict[str, dict[int, bytes]], list[bytes]]:
    """Return the period of each message, the keys of each sender's periods, and what went over the wire."""
    period = [int(number) for number in periods(len(turns), minutes_between)]
    root = {"A": ChaCha20Poly1305.generate_key(), "B": ChaCha20Poly1305.generate_key()}
    keys = {sender: period_keys(key, period[-1]) for sender, key in root.items()}
    wire = [
        seal_message(message_key(keys[sender][period[message]], message), message)
        for message, sender in enumerate(turns)
    ]
    return period, keys, wire


def period_keys(key: bytes, last: int, first: int = 0) -> dict[int, bytes]:
    """Return the keys of the periods first … last; each is derived from the one before.

    Examples
    --------
    >>> ahead = period_keys(bytes(32), last=3)
    >>> ahead[3] == period_keys(ahead[2], last=3, first=2)[3]
    True
    """
    keys = {first: key}
    for period in range(first + 1, last + 1):
        keys[period] = _derive(keys[period - 1], b"rotate %d" % period)
    return keys


def message_key(period_key: bytes, message: int) -> bytes:
    """Return the key of one message of a period; only the period's key is kept."""
    return _derive(period_key, b"message %d" % message)


def _derive(key: bytes, purpose: bytes) -> bytes:
    """Derive a key that tells nothing of the key it comes from."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"guidekit bramble " + purpose).derive(key)


def seal_message(key: bytes, message: int) -> bytes:
    """Encrypt a message under its own key."""
    return ChaCha20Poly1305(key).encrypt(NO_NONCE, message_text(message), None)


def open_message(key: bytes, sealed: bytes) -> bytes:
    """Open a message, or refuse it."""
    return ChaCha20Poly1305(key).decrypt(NO_NONCE, sealed, None)


def _opened(period_key: bytes | None, message: int, sealed: bytes) -> Attempt:
    if period_key is None:
        return False, "the key of this period was deleted, and no later key leads back to it"
    return attempt(partial(open_message, message_key(period_key, message), sealed))
