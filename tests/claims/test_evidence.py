"""Evidence: a number against a threshold, statements that are counted, and a recording that may disagree."""

from __future__ import annotations

import dataclasses
import operator

import pytest

from guidekit.claims import World
from guidekit.claims.evidence import Measurement, comparison, evidence, tally, turn
from guidekit.knobs import Knob
from guidekit.models import Presence

CLAIM = "p2p.con.both-online"
DISAGREES = Measurement("tor_hops", False, "it took no time")
AGREES = DISAGREES._replace(agrees=True)


def compared(sense: str, start: float, **more):
    return comparison(
        World(), CLAIM, sense, 5.0, "m", "Measured.", lambda v: f"it is {v:g} m wide",
        measure=lambda width: width, knob="Door.width", rule=Knob(0, 10, "m"), start=start, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sense", "stands"), [("<", operator.lt), ("<=", operator.le), (">", operator.gt), (">=", operator.ge)]
)
def test_a_value_stands_to_its_threshold_as_the_sense_says(sense, stands):
    for width in (4.0, 5.0, 6.0):
        one = compared(sense, width)
        assert one.holds == stands(width, 5.0), width
        assert (one.value, one.threshold, one.found) == (width, 5.0, f"it is {width:g} m wide")
        assert one.flips_at.at == pytest.approx(5.0, rel=1e-4)


def test_what_must_be_true_besides_decides_whatever_the_knob_says():
    for more in ({"also": False}, {"measured": DISAGREES}):
        one = compared(">", 8.0, **more)
        assert not one.holds
        assert one.flips_at.at is None


def test_a_world_turns_the_knob_of_a_comparison():
    world = World(turned={"habit.on_hours": 3})
    own = turn(Presence(), "on_hours", lambda model: model.on_hours, "habit")
    one = comparison(world, CLAIM, ">", 2.0, "hours", "Read.", str, **own)
    assert (one.value, one.holds, one.flips_at.knob) == (3.0, True, "habit.on_hours")
    assert turn(Presence(), "on_hours", str)["knob"] == "Presence.on_hours"


def test_a_recording_is_told_and_turns_the_answer_where_it_disagrees():
    given = {"holds": True, "value": 1.0, "unit": "s", "threshold": 2.0, "how": "Computed.", "found": "so"}
    plain, agreeing, disagreeing = (
        evidence(World(), CLAIM, measured=measured, **given) for measured in (None, AGREES, DISAGREES)
    )
    assert (plain.holds, plain.how, plain.found) == (True, "Computed.", "so")
    assert agreeing == dataclasses.replace(plain, how="Computed. Recorded (tor_hops.csv): it took no time.")
    assert disagreeing == dataclasses.replace(
        agreeing, holds=False, found="so; the recording says otherwise: it took no time"
    )


def test_statements_are_counted_and_all_must_hold():
    one = tally(World(), CLAIM, ["a", "b"], ["c is not so"], "Counted.", "all is well", "cells")
    assert (one.holds, one.value, one.threshold, one.unit) == (False, 2.0, 3.0, "of 3 cells")
    assert one.found == "only 2 of 3 cells hold: c is not so"
    assert tally(World(), CLAIM, ["a"], [], "Counted.", "all is well").found == "all is well"
    assert not tally(World(), CLAIM, ["a"], [], "Counted.", measured=DISAGREES).holds
