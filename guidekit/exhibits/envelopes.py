"""Lesson 04, the model and the real thing: what an envelope of Signal's own library shows to a server."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from guidekit.exhibits.misfit import verdict
from guidekit.exhibits.words import number
from guidekit.exposure import exposure
from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table
from guidekit.protocols import sealed
from guidekit.recorded import origin, recording

# What was looked for in the bytes that a server gets, the field of our own envelope, and the exposure datum.
MARKS = {
    "sender_uuid_text": ("the sender's account number, as text", "sender", "sender"),
    "sender_uuid_binary": ("the sender's account number, as bytes", "sender", "sender"),
    "sender_phone_number": ("the sender's phone number", "", "sender"),
    "sender_identity_key": ("the sender's public key", "sender key", "sender"),
    "sender_certificate": ("the sender's certificate", "certificate expires", "sender"),
    "message_text": ("the text", "text", "content"),
}
JOURNEY = {"yes": "signal-sealed", "no": "signal-unsealed"}
BYTES = {"yes": "in_server_envelope", "no": "in_unsealed_message"}


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
        found = recording("sealed_sender").set_index("field")[BYTES[self.sealed]]
        levels = exposure(JOURNEY[self.sealed]).set_index(["observer", "datum"]).level
        ours = _ours() if self.sealed == "yes" else {}
        rows = {
            field: (int(found[field]), ours.get(own), int(levels["signal-server", datum]))
            for field, (_, own, datum) in MARKS.items()
        }
        return pd.DataFrame.from_dict(rows, orient="index", columns=["library", "ours", "table"])


@functools.cache
def _ours() -> dict[str, bool]:
    """Return which fields of our envelope the server's key opens."""
    frame = sealed.fields()
    return dict(zip(frame.field, map(bool, frame.server), strict=True))


@functools.cache
def sizes() -> pd.DataFrame:
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


def envelope(model: Envelope, page: Page) -> str:
    """Lay beside each other what stands in a real envelope, in ours and in the exposure table."""
    marks, measured = model.marks(), sizes()
    rows = [
        (
            MARKS[row.Index][0],
            [_reads(row.library), _reads(row.ours), _reads(row.table), verdict(row.library == row.table)],
        )
        for row in _each(marks)
    ]
    heads = ["looked for", "Signal's library", "our envelope", "the table of lesson 01", "verdict"]
    page.write(table(heads, rows, caption="What the server can read"))
    lines = [
        (
            _size_of(row),
            [f"{row.library:,}", f"{row.ours:,}", f"{number(row.library / row.ours)} times as large"],
        )
        for row in _each(measured)
    ]
    heads = ["bytes", "Signal's library", "ours", "the real one is"]
    page.write(table(heads, lines, caption="How large it is"))
    sender = marks[[MARKS[str(field)][2] == "sender" for field in marks.index]]
    there, wrong = int(sender.library.sum()), int((marks.library != marks.table).sum())
    real, ours = (measured[measured.what == "envelope"][whose].to_list() for whose in ("library", "ours"))
    how = "Under Sealed Sender" if model.sealed == "yes" else "Without Sealed Sender"
    return (
        f"{how} {there} of {len(sender)} marks of the sender can be read in a message of Signal's own "
        f"library ({origin('sealed_sender')}); the table differs in {wrong} of {len(marks)} rows. The real "
        f"envelope has {real[0]:,} bytes until the first answer and {real[1]:,} after it, ours {ours[0]:,} "
        f"and {ours[1]:,}."
    )


def _each(frame: pd.DataFrame) -> Iterable[Any]:
    rows: Iterable[Any] = frame.itertuples()
    return rows


def _reads(value: object) -> Entry:
    if value is None or pd.isna(value):
        return Entry("– not in it")
    return Entry("● can be read", "knows") if value else Entry("○ no", "not")


def _size_of(row: Any) -> str:
    kind = {"envelope": "a sealed envelope", "message": "the message inside"}[row.what]
    when = "after the first answer" if row.answered else "not yet answered"
    return f"{kind}, {row.letters} letters, {when}"
