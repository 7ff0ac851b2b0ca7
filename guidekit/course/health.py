"""Is everything good to go? One finding a question, each with the exact line that mends it."""

from __future__ import annotations

import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guidekit.course.lessons import lesson_files

PYTHON = (3, 11)


@dataclass(frozen=True)
class Check:
    """What was looked at, whether it is well, what was found, and the line to run if it is not."""

    what: str
    well: bool
    found: str
    mend: str = ""

    def __str__(self) -> str:
        mend = "" if self.well or not self.mend else f"\n      run: {self.mend}"
        return f"{'ok  ' if self.well else 'BAD '} {self.what}: {self.found}{mend}"


def checks() -> Iterator[Check]:
    """Look at Python, the packages, the tables, the lessons, the fonts and the journal."""
    yield _python()
    yield _packages()
    yield _tables()
    yield _lessons()
    yield _fonts()
    yield _journal()


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, PYTHON))
    well = sys.version_info >= PYTHON
    return Check("Python", well, version if well else f"{version}, but {wanted} or newer is needed",
                   f"python{wanted} -m venv .venv && .venv/bin/pip install guidekit")  # fmt: skip


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
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(f"{requirement.name} is {version}, but {requirement.specifier} is needed")
    mend = f'"{sys.executable}" -m pip install --upgrade guidekit'
    return Check("Packages", not wrong, "; ".join(wrong) or f"all {len(wanted)} are there", mend)


def _tables() -> Check:
    from guidekit.exposure import journeys
    from guidekit.tables.checks import check_tables

    mend = f'"{sys.executable}" -m pip install --force-reinstall --no-deps guidekit'
    try:
        rows = check_tables()
        count = len(journeys())
    except (ValueError, OSError) as error:
        return Check("Tables", False, str(error), mend)
    found = f"{len(rows)} tables, {sum(map(len, rows.values()))} rows and {count} journeys, all checked"
    return Check("Tables", True, found)


def _lessons() -> Check:
    count = len(lesson_files())
    mend = f'"{sys.executable}" -m pip install --force-reinstall --no-deps guidekit'
    return Check("Lessons", count > 0, f"{count} lessons", mend)


def _fonts() -> Check:
    from matplotlib import font_manager

    try:
        font = Path(font_manager.findfont("DejaVu Sans", fallback_to_default=False)).name
    except ValueError:
        mend = f'"{sys.executable}" -m pip install --force-reinstall --no-deps matplotlib'
        return Check("Fonts", False, "matplotlib cannot find DejaVu Sans", mend)
    return Check("Fonts", True, font)


def _journal() -> Check:
    from guidekit.course.journal import Journal, journal_path

    path = journal_path()
    mend = f'export GUIDEKIT_JOURNAL="{Path(tempfile.gettempdir()) / "guidekit.sqlite3"}"'
    problem = Journal.trouble(path)
    if problem:
        return Check("Journal", False, f"{path}: {problem}", mend)
    return Check(
        "Journal",
        True,
        f"{path} can be written"
        + (" (from $GUIDEKIT_JOURNAL)" if os.environ.get("GUIDEKIT_JOURNAL") else ""),
    )
