"""The exhibits of this file draw how people spread over servers, and what follows from it, as curves."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, hline, line, mark, note, subplots
from guidekit.drawing.ticks import decade_ticks
from guidekit.exhibits.federation import wording
from guidekit.models import ClosedServers, Federation
from guidekit.recordings.fediverse import CRAWL, crawl_shares
from guidekit.words import answered, fill, percent

_FEW_ROOMS = (2, 5, 10, 20, 50, 100, 200)  # rooms at which the chance of a dishonest server is worked out
_TOP = 10  # "the ten largest"
_ROOM_TICKS = ((2, "2"), (5, "5"), (10, "10"), (30, "30"), (100, "100"), (300, "300"), (1000, "1,000"))
_SIZES = Subplot(
    "", "so many of the largest servers", "hold this share of all users", (1, 1e5), (0, 1.02), xlog=True,
    percent="y", xticks=decade_ticks(0, 5),
)  # fmt: skip


def server_sizes(model: Federation, figure: Figure) -> str:
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
    said = fill(
        wording.SIZES, crawl=percent(ten), half=crawl_shares().needed(0.5), servers=f"{model.servers:,}",
        here=percent(min(1.0, total[_TOP - 1])), equal=model.effective_servers(),
    )  # fmt: skip
    return answered(said, ten)


_ADMINS = Subplot(
    "", "people in the room", "chance that a dishonest administrator is in it", (2, 1000), (0, 1.02),
    xlog=True, percent="y", xticks=_ROOM_TICKS,
)  # fmt: skip


@functools.lru_cache(maxsize=256)
def _watched(model: Federation) -> float:
    return model.dishonest_sees_room()


def administrators(model: Federation, figure: Figure) -> str:
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
    return fill(
        wording.ADMINISTRATORS, dishonest=percent(model.dishonest), share=share,
        people=f"{model.room_size:,}", servers=model.servers_seeing_room(),
    )  # fmt: skip


_SHUT = np.linspace(0, 1, 51)
_CLOSED = Subplot("", "servers that do not federate", "pairs who can talk", (0, 1), (0, 1.02), percent="xy")


def closed_servers(model: ClosedServers, figure: Figure) -> str:
    """Draw the share of pairs that can talk, against the share of servers that do not federate.

    The sentence says it for the share that is chosen and for all servers.
    """
    (ax,) = subplots(figure, _CLOSED)
    same, reach = model.islands(), model.reach_when_closed(model.closed)
    line(ax, "_reach", _SHUT, same + (1 - same) * (1 - _SHUT) ** 2)
    mark(ax, "here", model.closed, reach, percent(reach), 1)
    hline(ax, "same", same, "on the same server", 5)
    return fill(wording.CLOSED, closed=percent(model.closed), reach=percent(reach), same=percent(same))
