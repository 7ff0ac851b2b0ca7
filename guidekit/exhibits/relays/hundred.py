"""A hundred messages or conversations as marks, which several exhibits of this folder draw."""

from __future__ import annotations

from collections.abc import Iterable

from guidekit.drawing.sketch import Point, Sketch

ACROSS = 20
"""How many marks stand in a row."""
LINKED, FINE, LATE, NEVER = "linked", "fine", "late", "never"
"""What a mark says: seen by an adversary; arrived; arrived late; not arrived at all."""


def hundred_marks(sketch: Sketch, x: float, y: float, kinds: Iterable[str], pitch: float = 15.0) -> None:
    """Draw marks in rows of twenty, the first around a point, in the order in which they are given."""
    at: dict[str, list[Point]] = {}
    for nth, kind in enumerate(kinds):
        at.setdefault(kind, []).append((x + pitch * (nth % ACROSS), y + pitch * (nth // ACROSS)))
    for kind, points in at.items():
        _draw_marks(sketch, points, kind)


def draw_mark(sketch: Sketch, x: float, y: float, kind: str) -> None:
    """Draw one mark; its shape says what it means, whatever its colour."""
    _draw_marks(sketch, [(x, y)], kind)


def _draw_marks(sketch: Sketch, points: list[Point], kind: str) -> None:
    if kind == LINKED:
        sketch.discs(points, 5.5, fill="seen")
    elif kind == FINE:
        sketch.discs(points, 5, fill="focus_tint", edge="focus", stroke=1.2)
    elif kind == LATE:
        sketch.discs(points, 5, fill="paper", edge="focus", stroke=1.2)
        sketch.discs(points, 2.2, fill="focus")
    else:
        sketch.discs(points, 3, edge="unknown", stroke=1.3)


def counted_marks(*counts: tuple[str, int]) -> list[str]:
    """List a hundred kinds of mark; the last kind takes what is left.

    Examples
    --------
    >>> kinds = counted_marks((LINKED, 3), (FINE, 50), (NEVER, 0))
    >>> [kinds.count(kind) for kind in (LINKED, FINE, NEVER)]
    [3, 50, 47]
    """
    kinds: list[str] = []
    for kind, count in counts[:-1]:
        kinds += [kind] * max(0, min(count, 100 - len(kinds)))
    return kinds + [counts[-1][0]] * (100 - len(kinds))
