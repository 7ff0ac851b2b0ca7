"""Arguments: one value or many, checked the same way."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.knobs import amounts, as_share, count, counts, plain, probability, within


def test_amounts_takes_one_or_many():
    assert plain(amounts("t", 3)) == 3.0
    assert isinstance(as_share(amounts("t", 3)), float)
    assert amounts("t", [1, 2]).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "value", ["soon", [1, "x"], [1, math.nan], [], -1, [[1], [2, 3]], "3", ["3"], True, [1, True], 1j, None]
)
def test_amounts_refuses_the_rest(value):
    with pytest.raises(ValueError, match=r"^t"):
        amounts("t", value, 0, 10, "hours")


def test_counts_takes_whole_numbers_of_any_make_and_no_others():
    for value in (3, 3.0, Fraction(3), np.float64(3), [3, 2.0], range(1, 4), np.array([1e6])):
        assert counts("n", value, 1, 1e7).dtype == np.int64
    for value in (2.5, [1, 2.5], math.inf, [math.nan], "3", [True], Fraction(5, 2), 10**400):
        with pytest.raises(ValueError, match=r"^n = .*; allowed: 1 to 1e\+07 nodes"):
            counts("n", value, 1, 1e7, "nodes")


def test_as_share_keeps_rounding_inside():
    assert as_share(np.array([-1e-17, 0.5, 1 + 1e-15])).tolist() == [0.0, 0.5, 1.0]


@given(st.floats(0, 1))
def test_probability_lets_probabilities_through(value):
    assert probability("p", value) == value


@pytest.mark.parametrize("value", [-1e-9, 1.0001, math.nan, "0.5", True])
def test_an_argument_outside_its_range_is_refused(value):
    with pytest.raises(ValueError, match=r"^p = .*allowed: 0 to 1$"):
        probability("p", value)
    with pytest.raises(ValueError, match=r"^t = .*allowed: 0 to 1 s$"):
        within("t", value, 0, 1, "s")


def test_count_takes_whole_numbers_only():
    assert count("n", 3.0, 0, 5) == 3
    for value in (2.5, 6, -1, math.nan, "3"):
        with pytest.raises(ValueError, match=r"n = .*allowed: 0 to 5 messages"):
            count("n", value, 0, 5, "messages")
