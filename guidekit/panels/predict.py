"""A prediction asks the learner for a number before the answer is shown."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets

from guidekit.course.journal import Journal, journal
from guidekit.knobs import Knob
from guidekit.panels.controls import STYLE, Control


class Prediction(widgets.VBox):
    """A question with a slider for the guess and a button that writes it into the journal."""

    def __init__(self, id: str, question: str, rule: Knob, store: Journal) -> None:
        self.id, self.question, self.rule, self._journal = id, question, rule, store
        self.guess = guess_for(id, store)
        start = (rule.low + rule.high) / 2 if self.guess is None else self.guess
        self.control = Control.of(id, rule, round(start) if rule.whole else start)
        self.button = widgets.Button(description="Commit my prediction", layout=widgets.Layout(width="auto"))
        self.button.on_click(lambda _: self.commit())
        self._status = widgets.HTML()
        words = widgets.HTML(f"<style>{STYLE}</style><p class='gk-question'>{html.escape(question)}</p>")
        super().__init__([words, self.control, widgets.HBox([self.button, self._status])])
        self.add_class("gk-panel")
        self._say()

    def commit(self) -> None:
        """Write the guess that the slider shows into the journal."""
        self.guess = float(self.control.value)
        self._journal.write("prediction", self.id, self.guess, self.rule.unit)
        self._say()

    def _say(self) -> None:
        self._status.value = f"<span role='status'>{html.escape(self.status)}</span>"
        self.button.description = "Commit my prediction" if self.guess is None else "Change my prediction"

    @property
    def status(self) -> str:
        """Say beside the button what is stored."""
        if self.guess is None:
            return "Nothing is stored yet."
        return f"You predicted {self.rule.words(self.guess)}. It is stored on this machine only."

    def __repr__(self) -> str:
        allowed = f"{self.rule.words(self.rule.low)} to {self.rule.words(self.rule.high)}"
        return f"Prediction: {self.question} ({allowed}) {self.status}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}


def predict(id: str, question: str, low: float, high: float, unit: str = "", log: bool = False) -> Prediction:
    """Ask for a prediction, and store it before the answer is shown.

    Parameters
    ----------
    id : str
        The name by which `explore(..., prediction=id)` finds the guess.
    question : str
        What is asked.
    low, high : float
        The range of the answer; both ends are allowed.
    unit : str
        The unit of the answer. With ``"%"``, low, high and the stored guess are shares from 0 to 1.
    log : bool
        Whether the slider moves in equal factors instead of equal steps.

    Returns
    -------
    Prediction
        A widget; ``.control.value`` is the guess, ``.commit()`` stores it.

    Raises
    ------
    ValueError
        If the range is empty.
    """
    if not low < high:
        raise ValueError(f"predict({id!r}): low = {low!r} must be below high = {high!r}")
    unit = "share" if unit == "%" else unit
    whole = unit != "share" and float(low).is_integer() and float(high).is_integer() and high - low >= 20
    return Prediction(id, question, Knob(low, high, unit, "Your prediction", whole=whole, log=log), journal())


def guess_for(id: str, store: Journal) -> float | None:
    """Return the newest guess for a question, or None if there is none."""
    entry = store.latest("prediction", id)
    return None if entry is None else float(entry.value)
