"""The exhibit of this file draws a message on its way, its layers, and who knows what so far."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Point, Sketch
from guidekit.drawing.typeface import text_lines, text_width
from guidekit.exhibits.exposure import wording
from guidekit.exposure import DATA, PacketLayer, Step, journeys
from guidekit.exposure.pairs import machines_that_link
from guidekit.exposure.question import JourneyStep
from guidekit.exposure.terms import ANYONE, TRUSTED
from guidekit.words import answered, fill, large_first, number, paragraph, word_list

_ACROSS = 5  # places in one row of the road
_WIDE = 720.0  # pixels of the picture
_LAYER, _RIM = 33.0, 5.0  # pixels of one layer's words, and between the lower edges of two
_SIGN, _LANE = 34.0, 26.0  # pixels of a place's sign, and of the lane above it
_LINE = 17.0  # pixels of a line of words
_KEY = 324.0  # pixels of the key of all signs, at the upper right
_SIGNS = {"end": "phone", "own": "server", "relay": "relay", "storage": "store", "mailbox": "store",
          "outsider": "person", "peer": "phone", "device": "phone"}  # fmt: skip


def travel(model: JourneyStep, figure: Figure) -> str:
    """Draw one step of a journey: the packet with its layers, the road, and who knows what so far.

    The sentence says what happens in this step. The answer is how many of the machines on the way learn, in
    the end and each alone, who talks to whom.
    """
    sketch, plan, step = Sketch(figure), _plan(model.journey), model.now()
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
    plan = _plan(model.journey)
    packet = 44 + max(1, plan.layers) * (_LAYER + _RIM) + 10
    watchers = 34 + _LINE * max((len(plan.most[name]) for name in plan.watchers), default=0)
    return packet / 100, sum(map(plan.row_height, range(len(plan.rows)))) / 100, watchers / 100


@dataclass(frozen=True)
class _Plan:
    """What the steps of a journey share: the words for its parties, and the room that each of them needs."""

    labels: dict[str, str]
    words: dict[str, str]
    kinds: dict[str, str]
    rows: list[list[str]]
    watchers: list[str]
    most: dict[str, list[str]]
    layers: int
    sender: str
    recipients: tuple[str, ...]

    @property
    def column(self) -> float:
        return _WIDE / max(3, max(map(len, self.rows)))

    def named(self, name: str) -> list[str]:
        return text_lines(large_first(self.labels.get(name, name)), self.column - 14, 14, 600)

    def row_height(self, row: int) -> float:
        names = self.rows[row]
        label, known = (
            max(len(self.named(name)) for name in names),
            max(len(self.most[name]) for name in names),
        )
        return _LANE + _SIGN + 6 + _LINE * (label + max(1, known)) + 10

    def place(self, name: str) -> tuple[int, int]:
        return next((row, names.index(name)) for row, names in enumerate(self.rows) if name in names)

    def at(self, name: str, top: float) -> Point:
        """Return the middle of a place's sign."""
        row, column = self.place(name)
        above = sum(map(self.row_height, range(row)))
        return (column + 0.5) * self.column, top + above + _LANE + _SIGN / 2


@functools.lru_cache(maxsize=64)
def _plan(name: str) -> _Plan:
    journey, story = journeys()[name], JourneyStep(name).story()
    order = list(dict.fromkeys(party for step in story for party in (step.source, step.target)))
    count = -(-len(order) // _ACROSS)
    across = -(-len(order) // count)  # rows of about the same length
    rows = [order[first : first + across] for first in range(0, len(order), across)]
    kinds = {party.name: party.kind for party in journey.parties}
    last = story[-1].knows
    watchers = [who for who in last if who not in order]
    labels = {party.name: party.label for party in journey.parties}
    words = _data_words(labels, journey.sender, journey.recipients)
    said = [
        {
            who: _known(step.knows.get(who, ()), kinds.get(who, ""), who == journey.sender, words)
            for who in (*order, *watchers)
        }
        for step in story
    ]
    most = {who: max((step[who] for step in said), key=len) for who in said[0]}
    layers = max(len(step.packet) for step in story)
    return _Plan(labels, words, kinds, rows, watchers, most, layers, journey.sender, journey.recipients)


def _data_words(labels: dict[str, str], sender: str, recipients: tuple[str, ...]) -> dict[str, str]:
    """Return what each datum is called below a place: by the names of the two ends, where there are two."""
    words = {datum: said.removeprefix("the ") for datum, said in DATA.items()}
    one = labels[sender]
    words |= {
        "content": "the words",
        "sender": wording.WRITES.format(name=one),
        "sender_address": wording.ADDRESS.format(name=one),
    }
    if len(recipients) == 1:
        other = labels[recipients[0]]
        words |= {
            "recipient": wording.GETS.format(name=other),
            "recipient_address": wording.ADDRESS.format(name=other),
        }
    return words


def _known(data: tuple[str, ...], kind: str, sender: bool, words: dict[str, str]) -> list[str]:
    """Say what somebody knows in short lines; the two ends of a message are told apart from all others."""
    if sender:
        return ["wrote it"]
    if kind in TRUSTED and "content" in data:
        return ["has the message"]
    short = [datum for datum in data if datum not in ("sender_address", "recipient_address", "time", "size")]
    lines = [words[datum] for datum in short]
    ends = [datum for datum in ("sender_address", "recipient_address") if datum in data]
    lines += ["both addresses"] if len(ends) == 2 else [words[datum] for datum in ends]
    when = [said for datum, said in (("time", "when"), ("size", "how much")) if datum in data]
    return lines + ([", ".join(when)] if when else [])


def _packet(sketch: Sketch, plan: _Plan, step: Step) -> None:
    """Draw the layers inside each other, and beside each its name, its state and who has the key."""
    target = plan.labels.get(step.target, step.target)
    count = len(step.packet)
    titles = [fill(title, target=target) for title in wording.TITLES]
    sizes = ((words, size) for words in titles for size in (16, 14))
    fits = next((one for one in sizes if text_width(*one, 600) < _WIDE - _KEY - 24), (titles[-1], 13))
    sketch.text(12, 24, *fits, weight=600)
    sketch.key(
        _WIDE - _KEY, 24, ("knows", "has learned it"), ("not", "nothing yet"), ("changed", "new in this step")
    )
    if not count:
        sketch.text(12, 56, wording.NO_LAYERS, 14, "muted")
    inset, wide = 10.0, 300.0
    for depth, layer in enumerate(step.packet):
        top = 40 + depth * _LAYER
        bottom = 40 + count * _LAYER + (count - depth) * _RIM
        role, sign = _state(layer)
        x = 14 + inset * depth
        looks = {"fill": None, "dash": True} if sign == "opened" else {"fill": f"{role}_tint"}
        sketch.box(x, top, wide - 2 * inset * depth, bottom - top - 2, 5, edge=role, stroke=2, **looks)
        sketch.sign(sign, x + 20, top + 18, 19, role)
        held = text_lines(_inside(plan, layer), wide - 2 * inset * depth - 42, 13.5, 600)
        for nth, words in enumerate(held):
            sketch.text(x + 38, top + 23 + 15 * nth - 7 * (len(held) > 1), words, 13.5, weight=600)
        middle = top + 18
        sketch.line([(wide + 14 - inset * depth + 3, middle), (wide + 30, middle)], "rule")
        owners = word_list(_label(plan, key) for key in layer.keys)
        key = wording.OPEN_KEY if layer.keys == (ANYONE,) else fill(wording.KEY, owners=owners)
        said = {"opened": "opened here", "eye": "read here", "lock": "stays closed"}[sign]
        if sign == "opened":
            sketch.box(wide + 32, top + 3, _WIDE - wide - 44, 31, 4, fill="changed")
        sketch.text(wide + 38, top + 16, large_first(layer.layer), 14, weight=600)
        sketch.text(_WIDE - 18, top + 16, said, 14, "text" if sign == "opened" else role, 600, "right")
        (line, *more) = text_lines(key, _WIDE - wide - 60, 13)
        sketch.text(wide + 38, top + 30, line + (" …" if more else ""), 13, "muted")


def _state(layer: PacketLayer) -> tuple[str, str]:
    """Return the role and the sign of a layer: closed, in the clear, or opened by who receives it."""
    if not layer.open:
        return "safe", "lock"
    return ("seen", "eye") if layer.keys == (ANYONE,) else ("unknown", "opened")


def _inside(plan: _Plan, layer: PacketLayer) -> str:
    """Say what a layer holds, in a few words."""
    to = plan.recipients[0] if len(plan.recipients) == 1 else ""
    words = {"content": "the words", "sender": wording.FROM.format(name=_label(plan, plan.sender))}
    words |= {"recipient": wording.TO.format(name=_label(plan, to))} if to else {}
    held = [words.get(datum, DATA[datum]) for datum in layer.reveals]
    return large_first(", ".join(held)) or "Only what is inside"


def _road(sketch: Sketch, plan: _Plan, model: JourneyStep, top: float) -> None:
    """Draw the places in the order in which the message meets them, the way so far, and what each knows."""
    step = model.now()
    sketch.line([(12, top - 4), (_WIDE - 12, top - 4)], "faint", 1.5)
    ways = [(_way(plan, other, top), other.number - step.number) for other in model.story()]
    for way, when in ways:
        if when > 0:
            sketch.line(way, "rule", 2, dash=True)
        elif when < 0:
            sketch.line(way, "focus", 2, alpha=0.45)
    (way,) = (way for way, when in ways if when == 0)
    x, y = _middle(way)
    for passed, when in ways:
        was_x, was_y = _middle(passed)
        if when in (-2, -1) and max(abs(was_x - x), abs(was_y - y)) > 44:  # it would lie under the packet
            layers = len(model.story()[step.number + when - 1].packet)
            _envelope(sketch, was_x, was_y, layers, 0.25 * (3 + when))
    sketch.arrow(way)
    _envelope(sketch, x, y, len(step.packet), 1)
    for names in plan.rows:
        for name in names:
            _place(sketch, plan, step, name, top)


def _way(plan: _Plan, step: Step, top: float) -> list[Point]:
    """Return the points of a hop: straight between neighbours, else over the lane above the places."""
    (row, column), (to_row, to_column) = plan.place(step.source), plan.place(step.target)
    (x, y), (to_x, to_y) = plan.at(step.source, top), plan.at(step.target, top)
    near = _SIGN / 2 + 5
    if row == to_row and abs(column - to_column) == 1:
        side = near if to_x > x else -near
        return [(x + side, y), (to_x - side, to_y)]
    lane, to_lane = y - _SIGN / 2 - 14, to_y - _SIGN / 2 - 14
    if row == to_row:
        return [(x, y - near), (x, lane), (to_x, lane), (to_x, to_y - near)]
    gap = to_x + (plan.column / 2 if to_x < x else -plan.column / 2)
    gap = min(max(gap, 5.0), _WIDE - 5)
    return [(x, y - near), (x, lane), (gap, lane), (gap, to_lane), (to_x, to_lane), (to_x, to_y - near)]


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


def _place(sketch: Sketch, plan: _Plan, step: Step, name: str, top: float) -> None:
    """Draw one place with its name and what it has learned; where the packet is now stands on amber."""
    x, y = plan.at(name, top)
    kind, here = plan.kinds[name], name == step.target
    reached = bool(step.knows.get(name)) or name == plan.sender
    if here:
        sketch.disc(x, y, _SIGN / 2 + 7, fill="changed", edge="here", stroke=2.4)
    role = "text" if reached else "unknown"
    sketch.sign(_SIGNS.get(kind, "server"), x, y, _SIGN - 4, role)
    y += _SIGN / 2 + 22
    for line in plan.named(name):
        sketch.text(x, y, line, 14, "text" if reached else "muted", 600, "center")
        y += _LINE
    _list(sketch, plan, step, name, x - plan.column / 2 + 8, y)


def _list(sketch: Sketch, plan: _Plan, step: Step, name: str, x: float, y: float) -> None:
    """List what somebody knows so far; what this step added stands on amber."""
    kind, sender = plan.kinds.get(name, ""), name == plan.sender
    now = _known(step.knows.get(name, ()), kind, sender, plan.words)
    news = step.news.get(name, ())
    old = tuple(datum for datum in step.knows.get(name, ()) if datum not in news)
    before = _known(old, kind, sender, plan.words)
    if not now:
        sketch.knows_not(x + 5, y - 4.5)
        sketch.text(x + 16, y, "nothing yet", 14, "muted")
    for line in now:
        if line not in before:
            sketch.box(x - 4, y - 14, min(plan.column - 10, 142), _LINE, 3, fill="changed")
        sketch.knows(x + 5, y - 4.5, "focus" if kind in TRUSTED else "seen")
        sketch.text(x + 16, y, line, 14)
        y += _LINE


def _watchers(sketch: Sketch, plan: _Plan, step: Step, top: float) -> None:
    """Draw who watches the links without holding a packet."""
    sketch.line([(12, top - 6), (_WIDE - 12, top - 6)], "faint", 1.5)
    wide = _WIDE / max(3, len(plan.watchers))
    for nth, name in enumerate(plan.watchers):
        x = nth * wide + 14
        knows = name in step.knows
        sketch.sign("eye", x + 9, top + 13, 22, "text" if knows else "unknown")
        sketch.text(x + 28, top + 18, large_first(_label(plan, name)), 14, "text" if knows else "muted", 600)
        _list(sketch, plan, step, name, x, top + 18 + _LINE)


def _label(plan: _Plan, name: str) -> str:
    return plan.labels.get(name, name)
