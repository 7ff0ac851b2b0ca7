"""Flips: the search, and every flip of a claim looked at from both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.claims import Flip, World, check_claim, check_claims
from guidekit.knobs import Knob, search
from guidekit.tables.query import load
from guidekit.words import number, quantity

CLAIMS = load("claims")
SIDED = list(CLAIMS.id[CLAIMS.kind.isin(["pro", "con"])])


@pytest.fixture(scope="module")
def found():
    return {one.claim: one for one in check_claims(SIDED)}


@pytest.mark.parametrize("claim", SIDED)
def test_the_answer_differs_on_the_two_sides_of_a_flip(found, claim):
    flip = found[claim].flips_at
    if flip.at is None:
        ends = (flip.low, flip.high)
        assert all(check_claim(claim, World(turned={flip.knob: end})).holds == flip.holds for end in ends)
        return
    before, after = (check_claim(claim, World(turned={flip.knob: x})).holds for x in (flip.still, flip.at))
    assert (before, after) == (flip.holds, not flip.holds)
    if flip.side != "at":
        assert abs(flip.at - flip.still) <= max(1e-4 * abs(flip.at), 1 if isinstance(flip.at, int) else 0)


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


def test_numbers_read_like_numbers():
    assert [number(x, 3) for x in (0, 3, 0.05, 1234.5, 99.96, 1e-5)] == [
        "0",
        "3",
        "0.05",
        "1,230",
        "100",
        "0.00001",
    ]
    assert quantity(1, "hours") == "1 hour"
    assert quantity(1, "s") == "1 s"
    assert quantity(0.9999, "share of users") == "over 99.9 % of users"
    assert quantity(0.5, "probability in a year") == "50 % in a year"
    assert quantity(1.34, "Zipf exponent") == "a Zipf exponent of 1.34"
