"""The documents: every name of guidekit, every path and every `make` target that they mention is there."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import guidekit
from guidekit.claims.report import report as as_json
from guidekit.tables import guide_claims

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "deploy").glob("*/README.md"),
        ROOT / "docs/lesson-template.ipynb",
    ]
)
FOLDERS = "benchmarks|data|deploy|docs|guidekit|notebooks|recorders|tests|tools"
MADE_BY_THE_READER = {"notebooks/14-name.ipynb"}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@each_page
def test_every_name_of_guidekit_is_there(page):
    for name in set(re.findall(r"\bgk((?:\.[A-Za-z_]\w*)+)", text(page))):
        thing = guidekit
        for part in name.strip(".").split("."):
            assert hasattr(thing, part), f"gk{name}"
            thing = getattr(thing, part)


@each_page
def test_every_module_is_there(page):
    said = re.findall(r"python -m ((?:benchmarks|recorders|tools)[\w.]*\w)", text(page))
    said += re.findall(r"`(guidekit(?:\.\w+)+)`", text(page))
    for name in set(said):
        importlib.import_module(name)


@each_page
def test_every_path_of_the_repository_is_there(page):
    said = set(re.findall(rf"(?<![\w./~-])((?:{FOLDERS})/[\w./-]*\w/?)", text(page)))
    said |= set(re.findall(r"`(\w+\.(?:csv|toml))`", text(page)))
    at_home = page.parent if page.parent.name == "jupyterhub" else ROOT
    for name in said - MADE_BY_THE_READER:
        places = [ROOT / name, at_home / name, ROOT / "data" / name, ROOT / "docs" / name]
        assert any(place.exists() for place in places), name
    for link in re.findall(r"\]\(([^)#:]+)(?:#[\w-]*)?\)", text(page)):
        assert any((folder / link).exists() for folder in (page.parent, ROOT / "notebooks")), link


@each_page
def test_every_make_target_is_there(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    old = set(re.findall(r"git checkout \w+`\s+and\s+`make ([a-z-]+)", text(page)))  # of a commit of then
    assert set(re.findall(r"(?:^    |`)make ([a-z][a-z-]*[a-z])", text(page), re.M)) - old <= targets


@each_page
def test_every_command_is_there(page):
    commands = {"lab", "apps", "check", "claims", "progress", "sheets", "site", "sweep"}
    assert set(re.findall(r"`(?:\.hub/bin/)?guidekit ([a-z]+)", text(page))) <= commands


def test_the_checks_see_what_is_not_there(tmp_path):
    page = tmp_path / "page.md"
    for words, check in (
        ("gk.exhibits.relays.gards", test_every_name_of_guidekit_is_there),
        ("python -m benchmarks.sizes", test_every_module_is_there),
        ("`guidekit.shape`", test_every_module_is_there),
        ("in `guidekit/apps/`", test_every_path_of_the_repository_is_there),
        ("[a page](nowhere.md)", test_every_path_of_the_repository_is_there),
        ("`make class-load`", test_every_make_target_is_there),
        ("`guidekit shape`", test_every_command_is_there),
    ):
        page.write_text(words, encoding="utf-8")
        with pytest.raises((AssertionError, ModuleNotFoundError)):
            check(page)


def test_readme_counts_the_claims_as_they_are():
    readme = " ".join(text(ROOT / "README.md").split())
    ours = {claim.id for claim in guide_claims()}
    report = [row for row in json.loads(as_json(None, False, True)) if row["claim"] in ours]
    today = Counter(row["today"] for row in report)
    turning = sum(row["flips_at"] is not None and row["flips_at"]["at"] is not None for row in report)
    assert f"The guide's {len(report)} sentences are {len(report)} checks" in readme
    assert (
        f"Today {today['holds']} sentences hold as they stand, {today['incomplete']} are incomplete, "
        f"{today['misleading']} are misleading, {today['changed']} have "
        f"changed and {today['obsolete']} are obsolete."
    ) in readme
    assert f"{turning} of them turn within a slider's range." in readme
