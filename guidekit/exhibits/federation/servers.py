"""The exhibits of this file draw how many servers hold a room, and how likely one of them is dishonest."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, bar, dots, hline, line, mark, note, subplots, vline
from guidekit.drawing.page import Page, TableCell, knowledge_cell, table
from guidekit.drawing.ticks import QUARTER_TICKS, decade_ticks
from guidekit.exposure import DATA, journeys
from guidekit.exposure.ways import OwnServer
from guidekit.recordings.fediverse import CRAWL, Servers, crawl_shares
from guidekit.words import answered, large_first, number, percent, plural

_ROOMS = np.unique(np.geomspace(2, 1000, 24).round().astype(int))
_FEW_ROOMS = (2, 5, 10, 20, 50, 100, 200)  # rooms at which the chance of a dishonest server is worked out
_CONCENTRATIONS = np.linspace(0, 2, 41)
_TOP = 10  # "the ten largest"
_RANKS = (1, 10, 100)
_ROOM_TICKS = ((2, "2"), (5, "5"), (10, "10"), (30, "30"), (100, "100"), (300, "300"), (1000, "1,000"))
_ROOM = Subplot(
    "", "people in the room", "servers that hold a copy", (2, 1000), (1, 1000), xlog=True, ylog=True,
    xticks=_ROOM_TICKS, yticks=((1, "1"), (3, "3"), *_ROOM_TICKS[2:]),
)  # fmt: skip


def _mean_servers(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean number of servers that hold a room, for each size m in `_ROOMS`: Σ 1 − (1−p)^m."""
    return np.asarray(-np.expm1(np.outer(_ROOMS, np.log1p(-shares))).sum(axis=1))


@functools.lru_cache(maxsize=64)
def _servers_by_room(spread: str, servers: int, concentration: float) -> NDArray[np.float64]:
    return _mean_servers(Servers(spread=spread, servers=servers, concentration=concentration).shares())


def room_copies(model: Servers, figure: Figure) -> str:
    """Draw on how many servers a room lies, against the people in it, in this setting and in the crawl.

    The sentence says both numbers. The answer is a number of servers.
    """
    (ax,) = subplots(figure, _ROOM)
    copies, crawl = model.servers_seeing_room(), model.but(spread="fediverse 2022").servers_seeing_room()
    line(ax, "this setting", _ROOMS, _servers_by_room(model.spread, model.servers, model.concentration), 0)
    line(ax, CRAWL, _ROOMS, _servers_by_room("fediverse 2022", model.servers, model.concentration), 1)
    line(ax, "a server for each", [2, 1000], [2, 1000], 5, linewidth=1.4)
    mark(ax, "here", model.room_size, copies, number(copies), 0)
    crawled = f"In the crawl it is {number(crawl)} of 4,601."
    if model.spread == "slider":
        here = f"Here {plural(copies, 'server')} of {model.servers:,} keep a copy. {crawled}"
    else:
        here = crawled
    return answered(
        f"In a room there are {plural(model.room_size, 'random person', 'random people')}, so at most as "
        f"many servers. {here}",
        copies,
        number,
    )


_SIZES = Subplot(
    "", "so many of the largest servers", "hold this share of all users", (1, 1e5), (0, 1.02), xlog=True,
    percent="y", xticks=decade_ticks(0, 5),
)  # fmt: skip


def server_sizes(model: Servers, figure: Figure) -> str:
    """Draw the share of users that the largest servers hold together, in this setting and in the crawl.

    The sentence says what the ten largest hold. The answer is their share in the crawl.
    """
    (ax,) = subplots(figure, _SIZES)
    total, crawl = np.cumsum(model.shares()), np.cumsum(crawl_shares().shares)
    for nth, (name, held) in enumerate((("this setting", total), (CRAWL, crawl))):
        at = np.unique(np.geomspace(1, held.size, 90).round().astype(int))
        line(ax, name, at, held[at - 1], nth)
        dots(ax, f"_{name}", _TOP, held[_TOP - 1], nth)
    ten = float(crawl[_TOP - 1])
    note(ax, "_words", _TOP * 0.85, ten + 0.02, percent(ten), weight="bold", va="bottom", ha="right")
    measured = f"In the crawl of October 2022 the ten largest of 4,601 servers held {percent(ten)}"
    half = f"half were on the {crawl_shares().needed(0.5)} largest"
    if model.spread == "slider":
        here = f"Here the ten largest of {model.servers:,} hold {percent(min(1.0, total[_TOP - 1]))}"
    else:
        here = "This setting is the crawl"
    even = f"This is as spread out as {plural(model.effective_servers(), 'equal server')}."
    return answered(f"{measured} of the users. {large_first(half)}. {here}. {even}", ten)


_STEEP = Subplot(
    "", "concentration (Zipf exponent)", "rooms in which it takes part", (0, 2), (0, 1.02), percent="y"
)


@functools.lru_cache(maxsize=8)
def _ranked(servers: int) -> NDArray[np.float64]:
    """Return the shares of the servers of a few ranks (rows), for each concentration (columns)."""
    ranks = np.arange(1, servers + 1, dtype=float)
    totals = np.array([(ranks**-steep).sum() for steep in _CONCENTRATIONS])
    return np.asarray(np.array([[rank**-steep for steep in _CONCENTRATIONS] for rank in _RANKS]) / totals)


def server_presence(model: Servers, figure: Figure) -> str:
    """Draw the share of rooms in which a server of a given rank takes part, against the concentration.

    The sentence says it for three ranks, and from which concentration on the largest is in every other room.
    """
    (ax,) = subplots(figure, _STEEP)
    seen = -np.expm1(model.room_size * np.log1p(-_ranked(model.servers)))
    for nth, rank in enumerate(_RANKS):
        name = "the largest server" if rank == 1 else f"number {rank}"
        line(ax, name, _CONCENTRATIONS, seen[nth], nth)
        if model.spread == "slider":
            dots(ax, f"_{rank}", model.concentration, model.operator_sees_room(rank), nth)
    flip = float(np.interp(0.5, seen[0], _CONCENTRATIONS)) if seen[0, 0] < 0.5 < seen[0, -1] else None
    vline(ax, "flip", flip, "the largest is in every other room", 5, at=0.92)
    # Nearly all must not round to all.
    first, tenth, hundredth = (min(model.operator_sees_room(rank), 0.9999) for rank in _RANKS)
    when = f" From a concentration of {number(flip)} on it is in at least half." if flip is not None else ""
    return (
        f"The largest server takes part in {percent(first)} of the rooms of {model.room_size:,}.{when} The "
        f"tenth largest takes part in {percent(tenth)}, and the hundredth in {percent(hundredth)}."
    )


_ADMINS = Subplot(
    "", "people in the room", "chance that a dishonest administrator is in it", (2, 1000), (0, 1.02),
    xlog=True, percent="y", xticks=_ROOM_TICKS,
)  # fmt: skip


@functools.lru_cache(maxsize=256)
def _watched(model: Servers) -> float:
    return model.dishonest_sees_room()


def administrators(model: Servers, figure: Figure) -> str:
    """Draw the chance that at least one administrator of a room is dishonest, against the people in it.

    The sentence says it for the size that is chosen.
    """
    (ax,) = subplots(figure, _ADMINS)
    one = model.but(room_size=2)
    chances = [_watched(one.but(room_size=size)) for size in _FEW_ROOMS]
    here = _watched(one.but(room_size=model.room_size))
    points = sorted({**dict(zip(_FEW_ROOMS, chances, strict=True)), model.room_size: here}.items())
    line(ax, "_chance", [x for x, _ in points], [y for _, y in points], 1, marker="s", markersize=5)
    share = percent(min(here, 1 - 1e-9) if model.dishonest < 1 else here)  # nearly all, never quite
    mark(ax, "here", model.room_size, here, share, 1)
    hline(ax, "own", model.dishonest, "your own administrator alone", 5)
    return (
        f"If {percent(model.dishonest)} of the administrators spy (an assumption), at least one of them is "
        f"in {share} of the rooms. A room of {model.room_size:,} lies on "
        f"{plural(model.servers_seeing_room(), 'server')}."
    )


_SHOWN = ("content", "sender", "members", "link", "time", "sender_address", "recipient_address")


def own_server(model: OwnServer, page: Page) -> str:
    """Show the chance that a dishonest administrator learns a thing, on a stranger's and your own server.

    The sentence says how the chance changes for the content, for who talks to whom and for your address.
    """
    chances = model.chances()
    data = [datum for datum in _SHOWN if datum in chances["own"]]
    rows = [(DATA[datum], [_entry(chances[where][datum]) for where in ("stranger", "own")]) for datum in data]
    title = journeys()[model.journey].title
    page.write(table(["", "on a stranger's server", "on your own server"], rows, caption=title))
    before, after = (chances[where] for where in ("stranger", "own"))
    told = {"content": "the content", "link": "who talks to whom", "sender_address": "your network address"}
    moves = [
        f"For {words} it goes from {percent(before[datum])} to {percent(after[datum])}."
        for datum, words in told.items()
        if before[datum] > 0 or datum != "content"
    ]
    return (
        f"{percent(model.dishonest)} of the administrators spy (an assumption), and you move to your own "
        f"server. Look at the chance that one of them learns it. {' '.join(moves)}"
    )


def _entry(chance: float) -> TableCell:
    if 0 < chance < 1:
        return TableCell(f"◐ {percent(chance)}", "part")
    return knowledge_cell(chance == 1, percent(chance), "never")


_STAYS = Subplot("Somewhere a copy stays", "", "chance", (-0.8, 0.8), (0, 1.12), xticks=((0, "this room"),),
                 yticks=QUARTER_TICKS)  # fmt: skip


def deletion(model: Servers, figure: Figure) -> str:
    """Draw how many servers keep a message that was deleted, beside the chance that at least one does.

    The sentence says both.
    """
    copies = model.servers_seeing_room()
    top = next(step for step in (10, 30, 100, 300, 1000) if copies <= step)
    honour = Subplot(
        "Copies that stay", "servers that honour a deletion", "servers", ylim=(0, top), percent="x"
    )
    left, right = subplots(figure, honour, _STAYS)
    stay, chance = model.copies_after_deletion(model.honoured), model.deletion_incomplete(model.honoured)
    line(left, "_stay", [0, 1], [copies, 0], 1)
    mark(left, "here", model.honoured, stay, number(stay), 1)
    bar(right, "_chance", 0, chance, 1)
    note(right, "_chance words", 0, chance + 0.02, percent(chance), ha="center", weight="bold")
    return (
        f"A message in a room of {model.room_size:,} lies on {plural(copies, 'server')}. If "
        f"{percent(model.honoured)} of them delete it when asked (an assumption), {number(stay)} copies stay "
        f"in the mean. With a chance of {percent(chance)} at least one does."
    )
