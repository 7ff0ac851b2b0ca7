"""The exhibits of this file draw how long files of different sizes take over Tor."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, hline, line, mark, note, residuals, subplots
from guidekit.drawing.ticks import SECOND_TICKS
from guidekit.models import Patience
from guidekit.recordings.public_tor import SIZES, Downloads
from guidekit.recordings.reading import series
from guidekit.words import duration, number, percent

_KIB, _MIB = 1024.0, 1024.0**2
_FILES = np.geomspace(10 * _KIB, 100 * _MIB, 60)
_FILE_TICKS = ((10 * _KIB, "10 KiB"), (100 * _KIB, "100 KiB"), (_MIB, "1 MiB"), (10 * _MIB, "10 MiB"),
               (100 * _MIB, "100 MiB"))  # fmt: skip
_FILE = Subplot(
    x="size of the file", y="time until it has arrived", xlim=(8 * _KIB, 130 * _MIB), ylim=(0.08, 1000),
    xlog=True, ylog=True, xticks=_FILE_TICKS, yticks=(*SECOND_TICKS[1:], (600, "10 min")),
)  # fmt: skip


def patience(model: Patience, figure: Figure) -> str:
    """Draw the time of a download over Tor against the size of the file, and where patience runs out.

    The sentence says the largest file in half of the cases and in nine cases of ten.
    """
    (ax,) = subplots(figure, _FILE)
    slower = Patience(seconds=model.seconds, sizes=model.sizes, times=_slow_times())
    line(ax, "median", _FILES, [model.arrival(float(size)) for size in _FILES], 0)
    line(ax, "slowest tenth", _FILES, [slower.arrival(float(size)) for size in _FILES], 1)
    dots(ax, "measured in 2019", model.sizes, model.times, 2, markersize=7)
    hline(ax, "patience", model.seconds, "patience", 3)
    half, most = model.largest_file(), slower.largest_file()
    mark(ax, "here", half, model.seconds, _size(half) if half >= 1 else "nothing", 0)
    beyond = " Above 5 MiB nobody measured." if half > max(model.sizes) else ""
    return (
        f"Who waits {duration(model.seconds)} gets {_files(half)} over Tor, in half of the cases. In nine "
        f"cases of ten it is {_files(most)}, as measured in 2019.{beyond}"
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
    return f"{number(size / _MIB)} MiB" if size >= _MIB else f"{number(size / _KIB)} KiB"


_GRID = np.geomspace(30 * _KIB, 8 * _MIB, 40)
_SIZE = Subplot(
    x="size of the file", y="time until it has arrived", xlim=(3e4, 9e6), ylim=(0.1, 150), xlog=True,
    ylog=True, xticks=tuple(zip(SIZES, ("50 KiB", "1 MiB", "5 MiB"), strict=True)), yticks=SECOND_TICKS[1:],
)  # fmt: skip


_PART = {
    "5": "One in twenty", "10": "One in ten", "25": "A quarter", "50": "Half", "75": "Three quarters",
    "90": "Nine in ten", "95": "Nineteen in twenty", "99": "Ninety-nine in a hundred",
}  # fmt: skip


def downloads(model: Downloads, figure: Figure) -> str:
    """Draw the time of downloads as measured for three sizes, and a line through the two ends.

    The sentence says the three times, and how far the line is from the middle one.
    """
    (ax,) = subplots(figure, _SIZE)
    times = model.measured()
    low, high = Downloads("5").measured(), Downloads("95").measured()
    line(ax, "set-up time and constant speed", _GRID, [model.straight(float(size)) for size in _GRID], 0)
    dots(ax, "measured in 2019", SIZES, times, 1)
    for nth, size in enumerate(SIZES):
        line(ax, f"_range {nth}", [size] * 2, [low[nth], high[nth]], 5, linewidth=1.4, linestyle="-")
    middle = model.straight(SIZES[1])
    residuals(ax, np.array(SIZES[1:2]), np.array(times[1:2]), np.array([middle]))
    miss = middle / times[1] - 1
    way = "too little" if miss < 0 else "too much"
    note(ax, "_words", SIZES[1] * 1.12, times[1] / 1.3, f"{percent(abs(miss))} {way}", va="top", ha="left",
         weight="bold")  # fmt: skip
    return (
        f"{_PART[model.percentile]} of the downloads of 1 MiB took at most {duration(times[1])}. For 50 KiB "
        f"it was {duration(times[0])}. For 5 MiB it was {duration(times[2])}. A set-up time and a constant "
        f"speed through these two give {duration(middle)} for the one between, {percent(abs(miss))} {way}."
    )
