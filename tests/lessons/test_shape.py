"""Every shipped lesson asks for guesses, and has questions at its end."""

from __future__ import annotations

import pytest

import guidekit as gk
from guidekit.tables.query import load


@pytest.mark.parametrize("lesson", load("lessons").id)
def test_a_lesson_has_predictions_and_questions(lesson):
    (standing,) = [one for one in gk.progress().standings if one.lesson == lesson]
    core = lesson.isdigit()
    assert len(standing.predictions) >= (3 if core else 1)
    assert (4 if core else 3) <= len(standing.right) <= (5 if core else 9)
