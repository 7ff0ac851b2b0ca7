"""What one operator can see and stop."""

from __future__ import annotations

import functools
import math

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Pane, bar, dots, line, note, panes
from guidekit.drawing.marks import BILLIONS, vline
from guidekit.models import Fragility, OfflineQueue, Spam, Takeover, Watch
from guidekit.words import number, percent, rare, with_answer

SURE = 0.99  # how sure the server wants to be
RUN = 120  # messages in the run that is drawn
MARKED = 0.1  # the share of nodes whose removal is marked
OPEN = np.linspace(0, 1, 41)
AWAY = np.geomspace(0.1, 180, 80)

_RANK = Pane(
    "One run: how many accounts fit as well as the true partner", "messages to the target that are watched",
    "rank of the partner", (0.9, RUN * 1.1), (0.6, 2e9), xlog=True, ylog=True, yticks=BILLIONS,
    xticks=((1, "1"), (2, "2"), (5, "5"), (10, "10"), (20, "20"), (50, "50"), (100, "100")),
)  # fmt: skip


@functools.lru_cache(maxsize=256)
def _ranks(model: Watch) -> NDArray[np.int64]:
    return model.ranks()


def partner_rank(model: Watch, figure: Figure, guess: float | None = None) -> str:
    """Draw the rank of the true partner after each message; a guess is a number of messages."""
    (ax,) = panes(figure, _RANK)
    ranks = _ranks(model.but(epochs=RUN))
    line(ax, "_rank", range(1, RUN + 1), ranks)
    later = np.flatnonzero(ranks > 1)
    first = int(later[-1]) + 2 if later.size else 1  # the message from which the partner is alone
    needed = model.messages_needed(SURE)
    dot = dots(ax, "_first", min(first, RUN), 1, 1, markersize=11)
    dot.set_visible(first <= RUN)
    words = f"alone from message {first} on" if first <= RUN else ""
    note(ax, "_words", min(first, RUN), 2.2, words, weight="bold")
    vline(ax, "guess", guess, "your prediction", at=0.9)
    alone = f"stands alone from message {first} on" if first <= RUN else f"is not alone within {RUN}"
    known = needed < math.inf
    never = f"is never {percent(SURE)} sure, not after 100,000"
    sure = f"is {percent(SURE)} sure after {needed}" if known else never
    answer = (
        f"Among {number(model.users)} accounts the server {sure} messages; "
        f"in the run that is drawn the true partner {alone}."
    )
    if not known:
        return answer
    return with_answer(answer, guess, needed, number)


_OPEN = "users open to everyone"


def spam(model: Spam, figure: Figure) -> str:
    """Draw what more openness brings (spam) beside what it hides (senders)."""
    top, seen_top = max(1.0, math.ceil(model.attempts)), 0.5 if model.first_contacts <= 0.45 else 1.0
    left, right = panes(
        figure,
        Pane("Spam that arrives", _OPEN, "messages per user and day", ylim=(0, top), percent="x"),
        Pane("Senders the server sees", _OPEN, "of honest messages", ylim=(0, seen_top), percent="xy"),
    )
    every = [model.but(openness=float(share)) for share in OPEN]
    line(left, "_spam", OPEN, [one.spam_per_day() for one in every], 1)
    line(right, "_seen", OPEN, [one.sender_exposure() for one in every], 0)
    arrives, seen, at = model.spam_per_day(), model.sender_exposure(), _inside(model.openness)
    dots(left, "_here", model.openness, arrives, 1, markersize=11, clip_on=False)
    dots(right, "_here", model.openness, seen, 0, markersize=11, clip_on=False)
    note(left, "_words", at, min(arrives + 0.14 * top, 0.92 * top), number(arrives), weight="bold")
    note(right, "_words", at, min(seen / seen_top + 0.06, 0.92) * seen_top, percent(seen), weight="bold")
    return (
        f"With {percent(model.openness)} of the users open to everyone, each user gets {number(arrives)} "
        f"spam messages a day and the server sees the sender of {percent(seen)} of the honest messages; "
        "every number here is an assumption."
    )


def _inside(share: float) -> float:
    return min(max(share, 0.06), 0.94)


_HIT = Pane(
    "Conversations that stop, or are seen", "", "share of all conversations", (-0.6, 3.6), (0, 1.12),
    xticks=((0, "one operator"), (1, "a federation"), (2, "islands"), (3, "peer-to-peer")),
    yticks=tuple((share, f"{100 * share:.0f} %") for share in (0, 0.25, 0.5, 0.75, 1)),
)  # fmt: skip


def takeover(model: Takeover, figure: Figure) -> str:
    """Draw the share of conversations that the largest operators take with them, four ways."""
    (ax,) = panes(figure, _HIT)
    hit = model.hit()
    for nth, (way, share) in enumerate(hit.items()):
        bar(ax, f"_{way}", nth, share, nth)
        note(ax, f"_{way} words", nth, share + 0.02, rare(share), ha="center", weight="bold")
    largest = "the largest operator stops" if model.gone == 1 else f"the {model.gone} largest operators stop"
    return (
        f"When {largest} or turns hostile, it hits every conversation if there is one operator, "
        f"{percent(hit['a federation'])} of them in a federation, {rare(hit['islands'])} on islands of "
        f"{model.members} (where {number(model.members - 1)} of {number(model.population)} people can be "
        f"reached at all) and {rare(hit['peer-to-peer'])} peer-to-peer."
    ).replace("stop or turns hostile, it hits", "stop or turn hostile, they hit")


_FALL = Pane(
    x="nodes that are gone",
    y="largest part that hangs together",
    xlim=(-0.02, 1),
    ylim=(-0.02, 1.02),
    percent="xy",
)
SHAPES = ("star", "random", "scale-free")


@functools.lru_cache(maxsize=256)
def _curve(model: Fragility) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    frame = model.curve()
    thin = max(1, len(frame) // 250)
    keep = np.unique(np.concatenate([[0, 1], np.arange(0, len(frame), thin), [len(frame) - 1]]))
    return frame.removed.to_numpy()[keep], frame.largest.to_numpy()[keep]


def fragmentation(model: Fragility, figure: Figure) -> str:
    """Draw how a star, a random and a scale-free net fall apart while nodes are removed."""
    (ax,) = panes(figure, _FALL)
    left = {}
    for nth, shape in enumerate(SHAPES):
        removed, largest = _curve(model.but(shape=shape))
        line(ax, shape, removed, largest, nth)
        left[shape] = float(np.interp(MARKED, removed, largest))
        dots(ax, f"_{shape} dot", MARKED, left[shape], nth)
    first = {
        "random": "nodes fail at random",
        "largest": "the most linked nodes are removed first",
        "largest-recomputed": "always the node with the most links left is removed",
    }
    return (
        f"When {first[model.removal]} and {percent(MARKED)} are gone, the largest part that hangs together "
        f"is {percent(left['star'])} of the star, {percent(left['random'])} of the random net and "
        f"{percent(left['scale-free'])} of the scale-free one."
    )


_LOST = Pane(
    "", "mean time someone stays away, days", "lost of what is written meanwhile", (0.1, 180), (-0.03, 1),
    xlog=True, percent="y", xticks=((0.1, "0.1"), (1, "1"), (7, "7"), (30, "30"), (90, "90"), (180, "180")),
)  # fmt: skip


def queue(model: OfflineQueue, figure: Figure, guess: float | None = None) -> str:
    """Draw what someone who is away loses because the queue drops it."""
    (ax,) = panes(figure, _LOST)
    lost = model.lost()
    line(ax, "_lost", AWAY, model.lost(AWAY), 1)
    vline(ax, "kept", model.kept, f"kept {number(model.kept)} days", 5, at=0.93)
    dots(ax, "_here", model.away, lost, 1, markersize=11)
    note(ax, "_words", model.away, min(lost + 0.05, 0.93), percent(lost), weight="bold")
    return with_answer(
        f"With a queue of {number(model.kept)} days, people who stay away for {number(model.away)} days in "
        f"the mean lose {percent(lost)} of what is written to them meanwhile; it stays below 1 % up to a "
        f"mean of {number(model.longest(0.01))} days.",
        guess,
        lost,
    )
