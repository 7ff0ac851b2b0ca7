"""Megolm: a key reads from where it stands to the end of its session."""

from __future__ import annotations

import pytest

from guidekit.protocols import megolm
from tests.protocols.agreeing import opened


def test_megolm_key_reads_to_the_end_of_the_session():
    frame = megolm.theft("B" * 150, 61, rotation=150)
    assert opened(frame) == list(range(61, 151))


def test_megolm_sessions_of_ten_messages_leak_one_by_one():
    frame = megolm.theft("B" * 30, 15, rotation=10)
    assert opened(frame) == [15, 16, 17, 18, 19, 20]
    assert "begins later" in frame.refused[13]
    assert "no key of this session" in frame.refused[25]


def test_megolm_rotates_after_a_week():
    assert opened(megolm.theft("B" * 20, 9, minutes_between=1440)) == [9, 10, 11, 12, 13, 14]


def test_a_megolm_client_that_keeps_its_history_gives_it_away():
    two = megolm.theft("AB" * 15, 21, rotation=10, keep_history=True)
    later = [23, 25, 27, 29]  # A's new session has begun, B's begins with message 22
    assert opened(two) == [*range(1, 22), *later]
    assert opened(megolm.theft("B" * 30, 15, rotation=10, keep_history=True)) == list(range(1, 21))


@pytest.mark.parametrize("wrong", [{"rotation": 0}, {"rotation": 2.5}, {"minutes_between": -1}])
def test_megolm_numbers_outside_their_range(wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} = "):
        megolm.theft("AB", 1, **wrong)
