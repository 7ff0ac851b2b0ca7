"""The exhibits of this file draw the four roads side by side, and on them what people use."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.start import wording
from guidekit.exposure.roads import (
    ALICE,
    BOB,
    BOTH,
    LONGEST,
    NEITHER,
    READS,
    FourRoads,
    InUse,
    Road,
    RoadInUse,
    RoadPlace,
    four_roads,
    in_use,
)
from guidekit.words import answered, fill, number, paragraph

_COLUMN, _LEFT = 214.0, 4.0  # pixels of a road, and left of the first
_TOP, _BOTTOM = 78.0, 322.0  # of the middle of Alice's phone and of Bob's
_LINE = 74.0  # from the left of a column to its road
_SHIFT = 13.0  # of relays to either side of it: close ones would cover each other
_GAP = 38.0  # from a phone to the first of many relays
_SIGNS = {"relay": "relay", "storage": "store"}
_WORDS = {BOTH: "both ends", ALICE: "only Alice", BOB: "only Bob", NEITHER: "neither end"}
_NOBODY = ("nobody in between:", "both must be there")
_LISTENER = ("seen by whoever", "listens close by")
_CHIP = 38.0  # pixels from one chip to the next
_READ = {
    READS[0]: ("lock", "safe", "only the two can read"),
    READS[1]: ("lock", "unknown", "only the two, its maker says"),
    READS[2]: ("opened", "unknown", "others, too, in some chats"),
    READS[3]: ("opened", "seen", "the machines can read"),
    READS[4]: ("eye", "unknown", "who can read is not known"),
}
"""The sign, its colour, and the words for who can read."""


def four_messages(model: FourRoads, figure: Figure) -> str:
    """Draw one message on each of the four roads; a machine that it has reached lights up with what it sees.

    The sentence counts the machines reached, and those that see both ends. The answer is the number of
    machines of strangers on the road over relays.
    """
    sketch = Sketch(figure)
    for nth, way in enumerate(four_roads()):
        left = _LEFT + _COLUMN * nth
        if nth:
            sketch.line([(left - 6, 14), (left - 6, 366)], "faint", 1.5)
        _heading(sketch, way, left, nth + 1)
        _road(sketch, way, left, model.at(way))
    _ends_key(sketch, 18, sketch.height - 9)
    held, seeing = model.met()
    hidden = four_roads()[-1].strangers
    template = wording.ON_THE_WAY if held else wording.AT_START
    said = fill(template, step=model.step, last=LONGEST, held=held, seeing=seeing, hidden=hidden)
    return answered(said, hidden, number)


def _heading(sketch: Sketch, way: Road, left: float, nth: int) -> None:
    sketch.text(left + 8, 24, str(nth), 16, "focus", 700)
    sketch.text(left + 26, 24, way.name, 16, weight=600)
    strangers = fill(wording.STRANGERS, machines=way.strangers) if way.strangers else wording.NO_STRANGERS
    sketch.text(left + 26, 43, strangers, 13, "muted")


def _road(sketch: Sketch, way: Road, left: float, at: int) -> None:
    """Draw the places of a road from above to below, the way so far, and where the message is."""
    points = _points(way, left)
    for hop in range(way.hops):
        start, end = _trimmed(points[hop], points[hop + 1], _reach(way, hop), _reach(way, hop + 1))
        if hop < at - 1:
            sketch.line([start, end], "focus", 2, alpha=0.5)
        elif hop == at - 1:
            sketch.arrow([start, end], stroke=2.2, head=8)
        else:
            sketch.line([start, end], "rule", 1.6, dash=True)
    for place, (x, y) in zip(way.places, points, strict=True):
        here, reached = place.hop == at, place.hop <= at
        if here:
            sketch.disc(x, y, _reach(way, place.hop) + 1, fill="changed", edge="here", stroke=2.2)
            _letter(sketch, left + 26, y)
        phone = place.hop in (0, way.hops)
        sign = "phone" if phone else _SIGNS.get(place.kind, "server")
        sketch.sign(sign, x, y, _size(way, place.hop), "text" if reached else "unknown")
        if phone:
            name = ("Alice", "Bob")[place.hop > 0]
            sketch.text(x + 30, y + 5, name, 15, "text" if reached else "muted", 600)
        else:
            _sees(sketch, place, left + _LINE + (30 if way.hops <= 4 else 34), y, reached)
    if way.nearby:
        for nth, words in enumerate(_NOBODY):
            sketch.text(left + _LINE + 14, 156 + 17 * nth, words, 13, "muted")
        if at:
            _ends(sketch, left + _LINE + 16, 232, way.listener)
            sketch.text(left + _LINE + 46, 236, _WORDS[way.listener], 14, "seen", 600)
            for nth, words in enumerate(_LISTENER):
                sketch.text(left + _LINE + 14, 255 + 17 * nth, words, 13, "muted")
    if at == way.hops:
        _summary(sketch, way, left)


def _points(way: Road, left: float) -> list[tuple[float, float]]:
    crowded = way.hops > 4
    ends = _GAP if crowded else (_BOTTOM - _TOP) / way.hops  # phones are larger than relays
    pitch = (_BOTTOM - _TOP - 2 * ends) / max(1, way.hops - 2)
    between = [
        (left + _LINE + (_SHIFT * (-1) ** hop if crowded else 0.0), _TOP + ends + pitch * (hop - 1))
        for hop in range(1, way.hops)
    ]
    return [(left + _LINE, _TOP), *between, (left + _LINE, _BOTTOM)]


def _size(way: Road, hop: int) -> float:
    """Return the pixels of a sign: relays close to each other are small."""
    return 34.0 if hop in (0, way.hops) else 36.0 if way.hops <= 4 else 21.0


def _reach(way: Road, hop: int) -> float:
    return _size(way, hop) / 2 + (4 if way.hops <= 4 or hop in (0, way.hops) else 1)


def _trimmed(
    start: tuple[float, float], end: tuple[float, float], before: float, after: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Cut a line off where the signs at its two ends begin; a short one keeps a bit."""
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    room = max(length - before - after, 6.0)
    skip = min(before, length - room)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    return (x0 + skip * ux, y0 + skip * uy), (x0 + (skip + room) * ux, y0 + (skip + room) * uy)


def _letter(sketch: Sketch, x: float, y: float) -> None:
    """Draw the message: closed, with a lock."""
    sketch.box(x - 14, y - 10, 28, 20, 3, fill="focus_tint", edge="focus", stroke=1.6)
    sketch.sign("lock", x, y, 13, "focus")


def _sees(sketch: Sketch, place: RoadPlace, x: float, y: float, reached: bool) -> None:
    """Write in two words what a machine sees of the two ends, once the message was there."""
    if not reached:
        if place.count > 1:
            sketch.text(x, y + 4.5, f"{place.count} machines", 13, "muted")
        return
    _ends(sketch, x, y, place.sees)
    words = _WORDS[place.sees]
    known = place.sees != NEITHER
    sketch.text(x + 30, y + 4.5, words, 14, "seen" if known else "muted", 600 if place.sees == BOTH else 400)
    if place.count > 1:
        sketch.text(x + 30 + text_width(words, 14) + 6, y + 4.5, f"({place.count})", 13, "muted")


def _ends(sketch: Sketch, x: float, y: float, sees: str) -> None:
    """Draw Alice and Bob as two points: filled where somebody sees one, joined where both belong together."""
    if sees == BOTH:
        sketch.line([(x, y), (x + 18, y)], "seen", 2)
    for at, role in ((x, ALICE), (x + 18, BOB)):
        if sees in (BOTH, role):
            sketch.disc(at, y, 4.5, fill="seen")
        else:
            sketch.disc(at, y, 4, edge="unknown", stroke=1.5)


def _summary(sketch: Sketch, way: Road, left: float) -> None:
    """Say below a road whose message has arrived how many machines saw both ends."""
    seeing = way.seeing(BOTH)
    seen = fill(wording.ENDS_SEEN.get(seeing, wording.ENDS_SEEN_BY_MORE), seeing=seeing)
    words = seen if way.strangers else wording.AT_ONCE
    sketch.text(left + 26, 362, words, 14, "seen" if seeing else "focus", 600)


def _ends_key(sketch: Sketch, x: float, y: float) -> None:
    for sees, words in (
        (BOTH, "sees that Alice writes to Bob"),
        (ALICE, "sees only Alice"),
        (BOB, "sees only Bob"),
        (NEITHER, "sees neither"),
    ):
        _ends(sketch, x, y - 4.5, sees)
        sketch.text(x + 28, y, words, 13, "muted")
        x += 28 + text_width(words, 13) + 24
    group = max(place.count for way in four_roads() for place in way.places)
    sketch.text(x, y, f"({group}): {group} machines", 13, "muted")


def own_road(model: RoadInUse, figure: Figure) -> str:
    """Draw on which road each thing that somebody uses stands, and who can read the words there.

    The sentence is about the one that is looked at, and counts those that are drawn on whose road a machine
    sees both ends. This count is the answer.
    """
    sketch = Sketch(figure)
    for nth, way in enumerate(four_roads()):
        left = _LEFT + _COLUMN * nth
        if nth:
            sketch.line([(left - 6, 14), (left - 6, sketch.height - 26)], "faint", 1.5)
        sketch.text(left + 8, 24, str(nth + 1), 16, "focus", 700)
        sketch.text(left + 26, 24, way.name, 16, weight=600)
        keys = model.on(way.architecture)
        for row, key in enumerate(keys):
            _chip(sketch, in_use()[key], left + 2, 40 + _CHIP * row, key == model.look)
        if not keys:
            sketch.text(left + 26, 62, "nothing that you ticked", 13, "muted")
    _ends_in_use_key(sketch, 18, sketch.height - 9)
    shown = [in_use()[key] for way in four_roads() for key in model.on(way.architecture)]
    seeing = sum(bool(one.sees_both) for one in shown)
    counted = fill(wording.SEEN, seeing=seeing, shown=len(shown))
    return answered(paragraph(_about(model.looked_at()), counted), seeing, number)


def _chip(sketch: Sketch, one: InUse, x: float, y: float, looked_at: bool) -> None:
    sign, role, words = _READ[one.reads]
    fill = "changed" if looked_at else "seen_tint" if role == "seen" else "wash"
    sketch.box(x, y, 202, _CHIP - 5, 5, fill=fill, edge="here" if looked_at else "faint",
               stroke=2 if looked_at else 1)  # fmt: skip
    sketch.sign(sign, x + 16, y + 17, 18, "text" if looked_at and role == "unknown" else role)
    sketch.text(x + 32, y + 15, one.name, 14, weight=600)
    sketch.text(x + 32, y + 29, words, 12.5, "text" if looked_at or role == "seen" else "muted")
    if one.way.strangers:
        _ends(sketch, x + 176, y + 11, BOTH if one.sees_both else NEITHER)


def _ends_in_use_key(sketch: Sketch, x: float, y: float) -> None:
    for sees, words in ((BOTH, "a machine sees both ends"), (NEITHER, "no machine sees both")):
        _ends(sketch, x, y - 4.5, sees)
        sketch.text(x + 28, y, words, 13, "muted")
        x += 28 + text_width(words, 13) + 24
    for sign, role, words in (("lock", "safe", "words locked"), ("opened", "seen", "words open to machines")):
        sketch.sign(sign, x + 8, y - 5, 17, role)
        sketch.text(x + 24, y, words, 13, "muted")
        x += 24 + text_width(words, 13) + 24
    sketch.sign("lock", x + 8, y - 5, 17, "unknown")
    sketch.text(x + 24, y, "its maker says locked", 13, "muted")


def _about(one: InUse) -> str:
    """Say of one thing that people use how many machines it passes, what they see, and who can read."""
    many, seeing = one.way.strangers, one.sees_both
    sees = "one sees" if many == 1 else "some see"
    case = "nobody" if not many else sees if seeing else "none sees"
    name = wording.IN_A_SENTENCE.get(one.name, one.name)
    return paragraph(fill(wording.CARRIED[case], name=name, many=many), wording.READABLE[one.reads])
