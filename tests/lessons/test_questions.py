"""The questions after each lesson are well formed, and every number in an answer is a computed one."""

from __future__ import annotations

import functools
import re
from collections import Counter

import numpy as np

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.notebook import Notebook
from guidekit.paths import course_folder
from guidekit.tables.csvfile import read_csv
from tests.lessons.answers import COMPUTED, if_true

ROWS = read_csv(course_folder("data") / "questions.csv").frame
QUESTIONS = {name: rows.reset_index(drop=True) for name, rows in ROWS.groupby("id", sort=False)}
LESSONS = {lesson_id(path): path for path in lesson_files()}


# --- their shape --------------------------------------------------------------------------------


def test_the_table_has_the_columns_of_a_question():
    assert list(ROWS.columns) == ["id", "lesson", "question", "option", "right", "reason", "again"]
    assert not ROWS.isna().any().any()
    assert ROWS.apply(lambda column: column.str.strip()).equals(ROWS)


def test_every_lesson_has_three_to_five_questions_in_order():
    counts = Counter(name[:2] for name in QUESTIONS)
    assert list(counts) == list(LESSONS)
    assert set(counts.values()) <= {3, 4, 5}


def test_every_question_is_well_formed():
    for name, rows in QUESTIONS.items():
        assert re.fullmatch(r"(\d\d|E\d)-[a-z]+", name)
        assert set(rows.lesson) == {name[:2]}, name
        assert rows.question.nunique() == 1, name
        assert rows.question[0].endswith("?"), name
        assert len(rows) in (3, 4), name
        assert sorted(rows.right) == ["no"] * (len(rows) - 1) + ["yes"], name
        assert rows.option.str.casefold().nunique() == len(rows) == rows.reason.nunique(), name
        assert rows.again.nunique() == 1, name
        assert rows.again[0] in set(Notebook.read(LESSONS[name[:2]]).headings()) - {"Check yourself"}, name


def test_every_reason_says_more_than_wrong():
    for row in ROWS.itertuples():
        assert row.reason.endswith((".", "?")), row
        assert len(row.reason.split()) >= 8, row
        assert not re.match(r"(right|wrong|correct|yes|no)[.!]", row.reason, re.I), row


def test_no_right_option_is_given_away_by_its_length():
    lengths = {name: rows.option.str.len() for name, rows in QUESTIONS.items()}
    right = {name: lengths[name][rows.right == "yes"].item() for name, rows in QUESTIONS.items()}
    assert [name for name in QUESTIONS if right[name] >= lengths[name].max()] == []


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
    """Return what a question says is true, which is its right option and all its reasons."""
    rows = QUESTIONS[name]
    return " ".join([*rows.option[rows.right == "yes"], *rows.reason])


def numbers(words: str) -> set[str]:
    return set(re.findall(r"\d(?:[\d.,]*\d)?", re.sub(r"lesson \d\d", "", words)))


@functools.cache
def computed(name: str) -> list[str]:
    """Return the words that an answer must use; none where nothing is to be computed."""
    return COMPUTED[name]() if name in COMPUTED else []


def test_every_question_says_what_is_computed():
    assert set(COMPUTED) <= set(QUESTIONS)
    texts = {name: f"{rows.question[0]} {answers(name)}" for name, rows in QUESTIONS.items()}
    assert [(name, words) for name in COMPUTED for words in computed(name) if words not in texts[name]] == []


def test_no_number_is_typed_in():
    typed = {}
    for name, rows in QUESTIONS.items():
        known = numbers(rows.question[0]) | numbers(" ".join(computed(name)))
        if more := numbers(answers(name)) - known:
            typed[name] = more
    assert typed == {}


def test_a_typed_in_number_would_be_seen():
    assert numbers("5.2 % of 1,000 messages in lesson 07, 3.") == {"5.2", "1,000", "3"}
    assert if_true("x", False) not in answers("00-eight")
