"""The exhibit of this file draws a message on its way, its layers, and who knows what so far.

A road that is longer than one row is drawn around the step, and the whole of it in small above.
"""

from __future__ import annotations

from itertools import pairwise

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Point, Sketch
from guidekit.drawing.typeface import text_lines, text_width
from guidekit.exhibits.exposure import wording
from guidekit.exhibits.exposure.road import (
    LINE,
    SIGN,
    WHOLE,
    WIDE,
    RoadPlan,
    RoadRow,
    hop_points,
    known_lines,
    road_plan,
)
from guidekit.exposure import DATA, PacketLayer, Step
from guidekit.exposure.pairs import machines_that_link
from guidekit.exposure.question import JourneyStep
from guidekit.exposure.terms import ANYONE, TRUSTED
from guidekit.words import answered, fill, large_first, number, paragraph, word_list

_HEAD, _RIM = 36.0, 3.0  # pixels above the layers, and between the lower edges of two
_ONE, _TWO = 25.0, 34.0  # pixels of a layer with one line of words, and with two
_BOX, _INSET = 290.0, 9.0  # pixels of the outermost layer, and from one to the next
_STATE = 90.0  # pixels of the words that say what happens to a layer, and the gap before them
_KEY = 324.0  # pixels of the key of all signs, at the upper right
_SIGNS = {"end": "phone", "own": "server", "relay": "relay", "storage": "store", "mailbox": "store",
          "outsider": "person", "peer": "phone", "device": "phone"}  # fmt: skip


def travel(model: JourneyStep, figure: Figure) -> str:
    """Draw one step of a journey: the packet with its layers, the road, and who knows what so far.

    The sentence says what happens in this step. The answer is how many of the machines on the way learn, in
    the end and each alone, who talks to whom.
    """
    sketch, plan, step = Sketch(figure), road_plan(model.journey), model.now()
    heights = [72 * 100 / 72 * inches for inches in packet_heights(model)]
    _packet(sketch, plan, step)
    _road(sketch, plan, model, heights[0])
    _watchers(sketch, plan, step, heights[0] + heights[1])
    last = len(model.story())
    found, strangers = machines_that_link(model.journey)
    ends = step.number == last and plan.recipients and strangers
    linked = fill(wording.LINKED["some" if found else "none"], found=found, strangers=strangers)
    said = paragraph(
        fill(wording.STEP, step=step.number, last=last),
        step.sentence,
        wording.WAITED if step.later else "",
        linked if ends else "",
    )
    return answered(said, found, number)


def packet_heights(model: JourneyStep) -> tuple[float, float, float]:
    """Return the heights of the packet, the road and the observers, the same for every step of a journey.

    Parameters
    ----------
    model : JourneyStep
        Any step of the journey.

    Returns
    -------
    tuple of float
        Three heights in inches of 100 pixels.
    """
    plan = road_plan(model.journey)
    packet = max(_packet_height(plan, step.packet) for step in model.story())
    watchers = 30 + LINE * max((len(plan.most[name]) for name in plan.watchers), default=0)
    return packet / 100, plan.road_height / 100, watchers / 100


def _packet(sketch: Sketch, plan: RoadPlan, step: Step) -> None:
    """Draw the layers inside each other, and beside each its name, its state and who has the key."""
    target = plan.labels.get(step.target, step.target)
    count, heights = len(step.packet), _layer_heights(plan, step.packet)
    titles = [fill(title, target=target) for title in wording.TITLES]
    sizes = ((words, size) for words in titles for size in (16, 14))
    fits = next((one for one in sizes if text_width(*one, 600) < WIDE - _KEY - 24), (titles[-1], 13))
    sketch.text(12, 24, *fits, weight=600)
    sketch.key(
        WIDE - _KEY, 24, ("knows", "has learned it"), ("not", "nothing yet"), ("changed", "new in this step")
    )
    if not count:
        sketch.text(12, 56, wording.NO_LAYERS, 14, "muted")
    tops = [_HEAD + sum(heights[:depth]) for depth in range(count)]
    low = _HEAD + sum(heights)
    for depth, (layer, top, height) in enumerate(zip(step.packet, tops, heights, strict=True)):
        role, sign = _state(layer)
        x, wide = 14 + _INSET * depth, _BOX - 2 * _INSET * depth
        looks = {"fill": None, "dash": True} if sign == "opened" else {"fill": f"{role}_tint"}
        bottom = low + (count - depth) * _RIM
        sketch.box(x, top, wide, bottom - top - 2, 5, edge=role, stroke=2, **looks)
        middle = top + height / 2
        sketch.sign(sign, x + 20, middle, 18, role)
        held = _held(plan, step.packet, depth)
        for nth, words in enumerate(held):
            sketch.text(x + 38, middle + 5 + 15 * nth - 7.5 * (len(held) - 1), words, 13.5, weight=600)
        sketch.line([(x + wide + 3, middle), (_BOX + 30, middle)], "rule")
        name, key = _key_words(plan, layer)
        alone = _one_line(name, key)
        said = {"opened": "opened here", "eye": "read here", "lock": "stays closed"}[sign]
        if sign == "opened":
            sketch.box(_BOX + 32, top + 1, WIDE - _BOX - 44, height - 1, 4, fill="changed")
        (line, *more) = [key] if alone else text_lines(key, WIDE - _BOX - 56, 13.5)
        first = middle + (5 if alone else -2.5)
        aside, second = (8 + text_width(name, 14, 600), first) if alone else (0, first + 15)
        sketch.text(_BOX + 38, first, name, 14, weight=600)
        sketch.text(WIDE - 18, first, said, 14, "text" if sign == "opened" else role, 600, "right")
        sketch.text(_BOX + 38 + aside, second, line + (" …" if more else ""), 13.5, "muted")


def _held(plan: RoadPlan, packet: tuple[PacketLayer, ...], depth: int) -> list[str]:
    """Return the lines that say what a layer holds."""
    words = _inside(plan, packet[depth]) or wording.INSIDE[depth + 1 < len(packet)]
    return text_lines(words, _BOX - 2 * _INSET * depth - 42, 13.5, 600)


def _key_words(plan: RoadPlan, layer: PacketLayer) -> tuple[str, str]:
    """Return what a layer is called, and who has its key."""
    owners = word_list(_label(plan, key) for key in layer.keys)
    key = wording.OPEN_KEY if layer.keys == (ANYONE,) else fill(wording.KEY, owners=owners)
    return large_first(layer.layer), key


def _one_line(name: str, key: str) -> bool:
    """Tell whether the name of a layer and its key fit beside each other."""
    return text_width(name, 14, 600) + 8 + text_width(key, 13.5) <= WIDE - _BOX - 56 - _STATE


def _layer_heights(plan: RoadPlan, packet: tuple[PacketLayer, ...]) -> list[float]:
    """Return the heights of the layers: of one line of words each, or of two."""
    held = [len(_held(plan, packet, depth)) for depth in range(len(packet))]
    return [
        _TWO if lines > 1 or not _one_line(*_key_words(plan, layer)) else _ONE
        for lines, layer in zip(held, packet, strict=True)
    ]


def _packet_height(plan: RoadPlan, packet: tuple[PacketLayer, ...]) -> float:
    heights = _layer_heights(plan, packet) or [_TWO]
    return _HEAD + sum(heights) + len(heights) * _RIM + 10


def _state(layer: PacketLayer) -> tuple[str, str]:
    """Return the role and the sign of a layer: closed, in the clear, or opened by who receives it."""
    if not layer.open:
        return "safe", "lock"
    return ("seen", "eye") if layer.keys == (ANYONE,) else ("unknown", "opened")


def _inside(plan: RoadPlan, layer: PacketLayer) -> str:
    """Say what a layer reveals, in a few words."""
    to = plan.recipients[0] if len(plan.recipients) == 1 else ""
    words = {"content": "the words", "sender": wording.FROM.format(name=_label(plan, plan.sender))}
    words |= {"recipient": wording.TO.format(name=_label(plan, to))} if to else {}
    held = [words.get(datum, DATA[datum]) for datum in layer.reveals]
    return large_first(", ".join(held))


def _road(sketch: Sketch, plan: RoadPlan, model: JourneyStep, top: float) -> None:
    """Draw the places in the order in which the message meets them, the way so far, and what each knows."""
    step = model.now()
    row = plan.around(step, top)
    sketch.line([(12, top - 4), (WIDE - 12, top - 4)], "faint", 1.5)
    if plan.folded:
        _whole_road(sketch, plan, step, row, top)
    found = [(hop_points(row, other, plan.order), other.number - step.number) for other in model.story()]
    ways = [(way, when) for way, when in found if way]
    for way, when in ways:
        if when > 0:
            sketch.line(way, "rule", 2, dash=True)
        elif when < 0:
            sketch.line(way, "focus", 2, alpha=0.45)
    (way,) = (way for way, when in ways if when == 0)
    x, y = _middle(way)
    for passed, when in ways:
        was_x, was_y = _middle(passed)
        room = 22 < was_x < WIDE - 22 and max(abs(was_x - x), abs(was_y - y)) > 44
        if when in (-2, -1) and room:  # else it would lie under the packet
            layers = len(model.story()[step.number + when - 1].packet)
            _envelope(sketch, was_x, was_y, layers, 0.25 * (3 + when))
    sketch.arrow(way)
    _envelope(sketch, x, y, len(step.packet), 1)
    for name in row.shown:
        _place(sketch, plan, step, name, row)


def _whole_road(sketch: Sketch, plan: RoadPlan, step: Step, row: RoadRow, top: float) -> None:
    """Draw all places in small, and whether each has learned anything; those below stand on a tint."""
    words, y = "The whole road", top + WHOLE / 2 - 2
    sketch.text(12, y + 5, words, 14, weight=600)
    left = 12 + text_width(words, 14, 600) + 16
    each = (WIDE - 12 - left) / len(plan.order)
    for nth, name in enumerate(plan.order):
        x, here = left + (nth + 0.5) * each, name == step.target
        if name in row.shown:
            sketch.box(x - each / 2, y - 13, each, 26, 0, fill="changed" if here else "focus_tint")
        knows = bool(step.knows.get(name)) or name == plan.sender
        sketch.sign(_sign_of(plan, name), x - 7, y, 17, "text" if knows else "unknown")
        if knows:
            sketch.knows(x + 9, y, _mark_of(plan, name))
        else:
            sketch.knows_not(x + 9, y)


def _middle(way: list[Point]) -> Point:
    """Return the middle of the longest level piece of a way: there is room for the packet."""
    pieces = [(start, end) for start, end in pairwise(way) if start[1] == end[1]]
    (x, y), (to_x, _) = max(pieces, key=lambda piece: abs(piece[1][0] - piece[0][0]))
    return (x + to_x) / 2, y


def _envelope(sketch: Sketch, x: float, y: float, layers: int, alpha: float) -> None:
    """Draw the packet small: a box for each of its layers, up to four."""
    role = "focus"
    sketch.box(x - 17, y - 12, 34, 24, 4, fill="paper")
    sketch.box(x - 17, y - 12, 34, 24, 4, fill="focus_tint", edge=role, stroke=1.8, alpha=alpha)
    for nth in range(1, min(4, layers)):
        sketch.box(x - 17 + 4 * nth, y - 12 + 3 * nth, 34 - 8 * nth, 24 - 6 * nth, 2, edge=role, alpha=alpha)
    sketch.box(x - 4, y - 2.5, 8, 5, 1.5, fill=role, alpha=alpha)


def _sign_of(plan: RoadPlan, name: str) -> str:
    return _SIGNS.get(plan.kinds[name], "server")


def _mark_of(plan: RoadPlan, name: str) -> str:
    return "focus" if plan.kinds.get(name, "") in TRUSTED else "seen"


def _place(sketch: Sketch, plan: RoadPlan, step: Step, name: str, row: RoadRow) -> None:
    """Draw one place with its name and what it has learned; where the packet is now stands on amber."""
    x, y = row.at(name)
    here = name == step.target
    reached = bool(step.knows.get(name)) or name == plan.sender
    if here:
        sketch.disc(x, y, SIGN / 2 + 7, fill="changed", edge="here", stroke=2.4)
    role = "text" if reached else "unknown"
    sketch.sign(_sign_of(plan, name), x, y, SIGN - 2, role)
    y += SIGN / 2 + 20
    for line in plan.named(name):
        sketch.text(x, y, line, 14, "text" if reached else "muted", 600, "center")
        y += LINE
    _list(sketch, plan, step, name, x - plan.column / 2 + 8, y)


def _list(sketch: Sketch, plan: RoadPlan, step: Step, name: str, x: float, y: float) -> None:
    """List what somebody knows so far; what this step added stands on amber."""
    kind, sender = plan.kinds.get(name, ""), name == plan.sender
    now = known_lines(step.knows.get(name, ()), kind, sender, plan.words)
    news = step.news.get(name, ())
    old = tuple(datum for datum in step.knows.get(name, ()) if datum not in news)
    before = known_lines(old, kind, sender, plan.words)
    if not now:
        sketch.knows_not(x + 5, y - 4.5)
        sketch.text(x + 16, y, "nothing yet", 14, "muted")
    for line in now:
        if line not in before:
            sketch.box(x - 4, y - 14, min(plan.column - 10, 142), LINE, 3, fill="changed")
        sketch.knows(x + 5, y - 4.5, _mark_of(plan, name))
        sketch.text(x + 16, y, line, 14)
        y += LINE


def _watchers(sketch: Sketch, plan: RoadPlan, step: Step, top: float) -> None:
    """Draw who watches the links without holding a packet."""
    sketch.line([(12, top - 6), (WIDE - 12, top - 6)], "faint", 1.5)
    wide = WIDE / max(3, len(plan.watchers))
    for nth, name in enumerate(plan.watchers):
        x = nth * wide + 14
        knows = name in step.knows
        sketch.sign("eye", x + 9, top + 13, 22, "text" if knows else "unknown")
        sketch.text(x + 28, top + 18, large_first(_label(plan, name)), 14, "text" if knows else "muted", 600)
        _list(sketch, plan, step, name, x, top + 18 + LINE)


def _label(plan: RoadPlan, name: str) -> str:
    return plan.labels.get(name, name)
