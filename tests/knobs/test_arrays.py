"""Arrays: one value or many, checked the same way."""

from __future__ import annotations

import math

import numpy as np
import pytest

from guidekit.knobs import amounts, as_share, plain


def test_amounts_takes_one_or_many():
    assert plain(amounts("t", 3)) == 3.0
    assert isinstance(as_share(amounts("t", 3)), float)
    assert amounts("t", [1, 2]).tolist() == [1.0, 2.0]


@pytest.mark.parametrize("value", ["soon", [1, "x"], [1, math.nan], [], -1, [[1], [2, 3]]])
def test_amounts_refuses_the_rest(value):
    with pytest.raises(ValueError, match=r"^t"):
        amounts("t", value, 0, 10, "hours")


def test_as_share_keeps_rounding_inside():
    assert as_share(np.array([-1e-17, 0.5, 1 + 1e-15])).tolist() == [0.0, 0.5, 1.0]
