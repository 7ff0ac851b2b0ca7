"""The table is complete and the same, whoever answers the points, and however they fail."""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import threading

import joblib
import pandas as pd
import pytest

import guidekit
from guidekit.models import OnionRouting, Upkeep
from guidekit.sweeps import sweep
from guidekit.sweeps.running import DIED
from tests.patience import PATIENCE
from tests.sweeps.fragile import Fragile, Pair, plus_one

GRID = {"a": range(40), "b": [0.1, 0.7, 0.3], "way": ["wild", "calm"]}
ASKED = {"v": "value(factor=2)", "r": "refuses(7)", "one": plus_one, "typed": lambda model: model.b}


@pytest.fixture(scope="module")
def here() -> pd.DataFrame:
    return guidekit.sweep(Fragile, GRID, ASKED, workers=1)


def test_the_table_has_a_row_a_point_and_a_column_a_thing(here):
    points = list(itertools.product(*GRID.values()))
    assert list(here[["a", "b", "way"]].itertuples(index=False, name=None)) == points
    kinds = {
        "a": "int64",
        "b": "float64",
        "way": "string",
        **dict.fromkeys(ASKED, "float64"),
        "error": "string",
    }
    assert {name: str(kind) for name, kind in here.dtypes.items()} == kinds
    assert here.v.to_list() == [(a + b) * 2 / 3 for a, b, _ in points]
    assert here.one.to_list() == [a + 1 for a, _, _ in points]
    assert here.typed.to_list() == [b for _, b, _ in points]


def test_a_failing_point_has_its_reason_and_touches_no_other_answer(here):
    bad = here.error.notna()
    assert set(here.a[bad]) == {7}
    assert bad.sum() == 6
    assert set(here.error[bad]) == {"r: ValueError: 7 things are one too many"}
    assert here.r.isna().equals(bad)
    assert here[["v", "one", "typed"]].notna().all(axis=None)


@pytest.mark.parametrize(("workers", "backend"), [(2, "loky"), (3, "loky"), (2, "threading")])
def test_any_number_of_workers_gives_the_same_table(here, workers, backend):
    with joblib.parallel_config(backend=backend):
        table = sweep(Fragile, GRID, ASKED, workers=workers)
    pd.testing.assert_frame_equal(table, here, check_exact=True)


def test_other_processes_do_the_work():
    table = sweep(Fragile, {"a": range(20)}, {"pid": lambda _: __import__("os").getpid()})
    assert os.getpid() not in set(table.pid)


def test_knobs_that_do_not_go_together_fail_at_their_point_only():
    table = sweep(Pair, {"whole": [5, 20], "part": [2, 10]}, "rest", workers=1)
    assert table.rest.to_list()[2:] == [18, 10]
    assert table.error[1].startswith("ValueError: Pair.part = 10 is more than the whole")
    assert table.error.isna().to_list() == [True, False, True, True]


def test_points_that_kill_their_process_are_recorded_and_take_no_other_along(tmp_path, monkeypatch):
    how = {"model": Fragile, "grid": {"a": range(300)}, "outcomes": ["dies(130)", "dies(131)", "value"]}
    table = sweep(**how, workers=2, out=tmp_path / "a.csv")
    assert table.error.dropna().to_dict() == {130: DIED, 131: DIED}
    assert table[table.error.isna()].drop(columns="error").notna().all(axis=None)
    # It may not have been the fault of these points, so the same call tries them again, and no others.
    assert (tmp_path / "a.csv.checkpoint").read_text().count("\n") == 1 + 298 + 1  # head, answers, table
    monkeypatch.setattr(Fragile, "dies", lambda self, at: -1.0)
    again = sweep(**how, workers=1, out=tmp_path / "a.csv")
    assert again.index[again["dies(130)"] == -1].to_list() == [130, 131]
    assert again.error.isna().all()


@contextlib.contextmanager
def dask_client():
    """Start two workers that are not tried again once they have died, and end them."""
    import dask
    from distributed import Client, LocalCluster

    options = {"scheduler.allowed-failures": 0} | {
        f"comm.timeouts.{name}": PATIENCE for name in ("connect", "tcp")
    }
    with dask.config.set({f"distributed.{name}": value for name, value in options.items()}):
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0")
        try:
            with Client(cluster, timeout=PATIENCE) as client:
                yield client
        finally:
            with contextlib.suppress(TimeoutError):  # a worker that was told to end is given five seconds
                cluster.close(timeout=PATIENCE)


def test_a_dask_cluster_gives_the_same_table_and_records_a_killed_worker(here):
    patient = {"backend": "dask", "wait_for_workers_timeout": PATIENCE}
    with dask_client() as client, joblib.parallel_config(client=client, **patient):
        pids = set(client.run(os.getpid).values())
        pd.testing.assert_frame_equal(sweep(Fragile, GRID, ASKED), here, check_exact=True)
        where = sweep(Fragile, {"a": range(20)}, {"pid": lambda _: __import__("os").getpid()})
        assert set(where.pid.astype(int)) <= pids
        dead = sweep(Fragile, {"a": range(20)}, ["dies(13)"])
        assert dead.error.dropna().to_dict() == {13: DIED}
        assert len(dead.dropna(subset="dies(13)")) == 19


def test_infinity_and_nothing_are_told_apart(tmp_path):
    out = tmp_path / "a.csv"
    for _ in range(2):
        table = sweep(Upkeep, {"user_hours": [2.0, 0.5]}, {"n": "users_until(1.0)"}, workers=1, out=out)
        few = table.n[1]
        assert table.n.to_list() == [math.inf, few]
        assert 1 < few < math.inf
        assert out.read_text() == f"user_hours,n,error\n2.0,inf,\n0.5,{few},\n"


def test_parquet_goes_on_too(tmp_path):
    pytest.importorskip("pyarrow")
    out = tmp_path / "a.parquet"
    table = sweep(Fragile, GRID, ASKED, workers=1, out=out)
    before = out.read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(out), table, check_exact=True)
    sweep(Fragile, GRID, ASKED, workers=1, out=out)
    assert out.read_bytes() == before


@pytest.mark.parametrize("workers", [0, 1.5, True, "two"])
def test_a_number_of_workers_is_a_whole_number_from_one(workers):
    with pytest.raises(ValueError, match=r"workers = .* allowed: 1 to 1000"):
        sweep(OnionRouting, {"hops": [1]}, "reliability", workers=workers)


def test_what_cannot_be_sent_is_refused_with_a_way_out():
    lock = threading.Lock()
    how = {"grid": {"hops": [1, 2]}, "outcomes": {"x": lambda model: lock.locked() or model.hops}}
    with pytest.raises(ValueError, match=r"cannot be sent to another process: .*lock.*workers=1"):
        sweep(OnionRouting, **how)
    assert sweep(OnionRouting, **how, workers=1).x.to_list() == [1, 2]


def test_a_failure_of_our_own_ends_the_work_without_a_warning_of_joblib(monkeypatch):
    def full(answers, **_):
        yield next(answers)
        raise OSError("the disk is full")

    monkeypatch.setattr("guidekit.sweeps.running.tqdm", full)
    with pytest.raises(OSError, match="the disk is full"):  # a warning would be another error
        sweep(Fragile, {"a": range(1000)}, "sleeps(0.005)", workers=2)


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_shows_only_in_a_terminal(monkeypatch, capsys, terminal):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    sweep(Fragile, {"a": range(3)}, "sleeps(0.6)", workers=1)
    assert ("/3 [" in capsys.readouterr().err) == terminal
