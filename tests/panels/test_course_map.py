"""The map above a lesson has no knobs, follows the theme, and fills what the journal says is done."""

from __future__ import annotations

import guidekit as gk
from guidekit.course import progress
from guidekit.course.journal import journal
from guidekit.course.questions import questions


def do(lesson: str, monkeypatch) -> None:
    """Predict and answer all of a lesson, with a prediction of our own."""
    for question in questions(lesson):
        journal().write("answer", question.id, next(o.words for o in question.options if o.right))

    class Asks:
        @staticmethod
        def read(path):
            return Asks()

        def predictions(self):
            return {"00-one": "How many?", "00-two": "How long?"}

        def scales(self):
            return {}

    monkeypatch.setattr(progress, "Notebook", Asks)


def test_a_fresh_map_has_nothing_done_and_nothing_to_turn():
    shown = gk.course_map("05")
    assert (shown.model.here, shown.model.done) == ("05", ())
    assert (shown.knobs, shown.buttons, shown.covered, shown.code) == ([], [], False, "")
    data, _ = shown._repr_mimebundle_()
    assert {"text/html", "text/plain"} <= set(data)
    assert "<img " in data["text/html"]
    assert data["text/plain"] == shown.sentence
    assert gk.course_map("05").png == shown.png


def test_the_map_turns_dark_with_the_page_and_is_stored_light(page):
    shown = gk.course_map("05")
    light = shown.png
    stored = shown._repr_mimebundle_()[0]["text/html"]
    page(shown, {"dark": True, "number": 1})
    assert shown.png != light
    assert shown.code == ""
    assert shown._repr_mimebundle_()[0]["text/html"] == stored


def test_a_lesson_is_filled_when_all_is_predicted_and_right(monkeypatch):
    do("00", monkeypatch)
    assert gk.course_map("01").model.done == ()
    journal().write("prediction", "00-one", 3)
    assert gk.course_map("01").model.done == ()
    journal().write("prediction", "00-two", 3)
    assert gk.course_map("01").model.done == ("00",)
    question = questions("00")[0]
    journal().write("answer", question.id, next(o.words for o in question.options if not o.right))
    assert gk.course_map("01").model.done == ()  # the newest answer counts
