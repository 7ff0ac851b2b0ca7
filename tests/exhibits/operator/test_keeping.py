"""What is drawn as kept is kept by the table, unknown is neither, and the table agrees with the facts."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch, marks
from guidekit.exhibits.operator import see_and_keep
from guidekit.tables import Keeping
from guidekit.tables.keeping import THINGS
from guidekit.tables.query import load

ROWS = load("kept")
ORDERS = ["hand over what you have", "keep it from now on"]
TOKENS = {"sender": "sender", "recipient": "recipient", "network": "sender_ip", "when": "time"}


def test_each_operator_has_each_thing_once():
    assert len(ROWS) == len(THINGS) * ROWS.messenger.nunique()
    assert not ROWS.duplicated(["messenger", "thing"]).any()


def test_nothing_is_kept_that_is_not_seen():
    assert set(ROWS.seen[ROWS.kept == "yes"]) == {"yes"}
    assert "unknown" not in set(ROWS.kept[ROWS.seen == "no"])


@pytest.mark.parametrize("who", ["signal", "element"])
def test_the_marks_are_those_of_the_facts(who):
    facts = load("facts", as_of="2026-11")
    (seen,) = facts.value[(facts.messenger == who) & (facts.attribute == "meta.server_sees")]
    named = seen.split("; ")
    for thing, token in TOKENS.items():
        there = token in named or (thing == "recipient" and "members" in named)
        assert (ROWS.seen[(ROWS.messenger == who) & (ROWS.thing == thing)].item() == "yes") == there
    (groups,) = facts.value[(facts.messenger == who) & (facts.attribute == "meta.server_knows_group_members")]
    assert ROWS.seen[(ROWS.messenger == who) & (ROWS.thing == "groups")].item() == groups


@pytest.mark.parametrize("order", ORDERS)
def test_a_disc_is_drawn_for_each_yes(order):
    figure, model = Figure(figsize=(8.4, 4)), Keeping(order)
    said = see_and_keep(model, figure)
    seen = Sketch(Figure()).ink.seen
    drawn = sum(shape.fill == seen for shape in marks(figure).shapes)
    assert drawn == sum(mark == "yes" for pair in model.marks().values() for mark in pair) + 1  # the key
    assert said.value == model.count("signal", "kept")[0]


def test_an_order_for_the_future_keeps_what_is_seen():
    for who in Keeping().messengers():
        now, later = (Keeping(order).count(who, "kept") for order in ORDERS)
        seen = Keeping().count(who, "seen")
        assert now[0] <= later[0] == seen[0]
        assert now[1] <= later[1] or now[1] <= seen[1]
