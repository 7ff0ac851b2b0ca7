"""A sketch is a picture in pixels: words, strokes, boxes and small signs, placed where they belong.

The upper left is 0, 0 and y grows downwards; sizes of letters and widths of strokes are pixels, too. Colours
are roles of `guidekit.drawing.roles`. A sketch is drawn anew at each step and keeps its one pair of axes, so
a step costs only what is on it. It never changes the background, and so needs no other step's traces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Affine2D, Bbox

from guidekit.drawing.roles import Ink, ink
from guidekit.drawing.signs import CIRCLE, HALF, SIGNS, path_at, paths_at, rounded_box
from guidekit.drawing.stamps import ACROSS, stamp
from guidekit.drawing.typeface import LEAST, text_lines, text_width

Point = tuple[float, float]
DASH = (5.0, 4.0)
"""The pixels of a dash and of the gap behind it."""


@dataclass(frozen=True)
class Label:
    """Words on a sketch, and the box of their line in pixels of the figure, y upwards."""

    words: str
    box: Bbox


@dataclass(frozen=True)
class Shape:
    """A path on a sketch, in its pixels, with the colours of its inside and its stroke; empty for none."""

    path: Path
    fill: str
    edge: str


class Marks(Artist):
    """All marks of a sketch as one artist: matplotlib's own artists cost ten times what they draw.

    Attributes
    ----------
    labels, shapes : list
        What stands on the sketch, in the order in which it is drawn.
    """

    def __init__(self, height: float, scale: float = 1) -> None:
        super().__init__()
        self.set_animated(True)
        self.set_label("_marks")
        self.upright = Affine2D().scale(1, -1).translate(0, height).scale(scale)
        self.clear()

    def clear(self) -> None:
        """Take everything away."""
        self.labels: list[Label] = []
        self.shapes: list[Shape] = []
        self.ways: list[Callable[[Any], None]] = []

    def draw(self, renderer: Any) -> None:
        """Draw the marks one after the other."""
        for way in self.ways:
            way(renderer)


def marks(figure: Figure) -> Marks | None:
    """Return the marks of a figure that a sketch was drawn on."""
    found = (artist for ax in figure.axes[:1] for artist in ax.artists if isinstance(artist, Marks))
    return next(found, None)


class Sketch:
    """The marks of one picture.

    Parameters
    ----------
    figure : Figure
        The figure to draw on. What an earlier sketch drew on it is taken away.
    """

    def __init__(self, figure: Figure) -> None:
        self.ink: Ink = ink(figure)
        self.scale = getattr(figure, "scale", 1)  # pixels of the figure in one of the sketch
        self.width, self.height = (float(side) / self.scale for side in figure.bbox.size)
        found = marks(figure)
        if found is None:
            figure.set_layout_engine("none")
            figure.set_facecolor(self.ink.paper)
            ax: Axes = figure.add_axes((0, 0, 1, 1))
            ax.set(xlim=(0, self.width), ylim=(self.height, 0))
            ax.set_axis_off()
            for axis in (
                ax.xaxis,
                ax.yaxis,
            ):  # ticks that nobody sees would be made for whoever looks for words
                axis.set_major_locator(NullLocator())
            found = Marks(self.height, self.scale)
            ax.add_artist(found)
        self.marks = found
        self.marks.clear()

    def colour(self, role: str) -> str:
        """Return the colour of a role in the theme of this figure."""
        return str(getattr(self.ink, role))

    def text(
        self, x: float, y: float, words: str, size: float = 14, role: str = "text", weight: int = 400,
        ha: str = "left",
    ) -> None:  # fmt: skip
        """Write one line of words, whose letters stand on `y` and are never smaller than `LEAST`."""
        size, scale = max(size, LEAST), self.scale
        wide = text_width(words, size, weight)
        left, up = x - wide * ACROSS[ha], self.height - y
        ink = stamp(words, size * scale, weight, self.colour(role), wide=wide * scale if scale > 1 else None)
        box = [scale * side for side in (left, up - 0.25 * size, wide, 1.2 * size)]
        self.marks.labels.append(Label(words, Bbox.from_bounds(*box)))
        self.marks.ways.append(lambda renderer: ink.put(renderer, left * scale, up * scale))

    def lines(
        self, x: float, y: float, words: str, width: float, size: float = 14, role: str = "text",
        weight: int = 400, ha: str = "left",
    ) -> float:  # fmt: skip
        """Write words in as many lines as they need, the first on `y`; return where the next would stand."""
        for line in text_lines(words, width, size, weight):
            self.text(x, y, line, size, role, weight, ha)
            y += round(1.25 * size)
        return y

    def path(
        self, path: Path, fill: str | None = None, edge: str | None = None, stroke: float = 1.5,
        dash: bool = False, alpha: float | None = None, hatch: str | None = None,
    ) -> None:  # fmt: skip
        """Draw a path: filled, stroked, or both."""
        inside, line = (self.colour(role) if role else "" for role in (fill, edge))
        self.marks.shapes.append(Shape(path, inside, line))
        upright, face = self.marks.upright, to_rgba(inside, alpha) if inside else None

        def draw(renderer: Any) -> None:
            gc = renderer.new_gc()
            gc.set_linewidth(stroke if line else 0)
            gc.set_foreground(to_rgba(line or inside or "none", alpha), isRGBA=True)
            gc.set_capstyle("round")
            gc.set_joinstyle("round")
            if dash:
                gc.set_dashes(0, DASH)
            if hatch:
                gc.set_hatch(hatch)
                gc.set_hatch_color(to_rgba(line or "none"))  # Agg of before 3.11 knows no names of colours
                gc.set_hatch_linewidth(1.0)
            renderer.draw_path(gc, path, upright, face)

        self.marks.ways.append(draw)

    def box(self, x: float, y: float, width: float, height: float, radius: float = 4, **style: Any) -> None:
        """Draw a box with round corners from its upper left."""
        self.path(rounded_box(x, y, width, height, radius), **style)

    def line(self, points: Sequence[Point], role: str = "rule", stroke: float = 1.2, **style: Any) -> None:
        """Draw a line through some points."""
        self.path(Path(np.array(points, float)), edge=role, stroke=stroke, **style)

    def lines_between(self, ends: Any, role: str = "rule", stroke: float = 1.2, **style: Any) -> None:
        """Draw many lines at once, each between two points; `ends` has the shape (lines, 2, 2)."""
        points = np.asarray(ends, float).reshape(-1, 2)
        if len(points):
            codes = np.tile([Path.MOVETO, Path.LINETO], len(points) // 2)
            self.path(Path(points, codes), edge=role, stroke=stroke, **style)

    def arrow(
        self, points: Sequence[Point], role: str = "focus", stroke: float = 2.4, head: float = 9
    ) -> None:
        """Draw a line through some points with a filled head at its end: something travels."""
        (x0, y0), (x1, y1) = points[-2:]
        length = max(1e-9, float(np.hypot(x1 - x0, y1 - y0)))
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        neck = (x1 - 0.8 * head * ux, y1 - 0.8 * head * uy)
        self.line([*points[:-1], neck], role, stroke)
        bx, by = x1 - head * ux, y1 - head * uy
        half = (-0.5 * head * uy, 0.5 * head * ux)
        self.polygon([(x1, y1), (bx + half[0], by + half[1]), (bx - half[0], by - half[1])], role)

    def polygon(self, corners: Sequence[Point], role: str) -> None:
        """Fill the area between some corners."""
        self.path(Path(np.array([*corners, corners[0]], float), closed=True), fill=role)

    def disc(self, x: float, y: float, radius: float, **style: Any) -> None:
        """Draw a disc or, without `fill`, a ring around a point."""
        self.path(path_at(CIRCLE, x, y, radius), **style)

    def discs(self, points: Any, radius: float, **style: Any) -> None:
        """Draw the same disc or ring around each of some points that keep apart: one path, one stroke."""
        if len(points):
            self.path(paths_at(CIRCLE, points, radius), **style)

    def dots(self, x: Any, y: Any, radius: float, role: str) -> None:
        """Draw a disc at each of many points, quickly."""
        points, colour = Path(np.column_stack([x, y])), self.colour(role)
        self.marks.shapes.append(Shape(points, colour, ""))
        upright, size = self.marks.upright, Affine2D().scale(radius * self.scale)

        def draw(renderer: Any) -> None:
            gc = renderer.new_gc()
            gc.set_linewidth(0)
            renderer.draw_markers(gc, CIRCLE, size, points, upright, to_rgba(colour))

        self.marks.ways.append(draw)

    def rimmed(self, x: Any, y: Any, radius: float, fill: str, edge: str, rim: float) -> None:
        """Draw a disc with a rim at each point; with one role for both it is plain."""
        if len(x):
            self.dots(x, y, radius, edge)
        if len(x) and fill != edge:
            self.dots(x, y, radius - rim, fill)

    def cross(self, x: float, y: float, arm: float, stroke: float = 2.0, role: str = "seen") -> None:
        """Draw a cross around a point: gone, stopped, or dropped."""
        for side in (-1, 1):
            self.line([(x - arm, y - arm * side), (x + arm, y + arm * side)], role, stroke)

    def knows(self, x: float, y: float, role: str = "seen") -> None:
        """Draw the mark of something learned."""
        self.disc(x, y, 4.5, fill=role)

    def knows_not(self, x: float, y: float) -> None:
        """Draw the mark of nothing learned."""
        self.disc(x, y, 4, edge="unknown", stroke=1.6)

    def may_know(self, x: float, y: float) -> None:
        """Draw the mark of something that may be learned: a ring that is half full."""
        self.path(path_at(HALF, x, y, 4), fill="seen")
        self.disc(x, y, 4, edge="seen", stroke=1.6)

    def sign(self, name: str, x: float, y: float, size: float = 32, role: str = "text", **style: Any) -> None:
        """Draw one of `SIGNS` around a point, in strokes; what is solid in it is filled."""
        strokes, solid = SIGNS[name]()
        if strokes:
            self.path(path_at(strokes, x, y, size), edge=role, stroke=max(1.4, size / 18), **style)
        if solid:
            self.path(path_at(solid, x, y, size), fill=role, **style)

    def key(self, x: float, y: float, *parts: tuple[str, str]) -> float:
        """Write the key of some signs in one line, and return where it ends.

        A part is a kind of mark ("knows", "may", "not", "changed", or a role for a filled box) and its words.
        """
        for mark, words in parts:
            if mark == "knows":
                self.knows(x + 5, y - 4)
            elif mark == "may":
                self.may_know(x + 5, y - 4)
            elif mark == "not":
                self.knows_not(x + 5, y - 4)
            else:
                self.box(x - 4, y - 12, 18, 15, 3, fill=mark)
            self.text(x + 18, y, words, 13, "muted")
            x += 18 + text_width(words, 13) + 20
        return x
