"""The picture of a walk and its sentence agree, and the walk is chosen by its rule."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.peers import proximity
from guidekit.models import NearbyPeople


def drawn(model):
    sheet = Canvas((8.6, 4.1))
    return proximity.nearby_people(model, sheet), marks(sheet)


@pytest.mark.parametrize("relay", ["direct", "two-hop", "epidemic"])
@pytest.mark.parametrize("hours", [0.05, 1.0, 12.0])
def test_the_sentence_of_a_walk_counts_what_the_picture_shows(relay, hours):
    model = NearbyPeople(relay=relay, hours=hours)
    said, found = drawn(model)
    holds = model.carriers(proximity.SEED)
    dots = [one for one in found.shapes if one.fill == LIGHT_INK.focus and one.path.codes is None]
    assert sum(len(one.path.vertices) for one in dots) == holds[2:].sum()
    assert f"the message is on {holds.sum()} of 41 phones." in said
    assert ("Bob got it after" in said) == holds[1]
    assert said.value == 100 * model.chance()


def test_the_way_to_bob_is_a_chain_of_handovers_that_begins_with_alice():
    chain = proximity._chain(NearbyPeople(relay="epidemic"))
    assert (chain[0].giver, chain[-1].taker) == (0, 1)
    assert all(a.taker == b.giver and a.step < b.step for a, b in pairwise(chain))
    assert proximity._chain(NearbyPeople()) == []


def test_the_walk_is_the_first_that_is_like_most():
    """After an hour: as many carriers as in the mean, Bob reached by everybody and not by Alice alone."""
    everybody, alone = NearbyPeople(relay="epidemic"), NearbyPeople()
    usual = round(everybody.meetings().carriers(1.0))
    assert (everybody.chance() > 0.5, alone.chance() > 0.5) == (True, False)

    def fits(seed):
        holds = everybody.carriers(seed)
        carriers = int(np.delete(holds, 1).sum())
        return carriers == usual and holds[1] and not alone.carriers(seed)[1]

    assert next(seed for seed in range(1, 100) if fits(seed)) == proximity.SEED
