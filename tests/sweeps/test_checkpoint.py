"""However a sweep ends, what is done is kept, and the same call goes on to the same table."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import OnionRouting
from guidekit.paths import install_command
from guidekit.sweeps import running, sweep
from guidekit.sweeps.plan import read_sweep
from tests.patience import PATIENCE
from tests.sweeps.fragile import Fragile, follow_no_one, is_deaf, plus_one

COMMAND = [str(Path(sys.executable).with_name("guidekit")), "sweep"]
DELAYS = """
[model]
class = "OnionRouting"
[grid]
link_ms = { from = 5, to = 500, points = 150, log = true }
link_spread = { from = 0, to = 1.5, points = 20 }
[outcomes]
usual = "median(latency(1000, seed=7))"
slow = "quantile(latency(1000, seed=7), 0.95)"
"""


@pytest.fixture
def started(tmp_path) -> Iterator[tuple[subprocess.Popen, Path]]:
    """Start the command on 3,000 points in a group of its own, and wait until some of them are kept."""
    if not hasattr(os, "killpg"):
        pytest.skip("this system has no groups of processes")
    file, checkpoint = tmp_path / "delays.toml", tmp_path / "delays.csv.checkpoint"
    file.write_text(DELAYS, encoding="utf-8")
    run = subprocess.Popen(
        [*COMMAND, file, "-o", tmp_path, "--workers", "2"],
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
        # A shell lets its background jobs ignore Ctrl-C, and they hand that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        while not (checkpoint.exists() and checkpoint.read_bytes().count(b"\n") > 100):
            assert run.poll() is None, "it ended before it could be stopped"
            time.sleep(0.01)
        yield run, checkpoint
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        run.stderr.close()


def test_a_killed_sweep_of_3_000_points_goes_on_to_the_same_table(started, tmp_path):
    run, checkpoint = started
    children = psutil.Process(run.pid).children(recursive=True)
    assert children
    run.kill()
    assert run.wait() == -signal.SIGKILL
    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []  # no process outlives its parent
    before = checkpoint.read_bytes()
    assert 100 < before.count(b"\n") < 3_000
    assert not (tmp_path / "delays.csv").exists()
    subprocess.run([*COMMAND, tmp_path / "delays.toml", "-o", tmp_path], check=True)
    assert checkpoint.read_bytes().startswith(before[: before.rindex(b"\n") + 1])
    assert checkpoint.read_bytes().count(b"\n") == 3_002  # no point is answered twice
    whole = sweep(*read_sweep(tmp_path / "delays.toml"), workers=1)
    assert whole.error.isna().all()
    assert (tmp_path / "delays.csv").read_text() == whole.to_csv(index=False)


def test_ctrl_c_keeps_what_is_done_and_says_so(started):
    run, checkpoint = started
    os.killpg(run.pid, signal.SIGINT)  # a terminal sends it to every process of the group
    message = run.communicate()[1]
    assert run.returncode == 130
    assert (
        message
        == f"guidekit: the answers so far are kept in {checkpoint}; the same call goes on from there\n"
    )
    assert 100 < checkpoint.read_bytes().count(b"\n") < 3_000


def test_a_worker_ignores_ctrl_c_from_its_birth(monkeypatch):
    monkeypatch.setattr(running, "_follow", follow_no_one)  # it comes too late for a worker that is starting
    heard = signal.getsignal(signal.SIGINT)
    assert sweep(Fragile(), {"a": [1, 2, 3]}, {"deaf": is_deaf}, workers=2).deaf.eq(1).all()
    assert signal.getsignal(signal.SIGINT) is heard


GRID = {"a": range(30), "b": [0.1, 0.7]}
ASKED = {"v": "value", "r": "refuses(7)"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[bytes, bytes]:
    out = tmp_path_factory.mktemp("whole") / "a.csv"
    sweep(Fragile, GRID, ASKED, workers=1, out=out)
    return out.read_bytes(), out.with_name("a.csv.checkpoint").read_bytes()


@given(st.data())
def test_a_checkpoint_cut_anywhere_goes_on_to_the_same_bytes(whole, tmp_path_factory, data):
    table, checkpoint = whole
    out = tmp_path_factory.mktemp("cut") / "a.csv"
    cut = data.draw(st.integers(checkpoint.index(b"\n") + 1, len(checkpoint)))
    rubbish = data.draw(st.sampled_from([b"", b"\0" * 40, b"\0\n", b"\xff\n"]))  # after a power cut
    out.with_name("a.csv.checkpoint").write_bytes(checkpoint[:cut] + rubbish)
    sweep(Fragile, GRID, ASKED, workers=1, out=out)
    assert out.read_bytes() == table
    assert out.with_name("a.csv.checkpoint").read_bytes()[: len(checkpoint)] == checkpoint


def test_what_is_kept_is_not_answered_again(tmp_path, monkeypatch):
    first = sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    monkeypatch.setattr(Fragile, "but", lambda *_, **__: 1 / 0)
    again = sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    pd.testing.assert_frame_equal(again, first, check_exact=True)


def another(model: Fragile) -> float:
    return model.a + 2


def times(model: Fragile, factor: float) -> float:
    return model.a * factor


@pytest.mark.parametrize(
    ("model", "grid", "asked", "message"),
    [
        (
            Fragile(b=0.25),
            {"a": [1, 2]},
            {"v": plus_one},
            r"was model\.b = 0\.5, and is now model\.b = 0\.25",
        ),
        (
            OnionRouting(),
            {"hops": [1, 2]},
            {"v": "reliability"},
            r"was tests\.sweeps\.fragile\.Fragile .*now .*\.OnionRouting",
        ),
        (Fragile(), {"a": [1, 3]}, {"v": plus_one}, r"was grid\.a = \[1, 2\], and is now grid\.a = \[1, 3\]"),
        (Fragile(), {"a": [2, 1]}, {"v": plus_one}, r"was grid\.a = \[1, 2\], and is now grid\.a = \[2, 1\]"),
        (Fragile(), {"a": [1, 2], "b": [0]}, {"v": plus_one}, r"was the same, and is now grid\.b = \[0\.0\]"),
        (
            Fragile(),
            {"a": [1, 2]},
            {"v": "value(2)"},
            r"was outcomes\.v = tests\.sweeps\.fragile\.plus_one .*now .*asks='value'",
        ),
        (
            Fragile(),
            {"a": [1, 2]},
            {"v": another},
            r"was outcomes\.v = tests\.sweeps\.fragile\.plus_one .*now .*another",
        ),
        (Fragile(), {"a": [1, 2]}, {"w": plus_one}, r"was outcomes\.v = .*, and is now outcomes\.w"),
    ],
)
def test_a_checkpoint_is_trusted_only_by_the_same_sweep(tmp_path, model, grid, asked, message):
    out = tmp_path / "a.csv"
    sweep(Fragile(), {"a": [1, 2]}, {"v": plus_one}, workers=1, out=out)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ValueError, match=message) as refused:
        sweep(model, grid, asked, workers=1, out=out)
    assert "; remove a.csv.checkpoint and a.csv to begin anew" in str(refused.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("made", [lambda n: lambda model: model.a * n, lambda n: partial(times, factor=n)])
def test_two_functions_of_one_name_are_told_apart(tmp_path, made):
    how = {"model": Fragile, "grid": {"a": [1, 2]}, "workers": 1, "out": tmp_path / "a.csv"}
    assert sweep(**how, outcomes={"v": made(2)}).v.to_list() == [2, 4]
    with pytest.raises(ValueError, match=r"was outcomes\.v = .*now outcomes\.v = "):
        sweep(**how, outcomes={"v": made(3)})


def test_another_version_of_a_model_is_another_sweep(tmp_path, monkeypatch):
    sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
    monkeypatch.setattr("inspect.getsource", lambda thing: f"another {thing}")
    name = r"tests\.sweeps\.fragile\.Fragile"
    with pytest.raises(ValueError, match=rf"was {name} [0-9a-f]{{16}};.*, and is now {name}"):
        sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")


@pytest.mark.parametrize("edited", [True, False])
def test_a_table_of_someone_else_is_left_as_it_is(tmp_path, edited):
    out = tmp_path / "a.csv"
    if edited:
        sweep(Fragile, GRID, ASKED, workers=1, out=out)
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(
        FileExistsError, match=r"a\.csv is not what this sweep wrote, so it was left as it is"
    ):
        sweep(Fragile, GRID, ASKED, workers=1, out=out)
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_file_that_is_no_checkpoint_is_left_as_it_is(tmp_path):
    for words in ("mine", "", "3\n", '["mine"]\n'):
        (tmp_path / "a.csv.checkpoint").write_text(words, encoding="utf-8")
        with pytest.raises(ValueError, match=r"a\.csv\.checkpoint is no checkpoint of a sweep"):
            sweep(Fragile, GRID, ASKED, workers=1, out=tmp_path / "a.csv")
        assert (tmp_path / "a.csv.checkpoint").read_text(encoding="utf-8") == words


def test_a_place_that_cannot_be_written_is_refused_first(tmp_path, monkeypatch):
    how = {"model": Fragile, "grid": GRID, "outcomes": ASKED, "workers": 1}
    with pytest.raises(FileNotFoundError, match=r"there is no folder .*no to put a\.csv into"):
        sweep(**how, out=tmp_path / "no" / "a.csv")
    with pytest.raises(ValueError, match=r"ends in neither; allowed: \.csv or \.parquet"):
        sweep(**how, out=tmp_path / "a.xlsx")
    monkeypatch.setattr("guidekit.sweeps.running.find_spec", lambda _: None)
    line = re.escape(install_command(extra="parquet"))
    with pytest.raises(ModuleNotFoundError, match=rf"run: {line}, or write \.csv"):
        sweep(**how, out=tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows does not lock it")
@pytest.mark.parametrize("error", [errno.ENOLCK, errno.EIO, errno.EINVAL, errno.ENOTSUP])
def test_a_disk_without_locks_is_no_other_sweep(tmp_path, monkeypatch, error):
    def refused(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("fcntl.lockf", refused)
    out = tmp_path / "a.csv"
    assert len(sweep(OnionRouting, {"hops": [1, 2]}, ["reliability"], workers=1, out=out)) == 2
    assert out.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_names_the_checkpoint_and_the_remedy(tmp_path):
    with (
        open("/dev/full", "wb", 0) as full,
        pytest.raises(OSError, match="No space left on device: 'mine'") as said,
    ):
        running._append(full, Path("mine"), [0, [1.0], None])
    assert said.value.__notes__ == ["Make room on its disk, and try again."]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not lock it: both do the work, and both are right")
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
        with pytest.raises(BlockingIOError, match=r"another sweep is writing .*a\.csv\.checkpoint"):
            sweep(OnionRouting, {"hops": [1, 2]}, ["reliability"], workers=1, out=out)
        other.communicate("\n\n")
    assert other.returncode == 0
