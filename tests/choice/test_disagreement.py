"""Two people's wishes side by side: what differs, and which single wish turns who is first."""

from __future__ import annotations

from itertools import permutations

import pytest

from guidekit.choice import CRITERIA, Disagreement
from guidekit.choice.presets import WHO
from guidekit.choice.threat import LEVELS


def firsts(model):
    return {place.messenger for place in model.firsts()}


@pytest.mark.parametrize("pair", list(permutations(WHO, 2)), ids=" and ".join)
def test_every_difference_is_listed_with_what_it_would_turn(pair):
    """Each wish is really taken over, one after the other, and the places are asked anew."""
    two = Disagreement(*pair)
    models, words = two.models(), list(LEVELS)
    wanted = [model.wanted() for model in models]
    found = {one.criterion: one for one in two.differences()}
    assert found.keys() == {name for name in CRITERIA if wanted[0][name] != wanted[1][name]}
    for name, one in found.items():
        for side in (0, 1):
            turned = firsts(models[side].but(**{name: words[wanted[1 - side][name]]}))
            assert set(one.firsts[side]) == turned, (name, side)
            assert one.turns[side] == (turned != firsts(models[side])), (name, side)
    order = [sum(one.turns) for one in two.differences()]
    assert order == sorted(order, reverse=True)
    other = {one.criterion: one for one in Disagreement(*pair[::-1]).differences()}
    assert all(other[name].firsts == one.firsts[::-1] for name, one in found.items())


def test_who_wishes_the_same_does_not_disagree():
    assert Disagreement("A family", "A family").differences() == ()
    nobody = Disagreement(messengers=())
    assert all(one.turns == (False, False) for one in nobody.differences())
