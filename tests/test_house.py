"""The house itself: where arrows point, what importing costs, and that both lists of packages agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet

import guidekit

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "guidekit"

# A room may import itself and what stands further down in this list.
ROOMS = (
    *("cli", "apps", "health", "shape", "panels", "questions", "glossary", "exhibits", "claims", "choice"),
    *(
        "design",
        "snapshot",
        "sweeps",
        "tables",
        "schemas",
        "checks",
        "fairness",
        "findings",
        "layouts",
        "columns",
    ),
    *("vocabulary", "origin", "scenario", "exposure", "sheets", "protocols", "models", "pages", "notebook"),
    *("recorded", "lessons", "dates", "names", "paths"),
)


def room_of(path: Path) -> str:
    part = path.relative_to(PACKAGE).parts[0]
    return part.removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows_point_down(path):
    here = ROOMS.index(room_of(path))
    for name in imports(path):
        if name.startswith("guidekit."):
            there = name.split(".")[1]
            assert ROOMS.index(there) >= here, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "models").glob("*.py")), ids=lambda p: p.name)
def test_models_know_no_drawing(path):
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"matplotlib", "ipywidgets", "anywidget", "pandera", "IPython"}
    assert "scipy.stats" not in imports(path)


def test_files_stay_small():
    long = {p.name: n for p in modules() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 260}
    assert not long


def test_no_star_imports():
    for path in modules():
        assert not re.search(r"^from .* import \*", path.read_text(encoding="utf-8"), re.M), path


def test_import_brings_nothing_heavy():
    heavy = {"numpy", "pandas", "matplotlib", "ipywidgets", "pandera", "scipy"}
    code = f"import sys, guidekit; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_lesson_needs_no_slow_library():
    code = (
        "import sys, guidekit as gk; gk.explore, gk.predict, gk.load('claims'), gk.exhibits.anonymous; "
        "print(*{'pandera', 'scipy.stats', 'matplotlib.pyplot'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_everything_on_the_face_is_there():
    for name in guidekit.__all__:
        assert getattr(guidekit, name) is not None
    assert set(guidekit.__all__) <= set(dir(guidekit))
    with pytest.raises(AttributeError, match="explore"):
        guidekit.nothing  # noqa: B018


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
        *(ROOT / "notebooks").glob("*.ipynb"),
    ]:
        assert not re.search(r"/work/|/root/|/home/", path.read_text(encoding="utf-8")), path
