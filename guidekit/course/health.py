"""The health of an installation: one finding a subject, each with what mends it.

Nothing but the standard library is imported before a check begins: what is broken may be any package.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import logging
import os
import sys
import tempfile
import textwrap
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from guidekit.paths import checkout, install_command, install_source, installer, way_back
from guidekit.words import plural

if TYPE_CHECKING:
    from packaging.requirements import Requirement

PYTHON = (3, 11)
MODULES = {"pillow": "PIL", "pynacl": "nacl"}
"""What a package is imported as, where that is not its own name."""


@dataclass(frozen=True)
class Check:
    """One finding about an installation, and what to do if something is wrong.

    Attributes
    ----------
    subject : str
        What was looked at, such as ``"Fonts"``.
    well : bool
        Whether it is good to go.
    finding : str
        What was found, or what exactly is wrong.
    mend : str
        What mends it if it is not well: ``run:`` and a line, or what to do by hand.
    """

    subject: str
    well: bool
    finding: str
    mend: str = ""

    def __str__(self) -> str:
        mend = "" if self.well or not self.mend else f"\n      {self.mend}"
        return f"{'ok  ' if self.well else 'BAD '} {self.subject}: {self.finding}{mend}"


def checks() -> Iterator[Check]:
    """Look at Python, the packages, the tables, the claims, the lessons, the fonts and the journal.

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
    yield _guarded("Claims", _claims)
    yield _guarded("Lessons", _lessons)
    yield _guarded("Fonts", _fonts)
    yield _guarded("Journal", _journal)


def _guarded(subject: str, look: Callable[[], Check]) -> Check:
    """Return what a look at a subject finds, or the error that it ended with."""
    try:
        return look()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a package may even end the process, or panic, while it is imported
        return Check(subject, False, _said(error), f"run: {install_command('--upgrade')}")


def _said(error: BaseException) -> str:
    """Return the kind and the words of an error in one line."""
    return textwrap.shorten(f"{type(error).__name__}: {error}", 300, placeholder=" …")


def _broken(subject: str, error: Exception, name: str) -> Check:
    """Return the finding that something is wrong in a folder of the course, and what mends it."""
    mend = way_back(name)
    refused = error.__cause__ if isinstance(error.__cause__, PermissionError) else error
    if isinstance(refused, PermissionError) and refused.filename:
        mend = f'let yourself read "{refused.filename}"'
    elif isinstance(error, ValueError) and (root := checkout()):
        mend = f"mend that in {root / name}, or give up what was changed there and {mend}"
    return Check(subject, False, str(error).removesuffix(f"; {mend}"), mend)


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, PYTHON))
    well = sys.version_info >= PYTHON
    mend = f"run: python{wanted} -m venv .venv && .venv/bin/pip install {install_source()}"
    return Check("Python", well, version if well else f"{version}, but {wanted} or newer is needed", mend)


def _packages() -> Check:
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # else it says that it has no folder of its own
    from packaging.requirements import Requirement

    lines = importlib.metadata.requires("guidekit") or []
    wanted = [r for r in map(Requirement, lines) if r.marker is None or r.marker.evaluate({"extra": ""})]
    wrong = list(filter(None, map(_wrong_version, wanted)))
    old = _old_extras(lines)
    wrong += sorted(said for said in old if said not in wrong)
    mend = f"run: {install_command('--upgrade', extra=','.join(sorted(set(old.values()))))}"
    if not wrong:
        broken = {f"{r.name}{r.specifier}": said for r in wanted if (said := _import_error(r.name))}
        wrong = list(broken.values())
        mend = f"run: {installer()} --force-reinstall " + " ".join(f'"{name}"' for name in broken)
    return Check("Packages", not wrong, "; ".join(wrong) or f"all {len(wanted)} are there", mend)


def _old_extras(lines: list[str]) -> dict[str, str]:
    """Say what is wrong with the version of a package that is there for a part that not everybody installs.

    Returns
    -------
    dict of str to str
        The part, such as ``"apps"``, by what is wrong.
    """
    from packaging.requirements import Requirement

    extras = importlib.metadata.metadata("guidekit").get_all("Provides-Extra") or []
    found = {}
    for wanted, extra in product(map(Requirement, lines), sorted(set(extras) - {"test"})):
        if wanted.marker and wanted.marker.evaluate({"extra": extra}) and _is_installed(wanted.name):
            found[_wrong_version(wanted)] = extra
    return {said: extra for said, extra in found.items() if said}


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _wrong_version(wanted: Requirement) -> str:
    """Say what is wrong with the version of a package; the text is empty if nothing is."""
    try:
        version = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return f"{wanted.name} is missing"
    except KeyError:  # newer Pythons refuse metadata that names no version, older ones return None
        version = None
    if version is None:
        return f"{wanted.name} is broken: its metadata names no version"
    if not wanted.specifier.contains(version, prereleases=True):
        return f"{wanted.name} is {version}, but {wanted.specifier} is needed"
    return ""


def _import_error(name: str) -> str:
    """Say why a package cannot be imported; the text is empty if it can."""
    try:
        with warnings.catch_warnings(action="ignore"):
            importlib.import_module(MODULES.get(name.lower(), name.replace("-", "_")))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return f"{name} cannot be imported ({_said(error)})"
    return ""


def _tables() -> Check:
    from guidekit.course.table_rules import table_problems
    from guidekit.exposure import journeys
    from guidekit.tables.checks import check_tables
    from guidekit.tables.csvfile import TableError

    try:
        rows = check_tables()
        count = len(journeys())
        if problems := table_problems():
            raise TableError(problems)
    except (ValueError, OSError) as error:
        return _broken("Tables", error, "data")
    found = f"{len(rows)} tables, {sum(map(len, rows.values()))} rows and {count} journeys, all checked"
    return Check("Tables", True, found)


def _claims() -> Check:
    from guidekit.claims.answers import unanswered_claims
    from guidekit.tables.csvfile import TableError, course_csv

    try:
        if problems := unanswered_claims():
            raise TableError(problems)
        count = len(course_csv("claims").rows)
    except (ValueError, OSError) as error:
        return _broken("Claims", error, "data")
    return Check("Claims", True, f"{plural(count, 'sentence')}, each with its evidence")


def _lessons() -> Check:
    from guidekit.course.lessons import is_core, lesson_files, lesson_id
    from guidekit.course.notebook import Notebook

    try:
        files = lesson_files()
        for path in files:
            Notebook.read(path)
        core = sum(is_core(lesson_id(path)) for path in files)
    except (ValueError, OSError) as error:
        return _broken("Lessons", error, "notebooks")
    found = f"{plural(core, 'lesson')} and {plural(len(files) - core, 'extra notebook')}"
    return Check("Lessons", bool(files), found, way_back("notebooks"))


def _fonts() -> Check:
    from matplotlib import font_manager

    try:
        font = Path(font_manager.findfont("DejaVu Sans", fallback_to_default=False)).name
    except ValueError:
        mend = f"run: {installer()} --force-reinstall --no-deps matplotlib"
        return Check("Fonts", False, "matplotlib cannot find DejaVu Sans", mend)
    return Check("Fonts", True, font)


def _journal() -> Check:
    from guidekit.course.journal import Journal, journal_path

    try:
        path = journal_path()
        problem = Journal.trouble(path)
    except RuntimeError as homeless:
        path, problem = Path("journal.sqlite3"), str(homeless)
    if problem:
        verb = "set" if os.name == "nt" else "export"
        places = [Path(tempfile.gettempdir(), name) for name in ("guidekit.sqlite3", "guidekit-new.sqlite3")]
        place = next(place for place in places if place != path)
        return Check("Journal", False, f"{path}: {problem}", f'run: {verb} GUIDEKIT_JOURNAL="{place}"')
    chosen = " (from $GUIDEKIT_JOURNAL)" if os.environ.get("GUIDEKIT_JOURNAL") else ""
    return Check("Journal", True, f"{path} can be written{chosen}")
