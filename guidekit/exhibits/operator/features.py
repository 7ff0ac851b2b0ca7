"""The exhibits of this file draw how long it takes until a new feature works between two people."""

from __future__ import annotations

import functools
import math

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, bar, hline, line, mark, note, subplots, vline
from guidekit.drawing.ticks import QUARTER_TICKS, rounded_limit
from guidekit.models import FeatureRace, FeatureRollout
from guidekit.words import large_first, percent, plural

_PAIRS = 0.9  # the share of pairs that must be able to use it
_YEARS = 2  # over how many years the features of a catalogue were thought of
_YEAR = 365  # days
_CYCLES = np.linspace(0, _YEAR, 25)
_TEAMS = np.arange(1, 21)
_WORKS = f"days until {10 * _PAIRS:.0f} pairs in 10 can use it"
_WAYS = {
    "centralized": "one operator",
    "federated": "a federation",
    "peer-to-peer": "peer-to-peer",
    "anonymous": "anonymous routing",
}


@functools.lru_cache(maxsize=128)
def _operator(client_days: float) -> NDArray[np.float64]:
    race = FeatureRace(client_days=client_days)
    return np.array([race.operator(float(cycle)).days_until(_PAIRS) for cycle in _CYCLES])


def race(model: FeatureRace, figure: Figure) -> str:
    """Draw the days that one operator needs for a feature, against its release cycle, beside another network.

    The sentence says both times, and up to which release cycle the operator is faster.
    """
    other = model.days_until(_PAIRS)
    top = rounded_limit(other, 1000, 3000, 10_000)
    (ax,) = subplots(figure, Subplot("", "the operator's release cycle, days", _WORKS, (0, _YEAR), (0, top)))
    own, flip = model.operator().days_until(_PAIRS), model.flips_at(_PAIRS)
    line(ax, "one operator", _CYCLES, _operator(model.client_days), 0)
    line(ax, _WAYS[model.architecture], [0, _YEAR], [other, other], 1)
    mark(ax, "here", model.operator_days, own, plural(round(own), "day"), 0)
    vline(ax, "flip", flip if 0 < flip < math.inf else None, "no faster from here on", 5, at=0.9)
    if flip == math.inf:
        when = "The operator is faster whatever its cycle."
    elif flip == 0:
        when = "The operator is slower whatever its cycle."
    else:
        when = f"The operator is faster as long as its cycle is shorter than {plural(round(flip), 'day')}."
    named = "another operator" if model.architecture == "centralized" else _WAYS[model.architecture]
    return (
        f"One operator with a release cycle of {plural(model.operator_days, 'day')} brings a feature to nine "
        f"pairs in ten in {plural(round(own), 'day')}. {large_first(named)} takes "
        f"{plural(round(other), 'day')}. {when} {_whose(model.standard_days)}"
    )


_CATALOGUE = Subplot(
    f"Of the features thought of in the last {_YEARS} years", "", "work between two random people",
    (-0.6, 3.6), (0, 1.12), xticks=tuple((float(at), words) for at, words in enumerate(_WAYS.values())),
    yticks=QUARTER_TICKS,
)  # fmt: skip


@functools.lru_cache(maxsize=256)
def _working(model: FeatureRace) -> dict[str, float]:
    return model.working(_YEARS)


def catalogue(model: FeatureRace, figure: Figure) -> str:
    """Draw the share of recent features that work between two random people, in four kinds of network.

    The sentence says each share.
    """
    (ax,) = subplots(figure, _CATALOGUE)
    working = _working(model)
    for nth, (way, share) in enumerate(working.items()):
        bar(ax, f"_{way}", nth, share, nth)
        note(ax, f"_{way} words", nth, share + 0.02, percent(share), ha="center", weight="bold")
    one, many, peers, hidden = (percent(working[way]) for way in _WAYS)
    return (
        f"Of the features thought of in the last two years, {one} work between two random people if there is "
        f"one operator. In a federation it is {many}, and peer-to-peer {peers}. With anonymous routing it is "
        f"{hidden}. All of it rests on assumptions."
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
