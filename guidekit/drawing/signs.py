"""Signs: small drawings for places and states, each a path of strokes and a path that is filled.

A sign stands in a box of one unit around its middle; y grows downwards.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from matplotlib.path import Path


def rounded_box(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """Return the outline of a box with round corners, from its upper left."""
    r = min(radius, width / 2, height / 2)
    right, low = x + width, y + height
    points = [
        (x + r, y), (right - r, y), (right, y), (right, y + r), (right, low - r), (right, low),
        (right - r, low),
        (x + r, low), (x, low), (x, low - r), (x, y + r), (x, y), (x + r, y), (x + r, y),
    ]  # fmt: skip
    line, curve = Path.LINETO, Path.CURVE3
    codes = [Path.MOVETO, line, curve, curve, line, curve, curve, line, curve, curve, line, curve, curve,
             Path.CLOSEPOLY]  # fmt: skip
    return Path(points, codes)


CIRCLE = Path.unit_circle()
HALF = Path.wedge(90, 270)


def path_at(path: Path, x: float, y: float, size: float) -> Path:
    """Return a path of unit size around a point, at a size."""
    return Path(np.asarray(path.vertices, float) * size + (x, y), path.codes)


def paths_at(path: Path, points: Any, sizes: Any) -> Path:
    """Return a path of unit size around each of some points, as one path, all of one size or not.

    A stroke costs as much to begin as to draw: a hundred circles are one path.
    """
    points, sizes = np.asarray(points, float).reshape(-1, 2), np.asarray(sizes, float)
    corners = np.asarray(path.vertices, float) * sizes.reshape(-1, 1, 1) + points[:, None]
    codes = None if path.codes is None else np.tile(path.codes, len(points))
    return Path(corners.reshape(-1, 2), codes)


def _box(x: float, y: float, width: float, height: float, radius: float = 0.06) -> Path:
    return rounded_box(x, y, width, height, radius)


def _round(x: float, y: float, radius: float) -> Path:
    return path_at(CIRCLE, x, y, radius)


def _arc(x: float, y: float, radius: float, start: float, end: float) -> Path:
    return path_at(Path.arc(start, end), x, y, radius)


def _joined(*paths: Path) -> Path:
    return Path.make_compound_path(*paths)


@functools.cache
def _phone() -> tuple[Path, Path]:
    """Draw a phone with somebody on it."""
    return _box(-0.27, -0.5, 0.54, 1.0, 0.1), _joined(_round(0, -0.12, 0.11), _arc(0, 0.24, 0.2, 180, 360))


@functools.cache
def _server() -> tuple[Path, Path]:
    """Draw three drawers."""
    rows = (-0.46, -0.15, 0.16)
    return (
        _joined(
            *(_box(-0.44, y, 0.88, 0.29, 0.05) for y in rows),
            *(Path([(0, y + 0.145), (0.3, y + 0.145)]) for y in rows),
        ),
        _joined(*(_round(-0.28, y + 0.145, 0.06) for y in rows)),
    )


@functools.cache
def _relay() -> tuple[Path, Path]:
    """Draw a ring with an arrow through it: it only passes on."""
    head = Path([(0.3, 0), (0.04, -0.17), (0.04, 0.17), (0.3, 0)], closed=True)
    return _joined(_round(0, 0, 0.46), Path([(-0.28, 0), (0.1, 0)])), head


@functools.cache
def _store() -> tuple[Path, Path]:
    """Draw a box with a letter on its way in: it keeps messages."""
    letter = Path([(-0.22, -0.5), (0.22, -0.5), (0.22, -0.18), (-0.22, -0.18), (-0.22, -0.5)])
    tray = Path([(-0.44, -0.18), (-0.44, 0.42), (0.44, 0.42), (0.44, -0.18)])
    return _joined(letter, tray, Path([(-0.2, 0.1), (0.2, 0.1)])), Path([(0, 0), (0, 0)])


@functools.cache
def _person() -> tuple[Path, Path]:
    """Draw somebody."""
    return _joined(
        _round(0, -0.24, 0.2), _arc(0, 0.46, 0.38, 180, 360), Path([(-0.38, 0.46), (0.38, 0.46)])
    ), Path([(0, 0), (0, 0)])


@functools.cache
def _eye() -> tuple[Path, Path]:
    """Draw an eye: it reads or watches."""
    curve = Path(
        [(-0.5, 0), (0, -0.56), (0.5, 0), (0, 0.56), (-0.5, 0)],
        [Path.MOVETO, Path.CURVE3, Path.CURVE3, Path.CURVE3, Path.CURVE3],
    )
    return curve, _round(0, 0, 0.17)


@functools.cache
def _lock() -> tuple[Path, Path]:
    """Draw a closed lock."""
    bow = _joined(
        Path([(-0.2, 0.0), (-0.2, -0.22)]), _arc(0, -0.22, 0.2, 180, 360), Path([(0.2, -0.22), (0.2, 0.0)])
    )
    return bow, _box(-0.34, -0.04, 0.68, 0.5, 0.08)


@functools.cache
def _opened() -> tuple[Path, Path]:
    """Draw an open lock."""
    bow = _joined(Path([(-0.2, 0.0), (-0.2, -0.22)]), _arc(0, -0.22, 0.2, 180, 340))
    return _joined(bow, _box(-0.34, -0.04, 0.68, 0.5, 0.08)), _round(0, 0.2, 0.06)


SIGNS = {
    "phone": _phone, "server": _server, "relay": _relay, "store": _store, "person": _person, "eye": _eye,
    "lock": _lock, "opened": _opened,
}  # fmt: skip
"""The signs by name; each is drawn in a box of one unit around its middle."""
