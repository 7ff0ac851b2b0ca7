"""List the lessons as files, and copy them to a learner's folder without losing the learner's edits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from guidekit.paths import check_folder, course_folder, digest, write_whole

RECORD = ".guidekit-lessons.json"


def lesson_files() -> list[Path]:
    """List the shipped lessons in the order they are read."""
    return sorted(course_folder("notebooks").glob("[0-9][0-9]-*.ipynb"))


def course_files() -> list[Path]:
    """List the files that a learner gets: the lessons, and the glossary that they link to."""
    return [*lesson_files(), *sorted(course_folder("notebooks").glob("glossary.md"))]


def copy_lessons(folder: Path, more: Mapping[str, bytes] | None = None) -> dict[str, list[str]]:
    """Copy the lessons into a folder, never over an edited file.

    A lesson that the learner has not touched since the last copy is brought up to date; one that was
    edited stays as it is. What was copied is recorded beside the lessons, by digest.

    Parameters
    ----------
    folder : pathlib.Path
        Where the lessons go. The folder is made if it does not exist; its parent must exist.
    more : mapping of str to bytes, optional
        Further files to put there, by name.

    Returns
    -------
    dict
        The names of the lessons by what happened to them: ``new``, ``updated``, ``same`` or ``kept``.

    Raises
    ------
    FileNotFoundError
        If the parent folder does not exist.
    NotADirectoryError
        If the path is a file.
    PermissionError
        If the folder cannot be written.
    """
    check_folder(folder)
    done: dict[str, list[str]] = {"new": [], "updated": [], "same": [], "kept": []}
    files = {path.name: path.read_bytes() for path in course_files()}
    if folder.is_dir() and folder.resolve() == course_folder("notebooks").resolve():
        done["same"], files = list(files), {}
    files |= more or {}
    if not files:
        return done
    try:
        folder.mkdir(exist_ok=True)
        record = _record(folder)
        for name, content in files.items():
            done[_copy(content, folder / name, record)].append(name)
        write_whole(folder / RECORD, json.dumps(record, indent=1).encode())
    except PermissionError as error:
        raise PermissionError(f"the folder {folder} cannot be written ({error.strerror})") from error
    return done


def _copy(fresh: bytes, target: Path, record: dict[str, str]) -> str:
    copied_before = record.get(target.name)
    record[target.name] = digest(fresh)
    if not target.exists():
        write_whole(target, fresh)
        return "new"
    there = digest(target.read_bytes())
    if there == record[target.name]:
        return "same"
    if there == copied_before:
        write_whole(target, fresh)
        return "updated"
    return "kept"


def _record(folder: Path) -> dict[str, str]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):  # without a record every file counts as edited
        return {}
    return record if isinstance(record, dict) else {}
