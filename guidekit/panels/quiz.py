"""The quiz at the end of a lesson: choose, answer, and read why, as often as you like."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from guidekit.course.journal import Journal, journal
from guidekit.course.questions import Question, given, questions
from guidekit.panels.controls import STYLE, Control


class QuizQuestion(widgets.VBox):
    """One question. Set ``.control.value`` to an option's words and call ``.answer()``, as a learner does."""

    def __init__(self, question: Question, number: int, kept: Journal) -> None:
        self.question, self._journal = question, kept
        self.given = given(question, kept)
        self.control = Control(
            kind="radio",
            label=f"{number}. {question.words}",
            choices=[option.words for option in question.options],
            value=self.given.words if self.given else "",
        )
        self.button = widgets.Button(description=f"Answer question {number}", layout={"width": "max-content"})
        self.button.on_click(lambda _: self.answer())
        self.verdict = widgets.HTML()
        super().__init__([self.control, self.button, self.verdict])
        self._say()

    @property
    def right(self) -> bool | None:
        """Whether the answer that was given last is right; None when there is none."""
        return None if self.given is None else self.given.right

    def answer(self) -> None:
        """Give the chosen option as the answer: keep it in the journal and say why it is right or wrong."""
        chosen = self.question.option(self.control.value)
        if chosen is None:
            self.verdict.value = "<span role='alert'>Choose one of the answers first.</span>"
            return
        self.given = chosen
        self._journal.write("answer", self.question.id, chosen.words)
        self._say()

    def _say(self) -> None:
        chosen = self.given
        if chosen is None:
            self.verdict.value = "<span role='status'></span>"
            return
        lead = "✓ Right." if chosen.right else "✗ Not quite."
        more = "" if chosen.right else f" Look again at “{self.question.again}”, then choose another answer."
        self.verdict.value = (
            f"<div role='status' class='gk-verdict'><b>{lead}</b> {html.escape(chosen.reason + more)}</div>"
            + (self._others() if chosen.right else "")
        )

    def _others(self) -> str:
        """Say of the other options why they are wrong: folded, and only once the right one is found."""
        items = "".join(
            f"<li><i>{html.escape(o.words)}</i>: {html.escape(o.reason)}</li>"
            for o in self.question.options
            if not o.right
        )
        return f"<details><summary>Why not the others?</summary><ul>{items}</ul></details>"


class Quiz(widgets.VBox):
    """The questions of one lesson, and how many are right so far."""

    def __init__(self, lesson: str, asked: Sequence[Question], kept: Journal) -> None:
        self.lesson = lesson
        self.asked = [QuizQuestion(question, number, kept) for number, question in enumerate(asked, 1)]
        self._total = widgets.HTML(f"<style>{STYLE}</style>")
        for one in self.asked:
            one.verdict.observe(lambda _: self._count(), "value")
        super().__init__([*self.asked, self._total])
        self.add_class("gk-panel")
        self.add_class("gk-quiz")
        self._count()

    @property
    def status(self) -> str:
        """How many of the questions are answered, and how many of these right."""
        right = [one.right for one in self.asked]
        return f"{sum(r is not None for r in right)} of {len(right)} answered, {sum(map(bool, right))} right."

    def _count(self) -> None:
        kept = "Your answers are stored on this machine only."
        self._total.value = f"<style>{STYLE}</style><p role='status'><b>{self.status}</b> {kept}</p>"

    def __repr__(self) -> str:
        lines = [f"Quiz of lesson {self.lesson}. {self.status}"]
        for number, one in enumerate(self.asked, 1):
            lines.append(f"{number}. {one.question.words}")
            lines += [f"   - {option.words}" for option in one.question.options]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Give the live quiz, and for who has not run it the questions without their answers."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        items = "".join(
            f"<li>{html.escape(one.question.words)}<ul>"
            + "".join(f"<li>{html.escape(option.words)}</li>" for option in one.question.options)
            + "</ul></li>"
            for one in self.asked
        )
        still = f"<ol>{items}</ol><p>Run this cell to answer; a reason comes with every answer.</p>"
        return bundle | {"text/plain": repr(self), "text/html": still}


def quiz(lesson: str, path: str | Path | None = None) -> Quiz:
    """Ask the questions of a lesson; every answer gets its reason and is kept in the journal.

    Parameters
    ----------
    lesson : str
        The two digits of the lesson, such as ``"04"``.
    path : str or pathlib.Path, optional
        A folder with a ``questions.csv`` of your own.

    Returns
    -------
    Quiz
        A widget; ``.asked[0].control.value = "…"`` and ``.asked[0].answer()`` answer the first question.

    Raises
    ------
    ValueError
        If no question belongs to that lesson.
    TableError
        If a table in `path` is broken.
    """
    return Quiz(lesson, questions(lesson, path), journal())
