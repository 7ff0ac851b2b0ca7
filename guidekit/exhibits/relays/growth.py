"""The exhibits of this file draw how a network of relays changes: relays join and leave, features spread."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, line, mark, note, residuals, subplots
from guidekit.models import FeatureRollout, NewNodes
from guidekit.recordings.public_tor import RelaySurvival
from guidekit.recordings.reading import series
from guidekit.words import duration, large_first, percent, plural

_JOINED = np.concatenate([[0], np.geomspace(1, 10_000, 60)])
_FLOOR = 1e-5  # a log axis has no zero
_HOSTING = Subplot(
    x="honest relays that join", y="circuits linked", xlim=(0, 10_000), ylim=(_FLOOR, 0.6), ylog=True,
    xticks=((0, "0"), (2500, "2,500"), (5000, "5,000"), (7500, "7,500"), (10_000, "10,000")),
    yticks=((1e-4, "0.01 %"), (1e-3, "0.1 %"), (1e-2, "1 %"), (1e-1, "10 %")),
)  # fmt: skip


def hosting(model: NewNodes, figure: Figure) -> str:
    """Draw the circuits that are linked for the host of honest relays and for everyone, against these relays.

    The sentence says the share before and after they join.
    """
    (ax,) = subplots(figure, _HOSTING)
    before, after = model.but(joined=0).linked(), model.linked()
    curve = [max(_FLOOR, model.but(joined=round(float(n))).linked()) for n in _JOINED]
    line(ax, "_curve", _JOINED, curve, 0)
    dots(ax, "everyone", model.joined, max(_FLOOR, after), 0, markersize=15)
    dots(ax, "the host", model.joined, max(_FLOOR, after), 1, markersize=7)
    note(ax, "_words", model.joined, max(_FLOOR, after) * 1.6, percent(after), weight="bold", va="bottom")
    fewer = 1 - after / before if before else 0.0
    return (
        f"A network of {plural(model.relays, 'relay')} gets {plural(model.joined, 'honest relay')} more. "
        f"{large_first(percent(model.adversary))} were hostile, and {percent(before)} of the circuits were "
        f"linked. Now {percent(fewer)} fewer are linked, for the host as for everyone."
    )


_AGES = np.geomspace(1, 504, 60)
_STILL = Subplot(
    x="time since a relay was seen in the list", y="relays still listed", xlim=(0.9, 560), ylim=(0.84, 1.005),
    xlog=True, percent="y",
    xticks=((1, "1 h"), (6, "6 h"), (24, "1 day"), (168, "1 week"), (504, "3 weeks")),
)  # fmt: skip


def survival(model: RelaySurvival, figure: Figure) -> str:
    """Draw the share of relays that are still listed against time, as measured and as an exponential.

    The sentence says both after an hour and after a week, and the largest misfit.
    """
    (ax,) = subplots(figure, _STILL)
    hours, measured = series("tor-churn-2019", "still-listed")
    computed = np.array([model.share(float(h)) for h in hours])
    line(ax, "an exponential", _AGES, [model.share(float(h)) for h in _AGES], 0)
    dots(ax, "measured in January 2019", hours, measured, 1)
    residuals(ax, hours, measured, computed)
    worst = int(np.argmax(np.abs(computed - measured)))
    miss = computed[worst] - measured[worst]
    way = "too many" if miss > 0 else "too few"
    misfit = f"{plural(abs(100 * float(miss)), 'point')} {way}"
    note(ax, "_words", hours[worst] * 1.1, max(0.85, measured[worst] - 0.006), misfit, va="top",
         weight="bold")  # fmt: skip
    hour, week = (percent(float(measured[hours == at][0])) for at in (1, 168))
    return (
        f"An exponential says that {percent(model.share(1))} of the relays are still listed after an hour "
        f"and {percent(model.share(168))} after a week. Measured were {hour} and {week}. The largest misfit "
        f"is {misfit}, at {duration(3600 * float(hours[worst]))}."
    )


_YEAR = 365.0  # days
_DAYS = np.linspace(0, _YEAR, 74)
_ROLLOUT = Subplot(
    x="days since the idea", y="share of pairs that can use it", xlim=(0, _YEAR), ylim=(0, 1.03), percent="y"
)
_ARCHITECTURES = {"centralized": 5, "federated": 1, "peer-to-peer": 2, "anonymous": 0}


def adoption(model: FeatureRollout, figure: Figure) -> str:
    """Draw the share of pairs that can use a new feature against days, in four kinds of network.

    The sentence says after how many days nine pairs in ten can use it.
    """
    (ax,) = subplots(figure, _ROLLOUT)
    for way, nth in _ARCHITECTURES.items():
        other = model.but(architecture=way)
        stroke = line(ax, way, _DAYS, [other.usable(float(day)) for day in _DAYS], nth)
        stroke.set_linewidth(2.8 if way == model.architecture else 1.2)
    until = {way: model.but(architecture=way).days_until(0.9) for way in _ARCHITECTURES}
    chosen = until[model.architecture]
    mark(ax, "here", chosen, 0.9, plural(round(chosen), "day"), 3)
    at = min(chosen, _YEAR)
    line(ax, "_drop", [at, at], [0, 0.9], 5, linewidth=1)
    rest = ". ".join(
        f"If it were {way}, it would be {plural(round(days), 'day')}"
        for way, days in until.items()
        if way != model.architecture
    )
    return (
        f"Under these assumptions nine pairs in ten can use a new feature after "
        f"{plural(round(chosen), 'day')} when the network is {model.architecture}. {rest}."
    )
