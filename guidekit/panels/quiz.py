"""The quiz at the end of a lesson, which gives a reason for every answer."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from guidekit.course.journal import Journal, journal
from guidekit.course.questions import Question, latest_option, questions
from guidekit.panels.controls import STYLE, Control


class QuizQuestion(widgets.VBox):
    """A question of the quiz with its options, a button and the verdict.

    Set ``.control.value`` to the words of an option and call ``.answer()`` to answer it as a learner does.

    Attributes
    ----------
    question : Question
        The question as the table has it.
    option : Option or None
        The option of the newest answer; None if there is no answer yet.
    """

    def __init__(self, question: Question, number: int, store: Journal) -> None:
        self.question, self._journal = question, store
        self.option = latest_option(question, store)
        self.control = Control(
            kind="radio",
            label=f"{number}. {question.words}",
            choices=[option.words for option in question.options],
            value=self.option.words if self.option else "",
        )
        self.button = widgets.Button(description=f"Answer question {number}", layout={"width": "max-content"})
        self.button.on_click(lambda _: self.answer())
        self.verdict = widgets.HTML()
        super().__init__([self.control, self.button, self.verdict])
        self._say()

    @property
    def right(self) -> bool | None:
        """Tell whether the newest answer is right; None stands for no answer."""
        return None if self.option is None else self.option.right

    def answer(self) -> None:
        """Write the chosen option into the journal as the answer, and say why it is right or wrong."""
        chosen = self.question.option(self.control.value)
        if chosen is None:
            self.verdict.value = "<span role='alert'>Choose one of the answers first.</span>"
            return
        self.option = chosen
        self._journal.write("answer", self.question.id, chosen.words)
        self._say()

    def _say(self) -> None:
        chosen = self.option
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
        """Write why the other options are wrong, folded, for a learner who has found the right one."""
        items = "".join(
            f"<li><i>{html.escape(o.words)}</i>: {html.escape(o.reason)}</li>"
            for o in self.question.options
            if not o.right
        )
        return f"<details><summary>Why not the others?</summary><ul>{items}</ul></details>"


class Quiz(widgets.VBox):
    """The questions of a lesson, and how many are right so far.

    Attributes
    ----------
    lesson : str
        The two digits of the lesson.
    questions : list of QuizQuestion
        The questions in the order of the table.
    """

    def __init__(self, lesson: str, questions: Sequence[Question], store: Journal) -> None:
        self.lesson = lesson
        self.questions = [
            QuizQuestion(question, number, store) for number, question in enumerate(questions, 1)
        ]
        self._total = widgets.HTML(f"<style>{STYLE}</style>")
        for one in self.questions:
            one.verdict.observe(lambda _: self._count(), "value")
        super().__init__([*self.questions, self._total])
        self.add_class("gk-panel")
        self.add_class("gk-quiz")
        self._count()

    @property
    def status(self) -> str:
        """Say how many of the questions are answered, and how many are right."""
        right = [one.right for one in self.questions]
        return f"{sum(r is not None for r in right)} of {len(right)} answered, {sum(map(bool, right))} right."

    def _count(self) -> None:
        privacy = "Your answers are stored on this machine only."
        self._total.value = f"<style>{STYLE}</style><p role='status'><b>{self.status}</b> {privacy}</p>"

    def __repr__(self) -> str:
        lines = [f"Quiz of lesson {self.lesson}. {self.status}"]
        for number, one in enumerate(self.questions, 1):
            lines.append(f"{number}. {one.question.words}")
            lines += [f"   - {option.words}" for option in one.question.options]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Return the live quiz, and the questions without answers for those who have not run the cell."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        items = "".join(
            f"<li>{html.escape(one.question.words)}<ul>"
            + "".join(f"<li>{html.escape(option.words)}</li>" for option in one.question.options)
            + "</ul></li>"
            for one in self.questions
        )
        still = f"<ol>{items}</ol><p>Run this cell to answer; a reason comes with every answer.</p>"
        return bundle | {"text/plain": repr(self), "text/html": still}


def quiz(lesson: str, path: str | Path | None = None) -> Quiz:
    """Ask the questions of a lesson; each answer gets a reason and is kept in the journal.

    Parameters
    ----------
    lesson : str
        The two digits of the lesson, such as ``"04"``.
    path : str or pathlib.Path, optional
        A folder with a ``questions.csv`` of your own.

    Returns
    -------
    Quiz
        A widget. ``.questions[0].control.value = "…"`` and ``.questions[0].answer()`` answer the first one.

    Raises
    ------
    ValueError
        If no question belongs to that lesson.
    TableError
        If a table in `path` is broken.
    """
    return Quiz(lesson, questions(lesson, path), journal())
