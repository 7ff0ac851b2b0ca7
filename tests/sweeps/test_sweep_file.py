from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from guidekit.cli import main
from guidekit.models import OnionRouting
from guidekit.sweeps import sweep
from guidekit.sweeps.file import SweepFileError, from_text, load

EXAMPLE = Path(__file__).parents[2] / "docs" / "sweep-example.toml"
GOOD = """
outcomes = ["reliability"]
[model]
class = "OnionRouting"
guards = 2
[grid]
hops = [2, 3]
"""


def test_the_example_runs_and_is_the_same_from_python(tmp_path, capsys):
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path / "out"), "--workers", "1"]) == 0
    table = tmp_path / "out" / "sweep-example.csv"
    assert capsys.readouterr().out == f"{table}: 480 points\n"
    told = load(EXAMPLE)
    found = sweep(told.model, told.grid, told.outcomes, workers=1)
    assert table.read_text() == found.to_csv(index=False, lineterminator="\n")
    assert found.error.isna().all()
    # What its first line asks: guards help within a year, hops do not, and hops cost time.
    year = found.pivot_table(index="guards", columns="hops", values="year")
    assert (year.nunique(axis=1) == 1).all()
    assert year[3][0] > year[3][1] < year[3][3]
    assert found.groupby("hops").seconds.first().is_monotonic_increasing


def test_the_same_command_goes_on(tmp_path, capsys, monkeypatch):
    command = ["sweep", str(EXAMPLE), "-o", str(tmp_path), "--workers", "1"]
    assert main(command) == 0
    first = (tmp_path / "sweep-example.csv").read_bytes()
    told = load(EXAMPLE)
    monkeypatch.setattr("guidekit.sweeps.file.load", lambda _: told)
    monkeypatch.setattr(OnionRouting, "but", lambda *_, **__: 1 / 0)  # nothing is answered again
    assert main(command) == 0
    assert (tmp_path / "sweep-example.csv").read_bytes() == first


def test_a_failing_point_is_told(tmp_path, capsys):
    file = tmp_path / "crowd.toml"
    file.write_text(
        'outcomes = ["degree_of_anonymity"]\n[model]\nclass = "Crowds"\n'
        "[grid]\nmembers = [20, 10, 5]\ncollaborators = [2, 8]\n"
    )
    assert main(["sweep", str(file), "-o", str(tmp_path), "--workers", "1"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].endswith("crowd.csv: 6 points")
    found = pd.read_csv(tmp_path / "crowd.csv")
    failed = found.error.notna()
    assert 0 < failed.sum() < 6
    line = found.index[failed][0] + 2
    assert out[1] == f"{failed.sum()} of them failed; the column error says why, as in line {line}:"
    assert out[2] == "  " + found.error[failed].iloc[0]
    assert "ValueError: Crowds.collaborators = 8" in out[2]


def test_ranges_are_spread_and_keep_their_ends():
    text = GOOD.replace(
        "hops = [2, 3]",
        "adversary = { from = 0, to = 0.3, points = 31 }\n"
        "relays = { from = 100, to = 10_000, points = 5, log = true }\n"
        "link_ms = { from = 5, to = 500, points = 3, log = true }",
    )
    grid = from_text(text).grid
    assert grid["adversary"] == [round(0.01 * n, 2) for n in range(31)]
    assert grid["relays"] == [100, 316, 1000, 3162, 10_000]
    assert np.allclose(grid["link_ms"], [5, 50, 500], rtol=1e-12)
    assert from_text(text.replace("points = 5", "points = 10_000")).grid["relays"][:3] == [100, 101, 102]


def test_fixed_knobs_and_those_of_a_scenario_are_turned():
    text = GOOD.replace("OnionRouting", "Centralized").replace("guards", "users").replace("hops", "contacts")
    told = from_text(text.replace("reliability", "value('reach')").replace("= 2\n", "= 1000\n"))
    assert told.model.scenario.users == 1000


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[grid]", "[grid", "(at line 6, column 6)"),
        ("hops = [2, 3]", "hops = [2]\nhops = [3]", "(at line 8"),
        ("[grid]", "[grids]", "grids is an unknown key; allowed: grid"),
        ("[model]", "[colour]", "colour is an unknown key; allowed: model, grid, outcomes"),
        ('outcomes = ["reliability"]\n', "", "outcomes is missing"),
        ("OnionRouting", "OnionRoutin", "model: class = 'OnionRoutin' is no model; allowed: OnionRouting"),
        ("OnionRouting", "knobs", "model: class = 'knobs' is no model; allowed"),
        ("OnionRouting", "Model", "model: class = 'Model' is no model; allowed"),
        ('class = "OnionRouting"', "", "model: class is missing; allowed: AnonymousRouting, CatchUp"),
        ('class = "OnionRouting"', "class = []", "model: class = [] is no model"),
        ("guards = 2", "guard = 2", "model: guard is an unknown key; allowed: guards"),
        ("guards = 2", "guards = 9", "model: guards = 9 is outside its range; allowed: 0 to 5 relays"),
        ("guards = 2", "guards = {}", "model: guards = {} is not a number"),
        ('"OnionRouting"\nguards = 2', '"Crowds"\nmembers = 5', "model: Crowds.collaborators = 10"),
        (
            "hops = [2, 3]",
            "hops = [2, 9]",
            "grid: OnionRouting.hops = 9 is outside its range; allowed: 1 to 8",
        ),
        ("hops = [2, 3]", "hops = 2", "grid: OnionRouting.hops = 2 is no sequence"),
        ("hops = [2, 3]", "hop = [2, 3]", "grid: OnionRouting has no knob 'hop'; allowed: hops"),
        ("hops = [2, 3]", "", "grid: {} turns no knob"),
        ("[grid]\nhops = [2, 3]", "", "grid is missing"),
        (GOOD, "grid = 3\noutcomes = []\n[model]", "grid = 3; allowed: a table, [grid]"),
        ('["reliability"]', '["reliabilty"]', "outcomes: 'reliabilty' is no method of OnionRouting"),
        ('["reliability"]', "3", "outcomes: 3 asks for nothing"),
        ('["reliability"]', '["latency(open(1))"]', "cannot be read; allowed: a method"),
        ("hops = [2, 3]", 'hops = [2]\noutcomes = ["reliability"]', "outcomes stands below [grid]"),
        (GOOD, GOOD[GOOD.index("[model]") :] + 'outcomes = ["reliability"]', "outcomes stands below [grid]"),
        ("[2, 3]", "{ from = 1, to = 3 }", "grid: hops.points is missing; allowed: from, to, points, log"),
        ("[2, 3]", "{ from = 1, to = 3, point = 3 }", "grid: hops.point is an unknown key; allowed: points"),
        ("[2, 3]", "{ from = 3, to = 1, points = 3 }", "grid: hops.to = 1; allowed: above from = 3"),
        ("[2, 3]", "{ from = '1', to = 3, points = 3 }", "grid: hops.from = '1' is not a number"),
        ("[2, 3]", "{ from = 1, to = inf, points = 3 }", "grid: hops.to = inf; allowed: finite"),
        ("[2, 3]", "{ from = nan, to = 1, points = 3 }", "grid: hops.from = nan is outside its range"),
        ("[2, 3]", "{ from = 1, to = 3, points = 1 }", "hops.points = 1 is outside its range; allowed: 2 to"),
        ("[2, 3]", "{ from = 1, to = 3, points = 3, log = 1 }", "hops.log = 1; allowed: true or false"),
        ("[2, 3]", "{ from = 0, to = 3, points = 3, log = true }", "hops.from = 0; allowed with log = true"),
        ("[2, 3]", "{ from = 1, to = 30, points = 3 }", "OnionRouting.hops = 16 is outside its range"),
    ],
)
def test_a_file_that_does_not_fit_is_told_with_key_value_and_what_is_allowed(
    tmp_path, capsys, old, new, said
):
    file = tmp_path / "a.toml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    assert main(["sweep", str(file), "-o", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"guidekit: {file} is not a sweep; nothing was run:\n  ")
    assert said in error
    assert not (tmp_path / "out").exists()


def test_a_range_of_words_is_none():
    text = GOOD.replace('"OnionRouting"\nguards = 2', '"PeerToPeer"').replace("reliability", "value('reach')")
    with pytest.raises(ValueError, match="grid: mailbox is a range; allowed where a knob is a number"):
        from_text(text.replace("hops = [2, 3]", "mailbox = { from = 1, to = 2, points = 2 }"))


def test_a_file_is_a_text_of_a_sensible_size(tmp_path):
    file = tmp_path / "a.toml"
    with pytest.raises(FileNotFoundError, match=r"there is no file .*a\.toml"):
        load(file)
    with pytest.raises(SweepFileError, match="it is a folder; allowed: a TOML file"):
        load(tmp_path)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SweepFileError, match="byte 0 is no text; allowed: UTF-8"):
        load(file)
    file.write_bytes(b"#" * (1 << 21))
    with pytest.raises(SweepFileError, match="allowed: at most 1048576"):
        load(file)
    file.write_bytes(b"a = " + b"[" * 100_000)
    with pytest.raises(SweepFileError):
        load(file)
    file.write_text(GOOD, encoding="utf-8-sig")
    assert load(file).model == OnionRouting(guards=2)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path, capsys):
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path / "no" / "out")]) == 2
    assert f"there is no folder {tmp_path / 'no'} to put out into" in capsys.readouterr().err
    (tmp_path / "out").write_text("x")
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path / "out")]) == 2
    assert "is a file, not a folder" in capsys.readouterr().err
    assert main(["sweep", str(EXAMPLE), "-o", str(tmp_path), "--workers", "0"]) == 2
    assert "workers = 0 is no number of workers" in capsys.readouterr().err


def test_an_interruption_says_how_to_go_on(tmp_path, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(OnionRouting, "reliability", interrupted)
    file = tmp_path / "a.toml"
    file.write_text(GOOD)
    assert main(["sweep", str(file), "-o", str(tmp_path), "--workers", "1"]) == 130
    kept = f"0 of 2 points are kept in {tmp_path / 'a.csv.journal'}"
    assert capsys.readouterr().err == f"guidekit: {kept}; the same call goes on from there\n"


def test_a_full_disk_says_how_to_go_on(tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("guidekit.sweeps.journal.Journal.add", full)
    file = tmp_path / "a.toml"
    file.write_text(GOOD)
    assert main(["sweep", str(file), "-o", str(tmp_path), "--workers", "1"]) == 2
    said, kept = capsys.readouterr().err.splitlines()
    assert said == "guidekit: [Errno 28] No space left on device"
    assert kept.startswith(f"guidekit: 0 of 2 points are kept in {tmp_path / 'a.csv.journal'}; the same call")
