"""One key pair for ever, as in Session's protocol from 2020 to 2025, with sealed boxes of PyNaCl."""

from __future__ import annotations

from functools import partial

import pandas as pd
from nacl.public import PrivateKey, SealedBox

from guidekit.protocols.steal import Outcome, attempt, checked, inputs, text, thefts


def theft(turns: str = "ABABABABAB", snapshot: int | None = None) -> pd.DataFrame:
    """Copy A's key pair after a message and try every message with it.

    A message is sealed to the recipient's key. What A writes is sealed to A's own key as well, so that A's
    other devices show it: the thief opens that copy.

    Parameters
    ----------
    turns : str
        Who writes each message, A or B.
    snapshot : int, optional
        The message after which the key is copied; by default every theft there can be.

    Returns
    -------
    pandas.DataFrame
        ``snapshot``, ``message``, ``sender``, ``when``, ``readable`` and ``refused``.

    Raises
    ------
    ValueError
        If `turns` has other letters than A and B, or there is no such message.

    Notes
    -----
    It has the shape of Session's protocol, not its format: no padding, no signature, no swarm. The copy for
    A's own devices is Session's ``syncTarget`` (session-desktop, ``protos/SignalService.proto``).

    Examples
    --------
    The moment of the theft makes no difference:

    >>> bool(theft("ABABABABAB", snapshot=9).readable.all())
    True
    """
    checked(turns=turns)
    people = {"A": PrivateKey.generate(), "B": PrivateKey.generate()}
    wire = [_copies(sender, message, people) for message, sender in enumerate(turns)]
    stolen = SealedBox(people["A"])
    outcomes = [_opened(stolen, copies) for copies in wire]  # the key never changes: once is enough
    return thefts(turns, snapshot, lambda _: outcomes)


def _copies(sender: str, message: int, people: dict[str, PrivateKey]) -> list[bytes]:
    readers = ["A", "B"] if sender == "A" else ["A"]
    return [SealedBox(people[reader].public_key).encrypt(text(message)) for reader in readers]


def _opened(stolen: SealedBox[PrivateKey], copies: list[bytes]) -> Outcome:
    outcomes = [attempt(partial(stolen.decrypt, copy)) for copy in copies]
    return max(outcomes, key=lambda outcome: outcome[0])  # one open copy is enough


def bad_input() -> pd.DataFrame:
    """Give a sealed box what it must refuse; after each refusal it still works.

    A replay is *not* refused: a sealed box has no memory, so the application must have one.

    Returns
    -------
    pandas.DataFrame
        ``input``, ``readable`` and ``refused``, the library's reason.

    Examples
    --------
    >>> tried = bad_input()
    >>> tried[~tried.readable].input.tolist()
    ['a message cut short', 'an empty message', 'a flipped bit', "another person's key"]
    """
    key = PrivateKey.generate()
    reader, stranger = SealedBox(key), SealedBox(PrivateKey.generate())
    sealed = SealedBox(key.public_key).encrypt(b"untouched")
    following = SealedBox(key.public_key).encrypt(b"next")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    return inputs(
        {
            "a message cut short": lambda: reader.decrypt(sealed[:-1]),
            "an empty message": lambda: reader.decrypt(b""),
            "a flipped bit": lambda: reader.decrypt(changed),
            "another person's key": lambda: stranger.decrypt(sealed),
            "an untouched message": lambda: reader.decrypt(sealed),
            "the same message again": lambda: reader.decrypt(sealed),
            "the next message": lambda: reader.decrypt(following),
        }
    )
