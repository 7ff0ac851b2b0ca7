import csv
import dataclasses
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit import models, scenario
from guidekit.knobs import Knob, Model, count, knob_of, knobs_of, probability, within
from guidekit.models.arrays import amounts, as_share, plain

PARAMETERS = Path(__file__).parents[2] / "data" / "parameters.csv"
MODELS = [
    value
    for room in (models, scenario)
    for name in room.__all__
    if isinstance(value := getattr(room, name), type) and issubclass(value, Model) and value is not Model
]
NUMBERS = [
    (cls, name)
    for cls in MODELS
    for name, rule in knobs_of(cls).items()
    if not rule.choices and not rule.letters
]
WORDS = [(cls, name) for cls in MODELS for name, rule in knobs_of(cls).items() if rule.choices]


PUBLIC = """OnionRouting SwarmStorage PoissonMixnet Crowds Trilemma KademliaLookup Presence Proximity
Federation SealedSender Ratchet FeatureRollout Radio Fragility Scenario Centralized Federated PeerToPeer
AnonymousRouting"""


def test_every_public_model_is_found():
    assert {cls.__name__ for cls in MODELS} >= set(PUBLIC.split())


@pytest.mark.parametrize("cls", MODELS)
def test_defaults_lie_in_their_ranges_and_every_knob_has_words(cls):
    cls()
    for name, rule in knobs_of(cls).items():
        default = next(f.default for f in dataclasses.fields(cls) if f.name == name)
        assert rule.refusal(name, default) is None
        assert rule.label
        assert rule.help
        if not rule.choices:
            assert math.isfinite(rule.low)
            assert rule.low < rule.high < math.inf
            assert rule.unit
            assert not rule.log or rule.low > 0


@pytest.mark.parametrize(("cls", "name"), NUMBERS)
@pytest.mark.parametrize("side", ["low", "high"])
def test_a_value_outside_is_refused_in_words(cls, name, side):
    rule = knobs_of(cls)[name]
    value = rule.low - 1 if side == "low" else rule.high * 2 + 1
    with pytest.raises(ValueError, match="outside its range") as caught:
        cls(**{name: value})
    message = str(caught.value)
    for part in (f"{cls.__name__}.{name}", repr(value), f"{rule.low:g} to {rule.high:g}", rule.unit):
        assert part in message


@pytest.mark.parametrize(("cls", "name"), NUMBERS)
@pytest.mark.parametrize("value", [math.nan, math.inf, "3", None, True, [1]])
def test_what_is_no_number_is_refused(cls, name, value):
    with pytest.raises(ValueError, match=f"{cls.__name__}.{name} = "):
        cls(**{name: value})


@pytest.mark.parametrize(("cls", "name"), WORDS)
@pytest.mark.parametrize("value", ["teleport", 3, None])
def test_a_word_that_is_no_choice_is_refused(cls, name, value):
    with pytest.raises(ValueError, match="is not one of its choices; allowed: ") as caught:
        cls(**{name: value})
    assert all(choice in str(caught.value) for choice in knobs_of(cls)[name].choices)


def test_a_fraction_is_refused_where_only_whole_numbers_make_sense():
    with pytest.raises(ValueError, match=r"hops = 2\.5 is not a whole number; allowed: 1 to 8 relays"):
        models.OnionRouting(hops=2.5)
    assert models.SealedSender(users=1e8).users == 100_000_000
    assert isinstance(models.SealedSender(users=1e8).users, int)


def test_but_turns_one_knob_and_leaves_the_model_alone():
    tor = models.OnionRouting()
    assert tor.but(hops=5) == models.OnionRouting(hops=5)
    assert tor.hops == 3
    with pytest.raises(ValueError, match="OnionRouting has no knob 'hop'; it has: relays, adversary"):
        tor.but(hop=5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        tor.hops = 4


def test_find_names_what_there_is():
    assert knob_of(models.OnionRouting, "hops").high == 8
    with pytest.raises(ValueError, match="Presence has no knob 'x'; it has: on_hours, off_hours"):
        knob_of(models.Presence(), "x")


def test_percent_is_for_shares_and_probabilities():
    assert Knob(0, 1, "share of pairs").percent
    assert Knob(0, 1, "probability").percent
    assert not Knob(0, 1, "hours").percent


@given(st.floats(0, 1))
def test_probability_lets_probabilities_through(value):
    assert probability("p", value) == value


@pytest.mark.parametrize("value", [-1e-9, 1.0001, math.nan, "0.5", True])
def test_probability_refuses_the_rest(value):
    with pytest.raises(ValueError, match="p = "):
        probability("p", value)
    with pytest.raises(ValueError, match="allowed: 0 to 1 s"):
        within("t", value, 0, 1, "s")


def test_count_takes_whole_numbers_only():
    assert count("n", 3.0, 0, 5) == 3
    for value in (2.5, 6, -1, math.nan, "3"):
        with pytest.raises(ValueError, match=r"n = .*allowed: 0 to 5 messages"):
            count("n", value, 0, 5, "messages")


@pytest.mark.skipif(not PARAMETERS.exists(), reason="the table is built elsewhere")
def test_a_source_is_a_parameter_with_that_value():
    with PARAMETERS.open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    for cls in MODELS:
        for name, rule in knobs_of(cls).items():
            if rule.source is not None:
                default = next(f.default for f in dataclasses.fields(cls) if f.name == name)
                assert float(rows[rule.source]["value"]) == default, f"{cls.__name__}.{name}"


def test_amounts_takes_one_or_many():
    assert plain(amounts("t", 3)) == 3.0
    assert isinstance(as_share(amounts("t", 3)), float)
    assert amounts("t", [1, 2]).tolist() == [1.0, 2.0]


@pytest.mark.parametrize("value", ["soon", [1, "x"], [1, math.nan], [], -1, [[1], [2, 3]]])
def test_amounts_refuses_the_rest(value):
    with pytest.raises(ValueError, match=r"^t"):
        amounts("t", value, 0, 10, "hours")


def test_as_share_keeps_rounding_inside():
    assert as_share(np.array([-1e-17, 0.5, 1 + 1e-15])).tolist() == [0.0, 0.5, 1.0]


def test_importing_the_models_waits_for_nothing():
    code = (
        "import sys, guidekit.models as m;"
        "assert not {'numpy', 'scipy', 'pandas'} & set(sys.modules);"
        "m.OnionRouting, m.KademliaLookup, m.SealedSender, m.Proximity;"
        "assert not {'scipy', 'pandas', 'matplotlib', 'ipywidgets'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_exported_name_is_there_and_no_other():
    for name in models.__all__:
        assert getattr(models, name) is not None
        assert name in dir(models)
    with pytest.raises(AttributeError, match="Telepathy"):
        _ = models.Telepathy
