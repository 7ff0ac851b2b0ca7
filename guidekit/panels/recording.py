"""A recording holds what a panel shows over a grid of its knobs, so that it plays without a kernel."""

from __future__ import annotations

import itertools
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.layers import Pixels, encode_layer, encode_webp
from guidekit.drawing.page import Page
from guidekit.knobs import Model, code
from guidekit.panels.ahead import beside
from guidekit.panels.surface import page_value, show
from guidekit.words import Sentence

if TYPE_CHECKING:
    from guidekit.panels.panel import Panel

THEMES = ("light", "dark")
ALONE, BESIDE, STATES = 60, 15, 225
"""The most stops of a knob that is recorded alone, and beside another; and the most states of a panel."""
BUDGET = 740_000
"""Bytes that the pictures of a panel may have in one theme: as text in a page, under a megabyte."""
SLIDER = 200  # positions of a slider on a log scale, as the page has them
_TRIED = 6  # states that are drawn to learn how many bytes one has


@dataclass(frozen=True)
class Axis:
    """A knob that is recorded: its name, and the values of its stops in order."""

    name: str
    stops: tuple[Any, ...]


@dataclass(frozen=True)
class Recording:
    """What a panel shows at the stops of its knobs.

    Attributes
    ----------
    opening : dict
        What the page must know to draw the panel: its controls, buttons and size.
    axes : tuple of Axis
        The knobs that can be turned, the first one turning fastest.
    states : list of dict
        One for each stop of the grid, and so once for each group of presets that turn what no axis turns:
        the values of all knobs, sentence, code and table, or the ``problem`` that the model has with it.
    pictures : dict of list of bytes
        By theme, a background for each group, then a layer for each state; empty for tables.
    """

    opening: dict[str, Any]
    axes: tuple[Axis, ...]
    states: list[dict[str, Any]]
    pictures: dict[str, list[bytes]]

    def pack(self, theme: str) -> bytes:
        """Pack the states, and the pictures of one theme, into bytes that a page reads.

        Parameters
        ----------
        theme : str
            ``"light"`` or ``"dark"``.

        Returns
        -------
        bytes
            The length of the header (four bytes, the smallest first), the header as JSON, deflated, and the
            pictures one after the other. Equal pictures stand there once.
        """
        pictures = self.pictures.get(theme, [])
        at: dict[bytes, int] = {b"": 0}
        blobs, end = [], 0
        for picture in pictures:
            if picture not in at:
                at[picture], end = end, end + len(picture)
                blobs.append(picture)
        places = [[at[picture], len(picture)] for picture in pictures]
        axes = [[axis.name, axis.stops] for axis in self.axes]
        header = self.opening | {"axes": axes, "states": self.states, "places": places}
        text = zlib.compress(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode(), 9)
        return b"".join([len(text).to_bytes(4, "little"), text, *blobs])


def record(panel: Panel, budget: int = BUDGET, states: int = STATES) -> Recording:
    """Record what a panel shows over a grid of its knobs.

    How: the first two knobs that can be recorded become axes, and those behind them that fit in whole. Stops
    are those of the sliders, thinned to as many as the budget allows, but never without the values of the
    start and of each preset. Presets that turn what no axis turns bring a grid of their own.

    Parameters
    ----------
    panel : Panel
        The panel. It is not changed, and a prediction does not cover what is recorded.
    budget : int
        Bytes that the pictures may have in one theme.
    states : int
        The most states, 1 or more; the presets may bring more.

    Returns
    -------
    Recording
        The same for the same panel, budget and number of states.
    """
    grid = Grid.of(panel, states)
    if not panel.table and grid.count > _TRIED:
        grid = Grid.of(panel, min(states, max(1, int(budget / _mean_size(panel, grid)))))
    while True:
        recording = _recorded(panel, grid)
        weight = max((sum(map(len, {*them})) for them in recording.pictures.values()), default=0)
        fewer = Grid.of(panel, max(1, int(0.95 * grid.count * budget / max(weight, 1))))
        if weight <= budget or fewer.count >= grid.count:
            return recording
        grid = fewer  # the states that were tried had less to show than the others


def _recorded(panel: Panel, grid: Grid) -> Recording:
    """Draw all states of a grid."""
    found = [_state(panel, model, Page()) for model in grid.models()] if panel.table else []
    pictures = {}
    for theme in () if panel.table else THEMES:
        canvas = Canvas(panel.size, dark=theme == "dark")
        grounds = [_picture(panel, base, canvas) for base in grid.bases]
        found, layers = [], []
        for at, model in enumerate(grid.models()):
            found.append(_state(panel, model, canvas))
            ground = grounds[at // grid.group]
            layers.append(b"" if "problem" in found[-1] else encode_layer(canvas.pixels(), ground))
        pictures[theme] = [*map(encode_webp, grounds), *layers]
    return Recording(_opening(panel, grid), grid.axes, found, pictures)


@dataclass(frozen=True)
class Grid:
    """The states of a panel that are recorded.

    Attributes
    ----------
    axes : tuple of Axis
        The knobs that can be turned, the first one turning fastest.
    bases : tuple of Model
        The start, and each preset that turns what no axis turns in a way of its own.
    """

    axes: tuple[Axis, ...]
    bases: tuple[Model, ...]

    @classmethod
    def of(cls, panel: Panel, states: int) -> Grid:
        """Choose the axes of a panel, so that its grids together have about as many states as wanted."""
        shown = [panel.start, *panel.presets]
        axes: tuple[Axis, ...] = ()
        bases: tuple[Model, ...] = (panel.start,)
        # Which presets need a grid of their own hangs on the axes, and the axes on how many these are.
        for _ in range(2):
            axes = _axes(panel, shown, max(1, states // len(bases)))
            names = {axis.name for axis in axes}
            apart: dict[tuple[object, ...], Model] = {}
            for model in shown:
                apart.setdefault(beside(model, names), model)
            bases = tuple(apart.values())
        return cls(axes, bases)

    @property
    def group(self) -> int:
        """How many states each base has."""
        return math.prod(len(axis.stops) for axis in self.axes)

    @property
    def count(self) -> int:
        """How many states there are."""
        return len(self.bases) * self.group

    def models(self) -> list[Model | str]:
        """List the models in the order of the states; where a model refuses its knobs, its words."""
        points = list(itertools.product(*(axis.stops for axis in reversed(self.axes))))
        names = [axis.name for axis in reversed(self.axes)]
        return [
            _turned(base, dict(zip(names, point, strict=True))) for base in self.bases for point in points
        ]

    def place(self, model: Model) -> int:
        """Return the number of the state that shows a model."""
        return self.models().index(model)


def _turned(base: Model, values: dict[str, Any]) -> Model | str:
    try:
        model: Model = base.but(**values)
    except ValueError as refusal:
        return str(refusal)
    return model


def _axes(panel: Panel, shown: Sequence[Model], room: int) -> tuple[Axis, ...]:
    """Choose the knobs that are recorded, and their stops."""
    found = []
    for spec in panel.controls:
        stops = list(_stops(spec))
        kept = dict.fromkeys(json.dumps(page_value(getattr(model, spec["name"]))) for model in shown)
        if len(stops) > 1:
            found.append((spec, stops, [json.loads(value) for value in kept]))
    axes: dict[str, Axis] = {}
    taken = 1
    first = sorted(found[:2], key=lambda one: len(one[1]))
    for left, (spec, stops, must) in zip(range(len(first), 0, -1), first, strict=True):
        share = int((room / taken) ** (1 / left) + 1e-9)
        most = share if spec["kind"] != "number" else min(share, ALONE if len(first) == 1 else BESIDE)
        if spec["kind"] == "ticks" and len(stops) > share:
            continue  # a part of all subsets could not be explained
        points = _thinned(stops, must, most)
        axes[spec["name"]] = Axis(spec["name"], tuple(points))
        taken *= len(points)
    for spec, stops, _ in found[2:]:
        if spec["kind"] != "number" and taken * len(stops) <= room:
            axes[spec["name"]] = Axis(spec["name"], tuple(stops))
            taken *= len(stops)
    return tuple(axes[spec["name"]] for spec in panel.controls if spec["name"] in axes)


def _stops(spec: dict[str, Any]) -> Iterator[Any]:
    """List the values that a control of the page can reach; none for a text, or where they are too many."""
    if spec["kind"] in ("choice", "steps"):
        yield from spec["choices"]
    elif spec["kind"] == "ticks" and 2 ** len(spec["choices"]) <= STATES:
        for size in range(len(spec["choices"]) + 1):
            yield from map(list, itertools.combinations(spec["choices"], size))
    elif spec["kind"] == "number":
        low, high, step = spec["low"], spec["high"], spec["step"]
        if spec["log"]:
            values = [float(f"{low * (high / low) ** (at / SLIDER):.3g}") for at in range(SLIDER + 1)]
        else:
            first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
            values = [float(f"{at * step:.10g}") for at in range(first, last + 1)]
        inside = [min(high, max(low, value)) for value in values]
        yield from dict.fromkeys(round(value) if spec["whole"] else value for value in inside)


def _thinned(stops: list[Any], must: list[Any], most: int) -> list[Any]:
    """Keep at most so many stops, spread evenly, with both ends and with those that must stay."""
    order = {json.dumps(stop): at for at, stop in enumerate(stops)}
    added = [value for value in must if json.dumps(value) not in order]
    if added:  # numbers only: a preset may stand between two positions of the slider
        stops = sorted([*stops, *added])
        order = {json.dumps(stop): at for at, stop in enumerate(stops)}
    for count in range(min(most, len(stops)), 1, -1):
        evenly = {round(at * (len(stops) - 1) / (count - 1)) for at in range(count)}
        kept = sorted(evenly | {order[json.dumps(value)] for value in must})
        if len(kept) <= most:
            return [stops[at] for at in kept]
    return [stops[at] for at in sorted(order[json.dumps(value)] for value in must)]


def _mean_size(panel: Panel, grid: Grid) -> float:
    """Return how many bytes a state has on the mean, with its part of a background."""
    canvas, models = Canvas(panel.size), grid.models()
    grounds: dict[int, Pixels] = {}
    sizes = []
    for at in range(0, grid.count, math.ceil(grid.count / _TRIED)):
        base = at // grid.group
        if base not in grounds:
            grounds[base] = _picture(panel, grid.bases[base], canvas)
        if "problem" not in _state(panel, models[at], canvas):
            sizes.append(len(encode_layer(canvas.pixels(), grounds[base])))
    ground = len(encode_webp(grounds[0])) / grid.group
    return ground + float(np.mean(sizes or [1]))


def _picture(panel: Panel, model: Model, canvas: Canvas) -> Pixels:
    _state(panel, model, canvas)
    return canvas.pixels()


def _state(panel: Panel, model: Model | str, surface: Canvas | Page) -> dict[str, Any]:
    """Draw or write a state of a panel, and return what the page says of it."""
    if isinstance(model, str):
        return {"problem": model}
    sentence = show(panel.exhibit, model, surface)
    state: dict[str, Any] = {
        "values": {name: page_value(getattr(model, name)) for name in panel.knobs},
        "sentence": str(sentence),
        "code": code(model) if panel.code or panel.covered else "",
    }
    if isinstance(surface, Page):
        state["html"] = surface.html
    if isinstance(sentence, Sentence) and sentence.value is not None and model == panel.start:
        state["answer"] = [sentence.value, sentence.answer]
    return state


def _opening(panel: Panel, grid: Grid) -> dict[str, Any]:
    """Return what the page must know to draw a panel, and where the start and the presets are."""
    stops = {axis.name: axis.stops for axis in grid.axes}
    controls = []
    for spec in panel.controls:
        if spec["name"] not in stops:
            spec = spec | {"locked": True}
        elif spec["kind"] == "number":
            spec = spec | {"stops": stops[spec["name"]]}
        elif spec["kind"] in ("choice", "steps"):
            spec = spec | {"closed": [value for value in spec["choices"] if value not in stops[spec["name"]]]}
        controls.append(spec)
    same = ("buttons", "width", "height", "steps", "open_knobs", "kind")
    return {
        **{name: getattr(panel, name) for name in same},
        "controls": controls,
        "prediction": panel.prediction,
        "start": grid.place(panel.start),
        "presets": [grid.place(preset) for preset in panel.presets],
    }
