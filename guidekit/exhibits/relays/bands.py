"""Bands of bars above each other: what one number changes, for each of its values at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guidekit.drawing.sketch import Sketch
from guidekit.words import number

_LEFT = 250.0  # where the columns begin, in pixels
_HIGH, _BAND = 56.0, 100.0  # of the highest bar, and of a band


@dataclass(frozen=True)
class Band:
    """One row of bars: its title, its unit, a value for each column, how it is written, and its role."""

    title: str
    unit: str
    values: Sequence[float]
    write: Callable[[float], str]
    role: str = "focus"


def bands(sketch: Sketch, title: str, columns: Sequence[str], chosen: int, rows: Sequence[Band]) -> None:
    """Draw the bands one below the other, with the chosen column on amber and its bars filled."""
    pitch = (sketch.width - _LEFT - 20) / len(columns)
    sketch.box(_LEFT + pitch * chosen, 8, pitch, 58 + _BAND * len(rows) - 22, 6, fill="changed")
    sketch.text(16, 34, title, 15, weight=600)
    for nth, words in enumerate(columns):
        mine = nth == chosen
        sketch.text(_LEFT + pitch * (nth + 0.5), 34, words, 16, "text" if mine else "muted",
                    600 if mine else 400, "center")  # fmt: skip
    for nth, band in enumerate(rows):
        _draw(sketch, 66 + _BAND * nth, band, chosen, pitch)


def _draw(sketch: Sketch, top: float, band: Band, chosen: int, pitch: float) -> None:
    floor, most, wide = top + 20 + _HIGH, max(*band.values, 1e-12), min(34.0, 0.6 * pitch)
    sketch.line([(16, top - 8), (sketch.width - 12, top - 8)], "faint", 1.5)
    sketch.text(16, top + 42, band.title, 16, weight=600)
    sketch.text(16, top + 62, band.unit, 13, "muted")
    for nth, value in enumerate(band.values):
        x, high, mine = _LEFT + pitch * (nth + 0.5), _HIGH * value / most, nth == chosen
        if high >= 1:
            sketch.box(x - wide / 2, floor - high, wide, high, 3, edge=band.role, stroke=1.2,
                       fill=band.role if mine else f"{band.role}_tint")  # fmt: skip
        words = band.write(value).replace("under ", "<").replace("over ", ">")
        sketch.text(x, floor - high - 5, words, 13, "text" if mine else "muted",
                    600 if mine else 400, "center")  # fmt: skip
    sketch.line([(_LEFT, floor), (_LEFT + pitch * len(band.values), floor)], "rule")


def of_hundred(value: float) -> str:
    """Write how many of a hundred; what is not all is never written as all.

    Examples
    --------
    >>> of_hundred(11.47), of_hundred(99.6), of_hundred(0.94), of_hundred(0.002), of_hundred(99.996)
    ('11', '99.6', '0.94', 'under 0.1', 'over 99.9')
    """
    if 0 < value < 0.095:
        return "under 0.1"
    if 99.95 <= value < 100:
        return "over 99.9"
    return number(value, 2) if value < 99 else number(value)
