"""Two people's wishes side by side: about what they disagree, and which single wish decides who is first."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.choice import CRITERIA, Disagreement, ThreatModel, WishDifference
from guidekit.choice.presets import PEOPLE, WHO
from guidekit.choice.questions import MUST, TOP
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_lines
from guidekit.exhibits.choosing import wording
from guidekit.exhibits.choosing.bars import caution
from guidekit.tables.wording import messenger_names, short_name
from guidekit.words import Sentence, answered, fill, number, paragraph, plural, word_list

_LEFT, _BLOCK = 16.0, 15.0
_ROW, _BELOW = 25.0, 54.0
_BLOCKS = 150.0  # from the middle to the nearest block of either side


def wish_lists(model: Disagreement, figure: Figure) -> Sentence:
    """Draw two people's wishes where they differ, and what each single one would turn.

    A wish that turns who is first, if somebody takes over this one alone, is marked. The sentence counts
    the differences, and those that turn the first place of either; the answer is the count of the first one.
    """
    sketch, both, found = Sketch(figure), model.models(), model.differences()
    before = _warnings(model)
    y = caution(sketch, before, 4) + 4 if before else 0.0
    for side, who in enumerate(_pair(model)):
        _head(sketch, both[side], who, side, y + 20)
    top = y + 66
    fit = int((sketch.height - _BELOW - top) // _ROW)
    for nth, one in enumerate(found[:fit]):
        _difference(sketch, one, top + nth * _ROW, tuple(bool(_before(who)) for who in _pair(model)))
    if not found:
        sketch.text(sketch.width / 2, top + 30, wording.SAME_WISHES, 14, "muted", ha="center")
    left, y = len(found) - fit, sketch.height - 10
    if left > 0:
        turning = sum(any(one.turns) for one in found[fit:])
        more = wording.MORE_DIFFERENCES[turning > 0]
        more = more.format(differences=plural(left, "more difference"), turning=turning)
        sketch.text(sketch.width / 2, y - 24, more, 13, "muted", ha="center")
    sketch.box(_LEFT, y - 11, _BLOCK - 3, 12, 2, fill="focus")
    sketch.text(_LEFT + 20, y, "one point of weight", 12.5, "muted")
    sketch.box(_LEFT + 160, y - 13, 46, 16, 3, fill="focus")
    sketch.text(_LEFT + 183, y - 1, "must", 12.5, "paper", 600, ha="center")
    sketch.box(_LEFT + 226, y - 13, 46, 16, 3, fill="changed")
    sketch.text(_LEFT + 280, y, wording.TURN_KEY, 12.5, "muted")
    return _said(model, found)


def _pair(model: Disagreement) -> tuple[str, str]:
    return model.first, model.second


def _before(who: str) -> str:
    return PEOPLE[WHO[who]].before


def _warnings(model: Disagreement) -> str:
    """Return what has to be said before any messenger is named to either of the two."""
    return paragraph(*dict.fromkeys(map(_before, _pair(model))))


def _head(sketch: Sketch, model: ThreatModel, who: str, side: int, y: float) -> None:
    """Write who somebody is, and who comes first for them: no messenger where a safer device does."""
    x, ha = (sketch.width - _LEFT, "right") if side else (_LEFT, "left")
    sketch.text(x, y, who, 16, weight=600, ha=ha)
    names = word_list(short_name(place.name) for place in model.firsts())
    first = wording.HEAD["help" if _before(who) else "some" if names else "nobody"].format(names=names)
    sketch.text(x, y + 20, text_lines(first, sketch.width / 2 - 30, 13.5)[0], 13.5, "muted", ha=ha)


def _difference(sketch: Sketch, one: WishDifference, y: float, hushed: tuple[bool, ...]) -> None:
    """Draw one criterion between the two wishes, and outside of them what a change would turn.

    Where a safer device comes before any messenger, no other messenger is named.
    """
    middle, names = sketch.width / 2, messenger_names()
    sketch.text(middle, y + 16, CRITERIA[one.criterion].label, 13.5, ha="center")
    for side, sign in ((0, -1), (1, 1)):
        _wish(sketch, one.wishes[side], middle + sign * (_BLOCKS - 40), y, sign)
        if one.turns[side]:
            words = word_list(short_name(names[who]) for who in one.firsts[side]) or "nobody is known"
            words = "another one" if hushed[side] and one.firsts[side] else words
            x = _LEFT if side == 0 else sketch.width - _LEFT - 190
            sketch.box(x, y + 2, 190, 20, 3, fill="changed")
            then = wording.THEN[one.wishes[side] == MUST].format(names=words)
            line = text_lines(then, 178, 13)[0]
            sketch.text(x + 95, y + 16, line, 13, ha="center")
    sketch.line([(_LEFT, y + _ROW - 1), (sketch.width - _LEFT, y + _ROW - 1)], "faint", 1.0)


def _wish(sketch: Sketch, wish: int, x: float, y: float, sign: int) -> None:
    """Draw a wish from the middle outwards: up to five blocks, a must, or nothing."""
    if wish == MUST:
        wide = TOP * _BLOCK - 3
        left = x if sign > 0 else x - wide
        sketch.box(left, y + 4, wide, 16, 3, fill="focus")
        sketch.text(left + wide / 2, y + 16, "must", 12.5, "paper", 600, ha="center")
        return
    for nth in range(TOP):
        left = x + sign * nth * _BLOCK - (0 if sign > 0 else _BLOCK - 3)
        sketch.box(left, y + 6, _BLOCK - 3, 12, 2, fill="focus" if nth < wish else "faint")


def _said(model: Disagreement, found: tuple[WishDifference, ...]) -> Sentence:
    """Say in how many wishes they differ, and how many of them turn who is first, on either side."""
    one, other = _pair(model)
    left, right = (sum(difference.turns[side] for difference in found) for side in (0, 1))
    if found:
        differ = fill(wording.DIFFER, one=one, other=other, count=len(found), all=len(CRITERIA))
        said = paragraph(differ, fill(wording.TURNS[left > 0, right > 0], left=left, right=right))
    else:
        said = fill(wording.ALL_THE_SAME, one=one, all=len(CRITERIA))
    return answered(paragraph(_warnings(model), said), left, number)
