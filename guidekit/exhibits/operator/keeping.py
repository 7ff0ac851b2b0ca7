"""What operators see pass and what they keep: two marks for each thing, joined where a court can get it."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.operator import wording
from guidekit.tables import Keeping
from guidekit.tables.keeping import THINGS
from guidekit.tables.wording import messenger_names
from guidekit.words import answered, fill, number

_LEFT, _TOP, _STEP = 196.0, 66.0, 37.0


def see_and_keep(model: Keeping, figure: Figure) -> str:
    """Draw for each operator what it sees of a message and what it keeps.

    The sentence counts both for the first of them. The answer is how many
    things its operator keeps.
    """
    sketch, marks, names, about = Sketch(figure), model.marks(), messenger_names(), model.said_of()
    shown = model.messengers()
    wide = (sketch.width - _LEFT - 12) / len(shown)
    for nth, who in enumerate(shown):
        x = _LEFT + nth * wide
        sees, keeps = x + 0.3 * wide, x + 0.74 * wide
        low = _TOP + _STEP * len(THINGS)
        sketch.box(x + 0.54 * wide, 44, 0.4 * wide, low + 4, 0, fill="wash")
        sketch.text(x + 0.5 * wide, 20, names[who], 15, weight=600, ha="center")
        sketch.text(x + 0.5 * wide, 38, about[who], 12.5, "muted", ha="center")
        sketch.text(sees, 58, "sees", 12.5, "muted", ha="center")
        sketch.text(keeps, 58, "keeps", 12.5, "muted", ha="center")
        for row, thing in enumerate(THINGS):
            y = _TOP + (row + 0.5) * _STEP
            seen, kept = marks[who, thing]
            _joined(sketch, sees, keeps, y, seen, kept)
        for at, what in ((sees, "seen"), (keeps, "kept")):
            least, most = model.count(who, what)
            words = str(least) if least == most else f"{least} to {most}"
            sketch.text(at, low + 30, words, 17, "seen", 700, ha="center")
    for row, words in enumerate(THINGS.values()):
        y = _TOP + row * _STEP
        sketch.line([(12, y), (sketch.width - 12, y)], "text" if row == 0 else "rule", 1.6 if row == 0 else 1)
        sketch.text(16, y + 24, words, 14, weight=600)
    low = _TOP + _STEP * len(THINGS)
    sketch.line([(12, low), (sketch.width - 12, low)])
    sketch.text(16, low + 29, f"of {len(THINGS)} things", 14, "muted")
    x = 16.0
    for mark, words in (("yes", "yes"), ("no", "no"), ("unknown", "not known")):
        _mark(sketch, x + 6, low + 56, mark)
        sketch.text(x + 20, low + 61, words, 13, "muted")
        x += 90 if mark != "unknown" else 120
    sketch.line([(x, low + 56), (x + 36, low + 56)], "seen", 2.4)
    sketch.text(x + 46, low + 61, "what a court can get", 13, "muted")
    for gap, role, words in ((190, "seen", "seen, not kept"), (342, "unknown", "if it is kept")):
        sketch.line([(x + gap, low + 56), (x + gap + 36, low + 56)], role, 1.8, dash=True)
        sketch.text(x + gap + 46, low + 61, words, 13, "muted")
    passing, stored = (model.count(shown[0], what)[0] for what in ("seen", "kept"))
    counts = {"things": len(THINGS), "passing": passing, "stored": stored}
    return answered(fill(wording.KEPT, name=names[shown[0]], order=model.order, **counts), stored, number)


def _joined(sketch: Sketch, sees: float, keeps: float, y: float, seen: str, kept: str) -> None:
    """Draw both marks of a thing, and between them whether it gets from one to the other."""
    if seen == "yes" and kept == "yes":
        sketch.line([(sees, y), (keeps, y)], "seen", 2.4)
    elif seen == "yes":
        far = keeps if kept == "unknown" else (sees + keeps) / 2
        role = "unknown" if kept == "unknown" else "seen"
        sketch.line([(sees, y), (far, y)], role, 1.8, dash=True)
    for x, mark in ((sees, seen), (keeps, kept)):
        _mark(sketch, x, y, mark)


def _mark(sketch: Sketch, x: float, y: float, mark: str) -> None:
    if mark == "yes":
        sketch.disc(x, y, 7.5, fill="seen")
    elif mark == "no":
        sketch.disc(x, y, 7, fill="paper", edge="unknown", stroke=1.8)
    else:
        sketch.box(x - 8, y - 8, 16, 16, 3, fill="paper", edge="unknown", stroke=1.4, hatch="///")
