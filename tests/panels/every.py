"""Every panel of every lesson at both ends of each of its knobs, and what a reader sees there."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from matplotlib.backends.backend_agg import FigureCanvasAgg

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import refresh_legends
from guidekit.drawing.labels import part_labels, word_box, words_of
from guidekit.drawing.page import Page
from guidekit.drawing.sketch import marks
from guidekit.knobs import Model, knob_of
from guidekit.panels.panel import Panel
from guidekit.panels.player import Player
from guidekit.panels.surface import show


def panels_of(path: Path) -> list[Panel]:
    """Run the cells of a lesson and return every panel that they build, in order."""
    built: list[Panel] = []
    build = Panel.__init__

    def noted(panel: Panel, *args: Any, **more: Any) -> None:
        build(panel, *args, **more)
        built.append(panel)

    names: dict[str, object] = {}
    with patch.object(Panel, "__init__", noted):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
    return built


def ends(panel: Panel, name: str) -> list[Any]:
    """Return the lowest and the highest value of a knob, or each of its choices."""
    rule = knob_of(panel.model, name)
    if rule.choices:
        return list(rule.choices)
    if rule.ticks:
        return [(), tuple(panel.model.options(name))]
    if rule.letters:
        least, most = max(1, int(rule.low)), int(rule.high)
        return [rule.letters[0] * least, rule.letters[-1] * most, (rule.letters * most)[:most]]
    high = panel.last if isinstance(panel, Player) else rule.high
    return [int(end) if rule.whole else end for end in (rule.low, high)]


def states(panel: Panel) -> dict[Model, str]:
    """Return the start, each preset and both ends of each knob, and how to get there."""
    found = {panel.start: "at the start"}
    for words, model in zip(panel.buttons, panel.presets, strict=False):  # a still has no buttons
        found.setdefault(model, f"at “{words}”")
    for name in panel.knobs:
        for end in ends(panel, name):
            found.setdefault(panel.start.but(**{name: end}), f"at {name} = {end}")
    return found


@dataclass
class Look:
    """What a panel shows in one state: its sentence, the cells of its table, the words of its picture."""

    exhibit: str
    state: str
    sentence: str
    cells: list[str] = field(default_factory=list)
    words: list[tuple[str, Any]] = field(default_factory=list)  # with their boxes in pixels
    size: tuple[float, float] = (0.0, 0.0)

    @property
    def place(self) -> str:
        return f"{self.exhibit} {self.state}"


@functools.cache
def looks(path: Path) -> list[Look]:
    """Look at every panel of a lesson in every one of its `states`, uncovered."""
    return [look for panel in panels_of(path) for look in _looks(panel)]


def _looks(panel: Panel) -> Iterator[Look]:
    name = f"{panel.exhibit.__module__.removeprefix('guidekit.exhibits.')}.{panel.exhibit.__name__}"
    canvas = None if panel._canvas is None else Canvas(panel.size)
    laid_out = False
    for model, state in states(panel).items():
        surface = canvas or Page()
        look = Look(name, state, str(show(panel.exhibit, model, surface)))
        if isinstance(surface, Page):
            reader = _Cells()
            reader.feed(surface.html)
            look.cells = reader.cells
        else:
            refresh_legends(surface)
            if surface.stale or not laid_out:
                surface.reset_axes()
                surface.draw_without_rendering()  # puts each pair of axes in its place
                laid_out = True
            renderer: Any = FigureCanvasAgg.get_renderer(surface.canvas)  # type: ignore[arg-type]
            part_labels(surface, renderer)
            look.words = [(text.get_text(), word_box(text, renderer)) for text in words_of(surface)]
            sketched = marks(surface)
            look.words += [(label.words, label.box.extents) for label in sketched.labels] if sketched else []
            look.size = tuple(surface.bbox.size)
            surface.stale = False  # looking at the ticks changed nothing
        yield look


class _Cells(HTMLParser):
    """Collects the words of each cell, and of each paragraph and list below a table."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end(tag)

    def handle_data(self, data: str) -> None:
        self._inside += data

    def _end(self, tag: str) -> None:
        if tag not in ("a", "b", "br", "em", "i", "small", "span", "strong"):
            if self._inside.strip():
                self.cells.append(self._inside.strip())
            self._inside = ""
