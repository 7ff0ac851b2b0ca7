"""The hub of a class: what its configuration says, and one real class of two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from traitlets.config.loader import PyFileConfigLoader

from guidekit.course.lessons import course_files
from guidekit.paths import course_folder
from tests.deploy.classes import DEPLOY, ROOT, lacks, not_apart, python
from tests.patience import PATIENCE

NAMES = {path.relative_to(course_folder("notebooks")).as_posix() for path in course_files()}

LIVE = """
import asyncio, json, sys
from recorders.loopback import leave_the_network
from recorders.recording import interruptible, scratch
from tests.deploy.hub import PASSWORD, hub
from tests.deploy.learner import Learner, LessonError

IS_LIGHT = '''
import gc, sys
shell = get_ipython()
assert sys.modules["debugpy"] is None and not shell.kernel._kernel_modules
assert not shell.history_manager.enabled and not shell.Completer.use_jedi
assert gc.isenabled() and gc.get_freeze_count() > 300_000
'''

async def attend(running, name):
    async with Learner(name, running.address, PASSWORD) as learner:
        await learner.log_in()
        cells = await learner.run_lesson("00-four-ways.ipynb")
        await learner.run(IS_LIGHT)
        return cells

async def attend_together(running, *names):
    return await asyncio.gather(*(attend(running, name) for name in names))

async def ask_too_much(running):
    async with Learner("greedy", running.address, PASSWORD) as learner:
        await learner.log_in()
        await learner.run_lesson("00-four-ways.ipynb")
        try:
            await learner.run("bytearray(2 * 2**30)")
        except LessonError as error:
            return str(error)

async def guess(running):
    async with Learner("stranger", running.address, "not the password") as learner:
        try:
            await learner.log_in()
        except PermissionError as error:
            return str(error)

leave_the_network()
with interruptible(int(sys.argv[1])), scratch() as folder, hub(folder) as running:
    report = {
        "cells": asyncio.run(attend_together(running, "ada", "grace")),
        "stranger": asyncio.run(guess(running)),
        "greedy": asyncio.run(ask_too_much(running)),
        "processes": [process.pid for process in running.processes()],
        "folders": {
            one.name: sorted(str(path.relative_to(one)) for path in one.rglob("[!.]*"))
            for one in sorted((folder / "class/learners").iterdir())
        },
        "journals": [one.parent.name for one in (folder / "class/learners").glob("*/journal.sqlite3")],
    }
print(json.dumps(report))
"""


def load(monkeypatch, tmp_path, user=1000, **settings):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(sys, "path", [*sys.path])
    given = {"GUIDEKIT_CLASS_FOLDER": str(tmp_path / "class"), "GUIDEKIT_CLASS_PASSWORD": "harbour-lantern"}
    given["GUIDEKIT_CLASS_TOGETHER"] = "1"  # where it cannot be helped
    for name, value in (given | settings).items():
        monkeypatch.setenv(name, value)
    return PyFileConfigLoader("jupyterhub_config.py", path=str(DEPLOY)).load_config()


def test_nobody_outside_can_connect_unless_the_teacher_says_so(monkeypatch, tmp_path):
    hub = load(monkeypatch, tmp_path).JupyterHub
    assert hub.bind_url.startswith("http://127.0.0.1:")
    assert hub.hub_bind_url.startswith("http://127.0.0.1:")


def test_each_learner_has_a_journal_and_lessons_of_their_own_and_keeps_edits(monkeypatch, tmp_path):
    spawner = load(monkeypatch, tmp_path).Spawner
    for name in ("ada", "grace"):
        home = Path(spawner.home_dir_template.format(username=name))
        learner = SimpleNamespace(home_dir=str(home))
        assert spawner.environment["GUIDEKIT_JOURNAL"](learner) == str(home / "journal.sqlite3")
        home.mkdir()
        lay_out(home)
        laid = [path for path in (home / "lessons").rglob("[!.]*") if path.is_file()]
        assert {path.relative_to(home / "lessons").as_posix() for path in laid} == NAMES
    edited = home / "lessons" / min(NAMES)
    edited.write_text("mine", encoding="utf-8")
    lay_out(home)
    assert edited.read_text(encoding="utf-8") == "mine"


def lay_out(home):
    """Run what a learner's server begins with, without JupyterHub, which the tests can do without."""
    standing_in = "import sys, types; sys.modules |= {'jupyterhub': types.ModuleType('jupyterhub'), "
    standing_in += "'jupyterhub.singleuser': types.SimpleNamespace(main=lambda: None)}; "
    begin = f"import runpy; runpy.run_path({str(DEPLOY / 'server.py')!r}, run_name='__main__')"
    env = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", standing_in + begin], env=env, check=True, timeout=PATIENCE)


def test_nothing_asks_the_network_and_nothing_grows_without_end(monkeypatch, tmp_path):
    config = load(monkeypatch, tmp_path)
    said = config.Spawner.args
    assert "--LabApp.news_url=None" in said
    assert "--LabApp.extension_manager=readonly" in said
    assert any("NeverCheckForUpdate" in one for one in said)
    assert "--allow-root" not in said
    assert config.Spawner.environment["OPENBLAS_NUM_THREADS"] == "1"
    assert any("jupyterhub_idle_culler" in service["command"] for service in config.JupyterHub.services)


def test_a_class_has_room_because_nothing_is_loaded_that_a_lesson_does_not_need(monkeypatch, tmp_path):
    config = load(monkeypatch, tmp_path, GUIDEKIT_FRAMES="")
    for extension in ("jupyter_lsp", "jupyter_server_terminals", "notebook_shim"):
        assert f"--ServerApp.jpserver_extensions={extension}=False" in config.Spawner.args
    assert config.Spawner.environment["GUIDEKIT_FRAMES"] == "0"
    told = next(one["environment"] for one in config.JupyterHub.services if one["name"] == "preload")
    for name in ("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        assert told[name] == config.Spawner.environment[name]


def test_a_teacher_may_have_pictures_drawn_ahead_of_the_hand(monkeypatch, tmp_path):
    config = load(monkeypatch, tmp_path, GUIDEKIT_FRAMES="1")
    assert config.Spawner.environment["GUIDEKIT_FRAMES"] == "1"


@pytest.mark.parametrize(("idle", "look"), [("", 300), ("60", 15), ("2", 1)])
def test_what_nobody_uses_is_ended_after_an_hour_or_what_the_teacher_says(monkeypatch, tmp_path, idle, look):
    config = load(monkeypatch, tmp_path, GUIDEKIT_CLASS_IDLE=idle)
    seconds = idle or "3600"
    assert f"--MappingKernelManager.cull_idle_timeout={seconds}" in config.Spawner.args
    assert f"--MappingKernelManager.cull_interval={look}" in config.Spawner.args
    culler = next(one["command"] for one in config.JupyterHub.services if one["name"] == "idle-culler")
    assert culler[-2:] == [f"--timeout={seconds}", f"--cull-every={look}"]
    assert config.JupyterHub.last_activity_interval == look
    assert config.Spawner.environment["JUPYTERHUB_ACTIVITY_INTERVAL"] == str(look)


def test_the_hub_follows_its_own_advice_on_security(monkeypatch, tmp_path):
    config = load(monkeypatch, tmp_path)
    assert config.Spawner.disable_user_config
    assert os.path.isabs(config.Spawner.cmd[-3])  # no PATH decides what is started
    assert "--KernelManager.transport=ipc" in config.Spawner.args
    assert not any("allow_origin" in one for one in config.Spawner.args)
    assert "admin_users" not in config.Authenticator
    assert config.JupyterHub.cookie_max_age_days <= 1
    assert [role["name"] for role in config.JupyterHub.load_roles] == ["idle-culler"]
    assert "env_keep" not in config.Spawner
    for folder in ("hub", "learners"):
        assert (tmp_path / "class" / folder).stat().st_mode & 0o077 == 0


def test_nobody_inherits_the_password(monkeypatch, tmp_path):
    config = load(monkeypatch, tmp_path)
    assert "GUIDEKIT_CLASS_PASSWORD" not in os.environ
    told = [config.Spawner.environment, *(one.get("environment", {}) for one in config.JupyterHub.services)]
    assert not [value for env in told for value in env.values() if "harbour-lantern" in str(value)]


def test_learners_are_apart_or_the_teacher_has_said_that_they_may_be_together(monkeypatch, tmp_path):
    if not not_apart():
        env = load(monkeypatch, tmp_path, GUIDEKIT_CLASS_TOGETHER="").Spawner.environment
        seen = [Path(folder) for folder in env["GUIDEKIT_APART"].split(os.pathsep)]
        assert ROOT in seen
        assert not any((tmp_path / "class").is_relative_to(folder) for folder in seen)
    cannot = subprocess.CompletedProcess([], 1, "This machine cannot keep learners apart: no.", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: cannot)
    with pytest.raises(SystemExit, match="export GUIDEKIT_CLASS_TOGETHER=1"):
        load(monkeypatch, tmp_path, GUIDEKIT_CLASS_TOGETHER="")
    env = load(monkeypatch, tmp_path, GUIDEKIT_CLASS_TOGETHER="1").Spawner.environment
    assert "GUIDEKIT_APART" not in env


def test_a_class_inside_what_learners_see_is_refused(monkeypatch, tmp_path):
    with pytest.raises(SystemExit, match="outside of the course"):
        load(monkeypatch, tmp_path, GUIDEKIT_CLASS_FOLDER=str(ROOT / "build" / "class"))


@pytest.mark.parametrize("name", ["../ada", "a/b", "Ada", "", ".", "ada lovelace"])
def test_a_name_that_is_no_plain_folder_is_refused(monkeypatch, tmp_path, name):
    import re

    pattern = load(monkeypatch, tmp_path).Authenticator.username_pattern
    assert not re.compile(pattern).match(name)  # as JupyterHub asks
    assert re.compile(pattern).match("ada-2")


def test_a_password_is_needed(monkeypatch, tmp_path):
    with pytest.raises(SystemExit, match="export GUIDEKIT_CLASS_PASSWORD"):
        load(monkeypatch, tmp_path, GUIDEKIT_CLASS_PASSWORD="short")


def test_root_is_refused_unless_asked_for(monkeypatch, tmp_path):
    monkeypatch.delenv("GUIDEKIT_CLASS_ROOT", raising=False)
    with pytest.raises(SystemExit, match="every learner would be root"):
        load(monkeypatch, tmp_path, user=0)
    said = load(monkeypatch, tmp_path, user=0, GUIDEKIT_CLASS_ROOT="1").Spawner.args
    assert "--allow-root" in said


@pytest.fixture(scope="module")
def a_class():
    if why := lacks():
        pytest.skip(why)
    done = subprocess.run(
        [python(), "-c", LIVE, str(7 * PATIENCE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=8 * PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.live
def test_two_learners_run_a_lesson_at_once(a_class):
    first, second = a_class["cells"]
    assert first == second > 2


@pytest.mark.live
def test_each_has_a_folder_and_a_journal_of_their_own(a_class):
    assert set(a_class["folders"]) == {"ada", "grace", "greedy"}
    for files in a_class["folders"].values():
        assert {f"lessons/{name}" for name in NAMES} <= set(files)
    assert set(a_class["journals"]) == set(a_class["folders"])


@pytest.mark.live
def test_the_password_and_the_limit_of_memory_hold(a_class):
    assert a_class["stranger"] == "stranger was not let in"
    assert a_class["greedy"].startswith("MemoryError")


@pytest.mark.live
def test_no_process_is_left(a_class):
    assert len(a_class["processes"]) > 6
    assert not [pid for pid in a_class["processes"] if psutil.pid_exists(pid)]
