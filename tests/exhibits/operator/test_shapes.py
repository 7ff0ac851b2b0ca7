"""The three networks fall apart as their links say, and each node is drawn as what became of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch, marks
from guidekit.exhibits.operator import taken_apart
from guidekit.models import NodeLoss


def parts(network, gone):
    """The parts that hang together, walked from node to node."""
    ends, order = network.network()
    away = set(order[:gone].tolist())
    near = {node: set() for node in range(network.nodes) if node not in away}
    for one, other in ends.tolist():
        if one not in away and other not in away:
            near[one].add(other)
            near[other].add(one)
    found, seen = [], set()
    for node in near:
        if node in seen:
            continue
        part, waiting = set(), [node]
        while waiting:
            here = waiting.pop()
            if here not in part:
                part.add(here)
                waiting += near[here]
        seen |= part
        found.append(part)
    return found


LOSSES = st.builds(NodeLoss, gone=st.integers(0, 30), removal=st.sampled_from(["largest", "random"]))


@settings(max_examples=40)
@given(LOSSES)
def test_what_hangs_together_is_the_largest_part_of_a_walk(model):
    for shape, network in model.networks().items():
        walked, left = parts(network, model.gone), model.left()[shape]
        members = set(left.nonzero()[0].tolist())
        assert members in walked
        assert len(members) == max(map(len, walked))
        assert len(members) == round(float(network.curve().largest[model.gone]) * 100)


@pytest.mark.parametrize("model", [NodeLoss(), NodeLoss(gone=0), NodeLoss(gone=30, removal="random")])
def test_each_node_is_drawn_once_as_what_became_of_it(model):
    figure = Figure(figsize=(8.4, 3.95))
    said = taken_apart(model, figure)
    left, ink = model.left(), Sketch(Figure()).ink
    drawn = [shape for shape in marks(figure).shapes if shape.fill == ink.focus and not shape.edge]
    assert sum(len(shape.path.vertices) for shape in drawn) == sum(int(part.sum()) for part in left.values())
    assert said.value == int(left["random"].sum())
    for part in left.values():
        assert str(int(part.sum())) in said


def test_a_star_is_strong_against_chance_and_dust_without_its_hub():
    assert int(NodeLoss(gone=1).left()["star"].sum()) == 1
    assert int(NodeLoss(gone=1, removal="random").left()["star"].sum()) == 99
