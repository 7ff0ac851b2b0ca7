"""A prediction: the learner commits to a range before the answer is shown, sure of it at eight in ten."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

import traitlets

from guidekit.course.guesses import (
    Ends,
    GuessOutcome,
    ends_text,
    guess_ends,
    guess_rule,
    middle_half,
    range_words,
)
from guidekit.course.journal import Answer, Journal, journal
from guidekit.knobs import Knob
from guidekit.panels.controls import control
from guidekit.panels.face import Face
from guidekit.words import fill

RULES: dict[str, Knob] = {}
"""What may be guessed for each question that was asked in this kernel: a guess that does not fit is none."""
THUMBS = {"low": "at least", "high": "at most"}
"""The two thumbs by the names that messages use, and the words that a learner reads."""
NOT_STORED = "Nothing is stored yet."
STORED = "You said {said}. It is stored on this machine only."
PREDICTION = "Prediction: {question} ({allowed}) {status}"
RUN_TO_ANSWER = "Run this cell to answer."


class Prediction(Face):
    """A question, two thumbs on one track for the guess, and a button that commits it to the journal.

    Attributes
    ----------
    guess : tuple of float, or None
        The guess that is stored, its lower end first; shares for per cent.
    value : tuple of float
        Where the thumbs stand.
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
        self.value: Ends = self.guess or middle_half(rule)
        specs = [control(name, replace(rule, label=words), self) for name, words in THUMBS.items()]
        super().__init__(kind="predict", question=question, controls=specs, **self._state())

    def commit(self, value: float | Ends | None = None) -> None:
        """Write the guess into the journal: that of the thumbs, or another one.

        Parameters
        ----------
        value : float or tuple of float, optional
            Both ends, or one number for both.

        Raises
        ------
        ValueError
            If an end is no number of the range, or they are the wrong way round.
        """
        self._store(self._ends(self.value if value is None else value))
        self.tell(self.answered)

    def receive(self, content: dict[str, Any], number: int) -> None:
        """Answer a message from the page: a thumb was moved, or the guess committed."""
        turned = content.get("turn")
        turned = turned if isinstance(turned, dict) else {}
        low, high = self._ends(self.value)
        try:
            value = self._ends((turned.get("low", low), turned.get("high", high)))
        except ValueError as refusal:
            self.tell(number, str(refusal))
            return
        self.value = value
        if content.get("commit") is True:
            self._store(value)
        self.tell(number)

    def _ends(self, value: Any) -> Ends:
        """Return both ends of what somebody gave: a pair, or one number for both."""
        pair = tuple(value) if isinstance(value, (tuple, list)) and len(value) == 2 else (value, value)
        for end in pair:
            if problem := self.rule.refusal("your prediction", end):
                raise ValueError(problem)
        low, high = pair
        if low > high:
            raise ValueError(
                f"your prediction = at least {low:g} and at most {high:g} holds no number; "
                f"{self.rule.allowed()}, the smaller one first"
            )
        return low, high

    def _store(self, value: Ends) -> None:
        self.value = self.guess = (float(value[0]), float(value[1]))
        self._journal.write("prediction", self.id, ends_text(self.guess), self.rule.unit)

    def _state(self) -> dict[str, Any]:
        if self.guess is None:
            status, button = NOT_STORED, "Keep my guess"
        else:
            said = range_words(self.rule, self.guess)
            status, button = fill(STORED, said=said), "Change my guess"
        low, high = self._ends(self.value)
        values = {"low": low, "high": high}
        return {"values": values, "status": status, "button": button, "stored": self.guess is not None}

    def _allowed(self) -> str:
        return range_words(self.rule, (self.rule.low, self.rule.high))

    def __repr__(self) -> str:
        return PREDICTION.format(question=self.question, allowed=self._allowed(), status=self.status)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live widget, and for who only reads the question and its range."""
        asked = f"<b>{html.escape(self.question)}</b> ({html.escape(self._allowed())})"
        return self.bundle(repr(self), **{"text/html": f"<p>{asked} {RUN_TO_ANSWER}</p>"})


def predict(id: str, question: str, low: float, high: float, unit: str = "", log: bool = False) -> Prediction:
    """Ask for a prediction and store it before the answer is shown.

    A guess is a range in which one is sure at eight in ten; `progress` shows how many answers lay inside.

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
        Whether the thumbs move by factors.

    Returns
    -------
    Prediction
        A widget; ``.value`` is where its two thumbs stand, ``.commit()`` stores it.

    Raises
    ------
    ValueError
        If the range is empty, or begins at 0 where the thumbs move by factors.
    """
    if not low < high:
        raise ValueError(f"predict({id!r}): low = {low!r} must be below high = {high!r}")
    if log and low <= 0:
        raise ValueError(f"predict({id!r}): low = {low!r} must be above 0 where log = True")
    return Prediction(id, question, guess_rule(low, high, unit, log), journal())


def guess_for(id: str, kept: Journal) -> Ends | None:
    """Return both ends of the newest guess for a question, or None when there is none that fits it."""
    return guess_ends(kept.latest("prediction", id), RULES.get(id))


def guess_beside(rule: Knob | None, guess: Answer | None, sentence: str) -> dict[str, Any]:
    """Return a guess beside the answer that a sentence has, in words and as a drawing; both empty without."""
    answer, value = getattr(sentence, "answer", None), getattr(sentence, "value", None)
    if answer is None or value is None:
        return {"told": "", "strip": []}
    one = GuessOutcome(rule or Knob(unit=guess.unit if guess else ""), guess_ends(guess, rule), value, answer)
    return {"told": one.sentence, "strip": [one.strip(), *one.scale] if one.ends and one.scale else []}
