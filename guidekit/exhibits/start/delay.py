"""The exhibit of this file draws one trade-off, a hundred messages at a time: delay against a promise."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import HOPS, rounded_limit
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.start import wording
from guidekit.models import OnionRouting
from guidekit.words import answered, duration, fill, milliseconds, one_in, paragraph, plural

HUNDRED = 100
"""The messages of a row: one for each hundredth of the delays."""
_ROW, _TOP = 38.0, 66.0  # pixels from one row to the next, and of the middle of the first
_START, _SIDE = 92.0, 190.0  # left of the scale, and right of it
_DOT, _PITCH = 2.3, 5.4  # radius of a dot, and the least way from one to the next
_LAYERS = (0.0, -5.4, 5.4, -10.8, 10.8, -16.2, 16.2)  # beside the middle of a row, in this order


def trade_off(model: OnionRouting, figure: Figure) -> str:
    """Draw for each number of relays when a hundred messages arrive, and which are carried by hostile relays.

    The sentence says both for the number of relays that is chosen. The answer is a delay in milliseconds.
    """
    sketch = Sketch(figure)
    delays = {hops: 1000 * model.but(hops=hops).hundred_delays() for hops in HOPS}
    most = rounded_limit(float(delays[HOPS[-1]][-5]), 250, 500, 700, 1000, 1500, 2000, 4000, 10_000, 40_000)
    scale = (sketch.width - _START - _SIDE) / most
    sketch.text(_START, 24, wording.ARRIVAL, 16, weight=600)
    sketch.text(sketch.width - _SIDE + 24, 24, "All its relays hostile:", 16, weight=600)
    for nth, hops in enumerate(HOPS):
        _row(sketch, model.but(hops=hops), delays[hops] * scale, _TOP + _ROW * nth, hops == model.hops)
    _scale(sketch, most, scale)
    median, chance = model.delays()[1], model.path_compromise()
    said = paragraph(
        fill(wording.DELAY, hops=model.hops, time=duration(median)),
        fill(wording.HOSTILE if chance else wording.NOT_HOSTILE, hops=model.hops, chance=one_in(chance)),
    )
    return answered(said, 1000 * median, milliseconds)


def _row(sketch: Sketch, model: OnionRouting, at: NDArray[np.float64], y: float, chosen: bool) -> None:
    """Draw the hundred messages of one number of relays, those lit that one adversary carries all the way."""
    right = sketch.width - _SIDE
    if chosen:
        sketch.box(8, y - 19, sketch.width - 16, 38, 6, fill="changed")
    sketch.text(
        18, y + 5, plural(model.hops, "relay"), 14, "text" if chosen else "muted", 600 if chosen else 400
    )
    x = np.minimum(_START + at, right)
    beside = _beside(tuple(np.round(x, 1)))
    chance = model.path_compromise()
    lit = np.zeros(HUNDRED, bool)
    lit[_order()[: round(HUNDRED * chance)]] = True
    sketch.dots(x[~lit], (y + beside)[~lit], _DOT, "focus" if chosen else "unknown")
    sketch.dots(x[lit], (y + beside)[lit], 3.6, "seen")
    words = one_in(chance)
    size = 14 if text_width(words, 14, 600) <= _SIDE - 34 else 12.5
    sketch.text(right + 24, y + 5, words, size, "seen" if chosen else "muted", 600 if chosen else 400)


@functools.lru_cache(maxsize=256)
def _beside(places: tuple[float, ...]) -> NDArray[np.float64]:
    """Move dots up and down where they would lie on each other: each takes the first free layer."""
    ends = dict.fromkeys(_LAYERS, -np.inf)
    found = np.empty(len(places))
    for nth, place in enumerate(places):
        free = next((layer for layer, end in ends.items() if place - end >= _PITCH), None)
        layer = min(ends, key=lambda one: ends[one]) if free is None else free
        found[nth], ends[layer] = layer, place
    return found


@functools.lru_cache(maxsize=1)
def _order() -> NDArray[np.int64]:
    """Return the order in which messages are lit: the same for every row, and whatever was shown before."""
    return np.random.default_rng(1).permutation(HUNDRED)


def _scale(sketch: Sketch, most: float, scale: float) -> None:
    """Write the milliseconds below the rows."""
    y = _TOP + _ROW * (len(HOPS) - 1) + 24
    sketch.line([(_START, y), (sketch.width - _SIDE, y)], "rule")
    for share in (0.0, 0.5, 1.0):
        x = _START + share * most * scale
        sketch.line([(x, y), (x, y + 5)], "rule")
        sketch.text(x, y + 19, milliseconds(share * most) if share else "sent", 13, "muted", ha="center")
