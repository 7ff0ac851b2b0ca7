"""Finding someone without a server, and waiting until both are there."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Pane, bar, dots, hline, line, note, panes
from guidekit.models import KademliaLookup, Radio, WaitingTime
from guidekit.words import duration, number, percent, roughly, with_answer

SIZES = np.array([10**n for n in (2, 3, 4, 6, 8)])
_NODES = tuple(
    (10.0**n, words) for n, words in ((2, "100"), (4, "10,000"), (6, "1 million"), (8, "100 million"))
)
_HOPS = Pane(
    x="nodes in the network", y="hops until the target answers", xlim=(80, 1.3e8), ylim=(0, 30),
    xlog=True, xticks=_NODES,
)  # fmt: skip
_TOLD = Pane("Who learns of it", "nodes in the network", "strangers told", (80, 1.3e8), (0, 50), xlog=True,
             xticks=((1e2, "100"), (1e5, "100,000"), (1e8, "10⁸")))  # fmt: skip
_WAIT = Pane("What it takes", "", "seconds (mean)", (-0.6, 1.6), (0.01, 100), ylog=True, xticks=(),
             yticks=((0.01, "0.01"), (0.1, "0.1"), (1, "1"), (10, "10"), (100, "100")))  # fmt: skip


def lookup(model: KademliaLookup, figure: Figure, guess: float | None = None) -> str:
    """Draw the hops of a lookup against the size of the network; a guess is a number of hops."""
    (ax,) = panes(figure, _HOPS)
    found = model.expected_hops()
    line(ax, "halving what is left each time", SIZES, np.log2(SIZES), 5)
    line(ax, "asking nearer nodes", SIZES, _over_sizes(model.bucket, model.stale), 0)
    dots(ax, "_here", model.nodes, found, 1, markersize=11)
    note(ax, "_words", model.nodes, found + 1.2, _one_digit(found), weight="bold")
    hline(ax, "guess", guess, "your prediction")
    gone = f", {percent(model.stale)} of them gone" if model.stale else ""
    return with_answer(
        f"Among {model.nodes:,} nodes that keep {model.bucket} contact{'s' * (model.bucket > 1)} at each "
        f"distance{gone}, a lookup takes {_one_digit(found)} hops in the mean; halving would take "
        f"{_one_digit(float(np.log2(model.nodes)))}.",
        guess,
        found,
        _one_digit,
    )


def who_is_told(model: KademliaLookup, figure: Figure) -> str:
    """Draw how many strangers learn who looks for whom, beside the time that asking many saves."""
    left, right = panes(figure, _TOLD, _WAIT)
    single = model.but(parallel=1)
    strangers = model.strangers_told()
    line(left, "one at a time", SIZES, _told_over_sizes(single.bucket, 1, model.stale), 5)
    line(left, "as chosen", SIZES, _told_over_sizes(model.bucket, model.parallel, model.stale), 0)
    dots(left, "_here", model.nodes, strangers, 1, markersize=11)
    note(left, "_words", model.nodes, strangers + 2.5, number(strangers), weight="bold")
    times = [_seconds(one) for one in (single, model)]
    for at, (words, seconds) in enumerate(zip(("one at a time", "as chosen"), times, strict=True)):
        shown = min(max(seconds, 0.012), 60.0)  # what is off the scale stands at its edge
        bar(right, f"_{words}", at, shown, 5 if at == 0 else 0, bottom=0.01)
        note(
            right,
            f"_{words} words",
            at,
            shown * 1.12,
            f"{words}\n{duration(seconds)}",
            ha="center",
            va="bottom",
        )
    asked = "one" if model.parallel == 1 else str(model.parallel)
    return (
        f"Asking {asked} at a time among {model.nodes:,} nodes, {number(strangers)} strangers learn "
        f"whom you look for, and from which address; the lookup takes {duration(times[1])} (mean), "
        f"one at a time {duration(times[0])}."
    )


_ENERGY = Pane(
    "Every number here is an assumption", "time between two signs of life", "joules a day", (9, 4000),
    (1, 2e5), xlog=True, ylog=True,
    xticks=((10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h")),
    yticks=((1, "1"), (10, "10"), (100, "100"), (1000, "1,000"), (10_000, "10,000"), (100_000, "100,000")),
)  # fmt: skip
_PAUSES = np.geomspace(10, 3600, 60)


def battery(model: Radio, figure: Figure) -> str:
    """Draw the energy of an app's own connection, and of its share of the push channel."""
    (ax,) = panes(figure, _ENERGY)
    own, push = model.joules_per_day(), model.joules_per_day(push=True)
    line(ax, "own connection", _PAUSES, [model.but(keepalive=float(s)).joules_per_day() for s in _PAUSES], 0)
    line(ax, "its share of a shared push channel", [9, 4000], [push, push], 1)
    dots(ax, "_here", model.keepalive, own, 0, markersize=11)
    note(ax, "_words", min(model.keepalive * 1.15, 1500), own * 1.25, f"{number(own)} J", weight="bold",
         va="bottom", ha="left")  # fmt: skip
    note(ax, "_push", 10, push / 1.25, f"{number(push)} J", va="top", ha="left", weight="bold")
    sharing = "alone" if model.apps == 1 else f"shared by {model.apps} apps"
    return (
        f"If the radio stays awake {number(model.tail)} s at {number(model.power)} W (assumptions), a sign "
        f"of life every {duration(model.keepalive)} takes {number(own)} J a day, {number(own / push)} times "
        f"the push channel's {number(push)} J ({sharing}); the radio is awake {percent(model.awake_share())} "
        "of the day."
    )


@functools.lru_cache(maxsize=512)
def _over_sizes(bucket: int, stale: float) -> list[float]:
    return [KademliaLookup(nodes=int(n), bucket=bucket, stale=stale).expected_hops() for n in SIZES]


@functools.lru_cache(maxsize=512)
def _told_over_sizes(bucket: int, parallel: int, stale: float) -> list[float]:
    model = KademliaLookup(bucket=bucket, parallel=parallel, stale=stale)
    return [model.but(nodes=int(n)).strangers_told() for n in SIZES]


@functools.lru_cache(maxsize=512)
def _seconds(model: KademliaLookup) -> float:
    return float(model.lookup_seconds(400).mean())


def _one_digit(hops: float) -> str:
    return f"{hops:.1f}"


HOURS = np.geomspace(0.1, 168, 80)
MARKED = 24.0  # the hours that the sentence speaks about
_TIME = Pane(
    x="time since the message was written", y="chance that it has arrived", xlim=(0.1, 168), ylim=(0, 1.03),
    xlog=True, percent="y",
    xticks=((0.1, "6 min"), (1, "1 h"), (6, "6 h"), (24, "1 day"), (72, "3 days"), (168, "7 days")),
)  # fmt: skip


def waiting_time(model: WaitingTime, figure: Figure) -> str:
    """Draw the chance that a message has arrived, both ways, and simulated pairs on the chosen one."""
    (ax,) = panes(figure, _TIME)
    for mailbox, words, nth in (("no", "both must be online", 1), ("yes", "with a mailbox", 0)):
        chosen = mailbox == model.mailbox
        stroke = line(ax, words, HOURS, model.delivered_within(HOURS, mailbox == "yes"), nth)
        stroke.set_linewidth(2.8 if chosen else 1.2)
    waits = _simulated(model)
    at = HOURS[4::9]
    dots(ax, "400 simulated pairs", at, (waits[:, None] <= at).mean(axis=0), 2, markersize=6)
    arrived, mean = model.arrived(MARKED), 3600 * model.wait()
    dots(ax, "_here", MARKED, arrived, 3, markersize=11)
    note(ax, "_words", MARKED * 1.15, arrived - 0.03, roughly(arrived), ha="left", va="top", weight="bold")
    other = model.but(mailbox="no" if model.mailbox == "yes" else "yes")
    how, without = ("With", "without one") if model.mailbox == "yes" else ("Without", "with one")
    return (
        f"Each is online {percent(model.online_fraction())} of the time. {how} a mailbox a message waits "
        f"{duration(mean)} in the mean, {without} {duration(3600 * other.wait())}; "
        f"within a day {roughly(arrived)} arrive."
    )


@functools.lru_cache(maxsize=64)
def _simulated(model: WaitingTime) -> NDArray[np.float64]:
    return model.simulate(400)
