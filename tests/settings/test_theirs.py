"""Whatever a person, a file or a library has set, every panel looks, reads and works the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import matplotlib
import pytest

from guidekit.drawing.settings import own_settings
from guidekit.panels.panel import explore
from tests.settings.hostile import SETTINGS, other_rc

ODD = {
    "TZ": "Asia/Kathmandu",
    "LC_ALL": "C",
    "MPLBACKEND": "svg",
    "PYTHONHASHSEED": "7",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}
RC_FILE = "text.usetex: True\nlines.marker: s\naxes.titlelocation: right\nfont.family: Nowhere\n"
SEEN = (
    *("classic", "dark", "all styles", "xkcd", "usetex", "effects", "sketch", "markers", "titles", "layout"),
    *("hinting", "paths", "fonts", "legends", "every rc", "comma"),
)
"""The settings that change a figure which is not of the course."""


def taken(what, folder, *names, options=(), env=None):
    """Run the program and return what it found."""
    file = folder / "found.json"
    command = [sys.executable, *options, "-m", "tests.settings.taken", what, str(file), *names]
    whole = os.environ | {"GUIDEKIT_JOURNAL": ":memory:"} | (env or {})
    done = subprocess.run(command, env=whole, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="takes a process for each setting")
def test_no_setting_changes_a_panel(tmp_path):
    found = taken("each", tmp_path)
    assert set(found) == set(SETTINGS)
    for name, told in found.items():
        assert "error" not in told, f"{name}: {told['error']}"
        assert told["differ"] == 0, name
        assert told["held"], f"{name}: a plain figure is drawn as matplotlib comes"
    assert {name for name, told in found.items() if told["bites"]} == set(SEEN)


def test_every_panel_of_every_lesson_with_everything_set_at_once(tmp_path):
    usual = taken("course", tmp_path)
    file = tmp_path / "matplotlibrc"
    file.write_text(RC_FILE, encoding="utf-8")
    env = ODD | {"MATPLOTLIBRC": str(file)}
    odd = taken("course", tmp_path, *SETTINGS, options=("-OO", "-W", "error"), env=env)
    assert len(usual) > 200
    assert [name for name in usual if odd[name] != usual[name]] == []


def test_nearly_every_setting_of_matplotlib_has_another_value():
    assert len(other_rc()) > 0.95 * len(matplotlib.rcParamsDefault)


def test_what_is_set_while_a_picture_is_drawn_stays_set(monkeypatch):
    """As when a cell on another thread sets it; what was set before comes back, also after an error."""
    monkeypatch.setitem(matplotlib.rcParams, "lines.linewidth", 7.0)
    monkeypatch.setitem(matplotlib.rcParams, "font.size", 31.0)
    monkeypatch.setitem(matplotlib.rcParams, "grid.linewidth", 5.0)
    now = matplotlib.rcParams

    def one_is_set():
        with own_settings():
            assert now["lines.linewidth"] == 1.5
            now["font.size"] = 8.0
            with own_settings():
                assert now["font.size"] == 8.0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        one_is_set()
    assert (now["lines.linewidth"], now["grid.linewidth"], now["font.size"]) == (7.0, 5.0, 8.0)


def test_a_list_that_was_edited_in_place_is_ours_again(monkeypatch):
    ours = list(matplotlib.rcParams["font.sans-serif"])
    monkeypatch.setitem(matplotlib.rcParams, "font.sans-serif", ["Odd", *ours])
    with own_settings():
        assert matplotlib.rcParams["font.sans-serif"] == ours
    assert matplotlib.rcParams["font.sans-serif"] == ["Odd", *ours]


def test_a_learners_own_exhibit_in_plain_matplotlib_is_drawn_as_matplotlib_comes(monkeypatch):
    from guidekit.models import OnionRouting

    def mine(model, figure):
        ax = figure.subplots()
        (line,) = ax.plot([0, model.hops], [0, 1])
        return f"The line is {line.get_linewidth():g} points wide."

    monkeypatch.setitem(matplotlib.rcParams, "lines.linewidth", 7.0)
    assert explore(mine, OnionRouting()).sentence == "The line is 1.5 points wide."
