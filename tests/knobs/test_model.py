"""Knobs: what a knob refuses, whatever its kind, and that each model's defaults, words and sources fit."""

from __future__ import annotations

import csv
import dataclasses
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit import choice, exposure, models, recordings, scenario
from guidekit.knobs import Knob, Model, knob_of, knobs_of

PARAMETERS = Path(__file__).parents[2] / "data" / "parameters.csv"
MODELS = [
    value
    for room in (models, scenario, choice, exposure, recordings)
    for name in room.__all__
    if isinstance(value := getattr(room, name), type) and issubclass(value, Model) and value is not Model
]
FINITE = st.floats(-1e9, 1e9)
NO_NUMBER = st.sampled_from([None, True, "3", [1], math.nan, 1j])


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Knob, Any, bool]:
    """A knob of a number, a value, and whether the value fits."""
    low, high = sorted((draw(FINITE), draw(FINITE)))
    rule = Knob(low, high, draw(st.sampled_from(["", "hours", "share of pairs"])))
    inside, beyond = st.floats(low, high), st.floats(0, 1e9, exclude_min=True)
    outside = st.one_of(
        beyond.map(lambda x: math.nextafter(low, -math.inf) - x), beyond.map(lambda x: high + x)
    )
    refused = st.one_of(outside.filter(lambda x: not low <= x <= high), NO_NUMBER, st.just(math.inf))
    fits = draw(st.booleans())
    return rule, draw(st.one_of(inside, st.sampled_from([low, high])) if fits else refused), fits


@st.composite
def whole_numbers(draw: st.DrawFn) -> tuple[Knob, Any, bool]:
    """A knob of a whole number; a float without a fraction fits, such as 1e8 users."""
    low, high = sorted((draw(st.integers(-1000, 1000)), draw(st.integers(-1000, 1000))))
    inside = st.integers(low, high)
    fraction = st.floats(low, high).filter(lambda x: not x.is_integer()) if low < high else st.just(low + 0.5)
    fits = draw(st.booleans())
    refused = st.one_of(fraction, st.sampled_from([low - 1, high + 1]), NO_NUMBER)
    value = draw(st.one_of(inside, inside.map(float)) if fits else refused)
    return Knob(low, high, "relays", whole=True), value, fits


@st.composite
def words(draw: st.DrawFn) -> tuple[Knob, Any, bool]:
    """A knob of words: one of its choices, or a list to tick."""
    fits = draw(st.booleans())
    if draw(st.booleans()):
        wrong = st.sampled_from(["Yes", "", "no ", 3, None, ["no"]])
        return Knob(choices=("no", "yes")), draw(st.sampled_from(["no", "yes"]) if fits else wrong), fits
    listed = st.lists(st.text(max_size=5), max_size=3)
    value = draw(
        st.one_of(listed, listed.map(tuple)) if fits else st.sampled_from(["entry", [1], None, {"a"}])
    )
    return Knob(ticks=True), value, fits


@st.composite
def letters(draw: st.DrawFn) -> tuple[Knob, Any, bool]:
    """A knob of a text that only some letters may make up, with a longest and a shortest length."""
    rule = Knob(2, 30, "messages", letters="AB")
    wrong = st.one_of(
        st.text("AB", max_size=1),
        st.text("AB", min_size=31, max_size=2000),
        st.text("ABC", min_size=1, max_size=9).map(lambda text: text + "C"),
        st.sampled_from([5, None, ["A", "B"], "abba"]),
    )
    fits = draw(st.booleans())
    return rule, draw(st.text("AB", min_size=2, max_size=30) if fits else wrong), fits


@given(st.one_of(numbers(), whole_numbers(), words(), letters()))
def test_a_knob_refuses_what_does_not_fit_and_nothing_else_in_one_sentence(case):
    rule, value, fits = case
    said = rule.refusal("Door.width", value)
    assert (said is None) == fits
    if said is None:
        return
    assert said.startswith("Door.width = ")
    assert len(said) < 200
    allowed = said.partition("allowed: ")[2]
    if rule.choices:
        assert allowed == "no, yes"
    elif not rule.ticks:
        assert allowed.startswith(f"{rule.low:g} to {rule.high:g} {rule.unit}".rstrip())
        assert rule.letters or repr(value) in said


def test_every_default_fits_and_every_knob_has_words():
    assert len(MODELS) > 35
    for cls in MODELS:
        model = cls()
        for name, rule in knobs_of(cls).items():
            where = f"{cls.__name__}.{name}"
            assert rule.refusal(where, getattr(model, name)) is None
            assert rule.label, where
            assert rule.help, where
            if not rule.choices and not rule.letters and not rule.ticks:
                assert -math.inf < rule.low < rule.high < math.inf, where
                assert rule.unit, where
                assert rule.low > 0 or not rule.log, where


def test_every_model_refuses_a_knob_outside_its_range_by_its_name():
    """What else a knob refuses is its own affair; here each model has to ask its knobs at all."""
    for cls in MODELS:
        for name, rule in knobs_of(cls).items():
            outside = "teleport" if rule.choices or rule.letters else rule.high * 2 + 1
            with pytest.raises(ValueError, match=rf"^{cls.__name__}\.{name} = .*allowed: "):
                cls(**{name: outside})


def test_a_source_is_a_parameter_with_that_value():
    with PARAMETERS.open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    for cls in MODELS:
        for name, rule in knobs_of(cls).items():
            if rule.source is not None:
                default = next(f.default for f in dataclasses.fields(cls) if f.name == name)
                assert float(rows[rule.source]["value"]) == default, f"{cls.__name__}.{name}"


SAME = {  # what is meant by knobs of this name, in whatever room
    **dict.fromkeys(("adversary", "dishonest", "hostile"), "adversary.hostile"),
    "watched": "adversary.watched",
    "room": "conversation.people",
    "room_size": "room.people",
    "closed": "federation.closed",
    "honoured": "federation.honoured",
    "on_hours": "phone.online_hours",
    "off_hours": "phone.offline_hours",
}
OFF = {"WhoLearns.hostile", "OneServer.hostile"}  # a table of named observers; a share can be added


def test_one_adversary_and_one_habit_have_one_number_in_every_room():
    sources = {
        f"{cls.__name__}.{name}": (rule.source, SAME[name])
        for cls in MODELS
        for name, rule in knobs_of(cls).items()
        if name in SAME
    }
    asked = {
        "OnionRouting",
        "SwarmStorage",
        "Federation",
        "OwnServer",
        "Scenario",
        "Comparison",
        "ThreatModel",
    }
    assert asked <= {name.split(".")[0] for name in sources}
    assert {name for name, (source, wanted) in sources.items() if source != wanted} == OFF


def test_a_whole_number_is_kept_as_one():
    users = models.SealedSender(users=1e8).users
    assert (users, type(users)) == (100_000_000, int)


def test_but_turns_one_knob_and_leaves_the_model_alone():
    tor = models.OnionRouting()
    assert tor.but(hops=5) == models.OnionRouting(hops=5)
    assert tor.hops == 3
    with pytest.raises(ValueError, match="OnionRouting has no knob 'hop'; it has: relays, adversary"):
        tor.but(hop=5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        tor.hops = 4


def test_a_knob_is_found_by_its_name():
    assert knob_of(models.OnionRouting, "hops").high == 8
    with pytest.raises(ValueError, match="Presence has no knob 'x'; it has: on_hours, off_hours"):
        knob_of(models.Presence(), "x")


def test_percent_is_for_shares_and_probabilities():
    assert [Knob(0, 1, unit).percent for unit in ("share of pairs", "probability", "hours")] == [
        True,
        True,
        False,
    ]
