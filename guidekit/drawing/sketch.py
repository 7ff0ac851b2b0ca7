"""A sketch is a picture in pixels: words, strokes, boxes and small signs, placed where they belong.

The upper left is 0, 0 and y grows downwards; sizes of letters and widths of strokes are pixels, too. Colours
are roles of `guidekit.drawing.roles`. A sketch is drawn anew at each step and keeps its one pair of axes, so
a step costs only what is on it. It never changes the background, and so needs no other step's traces.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from guidekit.drawing.roles import Ink, ink
from guidekit.drawing.signs import CIRCLE, SIGNS, moved, rounded_box
from guidekit.drawing.typeface import FAMILY, register, text_width, wrapped

Point = tuple[float, float]
DASH = (0, (3, 2))


class Sketch:
    """The marks of one picture.

    Parameters
    ----------
    figure : Figure
        The figure to draw on. What an earlier sketch drew on it is taken away.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.ink: Ink = ink(figure)
        self.width, self.height = (float(side) for side in figure.bbox.size)
        stale = figure.stale
        if not figure.axes:
            stale = True
            register()
            figure.set_layout_engine("none")
            figure.set_facecolor(self.ink.paper)
            ax = figure.add_axes((0, 0, 1, 1))
            ax.set(xlim=(0, self.width), ylim=(self.height, 0))
            ax.set_axis_off()
        self.ax: Axes = figure.axes[0]
        for artist in [a for a in self.ax.get_children() if a.get_animated()]:
            artist.remove()
        figure.stale = stale
        self._point = 72 / figure.dpi

    def colour(self, role: str) -> str:
        """Return the colour of a role in the theme of this figure."""
        return str(getattr(self.ink, role))

    def _add(self, artist: Any) -> None:
        stale = self.figure.stale  # a part that moves leaves the background as it is
        artist.set_animated(True)
        self.ax.add_artist(artist)
        artist.set_clip_on(False)
        self.figure.stale = stale

    def text(
        self, x: float, y: float, words: str, size: float = 14, role: str = "text", weight: int = 400,
        ha: str = "left",
    ) -> None:  # fmt: skip
        """Write one line of words, whose letters stand on `y`."""
        self._add(
            Text(x, y, words, color=self.colour(role), fontsize=size * self._point,
                 fontfamily=FAMILY[:1] if weight == 600 else FAMILY,  # matplotlib warns of one without it
                 fontweight=weight, ha=ha, va="baseline", zorder=2)
        )  # fmt: skip

    def lines(
        self, x: float, y: float, words: str, width: float, size: float = 14, role: str = "text",
        weight: int = 400, ha: str = "left",
    ) -> float:  # fmt: skip
        """Write words in as many lines as they need, the first on `y`; return where the next would stand."""
        for line in wrapped(words, width, size, weight):
            self.text(x, y, line, size, role, weight, ha)
            y += round(1.25 * size)
        return y

    def path(
        self, path: Path, fill: str | None = None, edge: str | None = None, stroke: float = 1.5,
        dash: bool = False, alpha: float | None = None, hatch: str | None = None,
    ) -> None:  # fmt: skip
        """Draw a path: filled, stroked, or both."""
        self._add(
            PathPatch(path, facecolor=self.colour(fill) if fill else "none", linewidth=stroke * self._point,
                      edgecolor=self.colour(edge) if edge else "none", linestyle=DASH if dash else "-",
                      alpha=alpha, hatch=hatch, capstyle="round", joinstyle="round", zorder=2)
        )  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, radius: float = 4, **style: Any) -> None:
        """Draw a box with round corners from its upper left."""
        self.path(rounded_box(x, y, width, height, radius), **style)

    def line(self, points: Sequence[Point], role: str = "rule", stroke: float = 1.2, **style: Any) -> None:
        """Draw a line through some points."""
        self.path(Path(np.array(points, float)), edge=role, stroke=stroke, **style)

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
        self.path(moved(CIRCLE, x, y, radius), **style)

    def dots(self, x: Any, y: Any, radius: float, role: str) -> None:
        """Draw a disc at each of many points, quickly."""
        self._add(
            Line2D(x, y, linestyle="none", marker="o", markersize=2 * radius * self._point, markeredgewidth=0,
                   color=self.colour(role), label="_dots", zorder=2)
        )  # fmt: skip

    def knows(self, x: float, y: float, role: str = "seen") -> None:
        """Draw the mark of something learned."""
        self.disc(x, y, 4.5, fill=role)

    def knows_not(self, x: float, y: float) -> None:
        """Draw the mark of nothing learned."""
        self.disc(x, y, 4, edge="unknown", stroke=1.6)

    def sign(self, name: str, x: float, y: float, size: float = 32, role: str = "text", **style: Any) -> None:
        """Draw one of `SIGNS` around a point, in strokes; what is solid in it is filled."""
        strokes, solid = SIGNS[name]()
        if strokes:
            self.path(moved(strokes, x, y, size), edge=role, stroke=max(1.4, size / 18), **style)
        if solid:
            self.path(moved(solid, x, y, size), fill=role, **style)

    def key(self, x: float, y: float, *parts: tuple[str, str]) -> float:
        """Write the key of some signs in one line, and return where it ends.

        A part is a kind of mark ("knows", "not", "changed", or a role for a filled box) and its words.
        """
        for mark, words in parts:
            if mark == "knows":
                self.knows(x + 5, y - 4)
            elif mark == "not":
                self.knows_not(x + 5, y - 4)
            else:
                self.box(x - 4, y - 12, 18, 15, 3, fill=mark)
            self.text(x + 18, y, words, 13, "muted")
            x += 18 + text_width(words, 13) + 20
        return x
