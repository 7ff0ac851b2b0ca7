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
from guidekit.models import FeatureRace, FeatureRollout
from guidekit.words import answered, plural

_PAIRS = 0.9  # the share of pairs that must be able to use it
_TEAMS = np.arange(1, 21)
_WORKS = f"days until {10 * _PAIRS:.0f} pairs in 10 can use it"
_WAYS = {
    "centralized": ("Another operator", "With another operator"),
    "federated": ("Servers that talk", "With servers that talk"),
    "peer-to-peer": ("Phone to phone", "From phone to phone"),
    "anonymous": ("Relays", "With relays"),
}
"""What lies between two people, above a bar and at the head of a sentence."""


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
        (170.0, _WAYS[model.architecture][0], other, agree),
    ):
        _bar(sketch, y, name, days, first, top)
    sketch.box(24, 296, 18, 14, 3, fill="focus_tint", edge="focus", stroke=1.3)
    sketch.text(50, 308, "the teams agree", 13, "muted")
    sketch.box(190, 296, 18, 14, 3, fill="focus")
    sketch.text(216, 308, "they build it, and people and servers update", 13, "muted")
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
    if flip == math.inf:
        when = "The operator is faster, however rarely it ships."
    elif flip == 0:
        when = "The operator is slower, however often it ships."
    else:
        when = f"The operator is faster as long as it ships within {_days(flip)}."
    cycle = model.operator_days
    every = f"needs {_days(cycle)} to ship something new" if cycle else "ships at once"
    agreed = "measured at Matrix" if model.standard_days == FeatureRollout().standard_days else "yours"
    return (
        f"One operator {every}, and reaches nine pairs in ten in {_days(own)}. "
        f"{_WAYS[model.architecture][1]} it takes {_days(other)}. {when} The time to agree is {agreed}, and "
        "the other times are ours."
    )


_TEAM_TICKS = tuple((float(n), str(n)) for n in (1, 5, 10, 15, 20))


def _whose(days: float) -> str:
    """Say whose numbers the times are: the time to agree has a source as long as nobody moves it."""
    if days == FeatureRollout().standard_days:
        return "The time to agree is that of Matrix, the median. All other times are assumptions of ours."
    return "The time to agree is yours, and all other times are assumptions of ours."


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
    who, agree, rests = "With one team, and nothing to agree on,", "", "All of it rests on assumptions."
    if model.implementations > 1:
        who = f"With {model.implementations} teams"
        agree = f" To agree takes {plural(model.standard_days, 'day')} of these."
        rests = _whose(model.standard_days)
    return (
        f"{who} a feature works for nine pairs in ten after {plural(round(here), 'day')}.{agree} With one "
        f"team it would take {plural(round(days[0]), 'day')}, and with one operator "
        f"{plural(round(alone), 'day')}. {rests}"
    )
