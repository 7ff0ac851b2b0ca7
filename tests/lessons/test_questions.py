"""The questions after each lesson: their shape, and that every number in an answer is a computed one."""

from __future__ import annotations

import functools
import re
from collections import Counter

import nbformat
import numpy as np
import pytest
from answers import COMPUTED, said

from guidekit.course.lessons import lesson_files
from guidekit.paths import course_folder
from guidekit.tables.csvfile import read_csv

ROWS = read_csv(course_folder("data") / "questions.csv").frame
QUESTIONS = {name: rows.reset_index(drop=True) for name, rows in ROWS.groupby("id", sort=False)}
LESSONS = {path.name[:2]: path for path in lesson_files()}


@functools.cache
def headings(lesson: str) -> set[str]:
    cells = [cell.source for cell in nbformat.read(LESSONS[lesson], 4).cells if cell.cell_type == "markdown"]
    return {line[3:] for source in cells for line in source.splitlines() if line.startswith("## ")}


# --- their shape --------------------------------------------------------------------------------


def test_the_table_has_the_columns_of_a_question():
    assert list(ROWS.columns) == ["id", "lesson", "question", "option", "right", "reason", "again"]
    assert not ROWS.isna().any().any()
    assert ROWS.apply(lambda column: column.str.strip()).equals(ROWS)


def test_every_lesson_has_three_to_five_questions_in_order():
    counts = Counter(name[:2] for name in QUESTIONS)
    assert list(counts) == list(LESSONS)
    assert set(counts.values()) <= {3, 4, 5}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_well_formed(name):
    rows = QUESTIONS[name]
    assert re.fullmatch(r"\d\d-[a-z]+", name)
    assert set(rows.lesson) == {name[:2]}
    assert rows.question.nunique() == 1
    assert rows.question[0].endswith("?")
    assert len(rows) in (3, 4)
    assert set(rows.right) == {"yes", "no"}
    assert (rows.right == "yes").sum() == 1
    assert rows.option.str.casefold().nunique() == len(rows) == rows.reason.nunique()
    assert rows.again.nunique() == 1
    assert rows.again[0] in headings(name[:2]) - {"Check yourself"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_reason_says_more_than_wrong(name):
    for reason in QUESTIONS[name].reason:
        assert reason.endswith((".", "?"))
        assert len(reason.split()) >= 8
        assert not re.match(r"(right|wrong|correct|yes|no)[.!]", reason, re.I)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_right_option_is_not_given_away_by_its_length(name):
    rows = QUESTIONS[name]
    lengths = rows.option.str.len()
    assert lengths[rows.right == "yes"].item() < lengths.max()


def test_neither_place_nor_shortness_gives_the_right_option_away():
    questions = list(QUESTIONS.values())
    places = Counter(int(np.argmax(rows.right == "yes")) for rows in questions)
    assert all(places[place] >= len(questions) / 4 for place in range(3))
    short = sum(rows.right[rows.option.str.len().idxmin()] == "yes" for rows in questions)
    assert short < len(questions) / 2
    for lesson in LESSONS:
        own = [int(np.argmax(rows.right == "yes")) for name, rows in QUESTIONS.items() if name[:2] == lesson]
        assert len(set(own)) > 1, f"in lesson {lesson} the right option always has the same place"


def test_a_question_is_asked_once():
    assert len({rows.question[0] for rows in QUESTIONS.values()}) == len(QUESTIONS)
    assert ROWS.id.ne(ROWS.id.shift(fill_value="")).sum() == len(
        QUESTIONS
    )  # the rows of a question stand together


# --- their numbers ------------------------------------------------------------------------------


def answers(name: str) -> str:
    """Return what a question tells as true: all its reasons and its right option."""
    rows = QUESTIONS[name]
    return " ".join([*rows.option[rows.right == "yes"], *rows.reason])


def numbers(words: str) -> set[str]:
    return set(re.findall(r"\d(?:[\d.,]*\d)?", re.sub(r"lesson \d\d", "", words)))


@pytest.mark.parametrize("name", COMPUTED)
def test_a_question_says_what_is_computed(name):
    rows = QUESTIONS[name]
    told = f"{rows.question[0]} {answers(name)}"
    for words in COMPUTED[name]():
        assert words in told, f"{name} does not say: {words}"


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_number_is_typed_in(name):
    given = numbers(QUESTIONS[name].question[0])
    found = numbers(" ".join(COMPUTED[name]())) if name in COMPUTED else set()
    assert numbers(answers(name)) <= given | found


def test_a_typed_in_number_would_be_seen():
    assert numbers("5.2 % of 1,000 messages in lesson 07, 3.") == {"5.2", "1,000", "3"}
    assert said("x", False) not in answers("00-eight")
