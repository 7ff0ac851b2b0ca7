"""A search is drawn as the model's path has it, and so are those who are told."""

from __future__ import annotations

from itertools import pairwise

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.peers import search
from guidekit.models import KademliaLookup, search_path


def drawn(exhibit, model):
    sheet = Canvas((8.6, 4.04))
    return exhibit(model, sheet), marks(sheet)


@pytest.mark.parametrize("knobs", [{}, {"nodes": 100}, {"nodes": 100_000_000, "bucket": 1}, {"parallel": 10}])
def test_every_hop_and_everybody_who_is_asked_is_drawn_once(knobs):
    model = KademliaLookup(**knobs)
    said, found = drawn(search.lookup, model)
    path = search.usual_path(model)
    asked = [one for one in found.shapes if one.fill == LIGHT_INK.seen and one.edge == LIGHT_INK.paper]
    assert len(asked) == path.told()
    strips = [one for one in found.shapes if one.fill == LIGHT_INK.focus_tint]
    assert len(strips) == len(path.hops)
    across = sorted((round(one.path.get_extents().y0), one.path.get_extents().x0) for one in asked)
    assert all(b[1] - a[1] >= 9 for a, b in pairwise(across) if a[0] == b[0])
    assert said.value == model.expected_hops()
    assert ("asks 1 stranger, who learns" in said) == (path.told() == 1)


def test_the_search_that_is_drawn_is_the_first_with_as_many_hops_as_usual():
    model = KademliaLookup()
    hops = [len(search_path(model, seed).hops) for seed in range(50)]
    first = hops.index(round(model.expected_hops()))
    assert search.usual_path(model) == search_path(model, first)
    said = drawn(search.lookup, model)[0]
    assert "found after 4 hops among 1,000,000 devices. The average of all searches is 3.7." in said


def test_asking_many_tells_more_and_waits_less():
    one, ten = (KademliaLookup(stale=0.3, parallel=n) for n in (1, 10))
    assert search._mean_seconds(one) > search._mean_seconds(ten)
    (few, alone), (many, crowd) = drawn(search.who_is_told, one), drawn(search.who_is_told, ten)
    assert (few.value, many.value) == (one.strangers_told(), ten.strangers_told())
    assert "One device is asked at a time" in few
    for said, found in ((few, alone), (many, crowd)):
        people = [shape for shape in found.shapes if shape.edge == LIGHT_INK.seen]
        assert len(people) == round(said.value)
