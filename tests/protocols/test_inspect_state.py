"""The optional extra: key state as JSON. Without it, one clear message; with it, the eager ratchet."""

from __future__ import annotations

import pytest

from guidekit.protocols import inspect_state

needs_extra = pytest.mark.skipif(
    not inspect_state.available(), reason="the extra 'inspect' (doubleratchet, x3dh) is not installed"
)


@pytest.mark.parametrize(
    "run", [inspect_state.theft, inspect_state.states, inspect_state.prekeys], ids=lambda run: run.__name__
)
def test_without_the_extra_it_says_how_to_get_it(run, monkeypatch):
    monkeypatch.setattr(inspect_state, "find_spec", lambda name: None)
    assert not inspect_state.available()
    with pytest.raises(ImportError, match=r"no doubleratchet, no x3dh.*pip install 'guidekit\[inspect\]'"):
        run()


@needs_extra
@pytest.mark.parametrize(
    ("snapshot", "read"), [(3, [6, 7, 8]), (5, [6, 7, 8]), (7, [8, 11, 12]), (12, [15, 16, 17])]
)
def test_eager_reads_what_was_measured_before(snapshot, read):
    turns = "AAAABBAAABBAABBAAAB".translate(str.maketrans("AB", "BA"))
    frame = inspect_state.theft(turns, snapshot)
    assert frame.message[frame.readable & (frame.sender == "B")].tolist() == read


@needs_extra
def test_new_secrets_come_with_the_first_message_of_an_answer():
    frame = inspect_state.states("ABBAABAB")
    assert frame.own_secret.tolist() == [1, 2, 2, 2, 2, 3, 3, 4]
    assert frame.other_secret.tolist() == [1, 2, 2, 2, 2, 3, 3, 4]
    assert frame.sent.tolist() == [1, 0, 0, 1, 2, 0, 1, 0]
    assert frame.kept_keys.eq(0).all()


@needs_extra
def test_a_late_message_leaves_its_key_behind_for_a_thief():
    assert inspect_state.states("ABBBA", late=2).kept_keys.tolist() == [0, 0, 0, 1, 1]
    stolen = inspect_state.theft("ABBBA", 4, late=2)
    assert stolen.message[stolen.readable].tolist() == [2]


@needs_extra
@pytest.mark.parametrize("late", [0, 4, 9])
def test_only_a_message_of_b_can_be_late(late):
    with pytest.raises(ValueError, match=r"late = .* allowed: \[1, 2, 3\]"):
        inspect_state.states("ABBBA", late=late)


@needs_extra
def test_a_one_time_key_is_gone_after_use():
    assert inspect_state.prekeys().one_time_keys.tolist() == [100, 99]
