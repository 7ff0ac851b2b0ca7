"""Their answers beside the model's, and their frames as readable tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from guidekit.drawing.page import Page, TableCell, table, verdict
from guidekit.exhibits.keys.thefts import messages
from guidekit.models.ratchet import Theft
from guidekit.protocols import bramble, megolm, olm, static
from guidekit.protocols.steal import StealableKeys

LIBRARIES = {
    "olm": ("Olm", "vodozemac"),
    "megolm": ("Megolm", "vodozemac"),
    "bramble": ("Bramble's rotation", "cryptography"),
    "static": ("static key", "PyNaCl"),
}


@dataclass(frozen=True)
class FrameTable:
    """A frame of a run, laid out so that its sentences can be read to the end."""

    frame: pd.DataFrame
    caption: str = ""

    def __repr__(self) -> str:
        entries = {name: [entry.words for entry in self._column(name)] for name in map(str, self.frame)}
        words = pd.DataFrame(entries).to_string(index=False)
        lines = [line.rstrip() for line in words.splitlines()]
        return "\n".join([self.caption, *lines] if self.caption else lines)

    def _repr_html_(self) -> str:
        columns = [self._column(str(name)) for name in self.frame]
        lines = [(row[0].words, row[1:]) for row in zip(*columns, strict=True)]
        return table(map(str, self.frame), lines, self.caption)

    def _column(self, name: str) -> list[TableCell]:
        return [_refusal(value) if name == "refused" else _entry(value) for value in self.frame[name]]


def frame_table(frame: pd.DataFrame) -> FrameTable:
    """Lay out the frame of a run as a table.

    A refusal is given in plain words; the library's own appear when the mouse rests on them. Where nothing
    was refused, the column for it is left out.

    Parameters
    ----------
    frame : pandas.DataFrame
        What a run of `guidekit.protocols` returned.

    Returns
    -------
    FrameTable
        A table in a notebook, lines of text elsewhere.

    Examples
    --------
    >>> frame_table(static.theft("AB", snapshot=1))
    A's keys are copied after message 1
    message sender when readable
          0      A past    ✔ yes
          1      B past    ✔ yes
    """
    if "refused" in frame and not frame.refused.any():
        frame = frame.drop(columns="refused")
    if "snapshot" in frame and frame.snapshot.nunique() == 1:
        stolen = int(frame.snapshot.iloc[0])
        return FrameTable(frame.drop(columns="snapshot"), f"A's keys are copied after message {stolen}")
    return FrameTable(frame)


def agreement(model: Theft, page: Page) -> str:
    """Steal from the model and from the real libraries, and set side by side what each opens."""
    same = 0
    lines: list[tuple[str, list[TableCell | str]]] = []
    for name, (words, library) in LIBRARIES.items():
        expected, opened = model.opened(name), ran(name, model)
        same += expected == opened
        lines.append((words, [spans(expected), library, spans(opened), verdict(expected == opened)]))
    page.write(table(["protocol", "the model says", "library", "the library opens", "verdict"], lines))
    read = ", ".join(f"{words} {cells[2]}" for words, cells in lines)
    return (
        f"Keys copied after message {model.snapshot} of {messages(len(model.turns))}: model and library "
        f"agree in {same} of {len(LIBRARIES)} protocols. The libraries open: {read}."
    )


def key_storage(model: Theft, page: Page) -> str:
    """Run Bramble's rotation and Megolm twice each: as forgetful as can be, and with what is really kept."""
    lines = [
        (words, [what, spans(opened), str(len(opened))])
        for words, what, opened in (
            ("Bramble's rotation", "the keys of this period", ran("bramble", model)),
            (
                "Bramble's rotation",
                "those, and the incoming keys of the period before",
                ran("bramble", model, keep_previous=True),
            ),
            ("Megolm", "each key, as far as it has turned", ran("megolm", model)),
            ("Megolm", "the first key of each session", ran("megolm", model, keep_history=True)),
        )
    ]
    page.write(table(["protocol", "A keeps", "the thief reads", "how many"], lines))
    few, more, forward, first = (cells[2] for _, cells in lines)
    return (
        f"Of {messages(len(model.turns))}, the library opens {few} in Bramble's rotation when only this "
        f"period's keys are kept, and {more} with those of the period before; {forward} in Megolm when keys "
        f"are wound forward, and {first} when the first key of each session is kept."
    )


def ran(name: str, model: Theft, **kept: bool) -> list[int]:
    """Run one library on the model's conversation and list the messages that the stolen keys open."""
    more: dict[str, Any] = dict(kept)
    if name in ("megolm", "bramble"):
        more["minutes_between"] = model.minutes_between
    if name == "megolm":
        more["rotation"] = model.rotation
    run: StealableKeys = {"olm": olm, "megolm": megolm, "bramble": bramble, "static": static}[name]
    frame = run.theft(model.turns, model.snapshot, **more)
    return [int(message) for message in frame.message[frame.readable]]


def spans(numbers: list[int]) -> str:
    """Write message numbers, runs of them as from–to.

    >>> spans([4, 5, 6, 9]), spans([])
    ('4–6, 9', 'none')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) or "none"


def _entry(value: Any) -> TableCell:
    """Return one cell: yes and no with a sign, a number without zeros that say nothing."""
    if isinstance(value, bool | np.bool_):
        return TableCell("✔ yes" if value else "✘ no")
    return TableCell(f"{value:g}" if isinstance(value, float) else str(value))


def _refusal(words: str) -> TableCell:
    """Return a refusal in plain words, with the library's own to hover over."""
    plain, _, own = words.partition(" (")
    return TableCell(plain, title=own.removesuffix(")"))
