"""Draw a sentence of the guide against the knob that can flip it.

The picture is a sketch: each sentence has other axes, and matplotlib takes 50 ms to set up its own.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from matplotlib.figure import Figure

from guidekit.claims import Flips
from guidekit.claims.flips import Curve
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_lines, text_width
from guidekit.exhibits.tradeoffs import wording
from guidekit.exhibits.tradeoffs.scales import SCALES
from guidekit.exhibits.tradeoffs.sentences import (
    SIDES,
    claim_words,
    flip_sentence,
    measure_words,
    setting_words,
    verdict_words,
)
from guidekit.scenario import METRICS, ROADS
from guidekit.words import fill, number

KINDS = {"p2p": "peer-to-peer"}
MOMENTS = (
    *((0.01, "10 ms"), (0.1, "100 ms"), (1.0, "1 s"), (60.0, "1 minute"), (3600.0, "1 hour")),
    *((86_400.0, "1 day"), (864_000.0, "10 days")),
)
_LEFT, _ASIDE, _WIDE = 96.0, 16.0, 168.0  # pixels left of the curves, to the words beside them, and of these
_TOP, _BOTTOM = 122.0, 272.0  # the ends of the curves
_STRIP, _HIGH = 280.0, 26.0  # the strip below them, and its height
_SMALL, _LINE = 13.5, 19.0  # the size of small words, and from one line beside the curves to the next


def flip(model: Flips, figure: Figure) -> str:
    """Draw a pro or con against the knob that can flip it, the bar that its rival sets, and the flip.

    A strip below the curves says at which values of the knob the sentence is true.

    Parameters
    ----------
    model : Flips
        The sentence, and the place of its knob's slider.
    figure : matplotlib.figure.Figure
        The figure to draw into.

    Returns
    -------
    str
        The sentence below the figure, as `flip_sentence` writes it.
    """
    sketch, found = Sketch(figure), model.curve()
    axes = _axes(model.claim, sketch.width - _ASIDE - _WIDE)
    _title(sketch, model.claim)
    _scale(sketch, axes, found.metric)
    _strip(sketch, axes, found)
    for values, role, stroke in ((found.bars, "muted", 2.0), (found.values, "focus", 3.0)):
        sketch.line(list(map(axes.point, found.x, values)), role, stroke)
    _names(sketch, axes, found)
    _here(sketch, axes, model)
    return flip_sentence(model)


@dataclass(frozen=True)
class _Axis:
    """Where values stand between two pixels; one beyond an end stands at it."""

    low: float
    high: float
    log: bool
    start: float
    end: float

    def at(self, value: float) -> float:
        low, high, here = self.low, self.high, min(self.high, max(self.low, value))
        if self.log:
            low, high, here = math.log(low), math.log(high), math.log(here)
        return self.start + (self.end - self.start) * (here - low) / (high - low)


@dataclass(frozen=True)
class _Axes:
    """The knob from the left to the right, and the metric from below up."""

    x: _Axis
    y: _Axis

    def point(self, x: float, value: float) -> tuple[float, float]:
        return self.x.at(x), self.y.at(value)


@functools.lru_cache(maxsize=64)
def _axes(claim: str, right: float) -> _Axes:
    found = Flips(claim).curve()
    log, every = SCALES[found.metric].kind == "log", (*found.values, *found.bars)
    low = 10.0 ** math.floor(math.log10(max(min(every), 1e-3))) if log else 0.0
    high = 10.0 ** math.ceil(math.log10(max(every))) if log else 1.0
    return _Axes(
        _Axis(found.x[0], found.x[-1], found.rule.log, _LEFT, right), _Axis(low, high, log, _BOTTOM, _TOP)
    )


def _title(sketch: Sketch, claim: str) -> None:
    """Write whose pro or con it is, and the sentence."""
    kind, polarity = claim.split(".")[:2]
    sketch.text(16, 24, f"{ROADS[KINDS.get(kind, kind)]}, {polarity}", _SMALL, "muted")
    sketch.lines(16, 46, f"“{claim_words(claim)}”", sketch.width - 32, 17, weight=600)


def _scale(sketch: Sketch, axes: _Axes, metric: str) -> None:
    """Write what goes up, and some of its values."""
    sketch.text(16, _TOP - 38, METRICS[metric].plain, _SMALL, "muted")
    sketch.line([(_LEFT, _TOP), (_LEFT, _BOTTOM)])
    for value, words in _ticks(axes.y, METRICS[metric].unit):
        y = axes.y.at(value)
        sketch.line([(_LEFT - 5, y), (_LEFT, y)])
        sketch.text(_LEFT - 9, y + 5, words, _SMALL, "muted", ha="right")


def _ticks(axis: _Axis, unit: str) -> tuple[tuple[float, str], ...]:
    if not axis.log:
        return ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %"))
    if unit == "s":
        return tuple(moment for moment in MOMENTS if axis.low <= moment[0] <= axis.high)
    powers = range(round(math.log10(axis.low)), round(math.log10(axis.high)) + 1)
    return tuple((10.0**n, number(10.0**n)) for n in powers)


def _strip(sketch: Sketch, axes: _Axes, found: Curve) -> None:
    """Draw where along the knob the sentence is true; write the ends, the flip, the usual value, the knob."""
    at, low, wide = partial(setting_words, found.rule), _STRIP + _HIGH, axes.x.end - _LEFT
    sketch.box(_LEFT, _STRIP, wide, _HIGH, 0, edge="rule", stroke=1.2)
    sketch.text(_LEFT - 9, _STRIP + 18, at(found.x[0]), _SMALL, "muted", ha="right")
    sketch.text(axes.x.end + 9, _STRIP + 18, at(found.x[-1]), _SMALL, "muted")
    for start, end, true in _stretches(found):
        x, wide, words = axes.x.at(start), axes.x.at(end) - axes.x.at(start), verdict_words(found.claim, true)
        if true:
            sketch.box(x, _STRIP, wide, _HIGH, 0, fill="focus_tint", edge="focus", stroke=1.4)
        if text_width(words, 14, 600) + 8 <= wide:
            sketch.text(x + wide / 2, _STRIP + 18, words, 14, "focus" if true else "muted", 600, "center")
    if found.flips_at is not None:
        x = axes.x.at(found.flips_at)
        sketch.line([(x, _TOP), (x, low + 6)], "text", 1.4)
        _under(sketch, axes, x, low + 24, fill(wording.FLIPS_AT, flip=at(found.flips_at)), "text", 600)
    usual = axes.x.at(found.usual)
    sketch.polygon([(usual, low + 2), (usual - 5, low + 10), (usual + 5, low + 10)], "muted")
    _under(sketch, axes, usual, low + 42, fill(wording.USUAL, usual=at(found.usual)), "muted", 400)
    knob = f"{found.rule.label}, {SIDES[found.turned]}" if found.turned else found.rule.label
    sketch.text(16, low + 70, knob, 15, weight=600)
    sketch.text(16 + text_width(knob, 15, 600) + 10, low + 70, found.rule.help, _SMALL, "muted")


def _under(sketch: Sketch, axes: _Axes, x: float, y: float, words: str, role: str, weight: int) -> None:
    """Write words under a place of the knob, between the ends of the curves."""
    half = text_width(words, _SMALL, weight) / 2
    middle = min(max(x, _LEFT + half), axes.x.end - half)
    sketch.text(middle, y, words, _SMALL, role, weight, "center")


def _stretches(found: Curve) -> Iterator[tuple[float, float, bool]]:
    """Yield from where to where the sentence is true or not; between two points the flip parts them."""
    start, flip = found.x[0], found.flips_at
    for (x, true), (further, changed) in itertools.pairwise(zip(found.x, found.true, strict=True)):
        if true != changed:
            end = flip if flip is not None and x <= flip <= further else (x + further) / 2
            yield start, end, true
            start = end
    yield start, found.x[-1], found.true[-1]


def _names(sketch: Sketch, axes: _Axes, found: Curve) -> None:
    """Write the name of each curve beside its right end; the lower one steps down where there is no room."""
    own, rival = (SIDES[side] for side in found.sides)
    rival = f"{rival}, {wording.MARGIN[found.more]}"
    named = [
        (axes.y.at(values[-1]), text_lines(words, _WIDE - 16, 14, 600), role)
        for words, values, role in ((own, found.values, "focus"), (rival, found.bars, "muted"))
    ]
    named.sort(key=lambda block: block[0])
    highs = [_LINE * len(lines) for _, lines, _ in named]
    upper = min(max(named[0][0] - highs[0] / 2, _TOP - 10), _BOTTOM - sum(highs))
    lower = min(max(named[1][0] - highs[1] / 2, upper + highs[0]), _BOTTOM - highs[1])
    for top, (y, lines, role) in zip((upper, lower), named, strict=True):
        sketch.line([(axes.x.end, y), (axes.x.end + 14, top + _LINE * len(lines) / 2)], role, 1.4)
        for nth, line in enumerate(lines):
            sketch.text(axes.x.end + 19, top + 14 + _LINE * nth, line, 14, role, 600)


def _here(sketch: Sketch, axes: _Axes, model: Flips) -> None:
    """Draw where the slider stands, and write its value and whether the sentence is true there."""
    found, setting = model.curve(), model.setting()
    value, _, true = model.here()
    x, y = axes.point(setting, value)
    sketch.line([(x, _TOP - 8), (x, _STRIP)], "here", 2.4)
    sketch.disc(x, y, 6.5, fill="focus", edge="paper", stroke=1.5)
    words = fill(
        wording.HERE, knob=found.rule.label, setting=setting_words(found.rule, setting),
        value=measure_words(found.metric, value), verdict=verdict_words(model.claim, true),
    )  # fmt: skip
    half = text_width(words, 14, 600) / 2
    sketch.text(min(max(x, _LEFT + half), axes.x.end), _TOP - 13, words, 14, "text", 600, "center")
