"""Labels that keep apart: words in a picture step aside from other words, and where they can from marks.

An exhibit says where it wants its words, and cannot know how wide they are drawn or what else stands there
at this turn of a knob. `part_labels` knows: it looks at the picture just before it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform
from numpy.typing import NDArray

from guidekit.drawing.stamps import ACROSS, stamp
from guidekit.drawing.typeface import LEAST, text_width

ALLOWED = 4.0
"""Pixels by which two boxes of words may overlap: letters do not fill the box of their line."""
_HEIGHT, _DESCENT = 1.25, 0.3  # of a line, and of what lies below it, in sizes of its letters
_STEP = 9.0  # pixels
_STEPS = 7  # the farthest that words step aside
_ON_WORDS, _ON_MARKS = 1000.0, 4.0  # what it costs to stay, in steps

Boxes = NDArray[np.float64]


class NoteText(Text):
    """Words that are drawn some pixels beside the place that they name, on a rim that keeps lines off them.

    Attributes
    ----------
    rim : str
        The colour of the rim.
    lift : float
        Pixels above the place, where the exhibit wants the words.
    shift : tuple of float
        Pixels to the right and up, by which `part_labels` moved them.
    """

    rim = "#ffffff"
    lift = 0.0
    shift = (0.0, 0.0)

    def get_transform(self) -> Transform:
        """Return the transform of the place, and the step aside."""
        base: Transform = super().get_transform()
        right, up = self.shift[0], self.shift[1] + self.lift
        return base + Affine2D().translate(right, up) if right or up else base

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:
        """Return the box of the words in pixels."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        lines, size = self._lines(), self._size()
        wide, high = (
            max(text_width(line, size, self._weight()) for line in lines),
            _HEIGHT * size * len(lines),
        )
        under = {"bottom": 0.0, "baseline": _DESCENT * size, "center": high / 2, "top": high}
        left = x - ACROSS[self.get_horizontalalignment()] * wide
        return Bbox.from_bounds(left, y - under[self.get_verticalalignment()], wide, high)

    def draw(self, renderer: Any) -> None:
        """Print a stamp for each line."""
        if not self.get_visible():
            return
        box, size, left = self.get_window_extent(), self._size(), ACROSS[self.get_horizontalalignment()]
        for nth, line in enumerate(self._lines()):
            x = box.x0 + left * (box.width - text_width(line, size, self._weight()))
            y = box.y1 - (_HEIGHT - _DESCENT + nth * _HEIGHT) * size
            stamp(line, size, self._weight(), to_hex(self.get_color()), self.rim).put(renderer, x, y)

    def _lines(self) -> list[str]:
        return self.get_text().split("\n")

    def _size(self) -> float:
        assert self.axes is not None  # a note stands on axes
        return max(LEAST, float(self.get_fontsize()) * float(self.axes.figure.dpi) / 72)

    def _weight(self) -> int:
        return 700 if self.get_fontweight() == "bold" else 400


def part_labels(figure: Figure, renderer: RendererBase, still: Boxes | None = None) -> None:
    """Move each label that lies on other words or on a mark by the fewest steps that free it.

    Parameters
    ----------
    figure : Figure
        The figure, laid out.
    renderer : RendererBase
        What measures the words.
    still : array, optional
        The boxes of all other words, as `still_boxes` returns them.

    Notes
    -----
    The labels are taken in the order of their names, so that a picture never depends on what was drawn
    before. Each tries the places around it, the nearest first. Words on words cost most; words that would
    leave the figure cost as much; words on a curve, a marker or a bar cost a few steps, so that a label in
    a crowd stays near its mark.
    """
    taken = still_boxes(figure, renderer) if still is None else still
    page, scale = np.array([0, 0, figure.bbox.width, figure.bbox.height]), getattr(figure, "scale", 1)
    for ax in figure.axes:
        labels = [text for text in ax.texts if isinstance(text, NoteText) and is_seen(text)]
        marks = _Marks(ax)
        for label in sorted(labels, key=lambda text: str(text.get_label())):
            label.shift = (0.0, 0.0)
            home = word_box(label, renderer)
            best, label.shift = np.inf, (0.0, 0.0)
            for far, aside, above in _PLACES:
                if far >= best:
                    break
                right, up = scale * aside, scale * above
                box = home + np.array([right, up, right, up])
                cost = far + _ON_WORDS * (_laps(box, taken).sum() + _leaves(box, page))
                if cost < best:
                    cost += _ON_MARKS * marks.under(box)
                if cost < best:
                    best, label.shift = cost, (right, up)
            right, up = label.shift
            taken = np.vstack([taken, home + np.array([right, up, right, up])])


def still_boxes(figure: Figure, renderer: RendererBase) -> Boxes:
    """Return the boxes of all words that are seen and are no labels: titles, ticks, legends.

    Parameters
    ----------
    figure : Figure
        The figure, laid out.
    renderer : RendererBase
        What measures the words.

    Returns
    -------
    array of shape (words, 4)
        Left, lower, right and upper edge of each, in pixels.
    """
    boxes = [word_box(text, renderer) for text in words_of(figure) if not isinstance(text, NoteText)]
    return np.array(boxes).reshape(-1, 4)


def words_of(figure: Figure) -> Iterator[Text]:
    """Yield all words of a figure that can be seen, each once; a tick beyond the axes is not drawn."""
    beyond = set()
    for axis in figure.findobj(Axis):
        low, high = sorted(axis.get_view_interval())
        room = 1e-9 * (high - low)
        ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        drawn = {id(tick) for tick in ticks if low - room <= tick.get_loc() <= high + room}
        hidden = not (axis.get_visible() and axis.axes.axison)
        beyond |= {text for tick in ticks if id(tick) not in drawn or hidden for text in tick.findobj(Text)}
        beyond |= {axis.label} if hidden else set()
    yield from (text for text in figure.findobj(Text) if is_seen(text) and text not in beyond)


def is_seen(text: Text) -> bool:
    """Tell whether words are visible and not empty."""
    return bool(text.get_visible() and text.get_text().strip())


def word_box(text: Text, renderer: RendererBase) -> Boxes:
    """Return the box of words in pixels, without the empty lines above them."""
    box = text.get_window_extent(renderer)
    lines = text.get_text().split("\n")
    empty = next(n for n, line in enumerate(lines) if line.strip()) / len(lines)
    return np.array([box.x0, box.y0, box.x1, box.y1 - empty * box.height])


def on_axis(values: Any, limits: tuple[float, float]) -> Any:
    """Tell which values an axis shows, up to what a computer loses in binary fractions.

    >>> on_axis(np.array([-1.0, 0.0, 1.0, 2.0]), (0.0, 1.0)).tolist()
    [False, True, True, False]
    """
    low, high = sorted(limits)
    room = 1e-9 * (high - low)
    return (values >= low - room) & (values <= high + room)


def nearest_on_axis(value: float, limits: tuple[float, float]) -> tuple[float, int]:
    """Return the place on an axis that is nearest to a value, and on which side the value lies beyond.

    >>> nearest_on_axis(0.3, (0.0, 1.0)), nearest_on_axis(7.0, (0.0, 1.0)), nearest_on_axis(-7.0, (0.0, 1.0))
    ((0.3, 0), (1.0, 1), (0.0, -1))
    """
    low, high = sorted(limits)
    nearest = min(high, max(low, value))
    return nearest, 0 if on_axis(value, limits) else 1 if value > high else -1


def _laps(box: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Tell which boxes a box overlaps by more than what is allowed, both ways."""
    across = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    upright = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    return np.asarray((across > ALLOWED) & (upright > ALLOWED))


def _leaves(box: Boxes, page: Boxes) -> bool:
    return bool((box[:2] < page[:2]).any() or (box[2:] > page[2:]).any())


class _Marks:
    """The curves, markers and bars of axes in pixels."""

    def __init__(self, ax: Axes) -> None:
        left, low, right, high = ax.bbox.extents
        sides = ([(left, low), (left, high)], [(left, low), (right, low)])  # the two lines of the axes
        self.curves = [Path(side) for side in sides] if ax.axison else []
        points: list[Any] = [np.empty((0, 3))]
        for line in ax.get_lines():
            path = line.get_transform().transform_path(line.get_path())
            corners = np.asarray(path.vertices)
            if not line.get_visible() or not len(corners):
                continue
            if str(line.get_linestyle()) not in ("None", "none", ""):
                self.curves.append(path)
            if _marked(line):
                radius = line.get_markersize() * ax.figure.dpi / 144
                points.append(np.column_stack([corners, np.full(len(corners), radius)]))
        self.points = np.vstack(points)
        self.points = self.points[np.isfinite(self.points).all(axis=1)]
        bars = [
            bar.get_window_extent() for bar in ax.patches if isinstance(bar, Rectangle) and bar.get_visible()
        ]
        self.bars = np.array([bar.extents for bar in bars]).reshape(-1, 4)

    def under(self, box: Boxes) -> int:
        """Count the kinds of marks below a box of words."""
        left, low, right, high = box + np.array([1, 1, -1, -1]) * ALLOWED / 2
        x, y, radius = self.points.T
        on = (x > left - radius) & (x < right + radius) & (y > low - radius) & (y < high + radius)
        inner = Bbox([[left, low], [right, high]])
        crossed = sum(path.intersects_bbox(inner, filled=False) for path in self.curves)
        return crossed + int(on.any()) + int(_laps(box, self.bars).any())


def _marked(line: Line2D) -> bool:
    return str(line.get_marker()) not in ("None", "none", "", " ")


def _places() -> list[tuple[float, float, float]]:
    """Return how far each place is in steps, and where it is in pixels; up comes before down."""
    ways = range(-_STEPS, _STEPS + 1)
    every = [(float(np.hypot(right, up)), -up, right) for right in ways for up in ways]
    return [(far, right * _STEP, -down * _STEP) for far, down, right in sorted(every) if far <= _STEPS]


_PLACES = _places()
