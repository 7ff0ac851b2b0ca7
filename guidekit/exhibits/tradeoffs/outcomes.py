"""The exhibits of this file show the same people and the same messages in four kinds of network."""

from __future__ import annotations

from html import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from guidekit.drawing.figure import MARKERS, Subplot, bar, dots, note, palette, subplots
from guidekit.drawing.page import Page, table
from guidekit.drawing.ticks import QUARTER_TICKS
from guidekit.exhibits.tradeoffs.scales import SCALES, metric_words
from guidekit.scenario import METRICS, WAYS, Comparison
from guidekit.words import answered, duration, large_first, percent

_ALIKE = 0.01  # values this near to each other, as a share of the largest, count as alike
_LANES = (-0.27, -0.09, 0.09, 0.27)  # one for each of the four, so that none hides another
# Every other name stands a line lower, so that neighbours do not touch.
_NAMES = tuple((float(n), "\n" * (n % 2) + name) for n, name in enumerate(WAYS))
_TIMES = {"within.hour": "within an hour", "within.day": "within a day"}
_BARS = [
    Subplot(words, "", "delivered" if nth == 0 else "", (-0.6, 3.6), (0, 1.12), percent="y", xticks=_NAMES,
         yticks=QUARTER_TICKS)
    for nth, words in enumerate(_TIMES.values())
]  # fmt: skip


def delivery(model: Comparison, figure: Figure) -> str:
    """Draw the share of messages that arrive within an hour beside those within a day, in four networks.

    The sentence says the shares. The answer is the share within an hour peer-to-peer.
    """
    found = {name: {metric: way.value(metric) for metric in _TIMES} for name, way in model.four().items()}
    for ax, metric in zip(subplots(figure, *_BARS), _TIMES, strict=True):
        if not getattr(ax, "marked", False):  # once: it makes the background stale
            ax.tick_params(axis="x", labelsize=9)
            ax.marked = True  # type: ignore[attr-defined]
        for nth, name in enumerate(WAYS):
            share = found[name][metric]
            bar(ax, f"_{name}", nth, share, nth)
            note(ax, f"_{name} words", nth, share + 0.02, percent(share), ha="center")
    hour, day = ({name: found[name][f"within.{unit}"] for name in WAYS} for unit in ("hour", "day"))
    away = percent(1 - model.presence().online_fraction())
    keeps = "with a mailbox" if model.mailbox == "yes" else "without a mailbox"
    return answered(
        f"Everyone is away {away} of the time. Within an hour {percent(hour['peer-to-peer'])} of the "
        f"messages arrive peer-to-peer {keeps}, and {percent(hour['centralized'])} centralized. It is "
        f"{percent(hour['federated'])} federated and {percent(hour['anonymous'])} anonymous. Within a day "
        f"{percent(day['peer-to-peer'])} arrive peer-to-peer and {percent(day['centralized'])} centralized.",
        hour["peer-to-peer"],
    )


_ROWS = tuple((float(n), metric.words) for n, metric in enumerate(METRICS.values()))
_GRID = Subplot(
    "", "further right is better", "", (-0.24, 1.22),
    (len(METRICS) - 0.4, -0.6), xticks=(), yticks=_ROWS,
)  # fmt: skip


def overview(model: Comparison, figure: Figure) -> str:
    """Draw every outcome of the four networks as a row, each with one scale from the worst to the best.

    The sentence says in how many outcomes each network is last.
    """
    (ax,) = subplots(figure, _GRID)
    if not getattr(ax, "marked", False):
        _mark(ax)
    found = model.values()
    for nth, name in enumerate(WAYS):
        at = [SCALES[metric].place(found[name][metric]) for metric in METRICS]
        dots(ax, f"_{name}", at, [n + _LANES[nth] for n in range(len(METRICS))], nth, markersize=5.5)
    return _last_places(model)


def _last_places(model: Comparison) -> str:
    """Return the sentence on where each network is last; where all are alike none is."""
    found = model.values()
    last: dict[str, list[str]] = {name: [] for name in WAYS}
    for metric, about in METRICS.items():
        values = [found[name][metric] for name in WAYS]
        low, high = min(values), max(values)
        if high - low <= _ALIKE * high:
            continue
        bottom = high if about.better == "low" else low
        for name, value in zip(WAYS, values, strict=True):
            if abs(value - bottom) <= _ALIKE * high:
                last[name].append(about.words)
    listed = " ".join(
        f"{large_first(name)}: {len(where)}{f', such as “{where[0]}”' if where else ''}."
        for name, where in last.items()
    )
    return (
        f"See how often each of the four is last, alone or with others, in {len(METRICS)} outcomes. {listed}"
    )


def _mark(ax: Axes) -> None:
    """Draw what never moves: the rows, both ends of each scale, and the names of the networks."""
    colours = palette(ax.figure)
    ax.grid(False)
    ax.tick_params(axis="y", labelsize=8.5, length=0)
    ax.spines["left"].set_visible(False)
    for n, scale in enumerate(SCALES.values()):
        ax.plot([0, 1], [n, n], color=colours.grid, linewidth=12, solid_capstyle="butt", zorder=0, alpha=0.7)
        for at, value, ha in ((-0.035, scale.worst, "right"), (1.035, scale.best, "left")):
            ax.text(at, n, scale.write(value), fontsize=7.5, ha=ha, va="center", color=colours.text)
    names = [
        Line2D([], [], marker=MARKERS[n], color=colours.series[n], linestyle="none", label=name)
        for n, name in enumerate(WAYS)
    ]
    ax.figure.legend(handles=names, loc="outside upper center", ncols=len(WAYS), frameon=False, fontsize=10,
                     labelcolor=colours.text)  # fmt: skip
    ax.marked = True  # type: ignore[attr-defined]


def numbers(model: Comparison, page: Page) -> str:
    """Show every outcome of the four networks as a number, and below the table how each comes about.

    The sentence says two of them for each network: who talks to whom, and the median delay.
    """
    answers = {name: way.answers() for name, way in model.four().items()}
    rows = [
        (about.words, [metric_words(metric, answers[name][n].value) for name in WAYS])
        for n, (metric, about) in enumerate(METRICS.items())
    ]
    page.write(table(["", *WAYS], rows, caption="The same people, the same messages, four ways"))
    for name in WAYS:
        lines = "".join(f"<li>{escape(o.about.words)}: {escape(o.how)}</li>" for o in answers[name])
        page.write(f"<details><summary>How: {escape(name)}</summary><ul>{lines}</ul></details>")
    link = {name: answers[name][list(METRICS).index("link.machines")].value for name in WAYS}
    slow = {name: answers[name][list(METRICS).index("latency.median")].value for name in WAYS}
    told = " ".join(
        f"{large_first(name)}: {percent(link[name])} and {duration(slow[name])}." for name in WAYS
    )
    return f"Who talks to whom, to machines on the way, and the median latency. {told}"
