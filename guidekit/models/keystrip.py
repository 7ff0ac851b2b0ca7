"""Twelve messages of a Double Ratchet, each with a key of its own, and the hour in which a phone was gone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from guidekit.knobs import Model, knob
from guidekit.models.ratchet import Theft

TWELVE = 12


@dataclass(frozen=True)
class KeyStrip(Model):
    """Twelve messages between Alice (A) and Bob (B) in a Double Ratchet, and a theft of Alice's keys.

    The ratchet is that of Signal's specification, as `Theft` asks it. Messages count from 1.

    Examples
    --------
    >>> strip = KeyStrip()
    >>> strip.opened(), strip.heals_at(), strip.secrets()[:3]
    ([7, 8, 9], 10, [(1, 1), (2, 3), (4, 5)])
    """

    stolen_after: int = knob(
        6, 1, TWELVE, "messages", "The phone is copied after message",
        "Messages count from 1; what comes later does not exist yet at that moment",
    )  # fmt: skip
    turns: str = knob(
        "ABBAABBABAAB", TWELVE, TWELVE, "messages", "Who writes", "One letter for each message: A or B",
        letters="AB",
    )  # fmt: skip

    def theft(self) -> Theft:
        """Return the same theft as the model of five protocols has it."""
        return Theft(self.turns, self.stolen_after)

    def opened(self) -> list[int]:
        """List the messages that the thief reads."""
        return self.theft().opened("signal")

    def heals_at(self) -> int | None:
        """Return the message from which on the thief reads nothing more, or None if there is none."""
        return self.theft().heals_at("signal")

    def secrets(self) -> list[tuple[int, int]]:
        """List the first and the last message that each secret serves: a new one comes with each new writer.

        References
        ----------
        Perrin and Marlinspike, The Double Ratchet algorithm (2016), on the Diffie-Hellman ratchet.
        """
        served, first = [], 1
        for _, messages in groupby(self.turns):
            last = first + len(list(messages)) - 1
            served.append((first, last))
            first = last + 1
        return served
