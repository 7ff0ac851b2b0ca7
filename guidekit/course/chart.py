"""The map of the course: its lessons as stops on a line that parts into branches, and where a reader is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.path import Path

from guidekit.course.lessons import is_core
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import LEAST, text_width
from guidekit.knobs import Model
from guidekit.names import check_known
from guidekit.tables.csvfile import cell_parts
from guidekit.tables.rows import course_rows
from guidekit.words import fill, paragraph, word_list

SIZE = (8.6, 2.6)
"""The width and the height of the map in inches of 100 pixels: it stands above each lesson."""

HERE = {
    "lesson": "You are at lesson {lesson} of {last}: {title}.",
    "extra": "You are in an extra notebook: {title}.",
}
BEFORE = ("It is the first.", "Before it: lesson {lessons}.", "Before it: lessons {lessons}.")
DONE = ("", "Done: lesson {lessons}.", "Done: lessons {lessons}.")
"""What the map says of where one is, of what comes before, and of what is done: none, one or more."""
BESIDE = "Also: {extras:extra notebook|extra notebooks}, in the folder extra"

_MIDDLE, _TOP, _PITCH = 122.0, 32.0, 62.0  # the height of the first and last lessons, and of the rows between
_FIRST, _ROW, _LAST = (44.0, 258.0), (403.0, 582.0), (712.0, 828.0)  # from the first stop to the last, across
_TURN = 44.0  # pixels across in which a line changes its height
_CLOSEST = 43.0  # pixels from one stop of the last branch to the next
_STOP, _HERE, _LINE = 11.0, 13.0, 6.0  # radii of a stop, and the width of the line
_SMALL = LEAST


@dataclass(frozen=True)
class Stop:
    """A lesson as the map has it; `branch` names its part of the course, and extra notebooks have none."""

    id: str
    title: str
    minutes: int
    branch: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class CourseMap(Model):
    """The course as its table has it, with the lesson where a reader is and those that are done.

    Parameters
    ----------
    here : str
        The id of a lesson or of an extra notebook; an extra notebook has no place on the line.
    done : tuple of str
        The ids of the lessons that are done.

    Raises
    ------
    ValueError
        If there is no such lesson.
    """

    here: str = "00"
    done: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        check_known("lesson", [self.here], _all_stops())

    def stops(self) -> tuple[Stop, ...]:
        """Return the core lessons in the order of the course."""
        return tuple(stop for stop in _all_stops().values() if stop.branch)

    def branches(self) -> list[list[Stop]]:
        """Return the lessons of each branch: those that everybody begins with first, the last together."""
        grouped: dict[str, list[Stop]] = {}
        for stop in self.stops():
            grouped.setdefault(stop.branch, []).append(stop)
        return list(grouped.values())

    def extras(self) -> int:
        """Count the extra notebooks beside the course."""
        return len(_all_stops()) - len(self.stops())


@cache
def _all_stops() -> dict[str, Stop]:
    return {
        row.id: Stop(
            row.id,
            row.short if is_core(row.id) else row.title,
            int(row.minutes),
            row.branch if is_core(row.id) else "",
            tuple(cell_parts(row.needs)),
        )
        for row in course_rows("lessons")
    }


def course_chart(model: CourseMap, figure: Figure) -> str:
    """Draw the lessons as stops of one line, which parts into the branches and comes together again."""
    sketch = Sketch(figure)
    places = {stop.id: place for stop, place in _places(model)}
    for before, after in _legs(model):
        begun = before in model.done and after in (*model.done, model.here)
        _leg(sketch, places[before], places[after], "focus" if begun else "rule")
    for stop, place in _places(model):
        _stop(sketch, model, stop, *place)
    for branch in model.branches():
        _heading(sketch, branch, places[branch[0].id])
    _key(sketch, model)
    return _sentence(model)


def _places(model: CourseMap) -> Iterator[tuple[Stop, tuple[float, float]]]:
    """Walk over the stops with their places: the first branch left, the last right, the others in rows."""
    first, *rows, last = model.branches()
    yield from zip(first, _across(_FIRST, len(first), _MIDDLE), strict=True)
    for nth, row in enumerate(rows):
        yield from zip(row, _across(_ROW, len(row), _TOP + _PITCH * nth), strict=True)
    left = min(_LAST[0], _LAST[1] - _CLOSEST * (len(last) - 1))  # a fork may add lessons at the end
    yield from zip(last, _across((left, _LAST[1]), len(last), _MIDDLE), strict=True)


def _across(ends: tuple[float, float], count: int, y: float) -> list[tuple[float, float]]:
    left, right = ends
    if count == 1:
        return [((left + right) / 2, y)]
    return [(left + (right - left) * nth / (count - 1), y) for nth in range(count)]


def _legs(model: CourseMap) -> Iterator[tuple[str, str]]:
    """Walk over the pieces of the line; those of the lesson where one is come last and lie on top."""
    first, *rows, last = model.branches()
    legs = [(a.id, b.id) for branch in (first, last) for a, b in pairwise(branch)]
    for row in rows:
        way = [first[-1], *row, last[0]]
        legs += [(a.id, b.id) for a, b in pairwise(way)]
    yield from sorted(legs, key=lambda leg: leg[0] in model.done and leg[1] in (*model.done, model.here))


def _leg(sketch: Sketch, start: tuple[float, float], end: tuple[float, float], role: str) -> None:
    """Draw one piece of the line; it changes its height right after the fork, or right before the join."""
    (x0, y0), (x1, y1) = start, end
    if y0 == y1:
        sketch.line([start, end], role, _LINE)
        return
    left = x0 + _STOP if y0 == _MIDDLE else x1 - _STOP - _TURN
    right, half = left + _TURN, _TURN * 0.6
    points = [(x0, y0), (left, y0), (left + half, y0), (right - half, y1), (right, y1), (x1, y1)]
    line, curve = Path.LINETO, Path.CURVE4
    codes = [Path.MOVETO, line, curve, curve, curve, line]
    sketch.path(Path(points, codes), edge=role, stroke=_LINE)


def _stop(sketch: Sketch, model: CourseMap, stop: Stop, x: float, y: float) -> None:
    """Draw a stop with its number: filled if done, ringed and flagged where one is; below it what it is."""
    here, done = stop.id == model.here, stop.id in model.done
    if here:
        _flag(sketch, x, y, above=y == _MIDDLE)
        sketch.disc(x, y, _HERE, fill="changed", edge="here", stroke=3.5)
    else:
        sketch.disc(x, y, _STOP + 2, fill="paper")
        sketch.disc(x, y, _STOP, fill="focus" if done else "paper", edge="focus" if done else "unknown",
                    stroke=2.2)  # fmt: skip
    role, weight = ("paper", 600) if done and not here else ("text", 700 if here else 600)
    sketch.text(x, y + 4.5, str(int(stop.id)), 13, role, weight, "center")
    weight, minutes = 600 if here else 400, f"{stop.minutes} min"
    if y == _MIDDLE:
        low = sketch.lines(
            x, y + 29, stop.title, 54 if x <= _FIRST[1] else 48, _SMALL, "text", weight, "center"
        )
        sketch.text(x, low, minutes, _SMALL, "muted", ha="center")
        return
    wide = text_width(stop.title, _SMALL, weight)
    left = x - (wide + 6 + text_width(minutes, _SMALL)) / 2
    sketch.text(left, y + 27, stop.title, _SMALL, "text", weight)
    sketch.text(left + wide + 6, y + 27, minutes, _SMALL, "muted")


def _flag(sketch: Sketch, x: float, y: float, above: bool) -> None:
    """Draw a flag that says where one is: above a stop, or right of it on the line."""
    words, high, tip = "You are here", 20.0, 7.0
    wide = text_width(words, 13, 600) + 16
    if above:
        left, low = min(max(4.0, x - wide / 2), sketch.width - 4 - wide), y - _HERE - 4 - tip
        top = low - high
        points = [(left, top), (left + wide, top), (left + wide, low), (x + tip, low), (x, low + tip),
                  (x - tip, low), (left, low), (left, top)]  # fmt: skip
    else:
        left, top, low = x + _HERE + 4 + tip, y - high / 2, y + high / 2
        points = [
            (left, top),
            (left + wide, top),
            (left + wide, low),
            (left, low),
            (left - tip, y),
            (left, top),
        ]
    sketch.path(Path(points, closed=True), fill="changed", edge="here", stroke=1.6)
    sketch.text(left + wide / 2, low - 5.5, words, 13, "text", 600, "center")


def _heading(sketch: Sketch, branch: Sequence[Stop], place: tuple[float, float]) -> None:
    x, y = place
    if y == _MIDDLE:
        sketch.text(x - _STOP, y - 56, branch[0].branch, 14, weight=600)
    else:
        sketch.text(_FIRST[1] + _STOP + _TURN, y - 16, branch[0].branch, 13, weight=600)


def _key(sketch: Sketch, model: CourseMap) -> None:
    """Write what a filled and a hollow stop are, and that more lies beside the course."""
    x, y = 20.0, sketch.height - 28
    for words, inner, edge in (("done", "focus", "focus"), ("to come", "paper", "unknown")):
        sketch.disc(x, y - 4, 5.5, fill=inner, edge=edge, stroke=1.8)
        sketch.text(x + 11, y, words, _SMALL, "muted")
        x += 11 + text_width(words, _SMALL) + 18
    sketch.text(x + 2, y, "branches in any order", _SMALL, "muted")
    more = fill(BESIDE, extras=model.extras())
    sketch.text(14, sketch.height - 9, more, _SMALL, "muted")


def _sentence(model: CourseMap) -> str:
    """Say where one is, what comes before, and what is done; one template for each of these."""
    here = _all_stops()[model.here]
    last = model.stops()[-1].id
    return paragraph(
        fill(HERE["lesson" if here.branch else "extra"], lesson=here.id, last=last, title=here.title),
        fill(BEFORE[min(2, len(here.needs))], lessons=word_list(here.needs)),
        fill(DONE[min(2, len(model.done))], lessons=word_list(model.done)),
    )
