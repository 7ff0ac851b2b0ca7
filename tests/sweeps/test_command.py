"""``guidekit sweep FILE``: what it writes, prints and returns."""

from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from guidekit.cli import main
from guidekit.models import OnionRouting
from guidekit.sweeps import sweep
from guidekit.sweeps.plan import SweepFileError, read_sweep

EXAMPLE = Path(__file__).parents[2] / "docs" / "sweep-example.toml"
GOOD = """
outcomes = ["reliability"]
[model]
class = "OnionRouting"
guards = 2
[grid]
hops = [2, 3]
"""


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "a.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_the_example_runs_and_goes_on(tmp_path, capsys, monkeypatch):
    command = ["sweep", str(EXAMPLE), "-o", str(tmp_path / "out"), "--workers", "1"]
    assert main(command) == 0
    table = tmp_path / "out" / "sweep-example.csv"
    assert capsys.readouterr().out == f"{table}: 480 points\n"
    arguments = read_sweep(EXAMPLE)
    found = sweep(*arguments, workers=1)
    assert table.read_text() == found.to_csv(index=False)
    assert found.error.isna().all()
    # What its first line asks: guards help within a year, hops do not, and hops cost time.
    year = found.pivot_table(index="guards", columns="hops", values="year")
    assert (year.nunique(axis=1) == 1).all()
    assert year[3][0] > year[3][1] < year[3][3]
    assert found.groupby("hops").seconds.first().is_monotonic_increasing
    before = table.read_bytes()
    monkeypatch.setattr("guidekit.sweeps.plan.read_sweep", lambda _: arguments)
    monkeypatch.setattr(OnionRouting, "but", lambda *_, **__: 1 / 0)  # nothing is answered again
    assert main(command) == 0
    assert table.read_bytes() == before


def test_a_failing_point_is_told(file, capsys):
    file.write_text(
        'outcomes = ["reach_after_removing(50)"]\n[model]\nclass = "Federation"\n'
        "[grid]\nservers = [1000, 40, 10]\nroom_size = [2, 8]\n"
    )
    assert main(["sweep", str(file), "-o", str(file.parent), "--workers", "1"]) == 1
    out = capsys.readouterr().out.splitlines()
    found = pd.read_csv(file.with_suffix(".csv"))
    failed = found.error.notna()
    assert 0 < failed.sum() < 6
    assert out[0].endswith("a.csv: 6 points")
    line = found.index[failed][0] + 2
    assert out[1] == f"{failed.sum()} of them failed; the column error says why, as in line {line}:"
    assert out[2] == "  " + found.error[failed].iloc[0]
    assert "ValueError: largest = 50 is outside its range; allowed: 0 to 40 servers" in out[2]


def test_ranges_are_spread_and_keep_their_ends(file):
    text = GOOD.replace(
        "hops = [2, 3]",
        "adversary = { from = 0, to = 0.3, points = 31 }\n"
        "relays = { from = 100, to = 10_000, points = 5, log = true }\n"
        "link_ms = { from = 5, to = 500, points = 3, log = true }",
    )
    file.write_text(text)
    _, grid, _ = read_sweep(file)
    assert grid["adversary"] == [round(0.01 * n, 2) for n in range(31)]
    assert grid["relays"] == [100, 316, 1000, 3162, 10_000]
    assert np.allclose(grid["link_ms"], [5, 50, 500], rtol=1e-12)
    file.write_text(text.replace("points = 5", "points = 1_000"))
    assert read_sweep(file)[1]["relays"][:3] == [100, 101, 102]


def test_fixed_knobs_and_those_of_a_scenario_are_turned(file):
    text = GOOD.replace("OnionRouting", "Centralized").replace("guards", "users").replace("hops", "contacts")
    file.write_text(text.replace("reliability", "value('reach')").replace("= 2\n", "= 1000\n"))
    assert read_sweep(file)[0].scenario.users == 1000


RANGE = "hops = {{ from = {}, to = {}, points = {} }}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[grid]", "[grid", "(at line 6, column 6)"),
        ("hops = [2, 3]", "hops = [2]\nhops = [3]", "(at line 8"),
        ("[grid]", "[grids]", "grids is an unknown key; allowed: grid"),
        ("[grid]", "[grids]", "grid is missing"),
        ("[model]", "[colour]", "colour is an unknown key; allowed: model, grid, outcomes"),
        (
            'outcomes = ["reliability"]\n',
            "",
            "outcomes is missing\n  outcomes belongs above the first [table]",
        ),
        ("OnionRouting", "OnionRoutin", "no class of a model 'OnionRoutin'; allowed: OnionRouting"),
        ("OnionRouting", "knobs", "no class of a model 'knobs'; allowed"),
        ("OnionRouting", "Architecture", "no class of a model 'Architecture'; allowed"),
        ('class = "OnionRouting"', "", "no class of a model None; allowed: "),
        ('class = "OnionRouting"', "class = []", "no class of a model []; allowed: "),
        ("guards = 2", "guard = 2", "model: guard is an unknown key; allowed: guards"),
        ("guards = 2", "guards = 9", "model: guards = 9 is outside its range; allowed: 0 to 5 relays"),
        ("guards = 2", "guards = {}", "model: guards = {} is not a number"),
        ("[2, 3]", "[2, 9]", "grid: OnionRouting.hops = 9 is outside its range; allowed: 1 to 8"),
        ("[2, 3]", "2", "grid: OnionRouting.hops = 2 is no sequence"),
        ("hops", "hop", "grid: there is no OnionRouting knob 'hop'; allowed: hops"),
        ("hops = [2, 3]", "", "grid: {} turns no knob"),
        (GOOD, "grid = 3\noutcomes = []\n[model]", "grid = 3; allowed: a table, [grid]"),
        ('["reliability"]', '["reliabilty"]', "there is no OnionRouting method 'reliabilty'"),
        ('["reliability"]', "3", "outcomes: 3 asks for nothing"),
        ('["reliability"]', '["latency(open(1))"]', "cannot be read; allowed: a method"),
        ("[2, 3]", "{ from = 1, to = 3 }", "grid: hops.points is missing"),
        ("[2, 3]", "{ from = 1, to = 3, point = 3 }", "grid: hops.point is an unknown key; allowed: points"),
        (
            "hops = [2, 3]",
            RANGE.format("'1'", 3, 3),
            "grid: hops = {'from': '1', 'to': 3, 'points': 3} is no",
        ),
        (
            "hops = [2, 3]",
            RANGE.format(1, "inf", 3),
            "grid: hops = {'from': 1, 'to': inf, 'points': 3} is no",
        ),
        (
            "hops = [2, 3]",
            RANGE.format("nan", 1, 3),
            "grid: hops = {'from': nan, 'to': 1, 'points': 3} is no",
        ),
        ("hops = [2, 3]", RANGE.format(1, 3, 1), "hops.points = 1 is outside its range; allowed: 2 to 1e+06"),
        ("hops = [2, 3]", RANGE.format(1, 30, 3), "OnionRouting.hops = 16 is outside its range"),
        ("[2, 3]", "{ from = 0, to = 3, points = 3, log = true }", "is no range (Geometric sequence cannot"),
    ],
)
def test_a_file_that_does_not_fit_is_told_with_key_value_and_what_is_allowed(file, capsys, old, new, message):
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    assert main(["sweep", str(file), "-o", str(file.parent / "out")]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"guidekit: {file} is not a sweep; nothing was run:\n  ")
    assert message in error
    assert not (file.parent / "out").exists()


def test_a_file_is_a_text_of_a_sensible_size(file, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no file .*b\.toml"):
        read_sweep(tmp_path / "b.toml")
    for content, message in (
        (b"#" * (1 << 21), "at most 1,048,576"),
        (b"a = " + b"[" * 100_000, "no sweep|not a"),
    ):
        file.write_bytes(content)
        with pytest.raises(SweepFileError, match=message):
            read_sweep(file)
    file.write_text(GOOD, encoding="utf-8-sig")
    assert read_sweep(str(file))[0] == OnionRouting(guards=2)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path, capsys):
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path / "no" / "out")]) == 2
    assert f"there is no folder {tmp_path / 'no'} to put out into" in capsys.readouterr().err
    (tmp_path / "out").write_text("x")
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path / "out")]) == 2
    assert "is a file, not a folder" in capsys.readouterr().err
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path), "--workers", "0"]) == 2
    assert "workers = 0 is outside its range; allowed: 1 to 1000 processes" in capsys.readouterr().err


def test_a_full_disk_says_how_to_go_on(file, capsys, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("guidekit.sweeps.running.tqdm", full)
    assert main(["sweep", str(file), "-o", str(file.parent), "--workers", "1"]) == 2
    problem, kept = capsys.readouterr().err.splitlines()
    assert problem == "guidekit: [Errno 28] No space left on device"
    assert kept.startswith(
        f"guidekit: the answers so far are kept in {file.with_suffix('.csv.checkpoint')}; "
    )
