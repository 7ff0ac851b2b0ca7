"""A message on its way: the path as a network, the packet with its layers, and who knows what so far."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from guidekit.exhibits.drawing import ink
from guidekit.exposure import DATA, Seal, Step, journeys
from guidekit.exposure.question import Playing
from guidekit.exposure.words import ANYONE, listed

ROW = 8  # parties in one row of the path
KNOWN_LINES = 11


def travels(model: Playing, figure: Figure) -> str:
    """Draw one step of a journey."""
    figure.set_facecolor(ink(figure).paper)
    path, packet, known = figure.subplots(3, 1, height_ratios=(1.0, 0.9, 1.35))
    for ax in (path, packet, known):
        ax.set_axis_off()
    step = model.now()
    _path(path, model, step)
    _packet(packet, step)
    _known(known, model, step)
    waited = " It waited before this step." if step.later else ""
    return f"Step {step.number} of {len(model.story())}. {step.sentence}{waited}"


def _path(ax: Axes, model: Playing, step: Step) -> None:
    """Place the parties in the order in which the message meets them, and mark where it passes now."""
    colours, parties = ink(ax.figure), journeys()[model.journey].parties
    order = list(dict.fromkeys(name for s in model.story() for name in (s.source, s.target)))
    labels = {party.name: party.label for party in parties}
    rows = -(-len(order) // ROW)
    columns = min(ROW, -(-len(order) // rows))
    at = {name: (n % columns if (n // columns) % 2 == 0 else columns - 1 - n % columns, -1.6 * (n // columns))
          for n, name in enumerate(order)}  # fmt: skip
    ax.set(xlim=(-0.6, columns - 0.4), ylim=(-1.6 * rows + 0.75, 0.7))
    for past in model.story():
        done, now = past.number < step.number, past.number == step.number
        near = abs(order.index(past.source) - order.index(past.target)) == 1
        arrow = FancyArrowPatch(
            at[past.source], at[past.target], arrowstyle="-|>", mutation_scale=14, shrinkA=13, shrinkB=13,
            connectionstyle=f"arc3,rad={0 if near else 0.35}", linewidth=3 if now else 1.4,
            linestyle="-" if done or now else ":", color=colours.series[1] if now else colours.series[5],
        )  # fmt: skip
        ax.add_patch(arrow)
    for name, (x, y) in at.items():
        active = name in (step.source, step.target)
        face = colours.series[0] if active else colours.paper
        ax.add_patch(
            Circle((x, y), 0.17, facecolor=face, edgecolor=colours.series[0], linewidth=1.8, zorder=3)
        )
        ax.text(
            x, y - 0.3, textwrap.fill(labels[name], 14), ha="center", va="top", fontsize=8, color=colours.text
        )
    ax.set_aspect("equal")


def _packet(ax: Axes, step: Step) -> None:
    """Nest the layers, outermost first: open ones dashed, closed ones solid and named so."""
    colours = ink(ax.figure)
    ax.set(xlim=(0, 10), ylim=(0, 1))
    inset = min(0.55, 3.6 / max(1, len(step.packet)))
    for depth, seal in enumerate(step.packet):
        left, bottom = 0.1 + depth * inset, 0.02 + 0.03 * depth
        colour = colours.series[2] if seal.open else colours.series[3]
        width, height = 9.8 - depth * (inset + 0.04), 0.96 - 0.06 * depth
        round_box = {"boxstyle": "round,pad=0,rounding_size=0.06", "facecolor": "none", "linewidth": 2}
        stroke = "--" if seal.open else "-"
        ax.add_patch(
            FancyBboxPatch((left, bottom), width, height, edgecolor=colour, linestyle=stroke, **round_box)
        )
        y = 0.9 - depth * min(0.2, 0.85 / len(step.packet))
        ax.text(left + 0.12, y, _seal(seal), ha="left", va="top", fontsize=8, color=colours.text)
    if not step.packet:
        ax.text(0.2, 0.5, "an empty packet: only the link is seen", fontsize=8, color=colours.text)


def _seal(seal: Seal) -> str:
    keys = "in clear" if seal.keys == (ANYONE,) else f"key: {listed(seal.keys)}"
    inside = (
        f"; holds {listed(DATA[datum].removeprefix('the ') for datum in seal.reveals)}"
        if seal.reveals
        else ""
    )
    return f"{'open' if seal.open else 'CLOSED'}: {seal.layer} ({keys}{inside})"


def _known(ax: Axes, model: Playing, step: Step) -> None:
    """List what each stranger and observer knows so far, in two columns; news is marked."""
    colours, journey = ink(ax.figure), journeys()[model.journey]
    ends = {party.name for party in journey.parties if party.kind == "end"}
    lines = [
        f"{'▸ ' if step.learned.get(who) else '   '}{who}: "
        f"{', '.join(DATA[datum].removeprefix('the ') for datum in knows) or 'nothing'}"
        for who, knows in step.knows.items()
        if who not in ends
    ]
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.text(0.01, 0.98, "What strangers and observers know so far (▸ news)", weight="bold", fontsize=9,
            va="top", color=colours.text)  # fmt: skip
    wrapped = [part for line in lines for part in textwrap.wrap(line, 108, subsequent_indent="        ")]
    shown = wrapped[:KNOWN_LINES] + (
        [f"… and {len(wrapped) - KNOWN_LINES} more lines"] if len(wrapped) > KNOWN_LINES else []
    )
    ax.text(
        0.01, 0.86, "\n".join(shown) or "nobody but the two ends", fontsize=8, va="top", color=colours.text
    )
