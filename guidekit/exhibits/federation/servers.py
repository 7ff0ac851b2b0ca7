"""Who else holds a room when servers talk to each other."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Pane, bar, dots, hline, line, note, panes
from guidekit.drawing.marks import vline
from guidekit.recordings.fediverse import CRAWL, Servers, crawl_shares
from guidekit.words import number, percent, with_answer

ROOMS = np.unique(np.geomspace(2, 1000, 24).round().astype(int))
FEW = (2, 5, 10, 20, 50, 100, 200)  # rooms at which the chance of a dishonest server is worked out
STEEP = np.linspace(0, 2, 41)
TOP = 10  # "the ten largest"
RANKS = (1, 10, 100)

_ROOM_TICKS = ((2, "2"), (5, "5"), (10, "10"), (30, "30"), (100, "100"), (300, "300"), (1000, "1,000"))
_ROOM = Pane(
    "", "people in the room", "servers that hold a copy", (2, 1000), (1, 1000), xlog=True, ylog=True,
    xticks=_ROOM_TICKS, yticks=((1, "1"), (3, "3"), *_ROOM_TICKS[2:]),
)  # fmt: skip


def seeing(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean number of servers that see a room, for each size in `ROOMS`: Σ 1 − (1−p)^m."""
    return np.asarray(-np.expm1(np.outer(ROOMS, np.log1p(-shares))).sum(axis=1))


@functools.lru_cache(maxsize=64)
def _seeing(spread: str, servers: int, concentration: float) -> NDArray[np.float64]:
    return seeing(Servers(spread=spread, servers=servers, concentration=concentration).shares())


def rooms(model: Servers, figure: Figure, guess: float | None = None) -> str:
    """Draw on how many servers a room lies, against its size; a guess is a number of servers."""
    (ax,) = panes(figure, _ROOM)
    copies, crawl = model.servers_seeing_room(), model.but(spread="fediverse 2022").servers_seeing_room()
    line(ax, "this setting", ROOMS, _seeing(model.spread, model.servers, model.concentration), 0)
    line(ax, CRAWL, ROOMS, _seeing("fediverse 2022", model.servers, model.concentration), 1)
    line(ax, "a server for each", [2, 1000], [2, 1000], 5, linewidth=1.4)
    dots(ax, "_here", model.room_size, copies, 0, markersize=11)
    note(ax, "_words", model.room_size, copies * 0.72, number(copies), weight="bold", va="top")
    hline(ax, "guess", None if guess is None else max(guess, 1.0), "your prediction")
    if model.spread == "slider":
        where = f"{number(copies)} of {model.servers:,} servers, and to {number(crawl)} of 4,601 in the crawl"
    else:
        where = f"{number(crawl)} of the 4,601 servers in the crawl"
    return with_answer(
        f"A room of {model.room_size} random people is copied to {where}; at most it could be "
        f"{model.room_size}.",
        guess,
        copies,
        number,
    )


_SIZES = Pane(
    "", "so many of the largest servers", "hold this share of all users", (1, 1e5), (0, 1.02), xlog=True,
    percent="y", xticks=tuple((10.0**n, f"{10**n:,}") for n in range(6)),
)  # fmt: skip


def server_sizes(model: Servers, figure: Figure, guess: float | None = None) -> str:
    """Draw what the largest so many servers hold together, in this setting and in the crawl."""
    (ax,) = panes(figure, _SIZES)
    total, crawl = np.cumsum(model.shares()), np.cumsum(crawl_shares().shares)
    for nth, (name, held) in enumerate((("this setting", total), (CRAWL, crawl))):
        at = np.unique(np.geomspace(1, held.size, 90).round().astype(int))
        line(ax, name, at, held[at - 1], nth)
        dots(ax, f"_{name}", TOP, held[TOP - 1], nth)
    ten = float(crawl[TOP - 1])
    note(ax, "_words", TOP * 0.85, ten + 0.02, percent(ten), weight="bold", va="bottom", ha="right")
    hline(ax, "guess", guess, "your prediction")
    measured = f"In the crawl of October 2022 the ten largest of 4,601 servers held {percent(ten)}"
    half = f"half were on the {crawl_shares().needed(0.5)} largest"
    if model.spread == "slider":
        here = f"here the ten largest of {model.servers:,} hold {percent(min(1.0, total[TOP - 1]))}"
    else:
        here = "this setting is the crawl"
    even = f"as spread out as {number(model.effective_servers())} equal servers"
    return with_answer(f"{measured} of the users and {half}; {here}, {even}.", guess, ten)


_STEEP = Pane(
    "", "concentration (Zipf exponent)", "rooms in which it takes part", (0, 2), (0, 1.02), percent="y"
)


@functools.lru_cache(maxsize=8)
def _ranked(servers: int) -> NDArray[np.float64]:
    """Shares of the servers of a few ranks (rows), for each concentration (columns)."""
    ranks = np.arange(1, servers + 1, dtype=float)
    totals = np.array([(ranks**-steep).sum() for steep in STEEP])
    return np.asarray(np.array([[rank**-steep for steep in STEEP] for rank in RANKS]) / totals)


def operator(model: Servers, figure: Figure) -> str:
    """Draw how often a server of a given rank is in a room, against the concentration."""
    (ax,) = panes(figure, _STEEP)
    seen = -np.expm1(model.room_size * np.log1p(-_ranked(model.servers)))
    for nth, rank in enumerate(RANKS):
        name = "the largest server" if rank == 1 else f"number {rank}"
        line(ax, name, STEEP, seen[nth], nth)
        if model.spread == "slider":
            dots(ax, f"_{rank}", model.concentration, model.operator_sees_room(rank), nth)
    flip = float(np.interp(0.5, seen[0], STEEP)) if seen[0, 0] < 0.5 < seen[0, -1] else None
    vline(ax, "flip", flip, "the largest is in every other room", 5, at=0.92)
    first, tenth, hundredth = (model.operator_sees_room(rank) for rank in RANKS)
    when = f"; from a concentration of {flip:.2f} on it is in at least half" if flip is not None else ""
    return (
        f"Of the rooms of {model.room_size}, the largest server takes part in {percent(first)}, the tenth "
        f"largest in {percent(tenth)} and the hundredth in {percent(hundredth)}{when}."
    )


_ADMINS = Pane(
    "", "people in the room", "chance that a dishonest administrator is in it", (2, 1000), (0, 1.02),
    xlog=True, percent="y", xticks=_ROOM_TICKS,
)  # fmt: skip


@functools.lru_cache(maxsize=256)
def _watched(model: Servers) -> float:
    return model.dishonest_sees_room()


def administrators(model: Servers, figure: Figure) -> str:
    """Draw the chance that at least one administrator of a room is dishonest, against its size."""
    (ax,) = panes(figure, _ADMINS)
    one = model.but(room_size=2)
    chances = [_watched(one.but(room_size=size)) for size in FEW]
    here = _watched(one.but(room_size=model.room_size))
    points = sorted({**dict(zip(FEW, chances, strict=True)), model.room_size: here}.items())
    line(ax, "_chance", [x for x, _ in points], [y for _, y in points], 1, marker="s", markersize=5)
    dots(ax, "_here", model.room_size, here, 1, markersize=11)
    note(ax, "_words", model.room_size, here - 0.06, percent(here), weight="bold", va="top")
    hline(ax, "own", model.dishonest, "your own administrator alone", 5)
    return (
        f"If {percent(model.dishonest)} of the administrators spy (an assumption), at least one of them is "
        f"in {percent(here)} of the rooms of {model.room_size}, which lie on "
        f"{number(model.servers_seeing_room())} servers."
    )


_STAYS = Pane("Somewhere a copy stays", "", "chance", (-0.8, 0.8), (0, 1.12), xticks=((0, "this room"),),
              yticks=tuple((share, f"{100 * share:.0f} %") for share in (0, 0.25, 0.5, 0.75, 1)))  # fmt: skip


def deletion(model: Servers, figure: Figure) -> str:
    """Draw how many servers keep a message that was deleted, and the chance that any does."""
    copies = model.servers_seeing_room()
    top = next(step for step in (10, 30, 100, 300, 1000) if copies <= step)
    honour = Pane("Copies that stay", "servers that honour a deletion", "servers", ylim=(0, top), percent="x")
    left, right = panes(figure, honour, _STAYS)
    stay, chance = model.copies_after_deletion(model.honoured), model.deletion_incomplete(model.honoured)
    line(left, "_stay", [0, 1], [copies, 0], 1)
    dots(left, "_here", model.honoured, stay, 1, markersize=11, clip_on=False)
    high = min(stay + 0.06 * top, 0.92 * top)
    note(left, "_words", min(model.honoured + 0.03, 0.86), high, number(stay), weight="bold", ha="left")
    bar(right, "_chance", 0, chance, 1)
    note(right, "_chance words", 0, chance + 0.02, percent(chance), ha="center", weight="bold")
    return (
        f"A message in a room of {model.room_size} lies on {number(copies)} servers; if "
        f"{percent(model.honoured)} of them delete it when asked (an assumption), {number(stay)} copies stay "
        f"in the mean, and with a chance of {percent(chance)} at least one does."
    )
