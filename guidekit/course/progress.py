"""The progress of a learner: what was predicted and answered so far, and what to look at again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from guidekit.course.calibration import Calibration, CalibrationRow
from guidekit.course.guesses import HIT, GuessOutcome, guess_ends, result_parts
from guidekit.course.journal import Answer, Journal, journal
from guidekit.course.lessons import is_core, lesson_files
from guidekit.course.notebook import Notebook
from guidekit.course.questions import Question, latest_option, questions
from guidekit.drawing.page import table
from guidekit.knobs import Knob
from guidekit.paths import course_folder
from guidekit.tables.rows import course_rows
from guidekit.words import fill, paragraph

COLUMNS = ("at", "lesson", "kind", "id", "question", "said", "unit", "right", "answer")
COUNTED = "{made} of {predictions} predictions made, {right} of {questions} questions right."
GO_ON = "Go on with lesson {lesson}, {title}."
ALL_DONE = "All lessons are done."
LESSON = "{lesson} {title}: {guesses} predictions, {score} questions right"
LOOK_AGAIN = "   look again at: {heading}"
OF = "{some} of {all}"
Said = Mapping[tuple[str, str], Answer]
"""The newest entries of a journal: what somebody said, by its kind and its question."""


@dataclass(frozen=True)
class PredictionRecord:
    """A prediction of a lesson.

    Attributes
    ----------
    question : str
        What is asked.
    outcome : GuessOutcome
        The guess and the answer, as far as there are any.
    """

    question: str
    outcome: GuessOutcome

    @property
    def guess(self) -> str:
        """What the learner said, with its unit; empty if nothing was."""
        return self.outcome.said

    @property
    def answer(self) -> str:
        """What the panel showed; empty until the learner has seen it."""
        return self.outcome.words


@dataclass(frozen=True)
class LessonProgress:
    """How far a learner is in one lesson.

    Attributes
    ----------
    lesson : str
        The two digits of the lesson.
    title : str
        Its title.
    predictions : tuple of PredictionRecord
        One entry for each prediction of the lesson.
    right : tuple of bool or None
        Whether the newest answer to each question of the quiz is right; None where there is none.
    again : tuple of str
        The headings to read again.
    """

    lesson: str
    title: str
    predictions: tuple[PredictionRecord, ...]
    right: tuple[bool | None, ...]
    again: tuple[str, ...]

    @property
    def guesses(self) -> str:
        """Say how many predictions were made, and how many there are."""
        made = sum(bool(one.guess) for one in self.predictions)
        return OF.format(some=made, all=len(self.predictions))

    @property
    def score(self) -> str:
        """Say how many questions are right, and how many there are."""
        return OF.format(some=sum(map(bool, self.right)), all=len(self.right))

    @property
    def begun(self) -> bool:
        """Tell whether anything was predicted or answered."""
        return any(one.guess for one in self.predictions) or any(r is not None for r in self.right)

    @property
    def done(self) -> bool:
        """Tell whether everything was predicted and every question is right."""
        return all(one.guess for one in self.predictions) and all(self.right)


@dataclass(frozen=True)
class Progress:
    """The progress in every lesson, which shows itself as a table in a notebook and as lines elsewhere."""

    standings: tuple[LessonProgress, ...]

    @property
    def calibration(self) -> Calibration:
        """How good the guesses were."""
        rows = (
            CalibrationRow(s.lesson, p.question, p.outcome) for s in self.standings for p in s.predictions
        )
        return Calibration(tuple(rows))

    @property
    def summary(self) -> str:
        """Say in a few words what is done in all lessons, and which lesson comes next."""
        made = sum(bool(p.guess) for s in self.standings for p in s.predictions)
        possible = sum(len(s.predictions) for s in self.standings)
        right = sum(sum(map(bool, s.right)) for s in self.standings)
        every = sum(len(s.right) for s in self.standings)
        going = next((s for s in self.standings if not s.done), None)
        return paragraph(
            fill(COUNTED, made=made, predictions=possible, right=right, questions=every),
            fill(GO_ON, lesson=going.lesson, title=going.title) if going else ALL_DONE,
        )

    def __repr__(self) -> str:
        lines = [self.summary]
        for s in self.standings:
            lines.append(LESSON.format(lesson=s.lesson, title=s.title, guesses=s.guesses, score=s.score))
            lines += [LOOK_AGAIN.format(heading=heading) for heading in s.again]
        return "\n".join([*lines, *self.calibration.lines])

    def _repr_html_(self) -> str:
        rows = [
            (f"{s.lesson} {s.title}", [s.guesses, s.score, "; ".join(s.again) or ("done" if s.done else "")])
            for s in self.standings
        ]
        whole = table(["Lesson", "Predictions", "Questions right", "Look again at"], rows, self.summary)
        return whole + self.calibration.html()


def progress() -> Progress:
    """Show what was predicted and answered so far, lesson by lesson, and what to repeat.

    Returns
    -------
    Progress
        What the journal on this machine holds; it goes nowhere else.

    Examples
    --------
    >>> progress().standings[0].lesson
    '00'
    """
    said = journal().newest()
    by_lesson: dict[str, list[Question]] = {}
    for question in questions():
        by_lesson.setdefault(question.lesson, []).append(question)
    folder = course_folder("notebooks")
    return Progress(
        tuple(
            _standing(
                row.id, row.title, Notebook.read(folder / row.notebook), by_lesson.get(row.id, []), said
            )
            for row in course_rows("lessons")
        )
    )


def lessons_done() -> tuple[str, ...]:
    """Return the ids of the core lessons in which everything was predicted and every question is right.

    Only a lesson whose questions are right has its notebook read: the map above each lesson asks this.
    """
    said = journal().newest()
    if not said:
        return ()
    right: dict[str, bool] = {}
    for question in questions():
        chosen = latest_option(question, said)
        right[question.lesson] = right.get(question.lesson, True) and chosen is not None and chosen.right
    folder = course_folder("notebooks")
    notebooks = {row.id: folder / row.notebook for row in course_rows("lessons") if is_core(row.id)}
    return tuple(
        lesson
        for lesson, path in notebooks.items()
        if right.get(lesson, False) and all(one.guess for one in _predictions(Notebook.read(path), said))
    )


def export(store: Journal) -> str:
    """Write the predictions and the answers of a journal as CSV.

    Parameters
    ----------
    store : Journal
        The journal to read.

    Returns
    -------
    str
        A row for each prediction and each answer, oldest first, under the names in `COLUMNS`. What was said
        is a range such as ``3 to 6``, in the unit; it is right where the answer lies inside.
    """
    by_id = {question.id: question for question in questions()}
    predictions: dict[str, str] = {}
    scales: dict[str, Knob] = {}
    for path in lesson_files():
        notebook = Notebook.read(path)
        predictions, scales = predictions | notebook.predictions(), scales | notebook.scales()
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    entries = store.all()
    newest = {(entry.kind, entry.key): entry for entry in entries}
    for entry in entries:
        question, right, answer, said = by_id.get(entry.key), "", "", entry.value
        if entry.kind == "result":
            continue  # it stands beside its prediction
        if entry.kind == "prediction":
            one = _outcome(scales.get(entry.key), entry, newest)
            said = said if one.ends is None else " to ".join(f"{end:.12g}" for end in dict.fromkeys(one.ends))
            answer, right = one.words, one.place and ("yes" if one.place == HIT else "no")
        elif question is not None and (chosen := question.option(entry.value)):
            right = "yes" if chosen.right else "no"
            answer = next(option.words for option in question.options if option.right)
        words = question.words if question else predictions.get(entry.key, "")
        lesson = question.lesson if question else entry.key[:2]
        row = [entry.at, lesson, entry.kind, entry.key, words, said, entry.unit, right, answer]
        rows.writerow(_no_formula(str(cell)) for cell in row)
    return text.getvalue()


def _no_formula(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is: some formulas start programs [1]_.

    References
    ----------
    .. [1] OWASP, "CSV Injection".
    """
    cell = " ".join(cell.split())
    return f"'{cell}" if re.match(r"[=+@]|-(?![\d.])", cell) else cell


def _standing(
    lesson: str, title: str, notebook: Notebook, quiz: list[Question], said: Said
) -> LessonProgress:
    right, again = [], []
    for question in quiz:
        option = latest_option(question, said)
        right.append(None if option is None else option.right)
        if option is not None and not option.right and question.again not in again:
            again.append(question.again)
    return LessonProgress(lesson, title, _predictions(notebook, said), tuple(right), tuple(again))


def _predictions(notebook: Notebook, said: Said) -> tuple[PredictionRecord, ...]:
    scales = notebook.scales()
    return tuple(
        PredictionRecord(words, _outcome(scales.get(id), said.get(("prediction", id)), said))
        for id, words in notebook.predictions().items()
    )


def _outcome(scale: Knob | None, entry: Answer | None, said: Said) -> GuessOutcome:
    """Return a guess beside the answer that its panel gave."""
    rule = scale or Knob(unit=entry.unit if entry else "")
    ends = guess_ends(entry, rule)
    if entry is None or ends is None:
        return GuessOutcome(rule)
    return GuessOutcome(rule, ends, *result_parts(said.get(("result", entry.key))))
