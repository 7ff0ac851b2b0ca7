"""The exhibits of this file draw how long it takes until a new feature works between two people."""

from __future__ import annotations

import functools
import math

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, bar, dots, hline, line, note, subplots, vline
from guidekit.drawing.ticks import QUARTER_TICKS, rounded_limit
from guidekit.models import FeatureRace, FeatureRollout
from guidekit.words import number, percent

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
    dots(ax, "_here", model.operator_days, own, 0, markersize=11)
    note(ax, "_words", model.operator_days, own - 0.04 * top, f"{own:.0f} days", weight="bold", va="top")
    vline(ax, "flip", flip if 0 < flip < math.inf else None, "no faster from here on", 5, at=0.9)
    if flip == math.inf:
        when = "and that is faster whatever its cycle"
    elif flip == 0:
        when = "and that is slower whatever its cycle"
    else:
        when = f"and it is faster as long as its cycle is shorter than {flip:.0f} days"
    named = "another operator" if model.architecture == "centralized" else _WAYS[model.architecture]
    return (
        f"One operator with a release cycle of {number(model.operator_days)} days brings a feature to "
        f"{percent(_PAIRS)} of the pairs in {own:.0f} days, {named} in {other:.0f}, {when}; "
        "all times but that to agree, which is Matrix' median, are assumptions of ours."
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
    shares = [f"{percent(working[way])} with {words}" for way, words in _WAYS.items()]
    return (
        f"Of the features thought of in the last {_YEARS} years, {shares[0]}, {shares[1]}, "
        f"{shares[2].replace(' with', '')} and {shares[3]} work between two random people, on these "
        "assumptions."
    )


_TEAM_TICKS = tuple((float(n), str(n)) for n in (1, 5, 10, 15, 20))


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
    dots(ax, "_here", model.implementations, here, 1, markersize=11)
    note(ax, "_words", model.implementations, here + 0.04 * top, f"{here:.0f} days", weight="bold")
    hline(ax, "alone", alone, f"one operator, {alone:.0f} days", 0)
    if model.implementations == 1:
        who = "With one team and nothing to agree on"
    else:
        who = f"With {model.implementations} teams and {number(model.standard_days)} days to agree"
    return (
        f"{who}, a feature works for {percent(_PAIRS)} of the pairs after {here:.0f} days, with one team "
        f"after {days[0]:.0f}, with one operator after {alone:.0f}; the time to agree is "
        "Matrix' median, all other times are assumptions of ours."
    )
