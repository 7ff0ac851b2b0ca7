"""Lesson 06: how long a message waits when both have to be there."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.exhibits.drawing import Pane, dots, line, note, panes
from guidekit.exhibits.words import duration, percent, roughly
from guidekit.models import Waiting

HOURS = np.geomspace(0.1, 168, 80)
MARKED = 24.0  # the hours that the sentence speaks about
_TIME = Pane(
    x="time since the message was written", y="chance that it has arrived", xlim=(0.1, 168), ylim=(0, 1.03),
    xlog=True, percent="y",
    xticks=((0.1, "6 min"), (1, "1 h"), (6, "6 h"), (24, "1 day"), (72, "3 days"), (168, "7 days")),
)  # fmt: skip


def waiting(model: Waiting, figure: Figure) -> str:
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
def _simulated(model: Waiting) -> NDArray[np.float64]:
    return model.simulate(400)
