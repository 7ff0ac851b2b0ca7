"""What every exhibit must stand, whatever its model: `test_everywhere` asks it of all exhibits.

An exhibit names the class of its models in its annotation, so one that is listed is tested, and none can be
forgotten. Models from the whole range are shown but not made into pixels, which takes most of the time;
those at the ends of the range are drawn, and one picture of each exhibit becomes a PNG.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
import typing
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator
from numpy.typing import NDArray

from guidekit import exhibits
from guidekit.course.lessons import lesson_files
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.figure import animated_artists
from guidekit.drawing.labels import part_labels
from guidekit.drawing.page import Page
from guidekit.knobs import Knob, knobs_of
from guidekit.panels.surface import show, writes_page
from tests.drawing.boxes import labels
from tests.models.strategies import values

FOLDER = Path(exhibits.__file__).parent
EXAMPLES = 60
ODD = re.compile(r"\bnan\b|\binf\b|None|np\.| {2}| ,|\.\.$")


def every_exhibit() -> dict[str, Any]:
    """Return each exhibit by the name that a lesson gives it, such as ``relays.guards``."""
    listed = {}
    for stub in FOLDER.glob("*/__init__.pyi"):
        folder = importlib.import_module(f"guidekit.exhibits.{stub.parent.name}")
        names = re.findall(r"^from \.\w+ import (\w+) as \1$", stub.read_text(encoding="utf-8"), re.M)
        assert names
        listed |= {f"{stub.parent.name}.{name}": getattr(folder, name) for name in names}
    for path in FOLDER.glob("[!_]*.py"):
        file = importlib.import_module(f"guidekit.exhibits.{path.stem}")
        listed |= {
            f"{path.stem}.{name}": function
            for name, function in vars(file).items()
            if inspect.isfunction(function) and function.__module__ == file.__name__ and name[0] != "_"
        }
    return listed


def class_of(exhibit: Any) -> type:
    """Return the class of the models that an exhibit takes."""
    return typing.get_type_hints(exhibit)["model"]


def sizes() -> dict[str, tuple[float, float]]:
    """Return the size in inches at which a lesson shows an exhibit, where it is not the usual one."""
    found = {}
    for path in lesson_files():
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for source in ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"):
            for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
                asked = [word.value for word in call.keywords if word.arg == "size"]
                if asked:
                    name = ast.unparse(call.args[0]).removeprefix("gk.exhibits.")
                    found[name] = ast.literal_eval(asked[0])
    return found


def value(rule: Knob) -> st.SearchStrategy[Any]:
    """Values over the whole range of one knob, its ends included."""
    if rule.ticks:
        return st.just(())
    if rule.letters or rule.choices:
        return values(rule)
    # No slider stands nearer to zero than this.
    seen = values(rule).map(lambda x: min(rule.high, max(rule.low, x if abs(x) > 1e-9 else 0.0)))
    return seen.map(round) if rule.whole else seen


def ticked(cls: type, name: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the words that may be ticked at a knob of the usual model, none or all of them too."""
    return st.lists(st.sampled_from(list(cls().options(name))), unique=True).map(tuple)


def anywhere(cls: type, **still: Any) -> st.SearchStrategy[Any]:
    """Models of a class with every knob anywhere in its range, but for those that stand still."""
    rules = {name: value(rule) for name, rule in knobs_of(cls).items() if name not in still}
    rules |= {name: ticked(cls, name) for name, rule in knobs_of(cls).items() if rule.ticks and name in rules}
    return st.builds(cls, **rules, **{name: st.just(at) for name, at in still.items()})


def at_the_ends(cls: type, **still: Any) -> list[Any]:
    """Models of a class with each knob in turn at either end, or at up to eight of its choices."""
    usual = cls(**still)
    rules = {name: rule for name, rule in knobs_of(cls).items() if name not in still}
    ends = {
        name: ((),) if rule.ticks else rule.choices[:: 1 + len(rule.choices) // 8] or (rule.low, rule.high)
        for name, rule in rules.items()
        if not rule.letters
    }
    return [usual, *(usual.but(**{name: end}) for name in ends for end in ends[name])]


def speaks_everywhere(
    exhibit: Any, models: st.SearchStrategy[Any], examples: int = EXAMPLES, numbers: bool = True
) -> None:
    """Over all models it says one sentence with its numbers and nothing odd; a page is a table or a story."""
    sheet = Canvas()

    @settings(max_examples=examples)
    @given(model=models)
    def check(model: Any) -> None:
        surface = Page() if writes_page(exhibit) else sheet
        sentence = show(exhibit, model, surface)
        is_one_sentence(sentence)
        assert not numbers or re.search(r"\d", sentence), sentence
        if isinstance(surface, Page):
            assert surface.html.startswith(("<table", "<p"))
            assert not re.search(r"\bnan\b", surface.html)

    check()


def written(exhibit: Any, model: Any) -> tuple[str, str]:
    """Return the sentence and the HTML of an exhibit that writes a page."""
    page = Page()
    return show(exhibit, model, page), page.html


def drawn(exhibit: Any, model: Any) -> tuple[str, Figure]:
    """Return the sentence and the figure of an exhibit that draws."""
    figure = Figure()
    return exhibit(model, figure), figure


def curve(ax: Axes, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where the points of a line are drawn that has this name."""
    line = next(line for line in ax.lines if line.get_label() == name)
    return np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)


def is_one_sentence(sentence: str) -> None:
    named = sentence.startswith(("iMessage", "bitchat"))  # names that begin with a small letter
    assert named or sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "“"
    assert sentence.endswith(".")
    assert not ODD.search(sentence), sentence


def words_stay(exhibit: Any, models: list[Any], size: tuple[float, float] = (7.0, 4.0)) -> None:
    """With each of the models everything can be drawn, and no words leave the picture."""
    sheet = Canvas(size)
    renderer: Any = FigureCanvasAgg(sheet).get_renderer()
    for nth, model in enumerate(models):
        show(exhibit, model, sheet)
        new = sheet.stale
        if nth == 0:
            assert sheet.png().startswith(b"\x89PNG")
        elif new:
            sheet.reset_axes()
            sheet.draw_without_rendering()  # puts each pair of axes in its place
        part_labels(sheet, renderer)
        for artist in animated_artists(sheet):
            artist.draw(renderer)
        words_are_on(sheet, model, new)
        sheet.stale = False  # looking at the ticks changed nothing


def words_are_on(sheet: Canvas, model: Any, new: bool = True) -> None:
    """No words leave the picture; those of a background that is not new have been looked at before."""
    for label in labels(sheet):
        assert -1 <= label.box.x0 < label.box.x1 <= sheet.bbox.x1 + 1, (model, label.words)
        assert -1 <= label.box.y0 < label.box.y1 <= sheet.bbox.y1 + 1, (model, label.words)
    for ax in sheet.axes:
        texts = list(ax.texts)
        if new and ax.axison:
            texts += [ax._left_title, ax.xaxis.label, ax.yaxis.label]
            if isinstance(ax.yaxis.get_major_locator(), FixedLocator):  # matplotlib places its own numbers
                texts += ax.get_yticklabels()
        if legend := ax.get_legend():
            texts += legend.get_texts()
        for text in texts:
            if text.get_visible() and text.get_text().strip():
                box = text.get_window_extent()
                assert box.x0 >= -1, (model, text.get_text())
                assert box.y0 >= -1, (model, text.get_text())
                assert box.x1 <= sheet.bbox.x1 + 1, (model, text.get_text())
                assert box.y1 <= sheet.bbox.y1 + 1, (model, text.get_text())
