"""The panel is one widget with an exhibit and the knobs of its model, covered where a guess comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import traitlets

from guidekit.course.guesses import guess_ends, result_text
from guidekit.course.journal import Answer, journal
from guidekit.drawing.canvas import DPI, Canvas
from guidekit.drawing.page import Page
from guidekit.knobs import Knob, Model, code, knob_of, knobs_of
from guidekit.names import check_known
from guidekit.panels import ahead
from guidekit.panels.controls import control
from guidekit.panels.face import Face
from guidekit.panels.predict import RULES, guess_beside
from guidekit.panels.recording import BUDGET, STATES, Recording, record
from guidekit.panels.still import still_cover, still_figure
from guidekit.panels.surface import Exhibit, page_value, shown_on, writes_page
from guidekit.words import fill

COVERED = "Covered: guess first, then look."
NOT_SHOWN = "This state could not be shown ({fault})."


class Panel(Face):
    """A live exhibit. Turn it from Python with ``panel.turn(hops=5)``, as a learner does with a slider.

    Attributes
    ----------
    model : Model
        The model that is shown now.
    knobs : list of str
        The names of the knobs that it shows.
    start : Model
        The model that it opened with, which Reset goes back to.
    presets : list of Model
        What each button shows.
    prediction : str or None
        The id of the prediction that covers it.
    size : tuple of float
        Width and height of the picture in inches of 100 pixels.
    sentence : str
        What is to be seen, with its numbers: the picture's alternative text. Where there is a prediction
        its ``answer`` is the answer alone. While the panel is covered it says only that. A guess does not
        change it.
    told : str
        The guess beside the answer, in one sentence: only where there is a guess, and at the start alone.
    strip : list of str
        The same as a drawing (SVG), and the two ends of its scale in words.
    png : bytes
        The picture, empty for a table or while the panel is covered.
    html : str
        The table, empty for a picture or while the panel is covered.
    code : str
        The line of code that makes the model.
    covered : bool
        Whether a guess is asked for before anything is shown.
    ahead : bool
        Whether the page asks for frames ahead, and base, the name of what these hold for.
    """

    controls = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    buttons = traitlets.List(traitlets.Unicode()).tag(sync=True)
    active = traitlets.Int(-1).tag(sync=True)
    covered = traitlets.Bool(False).tag(sync=True)
    png = traitlets.Bytes(b"").tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    told = traitlets.Unicode().tag(sync=True)
    strip = traitlets.List(traitlets.Unicode()).tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    width = traitlets.Int(700).tag(sync=True)
    height = traitlets.Int(400).tag(sync=True)
    steps = traitlets.Int(0).tag(sync=True)
    open_knobs = traitlets.Int(0).tag(sync=True)
    ahead = traitlets.Bool(False).tag(sync=True)
    base = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        exhibit: Exhibit,
        model: Model,
        turned: Sequence[str],
        presets: Mapping[str, Mapping[str, Any]],
        prediction: str | None,
        size: tuple[float, float],
        open_knobs: int = 0,
    ) -> None:
        self.exhibit, self.model, self.start, self.size = exhibit, model, model, size
        self.knobs = list(turned)
        self.prediction, self._shown_anyway = prediction, False
        self._dark = False
        self._canvas = None if writes_page(exhibit) else self._blank()
        self.presets = [model.but(**changes) for changes in presets.values()]
        names = list(presets)
        if self.knobs and "Reset" not in names:
            self.presets.append(model)
            names.append("Reset")
        state: dict[str, Any] = {
            "controls": self._controls(model),
            "buttons": names if self.knobs else [],
            "width": round(size[0] * DPI),
            "height": round(size[1] * DPI),
            "open_knobs": open_knobs,
            "steps": self._last_step(),
            "ahead": bool(self.knobs) and ahead.switched_on(),
        }
        # The first picture travels in the message that opens the widget: it is never blank.
        super().__init__(**state | self._drawn(model, self._guess()) | self.more(state["controls"]))
        if prediction is not None:
            journal().watch(self._predicted)
        self._remember()

    def more(self, controls: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what another kind of panel adds to the state."""
        return {}

    def set(self, model: Model) -> None:
        """Show another state of the model, with one redraw, however many knobs it turns."""
        self._show(model, self.answered)
        self._remember()

    def turn(self, **values: Any) -> None:
        """Turn some knobs, as a learner does. A refusal stands in ``problem``, and the picture stays.

        Raises
        ------
        ValueError
            If the panel does not show a knob of that name.
        """
        for name in values:
            if name not in self.knobs:
                raise ValueError(f"the panel shows no knob {name!r}; it shows: {', '.join(self.knobs)}")
        self.receive({"turn": values}, self.answered)

    def press(self, words: str) -> None:
        """Press the button that carries these words; a ValueError says if none does."""
        check_known("button", [words], self.buttons)
        self.receive({"press": self.buttons.index(words)}, self.answered)

    def uncover(self) -> None:
        """Show the answer without a guess; this is kept nowhere and counts as no prediction."""
        self.receive({"uncover": True}, self.answered)

    def frame(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return what the panel would show at other values of its knobs, and change nothing.

        Parameters
        ----------
        content : dict
            What a page asks: the ``frame``, a value for each knob, and the ``base`` that it shows.

        Returns
        -------
        dict
            What `tell` would tell; or the ``problem`` with these values; or that the page must ``wait`` since
            a cell runs; or that it is ``stale``: the base is another one. Empty where the exhibit fails.
        """
        with self._lock:
            guess = self._guess()
            if not self.ahead or self._covers(guess) or content.get("base") != self._base(self.model, guess):
                return {"stale": True}
            if ahead.cell_runs():
                return {"wait": True}
            values = content.get("frame")
            try:
                if not isinstance(values, dict) or {*values} != {*self.knobs}:
                    raise ValueError(f"{values!r} is no frame; allowed: values of {', '.join(self.knobs)}")
                return self._drawn(self._turned(values, self.model), guess)
            except ValueError as refusal:
                return {"problem": str(refusal)}
            except Exception:  # the turn itself will say so, to the page and to the log
                return {}

    def _received(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        if "frame" not in content:
            return super()._received(widget, content, buffers)
        state = self.frame(content)
        png = state.pop("png", b"")
        self.send({"frame": content.get("id"), **state}, [png])

    def receive(self, content: dict[str, Any], number: int) -> None:
        """Answer a message from the page: a turn, a press, the wish to see, or another theme."""
        try:
            with self._lock:  # two knobs that two threads turn both stay turned
                if "dark" in content:
                    self._dark = bool(content["dark"])
                    self._canvas = self._canvas and self._blank()
                self._shown_anyway = self._shown_anyway or content.get("uncover") is True
                self._show(self._wanted(content), number)
        except ValueError as refusal:
            self.tell(number, str(refusal))  # the last picture stays, and the sliders go back to it
        except BaseException as fault:  # also an interrupt: the page must hear of it, and the log, too
            words = ": ".join(filter(None, (type(fault).__name__, str(fault))))
            self.tell(number, fill(NOT_SHOWN, fault=words))
            raise
        self._remember()

    def _wanted(self, content: dict[str, Any]) -> Model:
        """Return the model that a message asks for; what comes from a browser is checked like all else."""
        model = self.model
        if "press" in content:
            at = content["press"]
            if type(at) is not int or not 0 <= at < len(self.presets):
                raise ValueError(f"there is no button {at!r}; allowed: 0 to {len(self.presets) - 1}")
            model = self.presets[at]
        return self._turned(content.get("turn", {}), model)

    def _turned(self, turned: Any, model: Model) -> Model:
        """Return a model with some of the knobs that are shown turned."""
        if not isinstance(turned, dict):
            raise ValueError(f"{turned!r} turns no knob; allowed: names of knobs with their values")
        turned = {name: self._typed(name, value) for name, value in turned.items() if name in self.knobs}
        there: Model = model.but(**turned) if turned else model
        return there

    def _typed(self, name: str, value: Any) -> Any:
        """Return a value as a person meant it: small letters are taken where a knob takes large ones."""
        return value.upper() if knob_of(self.model, name).letters and isinstance(value, str) else value

    def _show(self, model: Model, number: int) -> None:
        with self._lock:
            state = self._drawn(model, self._guess())
            self.model = model
            self.tell(number, **state)

    def _drawn(self, model: Model, guess: Answer | None) -> dict[str, Any]:
        """Return everything that the page shows of a model."""
        values = {name: page_value(getattr(model, name)) for name in self.knobs}
        shown = next((at for at, preset in enumerate(self.presets) if preset == model), -1)
        base, covered = self._base(model, guess), self._covers(guess)
        state = {"values": values, "active": shown, "covered": covered, "base": base}
        if state["covered"]:
            return state | {"png": b"", "html": "", "sentence": COVERED, "code": "", "told": "", "strip": []}
        try:
            png, html, sentence = shown_on(self._canvas or Page(), self.exhibit, model)
        except BaseException:
            self._canvas = self._canvas and self._blank()  # what was half drawn must not stay under the next
            raise
        ticked = any(knob_of(model, name).ticks for name in self.knobs)
        more = {"controls": self._controls(model)} if ticked else {}  # what may be ticked hangs on the model
        state |= {"png": png, "html": html, "sentence": sentence, "code": code(model)}
        opened = model == self.start and self.prediction is not None  # the state that was asked about
        told = guess_beside(self._rule(), guess, sentence) if opened else {"told": "", "strip": []}
        return state | more | told

    def _base(self, model: Model, guess: Answer | None) -> str:
        return ahead.base_of(
            ahead.beside(model, self.knobs), self._dark, self._covers(guess), guess, self._rule()
        )

    def _blank(self) -> Canvas:
        return Canvas(self.size, dark=self._dark)

    def _controls(self, model: Model) -> list[dict[str, Any]]:
        return [control(name, knob_of(model, name), model) for name in self.knobs]

    def _last_step(self) -> int:
        """Return the last step that Back, Play and Next walk to, or 0 where no knob is called step."""
        return int(knob_of(self.model, "step").high) if "step" in self.knobs else 0

    def _guess(self) -> Answer | None:
        """Return the newest guess; the journal is a file, so it is read once for each message."""
        return journal().latest("prediction", self.prediction) if self.prediction is not None else None

    def _rule(self) -> Knob | None:
        return RULES.get(self.prediction) if self.prediction is not None else None

    def _covers(self, guess: Answer | None) -> bool:
        """Tell whether a guess is asked for before anything is shown."""
        asked = self.prediction is not None and not self._shown_anyway
        return asked and guess_ends(guess, self._rule()) is None

    def _remember(self) -> None:
        """Keep the answer that the panel gave to its prediction as it opened, for `gk.progress`."""
        if self.prediction is None or not self.told:
            return
        result = result_text(self.sentence.value, self.sentence.answer)  # type: ignore[attr-defined]
        before = journal().latest("result", self.prediction)
        if before is None or before.value != result:
            journal().write("result", self.prediction, result)

    def _predicted(self, entry: Answer) -> None:
        if (entry.kind, entry.key) == ("prediction", self.prediction):
            self.set(self.model)

    def __repr__(self) -> str:
        return f"{self.sentence} {self.told}".rstrip()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live widget, its words, and the picture or table that is seen without a kernel."""
        with self._lock:
            if self.covered:
                return self.bundle(self.sentence, **{"text/html": still_cover(COVERED)})
            if self._canvas is None:
                table = f'<div class="gk-still">{self.html}<p>{escape(repr(self))}</p></div>'
                return self.bundle(repr(self), **{"text/html": table})
            return self.bundle(repr(self), **{"text/html": still_figure(self._light(), repr(self))})

    def _light(self) -> bytes:
        """Return the picture as a page without a kernel shows it."""
        return self.still()[0] if self._dark else self.png

    @property
    def table(self) -> bool:
        """Whether the exhibit writes a table, and draws no picture."""
        return self._canvas is None

    def record(self, states: int = STATES, budget: int = BUDGET) -> Recording:
        """Record what the panel shows over a grid of its knobs, to be played without a kernel.

        Parameters
        ----------
        states : int
            The most states, 1 or more. A knob alone has at most 60 stops, and two have at most 225.
        budget : int
            Bytes that the pictures may have in one theme.

        Returns
        -------
        Recording
            The states with their sentences and lines of code, and the pictures in both themes. A guess does
            not cover it. Drawing takes about 45 ms a picture.
        """
        return record(self, budget, states)

    def still(self, scale: int = 1) -> tuple[bytes, str, str]:
        """Draw or write the state that is shown once more, on white as it would be printed.

        Parameters
        ----------
        scale : int
            How many times as fine as on a page.

        Returns
        -------
        tuple of bytes, str and str
            The picture as a PNG, empty for a table; the table, empty for a picture; and the sentence.

        Raises
        ------
        ValueError
            If the panel shows nothing yet because it is covered.
        """
        if self.covered:
            raise ValueError(f"the panel shows nothing yet. {COVERED}")
        surface = Page() if self._canvas is None else Canvas(self.size, scale=scale)
        return shown_on(surface, self.exhibit, self.model)


def explore(
    exhibit: Exhibit,
    model: Model,
    knobs: Sequence[str] | None = None,
    presets: Mapping[str, Mapping[str, Any]] | None = None,
    prediction: str | None = None,
    size: tuple[float, float] = (7.0, 4.0),
    open_knobs: int = 0,
) -> Panel:
    """Show a model in an exhibit, with one control for each knob.

    Parameters
    ----------
    exhibit : callable
        A function ``(model, figure) -> sentence``, or ``(model, page) -> sentence`` for a table. The
        guess of a `prediction` is compared with the ``value`` of its sentence, where there is one.
    model : Model
        The state to start from, and the one that Reset goes back to.
    knobs : sequence of str, optional
        The knobs to show, in order; by default all of them. An empty list shows a still.
    presets : mapping, optional
        The words of a button, and the knobs that it turns from the start.
    prediction : str, optional
        The id of a `predict`. The panel stays covered until a guess is stored or *Show me anyway* is
        pressed; the guess is compared with the answer of the start alone.
    size : tuple of float
        Width and height of the picture in inches of 100 pixels.
    open_knobs : int
        How many knobs stand open, the others in a fold; 0 leaves it to the panel: two of many.

    Returns
    -------
    Panel
        A widget; in a notebook that is only read, its picture or table and its sentence.

    Raises
    ------
    ValueError
        If a knob or a preset does not fit the model.
    """
    turned = list(knobs_of(model) if knobs is None else knobs)
    for name in turned:
        knob_of(model, name)
    return Panel(exhibit, model, turned, presets or {}, prediction, size, open_knobs)
