"""The picture of lesson 09: a bar from low to high for each messenger, who is struck out, how firm it is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.figure import Figure
from matplotlib.path import Path

from guidekit.choice import CRITERIA, Firmness, Place, ThreatModel
from guidekit.choice.presets import limits_of, situation_of
from guidekit.choice.questions import said_first
from guidekit.choice.ranking import MEETS, STRUCK_OUT
from guidekit.drawing.signs import CIRCLE, path_at
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_lines, text_width
from guidekit.tables.layouts import SITUATIONS
from guidekit.tables.snapshot import MESSENGERS
from guidekit.words import percent, word_list

_LEFT, _BAR = 16.0, 196.0  # of the names and of the bars, in pixels
_BELOW = 150.0  # what stands under the rows
_ROOMY = 36.0  # a row so high has words under the bar
LISTS = 50  # discs that stand for all lists of weights
_HALF = Path.wedge(90, 270)
_MUCH = 0.15  # of the bar: so much open is said to be little known


def messenger_bars(model: ThreatModel, figure: Figure) -> str:
    """Draw how far each messenger meets what somebody needs: known, perhaps, or struck out.

    The sentence says who is first, whether for sure, who is level, and who is struck out and why.
    """
    sketch = Sketch(figure)
    y, first = 48.0, said_first(model.answers())
    if first:
        y = _warning(sketch, first, 36) + 18
    sketch.text(_LEFT, 26, SITUATIONS.get(situation_of(model), "Your own answers"), 18, weight=600)
    top = _wishes(sketch, model, y) + 2
    places = model.places()
    floor = sketch.height - _BELOW
    high = min(54.0, (floor - top) / max(1, len(places)))
    for nth, place in enumerate(places):
        _row(sketch, model, place, top + nth * high, high)
    end = top + high * len(places)
    right = sketch.width - _LEFT
    sketch.text(_BAR, end + 16, "meets nothing you asked", 12.5, "muted")
    sketch.text(right, end + 16, "meets all of it", 12.5, "muted", ha="right")
    _firm(sketch, model, end + 44)
    y = end + 86
    sketch.box(_LEFT, y - 12, 26, 14, 2, fill="focus")
    sketch.text(_LEFT + 34, y, "known", 13, "muted")
    sketch.box(_LEFT + 90, y - 12, 26, 14, 2, edge="focus", stroke=1.2, hatch="////")
    sketch.text(_LEFT + 124, y, "not known, disputed, old, or only claimed by the maker", 13, "muted")
    _warning(sketch, limits_of(model), y + 10)
    return _ranked(model)


def _warning(sketch: Sketch, words: str, y: float) -> float:
    """Write words in a box with a mark at its side; return where the next thing may begin."""
    wide = sketch.width - 2 * _LEFT
    lines = text_lines(words, wide - 24, 13.5)
    high = 10 + 17 * len(lines)
    sketch.box(_LEFT, y, wide, high, 2, fill="wash")
    sketch.box(_LEFT, y, 4, high, 1, fill="seen")
    for nth, line in enumerate(lines):
        sketch.text(_LEFT + 16, y + 18 + 17 * nth, line, 13.5)
    return y + high


def _wishes(sketch: Sketch, model: ThreatModel, y: float) -> float:
    """Write the musts, and the weights from the largest on; return where the next thing may begin.

    Each label is written by itself: its width and its letters are then known from an earlier step.
    """
    musts, weights = model.musts(), model.weights()
    y = _flow(sketch, y, "Must" if musts else "No must", [CRITERIA[name].label for name in musts])
    for weight in sorted({weight for weight in weights.values() if weight}, reverse=True):
        labels = [CRITERIA[name].label for name, mine in weights.items() if mine == weight]
        y = _flow(sketch, y, f"Weight {weight}", labels)
    return y


def _flow(sketch: Sketch, y: float, head: str, labels: list[str]) -> float:
    """Write labels one after the other behind their head, in as many lines as they need."""
    x, start = _LEFT, _LEFT + 72
    sketch.text(x, y, head, 13, weight=600)
    x = start
    for nth, label in enumerate(labels):
        wide = text_width(label, 13)
        if x + wide > sketch.width - _LEFT and x > start:
            x, y = start, y + 16
        sketch.text(x, y, label, 13, "muted")
        x += wide + 6
        if nth < len(labels) - 1:
            sketch.text(x, y, "·", 13, "muted")
            x += 10
    return y + 16


def _row(sketch: Sketch, model: ThreatModel, place: Place, y: float, high: float) -> None:
    """Draw one messenger: its name, and its bar or why it has none."""
    roomy, right = high >= _ROOMY, sketch.width - _LEFT
    size = 15.0 if high >= 22 else 13.0
    thick = min(18.0, high - 6)
    middle = y + (14 if roomy else high / 2)
    out = place.standing == STRUCK_OUT
    sketch.text(_LEFT + 10, middle + 5, place.name, size, "muted" if out else "text", 600)
    if out:
        wide = text_width(place.name, size, 600)
        sketch.line([(_LEFT + 8, middle), (_LEFT + 12 + wide, middle)], "seen", 1.6)
    if place.level and place.standing == MEETS:
        sketch.box(_LEFT, y + 1, 4, high - 2, 1, fill="focus")
    if roomy:
        sketch.text(_LEFT + 10, middle + 21, _standing(model, place), 12.5, "muted")
    if place.standing != MEETS:
        if out:
            sketch.box(_BAR, middle - thick / 2, right - _BAR, thick, 3, fill="seen_tint")
        else:
            sketch.box(
                _BAR, middle - thick / 2, right - _BAR, thick, 3, edge="unknown", stroke=1.2, dash=True
            )
        look: dict[str, Any] = {"role": "seen", "weight": 600} if out else {"role": "muted"}
        _pieces(sketch, _BAR + 8, middle + 4.5, _no_rank(model, place), **look)
    else:
        scale = right - _BAR
        sketch.box(_BAR, middle - thick / 2, scale, thick, 2, fill="wash")
        low, top = scale * place.low, scale * place.high
        if top - low > 2:
            sketch.box(_BAR, middle - thick / 2, top, thick, 2, edge="focus", stroke=1.2, hatch="////")
        if low > 1:
            sketch.box(_BAR, middle - thick / 2, low, thick, 2, fill="focus")
        if roomy:
            _pieces(sketch, _BAR, middle + 22, _costs(place))
    sketch.line([(_LEFT, y + high), (right, y + high)], "faint", 1.0)


def _standing(model: ThreatModel, place: Place) -> str:
    if place.standing != MEETS:
        return "no rank"
    if place.level:
        if model.sure():
            alone = sum(other.standing != STRUCK_OUT for other in model.places()) == 1
            return "the only one left" if alone else "first for sure"
        return "level: may be first"
    return f"rank {place.rank} by what is known"


def _pieces(sketch: Sketch, x: float, y: float, pieces: list[str], **look: Any) -> None:
    """Write pieces of words one after the other, each by itself, as far as there is room."""
    for words in pieces:
        wide = text_width(words, 13, look.get("weight", 400))
        if x + wide > sketch.width - _LEFT - 4:
            return
        sketch.text(x, y, words, 13, **{"role": "muted"} | look)
        x += wide + 4


def _no_rank(model: ThreatModel, place: Place) -> list[str]:
    """Say in one line why a messenger has no rank; what matters less comes later."""
    first, more = place.because[0], len(place.because) - 1
    rest = [f"and {more} more must{'s' * (more > 1)}"] if more else []
    if place.standing == STRUCK_OUT:
        return ["Struck out:", _lacks(model, place), *rest]
    found = model.findings(place.messenger)[first]
    may = ["· if it meets it, it may be first"] if place.level else []
    return ["Cannot tell:", CRITERIA[first].label, f"({found.why_open})", *rest, *may]


def _lacks(model: ThreatModel, place: Place) -> str:
    """Say what strikes a messenger out, with the share that it reaches where that is a number."""
    name = place.because[0]
    best = model.findings(place.messenger)[name].high
    share = f", {percent(best)}" if name == "nearby" and best > 0 else ""
    return f"{CRITERIA[name].lacks}{share}"


def _costs(place: Place) -> list[str]:
    if place.high - place.low > _MUCH and place.unsure:
        return ["most is open at:", CRITERIA[place.unsure].label]
    return ["loses most by:", CRITERIA[place.costs].label] if place.costs else []


def _firm(sketch: Sketch, model: ThreatModel, y: float) -> None:
    """Draw a disc for each fiftieth of the lists of weights near these: full, half, or a ring."""
    sketch.text(_LEFT + 10, y + 10, "How firm?", 15, weight=600)
    leader = _leader(model)
    if leader is None:
        sketch.text(_BAR, y + 10, "Nobody ticked is known to meet every must.", 13, "muted")
        return
    sure, first = round(LISTS * leader.sure), round(LISTS * leader.first)
    for role, part, shape in (
        ("focus", (0, sure), CIRCLE), ("focus", (sure, first), _HALF), (None, (0, LISTS), CIRCLE)
    ):  # fmt: skip
        if part[0] < part[1]:
            path = path_at(_discs(*part, shape is _HALF), _BAR + 7, y - 2, 1)
            sketch.path(path, fill=role, edge=None if role else "focus", stroke=1.2)
    sketch.text(_BAR + 330, y + 2, f"{LISTS} lists of weights near yours", 13, "muted")
    sketch.text(_BAR + 330, y + 18, _counted(leader), 13, "muted")


@lru_cache(maxsize=512)
def _discs(first: int, end: int, half: bool) -> Path:
    """Return some of the discs, in two rows, as one path."""
    shape = _HALF if half else CIRCLE
    return Path.make_compound_path(
        *(path_at(shape, 12.5 * (n % 25), 15.0 * (n // 25), 5) for n in range(first, end))
    )


def _leader(model: ThreatModel) -> Firmness | None:
    """Return how firm the first place is; of several who share it, that of the most frequent one."""
    firsts = {place.messenger for place in model.firsts()}
    return next((one for one in model.firmness() if one.place.messenger in firsts), None)


def _counted(leader: Firmness) -> str:
    """Say what the discs count."""
    sure, first = round(LISTS * leader.sure), round(LISTS * leader.first)
    return f"{_short(leader.place)} first: {first}, for sure: {sure}"


def _short(place: Place) -> str:
    return place.name.split(" (")[0]


def _ranked(model: ThreatModel) -> str:
    """Say who is first and how surely, who is level, and who is struck out."""
    before = said_first(model.answers())
    before = f"{before} " if before else ""
    places, firsts = model.places(), model.firsts()
    if not places:
        return f"{before}Nobody is ticked, so there is nobody to compare."
    are = "is" if len(places) == 1 else "are"
    before += f"Of {len(MESSENGERS)} messengers, {len(places)} {are} ticked. "
    out = [place for place in places if place.standing == STRUCK_OUT]
    reasons = dict.fromkeys(_lacks(model, place) for place in out)
    lists = [
        f"{word_list(_short(place) for place in out if _lacks(model, place) == lacks)} ({lacks})"
        for lacks in reasons
    ]
    struck = f" Struck out: {'; '.join(lists)}." if out else ""
    if not firsts:
        unsure = [_short(place) for place in places if place.standing not in (MEETS, STRUCK_OUT)]
        tell = f" Of {word_list(unsure)} nobody can tell." if unsure else ""
        return f"{before}Nobody of these is known to meet every must.{tell}{struck}"
    names = word_list(map(_short, firsts))
    if not any(model.weights().values()):
        return f"{before}Nothing has a weight, so all who meet the musts are level: {names}.{struck}"
    others = [_short(place) for place in model.level() if place not in firsts and place.rank]
    doubtful = word_list(_short(place) for place in model.level() if not place.rank)
    if model.sure() and len(out) == len(places) - 1:
        said = (
            f"{names} is the only one of these that is known to meet the musts: {percent(firsts[0].low)} of "
            "what you asked for is known to be met"
        )
    elif model.sure():
        said = (
            f"{names} is first for sure: {percent(firsts[0].low)} of what you asked for is known to be met, "
            "and no other of these can be better"
        )
    elif others:
        verb = "leads" if len(firsts) == 1 else "lead"
        said = (
            f"{names} {verb} by what is known ({percent(firsts[0].low)}), but {word_list(others)} may be as "
            "good: they are level"
        )
    else:
        said = f"{names} are level, with {percent(firsts[0].low)} known to be met"
    if doubtful and others:
        said += f". {doubtful} may be first, too, if every must is met"
    elif doubtful:
        said = f"{names} leads by what is known" if len(firsts) == 1 else f"{names} lead by what is known"
        said += f" ({percent(firsts[0].low)}), but {doubtful} may be first if every must is met"
    leader = _leader(model)
    firm = "" if leader is None else (
        f" In {round(LISTS * leader.first)} of {LISTS} lists of weights near these {_short(leader.place)} "
        f"comes first by what is known."
    )  # fmt: skip
    return f"{before}{said}.{firm}{struck}"
