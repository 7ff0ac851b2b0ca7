"""The exhibits of this file draw what copies save from loss, and what they show to others."""

from __future__ import annotations

import math

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Point, Sketch
from guidekit.exhibits.relays import wording
from guidekit.exhibits.relays.bands import Band, bands, of_hundred
from guidekit.exhibits.relays.hundred import FINE, LINKED, NEVER, counted_marks, draw_mark, hundred_marks
from guidekit.models import KeyBackup, StoredCopies
from guidekit.words import answered, fill, form, number, plural

_MIDDLE, _RADIUS = (430.0, 118.0), 78.0  # of the ring of keepers
_ALICE, _HOPS, _BOB = (42.0, 126.0), ((120.0, 126.0), (194.0, 82.0), (266.0, 138.0)), (642.0, 126.0)
_FIELDS = 262.0  # where the lower half begins
_KEY = 672.0


def swarm(model: StoredCopies, figure: Figure) -> str:
    """Draw the nodes that keep a message, and a hundred conversations with one keeper and with all of them.

    The sentence says how many are linked and how many are lost. The answer is how many of a hundred are
    linked.
    """
    sketch, one = Sketch(figure), model.but(swarm=1)
    _way(sketch, model)
    linked, lost = _counts(model)
    alone = _counts(one)
    sketch.line([(16, _FIELDS - 16), (sketch.width - 12, _FIELDS - 16)], "faint", 1.5)
    many = "many" if model.swarm > 1 else "one"
    _field(sketch, 22, wording.KEEPERS["one"], alone)
    _field(sketch, 346, fill(wording.KEEPERS[many], nodes=model.swarm), (linked, lost))
    for nth, (kind, words) in enumerate(
        ((LINKED, "hostile; linked"), (FINE, "arrives, not linked"), (NEVER, "never arrives"))
    ):
        draw_mark(sketch, _KEY, _FIELDS + 27 + 25 * nth, kind)
        sketch.text(_KEY + 16, _FIELDS + 32 + 25 * nth, words, 13, "muted")
    said = fill(
        wording.SWARM[many], copies=model.swarm, linked=linked, linked_alone=alone[0], lost=lost,
        lost_alone=alone[1],
    )  # fmt: skip
    return answered(said, linked, number)


def _counts(model: StoredCopies) -> tuple[int, int]:
    """Return how many of a hundred are linked, and how many never arrive."""
    return round(100 * model.link_exposure()), round(100 * (1 - model.arrives()))


def _field(sketch: Sketch, x: float, title: str, counts: tuple[int, int]) -> None:
    """Draw a hundred conversations: linked ones first, lost ones last, as if none were both."""
    linked, lost = counts
    kinds = counted_marks((LINKED, linked), (FINE, 100 - linked - lost), (NEVER, lost))
    sketch.text(x - 6, _FIELDS + 8, title, 15, weight=600)
    hundred_marks(sketch, x, _FIELDS + 28, kinds, 14.6)
    sketch.text(x - 6, _FIELDS + 116, f"{linked} linked · {lost} never arrive", 14, "muted")


def _way(sketch: Sketch, model: StoredCopies) -> None:
    """Draw the case in which both ends are hostile: the first node, and one of the keepers."""
    x0, y0 = _MIDDLE
    keepers = [_keeper(nth, model.swarm) for nth in range(model.swarm)]
    some = model.adversary > 0
    role = "seen" if some else "text"
    first, last = _HOPS[0], keepers[0]
    size = 13.0 if model.swarm <= 9 else 10.5
    sketch.disc(x0, y0, _RADIUS + 22, edge="focus", stroke=1.5)
    for start, end in zip((_ALICE, *_HOPS), (*_HOPS, (x0 - _RADIUS - 20, y0 + 8)), strict=True):
        _arrow(sketch, start, end)
    sketch.arrow([(x0 + _RADIUS + 24, _BOB[1]), (_BOB[0] - 18, _BOB[1])])
    for nth in range(3):
        sketch.disc(x0 + _RADIUS + 44 + 20 * nth, _BOB[1], 6, fill="paper", edge="text", stroke=1.5)
    sketch.text(x0 + _RADIUS + 64, _BOB[1] + 28, "his nodes", 13, "muted", ha="center")
    if some:
        low, high = first[1] - 18, last[1] - size - 2
        arc = [
            (first[0] + (last[0] - first[0]) * t, (1 - t) ** 2 * low + t**2 * high - 96 * t * (1 - t))
            for t in (nth / 40 for nth in range(41))
        ]
        sketch.line(arc, "seen", 2, dash=True)
        sketch.text(16, 24, "together: Alice writes to Bob", 14, "seen", 600)
        sketch.sign("eye", first[0] - 42, first[1] + 36, 22, "seen")
        sketch.text(first[0] - 26, first[1] + 41, "sees Alice", 13, "seen", 600)
        sketch.text(_MIDDLE[0] + 108, 42, "knows that it is for Bob", 13, "seen", 600)
    for at in _HOPS:
        hostile = some and at == first
        sketch.disc(*at, 16, fill="seen_tint" if hostile else "paper")
        sketch.sign("relay", *at, 30, role if at == first else "text")
    for nth, at in enumerate(keepers):
        hostile = some and nth == 0
        sketch.disc(
            *at, size, fill="seen" if hostile else "paper", edge="seen" if hostile else "text", stroke=1.6
        )
        _letter(sketch, at, 0.55 * size, "paper" if hostile else "focus")
    sketch.sign("phone", *_ALICE, 42)
    sketch.sign("phone", *_BOB, 42)
    sketch.text(_ALICE[0], _ALICE[1] - 32, "Alice", 15, weight=600, ha="center")
    sketch.text(_BOB[0], _BOB[1] - 32, "Bob", 15, weight=600, ha="center")
    sketch.text(x0, y0 - 2, plural(model.swarm, "node"), 14, ha="center")
    sketch.text(x0, y0 + 16, form(model.swarm, "keeps it", "keep it"), 14, ha="center")
    linked, _ = _counts(model)
    sketch.text(704, 112, str(linked), 44, "seen" if linked else "muted", 700)
    sketch.lines(704, 140, "of 100 conversations are linked", 140, 14, weight=600)


def _keeper(nth: int, count: int) -> Point:
    angle = math.radians(-58 + 360 * nth / count)
    return _MIDDLE[0] + _RADIUS * math.cos(angle), _MIDDLE[1] + _RADIUS * math.sin(angle)


def _arrow(sketch: Sketch, start: Point, end: Point) -> None:
    """Draw an arrow between two signs, not into them."""
    length = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    sketch.arrow([(start[0] + 20 * dx, start[1] + 20 * dy), (end[0] - 18 * dx, end[1] - 18 * dy)])


def _letter(sketch: Sketch, at: Point, half: float, role: str) -> None:
    x, y = at
    sketch.box(x - half, y - 0.7 * half, 2 * half, 1.4 * half, 1.5, edge=role, stroke=1.3)
    sketch.line([(x - half, y - 0.6 * half), (x, y + 0.15 * half), (x + half, y - 0.6 * half)], role, 1.2)


def key_loss(model: KeyBackup, figure: Figure) -> str:
    """Draw for up to ten copies of a key how often the account is lost, and how often a copy is found.

    The sentence says both for the copies that are chosen. The answer is the number of copies at which both
    chances add up to the least.
    """
    held = range(11)
    lost = [100 * model.account_loss(n) for n in held]
    found = [100 * model.found(n) for n in held]
    added = [one + other for one, other in zip(lost, found, strict=True)]
    rows = [
        Band("Lost for good", "of a hundred accounts", lost, of_hundred),
        Band("Copy found by others", "of a hundred accounts", found, of_hundred, "seen"),
        Band("The two added", "both counted alike", added, number_of_two),
    ]
    bands(Sketch(figure), "Copies of the key", [str(n) for n in held], model.backups, rows)
    best = model.safest()
    said = fill(
        wording.KEY_LOSS, copies=model.backups, years=model.years, lost=of_hundred(lost[model.backups]),
        found=of_hundred(found[model.backups]), best=best,
    )  # fmt: skip
    return answered(said, best, number)


def number_of_two(value: float) -> str:
    """Write a sum of two counts of a hundred with two digits; from a hundred on with three.

    Examples
    --------
    >>> number_of_two(17.36), number_of_two(135.2)
    ('17', '135')
    """
    return of_hundred(value) if value < 99 else number(value, 3)
