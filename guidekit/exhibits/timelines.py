"""Lesson 02, the timelines: the life of one fact, and who was recommended when."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from guidekit.exhibits.drawing import ink, rim
from guidekit.exhibits.facts import names_of, plain
from guidekit.snapshot import GUIDE, Cell, Recommended
from guidekit.tables import day

LAST = 2027.0  # where the years end on the picture


def history(model: Cell, figure: Figure) -> str:
    """Draw the values of one cell along the years, the guide's moment marked."""
    rows = model.history()
    words = f"{names_of()[model.messenger]}, {plain(model.attribute.split('.')[1])}"
    ax = _bare_axes(figure, 1, 1)
    if rows.empty:
        ax.text(0.5, 0.5, "no source here speaks about this cell", ha="center", color=ink(figure).text)
        return f"{words}: no source here speaks about this cell."
    _dress(ax, int(min(2021.0, max(2010.0, min(map(year, rows.valid_from))))), 2027)
    for nth, row in enumerate(rows.itertuples()):
        _span(ax, nth, year(row.valid_from), LAST if pd.isna(row.valid_to) else year(row.valid_to), row.value)
    ax.axvline(year(GUIDE), color=ink(figure).text, linestyle="--", linewidth=1.4)
    ax.text(year(GUIDE), 1.2, " the guide", color=ink(figure).text, fontsize=9, va="bottom")
    now = rows.iloc[-1]
    since = f"since {now.valid_from}" if pd.isna(now.valid_to) else f"until {now.valid_to}"
    before = f" Before that: {plain(rows.iloc[-2].value)}." if len(rows) > 1 else ""
    return f"{words}: {plain(now.value)}, {since} ({now.confidence}). {now.summary}{before}"


def recommended(model: Recommended, figure: Figure) -> str:
    """Draw from when to when the guide's site recommended each messenger."""
    rows, names, colours = model.rows(), names_of(), ink(figure)
    order = list(dict.fromkeys(rows.messenger))
    ax = _bare_axes(figure, 1, 1)
    _dress(ax, 2021, int(LAST))
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_yticks(range(len(order)), labels=[names[who] for who in order], color=colours.text)
    for row in rows.itertuples():
        start, end = year(row.valid_from), LAST if pd.isna(row.valid_to) else year(row.valid_to)
        warned = "warning" in row.criterion
        ax.barh(order.index(row.messenger), end - start, 0.5, start, color=colours.series[1 if warned else 0],
                hatch="//" if warned else None, edgecolor=colours.paper)  # fmt: skip
    ax.axvline(year(GUIDE), color=colours.text, linestyle="--", linewidth=1.4)
    ended = rows[rows.valid_to.notna()].drop_duplicates("messenger")
    until = " and ".join(f"{names[row.messenger]} until {row.valid_to}" for row in ended.itertuples())
    kept = [names[who] for who in order if who not in set(ended.messenger)]
    return (
        f"Since {rows.valid_from.min()[:4]} the guide's site has recommended {', '.join(kept)}; "
        f"it recommended {until}, from February 2023 under a warning (hatched): no forward secrecy."
    )


def year(date: str) -> float:
    """Return a date as a year with its fraction.

    >>> year("2022-07")
    2022.5
    """
    moment = day(date)
    return moment.year + (moment.month - 1) / 12 + (moment.day - 1) / 365


def _bare_axes(figure: Figure, rows: float, columns: float) -> Axes:
    """Return bare axes that count in rows and columns from the upper left."""
    figure.set_facecolor(ink(figure).paper)
    ax = figure.add_subplot()
    ax.set_facecolor(ink(figure).paper)
    ax.set(xlim=(0, columns), ylim=(rows, 0))
    ax.set_axis_off()
    return ax


def _dress(ax: Axes, first: int, last: int) -> None:
    ax.set_axis_on()
    ax.set(xlim=(first, last), ylim=(1.25, -0.9), yticks=[], xticks=range(first, last + 1))
    ax.tick_params(colors=ink(ax.figure).text, labelsize=10)
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(ink(ax.figure).text)


def _span(ax: Axes, nth: int, start: float, end: float, value: str) -> None:
    """Draw the time one value held; its words stand above and below in turn, so that short spans fit."""
    colours, start = ink(ax.figure), max(start, ax.get_xlim()[0])
    ax.barh(0, end - start, 0.7, start, color=colours.series[nth % 6], edgecolor=colours.paper)
    y, va = (-0.42, "bottom") if nth % 2 == 0 else (0.42, "top")
    at, ha = (end, "right") if end == LAST else ((start + end) / 2, "center")
    ax.text(at, y, _wrapped(plain(value), 30), ha=ha, va=va, fontsize=9, color=colours.text,
            path_effects=[rim(ax)])  # fmt: skip


def _wrapped(words: str, width: int) -> str:
    lines = textwrap.wrap(words, width)
    return "\n".join(lines[:2]) + (" …" if len(lines) > 2 else "")
