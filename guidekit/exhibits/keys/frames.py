"""A frame of a run is laid out here as a table that can be read to the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from guidekit.drawing.page import TableCell, table
from guidekit.exhibits.keys import wording
from guidekit.words import fill, number, one_in

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FrameTable:
    """A frame of a run, laid out so that its sentences can be read to the end.

    Attributes
    ----------
    frame : pandas.DataFrame
        The rows and columns to show.
    caption : str
        What stands above the table.
    """

    frame: pd.DataFrame
    caption: str = ""

    def __repr__(self) -> str:
        entries = {name: [entry.words for entry in self._column(name)] for name in map(str, self.frame)}
        import pandas as pd

        words = pd.DataFrame(entries).to_string(index=False)
        lines = [line.rstrip() for line in words.splitlines()]
        return "\n".join([self.caption, *lines] if self.caption else lines)

    def _repr_html_(self) -> str:
        columns = [self._column(str(name)) for name in self.frame]
        lines = [(row[0].words, row[1:]) for row in zip(*columns, strict=True)]
        return table(map(str, self.frame), lines, self.caption)

    def _column(self, name: str) -> list[TableCell]:
        write = _WRITERS.get(name, _entry)
        return [write(value) for value in self.frame[name]]


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
    >>> from guidekit.protocols import static
    >>> frame_table(static.theft("AB", snapshot=2, own_copies=True))
    Alice's keys are copied after message 2
    message sender when readable
          1      A past    ✔ yes
          2      B past    ✔ yes
    """
    if "refused" in frame and not frame.refused.any():
        frame = frame.drop(columns="refused")
    if "snapshot" in frame and frame.snapshot.nunique() == 1:
        stolen = int(frame.snapshot.iloc[0])
        return FrameTable(frame.drop(columns="snapshot"), fill(wording.FRAME, at=stolen))
    return FrameTable(frame)


def _entry(value: Any) -> TableCell:
    """Return one cell: yes and no with a sign, and a number without needless zeros."""
    if isinstance(value, bool | np.bool_):
        return TableCell("✔ yes" if value else "✘ no")
    if isinstance(value, int | float | np.number):
        return TableCell(number(float(value), 4))
    return TableCell(str(value))


def _chance(share: float) -> TableCell:
    """Return a chance as one in so many, and what is sure as always."""
    return TableCell("always" if share == 1 else one_in(share))


def _refusal(words: str) -> TableCell:
    """Return a refusal in plain words, with the library's own to hover over."""
    plain, _, own = words.partition(" (")
    return TableCell(plain, title=own.removesuffix(")"))


_WRITERS: dict[str, Callable[[Any], TableCell]] = {"refused": _refusal, "chance": _chance}
