"""Three networks are taken apart: one server for all, islands, and a mesh."""

from __future__ import annotations

import functools

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.operator import wording
from guidekit.models import NodeLoss
from guidekit.models.fragility import Fragility
from guidekit.words import answered, fill, number, paragraph

_TITLES = {"star": "One server for all", "islands": "Islands", "random": "A mesh"}
_WIDE, _HIGH = 250.0, 250.0  # pixels of one network
_STEPS = 300  # of the springs that pull a mesh into shape


def taken_apart(model: NodeLoss, figure: Figure) -> str:
    """Draw three networks of a hundred nodes, which nodes are gone, and which still hang together.

    The answer is the largest part of the mesh that hangs together, in nodes.
    """
    sketch, left = Sketch(figure), model.left()
    column = sketch.width / len(_TITLES)
    counts = {shape: int(part.sum()) for shape, part in left.items()}
    for nth, (shape, network) in enumerate(model.networks().items()):
        x = nth * column
        sketch.text(x + column / 2, 24, _TITLES[shape], 16, weight=600, ha="center")
        _network(sketch, x + (column - _WIDE) / 2, 34, network, left[shape], model.gone)
        words = f"{counts[shape]} of 100"
        role = "focus" if counts[shape] > 1 else "seen"
        sketch.text(x + column / 2 - 6, 318, words, 24, role, 700, ha="right")
        sketch.text(x + column / 2 + 2, 316, "hang together", 14, "muted")
        _steps(sketch, x + (column - _WIDE) / 2, 330, network, model.gone)
        if nth:
            sketch.line([(x, 14), (x, sketch.height - 14)], stroke=1)
    said = paragraph(
        fill(wording.GONE[model.removal if model.gone else "none"], gone=model.gone, nodes=100),
        fill(wording.CONNECTED, **counts),
    )
    return answered(said, counts["random"], number)


def _network(
    sketch: Sketch, x: float, y: float, network: Fragility, part: NDArray[np.bool_], gone: int
) -> None:
    """Draw the links and the nodes: in the largest part, apart from it, or gone."""
    ends, order = network.network()
    points = _places(network) * (_WIDE, _HIGH) + (x, y)
    away = np.zeros(network.nodes, dtype=bool)
    away[order[:gone]] = True
    broken, inside = away[ends].any(axis=1), part[ends].all(axis=1)
    sketch.lines_between(points[ends[broken]], "faint", 0.8)
    sketch.lines_between(points[ends[~broken & ~inside]], "unknown", 0.8)
    sketch.lines_between(points[ends[inside]], "focus", 1.0)
    for some, radius, edge, paint in (
        (part, 4.2, "focus", "focus"),
        (~part & ~away, 3.6, "unknown", "paper"),
        (away, 7.0, "seen", "paper"),
    ):
        across, down = points[some].T
        sketch.rimmed(across, down, radius, paint, edge, 1.3)
    for side in (-1, 1):
        corner = np.array([3.0, 3.0 * side])
        sketch.lines_between(np.stack([points[away] - corner, points[away] + corner], axis=1), "seen", 1.5)


def _steps(sketch: Sketch, x: float, y: float, network: Fragility, gone: int) -> None:
    """Draw below a network how large its largest part is after each node that goes, to the thirtieth."""
    whole = _largest(network)
    most = len(whole) - 1
    high, wide = 36.0, _WIDE
    corners = [(x, y + high)]
    for at, size in enumerate(whole):
        corners += [(x + wide * at / most, y + high * (1 - size / 100))]
        if at < most:
            corners += [(x + wide * (at + 1) / most, y + high * (1 - size / 100))]
    sketch.polygon([*corners, (x + wide, y + high)], "focus_tint")
    sketch.line(corners[1:], "focus", 1.8)
    sketch.line([(x, y + high), (x + wide, y + high)], "rule", 1.2)
    here = x + wide * gone / most
    sketch.line([(here, y), (here, y + high)], "seen", 1.6)
    sketch.disc(here, y + high * (1 - whole[gone] / 100), 4.5, fill="seen")
    sketch.text(x, y + high + 16, "none gone", 12.5, "muted")
    sketch.text(x + wide, y + high + 16, f"{most} gone", 12.5, "muted", ha="right")


@functools.lru_cache(maxsize=16)
def _largest(network: Fragility) -> list[int]:
    return [round(float(share) * 100) for share in network.largest()[:31]]


@functools.lru_cache(maxsize=16)
def _places(network: Fragility) -> NDArray[np.float64]:
    """Place the nodes in a box of one by one.

    A star and its leaves stand on a spiral around the hub, each island is a small star on a ring, and the
    mesh is pulled into shape: links draw their ends together, and all nodes push each other apart.
    """
    if network.shape == "star":
        return 0.5 + 0.48 * _spiral(network.nodes)
    if network.shape == "islands":
        hubs = 0.5 + 0.38 * _ring(10)
        return np.concatenate([hub + 0.1 * np.concatenate([[(0, 0)], _ring(9)]) for hub in hubs])
    rng = np.random.default_rng(7)
    ends, _ = network.network()
    at = rng.random((network.nodes, 2))
    for step in range(_STEPS):
        apart = at[:, None] - at[None]
        far = np.sqrt((apart**2).sum(axis=2)) + 1e-3
        push = (apart / far[..., None] ** 2).sum(axis=1) * 0.004
        pull = np.zeros_like(at)
        along = at[ends[:, 1]] - at[ends[:, 0]]
        np.add.at(pull, ends[:, 0], along)
        np.add.at(pull, ends[:, 1], -along)
        move = push + 0.12 * pull - 0.06 * (at - 0.5)
        at += np.clip(move, -0.05, 0.05) * (1 - step / _STEPS)
    low, high = at.min(axis=0), at.max(axis=0)
    placed: NDArray[np.float64] = 0.03 + 0.94 * (at - low) / (high - low)
    return placed


def _ring(count: int) -> NDArray[np.float64]:
    turn = 2 * np.pi * np.arange(count) / count
    return np.column_stack([np.cos(turn), np.sin(turn)])


def _spiral(count: int) -> NDArray[np.float64]:
    """Place points around a middle so that each has as much room: the golden angle, by the root."""
    nth = np.arange(count)
    turn = nth * np.pi * (3 - 5**0.5)
    return np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt(nth / (count - 1))[:, None]
