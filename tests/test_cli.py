from __future__ import annotations

import errno
import importlib.util
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from guidekit import __version__
from guidekit.cli import main
from guidekit.course.lessons import course_files
from guidekit.paths import course_folder, install_command
from tests.course.small_course import SHEET, write_course

NAMES = [path.relative_to(course_folder("notebooks")).as_posix() for path in course_files()]


def test_copy_only(tmp_path, capsys):
    assert main(["lab", str(tmp_path / "course"), "--copy-only"]) == 0
    assert f"The lessons are in {tmp_path / 'course'}" in capsys.readouterr().out


def test_unknown_folder(tmp_path, capsys):
    assert main(["lab", str(tmp_path / "no" / "such"), "--copy-only"]) == 2
    assert f"guidekit: there is no folder {tmp_path / 'no'}" in capsys.readouterr().err


def test_a_file_in_place_of_the_folder(tmp_path, capsys):
    (tmp_path / "course").write_text("x")
    assert main(["lab", str(tmp_path / "course"), "--copy-only"]) == 2
    assert "is a file, not a folder" in capsys.readouterr().err


def test_a_full_disk_is_said_with_the_file_and_the_remedy(tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("guidekit.writing.os.fsync", full)
    assert main(["lab", str(tmp_path), "--copy-only"]) == 2
    said = capsys.readouterr().err
    assert f"No space left on device: '{tmp_path}" in said
    assert said.endswith("guidekit: Make room on its disk, and try again.\n")


def test_an_occupied_port(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["lab", str(tmp_path), "--port", str(port)]) == 2
    assert f"port {port} cannot be used" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["lab", str(tmp_path), "--port", "99999"]) == 2
    assert "allowed: 1 to 65535" in capsys.readouterr().err


def test_lab_starts_jupyterlab_at_the_first_lesson_without_asking_the_network(tmp_path, monkeypatch):
    called = {}

    def run(command, **rest):
        called.update(rest, command=command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert main(["lab", str(tmp_path), "--no-browser"]) == 0
    command = called["command"]
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--LabApp.default_url=/lab/tree/{NAMES[0]}" in command
    assert "--LabApp.news_url=None" in command
    asks = Path(called["env"]["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0]) / "labconfig/page_config.json"
    assert json.loads(asks.read_text())["disabledExtensions"] == {
        "@jupyterlab/apputils-extension:announcements": True  # else it asks whether one wants its news
    }


def test_a_sign_that_the_output_lacks_ends_no_command(tmp_path, monkeypatch):
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")  # as on Windows, when it is no terminal
    monkeypatch.setattr("sys.stdout", pipe)
    assert main(["lab", str(tmp_path / "μάθημα ≥ 1"), "--copy-only"]) == 0
    pipe.flush()
    assert pipe.buffer.getvalue().rstrip().endswith(b"? 1")


def test_apps_serves_pages_with_a_page_of_our_own(tmp_path, monkeypatch):
    called = {}
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, env, check: (
            called.update(command=command, env=env) or subprocess.CompletedProcess(command, 0)
        ),
    )
    monkeypatch.setenv("JUPYTER_PATH", "elsewhere")
    assert main(["apps", str(tmp_path / "course"), "--no-browser", "--port", "0"]) == 2  # no such port
    assert not (tmp_path / "course").exists()
    assert main(["apps", str(tmp_path / "course"), "--no-browser"]) == 0
    assert called["command"][1:4] == ["-m", "guidekit.course.voila", str(tmp_path / "course")]
    assert "--no-browser" in called["command"]
    first, after = called["env"]["JUPYTER_PATH"].split(os.pathsep)
    assert (Path(first) / "voila/templates/course/index.html.j2").is_file()
    assert after == "elsewhere"
    laid = [path for path in (tmp_path / "course").rglob("[!.]*") if path.is_file()]
    assert sorted(path.relative_to(tmp_path / "course").as_posix() for path in laid) == sorted(
        [*NAMES, "glossary.ipynb"]
    )


def test_apps_keeps_a_glossary_that_somebody_wrote_into(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
    asked = ["apps", str(tmp_path / "course"), "--no-browser"]
    assert main(asked) == 0
    page = tmp_path / "course" / "glossary.ipynb"
    written = page.read_bytes()
    assert main(asked) == 0
    assert page.read_bytes() == written
    page.write_text("my notes")
    assert main(asked) == 0
    assert page.read_text() == "my notes"
    assert "glossary.ipynb: kept, because you edited it" in capsys.readouterr().out


def test_apps_without_voila_says_what_to_run(tmp_path, monkeypatch, capsys):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "voila" else find_spec(name))
    assert main(["apps", str(tmp_path / "course")]) == 2
    assert f"run: {install_command(extra='apps')}" in capsys.readouterr().err
    assert not (tmp_path / "course").exists()


def test_version(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"guidekit {__version__}\n"


def test_an_unknown_command_is_named(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["dance"])
    assert "dance" in capsys.readouterr().err


def test_sheets_prints_the_lessons_that_are_asked_for_always_alike(small_course, tmp_path, capsys):
    pytest.importorskip("reportlab")
    file = tmp_path / "class.pdf"
    assert main(["sheets", str(file), "--lessons", "03", "05"]) == 0
    assert capsys.readouterr().out.startswith(f"{file}: 2 sheets and ")
    first = file.read_bytes()
    assert first.startswith(b"%PDF")
    assert main(["sheets", str(file), "--lessons", "05", "03"]) == 0
    assert file.read_bytes() == first
    assert capsys.readouterr().err == ""  # a bar stands in a terminal only


def test_sheets_that_cannot_be_printed_leave_the_last_ones_as_they_are(small_course, tmp_path, capsys):
    pytest.importorskip("reportlab")
    file = tmp_path / "class.pdf"
    file.write_text("of last week")
    write_course(small_course, {"05": SHEET.replace("**Tonight**", "**Today**")})
    for asked, said in (
        (["--lessons", "05"], "05-one-operator-decides.ipynb, cell sheet: line 10: '**Today**'"),
        (["--lessons", "15"], "'15'"),
    ):
        assert main(["sheets", str(file), *asked]) == 2
        assert said in capsys.readouterr().err
    path = small_course / "04-one-operator-sees.ipynb"
    path.write_text(path.read_text().replace("gk.explore(", "gk.quiz("))
    assert main(["sheets", str(file), "--lessons", "04"]) == 2
    assert "guidekit: lesson 04, cell " in capsys.readouterr().err
    assert file.read_text() == "of last week"
    assert main(["sheets", str(tmp_path / "no" / "class.pdf")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_sheets_without_reportlab_says_what_to_run(tmp_path, monkeypatch, capsys):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "reportlab" else find_spec(name)
    )
    assert main(["sheets", str(tmp_path / "class.pdf")]) == 2
    assert f"run: {install_command(extra='sheets')}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
