"""Megolm, the key of a Matrix room that only turns forward, through vodozemac."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vodozemac import ExportedSessionKey, GroupSession, InboundGroupSession, MegolmMessage

from guidekit.frames import as_frame
from guidekit.knobs import switch
from guidekit.models.ratchet import MEGOLM_DAYS, message_seconds
from guidekit.protocols.steal import Attempt, TheftTry, attempt, check_arguments, message_text, thefts


@dataclass
class Room:
    """Where each sender writes now: the sending session, its reader's copy, and when it began."""

    sending: GroupSession
    reading: InboundGroupSession
    begun: float


@as_frame
def theft(
    turns: str = "ABABABABAB",
    snapshot: int | None = None,
    rotation: int = 100,
    minutes_between: float = 60.0,
    keep_history: bool = False,
) -> list[TheftTry]:
    """Copy the room keys A holds after a message and try every message with them.

    Parameters
    ----------
    turns, snapshot
        As `guidekit.protocols.steal.StealableKeys.theft` has them; each sender has sessions of their own.
    rotation : int
        A sender begins a new session after so many messages, or after seven days.
    minutes_between : float
        Minutes from one message to the next.
    keep_history : bool
        False: A winds each key forward as she reads and drops the sessions that ended. True: A keeps the
        first key of each session, so that old messages can be shown again, as clients do.

    Returns
    -------
    pandas.DataFrame
        One row for each message, as `guidekit.protocols.steal.StealableKeys.theft` describes it.

    Raises
    ------
    ValueError
        If an argument is outside its range, or there is no such message.

    References
    ----------
    Megolm group ratchet (Matrix specification).

    Examples
    --------
    One session of 150 messages, its key copied at message 61, opens 90 of them:

    >>> int(theft("B" * 150, snapshot=61, rotation=1000).readable.sum())
    90

    With a new session after 100 messages the thief has less:

    >>> int(theft("B" * 150, snapshot=61).readable.sum())
    40
    """
    check_arguments(turns=turns, rotation=rotation, minutes_between=minutes_between)
    switch("keep_history", keep_history)
    wire, copies = _conversation(turns, rotation, minutes_between, keep_history)

    def tries(stolen: int) -> list[Attempt]:
        keys = [InboundGroupSession.import_session(ExportedSessionKey(key)) for key in copies[stolen]]
        known = {key.session_id: key for key in keys}
        return [_opened(known, *sent) for sent in wire]

    return thefts(turns, snapshot, tries)


def _opened(known: dict[str, InboundGroupSession], session: str, sealed: MegolmMessage) -> Attempt:
    if session not in known:
        return False, "no key of this session is among the stolen ones"
    return attempt(lambda: known[session].decrypt(sealed))


@lru_cache(maxsize=8)  # one conversation for every moment of the theft
def _conversation(
    turns: str, rotation: int, minutes_between: float, keep_history: bool
) -> tuple[list[tuple[str, MegolmMessage]], list[list[str]]]:
    """Return what went over the wire with its session's name, and A's keys after each message."""
    rooms: dict[str, Room] = {}
    ended: list[str] = []
    wire, copies = [], []
    for message, (sender, now) in enumerate(
        zip(turns, message_seconds(len(turns), minutes_between), strict=True)
    ):
        # What A needs from this message on; taken before it moves the session of its sender forward.
        room = rooms.get(sender)
        if room and _is_over(room, now, rotation):
            ended.append(key_at(room.reading, 0))
            room = None
        rooms[sender] = room = room or begin_session(now)
        start = {name: 0 if keep_history else one.sending.message_index for name, one in rooms.items()}
        sealed = room.sending.encrypt(message_text(message))
        room.reading.decrypt(sealed)
        wire.append((room.sending.session_id, sealed))
        held = [key_at(one.reading, start[name]) for name, one in rooms.items()]
        copies.append(held + ended if keep_history else held)
    return wire, copies


def _is_over(room: Room, now: float, rotation: int) -> bool:
    """Say whether a session has done its work: enough messages, or seven days."""
    return room.sending.message_index >= rotation or now - room.begun >= MEGOLM_DAYS * 86_400


def begin_session(now: float) -> Room:
    """Begin a session. Its key goes to each device over Olm, which is not played here."""
    sending = GroupSession()
    return Room(sending, InboundGroupSession(sending.session_key), now)


def key_at(reading: InboundGroupSession, index: int) -> str:
    """Return the key of a session from this message of it on."""
    key = reading.export_at(index)
    if key is None:
        raise ValueError(f"the key of message {index} is gone: it begins at {reading.first_known_index}")
    return key.to_base64()
