"""Where the course lies, and how it is installed again."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from types import SimpleNamespace

import pytest

from guidekit import paths
from guidekit.paths import WHEEL, course_folder, environment_with, install_command, way_back


def test_a_folder_stands_before_those_that_the_variable_lists(tmp_path, monkeypatch):
    monkeypatch.setenv("SOME_PATH", "elsewhere")
    assert environment_with(tmp_path, "SOME_PATH")["SOME_PATH"] == f"{tmp_path}{os.pathsep}elsewhere"
    monkeypatch.delenv("SOME_PATH")
    assert environment_with(tmp_path, "SOME_PATH")["SOME_PATH"] == str(tmp_path)


def test_a_checkout_is_installed_again_from_its_folder():
    root = course_folder("data").parent
    assert (root / "pyproject.toml").is_file()
    pip = f'"{sys.executable}" -m pip install'
    assert install_command("--upgrade") == f'{pip} --upgrade --editable "{root}"'
    assert install_command(extra="apps") == f'{pip} --editable "{root}[apps]"'


@pytest.mark.parametrize(
    ("written", "source"),
    [
        (
            '{"url": "file:///tmp/guidekit.whl", "archive_info": {}}',
            "guidekit[apps] @ file:///tmp/guidekit.whl",
        ),
        (None, f"./{WHEEL}[apps]"),
        ("no JSON", f"./{WHEEL}[apps]"),
    ],
)
def test_a_wheel_is_installed_again_from_the_address_it_came_from(tmp_path, monkeypatch, written, source):
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "guidekit" / "paths.py"))  # no checkout
    record = SimpleNamespace(read_text={"direct_url.json": written}.get)
    monkeypatch.setattr(importlib.metadata, "distribution", {"guidekit": record}.get)
    assert install_command(extra="apps") == f'"{sys.executable}" -m pip install "{source}"'


def test_a_package_that_nobody_installed_is_a_file_and_never_a_name_of_an_index(tmp_path, monkeypatch):
    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(paths, "__file__", str(tmp_path / "guidekit" / "paths.py"))
    monkeypatch.setattr(importlib.metadata, "distribution", missing)
    assert install_command().endswith(f'pip install "./{WHEEL}"')


def test_without_pip_the_line_is_for_uv(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert install_command().startswith(f'uv pip install --python "{sys.executable}" --editable ')


def test_a_missing_folder_of_the_course_says_how_to_put_it_back(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "guidekit" / "paths.py"))
    with pytest.raises(FileNotFoundError, match=r"'data' is missing; run: .* --force-reinstall --no-deps"):
        course_folder("data")


def test_a_checkout_gets_a_file_back_from_git_or_from_its_archive(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "guidekit" / "paths.py"))
    (tmp_path / "pyproject.toml").touch()
    assert way_back("data") == f"put data back into {tmp_path} from the archive that you unpacked there"
    (tmp_path / ".git").mkdir()
    assert way_back("data") == f'run: git -C "{tmp_path}" restore data'
