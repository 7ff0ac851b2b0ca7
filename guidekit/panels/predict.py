"""A prediction: the learner commits to a number before the answer is shown."""

from __future__ import annotations

import html
import math
from typing import Any

import traitlets

from guidekit.course.journal import Journal, journal
from guidekit.knobs import Knob
from guidekit.panels.controls import control
from guidekit.panels.face import Face

RULES: dict[str, Knob] = {}
"""What may be guessed for each question that was asked in this kernel: a guess that does not fit is none."""


class Prediction(Face):
    """A question, a slider for the guess, and a button that commits it to the journal.

    Attributes
    ----------
    guess : float or None
        The guess that is stored; a share for per cent.
    value : float
        Where the slider stands.
    status : str
        What stands beside the button.
    """

    question = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List(traitlets.Dict()).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    stored = traitlets.Bool().tag(sync=True)

    def __init__(self, id: str, question: str, rule: Knob, kept: Journal) -> None:
        self.id, self.rule, self._journal = id, rule, kept
        RULES[id] = rule
        self.guess = guess_for(id, kept)
        start = (rule.low + rule.high) / 2 if self.guess is None else self.guess
        self.value = round(start) if rule.whole else start
        spec = control("guess", rule, self)
        super().__init__(kind="predict", question=question, controls=[spec], **self._state())

    def commit(self, value: float | None = None) -> None:
        """Write the guess into the journal: that of the slider, or another one.

        Raises
        ------
        ValueError
            If it is no number of the range.
        """
        value = self.value if value is None else value
        if problem := self.rule.refusal("your prediction", value):
            raise ValueError(problem)
        self._store(float(value))
        self.tell(self.answered)

    def receive(self, content: dict[str, Any], number: int) -> None:
        """Answer a message from the page: the slider was moved, or the guess committed."""
        turned = content.get("turn")
        value = turned.get("guess", self.value) if isinstance(turned, dict) else self.value
        if problem := self.rule.refusal("your prediction", value):
            self.tell(number, problem)
            return
        self.value = value
        if content.get("commit") is True:
            self._store(float(value))
        self.tell(number)

    def _store(self, value: float) -> None:
        self.value = self.guess = value
        self._journal.write("prediction", self.id, value, self.rule.unit)

    def _state(self) -> dict[str, Any]:
        if self.guess is None:
            status, button = "Nothing is stored yet.", "Commit my prediction"
        else:
            status = f"You predicted {self.rule.words(self.guess)}. It is stored on this machine only."
            button = "Change my prediction"
        stored = self.guess is not None
        return {"values": {"guess": self.value}, "status": status, "button": button, "stored": stored}

    def __repr__(self) -> str:
        allowed = f"{self.rule.words(self.rule.low)} to {self.rule.words(self.rule.high)}"
        return f"Prediction: {self.question} ({allowed}) {self.status}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live widget, and for who only reads the question and its range."""
        allowed = f"{self.rule.words(self.rule.low)} to {self.rule.words(self.rule.high)}"
        words = f"<p><b>{html.escape(self.question)}</b> ({allowed}) Run this cell to answer.</p>"
        return self.bundle(repr(self), **{"text/html": words})


def predict(id: str, question: str, low: float, high: float, unit: str = "", log: bool = False) -> Prediction:
    """Ask for a prediction and store it before the answer is shown.

    Parameters
    ----------
    id : str
        The name under which `explore(..., prediction=id)` finds the guess.
    question : str
        What is asked.
    low, high : float
        The range of the answer, both allowed.
    unit : str
        Its unit. ``"%"`` is read as a percentage: low, high and the stored guess are then shares,
        0 to 1. Whole things (messages, relays, servers …) between whole numbers take whole numbers only.
    log : bool
        Whether the slider moves by factors.

    Returns
    -------
    Prediction
        A widget; ``.value`` is the guess, ``.commit()`` stores it.

    Raises
    ------
    ValueError
        If the range is empty.
    """
    if not low < high:
        raise ValueError(f"predict({id!r}): low = {low!r} must be below high = {high!r}")
    unit = "share" if unit == "%" else unit
    whole = unit not in ("share", *MEASURED) and float(low).is_integer() and float(high).is_integer()
    return Prediction(id, question, Knob(low, high, unit, "Your prediction", whole=whole, log=log), journal())


MEASURED = ("ms", "s", "seconds", "minutes", "hours", "days", "weeks", "months", "years", "MB", "km", "m")
"""Units that are measured and not counted: a guess may lie between two whole numbers."""


def guess_for(id: str, kept: Journal) -> float | None:
    """Return the newest guess for a question, or None when there is none that fits the question."""
    entry = kept.latest("prediction", id)
    if entry is None:
        return None
    try:
        guess = float(entry.value)
    except ValueError:  # somebody wrote into the journal
        return None
    rule = RULES.get(id)
    if not math.isfinite(guess) or (rule and (entry.unit != rule.unit or rule.refusal(id, guess))):
        return None
    return guess
