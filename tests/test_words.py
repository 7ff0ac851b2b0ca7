"""Words: numbers and quantities read as people write them."""

from __future__ import annotations

from guidekit.words import number, quantity


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
