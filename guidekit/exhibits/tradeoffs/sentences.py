"""Pick a sentence of the guide and see where it flips.

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
from guidekit.exhibits.tradeoffs.scales import SCALES, metric_words
from guidekit.knobs import Knob
from guidekit.scenario import METRICS, ROADS
from guidekit.tables.rows import rows_by
from guidekit.words import answered, fill, number, paragraph, percent, plural, small_first, with_unit

KINDS = {"p2p": "peer-to-peer"}
SIDES = {
    "one operator": "one operator",
    "a server of one's own": "a server of one's own",
    "a federation": "servers that talk",
    "peers": "phone to phone",
    "anonymous routing": "relays",
}
"""What a way is called beside a picture, by its name in a check."""
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
    sketch.lines(16, 46, f"“{_claim(claim)}”", sketch.width - 32, 17, weight=600)


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
        x, wide, words = axes.x.at(start), axes.x.at(end) - axes.x.at(start), _verdict(found.claim, true)
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
        value=value_words(found.metric, value), verdict=_verdict(model.claim, true),
    )  # fmt: skip
    half = text_width(words, 14, 600) / 2
    sketch.text(min(max(x, _LEFT + half), axes.x.end), _TOP - 13, words, 14, "text", 600, "center")


def flip_sentence(model: Flips) -> str:
    """Say whether the sentence is true at the place of the slider, and where it flips.

    Parameters
    ----------
    model : Flips
        The sentence, and the place of its knob's slider.

    Returns
    -------
    str
        Two or three sentences: the truth here, both values, and the flip nearest to the default.
    """
    found = model.curve()
    x, (value, bar, true) = model.setting(), model.here()
    own, rival = (SIDES[side] for side in found.sides)
    at = partial(setting_words, found.rule)
    its, beside = _apart(found.metric, value, bar)
    words = paragraph(
        fill(
            wording.TRUTH, claim=_claim(model.claim), knob=_knob_words(found), setting=at(x),
            verdict=_verdict(model.claim, true),
        ),
        fill(wording.OWN, metric=METRICS[found.metric].plain, own=own, value=its),
        fill(
            wording.RIVAL_BEYOND if _whole(found.metric) and bar > 1 else wording.RIVAL, rival=rival,
            value=value_words(found.metric, found.rival(bar)), margin=wording.MARGIN[found.more], bar=beside,
        ),
    )  # fmt: skip
    if found.flips_at is None:
        return paragraph(words, fill(wording.NO_FLIP, low=at(found.x[0]), high=at(found.x[-1])))
    flip = fill(wording.FLIP, flip=at(found.flips_at), usual=at(found.usual))
    ours = fill(wording.RESTATES, why=found.restates) if found.restates else ""
    return answered(paragraph(words, flip, ours), found.flips_at, at)


def _verdict(claim: str, true: bool) -> str:
    return wording.VERDICT[claim.split(".")[1], true]


def _whole(metric: str) -> bool:
    """Tell whether a metric is a share, of which there is no more than all."""
    return METRICS[metric].unit == "probability" or METRICS[metric].unit.startswith("share")


def value_words(metric: str, value: float) -> str:
    """Write a value of a metric with what is counted.

    >>> value_words("feature", 42.0), value_words("wakeups", 894.0), value_words("link.both", 0.1)
    ('42 days', '894 times', '10 %')
    """
    counted = {"days": "days", "wake-ups a day": "times"}.get(METRICS[metric].unit, "")
    return with_unit(metric_words(metric, value), counted)


def _apart(metric: str, one: float, other: float) -> tuple[str, str]:
    """Write two values, with more digits where fewer would make them look equal.

    >>> _apart("link.both", 0.1, 0.2), _apart("link.both", 0.4952, 0.4949)
    (('10 %', '20 %'), ('49.52 %', '49.49 %'))
    """
    words = value_words(metric, one), value_words(metric, other)
    if words[0] != words[1] or one == other:
        return words
    if _whole(metric):
        return f"{number(100 * one, 4)} %", f"{number(100 * other, 4)} %"
    unit = {"s": "s", "days": "days"}.get(METRICS[metric].unit, "times")
    return with_unit(number(one, 4), unit), with_unit(number(other, 4), unit)


def _knob_words(found: Curve) -> str:
    """Write what is turned, inside a sentence, and whose it is."""
    knob = small_first(found.rule.label)
    return f"{knob} ({SIDES[found.turned]})" if found.turned else knob


def setting_words(rule: Knob, value: float) -> str:
    """Write the value of a knob with its unit, rounded for a sentence; `Knob.words` writes it exactly.

    Parameters
    ----------
    rule : Knob
        The knob.
    value : float
        A value in the knob's unit.

    Returns
    -------
    str
        The value as a percentage for a share, with the unit elsewhere; an exponent has no unit.

    Examples
    --------
    >>> setting_words(Knob(0, 1, "share of servers"), 0.25), setting_words(Knob(0, 24, "hours"), 0.31)
    ('25 %', '18.6 minutes')
    >>> setting_words(Knob(0, 24, "hours"), 6.36), setting_words(Knob(0, 3600, "s"), 998)
    ('6.4 hours', '16.6 minutes')
    """
    if rule.percent:
        return percent(value)
    if rule.unit == "hours" and value < 1:
        return plural(float(number(60 * value)), "minute")
    if rule.unit == "hours" and value >= 48:
        return plural(float(number(value / 24)), "day")
    if rule.unit == "s" and value >= 60:
        return plural(float(number(value / 60)), "minute")
    written = number(value)
    if "exponent" in rule.unit:  # a pure number
        return written
    one = "person" if rule.unit == "people" else rule.unit.removesuffix("s")
    return f"{written} {one if written == '1' and len(rule.unit) > 1 else rule.unit}"


@functools.lru_cache(maxsize=64)
def _claim(claim: str) -> str:
    return str(rows_by("claims", "id")[claim].claim)
