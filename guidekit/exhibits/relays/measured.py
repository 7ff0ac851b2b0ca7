"""How unequal Tor's relays are, and what the largest of them link."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Pane, dots, line, note, panes
from guidekit.recordings.public_tor import MOST, LargestRelays, relays
from guidekit.words import one_in, percent

_LARGEST = Pane(
    x="hostile relays of each kind, the largest first", y="circuits they link", xlim=(1, 1000),
    ylim=(1e-7, 1.5), xlog=True, ylog=True,
    xticks=((1, "1"), (10, "10"), (100, "100"), (841, "841")),
    yticks=((1e-6, "1 in a million"), (1e-4, "0.01 %"), (1e-2, "1 %"), (1, "100 %")),
)  # fmt: skip


def largest_relays(model: LargestRelays, figure: Figure) -> str:
    """Draw the circuits that the largest relays of the real network link, beside equal relays."""
    (ax,) = panes(figure, _LARGEST)
    counts, linked, equal = _curves(model.preset)
    line(ax, "the relays of April 2018", counts, linked, 0)
    line(ax, "if all relays were equal", counts, equal, 5)
    here = model.linked()
    dots(ax, "_here", model.largest, here, 1, markersize=11)
    low = model.largest > 30
    words = note(ax, "_words", model.largest, here * (0.4 if low else 2.2), percent(here), weight="bold")
    words.set_verticalalignment("top" if low else "bottom")
    guards = relays(model.preset, "guard").top(model.largest)
    exits = relays(model.preset, "exit").top(model.largest)
    who = (
        "the largest guard and the largest exit"
        if model.largest == 1
        else (f"the {model.largest} largest guards and the {model.largest} largest exits")
    )
    return (
        f"In the Tor network of April 2018 {who} carry {percent(guards)} and {percent(exits)} of the weight; "
        f"together they link {percent(here)} of the circuits ({one_in(here)}), {one_in(model.if_equal())} if "
        "all relays were equal."
    )


@functools.cache
def _curves(preset: str) -> tuple[NDArray[np.int64], list[float], list[float]]:
    counts = np.unique(np.geomspace(1, MOST, 60).round().astype(int))
    models = [LargestRelays(int(count), preset) for count in counts]
    return counts, [m.linked() for m in models], [m.if_equal() for m in models]
