"""The picture of choosing: what no messenger does, then a bar from low to high for each messenger."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.figure import Figure
from matplotlib.path import Path

from guidekit.choice import CRITERIA, Firmness, Place, ThreatModel
from guidekit.choice.advice import help_line
from guidekit.choice.presets import PEOPLE, limits_of, situation_of
from guidekit.choice.questions import said_first
from guidekit.choice.ranking import MEETS, STRUCK_OUT
from guidekit.dates import month
from guidekit.drawing.signs import path_at, rounded_box
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import excerpt, text_lines, text_width
from guidekit.exhibits.choosing import wording
from guidekit.tables.wording import short_name
from guidekit.words import Sentence, answered, fill, number, paragraph, percent, plural, word_list

_LEFT, _BAR, _NOTE = 16.0, 176.0, 606.0  # of the names, the bars and the notes beside them, in pixels
_BELOW = 66.0  # what stands under the rows
_LEAST, _MOST = 20.0, 30.0  # how high a row may be
_LINE = 16.0  # from one line of wishes to the next
LISTS = 50  # boxes that stand for all lists of weights
_MUCH = 0.15  # of the bar: so much open is said to be little known


def messenger_bars(model: ThreatModel, figure: Figure) -> Sentence:
    """Draw how far each messenger meets what somebody needs: known, perhaps, or struck out.

    What no messenger does stands first. The sentence says how many are known to meet every must, who is
    first, whether for sure, and who is level. The answer is how many are known to meet every must.

    For somebody who is watched there is nothing to be read as a ranking: the messengers stand by their
    names, without bars, each with what costs it most.
    """
    sketch = Sketch(figure)
    person = situation_of(model)
    sketch.text(_LEFT, 22, _title(model), 17, weight=600)
    dated = wording.AS_OF.format(date=month(model.date))
    sketch.text(sketch.width - _LEFT, 22, dated, 13, "muted", ha="right")
    words = [said_first(model.answers()), limits_of(model), help_line(person)]
    y = caution(sketch, paragraph(*words), 32)
    top = _wishes(sketch, model, y + 18) - 6
    hushed = bool(said_first(model.answers()))
    places, floor = _shown(model, hushed), sketch.height - _BELOW
    fit = int((floor - top) // _LEAST)
    shown = places if len(places) <= fit else places[: fit - 1]
    high = min(_MOST, (floor - top) / max(1, min(fit, len(places))))
    for nth, place in enumerate(shown):
        _row(sketch, model, place, top + nth * high, high, hushed)
    if len(shown) < len(places):
        rest = places[len(shown) :]
        level = sum(place.level for place in rest)
        case = "hushed" if hushed else "level" if level else "below"
        more = wording.MORE_ROWS[case].format(count=len(rest), level=level)
        sketch.text(_LEFT + 10, top + len(shown) * high + high / 2 + 5, more, 13, "muted")
    end = top + high * min(fit, len(places))
    if hushed:
        sketch.text(_LEFT + 10, end + 38, wording.UNRANKED, 14, weight=600)
        return _ranked(model)
    if any(place.standing == MEETS for place in shown):
        sketch.text(_BAR, end + 13, "meets nothing you asked", 12.5, "muted")
        sketch.text(_NOTE - 12, end + 13, "meets all of it", 12.5, "muted", ha="right")
    _firm(sketch, model, end + 22)
    _key(sketch, end + 60)
    return _ranked(model)


def _shown(model: ThreatModel, hushed: bool) -> tuple[Place, ...]:
    """Return everyone's place: by rank, or by name for somebody to whom a rank would read as advice."""
    places = model.places()
    return tuple(sorted(places, key=lambda place: place.name.lower())) if hushed else places


def _title(model: ThreatModel) -> str:
    """Say whose answers these are: somebody's, somebody's with one of them changed, or the reader's own."""
    person, near = situation_of(model), situation_of(model, 1)
    if person:
        return PEOPLE[person].who
    return fill(wording.TITLE["near"], who=PEOPLE[near].who) if near else wording.TITLE["own"]


def caution(sketch: Sketch, words: str, y: float) -> float:
    """Write words in a box with a mark at its side; return where the box ends."""
    wide = sketch.width - 2 * _LEFT
    lines = text_lines(words, wide - 24, 13.5)
    high = 9 + 17 * len(lines)
    sketch.box(_LEFT, y, wide, high, 2, fill="wash")
    sketch.box(_LEFT, y, 4, high, 1, fill="seen")
    for nth, line in enumerate(lines):
        sketch.text(_LEFT + 16, y + 17 + 17 * nth, line, 13.5)
    return y + high


def _wishes(sketch: Sketch, model: ThreatModel, y: float) -> float:
    """Write the musts, and below them the weights from the largest on; return where the next may begin."""
    musts, weights = model.musts(), model.weights()
    y = _flow(sketch, y, "Must", [CRITERIA[name].label for name in musts] or ["nothing"], 1)
    order = sorted((name for name in weights if weights[name]), key=lambda name: -weights[name])
    return _flow(sketch, y, "Wishes", [f"{CRITERIA[name].label} {weights[name]}" for name in order], 2)


def _flow(sketch: Sketch, y: float, head: str, labels: list[str], most: int) -> float:
    """Write labels one after the other behind their head, in at most so many lines, and count the rest."""
    start, right = _LEFT + 60, sketch.width - _LEFT
    x, line = start, 1
    sketch.text(_LEFT, y, head, 13, weight=600)
    for nth, label in enumerate(labels):
        wide, left = text_width(label, 13), len(labels) - nth
        more = wording.MORE_LABELS.format(count=left)
        room = right - (text_width(more, 13) + 16 if line == most and left > 1 else 0)
        if x + wide > room and x > start:
            if line == most:
                sketch.text(x, y, more, 13, "muted")
                return y + _LINE
            x, y, line = start, y + _LINE, line + 1
        sketch.text(x, y, label, 13, "muted")
        x += wide + 16
    return y + _LINE


def _row(sketch: Sketch, model: ThreatModel, place: Place, y: float, high: float, hushed: bool) -> None:
    """Draw one messenger: its name, and its bar with what costs it most, or why it has none."""
    right, middle, thick = sketch.width - _LEFT, y + high / 2, min(16.0, high - 6)
    out, box = place.standing == STRUCK_OUT, middle - thick / 2
    name = excerpt(place.name, _BAR - _LEFT - 12, 14, 600)
    sketch.text(_LEFT + 10, middle + 5, name, 14, "muted" if out else "text", 600)
    sketch.line([(_LEFT, y + high), (right, y + high)], "faint", 1.0)
    if place.level and not hushed:
        if place.standing == MEETS:
            sketch.box(_LEFT, y + 2, 4, high - 4, 1, fill="focus")
        else:  # a doubt is drawn as one
            sketch.box(_LEFT, y + 2, 4, high - 4, 1, edge="unknown", stroke=1.2, dash=True)
    if out:
        wide = text_width(name, 14, 600)
        sketch.line([(_LEFT + 8, middle), (_LEFT + 12 + wide, middle)], "seen", 1.6)
        sketch.box(_BAR, box - 1, right - _BAR, thick + 2, 3, fill="seen_tint")
        _pieces(sketch, _BAR + 8, middle + 4.5, _no_rank(model, place, hushed), "seen", 600)
        return
    if place.standing != MEETS:
        sketch.box(_BAR, box - 1, right - _BAR, thick + 2, 3, edge="unknown", stroke=1.2, dash=True)
        _pieces(sketch, _BAR + 8, middle + 4.5, _no_rank(model, place, hushed), "muted", 400)
        return
    if hushed:
        _pieces(sketch, _BAR + 8, middle + 4.5, _costs(place), "muted", 400)
        return
    scale = _NOTE - 12 - _BAR
    low, top = scale * place.low, scale * place.high
    sketch.box(_BAR, box, scale, thick, 2, fill="wash")
    if top - low > 2:
        sketch.box(_BAR, box, top, thick, 2, edge="focus", stroke=1.2, hatch="////")
    if low > 1:
        sketch.box(_BAR, box, low, thick, 2, fill="focus")
    _pieces(sketch, _NOTE, middle + 4.5, _costs(place), "muted", 400)


def _pieces(sketch: Sketch, x: float, y: float, pieces: list[str], role: str, weight: int) -> None:
    """Write pieces of words one after the other, each by itself, as far as there is room."""
    for words in pieces:
        wide = text_width(words, 13, weight)
        if x + wide > sketch.width - _LEFT + 4:
            return
        sketch.text(x, y, words, 13, role, weight)
        x += wide + 4


def _no_rank(model: ThreatModel, place: Place, hushed: bool) -> list[str]:
    """Say in one line why a messenger has no rank; what matters less comes later."""
    first, more = place.because[0], len(place.because) - 1
    rest = [wording.MORE_MUSTS.format(musts=plural(more, "more must"))] if more else []
    if place.standing == STRUCK_OUT:
        return ["Struck out:", _lacks(model, place), *rest]
    found = model.findings(place.messenger)[first]
    may = [wording.MAY_BE_FIRST] if place.level and not hushed else []
    return ["Cannot tell:", CRITERIA[first].label, f"({found.why_open})", *rest, *may]


def _lacks(model: ThreatModel, place: Place) -> str:
    """Say what strikes a messenger out, with the share that it reaches where that is a number."""
    name = place.because[0]
    best = model.findings(place.messenger)[name].high
    if name == "nearby" and best > 0:
        return wording.LACKS_SHARE.format(lacks=CRITERIA[name].lacks, share=percent(best))
    return CRITERIA[name].lacks


def _costs(place: Place) -> list[str]:
    """Say what is known against a messenger, and then what is not known of it."""
    known = ["loses by:", CRITERIA[place.costs].label] if place.costs else []
    much = place.high - place.low > _MUCH and place.unsure
    return [*known, f"{'· ' if known else ''}open: {CRITERIA[place.unsure].label}"] if much else known


def _firm(sketch: Sketch, model: ThreatModel, y: float) -> None:
    """Draw a box for each fiftieth of the lists of weights near these: full, half, or empty."""
    sketch.text(_LEFT + 10, y + 16, "How firm?", 14, weight=600)
    leader = _leader(model)
    if leader is None:
        sketch.text(_BAR, y + 16, wording.NOBODY_MEETS, 13, "muted")
        return
    if _one_left(model):
        sketch.text(_BAR, y + 16, wording.ONE_LEFT, 13, "muted")
        return
    sure, first = round(LISTS * leader.sure), round(LISTS * leader.first)
    sketch.path(path_at(_boxes(0, LISTS, 16), _BAR, y + 2, 1), edge="focus", stroke=1.0)
    for part, high in (((0, sure), 16), ((sure, first), 8)):
        if part[0] < part[1]:
            sketch.path(path_at(_boxes(*part, high), _BAR, y + 2, 1), fill="focus")
    sketch.text(_NOTE, y + 8, wording.FIRM_LISTS.format(lists=LISTS), 12.5, "muted")
    led = wording.FIRM_FIRST.format(name=short_name(leader.place.name), first=first, sure=sure)
    sketch.text(_NOTE, y + 23, led, 12.5, "muted")


@lru_cache(maxsize=256)
def _boxes(first: int, end: int, high: int) -> Path:
    """Return some of the boxes in a row as one path, each so high from its foot."""
    return Path.make_compound_path(
        *(rounded_box(8.2 * n, 16 - high, 5.6, high, 1) for n in range(first, end))
    )


def _key(sketch: Sketch, y: float) -> None:
    sketch.box(_LEFT, y - 12, 22, 14, 2, fill="focus")
    sketch.text(_LEFT + 28, y, "known", 12.5, "muted")
    sketch.box(_LEFT + 84, y - 12, 22, 14, 2, edge="focus", stroke=1.2, hatch="////")
    sketch.text(_LEFT + 112, y, wording.OPEN_KEY, 12.5, "muted")
    sketch.box(_LEFT + 474, y - 12, 4, 14, 1, fill="focus")
    sketch.text(_LEFT + 484, y, "may be first", 12.5, "muted")


def _one_left(model: ThreatModel) -> bool:
    """Tell whether all but one are struck out, so that there is nothing to compare."""
    return sum(place.standing != STRUCK_OUT for place in model.places()) == 1


def _leader(model: ThreatModel) -> Firmness | None:
    """Return how firm the first place is; of several who share it, that of the most frequent one."""
    firsts = {place.messenger for place in model.firsts()}
    return next((one for one in model.firmness() if one.place.messenger in firsts), None)


def _ranked(model: ThreatModel) -> Sentence:
    """Say how many are known to meet every must, who is first and how surely, and who is level."""
    before = said_first(model.answers())
    places = model.places()
    meets = [place for place in places if place.standing == MEETS]
    if not places:
        case = "nobody ticked"
    elif model.musts():
        case = "some" if meets else "none"
    else:
        case = "no must, one" if len(places) == 1 else "no must"
    count = fill(wording.MEETS_COUNT[case], ticked=len(places), meets=len(meets))
    # Who needs something else first is told no name: the first place would be read as advice.
    unranked = [wording.UNRANKED_SAID] if places else []
    named = unranked if before else [_unsure(places), _first(model) if meets else ""]
    return answered(paragraph(before, count, *named), len(meets), number)


def _unsure(places: tuple[Place, ...]) -> str:
    """Say of whom nobody can tell whether every must is met."""
    names = [short_name(place.name) for place in places if place.standing not in (MEETS, STRUCK_OUT)]
    return fill(wording.UNSURE, names=word_list(names)) if names else ""


def _first(model: ThreatModel) -> str:
    """Say who comes first, and who may be as good."""
    firsts = model.firsts()
    others = word_list(
        short_name(place.name) for place in model.level() if place not in firsts and place.rank
    )
    doubtful = word_list(short_name(place.name) for place in model.level() if not place.rank)
    if not any(model.weights().values()):
        case, doubtful = "no weight", ""
    elif model.sure():
        case = "alone" if _one_left(model) else "sure"
    else:
        case = "level" if others else "leads"
    names = word_list(short_name(place.name) for place in firsts)
    first = fill(
        wording.FIRST[case], names=names, firsts=len(firsts), known=percent(firsts[0].low), others=others
    )
    return paragraph(first, fill(wording.FIRST_IF_MET, names=doubtful) if doubtful else "")
