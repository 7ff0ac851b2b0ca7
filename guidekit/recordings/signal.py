"""What Signal's own library sealed, and what a copy of its keys opened."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pandas as pd

from guidekit.exposure import exposure
from guidekit.knobs import Model, knob
from guidekit.models import Theft
from guidekit.protocols import sealed
from guidekit.recordings.reading import recording

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
        rows = recording("libsignal_exposure")  # which counts from 0
        opened = rows[(rows.snapshot_after == self.stolen_after - 1) & (rows.readable == 1)]
        return [int(message) + 1 for message in opened.message]

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
    return "".join(recording("pqxdh_sizes").sender).translate(str.maketrans("AB", "BA"))


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


def visible_marks(sealed: str) -> pd.Series:
    """Return which of the `MARKS` stand in the bytes that a server gets from Signal's own library.

    Parameters
    ----------
    sealed : str
        ``"yes"`` under Sealed Sender, ``"no"`` without it.

    Returns
    -------
    pandas.Series
        1 for a mark that can be read and 0 for another, by the field of the recording.

    Examples
    --------
    >>> visible_marks("no").to_list()
    [0, 1, 0, 1, 0, 0]
    """
    marks: pd.Series = recording("sealed_sender").set_index("field")[BYTES[sealed]].loc[list(MARKS)]
    return marks


@dataclass(frozen=True)
class Envelope(Model):
    """One message of Signal's library as a server gets it, under Sealed Sender or without."""

    sealed: str = knob(
        "yes", label="Sealed Sender", help="Whether the sender's name is inside", choices=("yes", "no")
    )

    def marks(self) -> pd.DataFrame:
        """Return what a server can read, mark by mark.

        Returns
        -------
        pandas.DataFrame
            Indexed by the fields of the recording: ``library`` as recorded, ``ours`` as the server's key
            opens our own envelope (missing where it has no such field), ``table`` as the exposure says.

        Examples
        --------
        >>> Envelope("no").marks().library.to_list()
        [0, 1, 0, 1, 0, 0]
        """
        visible = visible_marks(self.sealed)
        levels = exposure(JOURNEY[self.sealed]).set_index(["observer", "datum"]).level
        ours = _ours() if self.sealed == "yes" else {}
        rows = {
            field: (int(visible[field]), ours.get(own), int(levels["signal-server", datum]))
            for field, (_, own, datum) in MARKS.items()
        }
        return pd.DataFrame.from_dict(rows, orient="index", columns=["library", "ours", "table"])


@functools.cache
def _ours() -> dict[str, bool]:
    """Return which fields of our envelope the server's key opens."""
    frame = sealed.fields()
    return dict(zip(frame.field, map(bool, frame.server), strict=True))


@functools.cache
def envelope_sizes() -> pd.DataFrame:
    """Return the bytes of a message and of its envelope, in Signal's library and in ours.

    Returns
    -------
    pandas.DataFrame
        ``what``, ``answered``, ``letters`` (of the text), ``library`` and ``ours``.
    """
    envelope = recording("sealed_sender").set_index("field").bytes
    inside = recording("pqxdh_sizes").groupby("kind")[["text_bytes", "bytes"]].median().astype(int)
    rows = []
    for answered, whole, kind in (
        (False, "whole_envelope", "prekey"),
        (True, "whole_envelope_after_an_answer", "ordinary"),
    ):
        for what, letters, real in (
            ("envelope", envelope["message_text"], envelope[whole]),
            ("message", inside.text_bytes[kind], inside.bytes[kind]),
        ):
            ours = sealed.sizes("x" * int(letters)).set_index("answered")[what]
            rows.append((what, answered, int(letters), int(real), int(ours[answered])))
    return pd.DataFrame(rows, columns=["what", "answered", "letters", "library", "ours"])
