"""The exhibit of this file draws people who walk about with a message in their pockets."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, dots, line, mark, note, subplots
from guidekit.models import NearbyPeople, Proximity
from guidekit.words import duration, number, percent, plural

_TAUS = np.concatenate([[0.0], np.geomspace(1e-3, 120, 45)])  # mean times between two meetings of a pair
_MAP = Subplot("One walk, seen from above", "", "", (-0.03, 1.03), (-0.03, 1.03), xticks=(), yticks=())
_CHANCE = Subplot(
    "The mean of all walks", "time since it was written", "chance that it has arrived", (0.05, 12), (0, 1.03),
    xlog=True, percent="y", xticks=((0.1, "6 min"), (1, "1 h"), (3, "3 h"), (12, "12 h")),
)  # fmt: skip
_WAYS = {"direct": 1, "two-hop": 2, "epidemic": 0}


def nearby_people(model: NearbyPeople, figure: Figure) -> str:
    """Draw where everyone walks now and who carries the message, beside the chance that it has arrived.

    The sentence says the chance, the mean wait, and how far the message has come on this walk.
    """
    left, right = subplots(figure, _MAP, _CHANCE)
    holds, side = _holders(model), math.sqrt(model.area_km2)
    places = model.places() / side
    now = places[-1]
    others = np.arange(len(now)) > 1
    path = places[:, 0]
    line(left, "_path", path[:, 0], path[:, 1], 5, linewidth=0.8, linestyle="-")
    _dots(left, "_without", now[others & ~holds], 5, 5)
    _dots(left, "_carriers", now[others & holds], 0, 7)
    _dots(left, "_sender", now[:1], 1, 3)
    _dots(left, "_recipient", now[1:2], 3, 10)
    for name, (x, y), words in (("_a", now[0], "sender"), ("_b", now[1], "recipient")):
        low = y < 0.9
        note(left, name, x, y + (0.035 if low else -0.035), words, fontsize=9, weight="bold",
             va="bottom" if low else "top")  # fmt: skip
    ring = np.linspace(0, 2 * np.pi, 40)
    reach = model.range_m / 1000 / side
    line(left, "_reach", now[0, 0] + reach * np.cos(ring), now[0, 1] + reach * np.sin(ring), 1,
         linewidth=2, linestyle="-", zorder=5)  # fmt: skip
    rate = model.rate()
    for relay, nth in _WAYS.items():
        stroke = line(right, relay, _TAUS / rate, _shares(model.people, relay), nth)
        stroke.set_linewidth(2.8 if relay == model.relay else 1.0)
    chance = model.chance()
    mark(right, "here", model.hours, chance, percent(chance), 3)
    carry = plural(int(holds.sum() - holds[1]), "person", "people")
    on_map = f"the message is carried by {carry} and has {'' if holds[1] else 'not '}arrived"
    mean = duration(3600 * model.meetings().mean_delay())
    return (
        f"{plural(model.people, 'person', 'people')} and a sender walk about in {number(model.area_km2)} "
        f"km². With {number(model.range_m)} m of range, two of them meet {plural(rate, 'time')} an hour. If "
        f"{_carry(model)}, {percent(chance)} of the messages arrive within {duration(3600 * model.hours)}. "
        f"The mean wait is {mean}; on this walk {on_map}."
    )


def _dots(ax: Any, name: str, at: NDArray[np.float64], nth: int, size: float) -> None:
    dots(ax, name, at[:, 0], at[:, 1], nth, markersize=size)


def _carry(model: NearbyPeople) -> str:
    return {
        "direct": "only the sender carries it",
        "two-hop": "those whom the sender met carry it too",
        "epidemic": "everyone passes it on",
    }[model.relay]


@functools.lru_cache(maxsize=256)
def _shares(people: int, relay: str) -> NDArray[np.float64]:
    """Return the chance to have arrived at each of `_TAUS`; the rate only stretches the time."""
    return np.asarray(Proximity(people=people, meetings=1.0, relay=relay).delivered_within(_TAUS))


@functools.lru_cache(maxsize=256)
def _holders(model: NearbyPeople) -> NDArray[np.bool_]:
    return model.carriers()
