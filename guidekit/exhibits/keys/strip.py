"""The exhibit of this file draws a ratchet key by key: used keys are torn off, replies bring new secrets."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.keys import wording
from guidekit.models.keystrip import KeyStrip
from guidekit.words import answered, fill, plural

_FIRST, _PITCH, _WIDE = 102.0, 64.0, 54.0  # the middle of the first message, to the next, and of a bubble
_ALICE, _BOB, _KEYS, _SECRETS = 78.0, 134.0, 208.0, 286.0
_WASH = (54.0, 272.0)  # of the ground behind what is read
_EDGES = {"past": "muted", "read": "seen", "later": "safe"}


def key_strip(model: KeyStrip, figure: Figure) -> str:
    """Draw twelve messages with a key each: torn off before the theft, stolen, or made of a new secret.

    The sentence says how many the thief reads. That is also the answer.
    """
    sketch, read = Sketch(figure), model.opened()
    states = {m: _state(model, m) for m in range(1, len(model.turns) + 1)}
    if read:
        left, right = _x(read[0]) - _PITCH / 2 + 2, _x(read[-1]) + _PITCH / 2 - 2
        sketch.box(left, _WASH[0], right - left, _WASH[1] - _WASH[0], 5, fill="seen_tint", alpha=0.6)
    for y, words in ((_ALICE, "Alice"), (_BOB, "Bob"), (_KEYS, "Keys"), (_SECRETS, "Secrets")):
        sketch.text(12, y + 5, words, 15, weight=600)
    for message, state in states.items():
        _bubble(sketch, message, model.turns[message - 1], state)
        _ticket(sketch, message, state)
    _moment(sketch, model.stolen_after)
    for first, last in model.secrets():
        _secret(sketch, first, last, {states[m] for m in range(first, last + 1)})
    _heads(sketch, model)
    _below(sketch, model)
    return answered(_sentence(model), len(read), lambda count: plural(count, "message"))


def _state(model: KeyStrip, message: int) -> str:
    if message <= model.stolen_after:
        return "past"
    return "read" if message in model.opened() else "later"


def _x(message: float) -> float:
    return _FIRST + _PITCH * (message - 1)


def _bubble(sketch: Sketch, message: int, writer: str, state: str) -> None:
    """Draw a message in the lane of who wrote it; what is read is full."""
    x, y = _x(message), _ALICE if writer == "A" else _BOB
    edge = _EDGES[state]
    fill = {"past": "wash", "read": "seen", "later": "safe_tint"}[state]
    side = -1 if writer == "A" else 1
    sketch.box(x - _WIDE / 2, y - 18, _WIDE, 36, 7, fill=fill, edge=edge, stroke=1.8)
    tail = [(x + side * 17, y + 18), (x + side * 19, y + 26), (x + side * 8, y + 18)]
    sketch.line(tail, edge, 1.8)
    sketch.text(x, y + 6, str(message), 17, "paper" if state == "read" else "text", 600, "center")


def _ticket(sketch: Sketch, message: int, state: str) -> None:
    """Draw the key of a message: a torn stub, or a ticket with a key on it."""
    x, top = _x(message), _KEYS - 30
    if state == "past":
        left, right, teeth = x - 25, x + 25, 5
        step = (right - left) / (2 * teeth)
        edge = [(left + step * nth, top + (22 if nth % 2 else 16)) for nth in range(2 * teeth + 1)]
        sketch.polygon([(left, top), *edge, (right, top)], "faint")
        sketch.line([(left, top), *edge, (right, top), (left, top)], "rule")
        sketch.text(x, top + 15, str(message), 13, "muted", ha="center")
        return
    role = _EDGES[state]
    fill = "paper" if state == "read" else "safe_tint"
    sketch.box(x - 25, top, 50, 58, 4, fill=fill, edge=role, stroke=1.8)
    sketch.disc(x - 9, top + 21, 5, edge=role, stroke=1.8)
    sketch.line([(x - 4, top + 21), (x + 14, top + 21), (x + 14, top + 25)], role, 1.8)
    sketch.line([(x + 9, top + 21), (x + 9, top + 24)], role, 1.8)
    sketch.text(x, top + 48, str(message), 13, role, 600, "center")


def _secret(sketch: Sketch, first: int, last: int, states: set[str]) -> None:
    """Draw a secret as a die on a line under the messages that it serves."""
    role = "seen" if "read" in states else "safe" if "later" in states else "muted"
    left, right = _x(first) - 25, _x(last) + 25
    line = "rule" if role == "muted" else role
    sketch.line([(left, _SECRETS), (right, _SECRETS)], line, 3)
    _die(sketch, (left + right) / 2, _SECRETS, role, line)


def _die(sketch: Sketch, x: float, y: float, role: str, edge: str) -> None:
    sketch.disc(x, y, 9, fill="paper", edge=edge, stroke=2)
    for step in (-3.4, 0.0, 3.4):
        sketch.disc(x + step, y + step, 1.3, fill=role)


def _moment(sketch: Sketch, after: int) -> None:
    """Draw the moment of the theft as a dashed line with an eye on it."""
    x = _x(after + 0.5)
    sketch.line([(x, 30), (x, _SECRETS + 16)], "seen", 2.2, dash=True)
    words, size = "The phone is copied here", 16
    left = x - 18 - text_width(words, size, 600)
    sketch.sign("eye", x, 20, 23, "seen")
    if left > 8:
        sketch.text(x - 18, 26, words, size, "seen", 600, "right")
    else:
        sketch.text(x + 18, 26, words, size, "seen", 600)


def _heads(sketch: Sketch, model: KeyStrip) -> None:
    """Write over each stretch what becomes of it; words that would touch push each other aside."""
    read, healed = model.opened(), model.heals_at()
    heads = [(_x(1) - 27, "stays closed", "muted")]
    if read:
        heads.append((_x(read[0]) - 24, f"read: {plural(len(read), 'message')}", "seen"))
    if healed is not None:
        heads.append((_x(healed) - 27, "closed again", "safe"))
    widths = [text_width(words, 14, 600) for _, words, _ in heads]
    right, places = sketch.width - 6, []
    for (x, _, _), wide in zip(reversed(heads), reversed(widths), strict=True):  # from the right, leftwards
        places.append(min(x, right - wide))
        right = places[-1] - 12
    left = 0.0
    for place, (_, words, role), wide in zip(reversed(places), heads, widths, strict=True):
        left = max(place, left)
        sketch.text(left, 46, words, 14, role, 600)
        left += wide + 12


def _below(sketch: Sketch, model: KeyStrip) -> None:
    """Say below in three columns what the picture shows, and what a die is."""
    read, healed = len(model.opened()), model.heals_at()
    columns = [
        (_x(1) - 27, "text", wording.TORN_OFF, True),
        (_x(5) + 12, "seen", fill(wording.STILL_OPEN, read=read), read > 0),
        (_x(9) - 8, "safe", wording.NEW_SECRET, healed is not None),
    ]
    for x, role, words, there in columns:
        if there:
            first, second = words.split("\n")
            sketch.text(x, 330, first, 15, role, 600)
            sketch.text(x, 350, second, 15)
    _die(sketch, 21, 380, "muted", "muted")
    sketch.text(40, 385, wording.REPLY, 14, "muted")


def _sentence(model: KeyStrip) -> str:
    after, read, healed = model.stolen_after, len(model.opened()), model.heals_at()
    case = "last" if not read else "open" if healed is None else "closed"
    return fill(wording.STRIP[case], after=after, read=read, healed=healed)
