"""What does not fit is refused before anything runs, with what is allowed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from guidekit.models import OnionRouting
from guidekit.scenario import PeerToPeer
from guidekit.sweeps import sweep
from guidekit.sweeps.plan import check_plan
from tests.sweeps.fragile import plus_one

ONE = {"model": OnionRouting, "grid": {"hops": [1]}, "outcomes": ["reliability"]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model": 3}, "model: 3 is no model"),
        ({"grid": {}}, "turns no knob"),
        ({"grid": {"hop": [1]}}, "there is no OnionRouting knob 'hop'; allowed: hops"),
        ({"grid": {"hops": [3, 9]}}, "grid: OnionRouting.hops = 9 is outside its range; allowed: 1 to 8"),
        ({"grid": {"hops": [1.5]}}, "hops = 1.5 is not a whole number"),
        ({"grid": {"hops": [math.nan]}}, "hops = nan is"),
        ({"grid": {"hops": [10**400]}}, "is out of all bounds; allowed: 1 to 8 relays"),
        ({"grid": {"hops": "12"}}, "hops = '12' is no sequence"),
        ({"grid": {"hops": 3}}, "hops = 3 is no sequence"),
        ({"grid": {"hops": []}}, "hops has no values"),
        ({"grid": {"hops": [2, 2.0]}}, "hops = 2 stands there twice"),
        (
            {"grid": dict.fromkeys(["adversary", "hop_failure"], np.linspace(0, 0.5, 1001))},
            "1,002,001 points",
        ),
        ({"model": PeerToPeer, "grid": {"mailbox": ["maybe"]}}, "= 'maybe' is not one of its choices"),
        ({"model": PeerToPeer, "grid": {"mailbox": [np.arange(2)]}}, "is not one of its choices"),
        ({"outcomes": []}, "asks for nothing"),
        (
            {"outcomes": {"a\u200bb": "reliability"}},
            "holds U+200B ZERO WIDTH SPACE; allowed: signs that can be seen",
        ),
        ({"outcomes": {"a\nb": "reliability"}}, "holds U+000A LINE BREAK"),
        ({"outcomes": "reliabilty"}, "no OnionRouting method 'reliabilty'; allowed: reliability"),
        ({"outcomes": ["but"]}, "there is no OnionRouting method 'but'"),
        ({"outcomes": ["__init__"]}, "there is no OnionRouting method '__init__'"),
        ({"outcomes": ["guards"]}, "there is no OnionRouting method 'guards'"),
        ({"outcomes": ["guard_compromise_within"]}, "missing a required argument: 'days'"),
        ({"outcomes": ["reliability(1, 2, 3)"]}, "too many positional arguments"),
        ({"outcomes": ["latency(print(1))"]}, "cannot be read; allowed: a method"),
        ({"outcomes": ["latency(**{})"]}, "cannot be read"),
        ({"outcomes": ["a.b(1)"]}, "cannot be read"),
        ({"outcomes": ["max()"]}, "cannot be read"),
        ({"outcomes": ["(" * 5000]}, "cannot be read"),
        ({"outcomes": [plus_one]}, "cannot be read"),
        ({"outcomes": ["reliability", "reliability"]}, "is the name of another column"),
        ({"outcomes": {"hops": "reliability"}}, "'hops' is the name of another column"),
        ({"outcomes": {"error": "reliability"}}, "'error' is the name of another column"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        check_plan(**ONE | change)
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
        outcome.number(OnionRouting(hops=2))
        for outcome in check_plan(OnionRouting, {"hops": [1]}, asked).outcomes
    )
    sample = OnionRouting(hops=2).latency(200, 3)
    assert (mean, slow) == (sample.mean(), np.quantile(sample, 0.9))
    assert one == OnionRouting(hops=2).latency(1, 3).item()


def test_the_knobs_of_a_scenario_turn_too():
    grid = {"mailbox": ["no", "yes"], "users": [1e4, 1e5]}
    table = sweep(PeerToPeer(), grid, {"reach": "value('reach')"}, workers=1)
    models = [PeerToPeer(mailbox=box).but(users=users) for box in grid["mailbox"] for users in (10**4, 10**5)]
    assert table.reach.to_list() == [model.value("reach") for model in models]
