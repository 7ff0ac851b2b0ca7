"""The life of one fact, and who was recommended when."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from guidekit.dates import day
from guidekit.drawing.figure import animated_artists, bar, line, note, palette
from guidekit.tables.snapshot import GUIDE, Cell, Recommendations
from guidekit.tables.wording import messenger_names, plain_words

_LAST = 2027.0  # where the years end on the picture


def history(model: Cell, figure: Figure) -> str:
    """Draw the values of one cell along the years, the guide's moment marked."""
    rows = model.history()
    words = f"{messenger_names()[model.messenger]}, {plain_words(model.attribute.split('.')[1])}"
    first = None if rows.empty else int(min(2021.0, max(2010.0, min(map(_year, rows.valid_from)))))
    ax = _years(figure, first)
    for nth in range(max(len(rows), sum(isinstance(a, Rectangle) for a in animated_artists(figure)))):
        _span(ax, nth, rows.iloc[nth] if nth < len(rows) else None)
    if rows.empty:
        return f"{words}: no source here speaks about this cell."
    now = rows.iloc[-1]
    begun = "since" if now.dated_by == "event" else "known from"
    since = f"{begun} {now.valid_from}" if pd.isna(now.valid_to) else f"until {now.valid_to}"
    said = "The guide said" if len(rows) > 1 and rows.iloc[-2].confidence == "guide" else "Before that"
    before = f" {said}: {plain_words(rows.iloc[-2].value)}." if len(rows) > 1 else ""
    return f"{words}: {plain_words(now.value)}, {since} ({now.confidence}). {now.summary}{before}"


def recommendations(model: Recommendations, figure: Figure) -> str:
    """Draw from when to when the guide's site recommended each messenger."""
    rows, names, colours = model.rows(), messenger_names(), palette(figure)
    order = list(dict.fromkeys(rows.messenger))
    ax = _bare_axes(figure, 1, 1)
    _dress(ax, 2021, int(_LAST))
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_yticks(range(len(order)), labels=[names[who] for who in order], color=colours.text)
    for row in rows.itertuples():
        start, end = _year(row.valid_from), _LAST if pd.isna(row.valid_to) else _year(row.valid_to)
        warned = "warning" in row.criterion
        ax.barh(order.index(row.messenger), end - start, 0.5, start, color=colours.series[1 if warned else 0],
                hatch="//" if warned else None, edgecolor=colours.paper)  # fmt: skip
    ax.axvline(_year(GUIDE), color=colours.text, linestyle="--", linewidth=1.4)
    ax.text(_year(GUIDE), len(order) - 0.45, " the guide", color=colours.text, fontsize=9, va="bottom")
    ended = rows[rows.valid_to.notna()].drop_duplicates("messenger")
    until = " and ".join(f"{names[row.messenger]} until {row.valid_to}" for row in ended.itertuples())
    first, kept = rows.valid_from.min(), rows[~rows.messenger.isin(ended.messenger)]
    early = " and ".join(names[who] for who in kept.messenger[kept.valid_from == first])
    late = [
        f", and {names[row.messenger]} since {row.valid_from}"
        for row in kept[kept.valid_from > first].itertuples()
    ]
    return (
        f"Since {first[:4]} the guide's site has recommended {early}{''.join(late)}; "
        f"it recommended {until}, from February 2023 under a warning (hatched): no forward secrecy."
    )


def _year(date: str) -> float:
    """Return a date as a year with its fraction.

    >>> _year("2022-07")
    2022.5
    """
    moment = day(date)
    return moment.year + (moment.month - 1) / 12 + (moment.day - 1) / 365


def _bare_axes(figure: Figure, rows: float, columns: float) -> Axes:
    """Return bare axes that count in rows and columns from the upper left."""
    figure.set_facecolor(palette(figure).paper)
    ax = figure.add_subplot()
    ax.set_facecolor(palette(figure).paper)
    ax.set(xlim=(0, columns), ylim=(rows, 0))
    ax.set_axis_off()
    return ax


def _dress(ax: Axes, first: int, last: int) -> None:
    ax.set_axis_on()
    ax.set(xlim=(first, last), ylim=(1.25, -0.9), yticks=[], xticks=range(first, last + 1))
    ax.tick_params(colors=palette(ax.figure).text, labelsize=10)
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(palette(ax.figure).text)


def _years(figure: Figure, first: int | None) -> Axes:
    """Return axes that run from a year to the last, with the guide's moment; None leaves them bare."""
    if not figure.axes:
        _bare_axes(figure, 1, 1).first = None  # type: ignore[attr-defined]
    (ax,) = figure.axes
    shown = first is not None
    if first is not None and ax.first != first:  # type: ignore[attr-defined]
        _dress(ax, first, int(_LAST))
    elif first is None and ax.axison:
        ax.set_axis_off()
    ax.first = first  # type: ignore[attr-defined]
    for side, spine in ax.spines.items():
        spine.set_animated(True)  # else the guide's line would be painted over it
        spine.set_visible(shown and side == "bottom")
    at, colour = _year(GUIDE), palette(figure).text
    line(ax, "_guide", [at, at], [0, 1], color=colour, linestyle="--", linewidth=1.4,
         transform=ax.get_xaxis_transform()).set_visible(shown)  # fmt: skip
    note(ax, "_guide words", at, 1.2, " the guide", ha="left", va="bottom", fontsize=9,
         path_effects=[]).set_visible(shown)  # fmt: skip
    note(ax, "_nothing", 0.5, 0.5, "no source here speaks about this cell", ha="center",
         transform=ax.transAxes, path_effects=[]).set_visible(not shown)  # fmt: skip
    return ax


def _span(ax: Axes, nth: int, row: Any) -> None:
    """Draw the time one value held; its words stand above and below in turn, so that short spans fit."""
    y, va = (-0.42, "bottom") if nth % 2 == 0 else (0.42, "top")
    box = bar(ax, f"_{nth}", 0, 0, nth % 6)
    words = note(ax, f"_{nth} words", 0, y, "", ha="center", va=va, fontsize=9)
    for artist in (box, words):
        artist.set_visible(row is not None)
    if row is None:
        return
    start = max(_year(row.valid_from), ax.get_xlim()[0])
    end = _LAST if pd.isna(row.valid_to) else _year(row.valid_to)
    box.set(bounds=(start, -0.35, end - start, 0.7), edgecolor=palette(ax.figure).paper, zorder=1)
    at, side = (end, "right") if end == _LAST else ((start + end) / 2, "center")
    words.set(text=_wrapped(plain_words(row.value), 30), x=at, horizontalalignment=side)


def _wrapped(words: str, width: int) -> str:
    lines = textwrap.wrap(words, width)
    return "\n".join(lines[:2]) + (" …" if len(lines) > 2 else "")
