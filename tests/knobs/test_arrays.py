"""Arrays: one value or many, checked the same way."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from guidekit.knobs import amounts, as_share, counts, plain


def test_amounts_takes_one_or_many():
    assert plain(amounts("t", 3)) == 3.0
    assert isinstance(as_share(amounts("t", 3)), float)
    assert amounts("t", [1, 2]).tolist() == [1.0, 2.0]


@pytest.mark.parametrize("value", ["soon", [1, "x"], [1, math.nan], [], -1, [[1], [2, 3]], "3", ["3"], True, [1, True], 1j, None])
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
