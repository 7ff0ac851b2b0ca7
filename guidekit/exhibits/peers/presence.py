"""The exhibits of this file draw what it costs to be online, and how long a message waits for it."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, dots, line, mark, note, subplots
from guidekit.drawing.ticks import decade_ticks
from guidekit.models import Radio, WaitingTime
from guidekit.words import duration, number, percent, times

_ENERGY = Subplot(
    "Every number here is an assumption", "time between two signs of life", "joules a day", (9, 4000),
    (1, 2e5), xlog=True, ylog=True,
    xticks=((10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h")),
    yticks=decade_ticks(0, 5),
)  # fmt: skip
_PAUSES = np.geomspace(10, 3600, 60)


def radio_energy(model: Radio, figure: Figure) -> str:
    """Draw the energy of an app's own connection and of its share of the push channel, against the pauses.

    The sentence says both in joules a day, which are assumptions, and how many times one takes the other.
    """
    (ax,) = subplots(figure, _ENERGY)
    own, push = model.joules_per_day(), model.joules_per_day(push=True)
    line(ax, "own connection", _PAUSES, [model.but(keepalive=float(s)).joules_per_day() for s in _PAUSES], 0)
    line(ax, "its share of a shared push channel", [9, 4000], [push, push], 1)
    mark(ax, "here", model.keepalive, own, f"{number(own)} J", 0)
    note(ax, "_push", 10, push / 1.25, f"{number(push)} J", va="top", ha="left", weight="bold")
    sharing = "alone" if model.apps == 1 else f"shared by {model.apps} apps"
    return (
        f"A sign of life every {duration(model.keepalive)} takes {number(own)} J a day. The push channel, "
        f"{sharing}, takes {number(push)} J. So the own connection takes "
        f"{times(own, push, 'as much', 'less')}. The radio is awake "
        f"{percent(model.awake_share())} of the day, if it stays awake {number(model.tail)} s each time. "
        f"Then it takes {number(model.power)} W (assumptions)."
    )


_HOURS = np.geomspace(0.1, 168, 80)
_MARKED = 24.0  # the hours that the sentence speaks about
_TIME = Subplot(
    x="time since the message was written", y="chance that it has arrived", xlim=(0.1, 168), ylim=(0, 1.03),
    xlog=True, percent="y",
    xticks=((0.1, "6 min"), (1, "1 h"), (6, "6 h"), (24, "1 day"), (72, "3 days"), (168, "7 days")),
)  # fmt: skip


def waiting_time(model: WaitingTime, figure: Figure) -> str:
    """Draw the chance that a message has arrived against time, with and without a mailbox.

    Markers show simulated pairs. The sentence says the mean wait both ways, and the share that arrives
    within a day.
    """
    (ax,) = subplots(figure, _TIME)
    for mailbox, words, nth in (("no", "both must be online", 1), ("yes", "with a mailbox", 0)):
        chosen = mailbox == model.mailbox
        stroke = line(ax, words, _HOURS, model.delivered_within(_HOURS, mailbox == "yes"), nth)
        stroke.set_linewidth(2.8 if chosen else 1.2)
    waits = _simulated(model)
    at = _HOURS[4::9]
    dots(ax, "400 simulated pairs", at, (waits[:, None] <= at).mean(axis=0), 2, markersize=6)
    arrived, mean = model.arrived(_MARKED), 3600 * model.wait()
    mark(ax, "here", _MARKED, arrived, percent(arrived), 3)
    other = model.but(mailbox="no" if model.mailbox == "yes" else "yes")
    how, without = ("With", "without one") if model.mailbox == "yes" else ("Without", "with one")
    return (
        f"Each is online {percent(model.online_fraction())} of the time. {how} a mailbox a message waits "
        f"{duration(mean)} in the mean, {without} {duration(3600 * other.wait())}. "
        f"Within a day {percent(arrived)} arrive."
    )


@functools.lru_cache(maxsize=64)
def _simulated(model: WaitingTime) -> NDArray[np.float64]:
    return model.simulate(400)
