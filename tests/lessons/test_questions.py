"""Every number in an answer to the questions after a lesson is a computed one.

The form of the questions is held by `guidekit check`: `guidekit.course.table_rules`.
"""

from __future__ import annotations

import functools
import re

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.paths import course_folder
from guidekit.tables.csvfile import read_csv
from tests.lessons.answers import COMPUTED, if_true

ROWS = read_csv(course_folder("data") / "questions.csv").frame
QUESTIONS = {name: rows.reset_index(drop=True) for name, rows in ROWS.groupby("id", sort=False)}
LESSONS = {lesson_id(path): path for path in lesson_files()}


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
