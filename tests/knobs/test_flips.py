"""Flips: the search from both sides of a step, and the way from a slider's place to its value and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.knobs import Flip, Knob, place_of, search, value_at

SLIDERS = [
    Knob(0, 10, "m"),
    Knob(0.5, 2000, "s", log=True),
    Knob(1, 1000, "people", whole=True),
    Knob(1, 10**8, "people", whole=True, log=True),
]


@given(st.floats(0, 10), st.floats(0.5, 9.5))
def test_the_search_finds_a_step(start, step):
    flip = search("Door.width", Knob(0, 10, "m"), start, lambda x: x > step)
    assert flip.at == pytest.approx(step, rel=1e-4)
    assert flip.side == ("below" if start > step else "above")
    assert flip.holds == (start > step)


@given(st.integers(1, 1000), st.integers(2, 999))
def test_the_search_finds_a_whole_number(start, step):
    flip = search("Server.users", Knob(1, 1000, "people", whole=True, log=True), start, lambda x: x >= step)
    assert flip.at == (step - 1 if start >= step else step)
    assert abs(flip.at - flip.still) == 1


def test_the_nearest_of_two_flips_is_found():
    flip = search("x", Knob(0, 100), 60.0, lambda x: 10 < x < 70)
    assert (round(flip.at), flip.side) == (70, "above")


def test_a_flip_at_the_very_end_of_a_range_is_found():
    assert search("x", Knob(0, 1, "share"), 0.5, lambda x: x < 1).at == 1


def test_never_is_said_with_the_range():
    flip = search("Door.width", Knob(0, 10, "m"), 3.0, lambda x: True)
    assert flip.at is None
    assert str(flip) == "it stays so for every “Door.width” from 0 to 10 m"
    assert flip.short == "never (Door.width: 0–10 m)"


def test_words_are_tried_in_their_order():
    rule = Knob(choices=("no", "partial", "yes"), ordered=True)
    flip = search("signal:x", rule, "yes", lambda word: word == "yes")
    assert (flip.at, flip.still, str(flip)) == ("partial", "yes", "no longer so if “signal:x” is partial")
    assert search("signal:x", rule, "yes", lambda word: True).at is None


def test_a_claim_that_does_not_hold_says_when_it_would():
    flip = Flip("Door.width", 5.0, 4.9, "above", 0, 10, "m", False, "Width")
    assert str(flip) == "it would be so if “Width” (Door.width) is at least 5 m"


def test_a_flip_beside_zero_ends():
    flip = search("x", Knob(0, 1), 0.0, lambda x: x == 0)
    assert (flip.still, flip.side) == (0.0, "above")
    assert 0 < flip.at < 1e-300


@pytest.mark.parametrize("close", [1e-3, 1e-9])
def test_the_two_sides_are_brought_as_near_as_is_asked(close):
    flip = search("x", Knob(1, 100, log=True), 2.0, lambda x: x < 30, close)
    assert flip.still < 30 <= flip.at
    assert close / 4 < (flip.at - flip.still) / flip.at <= close


@pytest.mark.parametrize("rule", SLIDERS, ids=lambda rule: f"{rule.low}-{rule.high}-{rule.log}")
@given(place=st.floats(0, 1))
def test_a_place_on_a_slider_and_its_value_lead_to_each_other(rule, place):
    value = value_at(rule, place)
    assert rule.refusal("x", value) is None
    assert isinstance(value, int) or not rule.whole
    assert value_at(rule, place_of(rule, value)) == pytest.approx(value)
    if not rule.whole:
        assert place_of(rule, value) == pytest.approx(place, abs=1e-9)
    assert (value_at(rule, 0.0), value_at(rule, 1.0)) == pytest.approx((rule.low, rule.high))
