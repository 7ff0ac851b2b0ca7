"""Evidence: a number against a threshold, statements that are counted, and a recording that may disagree."""

from __future__ import annotations

import dataclasses
import operator

import pytest

from guidekit.claims import World
from guidekit.claims.bars import Bar
from guidekit.claims.evidence import Measurement, comparison, evidence, tally, turn
from guidekit.knobs import Knob
from guidekit.models import Presence

CLAIM = "p2p.con.both-online"
DISAGREES = Measurement("tor_hops", False, "it took no time")
AGREES = DISAGREES._replace(agrees=True)
FIXED = {"fixed": Bar("doors", "wide enough", 5.0, "m"), "rival": Bar("doors", "beside another")}


@pytest.fixture(autouse=True)
def doors(monkeypatch):
    """Hold doors against a bar of our own, or against another door."""
    monkeypatch.setattr("guidekit.claims.evidence.BARS", FIXED)


def compared(sense: str, start: float, bar: str = "fixed", **more):
    return comparison(
        World(), CLAIM, sense, bar, "m", "Measured.", lambda v: f"it is {v:g} m wide",
        measure=lambda width: width, knob="Door.width", rule=Knob(0, 10, "m"), start=start, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sense", "stands"), [("<", operator.lt), ("<=", operator.le), (">", operator.gt), (">=", operator.ge)]
)
def test_a_value_stands_to_its_bar_as_the_sense_says(sense, stands):
    for width in (4.0, 5.0, 6.0):
        one = compared(sense, width)
        assert one.holds == stands(width, 5.0), width
        assert (one.value, one.threshold, one.found) == (width, 5.0, f"it is {width:g} m wide")
        assert one.flips_at.at == pytest.approx(5.0, rel=1e-4)
        assert one.bar == f"by our bar of 5 m (it turns at {width:g} m)"


@pytest.mark.parametrize(("sense", "bar"), [(">", 6 * 1.1), ("<", 6 / 1.1)])
def test_another_side_sets_the_bar_and_we_ask_for_a_tenth(sense, bar):
    one = compared(sense, 4.0, "rival", rival=lambda width: 6.0, sides=("door", "gate"))
    assert one.threshold == pytest.approx(bar)
    assert one.flips_at.at == pytest.approx(bar, rel=1e-4)
    assert one.line.sides == ("door", "gate")


def test_where_both_sides_are_nothing_none_is_better():
    one = compared("<", 4.0, "rival", rival=lambda width: 2 * width)  # narrower, except for no door at all
    assert one.holds
    assert not one.line.holds(0)
    assert "stays so" not in str(one)


def test_what_must_be_true_besides_decides_whatever_the_knob_says():
    for more in ({"also": False}, {"measured": DISAGREES}):
        one = compared(">", 8.0, **more)
        assert not one.holds
        assert not one.line.holds(8.0)
        assert one.flips_at.at is None
        assert one.bar == ""  # the verdict does not hang on it


def test_a_flip_that_restates_the_bar_says_so():
    one = compared(">", 8.0, restates="width is width")
    assert str(one).endswith(" is at most 5 m, which only restates the bar: width is width.")


def test_a_claim_without_a_verdict_says_why_and_never_yes_or_no():
    one = compared(">", 8.0)
    for kind, start in (("definition", "True by definition: it"), ("undecided", "Not decidable by us: it")):
        other = dataclasses.replace(one, kind=kind)
        assert str(other).startswith(start)
        assert other.verdict == kind
    assert (one.verdict, dataclasses.replace(one, holds=False).verdict) == ("yes", "no")
    assert not dataclasses.replace(one, kind="undecided", today="holds").agrees


def test_a_world_turns_the_knob_of_a_comparison():
    world = World(turned={"habit.on_hours": 3})
    own = turn(Presence(), "on_hours", lambda model: model.on_hours, "habit")
    one = comparison(world, CLAIM, "<", "fixed", "hours", "Read.", str, **own)
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
