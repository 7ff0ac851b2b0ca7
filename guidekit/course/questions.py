"""The questions that a lesson asks at its end, with a reason for every option."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidekit.course.journal import Answer
from guidekit.names import check_known
from guidekit.tables.rows import course_rows


@dataclass(frozen=True)
class Option:
    """An answer that a learner can choose: its words, whether it is right, and the reason."""

    words: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """A question of a lesson.

    Attributes
    ----------
    id : str
        The name of the question, such as ``"00-median"``.
    lesson : str
        The two digits of the lesson.
    words : str
        What is asked.
    again : str
        The heading to read again after a wrong answer.
    options : tuple of Option
        The answers to choose from, in the order of the table.
    """

    id: str
    lesson: str
    words: str
    again: str
    options: tuple[Option, ...]

    def option(self, words: str) -> Option | None:
        """Return the option with these words, or None: options of an older version may be gone."""
        return next((option for option in self.options if option.words == words), None)


def questions(lesson: str | None = None, path: str | Path | None = None) -> list[Question]:
    """Read the questions of one lesson, or of all.

    Parameters
    ----------
    lesson : str, optional
        The two digits of a lesson, such as ``"04"``.
    path : str or pathlib.Path, optional
        A folder with a ``questions.csv`` of your own; it is checked first.

    Returns
    -------
    list of Question
        In the order of the file.

    Raises
    ------
    ValueError
        If no question belongs to that lesson.
    TableError
        If a table in `path` is broken.

    Examples
    --------
    >>> first = questions("00")[0]
    >>> sum(option.right for option in first.options)
    1
    """
    rows = course_rows("questions", path=path)
    if lesson is not None:
        check_known("lesson with questions", [lesson], dict.fromkeys(row.lesson for row in rows))
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        if lesson in (None, row.lesson):
            grouped.setdefault(row.id, []).append(row)
    return [
        Question(id, group[0].lesson, group[0].question, group[0].again,
                 tuple(Option(r.option, r.right == "yes", r.reason) for r in group))
        for id, group in grouped.items()
    ]  # fmt: skip


def latest_option(question: Question, said: Mapping[tuple[str, str], Answer]) -> Option | None:
    """Return the option that was answered last.

    Parameters
    ----------
    question : Question
        The question.
    said : mapping
        The newest entries of a journal, as `Journal.newest` gives them.

    Returns
    -------
    Option or None
        None if there is no answer, or if the question no longer has the option that was chosen.
    """
    entry = said.get(("answer", question.id))
    return None if entry is None else question.option(entry.value)
