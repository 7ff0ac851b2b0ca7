"""The exhibit of this file draws ten people with a hundred circuits each, and who of them is found out."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.relays import wording
from guidekit.models import FirstRelay
from guidekit.models.first_relay import CIRCUITS, PEOPLE
from guidekit.words import answered, fill, number, paragraph, percent

_WIDE = 430.0  # from one half to the other
_LEFT, _STEP = 52.0, 3.55  # of the circuits of a row, in pixels
_TOP, _ROW = 104.0, 25.6


def first_relays(model: FirstRelay, figure: Figure) -> str:
    """Draw a hundred circuits of ten people, with a new first relay each time and with one that is kept.

    The sentence says how many are found out each way. The answer is this number without a kept relay.
    """
    sketch = Sketch(figure)
    fresh, kept = model.but(kept=1), model
    case = {1: "none", CIRCUITS: "all"}.get(model.kept, "some")
    lost = _half(sketch, 0, wording.KEPT_TITLE["none"], fresh.linked())
    title = fill(wording.KEPT_TITLE[case], circuits=model.kept)
    still = _half(sketch, _WIDE, title, kept.linked())
    sketch.line([(_WIDE - 14, 10), (_WIDE - 14, _TOP + _ROW * PEOPLE - 8)], "faint", 1.5)
    low = sketch.height - 14
    sketch.dots([18], [low - 4.5], 4.6, "seen")
    end = _words(sketch, 28, low, "first and last relay hostile: linked")
    sketch.dots([end + 22], [low - 4.5], 1.5, "muted")
    end = _words(sketch, end + 30, low, "a circuit nobody linked")
    sketch.sign("person", end + 26, low - 5, 16, "seen")
    _words(sketch, end + 40, low, "found out at least once")
    hostile = f"{percent(model.adversary)} of the relays are hostile"
    sketch.text(sketch.width - 12, low, hostile, 13, "muted", ha="right")
    said = paragraph(
        fill(wording.FRESH, linked=lost, people=PEOPLE),
        fill(wording.KEPT[case], circuits=model.kept, linked=still, people=PEOPLE),
    )
    return answered(said, lost, number)


def _words(sketch: Sketch, x: float, y: float, words: str) -> float:
    sketch.text(x, y, words, 13)
    return x + text_width(words, 13)


def _half(sketch: Sketch, x: float, title: str, linked: NDArray[np.bool_]) -> int:
    """Draw one half, and return how many people have a linked circuit."""
    found = [bool(row.any()) for row in linked]
    count = sum(found)
    sketch.text(x + 14, 28, title, 18, weight=600)
    sketch.text(x + 14, 54, f"{count} of {PEOPLE} people found out", 15, "seen" if count else "muted", 600)
    sketch.text(x + _LEFT - 4, 82, "1st circuit", 12.5, "muted")
    end = x + _LEFT + _STEP * (CIRCUITS - 1)
    sketch.text(end + 4, 82, f"{CIRCUITS}th", 12.5, "muted", ha="right")
    for person in range(PEOPLE):
        row = linked[person]
        y = _TOP + _ROW * person
        at, other = x + _LEFT + _STEP * np.arange(CIRCUITS), np.logical_not(row)
        sketch.sign("person", x + 28, y - 1, 20, "seen" if found[person] else "unknown",
                    alpha=None if found[person] else 0.55)  # fmt: skip
        sketch.dots(at[other], np.full(other.sum(), y), 1.15, "muted" if found[person] else "rule")
        if row.any():
            sketch.dots(at[row], np.full(row.sum(), y), 5.6, "paper")
            sketch.dots(at[row], np.full(row.sum(), y), 4.6, "seen")
    return count
