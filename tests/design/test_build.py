"""Journeys of designs: every shape builds, and closing a message never shows anyone more."""

from __future__ import annotations

from guidekit.design.build import journey_of
from guidekit.design.measures import operator_exposure, stranger_secrets
from guidekit.exposure import clues_of
from guidekit.exposure.coalitions import knowledge
from tests.designs import shapes


def everyone(design):
    """Say for each datum who learns it alone."""
    clues = clues_of(journey_of(design))
    names = list(clues.bits)
    truth = knowledge(clues, [clues.who(name) for name in names])
    return {
        datum: {name for name, one in zip(names, knows, strict=True) if one} for datum, knows in truth.items()
    }


def test_every_shape_builds_and_end_to_end_never_shows_more():
    seen = set()
    for design in shapes():
        shape = design.shape().but(encryption="on the way")
        if shape in seen:
            continue
        seen.add(shape)
        closed = shape.but(encryption="end to end")
        assert journey_of(shape).recipients == ("bob",)
        before, after = (everyone(one) for one in (shape, closed))
        for datum, who in after.items():
            assert who <= before[datum], (shape, datum)
        assert after["content"] == {"alice", "bob"}, shape
        assert set(stranger_secrets(closed)) <= set(stranger_secrets(shape))
        assert operator_exposure(closed) <= operator_exposure(shape) + 1e-12


def test_sealing_the_sender_never_shows_more():
    for design in shapes():
        if design.sender == "on the envelope":
            assert set(stranger_secrets(design.but(sender="sealed inside"))) <= set(stranger_secrets(design))


def test_without_relays_somebody_sees_both_ends():
    for design in shapes():
        if design.routing != "relays":
            assert stranger_secrets(design), design
