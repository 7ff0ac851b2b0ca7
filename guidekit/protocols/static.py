"""One key pair for ever, as in Session's protocol since December 2020, with sealed boxes of PyNaCl."""

from __future__ import annotations

from functools import lru_cache, partial

from nacl.public import PrivateKey, SealedBox

from guidekit.frames import as_frame
from guidekit.knobs import switch
from guidekit.protocols.steal import Attempt, TheftTry, attempt, check_arguments, message_text, thefts


@as_frame
def theft(turns: str = "ABABABABAB", snapshot: int | None = None, own_copies: bool = False) -> list[TheftTry]:
    """Copy A's key pair after a message and try every message with it.

    A message is sealed to the recipient's key, so A's key opens what B writes, and not what A writes.

    Parameters
    ----------
    turns, snapshot
        As `guidekit.protocols.steal.StealableKeys.theft` has them.
    own_copies : bool
        True: what A writes is sealed to A's own key as well, so that A's other devices show it, as Session
        does. The thief opens that copy. False: it is sealed to B alone.

    Returns
    -------
    pandas.DataFrame
        One row for each message, as `guidekit.protocols.steal.StealableKeys.theft` describes it.

    Raises
    ------
    ValueError
        If `turns` has other letters than A and B, or there is no such message.

    Notes
    -----
    It has the shape of Session's protocol, not its format: no padding, no signature, no swarm. The copy for
    A's own devices is Session's ``syncTarget`` (session-desktop, ``protos/SignalService.proto``).

    References
    ----------
    Jefferys, Shishmarev and Harman, Session: end-to-end encrypted conversations with minimal metadata
    leakage (2020).

    Examples
    --------
    The moment of the theft makes no difference; copies for A's own devices do:

    >>> theft("ABAB", snapshot=4).readable.tolist()
    [False, True, False, True]
    >>> bool(theft("ABAB", snapshot=1, own_copies=True).readable.all())
    True
    """
    check_arguments(turns=turns)
    switch("own_copies", own_copies)
    return thefts(turns, snapshot, lambda _: _outcomes(turns, own_copies))


@lru_cache(maxsize=8)  # the key never changes: one run is enough for every moment of the theft
def _outcomes(turns: str, own: bool) -> tuple[Attempt, ...]:
    """Send each message and try it with A's key."""
    people = {"A": PrivateKey.generate(), "B": PrivateKey.generate()}
    wire = [_copies(sender, message, people, own) for message, sender in enumerate(turns)]
    stolen = SealedBox(people["A"])
    return tuple(_opened(stolen, copies) for copies in wire)


def _copies(sender: str, message: int, people: dict[str, PrivateKey], own: bool) -> list[bytes]:
    readers = ["A"] if sender == "B" else ["B", *["A"] * own]
    return [SealedBox(people[reader].public_key).encrypt(message_text(message)) for reader in readers]


def _opened(stolen: SealedBox[PrivateKey], copies: list[bytes]) -> Attempt:
    outcomes = [attempt(partial(stolen.decrypt, copy)) for copy in copies]
    if any(readable for readable, _ in outcomes):  # one open copy is enough
        return True, ""
    return outcomes[0]
