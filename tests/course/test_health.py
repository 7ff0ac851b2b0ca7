"""Whatever is broken in an installation becomes a line that says so, and never a traceback."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guidekit.cli import main
from guidekit.course import health
from guidekit.course.health import checks
from guidekit.course.lessons import lesson_files
from guidekit.course.notebook import Notebook
from guidekit.paths import course_folder, install_command, way_back
from guidekit.words import Problem

SUBJECTS = ["Python", "Packages", "Tables", "Claims", "Lessons", "Fonts", "Journal"]


def bad_lines(capsys) -> dict[str, str]:
    """Run the command and return what it says of each subject that is not well, and what mends it."""
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert out.endswith("Not yet good to go: see the lines marked BAD.\n")
    subjects = out.replace("\n      ", " MEND ").splitlines()[:-1]
    assert [line[5:].partition(":")[0] for line in subjects] == SUBJECTS  # each is looked at, whatever fails
    return dict(line[5:].split(": ", 1) for line in subjects if line.startswith("BAD"))


def test_this_installation_is_good_to_go(capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith("Good to go.\n")
    found = list(checks())
    assert [check.subject for check in found] == SUBJECTS
    extra = sum(path.parent.name == "extra" for path in lesson_files())
    told = f"{len(lesson_files()) - extra} lessons and {extra} extra notebooks"
    assert found[SUBJECTS.index("Lessons")].finding == told


def test_an_old_python(capsys, monkeypatch):
    monkeypatch.setattr(health, "PYTHON", (4, 0))
    bad = bad_lines(capsys)
    assert bad["Python"].startswith(f"{sys.version_info.major}.")
    assert (
        "but 4.0 or newer is needed MEND run: python4.0 -m venv .venv && .venv/bin/pip install "
        in bad["Python"]
    )


def test_packages_that_are_old_missing_or_broken(capsys, monkeypatch):
    monkeypatch.setattr(
        "importlib.metadata.requires", lambda _: ["numpy>=999", "no-such-package", "pandas; extra == 'x'"]
    )
    found, _, line = bad_lines(capsys)["Packages"].partition(" MEND run: ")
    assert found.startswith("numpy is ")
    assert found.endswith(", but >=999 is needed; no-such-package is missing")
    assert line == install_command("--upgrade")
    for without_version in (lambda name: None, lambda name: {}["Version"]):
        monkeypatch.setattr("importlib.metadata.version", without_version)
        assert "numpy is broken: its metadata names no version" in bad_lines(capsys)["Packages"]


def test_an_old_package_of_a_part_that_is_installed_is_named_with_its_part(capsys, monkeypatch):
    """An old Voilà would end `guidekit apps` in a traceback, and an old Sphinx the site."""
    lines = ["pytest>=999; extra == 'apps'", "numpy>=999; extra == 'site'", "no-such; extra == 'apps'"]
    monkeypatch.setattr("importlib.metadata.requires", lambda _: [*lines, "pandas>=999; extra == 'test'"])
    found, _, line = bad_lines(capsys)["Packages"].partition(" MEND run: ")
    assert [said.split(" is ")[0] for said in found.split("; ")] == ["numpy", "pytest"]
    assert line == install_command("--upgrade", extra="apps,site")


def test_the_course_itself_is_not_installed(capsys, monkeypatch):
    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.requires", missing)
    bad = bad_lines(capsys)
    assert bad == {
        "Packages": "PackageNotFoundError: No package metadata was found for guidekit MEND run: "
        + install_command("--upgrade")
    }


def test_a_package_that_the_checks_need_is_not_there(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "packaging.requirements", None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    bad = bad_lines(capsys)
    assert set(bad) == {"Packages", "Fonts"}
    assert bad["Fonts"].startswith("ModuleNotFoundError: ")
    assert bad["Fonts"].endswith(install_command("--upgrade"))


PACKAGES = {module: package for package, module in health.MODULES.items()}
BREAKS = """
import sys
from importlib.abc import MetaPathFinder
class Breaks(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {name!r}:
            raise {error}
sys.meta_path.insert(0, Breaks())
from guidekit.cli import main
sys.exit(main(["check"]))
"""


@pytest.mark.parametrize(
    ("name", "error", "subjects"),
    [
        ("pandas", "ModuleNotFoundError('no pandas')", {"Packages", "Tables"}),
        ("numpy", "ValueError('dtype size changed')", {"Packages", "Tables", "Claims", "Lessons", "Fonts"}),
        ("nacl", "SystemExit(0)", {"Packages"}),  # ends whoever imports it, and calls that well
        ("vodozemac", "BaseException('panic')", {"Packages"}),  # what is written in Rust panics like this
        # a Python without it
        ("sqlite3", "ImportError('no sqlite3')", {"Packages", "Tables", "Lessons", "Journal"}),
    ],
)
def test_a_package_that_cannot_be_imported_is_named_by_whoever_comes_first(name, error, subjects):
    code = BREAKS.format(name=name, error=error)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert {line[5:].partition(":")[0] for line in lines if line.startswith("BAD")} == subjects
    if name != "sqlite3":  # its own is not the name that JupyterLab misses
        assert f"{PACKAGES.get(name, name)} cannot be imported ({error.partition('(')[0]}: " in done.stdout


def test_another_command_says_what_is_missing_and_names_the_check(monkeypatch, capsys, tmp_path):
    monkeypatch.setitem(sys.modules, "guidekit.course.lessons", None)
    assert main(["lab", str(tmp_path / "course"), "--copy-only"]) == 2
    assert capsys.readouterr().err.endswith("`guidekit check` says what to run\n")


def test_a_broken_table_is_named(monkeypatch, capsys):
    from guidekit.tables import TableError, checks

    def broken():
        raise TableError("facts.csv, line 3, column value: 'perhaps' is not allowed")

    monkeypatch.setattr(checks, "check_tables", broken)
    found, _, mend = bad_lines(capsys)["Tables"].partition(" MEND ")
    assert found == "facts.csv, line 3, column value: 'perhaps' is not allowed"
    folder = course_folder("data")
    assert mend.startswith(f"mend that in {folder}, or ")  # and no line that would overwrite it unasked


def test_a_table_with_a_thousand_wrong_cells_is_told_in_ten_lines(monkeypatch):
    from guidekit.tables import TableError, checks

    def broken():
        raise TableError(Problem(f"facts.csv, line {n}: {n % 99} is wrong", str(n % 99)) for n in range(1000))

    monkeypatch.setattr(checks, "check_tables", broken)
    lines = str(health._tables()).splitlines()
    assert len(lines) == 10
    assert lines[0] == "BAD  Tables: facts.csv, line 0: 0 is wrong (and 10 more like it)"
    assert lines[8] == "and 912 more problems of 91 other kinds"


def test_a_table_that_may_not_be_read_says_what_to_allow(monkeypatch):
    monkeypatch.setattr("guidekit.tables.csvfile.read_small", lambda path, most: refuse(path))
    found = health._tables()
    assert found.finding.startswith("sources.csv: it cannot be read (Permission denied); allowed: a CSV file")
    assert len(str(found).splitlines()) <= 10
    assert found.mend == f'let yourself read "{course_folder("data") / "sources.csv"}"'


def test_a_table_that_cannot_be_read(monkeypatch, capsys):
    from guidekit.tables import checks

    monkeypatch.setattr(checks, "check_tables", lambda: refuse(Path("facts.csv")))  # root may read everything
    assert bad_lines(capsys)["Tables"] == (
        "[Errno 13] Permission denied: 'facts.csv' MEND let yourself read \"facts.csv\""
    )


@pytest.fixture
def own_lessons(tmp_path, monkeypatch):
    """A copy of the lessons that `guidekit check` takes for those of the course."""
    folder = tmp_path / "notebooks"
    shutil.copytree(course_folder("notebooks"), folder)
    monkeypatch.setattr("guidekit.course.lessons.course_folder", {"notebooks": folder}.__getitem__)
    return folder


def test_lessons_that_are_broken_unreadable_or_gone(own_lessons, monkeypatch, capsys):
    first = own_lessons / lesson_files()[0].name
    whole = first.read_bytes()
    first.write_bytes(whole[:-100])
    found, _, mend = bad_lines(capsys)["Lessons"].partition(" MEND ")
    assert found.startswith(f"{first} cannot be read as a notebook of format 4")
    assert mend.endswith(way_back("notebooks"))
    with monkeypatch.context() as patch:
        patch.setattr(Notebook, "read", refuse)  # root may read everything
        assert bad_lines(capsys)["Lessons"].startswith(f"[Errno 13] Permission denied: '{first}'")
    shutil.rmtree(own_lessons)
    assert bad_lines(capsys)["Lessons"].startswith("0 lessons")


def refuse(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_folder_of_lessons_that_is_missing(monkeypatch, capsys):
    def gone(name):
        raise FileNotFoundError(f"guidekit's folder {name!r} is missing; {way_back(name)}")

    monkeypatch.setattr("guidekit.course.lessons.course_folder", gone)
    assert bad_lines(capsys)["Lessons"] == (
        f"guidekit's folder 'notebooks' is missing MEND {way_back('notebooks')}"
    )


def test_a_font_that_is_missing_or_cannot_be_looked_for(monkeypatch, capsys):
    def raises(error):
        def find(*_, **__):
            raise error

        return find

    monkeypatch.setattr("matplotlib.font_manager.findfont", raises(ValueError("no font")))
    assert "matplotlib cannot find DejaVu Sans MEND run: " in bad_lines(capsys)["Fonts"]
    monkeypatch.setattr("matplotlib.font_manager.findfont", raises(RuntimeError("In FT2Font: broken")))
    assert bad_lines(capsys)["Fonts"].startswith("RuntimeError: In FT2Font: broken")


def test_a_journal_that_cannot_be_written(capsys, own_journal):
    own_journal.write_bytes(b"broken" * 400)
    found, _, line = bad_lines(capsys)["Journal"].partition(" MEND run: ")
    assert found == f"{own_journal}: file is not a database"
    assert line.startswith(("export GUIDEKIT_JOURNAL=", "set GUIDEKIT_JOURNAL="))


def test_without_a_home_the_remedy_is_a_place_for_the_journal(monkeypatch, capsys):
    def homeless():
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("guidekit.course.journal.journal_path", homeless)
    found, _, line = bad_lines(capsys)["Journal"].partition(" MEND run: ")
    assert "home directory" in found
    assert line.startswith(("export GUIDEKIT_JOURNAL=", "set GUIDEKIT_JOURNAL="))


def test_the_place_that_is_advised_is_not_the_one_that_cannot_be_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    taken = tmp_path / "guidekit.sqlite3"
    taken.mkdir()
    monkeypatch.setenv("GUIDEKIT_JOURNAL", str(taken))
    found, _, line = bad_lines(capsys)["Journal"].partition(" MEND run: ")
    assert found == f"{taken}: it is a folder"
    assert f'"{taken}"' not in line
