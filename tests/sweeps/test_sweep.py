from __future__ import annotations

import functools
import itertools
import math
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest
from fragile import Fragile, plus_one
from hypothesis import given
from hypothesis import strategies as st

import guidekit
from guidekit.models import Crowds, KademliaLookup, OnionRouting
from guidekit.scenario import PeerToPeer
from guidekit.sweeps import crew, sweep
from guidekit.sweeps import sweeping as room

GRID = {"a": range(40), "b": [0.1, 0.7, 0.3], "way": ["wild", "calm"]}
ASKED = {"v": "value(factor=2)", "w": ("value", 0.1), "r": "refuses(7)", "one": plus_one}


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, wanted, check_exact=True)
    assert found.to_csv() == wanted.to_csv()


class AtOnce(Executor):
    """Does the work when it is handed in."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def test_the_table_has_a_row_a_point_and_a_column_a_thing():
    found = guidekit.sweep(Fragile, GRID, ASKED, workers=1)
    points = list(itertools.product(*GRID.values()))
    assert list(found.columns) == ["a", "b", "way", "v", "w", "r", "one", "error"]
    assert list(found[["a", "b", "way"]].itertuples(index=False, name=None)) == points
    kinds = ["int64", "float64", "string", "float64", "float64", "float64", "float64", "string"]
    assert [str(kind) for kind in found.dtypes] == kinds
    assert found.v.to_list() == [(a + b) * 2 / 3 for a, b, _ in points]
    assert found.one.to_list() == [a + 1 for a, _, _ in points]


def test_a_pool_stays_within_what_the_system_can_wait_for(monkeypatch):
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 96)
    for system, count in (("darwin", 96), ("win32", 61)):
        monkeypatch.setattr("sys.platform", system)
        assert crew.cores() == count


def test_a_failing_point_is_told_with_its_knobs_and_the_rest_is_there():
    found = sweep(Fragile, GRID, ASKED, workers=1)
    bad = found[found.error.notna()]
    assert set(bad.a) == {7}
    assert len(bad) == 6
    assert set(bad.error) == {"r: ValueError: 7 things are one too many"}
    assert bad.r.isna().all()
    assert bad.v.notna().all()
    assert found[found.a != 7].notna().drop(columns="error").all(axis=None)


def test_knobs_that_do_not_go_together_fail_at_their_point_only():
    found = sweep(Crowds, {"members": [5, 20], "collaborators": [2, 10]}, ["probable_innocence"], workers=1)
    assert found.probable_innocence.to_list()[2:] == [1.0, 0.0]
    assert found.error[1].startswith("ValueError: Crowds.collaborators = 10")
    assert found.error.isna().to_list() == [True, False, True, True]


@pytest.mark.parametrize("made", [ThreadPoolExecutor, AtOnce, ProcessPoolExecutor], ids=lambda c: c.__name__)
def test_any_executor_gives_the_same_table_and_stays_open(made):
    how = {"mp_context": get_context("spawn")} if made is ProcessPoolExecutor else {}
    with made(*[2] if made is not AtOnce else [], **how) as executor:
        same(sweep(Fragile, GRID, ASKED, executor), sweep(Fragile, GRID, ASKED, workers=1))
        assert executor.submit(int).result() == 0


def test_processes_of_our_own_give_the_same_table(monkeypatch):
    monkeypatch.setattr(crew, "SLICE", 0.0)  # every piece comes back after one point, and is cut anew
    same(sweep(Fragile, GRID, ASKED, workers=2), sweep(Fragile, GRID, ASKED, workers=1))


def test_a_sampled_method_takes_its_seed_and_a_reducer():
    asked = ["mean(hops(200, seed=3))", "quantile(hops(200, 3), 0.9)", "hops(1, 3)"]
    found = sweep(KademliaLookup(bucket=8), {"nodes": [1000, 100_000]}, asked, workers=1)
    hops = [KademliaLookup(bucket=8, nodes=n).hops(200, 3) for n in (1000, 100_000)]
    assert found[asked[0]].to_list() == [h.mean() for h in hops]
    assert found[asked[1]].to_list() == [np.quantile(h, 0.9) for h in hops]
    assert found[asked[2]].notna().all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("latency(10, 1)", "gave ndarray of 10; allowed: a number, or an array of numbers inside max, mean"),
        ("compromise_over(5)", "gave DataFrame of 5 × 3; allowed: a number"),
        ("mean(compromise_over(5))", "gave DataFrame of 5 × 3; allowed inside mean: an array of numbers"),
        ("guard_compromise_within(-1)", "days = -1 is outside its range"),
    ],
)
def test_an_answer_that_is_no_number_is_the_error_of_its_point(asked, said):
    found = sweep(OnionRouting, {"hops": [1, 2]}, [asked, "reliability"], workers=1)
    assert found.error.str.startswith(f"{asked}: ValueError: {said}").all()
    assert found.reliability.notna().all()


def test_infinity_and_nothing_are_told_apart(tmp_path):
    out = tmp_path / "a.csv"
    how = {"grid": {"adversary": [0.0, 0.1]}, "outcomes": {"r": "rotations_until(0.5)"}, "workers": 1}
    for _ in range(2):
        assert sweep(OnionRouting, **how, out=out).r.to_list() == [math.inf, 7.0]
        assert out.read_text() == "adversary,r,error\n0.0,inf,\n0.1,7.0,\n"


def test_the_knobs_of_a_scenario_turn_too():
    found = sweep(
        PeerToPeer(), {"mailbox": ["no", "yes"], "users": [1e4, 1e5]}, ["value('reach')"], workers=1
    )
    assert found["value('reach')"].to_list() == [
        PeerToPeer(mailbox=box).but(users=users).value("reach")
        for box in ("no", "yes")
        for users in (10**4, 10**5)
    ]


NO_MODEL = "model: 3 is no model"
HOPS = "grid: OnionRouting.hops"


@pytest.mark.parametrize(
    ("model", "grid", "asked", "said"),
    [
        (3, {"hops": [1]}, ["reliability"], NO_MODEL),
        (OnionRouting, {}, ["reliability"], "turns no knob"),
        (OnionRouting, {"hop": [1]}, ["reliability"], "OnionRouting has no knob 'hop'; allowed: hops"),
        (
            OnionRouting,
            {"hops": [3, 9]},
            ["reliability"],
            f"{HOPS} = 9 is outside its range; allowed: 1 to 8 relays",
        ),
        (OnionRouting, {"hops": [1.5]}, ["reliability"], f"{HOPS} = 1.5 is not a whole number"),
        (OnionRouting, {"hops": [math.nan]}, ["reliability"], f"{HOPS} = nan is"),
        (OnionRouting, {"hops": [10**400]}, ["reliability"], "is out of all bounds; allowed: 1 to 8 relays"),
        (OnionRouting, {"hops": "12"}, ["reliability"], f"{HOPS} = '12' is no sequence"),
        (OnionRouting, {"hops": 3}, ["reliability"], f"{HOPS} = 3 is no sequence"),
        (OnionRouting, {"hops": []}, ["reliability"], f"{HOPS} has no values"),
        (OnionRouting, {"hops": [2, 2.0]}, ["reliability"], f"{HOPS} = 2 stands there twice"),
        (
            Fragile,
            {"way": ["mild"]},
            ["value"],
            "way = 'mild' is not one of its choices; allowed: calm, wild",
        ),
        (Fragile, {"a": range(10_001), "b": np.linspace(0, 1, 1001)}, ["value"], "it has 10,011,001 points"),
        (OnionRouting, {"hops": [1]}, [], "asks for nothing"),
        (OnionRouting, {"hops": [1]}, ["reliabilty"], "is no method of OnionRouting; allowed: reliability"),
        (OnionRouting, {"hops": [1]}, ["but"], "'but' is no method of OnionRouting"),
        (OnionRouting, {"hops": [1]}, ["__init__"], "'__init__' is no method"),
        (OnionRouting, {"hops": [1]}, ["guard_compromise_within"], "missing a required argument: 'days'"),
        (OnionRouting, {"hops": [1]}, [("reliability", 1, 2, 3)], "too many positional arguments"),
        (OnionRouting, {"hops": [1]}, ["latency(print(1))"], "cannot be read; allowed: a method"),
        (OnionRouting, {"hops": [1]}, ["latency(**{})"], "cannot be read"),
        (OnionRouting, {"hops": [1]}, ["a.b(1)"], "cannot be read"),
        (OnionRouting, {"hops": [1]}, ["("], "cannot be read"),
        (OnionRouting, {"hops": [1]}, ["(" * 5000], "cannot be read"),
        (OnionRouting, {"hops": [1]}, [plus_one], "a function needs a name"),
        (OnionRouting, {"hops": [1]}, [3], "outcomes: '3' is 3; allowed: a method"),
        (OnionRouting, {"hops": [1]}, ["reliability", "reliability"], "stands there twice"),
        (OnionRouting, {"hops": [1]}, {"hops": "reliability"}, "'hops' is the name of another column"),
        (OnionRouting, {"hops": [1]}, {"error": "reliability"}, "'error' is the name of another column"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_runs(model, grid, asked, said):
    class Never(Executor):
        def submit(self, *_):
            raise AssertionError

    with pytest.raises(ValueError) as refused:  # noqa: PT011
        sweep(model, grid, asked, Never())
    assert said in str(refused.value)


def test_every_knob_that_does_not_fit_is_named():
    with pytest.raises(ValueError, match=r"hops = 9[^\n]*\n[^\n]*adversary = 2 is outside its range"):
        sweep(OnionRouting, {"hops": [9], "adversary": [2], "guards": [1]}, ["reliability"])


@pytest.mark.parametrize("workers", [0, 1.5, True, "two"])
def test_a_number_of_workers_is_a_whole_number_from_one(workers):
    with pytest.raises(ValueError, match=r"workers = .* allowed: 1 or more"):
        sweep(OnionRouting, {"hops": [1]}, ["reliability"], workers=workers)


def test_an_executor_is_one():
    with pytest.raises(ValueError, match=r"takes no work; allowed: a concurrent\.futures\.Executor"):
        sweep(OnionRouting, {"hops": [1]}, ["reliability"], object())


def test_what_cannot_travel_is_refused_with_a_way_out():
    how = {"grid": {"hops": [1, 2]}, "outcomes": {"x": lambda m: m.hops}}
    with pytest.raises(ValueError, match=r"outcomes: 'x' cannot be sent to another process.*workers=1"):
        sweep(OnionRouting, **how)
    assert sweep(OnionRouting, **how, workers=1).x.to_list() == [1, 2]
    assert (
        sweep(OnionRouting, {"hops": [1, 2]}, {"x": functools.partial(Crowds.but)}, workers=1)
        .error.notna()
        .all()
    )


def test_a_bar_shows_only_where_someone_looks(monkeypatch):
    assert room._bar(True, 10, 3).disable
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert room._bar(False, 10, 3).disable
    with room._bar(True, 10, 3) as bar:
        assert not bar.disable
        assert (bar.n, bar.total) == (3, 10)


values = st.one_of(
    st.fixed_dictionaries(
        {
            "way": st.permutations(["calm", "wild"]),
            "a": st.lists(st.integers(0, 10_000), min_size=1, max_size=12, unique=True),
            "b": st.lists(st.floats(0, 1), min_size=1, max_size=9, unique=True),
        }
    ),
    st.fixed_dictionaries({"b": st.lists(st.floats(0, 1), min_size=1, max_size=300, unique=True)}),
)


@given(values, st.sampled_from([0.0, 0.5]))
def test_order_and_completeness(grid, seconds):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "SLICE", seconds)
        patch.setattr(crew, "PIECES", 3)
        found = sweep(Fragile, grid, ["value"], AtOnce())
    points = [dict(zip(grid, point, strict=True)) for point in itertools.product(*grid.values())]
    assert found[list(grid)].to_dict("records") == points
    assert found.value.to_list() == [Fragile(**point).value() for point in points]
    assert found.error.isna().all()


spans = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 400)), max_size=8)


@given(spans, st.integers(1, 10**7), st.integers(1, 400))
def test_no_cut_loses_a_point_or_answers_it_twice(gaps, points, done):
    whole, start = [], 0
    for gap, count in gaps:
        whole.append((start + gap, count))
        start += gap + count
    wanted = [index for first, count in whole for index in range(first, first + count)]
    cut = list(crew.pieces(whole, points))
    assert [index for first, count in cut for index in range(first, first + count)] == wanted
    for first, count in whole:
        left = [i for begin, many in crew.rest((first, count), done) for i in range(begin, begin + many)]
        assert left == list(range(first + done, first + count))
