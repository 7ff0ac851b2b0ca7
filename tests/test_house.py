"""The house itself: where arrows point, what importing costs, and that both lists of packages agree."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet

import guidekit
from tools import house

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "guidekit"

GROUND = {"words", "dates", "names", "paths", "writing", "frames"}  # every room may use these
ARROWS = {
    "cli": {"panels", "course", "claims", "sweeps"},
    "panels": {"exhibits", "design", "exposure", "course", "drawing", "knobs"},
    "sweeps": {"scenario", "models", "knobs"},
    "claims": {"scenario", "recordings", "exposure", "protocols", "models", "tables", "drawing", "knobs"},
    "exhibits": {
        *("claims", "recordings", "scenario", "choice", "design"),
        *("exposure", "protocols", "models", "tables", "drawing", "knobs"),
    },
    "course": {"claims", "exposure", "tables", "drawing", "knobs"},
    "recordings": {"exposure", "protocols", "models", "tables", "knobs"},
    "scenario": {"exposure", "models", "knobs"},
    "choice": {"scenario", "exposure", "models", "tables", "knobs"},
    "design": {"exposure", "models", "knobs"},
    "exposure": {"tables", "knobs"},
    "protocols": {"models", "knobs"},
    "tables": {"drawing", "knobs"},
    "models": {"knobs"},
    "knobs": set(),
    "drawing": set(),
}
"""The rooms that each room may import from; `tools.house` draws those that are used."""

LOOSE = {"__init__", "cli", *GROUND} - {"words"}
MOST_LINES = 400  # of a file that is one thought


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"]


def test_arrows_lead_only_where_they_may():
    for room, targets in house.arrows().items():
        allowed = ARROWS[room] | GROUND if room in ARROWS else GROUND
        assert targets <= allowed, f"{room} imports {sorted(targets - allowed)}"


def test_the_house_stays_low():
    floors = house.floors(house.arrows())  # refuses a circle
    assert len(floors) <= 8
    assert sum(map(len, floors)) <= 26
    assert {path.stem for path in PACKAGE.glob("*.py")} == LOOSE


def test_the_picture_of_the_house_is_that_of_the_imports():
    assert house.PICTURE.read_text(encoding="utf-8") == house.picture(house.arrows())


def test_an_arrow_that_is_not_drawn_follows_from_a_chain_of_those_that_are():
    targets = house.arrows()
    drawn = house.without_implied(targets)
    reached: dict[str, set[str]] = {}
    for row in house.floors(drawn):
        for room in row:
            reached[room] = drawn[room].union(*(reached[to] for to in drawn[room]))
    assert all(drawn[room] <= targets[room] <= reached[room] for room in targets)
    assert sum(map(len, drawn.values())) < sum(map(len, targets.values())) / 2
    assert house.without_implied({"a": {"b", "c"}, "b": {"c"}, "c": set()})["a"] == {"b"}


def test_one_subject_of_exhibits_does_not_borrow_from_another():
    inside = "guidekit.exhibits."
    for path in (PACKAGE / "exhibits").rglob("*.py"):
        mine = path.relative_to(PACKAGE / "exhibits").parts[0].removesuffix(".py")
        others = {name.split(".")[2] for name in house.imports(path) if name.startswith(inside)}
        assert others <= {mine}, f"{path.name} of {mine} imports {sorted(others - {mine})}"


def test_one_subject_of_answers_does_not_borrow_from_another():
    folder = PACKAGE / "claims" / "answers"
    subjects = {f"guidekit.claims.answers.{path.stem}" for path in folder.glob("*.py")}
    for path in folder.glob("*.py"):
        borrowed = set(house.imports(path)) & {"guidekit.claims.answers", *subjects}
        assert not borrowed, f"{path.name} imports {sorted(borrowed)}"


def test_a_claim_is_judged_in_one_room_only():
    """No other room knows a claim by its id, so a verdict can be worked out nowhere else."""
    with (ROOT / "data" / "claims.csv").open(encoding="utf-8", newline="") as rows:
        claims = {row["id"] for row in csv.DictReader(rows)}
    for path in modules():
        if path.relative_to(PACKAGE).parts[0] != "claims":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} & claims
            assert not named, f"{path.name} names {sorted(named)}"


def test_models_know_no_drawing():
    for path in (PACKAGE / "models").glob("*.py"):
        roots = {name.split(".")[0] for name in house.imports(path)}
        assert not roots & {"matplotlib", "ipywidgets", "anywidget", "IPython"}, path.name
        assert "scipy.stats" not in house.imports(path), path.name


def test_a_file_is_one_thought():
    lines = {p.relative_to(PACKAGE): len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    assert not {path: n for path, n in lines.items() if n > MOST_LINES}


def test_no_star_imports():
    for path in modules():
        assert not re.search(r"^from .* import \*", path.read_text(encoding="utf-8"), re.M), path


def test_import_brings_nothing_heavy():
    heavy = {"numpy", "pandas", "matplotlib", "ipywidgets", "scipy"}
    code = f"import sys, guidekit; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_everything_on_the_face_is_there():
    for name in guidekit.__all__:
        assert getattr(guidekit, name) is not None
    assert set(guidekit.__all__) <= set(dir(guidekit))
    with pytest.raises(AttributeError, match=r"guidekit has no 'explor'; allowed: explore, exposure$"):
        guidekit.explor  # noqa: B018
    with pytest.raises(AttributeError, match=r"no 'xyz'; allowed: load, compare, .*, tables$"):
        guidekit.xyz  # noqa: B018


def needs(lines: list[str]) -> dict[str, str]:
    split = (re.match(r"([A-Za-z0-9_.-]+)([^#]*)", line) for line in lines)
    return {m[1].lower().replace("matplotlib-base", "matplotlib"): m[2].replace(" ", "") for m in split if m}


def test_environment_and_pyproject_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    wanted = needs(project["dependencies"])
    (pip,) = (line["pip"] for line in conda if isinstance(line, dict))
    there = needs([line for line in conda if isinstance(line, str)])
    assert there.pop("pip") == ""
    assert there.pop("python").removeprefix("=") in SpecifierSet(project["requires-python"])
    assert there | needs([line for line in pip if not line.startswith("-")]) == wanted


def test_nothing_here_names_the_machine_it_was_written_on():
    for path in [
        *modules(),
        *ROOT.glob("*.md"),
        *(ROOT / "data").glob("*.csv"),
        *(ROOT / "notebooks").rglob("*.ipynb"),
    ]:
        assert not re.search(r"/work/|/root/|/home/", path.read_text(encoding="utf-8")), path


COMMON = {"theft"}  # the one call that all keys have which can be stolen: `StealableKeys` describes it
NOUNS = {  # of the field, though they end like a participle
    *("healing", "speed", "recording", "mixing", "reading", "string", "hosting"),
    "answered",  # a sentence that carries its answer; as a verb, `answer`, it is what a learner does
}


def public_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    return found


def test_each_public_name_stands_once():
    twice = {name: where for name, where in public_names().items() if len(where) > 1 and name not in COMMON}
    assert not twice


def test_no_public_name_is_a_participle():
    odd = {name for name in public_names() if re.fullmatch(r"[a-z]+(ed|ing)", name)} - NOUNS
    odd |= public_names().keys() & {"said", "found", "told", "kept", "held", "known", "seen", "given", "lost"}
    assert not odd
