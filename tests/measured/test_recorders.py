"""A recorder that is stopped in the middle leaves no process and no table, whole or half."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from recorders.recording import Table, write_table
from tests.measured.recorded import ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="recorders need process groups")

STUBBORN = """
import signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGINT):  # ignores polite requests
    signal.signal(number, signal.SIG_IGN)
own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(own.pid, flush=True)
time.sleep(600)
"""
RECORDER = """
import os, sys, time
from recorders.recording import Table, record

def work(run):
    child = run.children.start("stubborn", [sys.executable, "-c", os.environ["STUBBORN"]])
    log = run.folder / "stubborn.log"
    while not log.read_text().endswith("\\n"):
        time.sleep(0.01)
    print(child.pid, log.read_text(), run.folder, flush=True)
    if run.quick:
        raise RuntimeError("it failed")
    time.sleep(600)
    return [Table("never", {"a": "b"}, [(1,)])]

record("fake", work, limit=60)
"""


def alive(pid: int) -> bool:
    """Look whether a process runs; one that is dead and only not waited for does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # no /proc here, or gone since
        return not Path("/proc/self").exists()
    return state != "Z"


def gone(pid: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def fake(into: Path, *options: str) -> tuple[subprocess.Popen[str], list[int], Path]:
    """Start a recorder with a stubborn child; return it, the processes it started, and its scratch folder."""
    recorder = subprocess.Popen(
        [sys.executable, "-c", RECORDER, "--into", str(into), *options],
        cwd=ROOT,
        env=os.environ | {"STUBBORN": STUBBORN, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    started = [recorder.stdout.readline(), recorder.stdout.readline()]
    pids = [int(word) for word in " ".join(started).split() if word.isdigit()]
    assert len(pids) == 2, recorder.stderr.read() if recorder.poll() is not None else started
    return recorder, pids, Path(started[1].split()[-1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda s: s.name)
def test_a_signal_ends_the_children_and_theirs(tmp_path, number):
    recorder, pids, scratch = fake(tmp_path)
    recorder.send_signal(number)
    _, said = recorder.communicate(timeout=PATIENCE)
    assert recorder.returncode == 1
    assert f"recording stopped: {number.name}" in said
    assert all(map(gone, pids))
    assert not list(tmp_path.iterdir())
    assert not scratch.exists()


def test_a_failure_ends_them(tmp_path):
    recorder, pids, scratch = fake(tmp_path, "--quick")
    _, said = recorder.communicate(timeout=PATIENCE)
    assert "it failed" in said
    assert all(map(gone, pids))
    assert not list(tmp_path.iterdir())
    assert not scratch.exists()


def test_the_time_limit_ends_them(tmp_path):
    recorder, pids, _ = fake(tmp_path, "--limit", "2")
    _, said = recorder.communicate(timeout=PATIENCE)
    assert "the limit of 2 s is over" in said
    assert all(map(gone, pids))
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_even_a_killed_recorder_leaves_no_child(tmp_path):
    recorder, (child, grandchild), _ = fake(tmp_path)
    recorder.kill()
    recorder.communicate(timeout=PATIENCE)
    try:
        assert gone(child)
    finally:
        os.kill(grandchild, signal.SIGKILL)  # nobody is left to do it; none of our servers has one
    assert not list(tmp_path.iterdir())


def test_the_dht_recorder_stopped_in_the_middle_leaves_nothing(tmp_path):
    if importlib.util.find_spec("kademlia") is None:
        pytest.skip("a live run needs kademlia: pip install --editable '.[test]'")
    recorder = subprocess.Popen(
        [sys.executable, "-m", "recorders.dht", "--into", str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while "lookups among" not in recorder.stderr.readline():
        assert recorder.poll() is None
    time.sleep(1)
    recorder.terminate()
    _, said = recorder.communicate(timeout=PATIENCE)
    assert recorder.returncode == 1
    assert "no table was written" in said
    with pytest.raises(ProcessLookupError):
        os.killpg(recorder.pid, 0)  # the recorder's group is empty
    assert not list(tmp_path.iterdir())


DROPPED = """
import os, signal, time
from recorders.recording import interruptible

class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)  # the handler runs here, and its exception goes nowhere

with interruptible(60):
    last = Last()
    del last
    print("dropped", flush=True)
    time.sleep(30)
    print("done", flush=True)
"""
IN_PEACE = """
import os, signal, time
from recorders.recording import AGAIN, interruptible

with interruptible(60):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(30)
    finally:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(2 * AGAIN)  # the same signal is told again meanwhile
        print("in peace", flush=True)
"""


@pytest.mark.parametrize(("script", "said"), [(DROPPED, "dropped\n"), (IN_PEACE, "in peace\n")])
def test_a_stop_that_python_drops_is_told_again_and_the_way_out_is_not_interrupted(script, said):
    # In a process of its own: a loop of asyncio that rests here would hear the signals when it is next run.
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, said)
    assert ended.stderr.endswith("recording stopped: SIGTERM; no table was written\n")


def test_rows_that_do_not_fit_write_nothing(tmp_path):
    with pytest.raises(ValueError, match="does not fit"):
        write_table(tmp_path, Table("odd", {"a": "one", "b": "two"}, [(1, 2), (3,)]), {})
    assert not list(tmp_path.iterdir())


def test_the_course_needs_no_recorder_and_the_recorders_no_path_of_a_machine():
    for path in (ROOT / "guidekit").rglob("*.py"):
        assert not re.search(r"^\s*(from|import) recorders", path.read_text(encoding="utf-8"), re.M), path
    ours = [p for p in (ROOT / "recorders").rglob("*") if p.is_file() and "node_modules" not in p.parts]
    for path in ours:
        if path.suffix in (".py", ".mjs", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"/(tmp|home|root|work|Users)/", text), path
            assert path.suffix == ".mjs" or "import * as signal" not in text


def test_copyleft_stays_outside_the_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    named = " ".join([*project["dependencies"], *(line for extra in extras for line in extra)]).lower()
    assert not re.search(r"synapse|libsignal|prosody|omemo|\bstem\b|toxcore", named)
    package = json.loads((ROOT / "recorders/signal/package.json").read_text(encoding="utf-8"))
    assert package["license"] == "AGPL-3.0-only"
    assert "AGPL-3.0-only" in (ROOT / "recorders/signal/COPYING").read_text(encoding="utf-8")
    for script in (ROOT / "recorders/signal").glob("*.mjs"):
        assert "SPDX-License-Identifier: AGPL-3.0-only" in script.read_text(encoding="utf-8")
