"""What hops and retries cost, how large a file may be, and how long a feature takes."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Pane, dots, hline, line, note, panes
from guidekit.drawing.marks import HOP_TICKS, HOPS
from guidekit.models import FeatureRollout, Patience, Retries
from guidekit.recordings.reading import series
from guidekit.words import duration, number, percent, roughly

_SECONDS = ((0.01, "10 ms"), (0.1, "0.1 s"), (1, "1 s"), (10, "10 s"), (100, "100 s"))
_ARRIVES = Pane("What arrives", "hops", "share of messages", (0.7, 8.3), (0, 1.03), percent="y",
                xticks=HOP_TICKS)  # fmt: skip
_TAKES = Pane("How long it takes", "hops", "", (0.7, 8.3), (0.005, 400), ylog=True, xticks=HOP_TICKS,
              yticks=_SECONDS)  # fmt: skip


def retries(model: Retries, figure: Figure) -> str:
    """Draw what arrives and how long it takes, against hops, with and without retries."""
    left, right = panes(figure, _ARRIVES, _TAKES)
    others = [model.but(hops=h) for h in HOPS]
    line(left, "no retry", HOPS, [m.reliability() for m in others], 5)
    line(left, "as chosen", HOPS, [m.arrives() for m in others], 0)
    dots(left, "_here", model.hops, model.arrives(), 0)
    line(right, "median", HOPS, [m.delay(0.5) for m in others], 0)
    line(right, "slowest twentieth", HOPS, [m.delay(0.95) for m in others], 1)
    median, slow, arrives = model.delay(0.5), model.delay(0.95), model.arrives()
    dots(right, "_median", model.hops, median, 0)
    dots(right, "_slow", model.hops, slow, 1)
    note(left, "_words", model.hops, 0.04, roughly(arrives), weight="bold")
    note(right, "_low", model.hops, median / 1.5, duration(median), va="top", weight="bold")
    note(right, "_high", model.hops, slow * 1.4, duration(slow), va="bottom", weight="bold")
    tries = {0: "no retry", 1: "one retry"}.get(model.retries, f"{model.retries} retries")
    relays = "1 hop" if model.hops == 1 else f"{model.hops} hops"
    return (
        f"Over {relays} with {tries} {roughly(arrives)} of the messages arrive, half of these within "
        f"{duration(median)} and all but the slowest twentieth within {duration(slow)}; "
        f"at the first try {percent(model.reliability())} get through."
    )


KIB, MIB = 1024.0, 1024.0**2
_FILES = np.geomspace(10 * KIB, 100 * MIB, 60)
_FILE_TICKS = ((10 * KIB, "10 KiB"), (100 * KIB, "100 KiB"), (MIB, "1 MiB"), (10 * MIB, "10 MiB"),
               (100 * MIB, "100 MiB"))  # fmt: skip
_FILE = Pane(
    x="size of the file", y="time until it has arrived", xlim=(8 * KIB, 130 * MIB), ylim=(0.08, 1000),
    xlog=True, ylog=True, xticks=_FILE_TICKS, yticks=(*_SECONDS[1:], (600, "10 min")),
)  # fmt: skip


def patience(model: Patience, figure: Figure) -> str:
    """Draw the time of a download over Tor against its size, and where patience runs out."""
    (ax,) = panes(figure, _FILE)
    slower = Patience(seconds=model.seconds, sizes=model.sizes, times=_slow_times())
    line(ax, "median", _FILES, [model.arrival(float(size)) for size in _FILES], 0)
    line(ax, "slowest tenth", _FILES, [slower.arrival(float(size)) for size in _FILES], 1)
    dots(ax, "measured in 2019", model.sizes, model.times, 2, markersize=7)
    hline(ax, "patience", model.seconds, "patience", 3)
    half, most = model.largest_file(), slower.largest_file()
    shown = min(max(half, 8 * KIB), 130 * MIB)
    dots(ax, "_here", shown, model.seconds, 0, markersize=11)
    note(ax, "_words", min(shown * 1.25, 40 * MIB), model.seconds / 1.15, _size(half), va="top", ha="left",
         weight="bold")  # fmt: skip
    beyond = "; above 5 MiB nobody measured" if half > max(model.sizes) else ""
    return (
        f"Who waits {duration(model.seconds)} gets {_files(half)} in half of the cases over Tor as measured "
        f"in 2019, and {_files(most)} in nine cases of ten{beyond}."
    )


_DAYS = np.linspace(0, 365, 74)
_ROLLOUT = Pane(x="days since the idea", y="share of pairs that can use it", xlim=(0, 365), ylim=(0, 1.03),
                percent="y")  # fmt: skip
_ARCHITECTURES = {"centralized": 5, "federated": 1, "peer-to-peer": 2, "anonymous": 0}


def adoption(model: FeatureRollout, figure: Figure) -> str:
    """Draw how a new feature spreads in four kinds of network, under the same assumptions."""
    (ax,) = panes(figure, _ROLLOUT)
    for way, nth in _ARCHITECTURES.items():
        other = model.but(architecture=way)
        stroke = line(ax, way, _DAYS, [other.usable(float(day)) for day in _DAYS], nth)
        stroke.set_linewidth(2.8 if way == model.architecture else 1.2)
    until = {way: model.but(architecture=way).days_until(0.9) for way in _ARCHITECTURES}
    chosen = until[model.architecture]
    at = min(chosen, 365.0)
    dots(ax, "_here", at, 0.9, 3, markersize=11)
    line(ax, "_drop", [at, at], [0, 0.9], 5, linewidth=1)
    words = note(ax, "_words", at, 0.03, f" {number(chosen)} days ", weight="bold")
    words.set_horizontalalignment("left" if at < 280 else "right")
    rest = ", ".join(f"{way} {number(days)}" for way, days in until.items() if way != model.architecture)
    return (
        f"Under these assumptions nine pairs in ten can use a new feature after {number(chosen)} days when "
        f"the network is {model.architecture} (days otherwise: {rest})."
    )


@functools.lru_cache(maxsize=1)
def _slow_times() -> tuple[float, ...]:
    """Return the times that nine downloads in ten took at most, for the three sizes."""
    return tuple(_at(f"download-{int(size)}-bytes", 90) for size in Patience().sizes)


def _at(name: str, percentile: float) -> float:
    x, value = series("torperf-2019", name)
    return float(value[x == percentile][0])


def _files(size: float) -> str:
    return f"files of up to {_size(size)}" if size >= 1 else "nothing"


def _size(size: float) -> str:
    return f"{number(size / MIB)} MiB" if size >= MIB else f"{number(size / KIB)} KiB"
