"""Bramble's rotation: the key of a period opens that period and all later ones."""

from __future__ import annotations

from guidekit.protocols import bramble
from tests.protocols.agreeing import opened


def test_bramble_reads_from_the_present_period_on():
    assert opened(bramble.theft("AB" * 5, 6, minutes_between=720.25)) == [5, 6, 7, 8, 9, 10]


def test_bramble_with_the_late_keys_of_the_period_before():
    frame = bramble.theft("AB" * 5, 6, minutes_between=720.25, keep_previous=True)
    assert opened(frame) == [4, 5, 6, 7, 8, 9, 10]  # 4 is B's; of A's own earlier message 3 no key is kept


def test_bramble_of_the_first_period_has_none_before():
    assert opened(bramble.theft("ABAB", 1, minutes_between=1500, keep_previous=True)) == [1, 2, 3, 4]
