"""The exhibit of this file draws a message on its way, its layers, and who knows what so far."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from guidekit.drawing.figure import outline, palette
from guidekit.exposure import DATA, PacketLayer, Step, journeys
from guidekit.exposure.question import JourneyStep
from guidekit.exposure.terms import ANYONE
from guidekit.words import large_first, word_list

_ROW = 8  # parties in one row of the path
_WIDTH = 112  # letters in a line of what is known
_RIM = 0.25  # of a line of words, between the lower edges of two layers


def travel(model: JourneyStep, figure: Figure) -> str:
    """Draw one step of a journey: the path, the packet with its layers, and who knows what so far.

    The sentence says what happens in this step.
    """
    figure.set_facecolor(palette(figure).paper)
    path, packet, known = figure.subplots(3, 1, height_ratios=packet_heights(model))
    for ax in (path, packet, known):
        ax.set_axis_off()
    step = model.now()
    _path(path, model, step)
    _packet(packet, model, step)
    _known(known, model)
    waited = " It waited before this step." if step.later else ""
    return f"Step {step.number} of {len(model.story())}. {step.sentence}{waited}"


def packet_heights(model: JourneyStep) -> tuple[float, float, float]:
    """Return the heights of the path, the packet and the words below, the same for every step of a journey.

    Parameters
    ----------
    model : JourneyStep
        Any step of the journey.

    Returns
    -------
    tuple of float
        Three heights in inches.
    """
    story = [model.but(step=number) for number in range(1, len(model.story()) + 1)]
    lines = max(len(_known_lines(moment)) for moment in story)
    layers = max(len(moment.now().packet) for moment in story)
    return 1.25 * -(-len(_order(model)) // _ROW), 0.3 + 0.26 * (1 + _RIM) * layers, 0.45 + 0.16 * lines


def _known_lines(model: JourneyStep) -> list[str]:
    """Write a line for each stranger and observer with all that they know, and mark what is new."""
    step, journey = model.now(), journeys()[model.journey]
    ends = {party.name for party in journey.parties if party.kind in ("end", "device")}
    lines = [
        f"{'▸ ' if step.news.get(who) else '   '}{large_first(_label(model, who))}: {_list(found)}"
        for who, found in step.knows.items()
        if who not in ends
    ]
    return [part for line in lines for part in textwrap.wrap(line, _WIDTH, subsequent_indent="         ")]


def _path(ax: Axes, model: JourneyStep, step: Step) -> None:
    """Place the parties in the order in which the message meets them, and mark where it passes now."""
    colours, order = palette(ax.figure), _order(model)
    rows = -(-len(order) // _ROW)
    columns = -(-len(order) // rows)
    at = {}
    for n, name in enumerate(order):  # every second row runs back, so that neighbours stay neighbours
        row, column = divmod(n, columns)
        at[name] = (column if row % 2 == 0 else columns - 1 - column, -row)
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(-rows + 0.35, 0.7))
    for passed in model.story():
        _arrow(ax, at[passed.source], at[passed.target], passed.number - step.number)
    for name, (x, y) in at.items():
        face = colours.series[0] if name in (step.source, step.target) else colours.paper
        ax.plot(
            [x],
            [y],
            "o",
            markersize=19,
            markerfacecolor=face,
            markeredgecolor=colours.series[0],
            markeredgewidth=1.8,
        )
        words = textwrap.fill(_label(model, name).removeprefix("the "), 13)
        ax.text(x, y - 0.22, words, ha="center", va="top", fontsize=8, color=colours.text,
                path_effects=[outline(ax)])  # fmt: skip


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], when: int) -> None:
    """Draw one hop as an arrow: a thick one now, a dotted one later; a hop over others bends above them."""
    colours, (dx, dy) = palette(ax.figure), (end[0] - start[0], end[1] - start[1])
    bend = 0.0 if max(abs(dx), abs(dy)) <= 1 else (-0.2 if dx > 0 else 0.2)
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=14,
            shrinkA=12,
            shrinkB=12,
            connectionstyle=f"arc3,rad={bend}",
            linewidth=3.2 if when == 0 else 1.4,
            linestyle="-" if when <= 0 else ":",
            color=colours.series[1] if when == 0 else colours.series[5],
        )
    )


def _packet(ax: Axes, model: JourneyStep, step: Step) -> None:
    """Draw the layers inside each other, the outermost first: open ones dashed, closed ones solid."""
    colours, count = palette(ax.figure), len(step.packet)
    ax.set(xlim=(0, 10), ylim=(-(1 + _RIM) * count - 0.1, 0.1))
    for depth, seal in enumerate(step.packet):
        left, top, bottom = 0.1 + 0.2 * depth, -depth - 0.06, -count - _RIM * (count - depth)
        colour, stroke = (colours.series[2], "--") if seal.open else (colours.series[3], "-")
        ax.add_patch(
            Rectangle((left, bottom), 9.8 - 0.4 * depth, top - bottom, fill=False, edgecolor=colour,
                      linestyle=stroke, linewidth=2)
        )  # fmt: skip
        ax.text(left + 0.12, -depth - 0.52, _seal(model, seal), va="center", fontsize=8, color=colours.text)
    if not count:
        ax.text(0.2, -0.1, "no layers: only the link is seen", fontsize=8, color=colours.text)


def _seal(model: JourneyStep, seal: PacketLayer) -> str:
    owners = word_list(_label(model, key) for key in seal.keys)
    keys = "in clear" if seal.keys == (ANYONE,) else f"key: {owners}"
    inside = f"; holds {_list(seal.reveals)}" if seal.reveals else ""
    return f"{'open' if seal.open else 'CLOSED'}: {seal.layer} ({keys}{inside})"


def _known(ax: Axes, model: JourneyStep) -> None:
    colours = palette(ax.figure)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    title = "What strangers and observers know so far (▸ something new)"
    lines = "\n".join(_known_lines(model)) or "   nobody but the two ends handles it"
    ax.text(0.01, 1, title, weight="bold", fontsize=9, va="top", color=colours.text)
    ax.annotate(
        lines,
        (0.01, 1),
        xytext=(0, -16),
        textcoords="offset points",
        fontsize=8,
        va="top",
        color=colours.text,
    )


def _order(model: JourneyStep) -> list[str]:
    return list(dict.fromkeys(name for step in model.story() for name in (step.source, step.target)))


def _label(model: JourneyStep, name: str) -> str:
    labels = {party.name: party.label for party in journeys()[model.journey].parties}
    return labels.get(name, name)


def _list(data: Iterable[str]) -> str:
    return word_list(DATA[datum].removeprefix("the ") for datum in data) or "nothing"
