"""However a sweep ends, what is done is kept, and the same call goes on to the same table."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import psutil
import pytest
from fragile import Fragile, plus_one
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import OnionRouting
from guidekit.sweeps import crew, sweep
from guidekit.sweeps import sweeping as room
from guidekit.sweeps.file import load
from guidekit.sweeps.work import DIED

COMMAND = [str(Path(sys.executable).with_name("guidekit")), "sweep"]
DELAYS = """
[model]
class = "OnionRouting"
[grid]
link_ms = { from = 5, to = 500, points = 500, log = true }
link_spread = { from = 0, to = 1.5, points = 20 }
[outcomes]
usual = "median(latency(1000, seed=7))"
slow = "quantile(latency(1000, seed=7), 0.95)"
"""


@pytest.fixture
def started(tmp_path) -> Iterator[tuple[subprocess.Popen, Path]]:
    """Start the command on 10,000 points in a group of its own, and wait until some of them are kept."""
    file, journal = tmp_path / "delays.toml", tmp_path / "delays.csv.journal"
    file.write_text(DELAYS, encoding="utf-8")
    run = subprocess.Popen(
        [*COMMAND, file, "-o", tmp_path],
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,
    )
    try:
        while not (journal.exists() and journal.read_bytes().count(b"\n") > 20):
            assert run.poll() is None, "it ended before it could be stopped"
            time.sleep(0.01)
        yield run, journal
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        run.stderr.close()


def hear_ctrl_c() -> None:
    """Undo what a shell does to its background jobs, and they to their children: they ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def kept(journal: Path) -> int:
    lines = journal.read_bytes().split(b"\n")[1:-1]  # the last is empty, or was cut short
    return sum(len(json.loads(line[9:]).get("rows", ())) for line in lines)


def test_a_killed_sweep_of_10_000_points_goes_on_to_the_same_table(started, tmp_path):
    run, journal = started
    os.killpg(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    assert 1000 < kept(journal) < 10_000
    assert not (tmp_path / "delays.csv").exists()
    before = journal.read_bytes()
    subprocess.run([*COMMAND, tmp_path / "delays.toml", "-o", tmp_path], check=True)
    assert journal.read_bytes().startswith(before[: before.rindex(b"\n") + 1])
    (tmp_path / "whole").mkdir()
    told = load(tmp_path / "delays.toml")
    whole = sweep(told.model, told.grid, told.outcomes, workers=1, out=tmp_path / "whole" / "delays.csv")
    assert len(whole) == 10_000
    assert whole.error.isna().all()
    assert (tmp_path / "delays.csv").read_bytes() == (tmp_path / "whole" / "delays.csv").read_bytes()
    again = sweep(told.model, told.grid, told.outcomes, workers=1, out=tmp_path / "delays.csv")
    pd.testing.assert_frame_equal(again, whole, check_exact=True)


def test_processes_end_when_their_parent_is_killed(started):
    run, _ = started
    children = psutil.Process(run.pid).children(recursive=True)
    assert children
    run.kill()
    run.wait()
    assert psutil.wait_procs(children, timeout=20)[1] == []


def test_ctrl_c_keeps_what_is_done_and_says_so(started):
    run, journal = started
    os.killpg(run.pid, signal.SIGINT)  # a terminal sends it to every process of the group
    said = run.communicate()[1]
    assert run.returncode == 130
    assert f"points are kept in {journal}; the same call goes on from there" in said
    assert "Traceback" not in said
    assert 1000 < kept(journal) < 10_000


GRID = {"a": range(30), "b": [0.1, 0.7]}
ASKED = {"v": "value", "r": "refuses(7)"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[bytes, bytes]:
    out = tmp_path_factory.mktemp("whole") / "a.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "SLICE", 0.0)
        sweep(Fragile, GRID, ASKED, workers=1, out=out)
    return out.read_bytes(), out.with_name("a.csv.journal").read_bytes()


@given(st.data())
def test_a_journal_cut_or_damaged_anywhere_goes_on_to_the_same_bytes(whole, tmp_path_factory, data):
    table, journal = whole
    out = tmp_path_factory.mktemp("cut") / "a.csv"
    head = journal.index(b"\n") + 1
    cut = data.draw(st.integers(head, len(journal)))
    hurt = bytearray(journal[:cut])
    if cut > head and data.draw(st.booleans()):
        hurt[data.draw(st.integers(head, cut - 1))] ^= 1
    out.with_name("a.csv.journal").write_bytes(hurt)
    found = sweep(Fragile, GRID, ASKED, workers=1, out=out)
    assert out.read_bytes() == table
    assert found.to_csv(index=False, lineterminator="\n").encode() == table
    assert out.with_name("a.csv.journal").read_bytes().startswith(journal[:head])


def test_what_is_kept_is_not_answered_again(tmp_path, monkeypatch):
    first = sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    monkeypatch.setattr(Fragile, "but", lambda *_, **__: 1 / 0)
    again = sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    pd.testing.assert_frame_equal(again, first, check_exact=True)


def another(x: Fragile) -> float:
    return x.a + 2


@pytest.mark.parametrize(
    ("model", "grid", "asked", "said"),
    [
        (Fragile(b=0.25), {"a": [1, 2]}, {"v": plus_one}, r"model\.b was '0\.5', is now '0\.25'"),
        (OnionRouting(), {"hops": [1, 2]}, {"v": "reliability"}, r"model was .*is now .*relays"),
        (Fragile(), {"a": [1, 3]}, {"v": plus_one}, r"grid\.a was \[1, 2\], is now \[1, 3\]"),
        (Fragile(), {"a": [2, 1]}, {"v": plus_one}, r"grid\.a was \[1, 2\], is now \[2, 1\]"),
        (Fragile(), {"a": [1, 2], "b": [0]}, {"v": plus_one}, r"grid was \['a'\], is now \['a', 'b'\]"),
        (Fragile(), {"a": [1, 2]}, {"v": "value(2)"}, r"outcomes\.v was 'fragile\.plus_one"),
        (Fragile(), {"a": [1, 2]}, {"v": another}, r"outcomes\.v was 'fragile\.plus_one"),
        (Fragile(), {"a": [1, 2]}, {"w": plus_one}, r"outcomes was \['v'\], is now \['w'\]"),
    ],
)
def test_a_journal_is_trusted_only_by_the_same_sweep(tmp_path, model, grid, asked, said):
    out = tmp_path / "a.csv"
    sweep(Fragile(), {"a": [1, 2]}, {"v": plus_one}, workers=1, out=out)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ValueError, match=said) as refused:
        sweep(model, grid, asked, workers=1, out=out)
    assert "Write to another file, or remove a.csv.journal and a.csv to begin anew" in str(refused.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_two_functions_of_one_name_are_told_apart(tmp_path):
    for factor in (2, 3):
        how = {"outcomes": {"v": lambda m: m.a * factor}, "workers": 1, "out": tmp_path / "a.csv"}  # noqa: B023
        if factor == 2:
            assert sweep(Fragile, {"a": [1, 2]}, **how).v.to_list() == [2, 4]
        else:
            with pytest.raises(ValueError, match=r"outcomes\.v was"):
                sweep(Fragile, {"a": [1, 2]}, **how)


def test_another_version_of_a_model_is_another_sweep(tmp_path, monkeypatch):
    sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    monkeypatch.setattr("inspect.getsource", lambda thing: f"another {thing}")
    with pytest.raises(ValueError, match=r"code was '[0-9a-f]{16}', is now"):
        sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")


@pytest.mark.parametrize("edited", [True, False])
def test_a_table_of_someone_else_is_left_as_it_is(tmp_path, edited):
    out = tmp_path / "a.csv"
    if edited:
        sweep(Fragile, GRID, ASKED, workers=1, out=out)
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"a\.csv is there already and is not what this sweep wrote"):
        sweep(Fragile, GRID, ASKED, workers=1, out=out)
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path):
    (tmp_path / "a.csv.journal").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.csv\.journal is no journal of a sweep"):
        sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    assert (tmp_path / "a.csv.journal").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_refused_first(tmp_path, monkeypatch):
    how = {"model": Fragile, "grid": GRID, "outcomes": ASKED, "workers": 1}
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*no to put a\.csv into"):
        sweep(**how, out=tmp_path / "no" / "a.csv")
    with pytest.raises(ValueError, match=r"ends in neither; allowed: \.csv or \.parquet"):
        sweep(**how, out=tmp_path / "a.xlsx")
    monkeypatch.setattr(room, "find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match=r"run: pip install 'guidekit\[parquet\]', or write \.csv"):
        sweep(**how, out=tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_two_sweeps_do_not_write_one_file(tmp_path):
    out = tmp_path / "a.csv"
    code = (
        "import sys, guidekit as gk\n"
        "def slow(m): return print('it runs', flush=True) or bool(sys.stdin.readline())\n"
        f"gk.sweep(gk.models.OnionRouting, {{'hops': [1, 2]}}, {{'x': slow}}, workers=1, out={str(out)!r})"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes, text=True) as other:
        assert other.stdout.readline() == "it runs\n"
        with pytest.raises(BlockingIOError, match=r"another sweep is writing .*a\.csv\.journal"):
            sweep(OnionRouting, {"hops": [1, 2]}, ["reliability"], workers=1, out=out)
        other.communicate("\n\n")
    assert other.returncode == 0


def test_parquet_goes_on_too(tmp_path):
    pytest.importorskip("pyarrow")
    out = tmp_path / "a.parquet"
    found = sweep(Fragile, GRID, ASKED, workers=1, out=out)
    before = out.read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(out), found, check_exact=True)
    sweep(Fragile, GRID, ASKED, workers=1, out=out)
    assert out.read_bytes() == before


@pytest.mark.parametrize("given", [False, True], ids=["our own", "given"])
def test_a_point_that_kills_its_process_is_told_and_takes_no_other_along(tmp_path, given):
    how = {"model": Fragile, "grid": {"a": range(300)}, "outcomes": ["dies(130)", "value"]}
    executor = ProcessPoolExecutor(2, get_context("spawn")) if given else None
    found = sweep(**how, executor=executor, workers=2, out=tmp_path / "a.csv")
    if executor:
        executor.shutdown()
    assert found.error.dropna().to_dict() == {130: DIED}
    assert found[found.a != 130].notna().drop(columns="error").all(axis=None)
    assert kept(tmp_path / "a.csv.journal") == 299  # it may not be the point's fault: it is tried again


def test_a_script_that_starts_itself_again_is_told_what_to_write(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import guidekit as gk\ngk.sweep(gk.models.OnionRouting, {'hops': [1]}, ['reliability'], workers=2)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError: processes of Python do not start here" in done.stderr


def test_a_dask_cluster_gives_the_same_table(tmp_path):
    import dask
    from distributed import Client, LocalCluster

    grid = {"a": range(200), "b": [0.1, 0.7, 0.3]}
    wanted = sweep(Fragile, grid, ASKED, workers=1, out=tmp_path / "here.csv")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster) as client,
    ):
        pids = set(client.run(os.getpid).values())
        assert len(pids | {os.getpid()}) == 3
        executor = client.get_executor()
        found = sweep(Fragile, grid, ASKED, executor, out=tmp_path / "there.csv")
        pd.testing.assert_frame_equal(found, wanted, check_exact=True)
        assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
        where = sweep(Fragile, {"a": range(2)}, {"pid": lambda m: __import__("os").getpid()}, executor)
        assert set(where.pid.astype(int)) <= pids
        dead = sweep(Fragile, {"a": range(20)}, ["dies(13)"], executor)
        assert dead.error.dropna().to_dict() == {13: DIED}
        assert executor.submit(int).result() == 0
