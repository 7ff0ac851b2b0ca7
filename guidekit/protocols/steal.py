"""A theft of keys: what every protocol answers to it, and how the refusal of a library reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from nacl.exceptions import CryptoError

from guidekit.knobs import knob_of
from guidekit.models.ratchet import Ratchet, check_snapshot

if TYPE_CHECKING:
    import pandas as pd

Attempt = tuple[bool, str]  # whether it opened, and the refusal when it did not


class TheftTry(NamedTuple):
    """One message tried with stolen keys; the frame of `StealableKeys.theft` says what each word is."""

    snapshot: int
    message: int
    sender: str
    when: str
    readable: bool
    refused: str


class InputTry(NamedTuple):
    """One input that was tried, and the reason where it is not readable."""

    input: str
    readable: bool
    refused: str


class StealableKeys(Protocol):
    """A protocol whose keys can be stolen in the middle of a conversation.

    The modules `olm`, `megolm`, `bramble` and `static` of this room are such protocols: each has a function
    `theft` with these two arguments, and more only for what it alone can vary.
    """

    def theft(self, turns: str = ..., snapshot: int | None = ...) -> pd.DataFrame:
        """Copy A's keys after a message and try every message with the copy.

        Parameters
        ----------
        turns : str
            Who writes each message, A or B; 1 to 1,000 letters. Messages arrive at once and in order.
        snapshot : int, optional
            The message after which A's keys are copied, counted from 1; by default each message in turn.

        Returns
        -------
        pandas.DataFrame
            One row for each theft and message: ``snapshot``, ``message``, ``sender`` (A or B), ``when``
            (past or future), ``readable`` (True or False) and ``refused``, the reason when it is not
            readable.

        Raises
        ------
        ValueError
            If `turns` has other letters than A and B, or there is no such message.
        """
        ...


def thefts(turns: str, snapshot: int | None, tries: Callable[[int], Iterable[Attempt]]) -> list[TheftTry]:
    """Try every message with the keys copied after one message, or after each in turn.

    Parameters
    ----------
    turns : str
        Who wrote each message, A or B.
    snapshot : int or None
        The message after which A's keys are copied; None tries every theft there can be.
    tries : callable
        Takes the place of the last message before the theft, which a list counts from 0, and returns
        the outcome of each message.

    Returns
    -------
    list of TheftTry
        The rows of `StealableKeys.theft`.

    Examples
    --------
    Keys that open nothing but what comes after the theft:

    >>> stolen = thefts("AB", 1, lambda _: [(False, "the key was deleted"), (True, "")])
    >>> [(row.message, row.when, row.readable) for row in stolen]
    [(1, 'past', False), (2, 'future', True)]
    """
    snapshots = range(1, len(turns) + 1) if snapshot is None else [check_snapshot(snapshot, turns)]
    return [
        TheftTry(stolen, message, turns[message - 1], "past" if message <= stolen else "future", *outcome)
        for stolen in snapshots
        for message, outcome in enumerate(tries(stolen - 1), 1)
    ]


def try_inputs(tried: dict[str, Callable[[], object]]) -> list[InputTry]:
    """Try one input after the other, and go on after a refusal.

    Parameters
    ----------
    tried : dict of str to callable
        What each input is, and what opens it or refuses it.

    Returns
    -------
    list of InputTry
        One for each input, in their order.
    """
    return [InputTry(name, *attempt(action)) for name, action in tried.items()]


def check_arguments(**values: object) -> None:
    """Refuse an argument that the knob of the same name of `Ratchet` would refuse.

    Raises
    ------
    ValueError
        If one is outside its range; the message says which and what is allowed.

    Examples
    --------
    >>> check_arguments(turns="ABC")
    Traceback (most recent call last):
    ValueError: turns = 'ABC' is not made of the letters A and B; allowed: 1 to 1000 messages
    """
    for name, value in values.items():
        problem = knob_of(Ratchet, name).refusal(name, value)
        if problem:
            raise ValueError(problem)


def message_text(message: int) -> bytes:
    """Return what a message says, the same in each run."""
    return f"message {message:4}".encode()


def attempt(action: Callable[[], object]) -> Attempt:
    """Try to open something; a refusal by the library becomes a sentence, and the run goes on.

    Examples
    --------
    >>> attempt(lambda: "opened")
    (True, '')
    """
    try:
        action()
    except (ValueError, CryptoError, InvalidSignature, InvalidTag) as error:
        return False, refusal_words(error)
    return True, ""


# What a library means, in words a learner can use. The library's own words follow in brackets.
_PLAIN = (
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

_KEY = re.compile(r"[A-Za-z0-9+/]{43}=?")  # a key in base64: new in each run, and of no use to a learner


def refusal_words(error: Exception) -> str:
    """Say why a library refused, first in plain words and then in its own.

    Examples
    --------
    >>> refusal_words(InvalidTag())
    'this key does not fit the message, or it was changed on the way (InvalidTag)'
    """
    own = _KEY.sub("…", str(error).strip()) or type(error).__name__
    for needle, plain in _PLAIN:
        if needle.lower() in own.lower():
            return f"{plain} ({own})"
    return own
