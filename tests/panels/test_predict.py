"""A prediction is made as a learner makes it; only a guess that fits the question is kept or counted."""

from __future__ import annotations

import pytest

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.panels.face import OURS, WIDGET
from guidekit.panels.predict import RULES, guess_for


@pytest.fixture(autouse=True)
def nothing_asked_before():
    kept = dict(RULES)
    RULES.clear()
    yield
    RULES.clear()
    RULES.update(kept)


def delay():
    return gk.predict("y", "How long?", 0, 700, "ms")


def test_a_guess_is_kept_and_stands_there_again():
    guess = delay()
    assert str(guess) == "Prediction: How long? (0 ms to 700 ms) Nothing is stored yet."
    assert guess.button == "Commit my prediction"
    assert (guess.guess, guess_for("y", journal())) == (None, None)
    guess.value = 250
    guess.commit()
    assert "You predicted 250 ms" in repr(guess)
    assert guess.button == "Change my prediction"
    assert guess.guess == guess_for("y", journal()) == 250.0
    again = delay()
    assert again.value == again.guess == again.values["guess"] == 250
    assert again.status == guess.status
    again.commit(300)
    assert guess_for("y", journal()) == 300.0
    assert [entry.value for entry in journal().all("prediction")] == ["250.0", "300.0"]


def test_a_percentage_is_kept_as_a_share():
    guess = gk.predict("z", "How many?", 0, 1, "%")
    guess.commit(0.2)
    assert (guess.controls[0]["percent"], guess_for("z", journal())) == (True, 0.2)
    assert journal().latest("prediction", "z").unit == "share"
    assert "You predicted 20 %" in guess.status


def test_the_message_that_opens_the_widget_holds_the_question(wire):
    guess = delay()
    (first,) = wire.opened
    assert (first["kind"], first["question"]) == ("predict", "How long?")
    assert (first["values"], first["status"]) == ({"guess": 350}, "Nothing is stored yet.")
    assert (first["controls"], first["button"]) == (guess.controls, "Commit my prediction")
    assert wire.updates == []


def test_who_only_reads_sees_the_question_and_its_range():
    data, metadata = gk.predict("y", "Is 1 < 2?", 0, 1, "%")._repr_mimebundle_()
    assert metadata == OURS
    assert set(data) == {WIDGET, "text/plain", "text/html"}
    assert data["text/plain"] == "Prediction: Is 1 < 2? (0 % to 100 %) Nothing is stored yet."
    assert "Is 1 &lt; 2?" in data["text/html"]
    assert "0 % to 100 %" in data["text/html"]


def test_a_page_moves_the_slider_and_commits(wire, page):
    guess = delay()
    page(guess, {"turn": {"guess": 160}, "number": 1})
    assert (guess.value, guess.values, guess.answered) == (160, {"guess": 160}, 1)
    assert journal().all() == []
    page(guess, {"turn": {"guess": 170}, "commit": True, "number": 2})
    assert (guess.guess, guess.answered) == (170, 2)
    assert wire.updates[-1]["answered"] == 2
    assert [entry.value for entry in journal().all("prediction")] == ["170.0"]
    page(guess, {"ask": guess.version})
    before = len(wire.updates)
    page(guess, {"ask": guess.version - 1})
    assert len(wire.updates) == before + 1


@pytest.mark.parametrize(
    "wrong", [700.5, -1, float("nan"), float("inf"), "160", None, True, [160], {}, 10**400]
)
def test_what_does_not_fit_is_refused_and_changes_nothing(wrong, page):
    guess = delay()
    guess.commit(160)
    for commit in (False, True):
        before = guess.value, guess.values, guess.guess, guess.status
        page(guess, {"turn": {"guess": wrong}, "commit": commit, "number": 8 + commit})
        assert guess.problem.startswith("your prediction = ")
        assert "allowed: 0 to 700 ms" in guess.problem
        assert (guess.value, guess.values, guess.guess, guess.status) == before
        assert guess.answered == 8 + commit
    if wrong is not None:
        with pytest.raises(ValueError, match="allowed: 0 to 700 ms"):
            guess.commit(wrong)
    assert [entry.value for entry in journal().all("prediction")] == ["160.0"]
    page(guess, {"turn": {"guess": 100}, "number": 10})
    assert guess.problem == ""


def test_a_message_about_nothing_is_answered_and_keeps_nothing(page):
    guess = page(delay(), {"number": 3})
    assert (guess.answered, guess.guess, journal().all()) == (3, None, [])


@pytest.mark.parametrize(("unit", "whole"), [
    ("things", True), ("", True), ("messages", True), ("hops", True),
    ("s", False), ("minutes", False), ("MB", False), ("%", False),
])  # fmt: skip
def test_whole_things_take_whole_numbers_and_measures_take_fractions(unit, whole, page):
    guess = gk.predict("w", "How many?", 0, 8, unit)
    assert guess.controls[0]["whole"] is whole
    page(guess, {"turn": {"guess": 4.5}, "commit": True, "number": 1})
    assert (guess.guess, "not a whole number" in guess.problem) == ((None, True) if whole else (4.5, False))
    page(guess, {"turn": {"guess": 5}, "commit": True, "number": 2})
    assert (guess.guess, guess.problem) == (5, "")


def test_the_slider_of_whole_things_starts_at_a_whole_number():
    assert gk.predict("w", "How many?", 0, 7).value in (3, 4)
    assert gk.predict("w", "How many?", 0.5, 7).controls[0]["whole"] is False


@pytest.mark.parametrize(("written", "unit"), [
    ("701", "ms"), ("-1", "ms"), ("250", "s"), ("250", ""), ("nan", "ms"), ("inf", "ms"),
    ("many", "ms"), ("", "ms"),
])  # fmt: skip
def test_a_guess_in_the_journal_that_does_not_fit_counts_as_none(written, unit):
    journal().write("prediction", "y", written, unit)
    guess = delay()
    assert guess_for("y", journal()) is None
    assert (guess.guess, guess.status, guess.value) == (None, "Nothing is stored yet.", 350)
    guess.commit()
    assert guess_for("y", journal()) == 350


@pytest.mark.parametrize("written", ["nan", "inf", "-inf", "many"])
def test_what_is_no_number_counts_as_none_before_the_question_was_asked_too(written):
    journal().write("prediction", "y", written, "ms")
    assert guess_for("y", journal()) is None


def test_half_a_thing_in_the_journal_counts_as_none():
    journal().write("prediction", "w", "4.5", "things")
    assert gk.predict("w", "How many?", 0, 8, "things").guess is None
    assert guess_for("w", journal()) is None


def test_an_empty_range_is_refused():
    with pytest.raises(ValueError, match=r"predict\('z'\): low = 5 must be below high = 5"):
        gk.predict("z", "?", 5, 5)


def test_a_prediction_is_one_widget(wire):
    delay()
    assert len(wire.opened) == 1
