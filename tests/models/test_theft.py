"""One theft asked of five protocols: the same answers as `Ratchet`, and what shortens a conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.knobs import knobs_of
from guidekit.models import Ratchet, Theft
from guidekit.models.ratchet import PROTOCOLS
from guidekit.tables.query import load

turns = st.text("AB", min_size=1, max_size=40)


@given(turns, st.integers(0, 39), st.integers(1, 100), st.floats(1, 10_080))
def test_every_protocol_is_asked_the_same(turns, after, rotation, minutes):
    model = Theft(turns, after, rotation, minutes)
    at = min(after, len(turns) - 1)
    for protocol in PROTOCOLS:
        expected = Ratchet(protocol, turns, rotation, minutes).readable(at)
        opened = expected.message[expected.readable]
        assert model.opened(protocol) == opened.tolist()
        assert model.counts()[protocol] == len(opened)
        assert model.before_and_after(protocol) == ((opened <= at).sum(), (opened > at).sum())


@given(turns, st.integers(0, 39))
def test_the_lazy_ratchet_never_heals_later_and_never_needs_more_answers(turns, after):
    model = Theft(turns, after)
    lazy, eager = model.heals_at("olm"), model.heals_at("signal")
    assert set(model.opened("olm")) <= set(model.opened("signal"))
    if lazy is not None and eager is not None:
        assert lazy <= eager
        wrote_last = turns[model.snapshot]
        assert model.turns_of_a("olm") == 1
        assert model.turns_of_a("signal") == (1 if wrote_last == "A" else 2)


def test_without_an_answer_no_ratchet_heals():
    silent = Theft("B" * 12, stolen_after=3)
    for protocol in ("olm", "signal"):
        assert silent.heals_at(protocol) is silent.turns_of_a(protocol) is None
        assert silent.opened(protocol) == list(range(4, 12))


def test_the_case_that_was_measured_with_libsignal():
    model = Theft("BBBBAABBBAABBAABBBA", stolen_after=7)
    assert [m for m in model.opened("signal") if model.turns[m] == "B"] == [8, 11, 12]
    assert [m for m in model.opened("olm") if model.turns[m] == "B"] == [8]


def test_a_theft_after_the_end_counts_as_one_after_the_last_message():
    assert Theft("ABBA", 39).snapshot == 3
    assert Theft("ABBA", 39).counts() == Theft("ABBA", 3).counts()


@pytest.mark.parametrize("wrong", ["ABC", "abba", "", "A" * 41])
def test_other_conversations_are_refused(wrong):
    with pytest.raises(ValueError, match=r"Theft.turns = .* allowed: 1 to 40 messages"):
        Theft(wrong)


def test_every_source_of_a_knob_is_a_row_of_the_parameters():
    rows = set(load("parameters").id)
    named = {rule.source for model in (Theft, Ratchet) for rule in knobs_of(model).values() if rule.source}
    assert named == {"mx.megolm_rotation_messages"}
    assert named <= rows
