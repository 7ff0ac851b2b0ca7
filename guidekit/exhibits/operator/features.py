"""The exhibits of this file draw how long it takes until a new feature works between two people."""

from __future__ import annotations

import functools
import math

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, hline, line, mark, subplots
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import rounded_limit
from guidekit.exhibits.operator import wording
from guidekit.models import FeatureRace, FeatureRollout
from guidekit.words import answered, fill, paragraph, plural

_PAIRS = 0.9  # the share of pairs that must be able to use it
_TEAMS = np.arange(1, 21)
_WORKS = f"days until {10 * _PAIRS:.0f} pairs in 10 can use it"
_WAYS = {
    "centralized": "Another operator",
    "federated": "Servers that talk",
    "peer-to-peer": "Phone to phone",
    "anonymous": "Relays",
}
"""What lies between two people."""


def race(model: FeatureRace, figure: Figure) -> str:
    """Draw how long one operator and another kind of network take to bring a feature to nine pairs in ten.

    The sentence says both times, and up to which release cycle the operator is faster. The answer is the
    time that the other network takes, in days.
    """
    sketch = Sketch(figure)
    own, other = model.operator().days_until(_PAIRS), model.days_until(_PAIRS)
    agree = model.standard_days if model.implementations > 1 and model.architecture != "centralized" else 0.0
    top = rounded_limit(max(own, other), 300, 1000, 3000, 10_000)
    sketch.text(24, 34, "From the idea until nine pairs in ten can use it", 16, weight=600)
    for part in range(5):
        x, day = _LEFT + _ROOM * part / 4, top * part / 4
        words = _days(day) if part == 4 else f"{day:,.0f}"
        sketch.line([(x, 62), (x, 252)], "rule", 1)
        sketch.text(x, 270, words, 13, "muted", ha="center" if part else "left")
    for y, name, days, first in (
        (70.0, "One operator", own, 0.0),
        (170.0, _WAYS[model.architecture], other, agree),
    ):
        _bar(sketch, y, name, days, first, top)
    sketch.box(24, 296, 18, 14, 3, fill="focus_tint", edge="focus", stroke=1.3)
    sketch.text(50, 308, "the teams agree", 13, "muted")
    sketch.box(190, 296, 18, 14, 3, fill="focus")
    update = "people" if model.architecture == "peer-to-peer" else "people and servers"
    sketch.text(216, 308, f"they build it, and {update} update", 13, "muted")
    return answered(_race_words(model, own, other), other, _days)


_LEFT, _ROOM = 24.0, 700.0  # pixels before the first day, and from there to the last


def _bar(sketch: Sketch, y: float, name: str, days: float, first: float, top: float) -> None:
    """Draw one way: the days in which teams agree, those in which they build and update, and all of them."""
    sketch.text(_LEFT, y + 12, name, 15, weight=600)
    start, end = (_ROOM * min(1.0, day / top) for day in (first, days))
    if first:
        sketch.box(_LEFT, y + 22, start, 40, 3, fill="focus_tint", edge="focus", stroke=1.3)
    sketch.box(_LEFT + start, y + 22, max(2.0, end - start), 40, 3, fill="focus")
    sketch.text(_LEFT + end + 10, y + 48, _days(days), 16, weight=700)


def _days(days: float) -> str:
    return plural(round(days), "day")


def _race_words(model: FeatureRace, own: float, other: float) -> str:
    flip = model.flips_at(_PAIRS)
    when = {math.inf: "never", 0: "always"}.get(flip, "within")
    cycle = model.operator_days
    return paragraph(
        fill(wording.OPERATOR["cycles" if cycle else "at once"], cycle=round(cycle), own=round(own)),
        fill(wording.OTHER[model.architecture], other=round(other)),
        fill(wording.FLIP[when], flip=round(flip, 0)),  # a float, as it may be infinite
        wording.AGREED[_whose(model.standard_days)],
    )


_TEAM_TICKS = tuple((float(n), str(n)) for n in (1, 5, 10, 15, 20))


def _whose(days: float) -> str:
    """Name whose number the time to agree is: it has a source as long as nobody moves it."""
    return "measured" if days == FeatureRollout().standard_days else "moved"


@functools.lru_cache(maxsize=128)
def _by_teams(model: FeatureRollout) -> NDArray[np.float64]:
    """Return the days for each number of teams, without the time that they take to agree."""
    return np.array([model.but(implementations=int(n)).days_until(_PAIRS) for n in _TEAMS])


def teams(model: FeatureRollout, figure: Figure) -> str:
    """Draw the days that a feature takes against the number of teams that build it, beside one operator.

    The sentence says the days for this number of teams, for one team and for one operator.
    """
    base = model.but(implementations=1, standard_days=0.0, days=90.0)
    days = _by_teams(base) + np.where(_TEAMS > 1, model.standard_days, 0.0)
    alone = base.but(architecture="centralized").days_until(_PAIRS)
    here = model.days_until(_PAIRS)
    top = rounded_limit(float(days.max()), 300, 1000, 3000, 10_000)
    (ax,) = subplots(
        figure, Subplot("", "independent teams", _WORKS, (0.4, 20.6), (0, top), xticks=_TEAM_TICKS)
    )
    line(ax, "_days", _TEAMS, days, 1, marker="s", markersize=5)
    mark(ax, "here", model.implementations, here, plural(round(here), "day"), 1)
    hline(ax, "alone", alone, f"one operator, {plural(round(alone), 'day')}", 0)
    count, agree = model.implementations, model.standard_days
    return paragraph(
        fill(wording.TEAMS if count > 1 else wording.ONE_TEAM, teams=count, here=round(here), agree=agree),
        fill(wording.FEWER[count > 1], one=round(days[0]), operator=round(alone)),
        wording.ASSUMED[_whose(agree) if count > 1 else "all"],
    )
