"""Drawing that can be repeated: each call makes an artist once and then only moves it.

An exhibit calls these functions the same way every time. On a fresh figure they create the artists;
on a figure that already has them they move them. What moves is *animated* (matplotlib's word for
"not part of the background"), so a panel redraws just that: the difference between 60 ms and 15 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, NullLocator


@dataclass(frozen=True)
class Ink:
    """The colours of a figure: paper, text, grid, and series that colour-blind people can tell apart."""

    paper: str
    text: str
    grid: str
    series: tuple[str, ...]


# Okabe and Ito's palette, reordered; the dark one is lightened until each reaches 4.5:1 on its paper.
LIGHT = Ink(
    "#ffffff", "#1a1a1a", "#d9d9d9", ("#005f9e", "#b34700", "#00735a", "#8f3f74", "#6b6b00", "#444444")
)
DARK = Ink(
    "#111111", "#f0f0f0", "#3c3c3c", ("#56b4e9", "#f0a04b", "#2fd0a5", "#e59ac8", "#e6dc4d", "#bbbbbb")
)
MARKS = ("o", "s", "^", "D", "v", "P")
STROKES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))


@dataclass(frozen=True)
class Pane:
    """One pair of axes: its words, limits and scales, and whether an axis is read as a percentage."""

    title: str = ""
    x: str = ""
    y: str = ""
    xlim: tuple[float, float] = (0.0, 1.0)
    ylim: tuple[float, float] = (0.0, 1.0)
    xlog: bool = False
    ylog: bool = False
    percent: str = ""  # the axes to write as percentages: "", "x", "y" or "xy"
    xticks: tuple[tuple[float, str], ...] | None = None
    yticks: tuple[tuple[float, str], ...] | None = None


def ink(figure: Any) -> Ink:
    """Return the colours a figure is drawn with."""
    found = getattr(figure, "ink", LIGHT)
    assert isinstance(found, Ink)
    return found


def panes(figure: Figure, *wanted: Pane) -> list[Axes]:
    """Return one pair of axes a pane, made on the first call and kept on the next ones.

    Raises
    ------
    ValueError
        If the figure already holds another number of panes.
    """
    if not figure.axes:
        figure.set_facecolor(ink(figure).paper)
        for ax in np.atleast_1d(figure.subplots(1, len(wanted))):
            _dress(ax)
    if len(figure.axes) != len(wanted):
        raise ValueError(
            f"the figure has {len(figure.axes)} panes, not {len(wanted)}; give it a fresh figure"
        )
    for ax, pane in zip(figure.axes, wanted, strict=True):
        if getattr(ax, "pane", None) != pane:  # touching a limit makes the whole background stale
            _set(ax, pane)
            ax.pane = pane  # type: ignore[attr-defined]
    return list(figure.axes)


def line(ax: Axes, name: str, x: Any, y: Any, nth: int = 0, **style: Any) -> Line2D:
    """Draw or move a curve. `name` goes into the legend unless it starts with an underscore."""
    found = _find(ax, name)
    if found is None:
        style = {"color": ink(ax.figure).series[nth], "linestyle": STROKES[nth], "linewidth": 2.2} | style
        (found,) = ax.plot(x, y, label=name, animated=True, **style)
        _legend(ax)
    assert isinstance(found, Line2D)
    found.set_data(x, y)
    return found


def dots(ax: Axes, name: str, x: Any, y: Any, nth: int = 0, **style: Any) -> Line2D:
    """Draw or move markers without a line between them; each `nth` has its own shape."""
    style = {"marker": MARKS[nth], "linestyle": "none", "markersize": 9, "zorder": 4} | style
    return line(ax, name, np.atleast_1d(x), np.atleast_1d(y), nth, **style)


def bar(
    ax: Axes, name: str, x: float, height: float, nth: int = 0, width: float = 0.6, bottom: float = 0.0
) -> Rectangle:
    """Draw or move one upright bar centred on x."""
    found = _find(ax, name)
    if found is None:
        found = Rectangle((0, 0), 1, 1, label=name, animated=True, color=ink(ax.figure).series[nth], zorder=2)
        ax.add_patch(found)
    assert isinstance(found, Rectangle)
    found.set_bounds(x - width / 2, bottom, width, height - bottom)
    return found


def note(ax: Axes, name: str, x: float, y: float, words: str, **style: Any) -> Text:
    """Write or move a few words; without `ha` they lean away from the nearer side, so none are cut."""
    found = _find(ax, name)
    if found is None:
        first: dict[str, Any] = {
            "color": ink(ax.figure).text,
            "fontsize": 10,
            "zorder": 6,
            "in_layout": False,
            "path_effects": [outline(ax)],
        } | style
        found = ax.text(x, y, words, label=name, animated=True, **first)
    assert isinstance(found, Text)
    found.set_position((x, y))
    found.set_text(words)
    if "ha" not in style:
        across = ax.transAxes.inverted().transform(ax.transData.transform((x, y)))[0]
        found.set_horizontalalignment("left" if across < 0.25 else "right" if across > 0.75 else "center")
    return found


def outline(ax: Axes) -> withStroke:
    """Return a rim of paper for words, which keeps them readable where they cross a line."""
    return withStroke(linewidth=2.5, foreground=ink(ax.figure).paper)


def hline(ax: Axes, name: str, y: float | None, words: str = "", nth: int = 3) -> None:
    """Draw a level line with its words at the left, such as a prediction; None hides it."""
    shown = y is not None
    height = y if y is not None else 0.0
    low, high = ax.get_xlim()
    stroke = line(ax, f"_{name}", [low, high], [height, height], nth, linewidth=1.6)
    label = note(ax, f"_{name} words", 0.02, height, words, transform=ax.get_yaxis_transform(), va="bottom",
                 ha="left", color=ink(ax.figure).series[nth])  # fmt: skip
    for artist in (stroke, label):
        artist.set_visible(shown)


def moving(figure: Figure) -> list[Artist]:
    """List the artists that move, in the order to draw them."""
    found = [a for ax in figure.axes for a in ax.get_children() if a.get_animated()]
    return sorted(found, key=lambda artist: artist.get_zorder())


def _find(ax: Axes, name: str) -> Artist | None:
    return next((a for a in ax.get_children() if a.get_label() == name and a.get_animated()), None)


def _dress(ax: Axes) -> None:
    """Give fresh axes the course's look."""
    colours = ink(ax.figure)
    ax.set_facecolor(colours.paper)
    ax.grid(True, color=colours.grid, linewidth=0.8)
    ax.tick_params(colors=colours.text, labelsize=10)
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(colours.text)
        spine.set_animated(True)  # else curves would be painted over the frame


def _set(ax: Axes, pane: Pane) -> None:
    colours = ink(ax.figure)
    ax.set_title(pane.title, color=colours.text, fontsize=11, loc="left")
    ax.set_xlabel(pane.x, color=colours.text, fontsize=10)
    ax.set_ylabel(pane.y, color=colours.text, fontsize=10)
    for axis, log, limits, ticks in (
        ("x", pane.xlog, pane.xlim, pane.xticks),
        ("y", pane.ylog, pane.ylim, pane.yticks),
    ):
        _axis(ax, axis, log, limits, ticks, axis in pane.percent)
    _legend(ax)  # the title makes room for one that is there


def _axis(ax: Axes, name: str, log: bool, limits: tuple[float, float], ticks: Any, percent: bool) -> None:
    getattr(ax, f"set_{name}scale")("log" if log else "linear")
    getattr(ax, f"set_{name}lim")(*limits)
    axis = ax.xaxis if name == "x" else ax.yaxis
    if ticks is not None:
        axis.set_ticks([at for at, _ in ticks], labels=[words for _, words in ticks])
        axis.set_minor_locator(NullLocator())
    elif percent:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))


def _legend(ax: Axes) -> None:
    """Set the legend above the axes, outside, where no curve can cross it."""
    names: Sequence[Line2D] = [a for a in ax.get_lines() if not str(a.get_label()).startswith("_")]
    if len(names) > 1:
        ax.legend(handles=names, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(names), frameon=False,
                  fontsize=10, labelcolor=ink(ax.figure).text, borderaxespad=0.1)  # fmt: skip
        ax.set_title(ax.get_title(loc="left"), loc="left", pad=24)
