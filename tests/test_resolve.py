"""The check of bounds asks for what the classifiers name, and says when it could ask nobody."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tools import resolve


def test_every_python_system_and_end_is_asked_for(monkeypatch):
    asked = []

    def taken(*what):
        asked.append(what)
        return resolve.lowest()

    monkeypatch.setattr(resolve, "resolve", taken)
    said = list(resolve.lines())
    pythons, systems = len(resolve.pythons()), len(resolve.systems())
    assert (pythons, systems) == (4, 3)
    assert len(set(asked)) == len(said) == pythons * systems * 2
    assert all(good and "newer than" not in line for good, line in said)


def test_what_a_newer_python_takes_instead_is_named():
    lowest = resolve.lowest()
    assert {"numpy", "pandas", "pyarrow", "sphinx"} <= lowest.keys()
    assert (
        resolve.newer(lowest)
        == resolve.newer({name: f"{version}.0" for name, version in lowest.items()})
        == []
    )
    assert resolve.newer(lowest | {"numpy": "2.3.2"}) == ["numpy 2.3.2"]


def test_a_set_that_does_not_fit_is_told_and_the_next_is_asked_for(monkeypatch, capsys):
    def refuse(python, *_):
        if python == "3.12":
            raise ValueError("no wheel of numpy")
        return resolve.lowest()

    monkeypatch.setattr(resolve, "resolve", refuse)
    assert resolve.main() == 1
    bad = [line for line in capsys.readouterr().out.splitlines() if line.startswith("BAD")]
    assert len(bad) == 6
    assert all(line.startswith("BAD  Python 3.12, ") and line.endswith("no wheel of numpy") for line in bad)


@pytest.mark.skipif(
    not (shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")), reason="uv is not here"
)
def test_without_a_network_it_says_so(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path))
    assert resolve.main() == 2
    assert "needs a network" in capsys.readouterr().err
