"""Every shipped lesson breaks no rule, asks for guesses, and has questions at its end."""

from __future__ import annotations

import pytest

import guidekit as gk
from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.course.lint import shape_problems
from guidekit.course.notebook import Notebook
from guidekit.course.table_rules import ASKED
from guidekit.tables.query import load


@pytest.mark.parametrize("lesson", load("lessons").id)
def test_a_lesson_has_predictions_and_questions(lesson):
    (standing,) = [one for one in gk.progress().standings if one.lesson == lesson]
    core = lesson.isdigit()
    assert len(standing.predictions) >= (3 if core else 1)
    fewest, most = ASKED[core]
    assert fewest <= len(standing.right) <= most


@pytest.mark.parametrize("path", lesson_files(), ids=lesson_id)
def test_a_shipped_lesson_breaks_no_rule(path):
    notebook = Notebook.read(path)
    assert list(shape_problems(notebook)) == []
    assert [level for cell in notebook.cells for level, _ in cell.headings()].count(1) == 1
