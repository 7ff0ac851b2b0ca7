"""The fork server: a copy is an ordinary process to whoever asked for it, and ends when that one ends."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.deploy.classes import DEPLOY, ROOT
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a fork server needs Linux")

SERVE = f"""
import sys; sys.path.insert(0, {str(DEPLOY)!r})
import preload
preload.MODULES = ()  # the real ones need JupyterHub and seconds
preload.import_course = preload.draw_once = preload.leave_out_the_debugger = lambda: None
preload.serve()
"""
TELLS = """
import json, os, sys, numpy as np
place = [sys.argv[1:], os.getcwd(), os.environ["HERE"]]
print(json.dumps([*place, os.getppid(), np.random.random()]), flush=True)
sys.exit(3)
"""
WAITS = """
import os, signal, sys, time
def stop(number, _):
    print("told", flush=True)
    sys.exit(5)
signal.signal(signal.SIGTERM, stop)
print(os.getpid(), flush=True)
for _ in range(6000):
    time.sleep(0.1)  # a signal that comes just before a long sleep would be handled after it
"""
FAILS = "raise RuntimeError('on purpose')"


COUNTS = """
import gc, json
print(json.dumps([gc.isenabled(), gc.get_freeze_count(), gc.get_stats()[2]["collections"]]))
"""
MAKES_A_KERNEL = f"""
import sys; sys.path.insert(0, {str(DEPLOY)!r})
import preload
preload.leave_out_the_debugger()
from ipykernel.ipkernel import IPythonKernel
kernel = IPythonKernel()
print(sys.modules["debugpy"], kernel._kernel_modules, kernel.implementation, kernel.language_info["version"])
"""

HEAVY = {"guidekit", "matplotlib", "scipy", "pandas", "cryptography", "debugpy"}
RUNS_A_LESSON = f"""
import sys; sys.path.insert(0, {str(DEPLOY)!r})
import preload
preload.leave_out_the_debugger()
for name in preload.MODULES:
    if not name.startswith("jupyter"):
        __import__(name)
preload.import_course()
preload.draw_once()
before = set(sys.modules)
import nbformat
for cell in nbformat.read({str(ROOT / "notebooks/09-behind-relays.ipynb")!r}, as_version=4).cells:
    if cell.cell_type == "code":
        exec(cell.source)
print(*sorted(set(sys.modules) - before))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("modules")
    for name, text in (("tells", TELLS), ("waits", WAITS), ("fails", FAILS), ("counts", COUNTS)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(place):
    env = os.environ | {"GUIDEKIT_PRELOAD": str(place / "door"), "PYTHONPATH": str(place)}
    process = subprocess.Popen([sys.executable, "-c", SERVE], env=env, stderr=subprocess.PIPE, text=True)
    assert process.stderr.readline() == "preload: ready\n"
    yield process
    process.kill()
    process.wait()
    process.stderr.close()


def ask(place: Path, module: str, *arguments: str, door: str = "door") -> subprocess.Popen[str]:
    env = os.environ | {"GUIDEKIT_PRELOAD": str(place / door), "PYTHONPATH": str(place), "HERE": "here"}
    command = [sys.executable, "-I", "-S", str(DEPLOY / "preload.py"), "run", module, *arguments]
    return subprocess.Popen(command, env=env, cwd=place, stdout=subprocess.PIPE, text=True)


def test_a_copy_has_the_arguments_folder_environment_and_output_of_its_caller(place, server):
    asked = ask(place, "tells", "a", "b c")
    said, folder, here, parent, first = json.loads(asked.communicate(timeout=PATIENCE)[0])
    assert (said, folder, here, parent) == (["a", "b c"], str(place), "here", server.pid)
    assert asked.returncode == 3
    again = json.loads(ask(place, "tells").communicate(timeout=PATIENCE)[0])
    assert again[-1] != first  # numpy's own random numbers are not the same for every learner


def test_without_a_fork_server_the_module_starts_all_the_same(place):
    asked = ask(place, "tells", "a", door="nobody")
    said = json.loads(asked.communicate(timeout=PATIENCE)[0])
    assert said[:3] == [["a"], str(place), "here"]
    assert asked.returncode == 3


def test_a_signal_is_passed_on(place, server):
    asked = ask(place, "waits")
    int(asked.stdout.readline())
    asked.send_signal(signal.SIGTERM)
    assert asked.communicate(timeout=PATIENCE)[0] == "told\n"
    assert asked.returncode == 5


def test_a_copy_does_not_outlive_its_caller(place, server):
    asked = ask(place, "waits")
    copy = psutil.Process(int(asked.stdout.readline()))
    assert copy.name() == "waits"
    asked.kill()
    asked.communicate()
    deadline = time.monotonic() + PATIENCE
    while copy.is_running() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not copy.is_running()


def test_a_copy_does_not_outlive_a_caller_who_has_not_listened(place, server):
    wish = {
        "what": "waits",
        "arguments": [],
        "environment": {"PYTHONPATH": str(place)},
        "folder": str(place),
        "limit": resource.getrlimit(resource.RLIMIT_DATA),
        "apart": [],
    }
    reading, writing = os.pipe()
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(place / "door"))
        socket.send_fds(caller, [json.dumps(wish).encode() + b"\n"], [0, writing, 2])
        os.close(writing)
        with open(reading) as said:
            copy = psutil.Process(int(said.readline()))
            caller.close()  # with the number of the copy still unread
            assert said.read() == ""  # the end of the copy, which held the other end
    with contextlib.suppress(psutil.NoSuchProcess):
        copy.wait(PATIENCE)


def test_what_is_killed_or_fails_does_not_end_well(place, server):
    asked = ask(place, "waits")
    os.kill(int(asked.stdout.readline()), signal.SIGKILL)
    asked.communicate(timeout=PATIENCE)
    assert asked.returncode == 1
    asked = ask(place, "fails")
    asked.communicate(timeout=PATIENCE)
    assert asked.returncode == 1
    assert server.poll() is None


def test_a_fork_server_that_cannot_answer_is_done_without(place):
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(place / "broken"))
        door.listen()
        asked = ask(place, "tells", "a", door="broken")
        caller, _ = door.accept()
        caller.recv(1)
        caller.close()  # such as one that ran out of memory
        said = json.loads(asked.communicate(timeout=PATIENCE)[0])
    assert said[:3] == [["a"], str(place), "here"]
    assert asked.returncode == 3


def test_a_fork_server_without_memory_for_a_copy_goes_on(place):
    once = (
        "import errno, os\nfork = os.fork\ndef full():\n    os.fork = fork\n"
        "    raise OSError(errno.ENOMEM, 'Cannot allocate memory')\nos.fork = full\n"
    )
    env = os.environ | {"GUIDEKIT_PRELOAD": str(place / "full"), "PYTHONPATH": str(place)}
    with subprocess.Popen([sys.executable, "-c", once + SERVE], env=env, stderr=subprocess.PIPE) as server:
        assert server.stderr.readline() == b"preload: ready\n"
        parents = []
        for _ in range(2):
            asked = ask(place, "tells", "a", door="full")
            parents.append(json.loads(asked.communicate(timeout=PATIENCE)[0])[3])
            assert asked.returncode == 3
        server.kill()
    assert parents == [os.getpid(), server.pid]


def test_a_signal_to_what_has_just_ended_is_no_failure(monkeypatch):
    monkeypatch.syspath_prepend(DEPLOY)
    import preload

    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    preload.tell(gone.pid, signal.SIGTERM)


def test_a_copy_collects_its_own_garbage_and_leaves_alone_what_it_shares(place, server):
    enabled, frozen, collected = json.loads(ask(place, "counts").communicate(timeout=PATIENCE)[0])
    assert enabled
    assert frozen > 1000
    assert collected == 0  # neither by the fork server, which would leave holes, nor since


def test_a_kernel_has_no_debugger_and_looks_at_no_modules_for_it():
    command = [sys.executable, "-c", MAKES_A_KERNEL]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout.split() == ["None", "[]", "ipython", sys.version.split()[0]]


def test_a_lesson_imports_nothing_that_the_fork_server_has_not_imported():
    env = os.environ | {"GUIDEKIT_JOURNAL": ":memory:", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUNS_A_LESSON]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=True)
    late = {name for name in done.stdout.split() if name.partition(".")[0] in HEAVY}
    assert not late
