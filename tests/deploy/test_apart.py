"""Learners are kept apart: one who attacks the others and the hub gets nothing, in a real class."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.classes import DEPLOY, ROOT, lacks, not_apart, python
from tests.patience import PATIENCE

sys.path.insert(0, str(DEPLOY))
import preload

sys.path.remove(str(DEPLOY))

needs_rooms = pytest.mark.skipif(bool(not_apart()), reason=not_apart())


@pytest.fixture(scope="module")
def report():
    if why := lacks() or not_apart():
        pytest.skip(why)
    command = [python(), "-m", "tests.deploy.attacked_class", str(4 * PATIENCE)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=5 * PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.live
def test_an_attack_gets_nothing(report):
    assert len(report["got"]) > 15
    assert {attack: got for attack, got in report["got"].items() if got} == {}
    assert report["outside"] == []


@pytest.mark.live
def test_traps_in_a_folder_catch_nobody(report):
    assert report["changed"] == []


@pytest.mark.live
def test_a_stop_ends_all_that_a_learner_started(report):
    assert report["left"] == []


@pytest.mark.live
def test_no_secret_lies_in_the_memory_of_a_learner(report):
    assert len(report["memory"]) > 2
    assert {pid: held for pid, held in report["memory"].items() if held} == {}
    assert report["checked"] == ["token of ada"]  # what looks can find what is there


@pytest.mark.live
def test_the_log_shows_what_a_learner_writes_and_does_not_obey_it(report):
    assert report["shown"] > 0
    assert report["escapes"] == 0


@pytest.mark.live
def test_the_folder_of_a_learner_is_closed_to_other_users_of_the_system(report):
    assert report["home"] == "0o700"


LOOKS = """
import json, os, sys
home = os.environ["HOME"]
said = {"pid": os.getpid(), "home": os.listdir(home), "beside": os.listdir(os.path.dirname(home))}
print(json.dumps(said | {"user": os.getuid(), "folder": os.getcwd(), "arguments": sys.argv[1:]}))
sys.exit(7)
"""
SERVE = f"""
import sys; sys.path.insert(0, {str(DEPLOY)!r})
import preload
preload.MODULES = ()
preload.import_course = preload.draw_once = lambda: None
preload.serve()
"""


@pytest.fixture
def homes(tmp_path):
    for name in ("ada", "grace"):
        (tmp_path / "learners" / name).mkdir(parents=True)
        (tmp_path / "learners" / name / f"of-{name}").write_text("")
    return tmp_path


def look(homes: Path, door: str = "door", **more: str) -> subprocess.CompletedProcess[str]:
    sees = [sys.prefix, sys.base_prefix, str(ROOT)]
    home = homes / "learners/ada"
    (home / "looks.py").write_text(LOOKS)
    env = os.environ | {"GUIDEKIT_PRELOAD": str(homes / door), "GUIDEKIT_APART": os.pathsep.join(sees)}
    command = [sys.executable, "-I", "-S", DEPLOY / "preload.py", "run", home / "looks.py", "a", "b c"]
    env |= {"HOME": str(home)} | more
    return subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, timeout=PATIENCE)


def check(done: subprocess.CompletedProcess[str], homes: Path) -> None:
    said = json.loads(done.stderr.splitlines()[-1])
    assert said["beside"] == ["ada"]
    assert set(said["home"]) == {"of-ada", "looks.py"}
    assert said["pid"] < 10
    assert (said["user"], said["folder"], said["arguments"]) == (
        os.getuid(),
        str(homes / "learners/ada"),
        ["a", "b c"],
    )
    assert done.returncode == 7


@needs_rooms
def test_a_copy_is_put_on_a_machine_of_its_own(homes):
    env = os.environ | {"GUIDEKIT_PRELOAD": str(homes / "door"), "JUPYTERHUB_API_TOKEN": "of the service"}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], env=env, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr.readline() == "preload: ready\n"
        assert "of the service" not in Path(f"/proc/{server.pid}/environ").read_text()
        check(look(homes), homes)
        server.kill()


@needs_rooms
def test_without_a_fork_server_a_learner_is_apart_all_the_same(homes):
    check(look(homes, door="nobody"), homes)


@needs_rooms
def test_where_it_fails_nothing_is_started(homes):
    done = look(homes, door="nobody", GUIDEKIT_APART=str(homes / "no-such-folder"))
    assert done.returncode != 0
    assert not done.stdout
    assert "pid" not in done.stderr


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x07", "\x9b2J", "\u202e", "\r"])
def test_a_terminal_obeys_nothing_that_is_shown(sign):
    shown = preload.harmless(f"é {sign} 好\n".encode()).decode()
    assert sign[0] not in shown
    assert shown.startswith("é ")
    assert shown.endswith(" 好\n")
