"""A first relay that is kept: the exact chance, and one case that is as usual as can be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import FirstRelay, OnionRouting


@given(share=st.floats(0, 0.5))
def test_at_both_ends_it_is_onion_routing(share):
    row = OnionRouting(adversary=share).compromise_over([100]).iloc[0]
    assert FirstRelay(share, 1).chance() == pytest.approx(row.without_guards)
    assert FirstRelay(share, 100).chance() == pytest.approx(row.with_guards)


def test_a_few_circuits_are_as_enumerated():
    share, kept, circuits = 0.3, 2, 5  # blocks of two, two and one
    spared = 0.0
    for relays in product((True, False), repeat=3):
        for exits in product((True, False), repeat=circuits):
            if not any(relays[nth // kept] and exits[nth] for nth in range(circuits)):
                hostile = [*relays, *exits]
                spared += share ** sum(hostile) * (1 - share) ** (len(hostile) - sum(hostile))
    assert FirstRelay(share, kept)._unlinked()[circuits - 1] == pytest.approx(spared)


@given(share=st.floats(0, 0.5), kept=st.integers(1, 100))
def test_the_drawn_case_has_as_many_people_as_the_mean(share, kept):
    model = FirstRelay(share, kept)
    linked = model.linked()
    assert linked.shape == (10, 100)
    assert abs(int(linked.any(axis=1).sum()) - 10 * model.chance()) <= 0.5 + 1e-9


def test_a_kept_relay_that_is_honest_is_never_linked():
    linked = FirstRelay(0.1, 50).linked()
    halves = linked.reshape(10, 2, 50).any(axis=2)
    assert 0 < halves.sum() < 6  # a hostile relay links again and again, an honest one never
    assert linked.sum() > 2 * halves.sum()
