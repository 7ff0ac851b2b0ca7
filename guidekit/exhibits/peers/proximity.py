"""The exhibit of this file draws people who walk about with a message in their pockets."""

from __future__ import annotations

import itertools
import math

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.sketch import Point, Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.peers import wording
from guidekit.models import NearbyPeople
from guidekit.models.proximity import Handover
from guidekit.words import answered, duration, fill, number, paragraph

SEED = 5
"""The walk that is drawn: the first on which, after an hour and with everybody carrying, as many carry the
message as in the mean, Bob has it, and he has it not if only Alice carries, as on most walks."""

_LEFT, _TOP, _SIDE = 16.0, 8.0, 368.0  # of the map, in pixels
_RIGHT = 410.0  # where the words beside the map begin
_MOST = 5  # handovers that are listed
_COUNTED = ("Alice", "stranger one", "stranger two", "stranger three", "stranger four", "stranger five")
Box = tuple[float, float, float, float]


def nearby_people(model: NearbyPeople, figure: Figure) -> str:
    """Draw where everybody is now, who has the message, and on which way it came to the recipient.

    The sentence says how many of a hundred such messages have arrived by now, by the formula, and how far
    the message has come on the walk that is drawn. The answer is the first of these.
    """
    sketch, holds = Sketch(figure), model.carriers(SEED)
    chain = _chain(model)
    _map(sketch, model, holds, chain)
    share, has = model.chance(), int(holds.sum())
    _beside(sketch, model, chain, share, has)
    said = paragraph(
        fill(wording.CARRIERS[model.relay], time=_time(model)),
        fill(wording.ARRIVED, messages=_of_hundred(share)),
        fill(wording.WALK, has=has, people=len(holds)),
        fill(wording.BOB_GOT, time=duration(60 * chain[-1].minutes)) if chain else wording.BOB_WAITS,
    )
    return answered(said, 100 * share, lambda messages: f"{_of_hundred(messages / 100)} of 100")


def _time(model: NearbyPeople) -> str:
    minutes = 60 * model.hours
    return "60 minutes" if abs(minutes - 60) < 0.5 else duration(60 * minutes)


def _of_hundred(share: float) -> str:
    if 0 < share < 0.005:
        return "fewer than 1"
    return "more than 99" if 0.995 <= share < 1 else f"{100 * share:.0f}"


def _chain(model: NearbyPeople) -> list[Handover]:
    """Return the handovers by which the message came to the recipient, the first one first."""
    got = {one.taker: one for one in model.handovers(SEED)}
    way: list[Handover] = []
    while (person := way[0].giver if way else 1) in got:
        way.insert(0, got[person])
    return way


def _map(sketch: Sketch, model: NearbyPeople, holds: NDArray[np.bool_], chain: list[Handover]) -> None:
    side = math.sqrt(model.area_km2)
    places = np.array([_LEFT, _TOP]) + _SIDE * model.places(SEED) / side
    now, before = places[-1], places[max(0, len(places) - 2)]
    sketch.box(_LEFT, _TOP, _SIDE, _SIDE, 6, fill="wash", edge="rule")
    others = np.arange(len(now)) > 1
    steps = np.stack([before, now], axis=1)
    for some, role in ((others & ~holds, "unknown"), (others & holds, "focus")):
        sketch.lines_between(steps[some], role, 1.4, alpha=0.45)
    points = _way(places, chain)
    if not chain:
        points = [tuple(at) for at in places[:, 0]]
        sketch.line(points, "focus", 1.6, alpha=0.8)
    elif len(points) > 1:
        sketch.line(points, "focus", 2.6)
    crossed = np.vstack([now[others], *(np.linspace(*ends, 20) for ends in itertools.pairwise(points))])
    with_it, without = now[others & holds], now[others & ~holds]
    sketch.discs(without, 4.5, fill="paper", edge="unknown", stroke=1.6)
    sketch.dots(with_it[:, 0], with_it[:, 1], 5.0, "focus")
    sketch.disc(places[0, 0, 0], places[0, 0, 1], 5, fill="paper", edge="focus", stroke=2)
    reach = _SIDE * model.range_m / 1000 / side
    sketch.disc(now[0, 0], now[0, 1], reach, edge="focus", stroke=1.2)
    taken = _meetings(sketch, [tuple(places[one.step, one.giver]) for one in chain])
    taken += [_around(at, 9, 13) for at in now[:2]]
    for name, at, there in (("Alice", now[0], True), ("Bob", now[1], bool(holds[1]))):
        _phone(sketch, at, there)
        taken.append(_label(sketch, name, at, taken, crossed))
    _label(sketch, "written here", places[0, 0], taken, crossed, 13)
    metres = 200 if model.area_km2 < 4 else 500
    if model.area_km2 < 0.4:
        metres = 50
    wide = _SIDE * metres / 1000 / side
    x, y = _LEFT + _SIDE - wide - 10, _TOP + _SIDE + 22
    sketch.line([(x, y), (x + wide, y)], "text", 1.8)
    sketch.text(x - 8, y + 4, f"{metres} m", 13, "muted", ha="right")


def _way(places: NDArray[np.float64], chain: list[Handover]) -> list[Point]:
    """Return the way of the copy that reached the recipient, from pocket to pocket."""
    points: list[Point] = []
    start = 0
    for one in chain:
        points += [tuple(at) for at in places[start : one.step + 1, one.giver]]
        start = one.step
    return points


def _meetings(sketch: Sketch, places: list[Point]) -> list[Box]:
    """Draw the numbers of the handovers where these happened, moved apart where they would overlap."""
    taken: list[Box] = []
    seen: list[Point] = []
    for nth, (x, y) in enumerate(places[:_MOST]):
        while any(abs(x - u) < 21 and abs(y - v) < 21 for u, v in seen):
            x = x + 21 if x < _LEFT + _SIDE - 40 else x - 64
        y = min(max(y, _TOP + 11), _TOP + _SIDE - 11)
        sketch.disc(x, y, 10, fill="changed", edge="here", stroke=2)
        _numeral(sketch, x, y, nth + 1)
        seen.append((x, y))
        taken.append(_around((x, y), 11, 11))
    return taken


def _numeral(sketch: Sketch, x: float, y: float, value: int) -> None:
    sketch.text(x, y + 4.5, str(value), 13, "text", 700, "center")


def _around(at: NDArray[np.float64] | Point, wide: float, high: float) -> Box:
    return (at[0] - wide, at[1] - high, at[0] + wide, at[1] + high)


def _phone(sketch: Sketch, at: NDArray[np.float64], there: bool) -> None:
    x, y = at
    sketch.box(x - 7, y - 11, 14, 22, 3, fill="focus_tint" if there else "paper",
               edge="focus" if there else "text", stroke=2)  # fmt: skip
    sketch.line([(x - 2, y + 7), (x + 2, y + 7)], "focus" if there else "text", 1.6)


def _label(
    sketch: Sketch, words: str, at: NDArray[np.float64], taken: list[Box], crossed: NDArray[np.float64],
    size: float = 15,
) -> Box:  # fmt: skip
    """Write words beside a point where nothing else stands, and where they cover the fewest points."""
    wide, high = text_width(words, size, 600), 18.0
    x, y = at
    spots = [(x + 13 + shift, y - 9) for shift in (0, 10)] + [(x - 13 - wide, y - 9)]
    spots += [
        (x - wide / 2 + shift, y + side) for side in (-33, 15, -50, 32, -68, 50) for shift in (0, 20, -20)
    ]
    inside = [
        (left, top)
        for left, top in spots
        if left >= _LEFT + 3 and left + wide <= _LEFT + _SIDE - 3 and _TOP + 2 <= top <= _TOP + _SIDE - 20
    ]
    boxes = [(left, top, left + wide, top + high) for left, top in inside]
    free = [box for box in boxes if not any(_overlap(box, other) for other in taken)]
    box = min(free or boxes, key=lambda box: ((crossed > box[:2]) & (crossed < box[2:])).all(axis=1).sum())
    sketch.box(box[0] - 2, box[1] + 1, wide + 4, high, 3, fill="wash", alpha=0.8)
    sketch.text(box[0], box[1] + 14, words, size, "text", 600)
    return box


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _beside(sketch: Sketch, model: NearbyPeople, chain: list[Handover], share: float, has: int) -> None:
    x, right = _RIGHT, sketch.width - 14
    said = _of_hundred(share)
    sketch.text(x, 50, said, 40 if len(said) < 4 else 22, "focus", 700)
    left = x + text_width(said, 40 if len(said) < 4 else 22, 700) + 14
    sketch.text(left, 32, "of 100 messages:", 16, weight=600)
    sketch.text(left, 52, f"with Bob after {_time(model)}", 16, weight=600)
    sketch.text(x, 92, "On the walk that is drawn", 16, weight=600)
    y = 118.0
    sketch.text(x, y, fill(wording.ON_PHONES, has=has, people=model.people + 1), 15)
    if not chain:
        y += 24
        sketch.text(x, y, wording.BOB_WAITS, 15)
    for nth, one in enumerate(chain[:_MOST]):
        y += 28
        sketch.disc(x + 10, y - 5, 10, fill="changed", edge="here", stroke=2)
        _numeral(sketch, x + 10, y - 5, nth + 1)
        last = nth == len(chain) - 1
        taker = "Bob" if last else _COUNTED[nth + 1]
        sketch.text(x + 30, y, fill(wording.MEETING, giver=_COUNTED[nth], taker=taker), 15)
        sketch.text(right, y, f"{one.minutes:.0f} min", 14, "muted", ha="right")
    if len(chain) > _MOST:
        more = fill(wording.MORE_MEETINGS, more=len(chain) - _MOST, minutes=f"{chain[-1].minutes:.0f}")
        sketch.text(x + 30, y + 24, more, 14, "muted")
    _key(sketch, x, 322)
    square = fill(
        wording.SQUARE, people=model.people + 1, area=number(model.area_km2), reach=number(model.range_m)
    )
    sketch.lines(x, 350, square, right - x, 13, "muted")


def _key(sketch: Sketch, x: float, y: float) -> None:
    sketch.line([(x, y - 5), (x + 26, y - 5)], "focus", 2.6)
    sketch.text(x + 34, y, "way of the message", 13, "muted")
    sketch.disc(x + 176, y - 5, 5, fill="focus")
    sketch.text(x + 188, y, "has it", 13, "muted")
    sketch.disc(x + 250, y - 5, 4.5, fill="paper", edge="unknown", stroke=1.6)
    sketch.text(x + 262, y, "has it not", 13, "muted")
