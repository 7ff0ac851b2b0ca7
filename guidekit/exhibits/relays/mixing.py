"""The exhibits of this file draw what it costs to hide who talks to whom: delay, dummy messages, or both."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, line, mark, subplots
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.relays import wording
from guidekit.models import PoissonMixnet, Trilemma
from guidekit.words import answered, fill, form, in_seconds, number, percent, plural

ACROSS, DOWN = 40, 25
"""The columns and rows of dots: a thousand."""
_FIELD, _DOT = (22.0, 84.0), 9.6  # upper left of the dots, and from one to the next
_RIGHT = 440.0


def mixnet(model: PoissonMixnet, figure: Figure) -> str:
    """Draw the senders among whom a mixed message hides, beside the time and the traffic that this takes.

    The sentence says all three for the mixes that are chosen. The answer is the number of senders.
    """
    sketch = Sketch(figure)
    wait, hidden = model.latency_quantile(0.5), model.effective_set()
    each = 1
    while hidden / each > ACROSS * DOWN:
        each *= 10
    lit = max(1, round(hidden / each))
    sketch.text(14, 28, wording.HOW_MANY, 18, weight=600)
    sketch.text(14, 64, _count(hidden), 30, "safe" if hidden >= 2 else "seen", 700)
    words = "one dot is one sender" if each == 1 else f"one dot is {each:,} senders"
    senders = form(round(hidden), "sender", "senders")
    sketch.text(14 + text_width(_count(hidden), 30, 700) + 12, 64, f"{senders}; {words}", 13, "muted")
    order = np.random.default_rng(3).permutation(ACROSS * DOWN)  # the same dots, whatever was shown before
    x, y = _FIELD[0] + _DOT * (order % ACROSS), _FIELD[1] + _DOT * (order // ACROSS)
    sketch.dots(x[lit:], y[lit:], 1.6, "rule")
    sketch.dots(x[1:lit], y[1:lit], 3.6, "safe")
    sketch.dots(x[:1], y[:1], 5.2, "focus")
    low = sketch.height - 22
    sketch.dots([20], [low - 4.5], 5.2, "focus")
    sketch.text(32, low, "Alice", 13, "muted")
    sketch.dots([92], [low - 4.5], 3.6, "safe")
    sketch.text(102, low, "could have been her", 13, "muted")
    sketch.dots([248], [low - 4.5], 1.6, "rule")
    sketch.text(256, low, "not among them", 13, "muted")
    sketch.line([(_RIGHT - 20, 12), (_RIGHT - 20, sketch.height - 14)], "faint", 1.5)
    sketch.text(_RIGHT, 28, "What it takes", 18, weight=600)
    _road(sketch, model)
    _price(sketch, 208, "Time", in_seconds(wait), "for half of the messages")
    _price(sketch, 290, "Traffic", plural(model.rate, "message"), "a second, from all people together")
    said = fill(
        wording.MIXNET, count=_count(hidden), hidden=round(hidden), wait=in_seconds(wait), mixes=model.layers,
        delay=in_seconds(model.mean_delay), rate=model.rate,
    )  # fmt: skip
    return answered(said, hidden, number)


def _count(senders: float) -> str:
    """Write whole people, and with three digits where they are many."""
    return f"{round(senders):,}" if senders < 1000 else number(senders)


def _road(sketch: Sketch, model: PoissonMixnet) -> None:
    """Draw the mixes, and in each the time for which it holds a message."""
    end = sketch.width - 24
    sketch.arrow([(_RIGHT + 6, 104), (end, 104)])
    room = (end - _RIGHT - 20) / model.layers
    for nth in range(model.layers):
        x = _RIGHT + 10 + room * (nth + 0.5)
        sketch.disc(x, 104, 20, fill="paper", edge="text", stroke=1.8)
        sketch.disc(x, 104, 11, edge="text", stroke=1.2)
        sketch.line([(x, 104), (x, 97)], "text", 1.5)
        sketch.line([(x, 104), (x + 5, 107)], "text", 1.5)
    held = f"{plural(model.layers, 'mix', 'mixes')}, {in_seconds(model.mean_delay)} in each"
    sketch.text(_RIGHT, 154, held, 14, "muted")


def _price(sketch: Sketch, y: float, title: str, words: str, unit: str) -> None:
    sketch.text(_RIGHT, y, title, 14, "muted", 600)
    sketch.text(_RIGHT, y + 28, words, 22, "text", 600)
    sketch.text(_RIGHT, y + 48, unit, 13, "muted")


_NOISE = np.geomspace(1e-4, 1, 60)
_BOUND = Subplot(
    x="dummy messages for each user and round", y="what the observer keeps", xlim=(1e-4, 1.2), ylim=(0, 1.05),
    xlog=True, percent="y",
    xticks=((1e-4, "1 in 10,000"), (1e-2, "1 in 100"), (1e-1, "1 in 10"), (1, "1")),
)  # fmt: skip
_ROUNDS = ((1, 5), (10, 1), (100, 2))


def trilemma(model: Trilemma, figure: Figure) -> str:
    """Draw the least advantage that any protocol leaves to an observer, against noise, for several delays.

    The sentence says the bound for the noise and the delay that are chosen, which is the answer.
    """
    (ax,) = subplots(figure, _BOUND)
    for rounds, nth in _ROUNDS:
        line(ax, plural(rounds, "round"), _NOISE, _bounds(model.users, rounds), nth, linewidth=1.4)
    line(ax, "as chosen", _NOISE, _bounds(model.users, model.latency_rounds), 0, linewidth=2.8)
    bound = model.advantage_bound()
    mark(ax, "here", model.noise, bound, percent(bound), 0)
    said = fill(
        wording.TRILEMMA, bound=percent(bound), users=f"{model.users:,}", noise=model.noise,
        rounds=model.latency_rounds,
    )  # fmt: skip
    return answered(said, bound)


@functools.lru_cache(maxsize=256)
def _bounds(users: int, rounds: int) -> list[float]:
    return [Trilemma(users, rounds, float(noise)).advantage_bound() for noise in _NOISE]
