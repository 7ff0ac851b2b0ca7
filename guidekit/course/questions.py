"""Questions: what a lesson asks at its end, with a reason for every option."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guidekit.course.journal import Journal
from guidekit.names import known
from guidekit.tables.query import load


@dataclass(frozen=True)
class Option:
    """One answer to choose: its words, whether it is right, and why."""

    words: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """One question of a lesson, and the heading to go back to for who gets it wrong."""

    id: str
    lesson: str
    words: str
    again: str
    options: tuple[Option, ...]

    def option(self, words: str) -> Option | None:
        """Return the option with these words; None when there is none (it may have been reworded)."""
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
    rows = load("questions", path=path)
    if lesson is not None:
        known("lesson with questions", [lesson], rows.lesson.unique())
        rows = rows[rows.lesson == lesson]
    return [
        Question(str(id), group.lesson.iloc[0], group.question.iloc[0], group.again.iloc[0],
                 tuple(Option(r.option, r.right == "yes", r.reason) for r in group.itertuples()))
        for id, group in rows.groupby("id", sort=False)
    ]  # fmt: skip


def given(question: Question, kept: Journal) -> Option | None:
    """Return the option of the newest answer, or None when there is none that the question still has."""
    entry = kept.latest("answer", question.id)
    return None if entry is None else question.option(entry.value)
