"""The eager Double Ratchet, message by message, where doubleratchet and x3dh are installed."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given

from guidekit.models import Ratchet
from tests.protocols.agreeing import TURNS, agree, opened, same, thefts

pytest.importorskip("doubleratchet")
pytest.importorskip("x3dh")
eager = importlib.import_module("tests.protocols.eager")


@same
@given(thefts())
def test_the_model_agrees_with_signals_text(theft):
    turns, snapshot = theft
    agree(Ratchet(protocol="signal", turns=turns), eager.theft(turns, snapshot), snapshot)


@pytest.mark.parametrize(
    ("snapshot", "read"), [(4, [7, 8, 9]), (6, [7, 8, 9]), (8, [9, 12, 13]), (13, [16, 17, 18])]
)
def test_eager_reads_what_was_measured_before(snapshot, read):
    frame = eager.theft(TURNS, snapshot)
    assert opened(frame[frame.sender == "B"]) == read


def test_new_secrets_come_with_the_first_message_of_an_answer():
    frame = eager.states("ABBAABAB")
    assert frame.own_secret.tolist() == [1, 2, 2, 2, 2, 3, 3, 4]
    assert frame.other_secret.tolist() == [1, 2, 2, 2, 2, 3, 3, 4]
    assert frame.sent.tolist() == [1, 0, 0, 1, 2, 0, 1, 0]
    assert frame.kept_keys.eq(0).all()


def test_a_late_message_leaves_its_key_behind_for_a_thief():
    assert eager.states("ABBBA", late=2).kept_keys.tolist() == [0, 0, 0, 1, 1]
    stolen = eager.theft("ABBBA", 5, late=2)
    assert opened(stolen) == [3]


def test_a_one_time_key_is_gone_after_use():
    assert eager.prekeys_left() == [100, 99]
