"""What does not fit is refused before anything runs, with what is allowed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from fragile import Fragile, plus_one

from guidekit.models import OnionRouting
from guidekit.scenario import PeerToPeer
from guidekit.sweeps import sweep
from guidekit.sweeps.plan import check_plan

HOPS = "grid: OnionRouting.hops"
ONE = {"hops": [1]}


@pytest.mark.parametrize(
    ("model", "grid", "asked", "message"),
    [
        (3, ONE, ["reliability"], "model: 3 is no model"),
        (OnionRouting, {}, ["reliability"], "turns no knob"),
        (OnionRouting, {"hop": [1]}, ["reliability"], "there is no OnionRouting knob 'hop'; allowed: hops"),
        (
            OnionRouting,
            {"hops": [3, 9]},
            ["reliability"],
            f"{HOPS} = 9 is outside its range; allowed: 1 to 8",
        ),
        (OnionRouting, {"hops": [1.5]}, ["reliability"], f"{HOPS} = 1.5 is not a whole number"),
        (OnionRouting, {"hops": [math.nan]}, ["reliability"], f"{HOPS} = nan is"),
        (OnionRouting, {"hops": [10**400]}, ["reliability"], "is out of all bounds; allowed: 1 to 8 relays"),
        (OnionRouting, {"hops": "12"}, ["reliability"], f"{HOPS} = '12' is no sequence"),
        (OnionRouting, {"hops": 3}, ["reliability"], f"{HOPS} = 3 is no sequence"),
        (OnionRouting, {"hops": []}, ["reliability"], f"{HOPS} has no values"),
        (OnionRouting, {"hops": [2, 2.0]}, ["reliability"], f"{HOPS} = 2 stands there twice"),
        (Fragile, {"way": ["mild"]}, ["value"], "'mild' is not one of its choices; allowed: calm, wild"),
        (Fragile, {"way": [np.arange(2)]}, ["value"], "is not one of its choices"),
        (Fragile, {"a": range(10_001), "b": np.linspace(0, 1, 101)}, ["value"], "it has 1,010,101 points"),
        (OnionRouting, ONE, [], "asks for nothing"),
        (OnionRouting, ONE, ["reliabilty"], "no OnionRouting method 'reliabilty'; allowed: reliability"),
        (OnionRouting, ONE, ["but"], "there is no OnionRouting method 'but'"),
        (OnionRouting, ONE, ["__init__"], "there is no OnionRouting method '__init__'"),
        (OnionRouting, ONE, ["guard_compromise_within"], "missing a required argument: 'days'"),
        (OnionRouting, ONE, ["reliability(1, 2, 3)"], "too many positional arguments"),
        (OnionRouting, ONE, ["latency(print(1))"], "cannot be read; allowed: a method"),
        (OnionRouting, ONE, ["latency(**{})"], "cannot be read"),
        (OnionRouting, ONE, ["a.b(1)"], "cannot be read"),
        (OnionRouting, ONE, ["max()"], "cannot be read"),
        (OnionRouting, ONE, ["(" * 5000], "cannot be read"),
        (OnionRouting, ONE, [plus_one], "cannot be read"),
        (OnionRouting, ONE, [3], "cannot be read"),
        (OnionRouting, ONE, ["reliability", "reliability"], "is the name of another column"),
        (OnionRouting, ONE, {"hops": "reliability"}, "'hops' is the name of another column"),
        (OnionRouting, ONE, {"error": "reliability"}, "'error' is the name of another column"),
    ],
)
def test_what_does_not_fit_is_refused(model, grid, asked, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        check_plan(model, grid, asked)
    assert message in str(refused.value)


def test_everything_that_does_not_fit_is_named_at_once():
    with pytest.raises(ValueError, match=r"hops = 9[^\n]*\n[^\n]*adversary = 2 is outside[^\n]*\n.*'x'"):
        check_plan(OnionRouting, {"hops": [9], "adversary": [2], "guards": [1]}, ["x"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            "latency(10, 1)",
            "gave ndarray of shape (10,); allowed: a number, or an array of numbers inside max, mean",
        ),
        ("compromise_over(5)", "gave DataFrame of shape (5, 3); allowed: a number"),
        (
            "mean(compromise_over(5))",
            "gave DataFrame of shape (5, 3); allowed inside mean: an array of numbers",
        ),
        ("guard_compromise_within(-1)", "days = -1 is outside its range"),
    ],
)
def test_an_answer_that_is_no_number_is_the_error_of_its_point(asked, message):
    table = sweep(OnionRouting, {"hops": [1, 2]}, [asked, "reliability"], workers=1)
    assert table.error.str.startswith(f"{asked}: ValueError: {message}").all()
    assert table.reliability.notna().all()


def test_a_call_takes_its_arguments_and_its_reducer():
    asked = ["mean(latency(200, seed=3))", "quantile(latency(200, 3), 0.9)", "latency(1, 3)"]
    mean, slow, one = (
        outcome.number(OnionRouting(hops=2)) for outcome in check_plan(OnionRouting, ONE, asked).outcomes
    )
    sample = OnionRouting(hops=2).latency(200, 3)
    assert (mean, slow) == (sample.mean(), np.quantile(sample, 0.9))
    assert one == OnionRouting(hops=2).latency(1, 3).item()


def test_the_knobs_of_a_scenario_turn_too():
    grid = {"mailbox": ["no", "yes"], "users": [1e4, 1e5]}
    table = sweep(PeerToPeer(), grid, {"reach": "value('reach')"}, workers=1)
    models = [PeerToPeer(mailbox=box).but(users=users) for box in grid["mailbox"] for users in (10**4, 10**5)]
    assert table.reach.to_list() == [model.value("reach") for model in models]
