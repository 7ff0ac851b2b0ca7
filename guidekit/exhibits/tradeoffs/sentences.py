"""Pick a sentence of the guide and see where it flips."""

from __future__ import annotations

import functools
import math
import textwrap
from functools import partial

from matplotlib.figure import Figure

from guidekit.claims import Flips
from guidekit.claims.bars import MARGIN
from guidekit.claims.flips import curve
from guidekit.drawing.figure import Subplot, dots, line, note, palette, subplots
from guidekit.drawing.ticks import QUARTER_TICKS
from guidekit.exhibits.tradeoffs import wording
from guidekit.exhibits.tradeoffs.scales import SCALES, metric_words
from guidekit.knobs import Knob
from guidekit.scenario import METRICS, ROADS
from guidekit.tables.rows import rows_by
from guidekit.words import answered, fill, number, paragraph, percent, small_first

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


def flip(model: Flips, figure: Figure) -> str:
    """Draw a pro or con against the knob that can flip it, the bar that its rival sets, and the flip.

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
    found = model.curve()
    pane = _pane(model.claim)
    (ax,) = subplots(figure, pane)
    low, high = pane.ylim
    own, rival = (SIDES[side] for side in found.sides)
    line(ax, own, found.x, _kept(found.values, low, high), 0)
    rival = wording.RIVAL_LINE.format(rival=rival, margin=percent(MARGIN))
    line(ax, rival, found.x, _kept(found.bars, low, high), 1)
    at = found.flips_at
    shown = at if at is not None else found.x[len(found.x) // 2]
    line(ax, "_flip", [shown] * 2, [low, high], 5, linewidth=1.4).set_visible(at is not None)
    x, (value, _, true) = model.setting(), model.here()
    dots(ax, "_here", x, _kept((value,), low, high), 0, markersize=11)
    box = {"facecolor": palette(figure).paper, "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
    place = {"transform": ax.get_xaxis_transform(), "bbox": box}
    point = ax.transScale.transform((x, _kept((value,), low, high)[0]))
    y = 0.7 if ax.transLimits.transform(point)[1] > 0.8 else 0.93  # the words leave the point free
    here = wording.HERE[true].format(value=metric_words(found.metric, value))
    note(ax, "_words", x, y, here, weight="bold", **place)
    words = wording.FLIP_LINE[at is not None].format(flip=setting_words(found.rule, shown))
    note(ax, "_flip words", shown, 0.12, words, **place)
    return flip_sentence(model)


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
    words = paragraph(
        fill(wording.TRUTH[true], claim=_claim(model.claim), knob=knob_words(found.rule), setting=at(x)),
        fill(
            wording.OWN, metric=METRICS[found.metric].plain, own=own, value=metric_words(found.metric, value)
        ),
        fill(wording.RIVAL, rival=rival, bar=_bar_words(found.metric, bar)),
    )
    if found.flips_at is None:
        return paragraph(words, fill(wording.NO_FLIP, low=at(found.x[0]), high=at(found.x[-1])))
    flip = fill(wording.FLIP, flip=at(found.flips_at), usual=at(found.usual))
    return answered(paragraph(words, flip), found.flips_at, at)


def _bar_words(metric: str, bar: float) -> str:
    """Write a bar; no share can be larger than all.

    >>> _bar_words("within.day", 0.5), _bar_words("within.day", 1.1)
    ('50 %', 'more than all')
    """
    whole = METRICS[metric].unit == "probability" or METRICS[metric].unit.startswith("share")
    return "more than all" if whole and bar > 1 else metric_words(metric, bar)


def knob_words(rule: Knob) -> str:
    """Write the label of a knob as it stands inside a sentence.

    Examples
    --------
    >>> knob_words(Knob(label="Time online"))
    'time online'
    """
    return small_first(rule.label)


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
    >>> setting_words(Knob(0, 1, "share of servers"), 0.25), setting_words(Knob(1, 24, "hours"), 6.36)
    ('25 %', '6.4 hours')
    """
    if rule.percent:
        return percent(value)
    written = number(value)
    if "exponent" in rule.unit:  # a pure number
        return written
    one = "person" if rule.unit == "people" else rule.unit.removesuffix("s")
    return f"{written} {one if written == '1' and len(rule.unit) > 1 else rule.unit}"


@functools.lru_cache(maxsize=64)
def _pane(claim: str) -> Subplot:
    """Return the axes of a sentence: its words above, its knob below, its metric at the side."""
    found, metric = curve(claim), METRICS[curve(claim).metric]
    rule, scale = found.rule, SCALES[found.metric]
    kind, polarity = (claim.split(".")[0], claim.split(".")[1])
    title = "\n".join(textwrap.wrap(f"{ROADS[KINDS.get(kind, kind)]}, {polarity}: {_claim(claim)}", 68))
    every = (*found.values, *found.bars)
    if scale.kind == "log":
        low = 10 ** math.floor(math.log10(max(min(every), 1e-3)))
        high = 10 ** math.ceil(math.log10(max(every)))
        ylim, yticks = (low, high), _decades(low, high)
        if metric.unit == "s":
            yticks = tuple(moment for moment in MOMENTS if low <= moment[0] <= high)
    else:
        ylim, yticks = (0.0, 1.03), QUARTER_TICKS
    return Subplot(
        title, _below(rule), "\n".join(textwrap.wrap(metric.plain, 28)), (found.x[0], found.x[-1]), ylim,
        xlog=rule.log, ylog=scale.kind == "log", percent="x" if rule.percent else "",
        xticks=_decades(rule.low, rule.high) if rule.log else None, yticks=yticks,
    )  # fmt: skip


def _below(rule: Knob) -> str:
    """Say below the axis what is turned."""
    if "exponent" in rule.unit:
        return f"{rule.label} ({rule.help})"
    return f"{rule.label}{'' if rule.percent else f' ({rule.unit})'}: {small_first(rule.help)}"


def _decades(low: float, high: float) -> tuple[tuple[float, str], ...]:
    """Return ticks at factors of ten, and at the two ends where there are few."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    step = max(1, (last - first + 1) // 6)
    places = {10.0**n for n in range(first, last + 1, step)}
    if len(places) < 3:
        places |= {low, high}
    return tuple((at, number(at)) for at in sorted(places))


def _kept(values: tuple[float, ...], low: float, high: float) -> list[float]:
    """Keep a curve inside the picture."""
    return [min(high, max(low, value)) for value in values]


@functools.lru_cache(maxsize=64)
def _claim(claim: str) -> str:
    return str(rows_by("claims", "id")[claim].claim)
