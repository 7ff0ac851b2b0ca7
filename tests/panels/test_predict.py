"""A prediction is made as a learner makes it; only a guess that fits the question is kept or counted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import guidekit as gk
from guidekit.course.guesses import guess_rule, middle_half
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
    assert str(guess) == "Prediction: How long? (0 to 700 ms) Nothing is stored yet."
    assert guess.button == "Keep my guess"
    assert (guess.guess, guess_for("y", journal())) == (None, None)
    guess.value = 150, 250
    guess.commit()
    assert "You said 150 to 250 ms. It is stored on this machine only." in repr(guess)
    assert guess.button == "Change my guess"
    assert guess.guess == guess_for("y", journal()) == (150.0, 250.0)
    again = delay()
    assert again.value == again.guess == (150, 250)
    assert again.values == {"low": 150, "high": 250}
    assert again.status == guess.status
    again.commit(300)  # one number is a range whose ends are equal
    assert guess_for("y", journal()) == (300.0, 300.0)
    assert "You said 300 ms." in again.status
    assert [entry.value for entry in journal().all("prediction")] == ["150.0 250.0", "300.0 300.0"]


def test_a_percentage_is_kept_as_a_share():
    guess = gk.predict("z", "How many?", 0, 1, "%")
    guess.commit((0.2, 0.35))
    assert [spec["percent"] for spec in guess.controls] == [True, True]
    assert guess_for("z", journal()) == (0.2, 0.35)
    assert journal().latest("prediction", "z").unit == "share"
    assert "You said 20 to 35 %." in guess.status


def test_the_message_that_opens_the_widget_holds_the_question(wire):
    guess = delay()
    (first,) = wire.opened
    assert (first["kind"], first["question"]) == ("predict", "How long?")
    assert (first["values"], first["status"]) == ({"low": 175, "high": 525}, "Nothing is stored yet.")
    assert (first["controls"], first["button"]) == (guess.controls, "Keep my guess")
    assert [spec["label"] for spec in first["controls"]] == ["at least", "at most"]
    assert wire.updates == []


def test_who_only_reads_sees_the_question_and_its_range():
    data, metadata = gk.predict("y", "Is 1 < 2?", 0, 1, "%")._repr_mimebundle_()
    assert metadata == OURS
    assert set(data) == {WIDGET, "text/plain", "text/html"}
    assert data["text/plain"] == "Prediction: Is 1 < 2? (0 to 100 %) Nothing is stored yet."
    assert "Is 1 &lt; 2?" in data["text/html"]
    assert "0 to 100 %" in data["text/html"]


def test_a_page_moves_the_thumbs_and_commits(wire, page):
    guess = delay()
    page(guess, {"turn": {"low": 160}, "number": 1})
    assert (guess.value, guess.values, guess.answered) == ((160, 525), {"low": 160, "high": 525}, 1)
    assert journal().all() == []
    page(guess, {"turn": {"low": 170, "high": 170}, "commit": True, "number": 2})
    assert (guess.guess, guess.answered) == ((170, 170), 2)
    assert wire.updates[-1]["answered"] == 2
    assert [entry.value for entry in journal().all("prediction")] == ["170.0 170.0"]
    page(guess, {"ask": guess.version})
    before = len(wire.updates)
    page(guess, {"ask": guess.version - 1})
    assert len(wire.updates) == before + 1


@pytest.mark.parametrize(
    "wrong", [700.5, -1, float("nan"), float("inf"), "160", None, True, [160], {}, 10**400]
)
def test_what_does_not_fit_is_refused_and_changes_nothing(wrong, page):
    guess = delay()
    guess.commit((160, 200))
    for commit in (False, True):
        for end in ("low", "high"):
            before = guess.value, guess.values, guess.guess, guess.status
            page(guess, {"turn": {end: wrong}, "commit": commit, "number": 8 + commit})
            assert guess.problem.startswith("your prediction = ")
            assert "allowed: 0 to 700 ms" in guess.problem
            assert (guess.value, guess.values, guess.guess, guess.status) == before
            assert guess.answered == 8 + commit
    for pair in ((wrong, 300), (100, wrong), wrong):
        if pair is not None:
            with pytest.raises(ValueError, match="allowed: 0 to 700 ms"):
                guess.commit(pair)
    assert [entry.value for entry in journal().all("prediction")] == ["160.0 200.0"]
    page(guess, {"turn": {"low": 100}, "number": 10})
    assert guess.problem == ""


def test_thumbs_that_would_cross_are_refused(page):
    guess = delay()
    page(guess, {"turn": {"low": 526}, "commit": True, "number": 1})
    assert "holds no number" in guess.problem
    with pytest.raises(ValueError, match="the smaller one first"):
        guess.commit((300, 200))
    for odd in ((1, 2, 3), (1,), (), {1: 2}):
        with pytest.raises(ValueError, match="is not a number"):
            guess.commit(odd)
    assert (guess.guess, guess.value, journal().all()) == (None, (175, 525), [])


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
    guess.value = (0, 0) if unit == "%" else (2, 6)
    page(guess, {"turn": {"high": 6.5}, "commit": True, "number": 1})
    found = (guess.guess and guess.guess[1], "not a whole number" in guess.problem)
    assert found == ((None, True) if whole else (6.5, False))
    page(guess, {"turn": {"high": 7}, "commit": True, "number": 2})
    assert (guess.guess[1], guess.problem) == (7, "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-50, 50), st.integers(1, 10**6), st.sampled_from(["things", "ms"]), st.booleans())
def test_the_thumbs_start_at_the_middle_half_and_never_crossed(low, width, unit, log):
    low = abs(low) + 1 if log else low
    rule = guess_rule(low, low + width, unit, log)
    first, last = middle_half(rule)
    assert rule.low <= first <= last <= rule.high
    assert not any(rule.refusal("it", end) for end in (first, last))
    if not log:
        assert first == pytest.approx(low + width / 4, abs=0.5)
        assert last == pytest.approx(low + 3 * width / 4, abs=0.5)
    assert middle_half(rule) == (first, last)


@pytest.mark.parametrize(("written", "unit"), [
    ("701", "ms"), ("-1", "ms"), ("250", "s"), ("250", ""), ("nan", "ms"), ("inf", "ms"),
    ("many", "ms"), ("", "ms"), ("200 100", "ms"), ("100 701", "ms"), ("1 2 3", "ms"), ("100 nan", "ms"),
])  # fmt: skip
def test_a_guess_in_the_journal_that_does_not_fit_counts_as_none(written, unit):
    journal().write("prediction", "y", written, unit)
    guess = delay()
    assert guess_for("y", journal()) is None
    assert (guess.guess, guess.status, guess.value) == (None, "Nothing is stored yet.", (175, 525))
    guess.commit()
    assert guess_for("y", journal()) == (175, 525)


def test_a_guess_of_an_older_version_is_a_range_of_one_number():
    journal().write("prediction", "y", "160.0", "ms")
    assert guess_for("y", journal()) == (160, 160)
    guess = delay()
    assert (guess.guess, guess.value) == ((160, 160), (160, 160))
    assert "You said 160 ms." in guess.status


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.tuples(*[st.floats(0, 700, allow_nan=False)] * 2).map(sorted))
def test_every_guess_comes_back_from_the_journal_as_it_was(ends):
    guess = delay()
    guess.commit(tuple(ends))
    assert guess_for("y", journal()) == tuple(ends)
    assert delay().value == tuple(ends)


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
    with pytest.raises(ValueError, match=r"low = 0 must be above 0 where log = True"):
        gk.predict("z", "?", 0, 5, log=True)


def test_a_prediction_is_one_widget(wire):
    delay()
    assert len(wire.opened) == 1
