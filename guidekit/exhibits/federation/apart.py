"""The exhibits of this file draw what stays when servers delete, stop, block each other or are down."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.sketch import Point, Sketch
from guidekit.exhibits.federation import wording
from guidekit.exhibits.federation.discs import discs, draw_all, draw_gone
from guidekit.models import CatchUp, Deletion
from guidekit.recordings.fediverse import BLOCKED, MeasuredFederation
from guidekit.recordings.matrix import SERVERS, event_copies, longest_seconds
from guidekit.recordings.reading import origin
from guidekit.words import answered, duration, fill, form, number, paragraph, percent, plural, rare

_RING = (236.0, 204.0, 172.0, 128.0)  # the middle and the half axes of the ring of servers
_RIGHT = 520.0  # left edge of what was recorded


def deleted_message(model: Deletion, figure: Figure) -> str:
    """Draw who obeys a deletion in the model, beside what three real servers did.

    The sentence says both. The answer is the number of real servers whose database still had the text.
    """
    sketch, held = Sketch(figure), _held("redact")
    seconds = longest_seconds()["redact"]
    _ring(sketch, model)
    sketch.line([(492, 16), (492, 384)], "rule")
    sketch.text(_RIGHT, 26, "Recorded: three real servers", 16, weight=600)
    for nth, there in enumerate(held):
        x = _RIGHT + 50 + 104 * nth
        sketch.text(x, 56, f"Server {nth + 1}", 13.5, ha="center")
        sketch.box(x - 40, 66, 80, 56, 4, edge="text", stroke=1.6)
        sketch.line([(x, 122), (x, 132)], "text", 1.6)
        sketch.line([(x - 15, 132), (x + 15, 132)], "text", 1.6)
        _gone(sketch, x, 94)
        _store(sketch, x, 214, "seen" if there else "muted")
        (_letter if there else _gone)(sketch, x, 222)
    sketch.text(_RIGHT, 154, f"on every screen: gone after {number(seconds)} s", 13.5, "safe", 600)
    still = sum(held)
    sketch.text(_RIGHT, 276, "in the database: looked at in the same moment", 13.5, "seen", 600)
    sketch.text(_RIGHT, 326, number(still), 40, "seen", 700)
    sketch.lines(_RIGHT + 32, 308, wording.STILL_HELD.format(real=len(held)), 190, 15, weight=600)
    sketch.text(_RIGHT, 352, fill(wording.PURGED, days=model.purge), 13, "muted")
    sketch.text(_RIGHT, 370, wording.LOOKED_ONCE, 13, "muted")
    said = fill(
        wording.DELETION, obey=model.servers - round(model.copies()), servers=model.servers,
        somewhere=percent(model.somewhere_kept()), still=still, real=len(held),
        origin=origin("matrix_events"),
    )  # fmt: skip
    return answered(said, still, lambda value: plural(value, "server"))


def _held(scenario: str, sender: str = "") -> list[bool]:
    """Return for each real server whether its database had the text of all messages of a case."""
    cases = [
        shares for (case, who), shares in event_copies().items() if case == scenario and sender in ("", who)
    ]
    return [all(shares[server] == 1 for shares in cases) for server in SERVERS]


def _ring(sketch: Sketch, model: Deletion) -> None:
    x, y, wide, high = _RING
    kept = round(model.copies())
    obey = model.servers - kept
    # Those that keep it lie apart from each other on the ring, and the writer's own server comes last.
    keepers = {1 + nth * model.servers // max(kept, 1) for nth in range(kept)}
    keepers = {place % model.servers for place in keepers}
    sketch.text(16, 26, f"The model: {plural(model.servers, 'server')}", 16, weight=600)
    sketch.text(16, 46, wording.STAYS, 13.5, "muted")
    for nth in range(model.servers):
        angle = 2 * math.pi * nth / model.servers - math.pi / 2
        cx, cy = x + wide * math.cos(angle), y + high * math.sin(angle)
        inner = (x + 0.62 * wide * math.cos(angle), y + 0.62 * high * math.sin(angle))
        start = (x + 0.44 * wide * math.cos(angle), y + 0.44 * high * math.sin(angle))
        keeps = nth in keepers
        sketch.arrow([start, inner], "muted", 1.5, 7)
        sketch.sign("server", cx - 13, cy, 26, "seen" if keeps else "text")
        (_letter if keeps else _gone)(sketch, cx + 15, cy)
    sketch.text(x, y - 2, "“Please delete”", 14, weight=600, ha="center")
    sketch.text(x, y + 17, "to every server", 12.5, "muted", ha="center")
    _gone(sketch, 28, 372)
    sketch.text(48, 377, fill(wording.OBEYED, obey=obey), 13.5, "safe", 600)
    _letter(sketch, 258, 372)
    sketch.text(278, 377, fill(wording.KEPT, kept=kept), 13.5, "seen", 600)


def _gone(sketch: Sketch, x: float, y: float) -> None:
    """Draw the place of a message that is no longer shown."""
    sketch.box(x - 13, y - 9, 26, 18, 3, edge="muted", stroke=1.3, dash=True)
    sketch.line([(x - 5, y), (x - 1, y + 4), (x + 6, y - 5)], "safe", 2.0)


def _letter(sketch: Sketch, x: float, y: float) -> None:
    """Draw a message that can still be read."""
    sketch.box(x - 11, y - 8, 22, 17, 2, fill="paper", edge="seen", stroke=1.6)
    for line in (-3, 1, 5):
        sketch.line([(x - 7, y + line), (x + 7, y + line)], "seen", 1.4)


def _store(sketch: Sketch, x: float, y: float, role: str) -> None:
    """Draw a database around a point."""
    turn = np.linspace(0, 2 * np.pi, 41)
    oval = [(x + 38 * math.cos(t), y - 36 + 9 * math.sin(t)) for t in turn]
    low = [(x + 38 * math.cos(t), y + 36 + 9 * math.sin(t)) for t in turn[: turn.size // 2 + 1]]
    sketch.polygon([(x - 38, y - 36), (x + 38, y - 36), *low], "seen_tint" if role == "seen" else "wash")
    sketch.polygon(oval[:-1], "seen_tint" if role == "seen" else "wash")
    sketch.line(oval, role, 1.6)
    sketch.line([(x + 38, y - 36), *low, (x - 38, y - 36)], role, 1.6)


_PAIRS = 100
_FIELD = (600.0, 136.0)  # upper left of the pairs


def largest_gone(model: MeasuredFederation, figure: Figure) -> str:
    """Draw the servers with the largest gone, beside a hundred pairs of people, cut ones crossed.

    The sentence says how many pairs can no longer talk. The answer is their share.
    """
    sketch, placed = Sketch(figure), discs(model.share)
    left = model.reach_after_removing(model.gone)
    draw_all(sketch, placed)
    draw_gone(sketch, placed, model.gone)
    held = float(model.shares()[: model.gone].sum())
    cut = round(_PAIRS * (1 - left))
    x, y = _FIELD
    sketch.text(x, 62, number(cut), 46, "seen", 700)
    sketch.text(x, 88, "of 100 pairs of people", 15, weight=600)
    sketch.text(x, 108, "can no longer talk", 15, weight=600)
    order = np.random.default_rng(5).permutation(_PAIRS)
    _pairs(sketch, np.column_stack([x + 8 + 22 * (order % 10), y + 6 + 19 * (order // 10)]), cut)
    sketch.text(x, y + 212, f"People without a server: {rare(held)}", 13.5, "muted")
    sketch.text(x, y + 232, wording.SERVER_SIZE, 12.5, "muted")
    gone = wording.GONE["one" if model.gone == 1 else "many"]
    return answered(fill(gone, cut=rare(1 - left), held=rare(held), gone=model.gone), 1 - left)


def _pairs(sketch: Sketch, left: NDArray[np.float64], cut: int) -> None:
    """Draw pairs of people by the left one of each; the first of them are cut off and crossed."""
    both = np.stack([left, left + np.array((12.0, 0.0))], 1)
    lost, people, still = left[:cut], both[:cut], both[cut:]
    if len(lost):
        sketch.discs(people.reshape(-1, 2), 2.6, edge="seen", stroke=1.3)
        for start, end in (((4, -4), (8, 4)), ((4, 4), (8, -4))):
            sketch.lines_between(np.stack([lost + start, lost + end], 1), "seen", 1.6)
    if len(still):
        sketch.lines_between(still, "focus", 1.4)
        sketch.dots(still[:, :, 0].ravel(), still[:, :, 1].ravel(), 2.6, "focus")


_THOUSAND = 1000
_NAMES = ("Alice’s server", "Bob’s server", "Carol’s server")


def blocked_pairs(model: MeasuredFederation, figure: Figure) -> str:
    """Draw a recorded ban, beside a thousand pairs of people when two servers block each other.

    The sentence says both. The answer is how many pairs of a thousand are cut off.
    """
    sketch = Sketch(figure)
    spoken, heard = _held("acl", "carol"), _held("acl", "bob")
    sketch.text(16, 26, "Recorded: Carol’s server is banned from a room", 16, weight=600)
    reached = sum(spoken) - 1
    others, carol = "some" if reached else "none", "heard" if heard[2] else "deaf"
    _ban(sketch, 62, "Carol writes", 2, spoken, fill(wording.OTHERS_GET[others], reached=reached), "safe")
    _ban(sketch, 218, "Bob writes", 1, heard, wording.CAROL_GETS[carol], "seen")
    sketch.text(16, 374, origin("matrix_events"), 12.5, "muted")
    sketch.line([(452, 16), (452, 384)], "rule")
    cut = model.cut_off()
    x, count = 480, round(_THOUSAND * cut)
    sketch.text(x, 26, "Computed: two servers block each other", 16, weight=600)
    sketch.text(x, 74, f"{number(count)} of 1,000" if count else rare(cut), 34, "seen", 700)
    sketch.text(x, 98, "pairs of people are cut off", 14)
    order = np.random.default_rng(1).permutation(_THOUSAND)
    at_x, at_y = x + 5 + 8 * (order % 40), 122 + 8 * (order // 40)
    sketch.dots(at_x[count:], at_y[count:], 1.6, "rule")
    if count:
        sketch.dots(at_x[:count], at_y[:count], 3.2, "seen")
    lit, who = "some" if count else "rare", BLOCKED[model.blocked]
    sketch.text(x, 344, wording.PAIR_DOTS[lit], 13, "muted")
    sketch.text(x, 364, fill(wording.BLOCK, who=who), 13, "muted")
    said = paragraph(
        fill(wording.CUT_OFF[lit], who=who, cut=count, share=rare(cut)),
        fill(wording.BANNED[others, carol], reached=reached),
    )
    return answered(said, count, lambda value: plural(value, "pair"))


def _ban(
    sketch: Sketch, y: float, title: str, writer: int, held: Sequence[bool], result: str, role: str
) -> None:
    """Draw one message in the room with the ban: an arrow where it arrives, a cross where it does not."""
    sketch.text(16, y, title, 15, weight=600)
    sketch.text(140, y, result, 14, role, 600)
    places = [(80.0, y + 88), (230.0, y + 42), (380.0, y + 88)]
    for nth, (x, at) in enumerate(places):
        banned = nth == 2
        sketch.sign("server", x, at, 34, "seen" if banned else "text")
        sketch.text(
            x, at + 36, _NAMES[nth], 13, "seen" if banned else "text", 600 if banned else 400, "center"
        )
    for nth, there in enumerate(held):
        if nth != writer:
            _way(sketch, places[writer], places[nth], there)


def _way(sketch: Sketch, start: Point, end: Point, arrives: bool) -> None:
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    first, last = (x0 + 30 * ux, y0 + 30 * uy), (x1 - 30 * ux, y1 - 30 * uy)
    if arrives:
        sketch.arrow([first, last], "focus", 2.2, 9)
        return
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    sketch.line([first, middle], "muted", 1.6, dash=True)
    for slope in (1, -1):
        sketch.line(
            [(middle[0] - 6, middle[1] - 6 * slope), (middle[0] + 6, middle[1] + 6 * slope)], "seen", 2.2
        )


_AXIS = (40.0, 800.0, 112.0)  # left, right and height of the line of time


def caught_up(model: CatchUp, figure: Figure) -> str:
    """Draw when a server tries again, and of a hundred messages how many arrive at once and within a day.

    The sentence says both, and the wait on average. The answer is the share that arrives within a day.
    """
    sketch = Sketch(figure)
    once, hour, day = (float(share) for share in model.delivered_within([0.0, 1.0, 24.0]))
    _tries(sketch, model)
    sketch.text(16, 212, "A hundred messages to this server", 16, weight=600)
    counts = _parts(once, hour, day)
    for nth in range(_PAIRS):
        cx, cy = 26 + 19 * (nth // 5), 236 + 19 * (nth % 5)
        if nth < counts[0]:
            sketch.disc(cx, cy, 6.5, fill="focus")
        elif nth < counts[0] + counts[1]:
            sketch.disc(cx, cy, 6.2, fill="focus_tint", edge="focus", stroke=1.5)
        else:
            sketch.disc(cx, cy, 5.6, edge="seen", stroke=1.8)
    x = 440
    lines = (
        ("arrives at once", "arrive at once"),
        ("arrives within a day", "arrive within a day"),
        ("waits longer", "wait longer"),
    )
    for row, (words, count) in enumerate(zip(lines, counts, strict=True)):
        y = 246 + 30 * row
        if row == 0:
            sketch.disc(x + 8, y - 5, 6.5, fill="focus")
        elif row == 1:
            sketch.disc(x + 8, y - 5, 6.2, fill="focus_tint", edge="focus", stroke=1.5)
        else:
            sketch.disc(x + 8, y - 5, 5.6, edge="seen", stroke=1.8)
        sketch.text(x + 56, y, number(count), 18, "seen" if row == 2 else "focus", 700, ha="right")
        sketch.text(x + 68, y, form(count, *words), 14)
    arrived = fill(
        wording.CAUGHT_UP, down=percent(model.down), once=percent(once), hour=percent(hour), day=percent(day)
    )
    late = fill(wording.LATE, wait=duration(3600 * model.mean_wait())) if model.down else ""
    return answered(paragraph(arrived, late), day)


def _parts(once: float, hour: float, day: float) -> tuple[int, int, int]:
    """Return how many of a hundred arrive at once, within a day, and later; rounded as the shares are."""
    first, second = round(_PAIRS * once), round(_PAIRS * day)
    return first, second - first, _PAIRS - second


def _tries(sketch: Sketch, model: CatchUp) -> None:
    """Draw one outage of the mean length, the tries in it, and the first try after it."""
    left, right, y = _AXIS
    tries = model.tries()
    back = model.outage
    found = float(tries[np.searchsorted(tries, back)])
    end = 1.12 * found
    scale = (right - left) / end
    sketch.text(16, 26, "Once down: the tries, from the first one on", 16, weight=600)
    sketch.box(left, y - 20, scale * back, 40, 4, fill="seen_tint")
    sketch.text(left + 4, y - 28, f"down for {duration(3600 * back)}", 13.5, "seen", 600)
    sketch.line([(left, y), (right, y)], "muted", 1.5)
    shown = -math.inf
    for at in tries[tries <= found]:
        x = left + scale * float(at)
        if x - shown < 3 and at < found:  # thousands of tries would be one black bar
            continue
        shown = x
        sketch.line(
            [(x, y - 12), (x, y + 12)], "focus" if at == found else "muted", 3 if at == found else 1.6
        )
    sketch.disc(left + scale * found, y, 6, fill="focus")
    sketch.text(
        min(left + scale * found + 4, right), y + 38, f"arrives after {duration(3600 * found)}", 13.5,
        "focus", 600, "right",
    )  # fmt: skip
    words = wording.TRIES["longer" if 60 * model.longest > model.pause else "alike"]
    pause, longest = duration(60 * model.pause), duration(3600 * model.longest)
    sketch.text(16, y + 62, fill(words, pause=pause, longest=longest), 13, "muted")
