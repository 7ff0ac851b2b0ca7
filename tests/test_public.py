"""What a public project has: each of its files says the same as the package, and names only what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

import guidekit
from tools import release

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = {path.stem: path for path in (ROOT / ".github/workflows").glob("*.yml")}
REPOSITORY = PROJECT["urls"]["Repository"]


def read(path: Path | str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def steps(workflow: str) -> list[dict[str, Any]]:
    return [step for job in read(WORKFLOWS[workflow])["jobs"].values() for step in job["steps"]]


def test_workflows_call_only_make_targets_that_are_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for name in WORKFLOWS:
        called = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(step.get("run", "") for step in steps(name))))
        assert called, name
        assert called <= targets, name


def test_the_matrix_is_that_of_the_classifiers_and_of_the_lowest_python():
    matrix = read(WORKFLOWS["ci"])["jobs"]["unit"]["strategy"]["matrix"]
    listed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert matrix["python"] == listed
    allowed = SpecifierSet(PROJECT["requires-python"])
    assert all(version in allowed for version in listed)
    first = f"3.{int(listed[0].removeprefix('3.')) - 1}"
    assert first not in allowed
    assert read(WORKFLOWS["ci"])["jobs"]["lowest"]["steps"][1]["with"]["python-version"] == listed[0]
    systems = {"ubuntu": "Linux", "macos": "MacOS", "windows": "Windows"}
    named = {
        system for line in PROJECT["classifiers"] for system in systems.values() if line.endswith(system)
    }
    assert {systems[system.split("-")[0]] for system in matrix["os"]} == named


def test_workflows_may_do_no_more_than_they_need():
    writes = {("site", "publish"), ("release", "publish"), ("release", "announce")}
    for name, path in WORKFLOWS.items():
        workflow = read(path)
        assert workflow["permissions"] == {"contents": "read"}, name
        for job, said in workflow["jobs"].items():
            assert ("permissions" in said) == ((name, job) in writes), f"{name}: {job}"
            assert said["timeout-minutes"] <= 90
    assert set(read(WORKFLOWS["release"])[True]) == {"workflow_dispatch"}  # YAML 1.1 takes `on` for true


def test_actions_of_others_are_pinned_by_hash_and_those_of_github_by_version():
    for name in WORKFLOWS:
        for action in filter(None, (step.get("uses") for step in steps(name))):
            form = r"actions/[a-z-]+@v\d+" if action.startswith("actions/") else r"[\w-]+/[\w-]+@[0-9a-f]{40}"
            assert re.fullmatch(form, action), f"{name}: {action}"


def test_the_citation_is_of_this_package():
    cited = read("CITATION.cff")
    assert cited["version"] == guidekit.__version__
    assert cited["title"].startswith(f"{PROJECT['name']}: ")
    assert cited["title"].partition(": ")[2] in PROJECT["description"]
    assert [author["name"] for author in cited["authors"]] == [one["name"] for one in PROJECT["authors"]]
    assert " AND ".join(cited["license"]) == PROJECT["license"]
    assert cited["keywords"] == PROJECT["keywords"]


def test_forms_have_fields_of_their_own_names():
    forms = [read(path) for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
    assert {form["name"] for form in forms} == {"A fact is wrong", "A lesson confused me", "A bug"}
    for form in forms:
        ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
        assert len(ids) == len(set(ids))


def test_dependabot_looks_where_there_is_something():
    files = {"pip": "requirements.txt", "npm": "package.json", "github-actions": ".github/workflows"}
    for update in read(".github/dependabot.yml")["updates"]:
        assert (ROOT / update["directory"].strip("/") / files[update["package-ecosystem"]]).exists()


def test_hooks_run_what_is_there():
    entries = [hook["entry"] for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert entries == ["make lint", ".venv/bin/guidekit check"]


def test_the_repository_is_named_in_one_place():
    places = [
        path.relative_to(ROOT).as_posix()
        for pattern in ("*.md", "*.toml", "*.cff", "docs/*.md", ".github/**/*.*", "guidekit/**/*.py")
        for path in ROOT.glob(pattern)
        if REPOSITORY in path.read_text(encoding="utf-8")
    ]
    assert places == ["pyproject.toml"]


def test_the_readme_of_an_index_has_no_link_that_needs_a_repository_around_it():
    pytest.importorskip("hatchling")
    from tools.index_readme import absolute

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.compile(r'\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"')
    here = ["".join(link) for link in links.findall(readme)]
    there = ["".join(link) for link in links.findall(absolute(readme, REPOSITORY))]
    assert len(here) == len(there) >= 10
    for before, after in zip(here, there, strict=True):
        if before.startswith("https://"):
            assert after == before
        else:
            kind = "raw" if before.endswith(".png") else "blob"
            assert after == f"{REPOSITORY}/{kind}/HEAD/{before}"
            assert (ROOT / before).is_file()


def test_no_message_and_no_page_asks_an_index_for_the_course():
    """Nobody registered its name: whoever does would be installed."""
    asks = re.compile(
        r"(?:pip|pipx|uv|uvx|conda|mamba)\s[^\n`]*?(?:install|run|add)\s[^\n`]*?['\"]?\bguidekit(?![\w/.-])"
    )
    assert asks.search("run: pip install 'guidekit[parquet]'")
    assert asks.search("uv tool install guidekit")
    assert not asks.search('pip install "./guidekit-0.1.0-py3-none-any.whl"')
    pages = [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*"),
        *ROOT.glob("deploy/**/*.md"),
        *ROOT.glob("guidekit/**/*.py"),
    ]
    for page in [*pages, *ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob(".github/**/*.*")]:
        if page.suffix in {".md", ".py", ".ipynb", ".yml", ".toml"}:
            assert not asks.search(page.read_text(encoding="utf-8")), page


def test_a_release_needs_all_files_to_agree(tmp_path):
    for name in ("pyproject.toml", "CITATION.cff"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    changes = tmp_path / "CHANGELOG.md"
    changes.write_text(
        f"# What changed\n\n## {guidekit.__version__} (2027-01-31)\n\n- much\n\n## 0.0.1\n\n- little\n"
    )
    assert release.obstacles(guidekit.__version__, REPOSITORY, tmp_path) == []
    assert release.news(changes.read_text(), guidekit.__version__) == "- much"
    assert len(release.obstacles("7.0", "https://example.org/elsewhere", tmp_path)) == 4
    changes.write_text("# What changed\n\n## Unreleased\n\n- much\n")
    assert release.obstacles(guidekit.__version__, REPOSITORY, tmp_path) == [
        f"CHANGELOG.md has nothing under '## {guidekit.__version__}'"
    ]
