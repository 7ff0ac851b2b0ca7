"""How long until something new works between two people."""

from __future__ import annotations

import functools
import math

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Pane, bar, dots, hline, line, note, panes
from guidekit.drawing.marks import rounded_limit, vline
from guidekit.models import FeatureRace, FeatureRollout
from guidekit.words import number, percent

PAIRS = 0.9  # the share of pairs that must be able to use it
YEARS = 2  # over how many years the features of a catalogue were thought of
CYCLES = np.linspace(0, 365, 25)
TEAMS = np.arange(1, 21)
WORKS = f"days until {10 * PAIRS:.0f} pairs in 10 can use it"
WAYS = {
    "centralized": "one operator",
    "federated": "a federation",
    "peer-to-peer": "peer-to-peer",
    "anonymous": "anonymous routing",
}


@functools.lru_cache(maxsize=128)
def _operator(client_days: float) -> NDArray[np.float64]:
    race = FeatureRace(client_days=client_days)
    return np.array([race.operator(float(cycle)).days_until(PAIRS) for cycle in CYCLES])


def race(model: FeatureRace, figure: Figure) -> str:
    """Draw how long one operator needs, against its release cycle, beside another architecture."""
    other = model.days_until(PAIRS)
    top = rounded_limit(other, 1000, 3000, 10_000)
    (ax,) = panes(figure, Pane("", "the operator's release cycle, days", WORKS, (0, 365), (0, top)))
    own, flip = model.operator().days_until(PAIRS), model.flips_at(PAIRS)
    line(ax, "one operator", CYCLES, _operator(model.client_days), 0)
    line(ax, WAYS[model.architecture], [0, 365], [other, other], 1)
    dots(ax, "_here", model.operator_days, own, 0, markersize=11)
    note(ax, "_words", model.operator_days, own - 0.04 * top, f"{own:.0f} days", weight="bold", va="top")
    vline(ax, "flip", flip if 0 < flip < math.inf else None, "no faster from here on", 5, at=0.9)
    if flip == math.inf:
        when = "and that is faster whatever its cycle"
    elif flip == 0:
        when = "and that is slower whatever its cycle"
    else:
        when = f"and it is faster as long as its cycle is shorter than {flip:.0f} days"
    named = "another operator" if model.architecture == "centralized" else WAYS[model.architecture]
    return (
        f"One operator with a release cycle of {number(model.operator_days)} days brings a feature to "
        f"{percent(PAIRS)} of the pairs in {own:.0f} days, {named} in {other:.0f}, {when}; "
        "all of these times rest on assumptions."
    )


_CATALOGUE = Pane(
    f"Of the features thought of in the last {YEARS} years", "", "work between two random people",
    (-0.6, 3.6), (0, 1.12), xticks=tuple((float(at), words) for at, words in enumerate(WAYS.values())),
    yticks=tuple((share, f"{100 * share:.0f} %") for share in (0, 0.25, 0.5, 0.75, 1)),
)  # fmt: skip


@functools.lru_cache(maxsize=256)
def _working(model: FeatureRace) -> dict[str, float]:
    return model.working(YEARS)


def catalogue(model: FeatureRace, figure: Figure) -> str:
    """Draw which share of the recent features works between two random people, four ways."""
    (ax,) = panes(figure, _CATALOGUE)
    working = _working(model)
    for nth, (way, share) in enumerate(working.items()):
        bar(ax, f"_{way}", nth, share, nth)
        note(ax, f"_{way} words", nth, share + 0.02, percent(share), ha="center", weight="bold")
    shares = [f"{percent(working[way])} with {words}" for way, words in WAYS.items()]
    return (
        f"Of the features thought of in the last {YEARS} years, {shares[0]}, {shares[1]}, "
        f"{shares[2].replace(' with', '')} and {shares[3]} work between two random people, on these "
        "assumptions."
    )


_TEAMS = tuple((float(n), str(n)) for n in (1, 5, 10, 15, 20))


@functools.lru_cache(maxsize=128)
def _by_teams(model: FeatureRollout) -> NDArray[np.float64]:
    """Days for each number of teams, without the time to agree."""
    return np.array([model.but(implementations=int(n)).days_until(PAIRS) for n in TEAMS])


def teams(model: FeatureRollout, figure: Figure) -> str:
    """Draw how long a feature takes against the number of teams that build it, beside one operator."""
    base = model.but(implementations=1, standard_days=0.0, days=90.0)
    days = _by_teams(base) + np.where(TEAMS > 1, model.standard_days, 0.0)
    alone = base.but(architecture="centralized").days_until(PAIRS)
    here = model.days_until(PAIRS)
    top = rounded_limit(float(days.max()), 300, 1000, 3000, 10_000)
    (ax,) = panes(figure, Pane("", "independent teams", WORKS, (0.4, 20.6), (0, top), xticks=_TEAMS))
    line(ax, "_days", TEAMS, days, 1, marker="s", markersize=5)
    dots(ax, "_here", model.implementations, here, 1, markersize=11)
    note(ax, "_words", model.implementations, here + 0.04 * top, f"{here:.0f} days", weight="bold")
    hline(ax, "alone", alone, f"one operator, {alone:.0f} days", 0)
    if model.implementations == 1:
        who = "With one team and nothing to agree on"
    else:
        who = f"With {model.implementations} teams and {number(model.standard_days)} days to agree"
    return (
        f"{who}, a feature works for {percent(PAIRS)} of the pairs after {here:.0f} days, with one team "
        f"after {days[0]:.0f}, with one operator after {alone:.0f}; all of it rests on "
        "assumptions."
    )
