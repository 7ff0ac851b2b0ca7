"""The exhibits of this file draw a search in a hash table, and who is told of it."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.peers import wording
from guidekit.models import KademliaLookup, search_path
from guidekit.models.search_path import SearchHop, SearchPath
from guidekit.words import answered, duration, fill, in_seconds, number, paragraph, plural

_LEFT, _RIGHT = 400.0, 844.0  # of the strips, in pixels
_TOP, _LOW = 48.0, 330.0  # the upper edges of the first strip and of the last
_SAMPLE = 160  # devices of a strip that are drawn
_NEAR = 11.0  # pixels between two of those that are asked


def lookup(model: KademliaLookup, figure: Figure) -> str:
    """Draw one search: the part of all devices in which the target lies, hop by hop, and who is asked.

    Drawn is the first of the seeds 0, 1, 2, … whose search takes the mean number of hops, rounded. The
    sentence says its hops, the mean, and how many strangers are asked. The answer is the mean.
    """
    model = model.but(stale=0.0)  # in what is drawn every contact answers
    sketch, path, mean = Sketch(figure), usual_path(model), model.expected_hops()
    count = len(path.hops)
    _words(sketch, model, path)
    pitch = (_LOW - _TOP) / max(1, count - 1) if count > 1 else 0.0
    high = min(22.0, 0.46 * pitch) if count > 1 else 22.0
    tops = [_TOP + nth * pitch for nth in range(count)]
    for nth, hop in enumerate(path.hops):
        if hop.next_part is not None:
            left, right = _window(hop.next_part)
            low = tops[nth] + high
            corners = [(left, low), (right, low), (_RIGHT, tops[nth + 1]), (_LEFT, tops[nth + 1])]
            sketch.polygon(corners, "wash")
            sketch.line([corners[0], corners[3]], "rule")
            sketch.line([corners[1], corners[2]], "rule")
    for nth, hop in enumerate(path.hops):
        _strip(sketch, hop, nth, tops[nth], high)
    start = _across(path.seeker)
    sketch.line([(start, _TOP - 8), (start, _TOP + high / 2)], "text", 1.6)
    sketch.disc(start, _TOP + high / 2, 5, fill="text", edge="paper")
    _name(sketch, start, _TOP - 14, "Alice", "text")
    end, low = _across(path.hops[-1].target), tops[-1] + high
    sketch.line([(end, low - high / 2), (end, low + 8)], "focus", 1.6)
    sketch.disc(end, low - high / 2, 7, fill="focus", edge="paper", stroke=2)
    _name(sketch, end, low + 22, "Bob", "focus")
    _key(sketch)
    said = fill(
        wording.SEARCH, hops=count, devices=f"{model.nodes:,}", mean=one_digit(mean), told=path.told()
    )
    return answered(said, mean, one_digit)


@functools.lru_cache(maxsize=256)
def usual_path(model: KademliaLookup) -> SearchPath:
    """Return the first search, by the seeds 0, 1, 2, …, that takes as many hops as the rounded mean.

    A look-up of which no contact is stale takes about as many hops as its mean, so one is soon found.
    """
    usual, seed = max(1, round(model.but(stale=0.0).expected_hops())), 0
    while len((path := search_path(model, seed)).hops) != usual:
        seed += 1
    return path


def one_digit(hops: float) -> str:
    """Write hops with one digit behind the point.

    >>> one_digit(3.69), one_digit(2.02)
    ('3.7', '2')
    """
    return f"{hops:.1f}".removesuffix(".0")


def _words(sketch: Sketch, model: KademliaLookup, path: SearchPath) -> None:
    hops = len(path.hops)
    sketch.text(16, 30, "Find one among", 16, weight=600)
    sketch.text(16, 52, f"{model.nodes:,} devices", 16, weight=600)
    sketch.text(16, 112, plural(hops, "hop"), 40, "focus", 700)
    y = sketch.lines(16, 140, wording.NEARER, 200, 13.5, "muted")
    sketch.text(16, y + 46, plural(path.told(), "stranger"), 26, "seen", 700)
    sketch.lines(16, y + 70, fill(wording.ASKED, told=path.told()), 200, 13.5, "muted")


def _across(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share


def _window(part: tuple[float, float]) -> tuple[float, float]:
    """Return the two sides of the box around the next part, which is never too narrow to be seen."""
    middle, half = _across(sum(part) / 2), max(7.0, (_across(part[1]) - _across(part[0])) / 2)
    middle = min(max(middle, _LEFT + half), _RIGHT - half)
    return middle - half, middle + half


def _strip(sketch: Sketch, hop: SearchHop, nth: int, top: float, high: float) -> None:
    words = "Start" if nth == 0 else f"After hop {nth}"
    left = f"{number(hop.left)} left" if nth else f"{hop.left:,}"
    middle = top + high / 2
    sketch.box(_LEFT, top, _RIGHT - _LEFT, high, 3, fill="focus_tint")
    if high >= 20:
        sketch.text(_LEFT - 14, middle - 4, words, 13, "muted", ha="right")
        sketch.text(_LEFT - 14, middle + 15, left, 16, "text", 600, "right")
    else:
        sketch.text(_LEFT - 14, middle + 5, left, 13.5, "text", 600, "right")
        sketch.text(_LEFT - 22 - text_width(left, 13.5, 600), middle + 5, words, 13, "muted", ha="right")
    rng = np.random.default_rng(nth)  # where those lie who are not asked means nothing
    shown = min(_SAMPLE, hop.left - 1)
    x, y = _LEFT + (_RIGHT - _LEFT) * rng.random(shown), middle + (rng.random(shown) - 0.5) * 0.6 * high
    sketch.dots(x, y, 1.5, "unknown")
    blocked = (0.0, 0.0)
    if hop.next_part is not None:
        blocked = _window(hop.next_part)
        sketch.box(blocked[0], top - 3, blocked[1] - blocked[0], high + 6, 3, edge="focus", stroke=2)
    else:
        target = _across(hop.target)
        blocked = (target - 6, target + 6)
    for at in _apart([_across(share) for share in hop.asked], blocked):
        sketch.disc(at, middle, min(4.5, 0.42 * high), fill="seen", edge="paper", stroke=1)


def _apart(places: list[float], blocked: tuple[float, float]) -> list[float]:
    """Move those that are asked so far from the box and from each other that they can be counted."""
    taken: list[float] = []
    low, high = blocked[0] - 7, blocked[1] + 7
    for place in places:
        free = [
            at
            for at in np.arange(_LEFT + 5, _RIGHT - 4, 1.0)
            if not low < at < high and all(abs(at - other) >= _NEAR for other in taken)
        ]
        taken.append(min(free, key=lambda at: abs(at - place)))
    return taken


def _name(sketch: Sketch, x: float, y: float, name: str, role: str) -> None:
    half = text_width(name, 15, 600) / 2
    sketch.text(min(max(x, _LEFT + half), _RIGHT - half), y, name, 15, role, 600, "center")


def _key(sketch: Sketch) -> None:
    y = 392.0
    sketch.disc(22, y - 5, 4.5, fill="seen")
    sketch.text(34, y, "is asked", 13, "muted")
    sketch.box(106, y - 13, 14, 16, 3, edge="focus", stroke=2)
    sketch.text(128, y, "Bob's number lies in this part, drawn larger below", 13, "muted")
    sketch.dots([456.0], [y - 5], 1.6, "unknown")
    sketch.text(466, y, f"a device; at most {_SAMPLE} of a strip are drawn", 13, "muted")


_PEOPLE, _ROW = 10, 34.0  # people side by side, and pixels of a row


def who_is_told(model: KademliaLookup, figure: Figure) -> str:
    """Draw the strangers who learn who looks for whom, beside the time that the search takes.

    The sentence says both for the number of devices that are asked at a time. The answer is the number of
    strangers.
    """
    sketch = Sketch(figure)
    told, single = model.strangers_told(), model.but(parallel=1)
    seconds, slowly = _mean_seconds(model), _mean_seconds(single)
    sketch.text(16, 26, wording.WHO_LEARNS, 18, weight=600)
    sketch.text(16, 66, plural(round(told), "stranger"), 30, "seen", 700)
    people = max(1, round(told))
    for nth in range(people):
        row, column = divmod(nth, _PEOPLE)
        sketch.sign("person", 30 + 36 * column, 100 + _ROW * row, 24, "seen")
    x = 440.0
    sketch.text(x, 26, wording.HOW_LONG, 18, weight=600)
    sketch.text(x, 66, in_seconds(seconds), 30, "focus", 700)
    longest = max(seconds, slowly)
    pairs = [(model.parallel, seconds, "focus")]
    pairs += [(1, slowly, "unknown")] if model.parallel > 1 else []
    for nth, (many, time, role) in enumerate(pairs):
        y = 104.0 + 64 * nth
        words = "one at a time" if many == 1 else f"{many} at a time"
        sketch.text(x, y, f"{words}: {in_seconds(time)}", 14, "text" if nth == 0 else "muted")
        sketch.box(x, y + 8, max(3.0, 390 * time / longest), 18, 3, fill=role)
    note = fill(wording.TOLD_NOTE, answer=in_seconds(model.rtt_ms / 1000), timeout=duration(model.timeout))
    sketch.text(16, 262, note, 12.5, "muted")
    said = paragraph(
        fill(wording.AT_A_TIME["one" if model.parallel == 1 else "many"], parallel=model.parallel),
        fill(wording.CAN_SEE, told=round(told), seconds=in_seconds(seconds), single=in_seconds(slowly)),
    )
    return answered(said, told, lambda strangers: plural(round(strangers), "stranger"))


@functools.lru_cache(maxsize=512)
def _mean_seconds(model: KademliaLookup) -> float:
    return float(model.lookup_seconds(400).mean())
