"""The model and the real libraries give the same answer, message by message."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from guidekit.models import Ratchet
from guidekit.models.ratchet import KEYS
from guidekit.protocols import bramble, megolm, olm, static
from tests.protocols.agreeing import agree, same, thefts

keys = st.sampled_from(KEYS)


@same
@given(thefts())
def test_olm(theft):
    turns, snapshot = theft
    agree(Ratchet(protocol="olm", turns=turns), olm.theft(turns, snapshot), snapshot)


@same
@given(thefts(), st.integers(1, 12), st.sampled_from([1.0, 60.0, 1440.0, 5000.0]), keys)
def test_megolm(theft, rotation, minutes, keys):
    turns, snapshot = theft
    model = Ratchet("megolm", turns, rotation, minutes, keys)
    agree(model, megolm.theft(turns, snapshot, rotation, minutes, keys == "apps"), snapshot)


@same
@given(thefts(), st.floats(0.1, 10_080), keys)
def test_bramble(theft, minutes, keys):
    turns, snapshot = theft
    model = Ratchet(protocol="bramble", turns=turns, minutes_between=minutes, keys=keys)
    agree(model, bramble.theft(turns, snapshot, minutes, keys == "apps"), snapshot)


@settings(same, max_examples=50)
@given(thefts(), keys)
def test_static(theft, keys):
    turns, snapshot = theft
    model = Ratchet(protocol="static", turns=turns, keys=keys)
    agree(model, static.theft(turns, snapshot, keys == "apps"), snapshot)


@same
@given(thefts())
def test_lazy_never_reads_more_than_eager(theft):
    turns, snapshot = theft
    assume(turns[snapshot - 1] == "B")
    lazy = set(Ratchet(protocol="olm", turns=turns).opened(snapshot))
    eager = set(Ratchet(protocol="signal", turns=turns).opened(snapshot))
    assert lazy <= eager
    assert eager - lazy == set(range(snapshot + 1, len(turns) + 1)[: len(eager)]) - lazy


def test_every_theft_at_once_is_each_theft_in_turn():
    turns = "AABABBBAAB"
    for run in (olm.theft, megolm.theft, bramble.theft, static.theft):
        everything = run(turns)
        assert len(everything) == len(turns) ** 2
        for snapshot in range(1, len(turns) + 1):
            part = everything[everything.snapshot == snapshot].reset_index(drop=True)
            assert part.readable.tolist() == run(turns, snapshot).readable.tolist()
