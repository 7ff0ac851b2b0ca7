"""What Signal's own library sealed, and what a copy of its keys opened."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from guidekit.knobs import Model, knob
from guidekit.models import Theft
from guidekit.protocols import sealed
from guidekit.recordings.reading import recording_rows

MODELS = {"signal": "the eager model, Signal's specification", "olm": "the lazy model, Olm"}


@dataclass(frozen=True)
class CopiedKeys(Model):
    """A's keys are copied in a conversation that Signal's own library carried; B's messages are tried.

    The library was asked about the other person's keys, so the letters A and B are swapped here.
    """

    stolen_after: int = knob(
        8, 1, 19, "messages", "Stolen after message", "Alice's keys are copied right after it; 1 is the first"
    )

    def recorded(self) -> list[int]:
        """List the messages that the copy opened in the library.

        >>> CopiedKeys(8).recorded()
        [9, 12, 13]
        """
        stolen = self.stolen_after - 1  # the recording counts from 0
        rows = recording_rows("libsignal_exposure")
        return [row.message + 1 for row in rows if row.snapshot_after == stolen and row.readable]

    def modelled(self, protocol: str) -> list[int]:
        """List B's messages that the model of a ratchet opens; ``"signal"`` is eager, ``"olm"`` lazy.

        >>> CopiedKeys(8).modelled("signal"), CopiedKeys(8).modelled("olm")
        ([9, 12, 13], [9])
        """
        written = turns()
        return [m for m in Theft(written, self.stolen_after).opened(protocol) if written[m - 1] == "B"]


@functools.cache
def turns() -> str:
    """Return who wrote each recorded message, the letters swapped."""
    return "".join(row.sender for row in recording_rows("pqxdh_sizes")).translate(str.maketrans("AB", "BA"))


# What was looked for in the bytes that a server gets, the field of our own envelope, and the exposure datum.
MARKS = {
    "sender_uuid_text": ("the sender's account number, as text", "sender", "sender"),
    "sender_uuid_binary": ("the sender's account number, as bytes", "sender", "sender"),
    "sender_phone_number": ("the sender's phone number", "", "sender"),
    "sender_identity_key": ("the sender's public key", "sender key", "sender"),
    "sender_certificate": ("the sender's certificate", "certificate expires", "sender"),
    "message_text": ("the text", "text", "content"),
}
SENDER_MARKS = [field for field, (_, _, datum) in MARKS.items() if datum == "sender"]

JOURNEY = {"yes": "signal-sealed", "no": "signal-unsealed"}
BYTES = {"yes": "in_server_envelope", "no": "in_unsealed_message"}


def visible_marks(sealed: str) -> dict[str, int]:
    """Return which of the `MARKS` stand in the bytes that a server gets from Signal's own library.

    Parameters
    ----------
    sealed : str
        ``"yes"`` under Sealed Sender, ``"no"`` without it.

    Returns
    -------
    dict of str to int
        1 for a mark that can be read and 0 for another, by the field of the recording.

    Examples
    --------
    >>> list(visible_marks("no").values())
    [0, 1, 0, 1, 0, 0]
    """
    rows = {row.field: row for row in recording_rows("sealed_sender")}
    return {field: getattr(rows[field], BYTES[sealed]) for field in MARKS}


class EnvelopeMark(NamedTuple):
    """Whether a mark can be read in Signal's library, in our own envelope if it has one, and by the table."""

    library: int
    ours: bool | None
    table: int


@dataclass(frozen=True)
class Envelope(Model):
    """One message of Signal's library as a server gets it, under Sealed Sender or without."""

    sealed: str = knob(
        "yes", label="Sealed Sender", help="Whether the sender's name is inside", choices=("yes", "no")
    )

    def marks(self) -> dict[str, EnvelopeMark]:
        """Return what a server can read, mark by mark, by the fields of the recording.

        Examples
        --------
        >>> [mark.library for mark in Envelope("no").marks().values()]
        [0, 1, 0, 1, 0, 0]
        """
        from guidekit.exposure import WhoLearns  # what is recorded can be read without the engine

        visible = visible_marks(self.sealed)
        learned = WhoLearns(JOURNEY[self.sealed]).levels()["signal-server"]
        ours = _ours() if self.sealed == "yes" else {}
        return {
            field: EnvelopeMark(visible[field], ours.get(own), int(learned[datum]))
            for field, (_, own, datum) in MARKS.items()
        }


@functools.cache
def _ours() -> dict[str, bool]:
    """Return which fields of our envelope the server's key opens."""
    return {row.field: row.server for row in sealed.fields.rows()}


class SizePair(NamedTuple):
    """The bytes of one thing in Signal's library and in ours, for a text of so many letters."""

    what: str
    answered: bool
    letters: int
    library: int
    ours: int


@functools.cache
def envelope_sizes() -> tuple[SizePair, ...]:
    """Return the bytes of a message and of its envelope, in Signal's library and in ours."""
    envelope = {row.field: row.bytes for row in recording_rows("sealed_sender")}
    rows = []
    for answered, whole, kind in (
        (False, "whole_envelope", "prekey"),
        (True, "whole_envelope_after_an_answer", "ordinary"),
    ):
        for what, letters, real in (
            ("envelope", envelope["message_text"], envelope[whole]),
            ("message", _middle(kind, "text_bytes"), _middle(kind, "bytes")),
        ):
            (ours,) = (size for size in sealed.sizes.rows("x" * letters) if size.answered == answered)
            rows.append(SizePair(what, answered, letters, real, getattr(ours, what)))
    return tuple(rows)


def _middle(kind: str, column: str) -> int:
    """Return the median over the recorded messages of one kind."""
    return int(median(getattr(row, column) for row in recording_rows("pqxdh_sizes") if row.kind == kind))
