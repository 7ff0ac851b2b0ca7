"""A theft: one conversation and one moment, to ask of every protocol what the stolen keys read."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from guidekit.models.knobs import Model, knob
from guidekit.models.ratchet import PROTOCOLS, Ratchet


@dataclass(frozen=True)
class Theft(Model):
    """A's keys are copied once, in the middle of a conversation that each protocol carries in its own way.

    Messages count from 0. The thief has recorded every encrypted message, goes on recording, and never
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
    {'signal': 2, 'olm': 0, 'megolm': 21, 'bramble': 23, 'static': 40}
    """

    turns: str = knob(
        "AB" * 20, 1, 40, "messages", "Who writes", "One letter for each message, A or B; then press Enter",
        letters="AB",
    )  # fmt: skip
    stolen_after: int = knob(
        19, 0, 39, "messages", "Stolen after message", "A's keys are copied right after it; 0 is the first"
    )
    rotation: int = knob(
        100, 1, 100, "messages", "Megolm rotation", "Messages of one sender until a new session",
        source="mx.megolm_rotation_messages",
    )  # fmt: skip
    minutes_between: float = knob(
        180.0, 1, 10_080, "minutes", "Time between messages", "Steady, day and night; Bramble and Megolm "
        "count it", log=True,
    )  # fmt: skip

    @property
    def snapshot(self) -> int:
        """The message after which the keys are copied."""
        return min(self.stolen_after, len(self.turns) - 1)

    def ratchet(self, protocol: str) -> Ratchet:
        """Return the conversation in one protocol."""
        return Ratchet(protocol, self.turns, self.rotation, self.minutes_between)

    def opened(self, protocol: str) -> list[int]:
        """List the messages the thief reads in one protocol.

        >>> Theft("ABBA", 1).opened("signal")
        [2, 3]
        """
        return list(_opened(self.ratchet(protocol), self.snapshot))

    def counts(self) -> dict[str, int]:
        """Count the messages the thief reads in each protocol."""
        return {protocol: len(self.opened(protocol)) for protocol in PROTOCOLS}

    def before_and_after(self, protocol: str) -> tuple[int, int]:
        """Count the messages the thief reads up to the theft, and after it.

        >>> Theft().before_and_after("bramble")
        (3, 20)
        """
        opened = self.opened(protocol)
        before = sum(message <= self.snapshot for message in opened)
        return before, len(opened) - before

    def heals_at(self, protocol: str) -> int | None:
        """Return the message from which on the thief reads nothing more, or None if there is none."""
        return self.ratchet(protocol).heals_at(self.snapshot)

    def turns_of_a(self, protocol: str) -> int | None:
        """Count how often A must begin to write, after the theft, before the thief is shut out.

        B wrote last, so nothing of A's is on the way. The lazy ratchet heals at A's first answer, the
        eager one at A's second:

        >>> stolen = Theft("ABABABABAB", stolen_after=3)
        >>> stolen.turns_of_a("olm"), stolen.turns_of_a("signal")
        (1, 2)
        """
        healed = self.heals_at(protocol)
        if healed is None:
            return None
        later = range(self.snapshot + 1, healed + 1)
        return sum(self.turns[m] == "A" and self.turns[m - 1] == "B" for m in later)


@functools.lru_cache(maxsize=1024)  # a picture and its sentence ask the same thing several times
def _opened(ratchet: Ratchet, snapshot: int) -> tuple[int, ...]:
    return tuple(ratchet.opened(snapshot))
