"""A panel shows an exhibit with the knobs of its model, as a widget, a picture or one sentence."""

from __future__ import annotations

import base64
import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from guidekit.course.journal import Answer, journal
from guidekit.drawing.canvas import DPI, Canvas
from guidekit.drawing.page import Page
from guidekit.knobs import Model, code, knob_of, knobs_of
from guidekit.panels.controls import Control, Picture
from guidekit.panels.predict import guess_for

Exhibit = Callable[..., str]


class Panel(widgets.VBox):
    """A live exhibit, which can be turned from Python too: ``panel.controls["hops"].value = 5``.

    Attributes
    ----------
    model : Model
        The model that is shown now.
    sentence : str
        What is to be seen, with its numbers: the picture's alt text and the panel's text/plain.
    controls : dict of str to Control
        One control a knob.
    """

    def __init__(
        self,
        exhibit: Exhibit,
        model: Model,
        knobs: Sequence[str],
        presets: Mapping[str, Mapping[str, Any]],
        prediction: str | None,
        size: tuple[float, float],
    ) -> None:
        self.exhibit, self.model, self._start, self._size = exhibit, model, model, size
        self._prediction = prediction
        self._sheet = None if writes_page(exhibit) else Canvas(size)
        self._held = False
        self.sentence = ""
        self.controls = {name: Control.of(name, knob_of(model, name), getattr(model, name)) for name in knobs}
        self.picture = Picture(width=round(size[0] * DPI), height=round(size[1] * DPI))
        for control in self.controls.values():
            control.observe(self._turned, "value")
        self.picture.observe(self._themed, "dark")
        if prediction is not None:
            journal().watch(self._predicted)
        super().__init__([*self._buttons(presets), *self.controls.values(), self.picture])
        self.add_class("gk-panel")
        self.redraw()

    def _buttons(self, presets: Mapping[str, Mapping[str, Any]]) -> list[widgets.Widget]:
        if not self.controls:
            return []
        row = []
        for words, changes in {**presets, "Reset": {}}.items():
            button = widgets.Button(description=words, layout=widgets.Layout(width="auto"))
            button.on_click(lambda _, changes=changes: self.set(self._start.but(**changes)))
            row.append(button)
        return [widgets.HBox(row, layout=widgets.Layout(flex_flow="row wrap"))]

    def set(self, model: Model) -> None:
        """Show another state of the model, with one redraw for all knobs that differ."""
        with self._hold():
            self.model = model
            for name, control in self.controls.items():
                value = getattr(model, name)
                control.value = list(value) if isinstance(value, tuple) else value
        self.redraw()

    def redraw(self) -> None:
        """Draw the model as it stands and send picture, sentence and code in one message."""
        surface = self._sheet or Page()
        self.sentence = self._show_on(surface)
        self._remember()
        for name, control in self.controls.items():
            if control.kind == "ticks":
                control.choices = list(self.model.options(name))
        with self.picture.hold_sync():
            self.picture.problem = ""
            self.picture.sentence = self.sentence
            self.picture.code = code(self.model)
            if isinstance(surface, Canvas):
                self.picture.png = surface.png()
            else:
                self.picture.html = surface.html

    def _show_on(self, surface: Canvas | Page) -> str:
        more = {} if self._prediction is None else {"guess": guess_for(self._prediction, journal())}
        return show(self.exhibit, self.model, surface, **more)

    def _remember(self) -> None:
        """Write the first answer of the panel to its prediction into the journal, for `gk.progress`."""
        if self._prediction is None or guess_for(self._prediction, journal()) is None:
            return
        answer = getattr(self.sentence, "answer", None) if self.model == self._start else None
        if answer is None:
            return
        before = journal().latest("result", self._prediction)
        if before is None or before.value != answer:
            journal().write("result", self._prediction, answer)

    @contextlib.contextmanager
    def _hold(self) -> Iterator[None]:
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def _turned(self, change: Any) -> None:
        if self._held:
            return
        try:
            self.model = self.model.but(**{name: c.value for name, c in self.controls.items()})
        except ValueError as refusal:  # two knobs that do not go together: say so, keep the last picture
            self.picture.problem = str(refusal)
            return
        self.redraw()

    def _themed(self, change: Any) -> None:
        if self._sheet is not None:  # a page takes its colours from JupyterLab
            self._sheet = Canvas(self._size, dark=self.picture.dark)
            self.redraw()

    def _predicted(self, entry: Answer) -> None:
        if (entry.kind, entry.key) == ("prediction", self._prediction):
            self.redraw()

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Return all three faces: the live widget, the still picture, and the sentence."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = self.sentence
        if self._sheet is None:
            page = Page()
            self._show_on(page)
            return bundle | {"text/html": page.still(self.sentence)}
        png = self.picture.png
        if self.picture.dark:  # stills are light: they may be printed
            still = Canvas(self._size)
            self._show_on(still)
            png = still.png()
        return bundle | {"image/png": base64.b64encode(png).decode()}


def explore(
    exhibit: Exhibit,
    model: Model,
    knobs: Sequence[str] | None = None,
    presets: Mapping[str, Mapping[str, Any]] | None = None,
    prediction: str | None = None,
    size: tuple[float, float] = (7.0, 4.0),
) -> Panel:
    """Show a model in an exhibit, with one control for each knob.

    Parameters
    ----------
    exhibit : callable
        A function ``(model, figure) -> sentence``, or ``(model, page) -> sentence`` for a table. With
        `prediction` it also takes ``guess=``, a number or None.
    model : Model
        The state to start from, and the one that Reset goes back to.
    knobs : sequence of str, optional
        The knobs to show, in order; by default all of them. With an empty list the panel is a still.
    presets : mapping, optional
        Words for a button, and the knobs it turns from the start.
    prediction : str, optional
        The id of a prediction; its guess stands in the picture and in the sentence.
    size : tuple of float
        Width and height of the picture in inches of 100 pixels.

    Returns
    -------
    Panel
        A widget with three faces: live, picture, sentence.

    Raises
    ------
    ValueError
        If a knob or a preset does not fit the model, or the exhibit takes no guess.
    """
    names = list(knobs_of(model) if knobs is None else knobs)
    for name in names:
        knob_of(model, name)
    for changes in (presets or {}).values():
        model.but(**changes)
    if prediction is not None and "guess" not in inspect.signature(exhibit).parameters:
        raise ValueError(
            f"the exhibit {exhibit.__name__} has no place for a guess; give it a parameter guess=None"
        )
    return Panel(exhibit, model, names, presets or {}, prediction, size)


def show(exhibit: Exhibit, model: Model, surface: Canvas | Page, **more: Any) -> str:
    """Let an exhibit draw or write on a surface, and return its sentence.

    An exhibit that uses `guidekit.drawing.figure` moves what is there. One that draws with plain
    matplotlib would pile up artists, so its figure is wiped before each call.

    Raises
    ------
    TypeError
        If the exhibit returns anything but a sentence.
    """
    if isinstance(surface, Canvas):
        surface.clear_unless_animated()
    sentence = exhibit(model, surface, **more)
    if not isinstance(sentence, str):
        raise TypeError(
            f"the exhibit {exhibit.__name__} returned {sentence!r}; an exhibit returns one sentence"
        )
    return sentence


def writes_page(exhibit: Exhibit) -> bool:
    """Tell whether an exhibit writes a page; the second parameter of one that does is called ``page``."""
    return list(inspect.signature(exhibit).parameters)[1:2] == ["page"]
