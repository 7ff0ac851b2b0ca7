"""Olm, the Double Ratchet of Matrix, through Element's own library vodozemac."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from vodozemac import Account, AnyOlmMessage, PreKeyMessage, Session

from guidekit.frames import as_frame
from guidekit.protocols.steal import (
    Attempt,
    InputTry,
    TheftTry,
    attempt,
    check_arguments,
    message_text,
    thefts,
    try_inputs,
)

SAFE = bytes(32)  # vodozemac locks every copy of a session; a thief has the key of that lock as well


@dataclass
class Talk:
    """One conversation: what went over the wire, and a copy of A's keys after each message."""

    wire: list[AnyOlmMessage]
    copies: list[str]
    sessions: dict[str, Session]


@as_frame
def theft(turns: str = "ABABABABAB", snapshot: int | None = None) -> list[TheftTry]:
    """Copy A's keys after a message and try every message, past and later, with the copy.

    Parameters
    ----------
    turns, snapshot
        As `guidekit.protocols.steal.StealableKeys.theft` has them.

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
    The library opens only what comes in, so a copy of A cannot be asked to open what A wrote. It is
    asked to write the same text again: the same bytes come out only with the same message key,
    and who has the key can read.

    References
    ----------
    Perrin and Marlinspike, The Double Ratchet algorithm (2016); Olm, a cryptographic ratchet (Matrix.org),
    for the lazy variant of it that vodozemac has.

    Examples
    --------
    A had just written message 3, so B's answer is open to the thief and nothing else is:

    >>> stolen = theft("ABABABABAB", snapshot=3)
    >>> stolen.loc[stolen.readable, "message"].tolist()
    [4]
    """
    check_arguments(turns=turns)
    talk = _conversation(turns)
    return thefts(turns, snapshot, lambda stolen: _tries(talk, turns, stolen))


def _conversation(turns: str) -> Talk:
    """Hold a conversation; whoever writes first sets up the session with the other's one-time key."""
    sender = turns[0]
    people = {"A": Account(), "B": Account()}
    sessions = {sender: outbound(people[sender], people[other(sender)])}
    wire, copies = [], []
    for message, sender in enumerate(turns):
        sealed = sessions[sender].encrypt(message_text(message))
        if other(sender) in sessions:
            sessions[other(sender)].decrypt(sealed)
        else:
            sessions[other(sender)] = inbound(people[other(sender)], people[sender], sealed)[0]
        wire.append(sealed)
        copies.append(sessions["A"].pickle(SAFE))
    return Talk(wire, copies, sessions)


def other(person: str) -> str:
    """Return the other of the two."""
    return "B" if person == "A" else "A"


def outbound(writer: Account, reader: Account) -> Session:
    """Begin a session with a one-time key of the reader, as a writer does who finds it on the server."""
    reader.generate_one_time_keys(1)
    (one_time_key,) = reader.one_time_keys.values()
    reader.mark_keys_as_published()
    return writer.create_outbound_session(reader.curve25519_key, one_time_key)


def inbound(reader: Account, writer: Account, first: AnyOlmMessage) -> tuple[Session, bytes]:
    """Accept a session from its first message."""
    return reader.create_inbound_session(writer.curve25519_key, prekey(first))


def prekey(first: AnyOlmMessage) -> PreKeyMessage:
    """Return the message as one that sets up a session, which the first ones of a session are."""
    message = first.to_pre_key()
    if message is None:
        raise ValueError("this message does not set up a session: it is not the first")
    return message


def _tries(talk: Talk, turns: str, stolen: int) -> list[Attempt]:
    """Try each message in order: one copy reads, others write what A wrote before and after the theft."""
    reader, before, after = (Session.from_pickle(talk.copies[stolen], SAFE) for _ in range(3))
    outcomes = []
    for message, sealed in enumerate(talk.wire):
        if turns[message] == "B":
            outcomes.append(attempt(partial(reader.decrypt, sealed)))
        else:
            again = (after if message > stolen else before).encrypt(message_text(message))
            same = again.to_parts() == sealed.to_parts()
            outcomes.append((same, "" if same else "A wrote this with a key that is not in the copy"))
    return outcomes


@as_frame
def bad_input() -> list[InputTry]:
    """Give a session what it must refuse; after each refusal the session still works.

    Returns
    -------
    pandas.DataFrame
        ``input``, ``readable`` and ``refused``, the library's reason.

    Examples
    --------
    >>> tried = bad_input()
    >>> tried[tried.readable].input.tolist()
    ['an untouched message', 'the next message']
    """
    talk, stranger = _conversation("AB"), _conversation("AB").sessions["A"]
    reader, writer = talk.sessions["A"], talk.sessions["B"]
    kind, sealed = writer.encrypt(b"untouched").to_parts()
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    message = AnyOlmMessage.from_parts(kind, sealed)
    return try_inputs(
        {
            "a message cut short": lambda: reader.decrypt(AnyOlmMessage.from_parts(kind, sealed[:-12])),
            "an empty message": lambda: reader.decrypt(AnyOlmMessage.from_parts(kind, b"")),
            "a flipped bit": lambda: reader.decrypt(AnyOlmMessage.from_parts(kind, changed)),
            "the key of another session": lambda: stranger.decrypt(message),
            "a copy opened with a wrong key": lambda: Session.from_pickle(reader.pickle(SAFE), b"?" * 32),
            "an untouched message": lambda: reader.decrypt(message),
            "the same message again": lambda: reader.decrypt(message),
            "the next message": lambda: reader.decrypt(writer.encrypt(b"next")),
        }
    )
