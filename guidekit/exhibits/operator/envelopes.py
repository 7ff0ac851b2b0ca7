"""What an envelope of Signal's own library shows to a server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from guidekit.drawing.page import Page, TableCell, table, verdict
from guidekit.recordings.reading import origin
from guidekit.recordings.signal import MARKS, Envelope, envelope_sizes
from guidekit.words import number


def envelope(model: Envelope, page: Page) -> str:
    """Lay beside each other what stands in a real envelope, in ours and in the exposure table."""
    marks, measured = model.marks(), envelope_sizes()
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


def _reads(value: object) -> TableCell:
    if value is None or pd.isna(value):
        return TableCell("– not in it")
    return TableCell("● can be read", "knows") if value else TableCell("○ no", "not")


def _size_of(row: Any) -> str:
    kind = {"envelope": "a sealed envelope", "message": "the message inside"}[row.what]
    when = "after the first answer" if row.answered else "not yet answered"
    return f"{kind}, {row.letters} letters, {when}"
