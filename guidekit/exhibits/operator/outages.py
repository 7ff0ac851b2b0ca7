"""The exhibits of this file draw what is lost when operators, nodes or recipients are gone."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, bar, dots, line, mark, note, subplots, vline
from guidekit.drawing.ticks import QUARTER_TICKS
from guidekit.models import Fragility, OfflineQueue, Takeover
from guidekit.words import answered, number, percent, plural, rare

_HIT = Subplot(
    "Conversations that stop, or are seen", "", "share of all conversations", (-0.6, 3.6), (0, 1.12),
    xticks=((0, "one operator"), (1, "a federation"), (2, "islands"), (3, "peer-to-peer")),
    yticks=QUARTER_TICKS,
)  # fmt: skip


def takeover(model: Takeover, figure: Figure) -> str:
    """Draw the share of conversations that the largest operators take with them, in four kinds of network.

    The sentence says each share.
    """
    (ax,) = subplots(figure, _HIT)
    hit = model.hit()
    for nth, (way, share) in enumerate(hit.items()):
        bar(ax, f"_{way}", nth, share, nth)
        note(ax, f"_{way} words", nth, share + 0.02, rare(share), ha="center", weight="bold")
    stops = "the largest operator stops or turns hostile"
    if model.gone > 1:
        stops = f"the {model.gone:,} largest operators stop or turn hostile"
    return (
        f"When {stops}, every conversation is hit if there is one operator, and "
        f"{percent(hit['a federation'])} of them in a federation. On islands it is {rare(hit['islands'])}, "
        f"and peer-to-peer {rare(hit['peer-to-peer'])}. On an island of "
        f"{plural(model.members, 'person', 'people')} only "
        f"{plural(model.members - 1, 'other person', 'other people')} can be "
        "reached at all."
    )


_MARKED = 0.1  # the share of nodes whose removal is marked
_FALL = Subplot(
    x="nodes that are gone",
    y="largest part that hangs together",
    xlim=(-0.02, 1),
    ylim=(-0.02, 1.02),
    percent="xy",
)
_SHAPES = ("star", "random", "scale-free")


@functools.lru_cache(maxsize=256)
def _curve(model: Fragility) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    frame = model.curve()
    thin = max(1, len(frame) // 250)
    keep = np.unique(np.concatenate([[0, 1], np.arange(0, len(frame), thin), [len(frame) - 1]]))
    return frame.removed.to_numpy()[keep], frame.largest.to_numpy()[keep]


def fragmentation(model: Fragility, figure: Figure) -> str:
    """Draw how a star, a random and a scale-free network fall apart while nodes are removed.

    The sentence says how large the largest part is when a tenth of the nodes is gone.
    """
    (ax,) = subplots(figure, _FALL)
    left = {}
    for nth, shape in enumerate(_SHAPES):
        removed, largest = _curve(model.but(shape=shape))
        line(ax, shape, removed, largest, nth)
        left[shape] = float(np.interp(_MARKED, removed, largest))
        dots(ax, f"_{shape} dot", _MARKED, left[shape], nth)
    first = {
        "random": "nodes fail at random",
        "largest": "the most linked nodes are removed first",
        "largest-recomputed": "always the node with the most links left is removed",
    }
    return (
        f"When {first[model.removal]} and {percent(_MARKED)} are gone, the largest part of the star that "
        f"hangs together is {percent(left['star'])}. Of the random net it is {percent(left['random'])}, and "
        f"of the scale-free one {percent(left['scale-free'])}."
    )


_AWAY = np.geomspace(0.1, 180, 80)
_LOST = Subplot(
    "", "mean time someone stays away, days", "lost of what is written meanwhile", (0.1, 180), (-0.03, 1),
    xlog=True, percent="y", xticks=((0.1, "0.1"), (1, "1"), (7, "7"), (30, "30"), (90, "90"), (180, "180")),
)  # fmt: skip


def queue(model: OfflineQueue, figure: Figure) -> str:
    """Draw the share of messages that a queue drops, against the time that the recipient stays away.

    The sentence says the share and up to which absence it stays below 1 %. The answer is a share.
    """
    (ax,) = subplots(figure, _LOST)
    lost = model.lost()
    line(ax, "_lost", _AWAY, model.lost(_AWAY), 1)
    vline(ax, "kept", model.kept, f"kept {number(model.kept)} days", 5, at=0.93)
    mark(ax, "here", model.away, lost, percent(lost), 1)
    return answered(
        f"The queue keeps messages for {plural(model.kept, 'day')}. People who stay away for "
        f"{plural(model.away, 'day')} in the mean lose {percent(lost)} of what is written to them meanwhile. "
        f"It stays below 1 % up to a mean of {plural(model.longest(0.01), 'day')}.",
        lost,
    )
