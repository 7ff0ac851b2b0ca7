"""The health of an installation: one finding a subject, each with the exact line that mends it."""

from __future__ import annotations

import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guidekit.course.lessons import is_core, lesson_files, lesson_id
from guidekit.course.notebook import Notebook
from guidekit.paths import install_command, install_source, installer
from guidekit.words import plural

PYTHON = (3, 11)


@dataclass(frozen=True)
class Check:
    """One finding about an installation, and the line to run if something is wrong.

    Attributes
    ----------
    subject : str
        What was looked at, such as ``"Fonts"``.
    well : bool
        Whether it is good to go.
    finding : str
        What was found, or what exactly is wrong.
    mend : str
        The line to run if it is not well.
    """

    subject: str
    well: bool
    finding: str
    mend: str = ""

    def __str__(self) -> str:
        mend = "" if self.well or not self.mend else f"\n      run: {self.mend}"
        return f"{'ok  ' if self.well else 'BAD '} {self.subject}: {self.finding}{mend}"


def checks() -> Iterator[Check]:
    """Look at Python, the packages, the tables, the lessons, the fonts and the journal.

    Whatever fails on the way is a finding too: a broken installation is what this is for, so no check
    may raise.

    Yields
    ------
    Check
        One finding a subject, as soon as it is known.
    """
    yield _guarded("Python", _python)
    yield _guarded("Packages", _packages)
    yield _guarded("Tables", _tables)
    yield _guarded("Lessons", _lessons)
    yield _guarded("Fonts", _fonts)
    yield _guarded("Journal", _journal)


def _guarded(subject: str, look: Callable[[], Check]) -> Check:
    """Return what a look at a subject finds, or the error that it ended with."""
    try:
        return look()
    except Exception as error:  # such as a package that is missing or a folder that cannot be read
        mend = install_command("--upgrade") if isinstance(error, ImportError) else _mend()
        return Check(subject, False, f"{type(error).__name__}: {error}", mend)


def _mend() -> str:
    return install_command("--force-reinstall", "--no-deps")


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, PYTHON))
    well = sys.version_info >= PYTHON
    mend = f"python{wanted} -m venv .venv && .venv/bin/pip install {install_source()}"
    return Check("Python", well, version if well else f"{version}, but {wanted} or newer is needed", mend)


def _packages() -> Check:
    from packaging.requirements import Requirement

    lines = importlib.metadata.requires("guidekit") or []
    wanted = [r for r in map(Requirement, lines) if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = []
    for requirement in wanted:
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        except KeyError:  # newer Pythons refuse metadata that names no version, older ones return None
            version = None
        if version is None:
            wrong.append(f"{requirement.name} is broken: its metadata names no version")
        elif not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} is {version}, but {requirement.specifier} is needed")
    found = "; ".join(wrong) or f"all {len(wanted)} are there"
    return Check("Packages", not wrong, found, install_command("--upgrade"))


def _tables() -> Check:
    from guidekit.exposure import journeys
    from guidekit.tables.checks import check_tables

    try:
        rows = check_tables()
        count = len(journeys())
    except (ValueError, OSError) as error:
        return Check("Tables", False, str(error), _mend())
    found = f"{len(rows)} tables, {sum(map(len, rows.values()))} rows and {count} journeys, all checked"
    return Check("Tables", True, found)


def _lessons() -> Check:
    files = lesson_files()
    try:
        for path in files:
            Notebook.read(path)
    except (ValueError, OSError) as error:
        return Check("Lessons", False, str(error), _mend())
    core = sum(is_core(lesson_id(path)) for path in files)
    found = f"{plural(core, 'lesson')} and {plural(len(files) - core, 'extra notebook')}"
    return Check("Lessons", bool(files), found, _mend())


def _fonts() -> Check:
    from matplotlib import font_manager

    try:
        font = Path(font_manager.findfont("DejaVu Sans", fallback_to_default=False)).name
    except ValueError:
        mend = f"{installer()} --force-reinstall --no-deps matplotlib"
        return Check("Fonts", False, "matplotlib cannot find DejaVu Sans", mend)
    return Check("Fonts", True, font)


def _journal() -> Check:
    from guidekit.course.journal import Journal, journal_path

    path = journal_path()
    mend = f'export GUIDEKIT_JOURNAL="{Path(tempfile.gettempdir()) / "guidekit.sqlite3"}"'
    problem = Journal.trouble(path)
    if problem:
        return Check("Journal", False, f"{path}: {problem}", mend)
    chosen = " (from $GUIDEKIT_JOURNAL)" if os.environ.get("GUIDEKIT_JOURNAL") else ""
    return Check("Journal", True, f"{path} can be written{chosen}")
