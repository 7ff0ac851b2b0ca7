"""The quiz at the end of a lesson: choose, answer, and read why, as often as you like."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import traitlets

from guidekit.course.journal import Journal, journal
from guidekit.course.questions import Option, Question, latest_option, questions
from guidekit.panels.face import Face
from guidekit.words import fill, paragraph

STATUS = "{done} of {all} answered, {right} right."
QUIZ = "Quiz of lesson {lesson}."
LOOK_AGAIN = "Look again at “{heading}”, then choose another answer."
RUN_FOR_REASONS = "Run this cell to answer; a reason comes with every answer."


class Quiz(Face):
    """The questions of one lesson, the newest answer to each, and how many are right so far.

    Attributes
    ----------
    asked : list of dict
        For the page: each question with its options, the option that was given, and why it is right or
        wrong. The right option of a question is told only once it was found.
    status : str
        How many of the questions are answered, and how many of these right.
    """

    asked = traitlets.List(traitlets.Dict()).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, lesson: str, asked: Sequence[Question], kept: Journal) -> None:
        self.lesson, self.questions, self._journal = lesson, list(asked), kept
        said = kept.newest()
        self._given = [latest_option(question, said) for question in self.questions]
        super().__init__(kind="quiz", **self._state())

    @property
    def right(self) -> list[bool | None]:
        """Whether the newest answer to each question is right; None where there is none."""
        return [None if option is None else option.right for option in self._given]

    def answer(self, number: int, words: str) -> None:
        """Give an option as the answer to a question: keep it, and say why it is right or wrong.

        Parameters
        ----------
        number : int
            The question, from 1.
        words : str
            The words of the option.

        Raises
        ------
        ValueError
            If there is no such question or option.
        """
        self._give(number, words)
        self.tell(self.answered)

    def receive(self, content: dict[str, Any], number: int) -> None:
        """Answer a message from the page: an option of a question was given."""
        try:
            if "answer" in content:
                self._give(*content["answer"])
        except (TypeError, ValueError) as problem:
            self.tell(number, str(problem))
            return
        self.tell(number)

    def _give(self, number: int, words: str) -> None:
        if not (type(number) is int and 1 <= number <= len(self.questions)):
            raise ValueError(f"there is no question {number!r}; allowed: 1 to {len(self.questions)}")
        question = self.questions[number - 1]
        chosen = question.option(words)
        if chosen is None:
            raise ValueError(f"question {number}: {words!r} is none of its answers; choose one of them first")
        self._journal.write("answer", question.id, chosen.words)
        self._given[number - 1] = chosen

    def _state(self) -> dict[str, Any]:
        right = self.right
        done, good = sum(one is not None for one in right), sum(map(bool, right))
        status = fill(STATUS, done=done, all=len(right), right=good)
        return {"asked": list(map(_face, self.questions, self._given)), "status": status}

    def __repr__(self) -> str:
        lines = [paragraph(fill(QUIZ, lesson=self.lesson), self.status)]
        for number, question in enumerate(self.questions, 1):
            lines.append(f"{number}. {question.words}")
            lines += [f"   - {option.words}" for option in question.options]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live quiz, and for who has not run it the questions without their answers."""
        items = "".join(
            f"<li>{html.escape(question.words)}<ul>"
            + "".join(f"<li>{html.escape(option.words)}</li>" for option in question.options)
            + "</ul></li>"
            for question in self.questions
        )
        still = f"<ol>{items}</ol><p>{RUN_FOR_REASONS}</p>"
        return self.bundle(repr(self), **{"text/html": still})


def _face(question: Question, chosen: Option | None) -> dict[str, Any]:
    """Return what the page may know of a question: nothing of an option that was not given."""
    face: dict[str, Any] = {
        "words": question.words,
        "options": [option.words for option in question.options],
        "given": "" if chosen is None else chosen.words,
    }
    if chosen is None:
        return face
    again = "" if chosen.right else fill(LOOK_AGAIN, heading=question.again)
    others = [[o.words, o.reason] for o in question.options if not o.right] if chosen.right else []
    return face | {"right": chosen.right, "reason": paragraph(chosen.reason, again), "others": others}


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
        A widget; ``.answer(1, "…")`` answers the first question.

    Raises
    ------
    ValueError
        If no question belongs to that lesson.
    TableError
        If a table in `path` is broken.
    """
    return Quiz(lesson, questions(lesson, path), journal())
