"""A figure that moves: each function here makes an artist when it is first called and then only moves it.

An exhibit calls these functions the same way every time. On a fresh figure they create the artists;
on a figure that already has them they move them. What moves is *animated* (matplotlib's word for
"not part of the background"), so a panel redraws just that: the difference between 60 ms and 15 ms.

Each function takes the axes, the name by which it finds its artist again, and places in the units of the
data. ``nth`` chooses colour, line style and marker, so that two series never differ by colour alone.
Widths of lines and sizes of letters and markers are in points (1/72 inch).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import CARETDOWN, CARETLEFT, CARETRIGHT, CARETUP  # each ends in its place
from matplotlib.patches import Rectangle
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, NullLocator

from guidekit.drawing.labels import NoteText, nearest_on_axis, on_axis


@dataclass(frozen=True)
class Palette:
    """The colours of a figure: paper, text, grid, and series that colour-blind people can tell apart.

    Attributes
    ----------
    paper, text, grid : str
        Colours as ``#rrggbb``.
    series : tuple of str
        Six colours for curves, bars and markers.
    """

    paper: str
    text: str
    grid: str
    series: tuple[str, ...]


# Okabe and Ito's palette, reordered; the dark one is lightened until each reaches 4.5:1 on its paper.
LIGHT = Palette(
    "#ffffff", "#1a1a1a", "#d9d9d9", ("#005f9e", "#b34700", "#00735a", "#8f3f74", "#6b6b00", "#444444")
)
DARK = Palette(
    "#15191d", "#edf0f2", "#3c3c3c", ("#56b4e9", "#f0a04b", "#2fd0a5", "#e59ac8", "#e6dc4d", "#bbbbbb")
)
MARKERS = ("o", "s", "^", "D", "v", "P")
BEYOND = "beyond this picture"
_BESIDE = 9.0  # pixels between the middle of a marker and its words
LINESTYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))


@dataclass(frozen=True)
class Subplot:
    """One subplot of a figure: the words, limits, scales and ticks of its axes.

    Attributes
    ----------
    title, x, y : str
        The words above the axes and along both of them.
    xlim, ylim : tuple of float
        Where both axes start and end, in the units of the data.
    xlog, ylog : bool
        Whether an axis is logarithmic.
    percent : str
        The axes whose shares are written as percentages: "", "x", "y" or "xy".
    xticks, yticks : tuple of (float, str), optional
        The places and words of the ticks; matplotlib chooses them if none are given.
    """

    title: str = ""
    x: str = ""
    y: str = ""
    xlim: tuple[float, float] = (0.0, 1.0)
    ylim: tuple[float, float] = (0.0, 1.0)
    xlog: bool = False
    ylog: bool = False
    percent: str = ""
    xticks: tuple[tuple[float, str], ...] | None = None
    yticks: tuple[tuple[float, str], ...] | None = None


def palette(figure: Any) -> Palette:
    """Return the colours that a figure is drawn with: those of its canvas, or dark on light."""
    found = getattr(figure, "palette", LIGHT)
    assert isinstance(found, Palette)
    return found


def subplots(figure: Figure, *wanted: Subplot) -> list[Axes]:
    """Return the axes of a figure, one pair for each subplot, side by side.

    Parameters
    ----------
    figure : Figure
        The figure. The first call makes its axes; each later call changes only what differs.
    wanted : Subplot
        What each pair of axes shows, from the left to the right.

    Returns
    -------
    list of Axes
        One pair of axes for each subplot.

    Raises
    ------
    ValueError
        If the figure already holds another number of subplots.
    """
    if not figure.axes:
        figure.set_facecolor(palette(figure).paper)
        for ax in np.atleast_1d(figure.subplots(1, len(wanted))):
            _dress(ax)
    if len(figure.axes) != len(wanted):
        raise ValueError(
            f"the figure has {len(figure.axes)} subplots, not {len(wanted)}; give it a fresh figure"
        )
    for artist in _moving(figure):  # what a step does not draw must not stay from an earlier one
        artist.set_visible(False)
    for ax, subplot in zip(figure.axes, wanted, strict=True):
        if getattr(ax, "subplot", None) != subplot:  # touching a limit makes the whole background stale
            _set(ax, subplot)
            ax.subplot = subplot  # type: ignore[attr-defined]
    return list(figure.axes)


def line(ax: Axes, name: str, x: Any, y: Any, nth: int = 0, **style: Any) -> Line2D:
    """Draw or move a curve; its name goes into the legend unless it starts with an underscore."""
    found = _find(ax, name)
    if found is None:
        colour, dashes = palette(ax.figure).series[nth], LINESTYLES[nth]
        style = {"color": colour, "linestyle": dashes, "linewidth": 2.2} | style
        (found,) = ax.plot(x, y, label=name, animated=True, **style)
        _legend(ax)
    assert isinstance(found, Line2D)
    found.set_visible(True)
    found.set_data(x, y)
    return found


def dots(ax: Axes, name: str, x: Any, y: Any, nth: int = 0, **style: Any) -> Line2D:
    """Draw or move markers without a line between them; each ``nth`` has its own shape.

    One at the end of an axis is drawn whole, and one beyond it not at all: see `mark`.
    """
    style = {"marker": MARKERS[nth], "linestyle": "none", "markersize": 9, "zorder": 4} | style
    x, y = np.atleast_1d(x).astype(float), np.atleast_1d(y).astype(float)
    inside = on_axis(x, ax.get_xlim()) & on_axis(y, ax.get_ylim()) if "transform" not in style else True
    return line(ax, name, x, np.where(inside, y, np.nan), nth, clip_on=False, in_layout=False, **style)


def mark(
    ax: Axes, name: str, x: float, y: float, words: str = "", nth: int = 0, **style: Any
) -> tuple[Line2D, Text]:
    """Draw or move the marker of what is chosen, with its words above or below it.

    A place beyond an axis stands at its end as an arrow, and the words say that it lies beyond.

    Parameters
    ----------
    ax : Axes
        The axes.
    name : str
        The name by which the marker is found again; that of the words ends in ``words``.
    x, y : float
        The place, in the units of the data.
    words : str
        What stands beside it.
    nth : int
        Which colour and which marker.
    style : object
        The style of the words.

    Returns
    -------
    tuple of Line2D and Text
        The marker and its words.
    """
    (at, aside), (height, over) = nearest_on_axis(x, ax.get_xlim()), nearest_on_axis(y, ax.get_ylim())
    arrow: Any = {-1: CARETDOWN, 1: CARETUP}.get(over) or {-1: CARETLEFT, 1: CARETRIGHT}.get(aside)
    dot = dots(ax, f"_{name}", at, height, nth, markersize=11)
    dot.set_marker(arrow or MARKERS[nth])
    told = f"{words}, {BEYOND}" if words and arrow else words
    top = _across(ax, at, height, 1) > 0.85
    label = note(ax, f"_{name} words", at, height, told, va="top" if top else "bottom",
                 **{"weight": "bold"} | style)  # fmt: skip
    label.lift = (-_BESIDE if top else _BESIDE) * getattr(ax.figure, "scale", 1)
    return dot, label


def bar(
    ax: Axes, name: str, x: float, height: float, nth: int = 0, width: float = 0.6, bottom: float = 0.0
) -> Rectangle:
    """Draw or move one upright bar, centred on ``x``, from ``bottom`` up to ``height``."""
    found = _find(ax, name)
    if found is None:
        found = Rectangle(
            (0, 0), 1, 1, label=name, animated=True, color=palette(ax.figure).series[nth], zorder=2
        )
        ax.add_patch(found)
    assert isinstance(found, Rectangle)
    found.set_visible(True)
    found.set_bounds(x - width / 2, bottom, width, height - bottom)
    return found


def note(ax: Axes, name: str, x: float, y: float, words: str, **style: Any) -> NoteText:
    """Write or move a few words; before they are drawn they step aside from other words and from marks.

    Without ``ha`` the words lean away from the nearer side of the axes, so that none are cut. ``ha`` and
    ``va`` hold for each call; all other style is that of the first call.
    """
    found = _find(ax, name)
    if found is None:
        first: dict[str, Any] = {
            "color": palette(ax.figure).text,
            "fontsize": 10,
            "zorder": 6,
            "in_layout": False,
        } | style
        first = {"verticalalignment": first.pop("va", "baseline"), "transform": ax.transData} | first
        found = NoteText(x, y, words, label=name, animated=True, clip_on=False, **first)
        found.rim = palette(ax.figure).paper
        ax.add_artist(found)
    assert isinstance(found, NoteText)
    found.set_visible(True)
    found.set_position((x, y))
    found.set_text(words)
    if "va" in style:
        found.set_verticalalignment(style["va"])
    if "ha" in style:
        found.set_horizontalalignment(style["ha"])
    else:
        across = _across(ax, x, y)
        found.set_horizontalalignment("left" if across < 0.25 else "right" if across > 0.75 else "center")
    return found


def hline(ax: Axes, name: str, y: float | None, words: str = "", nth: int = 3) -> None:
    """Draw a horizontal line with its words at the left, such as a limit; None hides both.

    One beyond the axis stands at its end, and the words say so.
    """
    height, beyond = nearest_on_axis(ax.get_ylim()[0] if y is None else y, ax.get_ylim())
    words = f"{words}, {BEYOND}" if beyond else words
    low, high = ax.get_xlim()
    stroke = line(ax, f"_{name}", [low, high], [height, height], nth, linewidth=1.6)
    label = note(ax, f"_{name} words", 0.02, height, words, transform=ax.get_yaxis_transform(), va="bottom",
                 ha="left", color=palette(ax.figure).series[nth])  # fmt: skip
    for artist in (stroke, label):
        artist.set_visible(y is not None)


def vline(ax: Axes, name: str, x: float | None, words: str = "", nth: int = 3, at: float = 0.5) -> None:
    """Draw a vertical line with its words at a share of the height, such as a limit; None hides both.

    One beyond the axis stands at its end, and the words say so.
    """
    low, high = ax.get_ylim()
    place, beyond = nearest_on_axis(ax.get_xlim()[0] if x is None else x, ax.get_xlim())
    words = f"{words}, {BEYOND}" if beyond else words
    stroke = line(ax, f"_{name}", [place, place], [low, high], nth, linewidth=1.6)
    side = "left" if _across(ax, place, low) < 0.5 else "right"  # the words never cross their own line
    label = note(ax, f"_{name} words", place, at, f" {words} ", transform=ax.get_xaxis_transform(), ha=side,
                 color=palette(ax.figure).series[nth])  # fmt: skip
    for artist in (stroke, label):
        artist.set_visible(x is not None)


def residuals(ax: Axes, x: Any, measured: Any, computed: Any) -> None:
    """Draw a thin vertical line from each measured point to the model: the misfit itself."""
    gap = np.full(len(x), np.nan)
    line(ax, "_residuals", np.stack([x, x, gap], 1).ravel(), np.stack([measured, computed, gap], 1).ravel(),
         3, linewidth=1.3, linestyle="-")  # fmt: skip


def animated_artists(figure: Figure) -> list[Artist]:
    """List the artists that move, from the lowest to the highest."""
    found = [a for ax in figure.axes for a in ax.get_children() if a.get_animated()]
    return sorted(found, key=lambda artist: artist.get_zorder())


def refresh_legends(figure: Figure) -> None:
    """Write the legends anew where other curves are shown than before."""
    for ax in figure.axes:
        if getattr(ax, "legend_names", ()) != _named(ax):
            _legend(ax)


def _moving(figure: Figure) -> list[Artist]:
    return [artist for artist in animated_artists(figure) if not isinstance(artist, Spine)]


def _find(ax: Axes, name: str) -> Artist | None:
    found = next((a for a in ax.get_children() if a.get_label() == name and a.get_animated()), None)
    if found is not None:  # it lies over what this step drew before it, whatever was first in earlier steps
        ax._children.append(ax._children.pop(ax._children.index(found)))  # type: ignore[attr-defined]
    return found


def _across(ax: Axes, x: float, y: float, axis: int = 0) -> float:
    """Return how far a point stands from the left side of the axes (or from below), as a share of them."""
    return float(ax.transAxes.inverted().transform(ax.transData.transform((x, y)))[axis])


def _dress(ax: Axes) -> None:
    """Give fresh axes the course's look."""
    colours = palette(ax.figure)
    ax.set_facecolor(colours.paper)
    ax.grid(True, color=colours.grid, linewidth=0.8)
    ax.tick_params(colors=colours.text, labelsize=10)
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(colours.text)
        spine.set_animated(True)  # else curves would be painted over the frame


def _set(ax: Axes, subplot: Subplot) -> None:
    colours = palette(ax.figure)
    ax.set_title(subplot.title, color=colours.text, fontsize=11, loc="left", y=1.0)  # nothing stands above
    ax.set_xlabel(subplot.x, color=colours.text, fontsize=10)
    ax.set_ylabel(subplot.y, color=colours.text, fontsize=10)
    for axis, log, limits, ticks in (
        ("x", subplot.xlog, subplot.xlim, subplot.xticks),
        ("y", subplot.ylog, subplot.ylim, subplot.yticks),
    ):
        _axis(ax, axis, log, limits, ticks, axis in subplot.percent)
    _legend(ax)  # the title makes room for one that is there


def _axis(ax: Axes, name: str, log: bool, limits: tuple[float, float], ticks: Any, percent: bool) -> None:
    getattr(ax, f"set_{name}scale")("log" if log else "linear")
    getattr(ax, f"set_{name}lim")(*limits)
    axis = ax.xaxis if name == "x" else ax.yaxis
    if ticks is not None:
        axis.set_ticks([at for at, _ in ticks], labels=[words for _, words in ticks])
        axis.set_minor_locator(NullLocator())
    elif percent:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(100 * value, 6) + 0.0:g} %"))
    elif not log:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(value, 6) + 0.0:,.12g}"))


def _named(ax: Axes) -> tuple[str, ...]:
    """Return the names of the curves that can be seen: none of one that lies under another all along."""
    lines = [a for a in ax.get_lines() if a.get_visible()]
    return tuple(
        name for n, a in enumerate(lines)
        if not (name := str(a.get_label())).startswith("_") and not any(_hides(b, a) for b in lines[n + 1 :])
    )  # fmt: skip


def _hides(upper: Line2D, lower: Line2D) -> bool:
    one, other = np.asarray(upper.get_xydata()), np.asarray(lower.get_xydata())
    over = upper.get_zorder() >= lower.get_zorder() and upper.get_linewidth() >= lower.get_linewidth()
    if not over or one.shape != other.shape or len(one) < 2 or upper.get_marker() != lower.get_marker():
        return False
    return bool(np.allclose(one, other, rtol=1e-3, atol=0, equal_nan=True))


def _legend(ax: Axes) -> None:
    """Set the legend above the axes, outside, where no curve can cross it.

    Its strokes are all as wide, whatever is wide in the picture at the moment: the legend does not move.
    """
    names = _named(ax)
    if (before := ax.get_legend()) is not None:
        before.remove()
    if len(names) > 1:
        found = {str(a.get_label()): a for a in ax.get_lines()}
        ax.legend(handles=[_sample(found[name]) for name in names], loc="lower left", bbox_to_anchor=(0, 1),
                  ncols=len(names), frameon=False, fontsize=10, labelcolor=palette(ax.figure).text,
                  borderaxespad=0.1)  # fmt: skip
    if names or getattr(ax, "legend_names", ()):
        ax.set_title(ax.get_title(loc="left"), loc="left", pad=24 if len(names) > 1 else 6)
    ax.legend_names = names  # type: ignore[attr-defined]


def _sample(curve: Line2D) -> Line2D:
    """Return a short piece of a curve for the legend, with the dots and dashes that the curve has."""
    piece = Line2D([], [])
    piece.update_from(curve)
    piece.set(label=curve.get_label(), linewidth=2.2, markersize=min(9, curve.get_markersize()))
    return piece
