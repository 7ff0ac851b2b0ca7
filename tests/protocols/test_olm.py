"""Olm: the past is closed, and what comes after the theft heals at A's next answer."""

from __future__ import annotations

import pytest

from guidekit.protocols import olm
from tests.protocols.agreeing import TURNS, opened

PLAN = "AAAABBAAABBAABBAAAB"


@pytest.mark.parametrize(("snapshot", "read"), [(4, []), (6, [7, 8, 9]), (8, [9]), (13, [])])
def test_olm_reads_what_was_measured_before(snapshot, read):
    frame = olm.theft(TURNS, snapshot)
    assert opened(frame[frame.sender == "B"]) == read


def test_olm_closes_the_past():
    frame = olm.theft(PLAN)
    assert not frame.readable[frame.when == "past"].any()
    assert frame.readable.sum() > 20  # and not because nothing can be read at all


def test_olm_says_why():
    frame = olm.theft("ABABABABAB", 4)
    assert "used once and deleted" in frame.refused[3]
    assert "not in the copy" in frame.refused[4]
    assert "do not fit" in frame.refused[5]
