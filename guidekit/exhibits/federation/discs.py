"""Servers as discs: where each stands, how large it is, and how it is drawn; no exhibit of its own."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from guidekit.drawing.packing import disc_places
from guidekit.drawing.signs import CIRCLE, paths_at
from guidekit.drawing.sketch import Sketch
from guidekit.recordings.fediverse import MeasuredFederation

MIDDLE = (284.0, 194.0)
"""The middle of all discs, in pixels of the picture."""

ALL = 190.0
"""The radius in pixels of a server with everybody: the area of a disc is its share."""

_WIDER = 1.5  # how much wider than high all discs together are
_APART = 150  # at most so many are packed one by one; the others stand in rows, as large as their mean
_LARGER = 1.4  # times as wide as those in rows: what is packed
_PITCH = 2.1  # from one of these to the next, in radii
_LEAST, _LIT = 0.7, 3.6  # the smallest radius of a disc, and of one that is lit
DOTTED = 2 * _LIT
"""The radius from which on a disc shows its people as dots."""

_TURN = np.pi * (3 - np.sqrt(5))  # the golden angle: dots at multiples of it keep apart


@dataclass(frozen=True)
class Discs:
    """The discs of all servers, the largest first.

    Attributes
    ----------
    x, y, radius : numpy.ndarray
        The place and the size of each, in pixels.
    apart : int
        How many of the largest are packed one by one.
    large : matplotlib.path.Path or None
        The outlines of these.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    radius: NDArray[np.float64]
    apart: int
    large: Path | None


@functools.lru_cache(maxsize=128)
def discs(share: float) -> Discs:
    """Return the discs of the measured servers with this share on the largest."""
    shares = np.sort(MeasuredFederation(share=share).shares())[::-1]
    radius = ALL * np.sqrt(shares)
    small = float(radius[_APART:].mean())
    apart = min(_APART, int((radius > _LARGER * small).sum()))
    radius[apart:] = small
    radius = np.maximum(radius, _LEAST)
    large = disc_places(radius[:apart], _WIDER)
    at = np.concatenate([large, _around(large, radius[:apart], radius[-1], radius.size - apart)])
    x, y = at[:, 0] + MIDDLE[0], at[:, 1] + MIDDLE[1]
    outlines = paths_at(CIRCLE, np.column_stack([x, y])[:apart], radius[:apart]) if apart else None
    return Discs(x, y, radius, apart, outlines)


def _around(
    large: NDArray[np.float64], radii: NDArray[np.float64], small: float, count: int
) -> NDArray[np.float64]:
    """Place small discs of one size in rows, as near to the middle as the large ones leave room."""
    pitch = _PITCH * small
    step = 0.866 * pitch
    high = 1.2 * np.sqrt(((radii**2).sum() / 0.7 + count * pitch**2) / np.pi / _WIDER) + 4 * pitch
    up, aside = int(high / step), int(_WIDER * high / pitch)
    down = np.arange(-up, up + 1)[:, None]
    x = (np.arange(-aside, aside + 1) + 0.5 * (down % 2)) * pitch
    y = np.broadcast_to(down * step, x.shape)
    free = np.ones(x.shape, bool)
    for (cx, cy), radius in zip(large.tolist(), radii.tolist(), strict=True):
        reach = radius + small
        rows = slice(max(0, math.ceil((cy - reach) / step) + up), int((cy + reach) // step) + up + 1)
        columns = slice(
            max(0, int((cx - reach) // pitch) + aside), math.ceil((cx + reach) / pitch) + aside + 1
        )
        free[rows, columns] &= (x[rows, columns] - cx) ** 2 + (y[rows, columns] - cy) ** 2 >= reach**2
    found = np.column_stack([x[free], y[free]])
    return found[np.argsort(np.hypot(found[:, 0] / _WIDER, found[:, 1]), kind="stable")][:count]


def draw_all(sketch: Sketch, placed: Discs) -> None:
    """Draw every server, none of them lit."""
    if placed.large is not None:
        sketch.path(placed.large, fill="faint", edge="rule", stroke=0.8)
    rest = slice(placed.apart, None)
    sketch.dots(placed.x[rest], placed.y[rest], float(placed.radius[-1]) * 0.9, "rule")


def draw_lit(sketch: Sketch, placed: Discs, people: Sequence[int]) -> None:
    """Draw the servers that have somebody in the room, and on the larger ones a dot for each person.

    Parameters
    ----------
    people : sequence of int
        For each person the rank of the server, from 0.
    """
    ranks, counts = np.unique(np.asarray(people, int), return_counts=True)
    at, radius = np.column_stack([placed.x, placed.y])[ranks], placed.radius[ranks]
    large = radius >= DOTTED
    if not large.all():
        small = np.maximum(radius[~large], _LIT)
        sketch.path(paths_at(CIRCLE, at[~large], small), fill="seen")
    if not large.any():
        return
    sketch.path(paths_at(CIRCLE, at[large], radius[large]), fill="seen_tint", edge="seen", stroke=1.8)
    dots: list[NDArray[np.float64]] = []
    for (x, y), wide, count in zip(at[large], radius[large], counts[large], strict=True):
        nth = np.arange(count)
        away = 0.8 * wide * np.sqrt((nth + 0.5) / max(count, 2)) * (count > 1)
        dots.append(np.column_stack([x + away * np.cos(nth * _TURN), y + away * np.sin(nth * _TURN)]))
    across, down = np.concatenate(dots).T
    sketch.dots(across, down, 2.2, "seen")


def draw_gone(sketch: Sketch, placed: Discs, count: int) -> None:
    """Draw the largest servers as gone: empty, with a cross."""
    if not count:
        return
    at = np.column_stack([placed.x, placed.y])[:count]
    radius = np.maximum(placed.radius[:count], 3.0)
    sketch.path(paths_at(CIRCLE, at, radius), fill="paper", edge="seen", stroke=1.6)
    arm = np.minimum(0.55 * radius, 22.0)
    width = np.round(np.minimum(3.0, arm / 3 + 1) * 2) / 2  # a few widths: each is one path
    for slope in (1, -1):
        reach = np.column_stack([arm, slope * arm])
        ends = np.stack([at - reach, at + reach], axis=1)
        for stroke in np.unique(width):
            sketch.lines_between(ends[width == stroke], "seen", float(stroke))
