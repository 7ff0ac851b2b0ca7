"""A conversation in rows: one row a protocol, one mark a message, the theft as a dashed line through all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.keys import wording
from guidekit.tables.rows import rows_by, usual_messengers
from guidekit.tables.wording import messenger_names, short_name
from guidekit.words import fill

LEFT, RIGHT = 168.0, 712.0
"""Where the messages begin and end, in pixels."""
TOP, ROW, LANE = 84.0, 68.0, 11.0
"""The middle of the first row, from one row to the next, and from it to Alice's messages above."""
_TITLES = {
    "signal": "Double Ratchet", "megolm": "Megolm", "bramble": "Bramble", "static": "One key for ever",
}  # fmt: skip


def _names() -> dict[str, tuple[str, str]]:
    """Name each protocol, and the app of the guide that uses it, as the table of messengers says."""
    protocols, names = rows_by("messengers", "id"), messenger_names()
    apps = {protocols[who].ratchet: short_name(names[who]) for who in usual_messengers()}
    used = {protocol: fill(wording.USED_IN[protocol], app=app) for protocol, app in apps.items()}
    return {protocol: (title, used[protocol]) for protocol, title in _TITLES.items()}


NAMES: Mapping[str, tuple[str, str]] = _names()
"""The four protocols of the lesson, each with an app that uses it."""


def message_at(message: float, count: int) -> float:
    """Return where a message stands; the first is 1."""
    pitch = min(34.0, (RIGHT - LEFT) / max(count - 1, 1))
    return LEFT + pitch * (message - 1)


def row_at(nth: int) -> float:
    """Return the middle of a row."""
    return TOP + ROW * nth


def row_names(sketch: Sketch, labels: Mapping[str, tuple[str, str]]) -> None:
    """Write what each row is, and a hairline between two rows."""
    for nth, (name, app) in enumerate(labels.values()):
        sketch.text(10, row_at(nth) - 2, name, 15, weight=600)
        sketch.text(10, row_at(nth) + 17, app, 13, "muted")
    for above, _ in pairwise(range(len(labels))):
        y = row_at(above) + ROW / 2
        sketch.line([(10, y), (sketch.width - 10, y)], "faint")


def theft_line(sketch: Sketch, at: int, count: int, rows: int) -> None:
    """Draw the moment of the theft behind a message, and the numbers of the messages below."""
    x = (message_at(at, count) + message_at(at + 1, count)) / 2
    low = row_at(rows - 1) + ROW / 2
    sketch.line([(x, 34), (x, low)], "seen", 2, dash=True)
    ha, side = ("left", -6) if x < 400 else ("right", 6)
    sketch.text(x + side, 24, "the phone is copied", 14, "seen", 600, ha)
    step = 10 if count > 20 else 5 if count > 14 else 1
    for number in sorted({1, *range(step, count + 1, step)}):
        sketch.text(message_at(number, count), low + 16, str(number), 12.5, "muted", ha="center")


def message_mark(sketch: Sketch, message: int, count: int, row: int, writer: str, read: bool) -> None:
    """Draw a message: Alice's round and above, Bob's square and below; large and full where it is read."""
    x, y = message_at(message, count), row_at(row) + (-LANE if writer == "A" else LANE)
    size = 5.0 if read else 3.8
    style = {"fill": "seen"} if read else {"edge": "unknown", "stroke": 1.5}
    if writer == "A":
        sketch.disc(x, y, size, **style)
    else:
        sketch.box(x - size, y - size, 2 * size, 2 * size, 1, **style)


def conversation_rows(
    sketch: Sketch,
    turns: str,
    at: int,
    opened: Mapping[str, list[int]],
    labels: Mapping[str, tuple[str, str]],
) -> None:
    """Draw a whole conversation once for each protocol, and below it the key of the marks."""
    row_names(sketch, labels)
    theft_line(sketch, at, len(turns), len(labels))
    for row, name in enumerate(labels):
        read = set(opened[name])
        for message, writer in enumerate(turns, 1):
            message_mark(sketch, message, len(turns), row, writer, message in read)
    y = sketch.height - 10
    sketch.disc(15, y - 4, 3.8, edge="unknown")
    sketch.text(26, y, "Alice writes", 13, "muted")
    sketch.box(121, y - 8, 7.6, 7.6, 1, edge="unknown")
    sketch.text(135, y, "Bob writes", 13, "muted")
    sketch.disc(225, y - 4, 5, fill="seen")
    sketch.box(234, y - 9, 10, 10, 1, fill="seen")
    sketch.text(252, y, "the thief reads it", 13, "muted")
