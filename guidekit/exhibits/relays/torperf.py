"""Round trips and downloads over Tor, and how long relays stay listed."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Pane, dots, line, note, panes
from guidekit.drawing.marks import gaps
from guidekit.models import OnionRouting
from guidekit.recordings.public_tor import SIZES, Downloads, RelaySurvival
from guidekit.recordings.reading import series
from guidekit.words import duration, number, percent, roughly

_SECONDS = ((0.01, "10 ms"), (0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (100, "100 s"))
_TRIPS = Pane(
    x="share of the circuits that are faster", y="time of one round trip", xlim=(0, 1), ylim=(0.01, 10),
    ylog=True, percent="x", yticks=_SECONDS[:4],
)  # fmt: skip


def round_trips(model: OnionRouting, figure: Figure) -> str:
    """Draw the quantiles of a round trip as the model has them and as they were measured."""
    (ax,) = panes(figure, _TRIPS)
    places, measured = series("torperf-2019", "circuit-rtt")
    computed = np.quantile(model.round_trip(4000), places / 100)
    line(ax, "the model", places / 100, computed, 0)
    dots(ax, "measured in 2019", places / 100, measured, 1, markersize=6)
    gaps(ax, places / 100, measured, computed)
    ratio = computed / measured
    worst = int(np.argmax(np.abs(np.log(ratio))))
    said = f"largest misfit: {number(float(ratio[worst]))} times, at {places[worst]:g} %"
    note(ax, "_words", 0.98, 0.013, said, ha="right", weight="bold")
    at = {int(place): (float(c), float(m)) for place, c, m in zip(places, computed, measured, strict=True)}
    listed = ", ".join(f"{p} %: {duration(at[p][0])} against {duration(at[p][1])}" for p in (5, 50, 95))
    factor = number(float(ratio[worst]))
    return (
        f"Round trips over {model.hops} relay{'s' * (model.hops > 1)}, the model against what was measured "
        f"on 132,602 circuits: {listed}; the largest misfit is a factor {factor} at {places[worst]:g} %."
    )


_GRID = np.geomspace(30 * 1024, 8 * 1024**2, 40)
_SIZE = Pane(
    x="size of the file", y="time until it has arrived", xlim=(3e4, 9e6), ylim=(0.1, 150), xlog=True,
    ylog=True, xticks=tuple(zip(SIZES, ("50 KiB", "1 MiB", "5 MiB"), strict=True)), yticks=_SECONDS[1:],
)  # fmt: skip


def downloads(model: Downloads, figure: Figure) -> str:
    """Draw measured download times by size, and a line that knows only the two ends."""
    (ax,) = panes(figure, _SIZE)
    times = model.measured()
    low, high = Downloads("5").measured(), Downloads("95").measured()
    line(ax, "set-up time and constant speed", _GRID, [model.straight(float(size)) for size in _GRID], 0)
    dots(ax, "measured in 2019", SIZES, times, 1)
    for nth, size in enumerate(SIZES):
        line(ax, f"_range {nth}", [size] * 2, [low[nth], high[nth]], 5, linewidth=1.4, linestyle="-")
    middle = model.straight(SIZES[1])
    gaps(ax, np.array(SIZES[1:2]), np.array(times[1:2]), np.array([middle]))
    miss = middle / times[1] - 1
    way = "too little" if miss < 0 else "too much"
    note(ax, "_words", SIZES[1] * 1.12, times[1] / 1.3, f"{percent(abs(miss))} {way}", va="top", ha="left",
         weight="bold")  # fmt: skip
    said = "Half" if model.percentile == "50" else f"{model.percentile} in 100"
    return (
        f"{said} of the downloads took at most {number(times[0])} s for 50 KiB, {number(times[1])} s for "
        f"1 MiB and {number(times[2])} s for 5 MiB; a set-up time and a constant speed through the two ends "
        f"give {number(middle)} s for 1 MiB, {percent(abs(miss))} {way}."
    )


_AGES = np.geomspace(1, 504, 60)
_STILL = Pane(
    x="time since a relay was seen in the list", y="relays still listed", xlim=(0.9, 560), ylim=(0.84, 1.005),
    xlog=True, percent="y",
    xticks=((1, "1 h"), (6, "6 h"), (24, "1 day"), (168, "1 week"), (504, "3 weeks")),
)  # fmt: skip


def survival(model: RelaySurvival, figure: Figure) -> str:
    """Draw the share of relays that stay listed, measured and as an exponential, with the misfit."""
    (ax,) = panes(figure, _STILL)
    hours, measured = series("tor-churn-2019", "still-listed")
    computed = np.array([model.share(float(h)) for h in hours])
    line(ax, "an exponential", _AGES, [model.share(float(h)) for h in _AGES], 0)
    dots(ax, "measured in January 2019", hours, measured, 1)
    gaps(ax, hours, measured, computed)
    worst = int(np.argmax(np.abs(computed - measured)))
    miss = computed[worst] - measured[worst]
    note(ax, "_words", hours[worst] * 1.1, max(0.85, measured[worst] - 0.006),
         f"{number(100 * float(miss))} points", va="top", weight="bold")  # fmt: skip
    hour, week = (percent(float(measured[hours == at][0])) for at in (1, 168))
    return (
        f"An exponential with a mean of {number(model.mean_days)} days says that {roughly(model.share(1))} "
        f"of the relays are still listed after an hour and {percent(model.share(168))} after a week; "
        f"measured were {hour} and {week}, and the largest misfit is {number(abs(100 * float(miss)))} points "
        f"at {duration(3600 * float(hours[worst]))}."
    )
