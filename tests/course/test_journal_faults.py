"""Nothing that was confirmed is lost and no kernel is stopped, whichever system call fails."""

from __future__ import annotations

import pytest

from tests.faults import WHY_NOT, found_by

RUNS = 100
"""`make faults` tries 10,000."""


@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_no_confirmed_answer_is_lost_and_no_kernel_is_stopped_by_faults():
    found = found_by("tests.course.fault_journal", RUNS)
    assert found["broken"] == {}
    assert found["tally"]["confirmed"] > 2 * RUNS
    assert found["tally"]["reached"] > RUNS / 2
    assert {f"at {call}" for call in ("create", "fsync", "lock", "read", "stat", "write")} <= set(
        found["tally"]
    )
