"""Ratchets: which messages a thief reads who copies one person's keys in the middle of a conversation."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob

if TYPE_CHECKING:
    import pandas as pd

PROTOCOLS = ("signal", "olm", "megolm", "bramble", "static")
KEYS = ("fewest", "apps")
MEGOLM_DAYS = 7  # Matrix' recommended default, beside 100 messages (mx.megolm_rotation_days)
BRAMBLE_SECONDS = 24 * 3600 + 30  # a day for wrong clocks, 30 s on the way (briar.key_period_hours)


@dataclass(frozen=True)
class Ratchet(Model):
    """A conversation between A and B, and a thief who copies A's keys once and only listens.

    Messages count from 1 and arrive in order. The thief records every encrypted message, before and
    after, and never sends one.

    - ``"signal"`` and ``"olm"`` are Double Ratchets. Each message key is deleted after use, so the past
      stays closed. They heal when A draws a new secret: Signal's text does it when an answer *arrives*
      (eager), Olm when A *writes* the next time (lazy).
    - ``"megolm"`` is what Matrix uses in rooms: one session for each sender, with a key that only
      turns forward and a new session after `rotation` messages or seven days.
    - ``"bramble"`` is Briar's transport over Tor: the key turns forward once in 24 hours and 30 seconds.
    - ``"static"`` is one key pair for ever, as in Session since December 2020. A's key opens what is sealed
      to A. What A writes is sealed to B, so it opens only where A's app seals a second copy to A.

    Each has two faces. With ``keys="fewest"`` A keeps as little as the protocol allows. With
    ``keys="apps"`` A keeps what apps keep: the first key of each Megolm session, which shows the history
    again; B's Bramble keys of the period before, because messages may be late; and of the static key a
    copy of each of A's own messages for A's other devices. The Double Ratchets are the same in both, as
    no message is late here.

    The model leaves out: a thief who sends, keys of messages that come late, the post-quantum part of
    Signal since 2025, Megolm's new keys on their way to A (they travel through Olm, as if it had
    healed), keys that A stored in a backup, and the texts themselves, which lie open on an open phone.

    References
    ----------
    Perrin and Marlinspike, The Double Ratchet algorithm (2016), for Signal's text; the specifications of
    Olm and Megolm (Matrix.org) and of the Bramble transport (Briar Project) for the others.
    ``mx.megolm_rotation_messages`` and ``briar.key_period_hours`` in ``parameters.csv``. That clients store
    the room keys, so as to open old messages again, is in Megolm's specification ("partial forward
    secrecy", ``S-megolm``); Briar's keys of the period before and Session's copies (``syncTarget``) are in
    their code (``S-briar``, ``S-ses-desk``). The model agrees message by message with vodozemac 0.10 and
    doubleratchet 1.3 (``tests/protocols``).

    Examples
    --------
    A's keys are copied after message 4, which B wrote. Olm has nothing left to steal; Signal's text
    has already drawn the secrets of A's answer and of the answer to that:

    >>> olm = Ratchet(protocol="olm", turns="ABABABABAB")
    >>> olm.opened(4)
    []
    >>> olm.but(protocol="signal").opened(4)
    [5, 6]

    A static key opens everything that was ever written to A, and in an app that copies what A writes to
    A's other devices that as well:

    >>> static = olm.but(protocol="static")
    >>> static.opened(4), static.but(keys="apps").opened(4)
    ([2, 4, 6, 8, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    """

    protocol: str = knob(
        "signal", label="Protocol", help="How the keys of a conversation change", choices=PROTOCOLS
    )
    turns: str = knob(
        "ABABABABAB", 1, 1000, "messages", "Who writes", "One letter for each message: A or B", letters="AB"
    )
    rotation: int = knob(
        100,
        1,
        1000,
        "messages",
        "Megolm rotation",
        "Messages of one sender until a new session",
        source="mx.megolm_rotation_messages",
    )
    minutes_between: float = knob(
        60.0,
        0.1,
        10_080,
        "minutes",
        "Time between messages",
        "Steady, day and night; Bramble and Megolm count it",
        log=True,
    )
    keys: str = knob(
        "fewest", label="Keys Alice keeps", help="As few as the protocol allows, or those that apps keep",
        choices=KEYS, titles=("the fewest", "those that apps keep"),
    )  # fmt: skip

    def readable(self, snapshot: int) -> pd.DataFrame:
        """Say of each message whether the thief reads it.

        Parameters
        ----------
        snapshot : int
            A's keys are copied right after this message, which counts as past; the first is 1.

        Returns
        -------
        pandas.DataFrame
            One row a message: ``message``, ``sender``, ``when`` (past or future) and ``readable``.

        Raises
        ------
        ValueError
            If there is no such message.

        Examples
        --------
        >>> Ratchet(protocol="olm", turns="ABAB").readable(3)
           message sender    when  readable
        0        1      A    past     False
        1        2      B    past     False
        2        3      A    past     False
        3        4      B  future      True
        """
        import pandas as pd

        open_ = self._opens(snapshot)
        message = np.arange(1, len(self.turns) + 1)
        return pd.DataFrame(
            {
                "message": message,
                "sender": list(self.turns),
                "when": np.where(message <= snapshot, "past", "future"),
                "readable": open_,
            }
        )

    def opened(self, snapshot: int) -> list[int]:
        """List the messages the thief reads.

        Examples
        --------
        >>> Ratchet(protocol="megolm", turns="B" * 150, rotation=1000).opened(61)[:3]
        [61, 62, 63]
        """
        return [int(message) + 1 for message in np.flatnonzero(self._opens(snapshot))]

    def heals_at(self, snapshot: int) -> int | None:
        """Return the first later message from which on the thief reads nothing more.

        Returns
        -------
        int or None
            None when the conversation ends before that.

        Examples
        --------
        One reply heals Olm here, but not Signal's text:

        >>> olm = Ratchet(protocol="olm", turns="ABABABABAB")
        >>> olm.heals_at(4), olm.but(protocol="signal").heals_at(4)
        (5, 7)
        """
        after = max([*self.opened(snapshot), snapshot]) + 1
        return after if after <= len(self.turns) else None

    def _opens(self, snapshot: int) -> NDArray[np.bool_]:
        at = check_snapshot(snapshot, self.turns) - 1  # arrays begin with 0
        message, writer = np.arange(len(self.turns)), np.array(list(self.turns))
        more = self.keys == "apps"
        if self.protocol == "static":
            return np.asarray((writer == "B") | more)
        if self.protocol == "bramble":
            period = periods(len(self.turns), self.minutes_between)
            late = (writer == "B") & more  # the incoming keys stay for one period more
            return np.asarray(period >= period[at] - late)
        if self.protocol == "megolm":
            session = self._sessions()
            if more:  # every session that has begun, from its first message on
                return np.asarray(session <= at)
            in_use = {self.turns[m]: session[m] for m in range(at + 1)}  # the newest of each sender
            return (message >= at) & np.isin(session, list(in_use.values()))
        turn = np.concatenate([[0], np.cumsum(writer[1:] != writer[:-1])])
        return np.asarray((message > at) & (turn <= turn[at] + self._turns_in_reach(at)))

    def _turns_in_reach(self, at: int) -> int:
        """Count the turns after the present one whose secrets are already in A's keys."""
        if self.turns[at] == "A":
            return 1  # A has drawn a secret, and B's answer is made with it
        return 2 if self.protocol == "signal" else 0  # drawn on arrival, or not before A writes

    def _sessions(self) -> NDArray[np.int64]:
        """Name the Megolm session of each message after the first message in it."""
        seconds = message_seconds(len(self.turns), self.minutes_between)
        session = np.empty(len(self.turns), dtype=np.int64)
        newest: dict[str, tuple[int, int]] = {}  # of each sender: its first message, and how many it holds
        for message, sender in enumerate(self.turns):
            first, held = newest.get(sender, (message, 0))
            if held == self.rotation or seconds[message] - seconds[first] >= MEGOLM_DAYS * 86_400:
                first, held = message, 0
            newest[sender] = first, held + 1
            session[message] = first
        return session


@dataclass(frozen=True)
class Theft(Model):
    """A's keys are copied once, in the middle of a conversation that each protocol carries in its own way.

    Messages count from 1. The thief has recorded every encrypted message, goes on recording, and never
    sends one. What each protocol's keys then open is `Ratchet`'s answer, which the tests compare with
    the real libraries.

    A conversation may be shorter than `stolen_after`; nothing changes any more after its last message,
    so the theft then counts as one after that.

    References
    ----------
    ``mx.megolm_rotation_messages`` in ``parameters.csv``. The turns, the moment and the time between
    messages are assumptions.

    Examples
    --------
    >>> Theft().counts()
    {'signal': 2, 'olm': 0, 'megolm': 21, 'bramble': 23, 'static': 20}
    >>> Theft(keys="apps").counts()
    {'signal': 2, 'olm': 0, 'megolm': 40, 'bramble': 27, 'static': 40}
    """

    turns: str = knob(
        "AB" * 20, 1, 40, "messages", "Who writes", "A for Alice, B for Bob, a letter each; then press Enter",
        letters="AB",
    )  # fmt: skip
    stolen_after: int = knob(
        20,
        1,
        40,
        "messages",
        "Stolen after message",
        "Alice's keys are copied right after it; 1 is the first",
    )
    rotation: int = knob(
        100, 1, 100, "messages", "Megolm rotation", "Messages of one sender until a new session",
        source="mx.megolm_rotation_messages",
    )  # fmt: skip
    minutes_between: float = knob(
        180.0, 1, 10_080, "minutes", "Time between messages", "Steady, day and night; Bramble and Megolm "
        "count it", log=True,
    )  # fmt: skip
    keys: str = knob(
        "fewest", label="Keys Alice keeps", help="As few as the protocol allows, or those that apps keep",
        choices=KEYS, titles=("the fewest", "those that apps keep"),
    )  # fmt: skip

    @property
    def snapshot(self) -> int:
        """The message after which the keys are copied."""
        return min(self.stolen_after, len(self.turns))

    def ratchet(self, protocol: str) -> Ratchet:
        """Return the conversation in one protocol."""
        return Ratchet(protocol, self.turns, self.rotation, self.minutes_between, self.keys)

    def opened(self, protocol: str) -> list[int]:
        """List the messages the thief reads in one protocol.

        Examples
        --------
        >>> Theft("ABBA", 2).opened("signal")
        [3, 4]
        """
        return list(_opened(self.ratchet(protocol), self.snapshot))

    def counts(self) -> dict[str, int]:
        """Count the messages the thief reads in each protocol."""
        return {protocol: len(self.opened(protocol)) for protocol in PROTOCOLS}

    def before_and_after(self, protocol: str) -> tuple[int, int]:
        """Count the messages the thief reads up to the theft, and after it.

        Examples
        --------
        >>> Theft().before_and_after("bramble")
        (3, 20)
        """
        opened = self.opened(protocol)
        before = sum(message <= self.snapshot for message in opened)
        return before, len(opened) - before

    def heals_at(self, protocol: str) -> int | None:
        """Return the message from which on the thief reads nothing more, or None if there is none."""
        return self.ratchet(protocol).heals_at(self.snapshot)

    def shuts_out(self, protocol: str) -> bool:
        """Tell whether the thief is shut out from everybody who writes after the theft.

        A closed last message is not enough: the thief may read all that the other one writes.

        Examples
        --------
        Alice's Megolm session stays open, and only Bob's last message comes after her last one:

        >>> early = Theft(stolen_after=1)
        >>> early.heals_at("megolm"), early.shuts_out("megolm"), early.shuts_out("signal")
        (40, False, True)
        """
        healed = self.heals_at(protocol)
        return healed is not None and set(self.turns[healed - 1 :]) == set(self.turns[self.snapshot :])

    def turns_of_a(self, protocol: str) -> int | None:
        """Count how often A must begin to write, after the theft, before the thief is shut out.

        Examples
        --------
        B wrote last, so nothing of A's is on the way. The lazy ratchet heals at A's first answer, the
        eager one at A's second:

        >>> stolen = Theft("ABABABABAB", stolen_after=4)
        >>> stolen.turns_of_a("olm"), stolen.turns_of_a("signal")
        (1, 2)
        """
        healed = self.heals_at(protocol)
        if healed is None:
            return None
        later = range(self.snapshot, healed)  # the places in `turns` of the messages from the theft on
        return sum(self.turns[at] == "A" and self.turns[at - 1] == "B" for at in later)


@functools.lru_cache(maxsize=1024)  # a picture and its sentence ask the same thing several times
def _opened(ratchet: Ratchet, snapshot: int) -> tuple[int, ...]:
    return tuple(ratchet.opened(snapshot))


def check_snapshot(snapshot: int, turns: str) -> int:
    """Return the message after which the keys are copied, if the conversation has it.

    Examples
    --------
    >>> check_snapshot(5, "ABAB")
    Traceback (most recent call last):
    ValueError: snapshot = 5 is outside its range; allowed: 1 to 4 messages in this conversation
    """
    return count("snapshot", snapshot, 1, len(turns), "messages in this conversation")


def periods(messages: int, minutes_between: float) -> NDArray[np.int64]:
    """Count the Bramble time periods before each message; the first message opens period 0 (assumption).

    Examples
    --------
    >>> periods(4, minutes_between=720.25).tolist()
    [0, 0, 1, 1]
    """
    return np.asarray(message_seconds(messages, minutes_between) // BRAMBLE_SECONDS, dtype=np.int64)


def message_seconds(messages: int, minutes_between: float) -> NDArray[np.float64]:
    """Return when each message is written, in seconds after the first, shape (messages,)."""
    return np.arange(messages, dtype=np.float64) * (minutes_between * 60)
