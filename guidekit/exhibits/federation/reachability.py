"""The exhibits of this file draw who can still talk when servers stop, block each other, close or pause."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, bar, hline, line, mark, note, subplots
from guidekit.drawing.ticks import QUARTER_TICKS, decade_ticks
from guidekit.models import CatchUp
from guidekit.recordings.fediverse import CRAWL, Servers, crawl_shares
from guidekit.words import large_first, percent, plural, rare

_GONE = np.unique(np.geomspace(1, 1000, 60).round().astype(int))
_SHUT = np.linspace(0, 1, 51)
_HOURS = np.geomspace(0.01, 168, 400)
_FLOOR = 1e-13  # a log axis has no zero
_REACH = Subplot(
    "", "largest servers that are gone", "pairs of people who can still talk", (1, 1000), (0, 1.02),
    xlog=True, percent="y", xticks=decade_ticks(0, 3),
)  # fmt: skip


def removal(model: Servers, figure: Figure) -> str:
    """Draw the share of pairs that can still talk when the largest servers are gone.

    The sentence says it, and what the same servers would see if they turned hostile instead.
    """
    (ax,) = subplots(figure, _REACH)
    for nth, (name, shares) in enumerate((("this setting", model.shares()), (CRAWL, crawl_shares().shares))):
        held = np.concatenate([np.cumsum(shares), np.ones(_GONE[-1])])
        line(ax, name, _GONE, (1 - held[_GONE - 1]) ** 2, nth)
    gone = min(model.largest, model.shares().size)
    left = model.reach_after_removing(gone)
    mark(ax, "here", gone, left, percent(left), 0)
    together = min(1.0, float(model.shares()[:gone].sum()))
    rooms = 1 - (1 - together) ** model.room_size
    rooms = rooms if together == 1 else min(rooms, 0.9999)  # nearly all must not round to all
    one, they = ("the largest server", "it") if gone == 1 else (f"the {gone:,} largest servers", "they")
    return (
        f"Without {one}, {percent(left)} of all pairs can still talk. {large_first(they)} "
        f"{'holds' if gone == 1 else 'hold'} {percent(together)} of the users. If {they} turned hostile "
        f"instead, {they} would see all other pairs, and {percent(rooms)} of the rooms of "
        f"{model.room_size:,}."
    )


_BLOCK = Subplot(
    "Pairs of people who are cut off", "", "share of all pairs", (-0.6, 2.6), (_FLOOR, 30), ylog=True,
    xticks=((0, "the largest"), (1, "from rank 101 on"), (2, "of the middle")),
    yticks=((1e-12, "1 in 10¹²"), (1e-9, "1 in a billion"), (1e-6, "1 in a million"),
            (1e-3, "1 in 1,000"), (1, "all")),
)  # fmt: skip


def _cut_off(model: Servers, first: int) -> float:
    """Return the share of pairs that are cut off if the servers from this rank on all block each other."""
    ranks = range(first, first + model.blockers)
    return 1 - model.reach_after_blocking([(i, j) for i in ranks for j in ranks if i < j])


def blocks(model: Servers, figure: Figure) -> str:
    """Draw the share of pairs that are cut off when the largest servers block each other, and when others do.

    The sentence says it for the largest servers and for servers of the middle.
    """
    (ax,) = subplots(figure, _BLOCK)
    count = model.shares().size
    starts = (1, min(101, count - model.blockers + 1), max(1, min(count // 2, count - model.blockers + 1)))
    cut = [_cut_off(model, first) for first in starts]
    for nth, share in enumerate(cut):
        bar(ax, f"_{nth}", nth, max(share, _FLOOR), nth, bottom=_FLOOR)
        note(ax, f"_{nth} words", nth, max(share, _FLOOR) * 1.6, rare(share), ha="center", weight="bold")
    block = "block each other" if model.blockers == 2 else "all block each other"
    return (
        f"If the {model.blockers} largest servers {block}, {rare(cut[0])} of all pairs are cut off. If as "
        f"many servers of the middle do, it is {rare(cut[2])}."
    )


_CLOSED = Subplot("", "servers that do not federate", "pairs who can talk", (0, 1), (0, 1.02), percent="xy")


def closed_servers(model: Servers, figure: Figure) -> str:
    """Draw the share of pairs that can talk, against the share of servers that do not federate.

    The sentence says it for the share that is chosen and for all servers.
    """
    (ax,) = subplots(figure, _CLOSED)
    same, reach = model.islands(), model.reach_when_closed(model.closed)
    line(ax, "_reach", _SHUT, same + (1 - same) * (1 - _SHUT) ** 2)
    mark(ax, "here", model.closed, reach, percent(reach), 1)
    hline(ax, "same", same, "on the same server", 5)
    return (
        f"With {percent(model.closed)} of the servers closed (an assumption), {percent(reach)} of all pairs "
        f"can talk. With all of them closed only the {percent(same)} on the same server could."
    )


_WAIT = Subplot(
    "", "hours since it was written", "messages that have arrived", (0.01, 168), (0, 1.12),
    xlog=True, yticks=QUARTER_TICKS,
    xticks=((0.01, "36 s"), (1 / 6, "10 min"), (1, "1 h"), (8, "8 h"), (24, "1 day"), (168, "1 week")),
)  # fmt: skip


def catch_up(model: CatchUp, figure: Figure) -> str:
    """Draw the share of messages that have reached a server which is sometimes down, against the hours.

    The sentence says the share at once, within an hour and within a day.
    """
    (ax,) = subplots(figure, _WAIT)
    arrived = model.delivered_within(_HOURS)
    once = model.delivered_within(0.0)
    line(ax, "tries again and again", _HOURS, arrived, 0)
    line(ax, "tries once", [0.01, 168], [once, once], 1)
    hour, day = model.delivered_within([1.0, 24.0])
    mark(ax, "day", 24, day, percent(day), 0)
    late = f" One that found it down waits {plural(model.mean_wait(), 'hour')} in the mean."
    return (
        f"To a server that is down {percent(model.down)} of the time (an assumption), {percent(once)} of the "
        f"messages get through at once. Within an hour it is {percent(hour)}, and within a day "
        f"{percent(day)}, because the other server tries again.{late if model.down else ''}"
    )
