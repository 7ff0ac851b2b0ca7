"""Progress: what a learner predicted and answered so far, and what is worth a second look."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from guidekit.course.journal import Journal, guess_words, journal
from guidekit.course.lessons import lesson_files
from guidekit.course.notebook import Notebook
from guidekit.course.questions import Question, given, questions
from guidekit.drawing.page import table
from guidekit.paths import course_folder
from guidekit.tables.query import load

COLUMNS = ("at", "lesson", "kind", "id", "question", "said", "unit", "right", "answer")


@dataclass(frozen=True)
class PredictionRecord:
    """One prediction of a lesson: what was asked, what was said, and the answer once it was seen."""

    question: str
    said: str = ""
    answer: str = ""


@dataclass(frozen=True)
class LessonProgress:
    """How far a learner is in one lesson."""

    lesson: str
    title: str
    predicted: tuple[PredictionRecord, ...]
    right: tuple[bool | None, ...]
    again: tuple[str, ...]

    @property
    def guesses(self) -> str:
        """How many predictions were made, of how many."""
        return f"{sum(bool(one.said) for one in self.predicted)} of {len(self.predicted)}"

    @property
    def score(self) -> str:
        """How many questions are right, of how many."""
        return f"{sum(map(bool, self.right))} of {len(self.right)}"

    @property
    def begun(self) -> bool:
        """Whether anything was predicted or answered."""
        return any(one.said for one in self.predicted) or any(r is not None for r in self.right)

    @property
    def done(self) -> bool:
        """Whether everything was predicted and every question is right."""
        return all(one.said for one in self.predicted) and all(self.right)


@dataclass(frozen=True)
class Progress:
    """A learner's standing in every lesson: a table in a notebook, lines elsewhere."""

    standings: tuple[LessonProgress, ...]

    @property
    def summary(self) -> str:
        """One sentence over all lessons, and the lesson to go on with."""
        made = sum(bool(p.said) for s in self.standings for p in s.predicted)
        asked = sum(len(s.predicted) for s in self.standings)
        right = sum(sum(map(bool, s.right)) for s in self.standings)
        every = sum(len(s.right) for s in self.standings)
        going = next((s for s in self.standings if not s.done), None)
        go_on = f"Go on with lesson {going.lesson}, {going.title}." if going else "All lessons are done."
        return f"{made} of {asked} predictions made, {right} of {every} questions right. {go_on}"

    def __repr__(self) -> str:
        lines = [self.summary]
        for s in self.standings:
            lines.append(f"{s.lesson} {s.title}: {s.guesses} predictions, {s.score} questions right")
            for p in s.predicted:
                if p.said:
                    seen = f", answer {p.answer}" if p.answer else ""
                    lines.append(f"   predicted {p.said}{seen}: {p.question}")
            lines += [f"   look again at: {heading}" for heading in s.again]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (f"{s.lesson} {s.title}", [s.guesses, s.score, "; ".join(s.again) or ("done" if s.done else "")])
            for s in self.standings
        ]
        whole = table(["Lesson", "Predictions", "Questions right", "Look again at"], rows, self.summary)
        told = [
            (p.question, [p.said, p.answer or "not seen yet: run the panel below the prediction"])
            for s in self.standings
            for p in s.predicted
            if p.said
        ]
        guesses = table(["Question", "You predicted", "The answer"], told, "Your predictions") if told else ""
        return whole + guesses


def progress() -> Progress:
    """Show what was predicted and answered so far, lesson by lesson, and what to repeat.

    Returns
    -------
    Progress
        It comes from the journal on this machine and goes nowhere else.

    Examples
    --------
    >>> progress().standings[0].lesson
    '00'
    """
    kept = journal()
    asked: dict[str, list[Question]] = {}
    for question in questions():
        asked.setdefault(question.lesson, []).append(question)
    folder = course_folder("notebooks")
    return Progress(
        tuple(
            _standing(row.id, row.title, Notebook.read(folder / row.notebook), asked.get(row.id, []), kept)
            for row in load("lessons").itertuples()
        )
    )


def export(kept: Journal) -> str:
    """Write every prediction and answer of a journal as CSV, oldest first, one a row."""
    asked = {question.id: question for question in questions()}
    told = {id: words for path in lesson_files() for id, words in Notebook.read(path).predictions().items()}
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for entry in kept.all():
        question, right, answer = asked.get(entry.key), "", ""
        if entry.kind == "result":
            continue  # it stands beside its prediction
        if entry.kind == "prediction":
            result = kept.latest("result", entry.key)
            answer = result.value if result else ""
        elif question is not None and (chosen := question.option(entry.value)):
            right = "yes" if chosen.right else "no"
            answer = next(option.words for option in question.options if option.right)
        words = question.words if question else told.get(entry.key, "")
        lesson = question.lesson if question else entry.key[:2]
        rows.writerow(
            [entry.at, lesson, entry.kind, entry.key, words, entry.value, entry.unit, right, answer]
        )
    return text.getvalue()


def _standing(
    lesson: str, title: str, notebook: Notebook, asked: list[Question], kept: Journal
) -> LessonProgress:
    right, again = [], []
    for question in asked:
        chosen = given(question, kept)
        right.append(None if chosen is None else chosen.right)
        if chosen is not None and not chosen.right and question.again not in again:
            again.append(question.again)
    predicted = tuple(_predicted(id, words, kept) for id, words in notebook.predictions().items())
    return LessonProgress(lesson, title, predicted, tuple(right), tuple(again))


def _predicted(id: str, words: str, kept: Journal) -> PredictionRecord:
    guess, result = kept.latest("prediction", id), kept.latest("result", id)
    if guess is None:
        return PredictionRecord(words)
    return PredictionRecord(words, guess_words(guess), result.value if result else "")
