"""A theft of keys: the frame that every run of a conversation returns, and how a refusal reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pandas as pd
from cryptography.exceptions import InvalidSignature, InvalidTag
from nacl.exceptions import CryptoError

from guidekit.knobs import knob_of
from guidekit.models.ratchet import Ratchet, stolen_after

Outcome = tuple[bool, str]  # whether it opened, and the refusal when it did not

# What a library means, in words a learner can use. The library's own words follow in brackets.
PLAIN = (
    (
        "identity key doesn't match",
        "the message was written with another key than the certificate vouches for",
    ),
    ("message key with the given key", "the key of this message was used once and deleted"),
    ("unknown one-time key", "the one-time key of this message was used and deleted"),
    ("unknown message index", "the stolen key begins later than this message"),
    ("signature", "the signature does not fit: changed on the way, or of another session"),
    ("buffer underflow", "the message is cut short"),
    ("too short", "the message is cut short"),
    ("didn't contain", "the message is cut short"),
    ("bytes long", "the message is cut short"),
    ("at least", "the message is cut short"),
    ("mac", "these keys do not fit the message, or it was changed on the way"),
    ("decrypt", "this key does not fit the message, or it was changed on the way"),
    ("authentication", "these keys do not fit the message, or it was changed on the way"),
    ("InvalidTag", "this key does not fit the message, or it was changed on the way"),
)

KEY = re.compile(r"[A-Za-z0-9+/]{43}=?")  # a key in base64: new in each run, and of no use to a learner


def attempt(action: Callable[[], object]) -> Outcome:
    """Try to open something; a refusal by the library becomes a sentence, and the run goes on.

    >>> attempt(lambda: "opened")
    (True, '')
    """
    try:
        action()
    except (ValueError, CryptoError, InvalidSignature, InvalidTag) as error:
        return False, refusal(error)
    return True, ""


def refusal(error: Exception) -> str:
    """Say why a library refused, first in plain words and then in its own.

    >>> refusal(InvalidTag())
    'this key does not fit the message, or it was changed on the way (InvalidTag)'
    """
    own = KEY.sub("…", str(error).strip()) or type(error).__name__
    for needle, plain in PLAIN:
        if needle.lower() in own.lower():
            return f"{plain} ({own})"
    return own


def checked(**values: object) -> None:
    """Refuse an argument that the knob of the same name of `Ratchet` would refuse.

    >>> checked(turns="ABC")
    Traceback (most recent call last):
    ValueError: turns = 'ABC' is not made of the letters A and B; allowed: 1 to 1000 messages
    """
    for name, value in values.items():
        problem = knob_of(Ratchet, name).refusal(name, value)
        if problem:
            raise ValueError(problem)


def text(message: int) -> bytes:
    """Return what a message says, the same in each run."""
    return f"message {message:4}".encode()


def thefts(turns: str, snapshot: int | None, tries: Callable[[int], Iterable[Outcome]]) -> pd.DataFrame:
    """Try every message with the keys copied after one message, or after each in turn.

    Parameters
    ----------
    turns : str
        Who wrote each message, A or B.
    snapshot : int or None
        The message after which A's keys are copied; None tries every theft there can be.
    tries : callable
        Takes a snapshot and returns the outcome of each message.

    Returns
    -------
    pandas.DataFrame
        ``snapshot``, ``message``, ``sender``, ``when`` (past or future), ``readable`` and ``refused``,
        the reason when it is not readable.
    """
    stolen = range(len(turns)) if snapshot is None else [stolen_after(snapshot, turns)]
    rows = [
        (theft, message, turns[message], "past" if message <= theft else "future", *outcome)
        for theft in stolen
        for message, outcome in enumerate(tries(theft))
    ]
    return pd.DataFrame(rows, columns=["snapshot", "message", "sender", "when", "readable", "refused"])


def inputs(tried: dict[str, Callable[[], object]]) -> pd.DataFrame:
    """Try one input after the other, and go on after a refusal.

    Returns
    -------
    pandas.DataFrame
        ``input``, ``readable`` and ``refused``, the reason when it is not readable.
    """
    rows = [(name, *attempt(action)) for name, action in tried.items()]
    return pd.DataFrame(rows, columns=["input", "readable", "refused"])
