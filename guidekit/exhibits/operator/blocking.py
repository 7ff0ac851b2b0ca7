"""A country blocks a messenger: its filters, the roads round them, and who sees that somebody goes round."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.operator import wording
from guidekit.tables import Block
from guidekit.tables.blocking import FILTERS, Detour
from guidekit.words import answered, fill, number, paragraph, word_list

_HEADS = {"addresses": "addresses", "names": "names", "tests": "tests"}
_BARS = {"addresses": 250.0, "names": 330.0, "tests": 410.0}
_TOP, _STEP, _SEEN = 76.0, 76.0, 590.0
_MIDDLE = {"a proxy": "relay", "a bridge": "relay"}


def ways_round(model: Block, figure: Figure) -> str:
    """Draw each road through the filters that are on: where it is stopped, and who sees that one goes it.

    The answer is the number of roads that get through.
    """
    sketch, roads = Sketch(figure), model.roads()
    sketch.text(24, 28, "Alice", 14, "muted", 600)
    sketch.text(330, 28, "The country's filters", 14, "muted", 600, ha="center")
    sketch.text(_SEEN, 28, wording.WHO_SEES, 14, weight=600)
    low = _TOP + _STEP * (len(roads) - 1)
    for name, x in _BARS.items():
        on = name in model.filters
        sketch.text(x, 50, _HEADS[name], 13, "text" if on else "unknown", 600, ha="center")
        if on:
            sketch.box(x - 9, 58, 18, low - 84, 3, fill="faint", edge="text", stroke=1.4)
        else:
            sketch.line([(x, 60), (x, low - 30)], "rule", 1.4, dash=True)
    sketch.sign("phone", 40, (_TOP + low) / 2, 44)
    for nth, road in enumerate(roads):
        _road(sketch, _TOP + nth * _STEP, (_TOP + low) / 2, road, nth == len(roads) - 1)
    through = [road.title for road in roads if road.stopped_at is None and road.known]
    working = [FILTERS[name] for name in FILTERS if name in model.filters]
    said = paragraph(
        fill(wording.FILTERS if working else wording.NO_FILTER, filters=word_list(working)),
        fill(
            wording.THROUGH if through else wording.NOT_THROUGH,
            roads=len(roads),
            through=len(through),
            names=word_list(through),
        ),
    )
    return answered(said, len(through), number)


def _road(sketch: Sketch, y: float, start: float, road: Detour, outside: bool) -> None:
    """Draw one road: its line to where it ends, the machine on it, and who sees it."""
    stops = _BARS[road.stopped_at] if road.stopped_at else None
    role = "focus" if stops is None else "muted"
    for x in () if outside else _BARS.values():
        if x < (stops or 1e3):  # a hole in the filter
            sketch.box(x - 11, y - 8, 22, 16, 0, fill="paper")
    end = 500.0 if stops is None else stops - 9
    sketch.line([(62, start), (92, y), (min(end, 500), y)], role, 2.2)
    sketch.text(100, y - 9, road.title, 14, weight=600)
    if stops is None:
        sketch.arrow([(500, y), (528, y)], "focus", 2.2)
    else:
        sketch.line([(stops + 14, y), (528, y)], "rule", 1.4, dash=True)
        sketch.disc(stops, y, 10, fill="paper", edge="seen", stroke=2)
        sketch.cross(stops, y, 4)
    if road.title in _MIDDLE:
        sketch.disc(465, y, 14, fill="paper")
        sketch.sign(_MIDDLE[road.title], 465, y, 26, role)
    if outside:
        sketch.text(216, y - 9, "only if Bob is near", 13, "muted")
    sketch.sign("phone" if outside else "server", 546, y, 28)
    nobody = road.seen_by.startswith("nobody")
    sketch.sign("eye", _SEEN + 8, y - 4, 20, "seen") if not nobody else sketch.knows_not(_SEEN + 8, y - 4)
    sketch.text(_SEEN + 28, y, road.seen_by, 14, weight=600)
    sketch.text(_SEEN + 28, y + 18, road.later_by, 13, "muted")
