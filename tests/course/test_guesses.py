"""Guesses: how they are read, written and compared, over the whole range of what may be guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.course.guesses import (
    HIGHER,
    HIT,
    LOWER,
    GuessOutcome,
    as_written,
    ends_text,
    guess_ends,
    guess_rule,
    guess_words,
    result_parts,
    result_text,
)
from guidekit.course.journal import Answer
from guidekit.words import duration, number, percent

numbers = st.floats(-1e9, 1e9, allow_nan=False)


def entry(value, unit="ms", kind="prediction"):
    return Answer(kind, "x", value, unit, "")


@given(st.tuples(numbers, numbers))
def test_two_ends_are_read_as_they_were_written_and_never_crossed(pair):
    low, high = pair
    found = guess_ends(entry(ends_text(pair)))
    assert found == (pair if low <= high else None)


@given(st.text(max_size=30))
def test_whatever_stands_in_the_journal_is_a_range_or_none(text):
    found = guess_ends(entry(text))
    assert found is None or found[0] <= found[1]
    assert isinstance(guess_words(entry(text)), str)
    value, words = result_parts(entry(text, kind="result"))
    assert value is None or words != text


@given(numbers, st.text(max_size=20))
def test_an_answer_comes_back_with_its_number_and_its_words(value, words):
    again, said = result_parts(entry(result_text(value, words), kind="result"))
    assert (again, said) == (pytest.approx(value, rel=1e-11, abs=1e-11), words)


@pytest.mark.parametrize("write", [percent, number, duration])
@given(value=st.floats(0.001, 0.998))
def test_what_is_compared_is_what_is_written(write, value):
    """Rounded to the digits of its words, an answer is still written in the same words."""
    shown = as_written(value, write(value))
    assert write(shown) == write(value)
    assert shown == pytest.approx(value, rel=0.5)
    assert as_written(shown, write(value)) == shown


@pytest.mark.parametrize(("ends", "value", "words", "place"), [
    ((0.56, 0.7), 0.5556, "56 %", HIT), ((0.4, 0.56), 0.564, "56 %", HIT),
    ((0.57, 0.7), 0.5556, "56 %", LOWER), ((0.1, 0.55), 0.5556, "56 %", HIGHER),
    ((3, 6), 3, "3", HIT), ((3, 6), 6, "6", HIT), ((3, 6), 6.04, "6", HIT), ((3, 6), 6.4, "6.4", HIGHER),
    ((3, 3), 3, "3", HIT), ((0, 0), 0, "0", HIT), ((1, 4), 0, "0", LOWER),
    ((0, 20_500), 20_512, "20,500", HIT), ((1000, 2000), 2001, "2,001", HIGHER),
])  # fmt: skip
def test_an_answer_lies_where_its_words_say(ends, value, words, place):
    rule = guess_rule(0, 1, "%") if "%" in words else guess_rule(0, 30_000)
    one = GuessOutcome(rule, ends, value, words)
    assert one.place == place
    assert one.sentence.endswith("just what you said." if ends[0] == ends[1] == value else f": {place}.")


def test_without_a_guess_or_an_answer_nothing_is_compared():
    rule = guess_rule(0, 10)
    for one in (GuessOutcome(rule), GuessOutcome(rule, (1, 2)), GuessOutcome(rule, None, 3, "3")):
        assert (one.place, one.sentence) == ("", "")
    assert "<rect" not in GuessOutcome(rule).strip()
    assert "<circle" not in GuessOutcome(rule, (1, 2)).strip()


def test_a_scale_names_its_unit_once():
    assert GuessOutcome(guess_rule(1, 100, "servers")).scale == ("1", "100 servers")
    assert GuessOutcome(guess_rule(0, 1, "%")).scale == ("0", "100 %")
