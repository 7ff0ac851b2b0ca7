"""The exhibit of the first lesson draws one trade-off: delay against trust."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import HOPS, rounded_limit
from guidekit.drawing.typeface import text_width
from guidekit.models import OnionRouting
from guidekit.words import answered, duration, milliseconds, one_in

_LEFT, _PITCH, _BAR = 16.0, 38.0, 24.0  # of the bars, in pixels
_TOP, _FLOOR = 128.0, 332.0
_FIELD, _DOT = (450.0, 148.0), 6.0  # upper left of the dots, and from one to the next
ACROSS, DOWN = 40, 25
"""The columns and rows of dots: a thousand."""


def trade_off(model: OnionRouting, figure: Figure) -> str:
    """Draw the delay of a message beside the chance that one adversary runs every relay on its way.

    The sentence says both for the number of relays that is chosen. The answer is a delay in milliseconds.
    """
    sketch = Sketch(figure)
    _delay(sketch, model)
    _trust(sketch, model)
    median, chance = model.delays()[1], model.path_compromise()
    relays = "1 relay" if model.hops == 1 else f"{model.hops} relays"
    return answered(
        f"Over {relays} a message takes {duration(median)} (median), and the chance that one adversary "
        f"runs every relay on the way is {one_in(chance)}.",
        1000 * median,
        milliseconds,
    )


def _delay(sketch: Sketch, model: OnionRouting) -> None:
    """Draw a bar for each number of relays; the chosen one carries the spread of its delays."""
    medians = {hops: 1000 * model.but(hops=hops).delays()[1] for hops in HOPS}
    low, median, high = (1000 * delay for delay in model.delays())
    most = rounded_limit(max(high, *medians.values()), 700, 1500, 4000, 10_000, 40_000)

    def height(value: float) -> float:
        return _FLOOR - (_FLOOR - _TOP) * min(1.0, value / most)

    sketch.text(_LEFT, 26, "How long does a message take?", 18, weight=600)
    sketch.text(_LEFT, 64, duration(median / 1000), 30, "focus", 700)
    sketch.text(
        _LEFT, 88, f"9 of 10 take {milliseconds(low)} to {milliseconds(high)}: the thin line", 13, "muted"
    )
    for hops, value in medians.items():
        x, chosen, top = _LEFT + _PITCH * (hops - 1) + (_PITCH - _BAR) / 2, hops == model.hops, height(value)
        sketch.box(x, top, _BAR, _FLOOR - top, 3, fill="focus" if chosen else "focus_tint",
                   edge="focus", stroke=1.2)  # fmt: skip
        sketch.text(x + _BAR / 2, _FLOOR + 20, str(hops), 15, "text" if chosen else "muted",
                    700 if chosen else 400, "center")  # fmt: skip
        if chosen:
            middle = x + _BAR / 2
            sketch.line([(middle, height(high)), (middle, top)], "text", 1.6)
            sketch.line([(middle, top), (middle, height(low))], "paper", 1.6)
            sketch.line([(middle - 5, height(high)), (middle + 5, height(high))], "text", 1.6)
    end = _LEFT + _PITCH * len(HOPS)
    sketch.line([(_LEFT, _FLOOR), (end, _FLOOR)], "rule")
    sketch.text((_LEFT + end) / 2, _FLOOR + 44, "relays on the way", 14, "muted", ha="center")


def _trust(sketch: Sketch, model: OnionRouting) -> None:
    """Draw a thousand ways through the network, those lit whose relays all belong to the adversary."""
    chance = model.path_compromise()
    x, y = _FIELD
    sketch.text(x, 26, "Are all of them hostile?", 18, weight=600)
    words = one_in(chance)
    room = sketch.width - x - 8
    size = next((size for size in (30, 24, 20, 18) if text_width(words, size, 700) <= room), 16)
    sketch.text(x, 64, words, size, "seen", 700)
    total = ACROSS * DOWN
    lit = round(total * chance)
    sketch.lines(
        x, 88, "Each dot is a way; lit are those on which all relays are one adversary's.", 236, 13, "muted"
    )
    if not lit:
        sketch.text(x, _FLOOR - 12, "Not one of these 1,000 is lit.", 13, "seen", 600)
    ends = [f"{h} relay{'s' * (h > 1)}: {one_in(model.but(hops=h).path_compromise())}" for h in (1, HOPS[-1])]
    for nth, words in enumerate(ends):
        sketch.text(x, _FLOOR + 20 + 18 * nth, words, 13, "muted")
    order = np.random.default_rng(1).permutation(total)  # the same ways are lit whatever was shown before
    at_x, at_y = x + _DOT * (order % ACROSS), y + _DOT * (order // ACROSS)
    sketch.dots(at_x[lit:], at_y[lit:], 1.4, "rule")
    sketch.dots(at_x[:lit], at_y[:lit], 2.6, "seen")
