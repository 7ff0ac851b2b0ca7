"""The exhibits of this file draw how long files of different sizes take over Tor."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, line, note, residuals, subplots
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import SECOND_TICKS
from guidekit.exhibits.relays import wording
from guidekit.models import Patience
from guidekit.models.patience import THINGS
from guidekit.recordings.public_tor import SIZES, Downloads
from guidekit.recordings.reading import series
from guidekit.words import answered, duration, fill, in_seconds, large_first, number, paragraph, percent

_KIB, _MIB = 1024.0, 1024.0**2
_HALF, _SLOW, _LEFT = 330.0, 426.0, 452.0  # where the numbers end, and where the bars begin
_SECOND, _END = 5.4, 70.0  # the pixels of a second; the seconds at the right end
_TOP, _ROW = 94.0, 54.0
PHOTOGRAPH = "a photograph as it was taken"


def patience(model: Patience, figure: Figure) -> str:
    """Draw how long five things take over Tor, and where patience runs out.

    The sentence says the time of a photograph, and the largest file that arrives in time. The answer is the
    time of the photograph, in half of the cases.
    """
    sketch = Sketch(figure)
    slower = Patience(seconds=model.seconds, sizes=model.sizes, times=_slow_times())
    at = _LEFT + _SECOND * min(model.seconds, _END)
    bottom = _TOP + _ROW * len(THINGS) - 22
    sketch.text(16, 30, "Over Tor, as measured in 2019", 18, weight=600)
    sketch.text(_HALF, 62, "half take", 13, "muted", ha="right")
    sketch.text(_SLOW, 62, "9 of 10 take", 13, "muted", ha="right")
    for nth, (name, size) in enumerate(THINGS):
        y = _TOP + _ROW * nth
        half, slow = model.arrival(size), slower.arrival(size)
        in_time, far_in_time = half <= model.seconds, slow <= model.seconds
        words = fill(wording.SO_LARGE, size=_size(size)) if size > max(model.sizes) else _size(size)
        sketch.text(16, y + 4, large_first(name), 15, weight=600)
        sketch.text(16, y + 22, words, 13, "muted")
        sketch.text(_HALF, y + 4, duration(half), 15, "text" if in_time else "muted", 600, "right")
        sketch.text(_SLOW, y + 4, duration(slow), 15, "text" if far_in_time else "muted", ha="right")
        end, far = (_LEFT + _SECOND * min(time, _END) for time in (half, slow))
        if far > end:
            sketch.line([(end, y), (far, y)], "focus", 2)
            sketch.line([(far, y - 6), (far, y + 6)], "focus", 2)
        sketch.box(_LEFT, y - 9, max(3.0, end - _LEFT), 18, 2, fill="focus" if in_time else "focus_tint",
                   edge="focus", stroke=1.2)  # fmt: skip
        if half > _END:
            sketch.dots([end + 7 + 7 * n for n in range(3)], [y] * 3, 1.8, "focus")
    sketch.line([(_LEFT, _TOP - 20), (_LEFT, bottom)], "rule")
    sketch.line([(at, 72), (at, bottom)], "here", 2.4, dash=True)
    sketch.text(min(max(at, _LEFT + 52), sketch.width - 72), 62, f"patience: {in_seconds(model.seconds)}", 14,
                "text", 600, "center")  # fmt: skip
    low = sketch.height - 14
    sketch.box(18, low - 12, 22, 12, 2, fill="focus")
    sketch.text(46, low, "half arrive in time", 13, "muted")
    sketch.box(190, low - 12, 22, 12, 2, fill="focus_tint", edge="focus", stroke=1.2)
    sketch.text(218, low, "fewer than half do", 13, "muted")
    sketch.line([(360, low - 6), (388, low - 6)], "focus", 2)
    sketch.line([(388, low - 12), (388, low)], "focus", 2)
    sketch.text(396, low, "9 of 10 have arrived", 13, "muted")
    large = dict(THINGS)[PHOTOGRAPH]
    photograph, patience = model.arrival(large), in_seconds(model.seconds)
    most, slowest = model.largest_file(), slower.largest_file()
    said = paragraph(
        fill(wording.PHOTOGRAPH, size=_size(large), time=duration(photograph)),
        fill(wording.HALF_GET["files" if most >= 1 else "nothing"], patience=patience, size=_size(most)),
        fill(wording.NINE_GET["files" if slowest >= 1 else "nothing"], size=_size(slowest)),
        wording.BEYOND if most > max(model.sizes) else "",
    )
    return answered(said, photograph, duration)


@functools.lru_cache(maxsize=1)
def _slow_times() -> tuple[float, ...]:
    """Return the times that nine downloads in ten took at most, for the three sizes."""
    return tuple(_at(f"download-{int(size)}-bytes", 90) for size in Patience().sizes)


def _at(name: str, percentile: float) -> float:
    x, value = series("torperf-2019", name)
    return float(value[x == percentile][0])


def _size(size: float) -> str:
    return f"{number(size / 1e6)} MB" if size >= 1e6 else f"{number(size / 1e3)} kB"


_GRID = np.geomspace(30 * _KIB, 8 * _MIB, 40)
_SIZE = Subplot(
    x="size of the file", y="time until it has arrived", xlim=(3e4, 9e6), ylim=(0.1, 150), xlog=True,
    ylog=True, xticks=tuple(zip(SIZES, ("50 KiB", "1 MiB", "5 MiB"), strict=True)), yticks=SECOND_TICKS[1:],
)  # fmt: skip


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
    way, miss = "little" if middle < times[1] else "much", percent(abs(middle / times[1] - 1))
    words = fill(wording.STRAIGHT_MISFIT[way], miss=miss)
    note(ax, "_words", SIZES[1] * 1.12, times[1] / 1.3, words, va="top", ha="left", weight="bold")
    return paragraph(
        fill(wording.DOWNLOAD[model.percentile], time=duration(times[1])),
        fill(wording.OTHER_SIZES, small=duration(times[0]), large=duration(times[2])),
        fill(wording.STRAIGHT[way], time=duration(middle), miss=miss),
    )
