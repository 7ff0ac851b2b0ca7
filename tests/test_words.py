"""Words: every number reads like a number over its whole range, and rounding keeps the order of two."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.words import (
    Sentence,
    answered,
    duration,
    fill,
    milliseconds,
    number,
    one_in,
    percent,
    plural,
    quantity,
    rare,
    some,
    times,
    word_list,
)

PLAIN = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d*[1-9])?")  # commas between thousands, no zero at the end
UNIT = {"s": 1, "ms": 1e-3, "minutes": 60, "hours": 3600, "days": 86_400}
SIZE = {"": 1, "million": 1e6, "billion": 1e9, "million million": 1e12}

# Floats drawn evenly seldom come near an end, so both ends are drawn by their powers of ten as well.
SHARES = st.one_of(
    st.sampled_from([0.0, 0.001, 0.1, 0.995, 0.999, 1.0]),
    st.floats(1e-300, 1),
    st.floats(-14, 0).map(lambda power: 10**power),
    st.floats(-14, -1).map(lambda power: 1 - 10**power),
)
SIZES = st.sampled_from([0.0, 0.5, 9.95, 9.96, 10.0, 99.95, 999.5]) | st.floats(-9, 15).map(lambda p: 10**p)


def value_of(words: str) -> float:
    """Read a plain number back, and fail where it is none."""
    assert PLAIN.fullmatch(words), words
    return float(words.replace(",", ""))


def share_of(words: str) -> float:
    """Read a share back, whichever of the writers wrote it."""
    if words == "none":
        return 0.0
    if words.startswith("under "):
        return 0.00005 if "%" in words else 5e-13
    if words.startswith("1 in "):
        count, _, word = words.removeprefix("1 in ").replace("a ", "1 ").partition(" ")
        return 1 / (value_of(count) * SIZE[word])
    return value_of(words.removesuffix(" %").removeprefix("over ")) / 100


def digits_in(words: str) -> int:
    return len(words.replace(",", "").replace(".", "").strip("0"))


@given(SIZES, st.sampled_from([None, 1, 2, 3]))
def test_a_number_is_right_to_the_digits_that_it_keeps(value, digits):
    words = number(value, digits)
    kept = digits or (3 if value >= 10 else 2)
    assert digits_in(words) <= kept
    assert value_of(words) == pytest.approx(value, rel=0.51 * 10 ** (1 - kept), abs=0.51e-10)
    assert number(-value, digits) == (f"-{words}" if words != "0" else "0")


@given(st.floats(-1e300, 1e300))
def test_no_finite_number_is_written_with_an_exponent(value):
    assert re.fullmatch(r"-?[\d,.]+", number(value))


@pytest.mark.parametrize("write", [number, lambda value: number(value, 3)])
@given(st.data())
def test_a_larger_number_never_reads_smaller(write, data):
    low, high = sorted(data.draw(st.tuples(SIZES, SIZES)))
    assert value_of(write(low)) <= value_of(write(high))


@given(st.tuples(SHARES, SHARES).map(sorted))
def test_a_percentage_is_right_and_keeps_the_order(shares):
    low, high = shares
    assert share_of(percent(low)) <= share_of(percent(high))
    assert share_of(percent(low)) == pytest.approx(low, rel=0.051, abs=0.00005)
    assert (percent(high) == "100 %") == (high > 1 - 1e-15)  # only all is 100 %
    assert (percent(low) == "0 %") == (low == 0)  # and only nothing is none
    assert digits_in(percent(high).split(" ")[-2]) <= (3 if high >= 0.995 else 2)
    assert percent(-low) == (f"-{percent(low)}" if low >= 0.0001 else "0 %")


@given(st.tuples(SHARES, SHARES).map(sorted))
def test_a_small_share_is_right_and_keeps_the_order(shares):
    low, high = shares
    assert share_of(rare(low)) <= share_of(rare(high)) + 1e-15
    assert share_of(rare(high)) == pytest.approx(high, rel=0.051, abs=1e-12)
    assert ("1 in " in rare(high)) == (0 < high < 0.001)


@given(SIZES)
def test_one_thing_has_no_s(value):
    written, noun = plural(value, "hop").split(" ")
    assert value_of(written) == pytest.approx(value, rel=0.051, abs=1e-9)
    assert (noun == "hop") == (written == "1")


@given(SIZES)
def test_a_time_is_right_in_a_unit_that_people_use(seconds):
    amount, unit = duration(seconds).split(" ")
    assert value_of(amount) * UNIT[unit] == pytest.approx(seconds, rel=0.051, abs=1e-12)
    assert unit == "ms" or value_of(amount) >= (1 if unit == "s" else 1.5)
    assert value_of(amount) <= {"days": 1e12, "hours": 36, "minutes": 90, "s": 90, "ms": 1000}[unit]
    assert milliseconds(seconds * 1000).split(" ")[1] in UNIT


@given(SIZES.filter(bool), SIZES.filter(bool))
def test_a_ratio_says_the_same_from_both_sides(one, other):
    said, back = times(one, other, "more", "less"), times(other, one, "less", "more")
    assert said == back
    assert said == "the same" or value_of(said.split(" ")[0]) > 1


@given(SHARES, st.sampled_from(["share of users", "probability", "chance of rain"]))
def test_a_quantity_that_is_a_share_is_a_percentage(value, unit):
    words = quantity(value, unit)
    part, _, rest = words.partition(" %")
    assert rest.strip() == {"share of users": "of users", "probability": "", "chance of rain": unit}[unit]
    assert (part == "100") == (value == 1)
    assert value_of(part.removeprefix("over ")) == pytest.approx(100 * value, rel=0.0051, abs=1e-10)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([number(x, 3) for x in (0, 3, 0.05, 1234.5, 99.96, 1e-5)], "0 3 0.05 1,230 100 0.00001"),
        ([number(x) for x in (0.996, 9.949, 9.96, 12.34, 1e6)], "1 9.9 10 12.3 1,000,000"),
        ([percent(x)[:-2] for x in (0.05, 0.0996, 0.995, 0.9951, 0.99999)], "5 10 99.5 99.5 over 99.9"),
        ([duration(x) for x in (0.9996, 89, 90, 5399)], "1 s 89 s 1.5 minutes 90 minutes"),
        ([rare(x) for x in (0.001, 2e-6, 1e-6)], "0.1 % 1 in 500,000 1 in a million"),
        ([duration(5400), rare(4e-13)], "1.5 hours under 1 in a million million"),
        ([quantity(1, "hours"), quantity(1, "s"), quantity("yes", "s")], "1 hour 1 s yes"),
        ([quantity(0.9999, "share of users")], "over 99.9 % of users"),
        ([quantity(1.34, "Zipf exponent")], "a Zipf exponent of 1.34"),
        ([one_in(0), one_in(0.5), rare(0.0009)], "none 1 in 2 1 in 1,110"),
    ],
)  # fmt: skip
def test_values(words, expected):
    assert " ".join(words) == expected


def test_names_are_joined_as_a_sentence_would():
    assert [word_list("abc"[:n], "or") for n in range(4)] == ["", "a", "a or b", "a, b or c"]
    assert some("hgfedcba", "z") == "a, b, c, d, e, f, g or h"
    assert (
        some([f"relay-{n}" for n in range(9)], "zzz") == "one of 9 names, such as relay-0, relay-1 or relay-2"
    )
    assert some(["entry", "exit", "middle"], "midle", most=2) == "one of 3 names, such as middle"


def test_a_sentence_carries_its_answer_in_words_and_as_a_number():
    sentence = answered("It takes long.", 90.0, duration)
    assert (sentence, sentence.answer, sentence.value) == ("It takes long.", "1.5 minutes", 90.0)
    assert (Sentence("Long.").answer, Sentence("Long.").value) == (None, None)


@given(SIZES | st.integers(0, 5))
def test_a_form_fits_the_number_that_is_written_before_it(count):
    written = fill("{n:hop keeps|hops keep} {n:~it|them}.", n=count)
    assert (
        written
        == f"{plural(count, 'hop keeps', 'hops keep')} {'it' if written.startswith('1 ') else 'them'}."
    )


@pytest.mark.parametrize("places", [{}, {"many": 1}])
def test_a_place_that_is_not_given_is_an_error(places):
    with pytest.raises(KeyError, match="hops"):
        fill("{hops:hop|hops}", **places)


def test_a_text_cannot_pick_a_form():
    with pytest.raises((TypeError, ValueError)):
        fill("{hops:hop|hops}", hops="three")
