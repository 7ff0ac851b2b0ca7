"""List the lessons as files, and copy them to a learner's folder without losing what the learner wrote.

Running a lesson is not editing it. What a learner writes is in the sources of the cells; their outputs and
what JupyterLab notes down beside them are not compared.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from guidekit.paths import check_folder, course_folder, digest, make_folder, write_whole
from guidekit.tables.rows import course_rows

EXTRA = "extra"
"""The folder of the notebooks that nobody needs for the course, inside that of the lessons."""

RECORD = ".guidekit-lessons.json"
"""What was laid in a folder: for each file a digest of its ``sources`` and of the whole ``file``.

Older records have the digest of the whole file alone."""


def lesson_files() -> list[Path]:
    """List the shipped lessons in the order they are read, and after them the extra notebooks."""
    folder = course_folder("notebooks")
    extra = sorted(folder.glob(f"{EXTRA}/*.ipynb"), key=lesson_id)
    return [*sorted(folder.glob("[0-9][0-9]-*.ipynb")), *extra]


def lesson_id(path: Path | str) -> str:
    """Return the id of the lesson that a notebook holds: two digits, or E and a digit for an extra notebook.

    A notebook that is not listed in ``lessons.csv``, such as a teacher's own, has the two signs that its
    name begins with.

    Examples
    --------
    >>> lesson_id("extra/hash-tables-that-ran.ipynb"), lesson_id("12-choose.ipynb")
    ('E4', '12')
    """
    name = PurePath(path).name
    listed = (row.id for row in course_rows("lessons") if PurePath(row.notebook).name == name)
    return str(next(listed, name[:2]))


def is_core(lesson: str) -> bool:
    """Tell whether a lesson, by its id, is one of the course itself, and not an extra notebook."""
    return lesson.isdigit()


def course_files() -> list[Path]:
    """List the files that a learner gets: the lessons, and the glossary that they link to."""
    return [*lesson_files(), *sorted(course_folder("notebooks").glob("glossary.md"))]


def copy_lessons(folder: Path, more: Mapping[str, bytes] | None = None) -> dict[str, list[str]]:
    """Copy the lessons into a folder, never over anything that a learner wrote.

    A lesson that was not edited, run or not, is brought up to date. One that was edited, or that cannot be
    read, stays as it is; when the course has a newer one, that is laid beside it once, as
    ``NN-name.new.ipynb``. Extra notebooks go into a folder of their own inside it. What was laid
    is recorded in the folder, by its place in there.

    Parameters
    ----------
    folder : pathlib.Path
        Where the lessons go. The folder is made if it does not exist; its parent must exist.
    more : mapping of str to bytes, optional
        Further files to put there, by name.

    Returns
    -------
    dict
        The places of the lessons in the folder by what happened to them: ``new``, ``updated``, ``same`` or
        ``kept``; and under ``beside`` those of what was laid beside an edited one.

    Raises
    ------
    FileNotFoundError
        If the parent folder does not exist.
    NotADirectoryError
        If the path is a file.
    OSError
        If a file cannot be written; the message names it, and a note says what to do.
    """
    check_folder(folder)
    done: dict[str, list[str]] = {"new": [], "updated": [], "same": [], "kept": [], "beside": []}
    ours = course_folder("notebooks")
    files = {path.relative_to(ours).as_posix(): path.read_bytes() for path in course_files()}
    if folder.is_dir() and folder.resolve() == ours.resolve():
        done["same"], files = list(files), {}
    files |= more or {}
    if not files:
        return done
    for inside in (folder, *sorted({folder / PurePosixPath(name).parent for name in files})):
        make_folder(inside)
    record = _record(folder)
    before = dict(record)
    for name, content in files.items():
        for outcome, place in _copy(content, folder, name, record):
            done[outcome].append(place)
    if record != before:
        lines = {name: laid._asdict() for name, laid in record.items()}
        write_whole(folder / RECORD, json.dumps(lines, indent=1).encode())
    return done


def _copy(fresh: bytes, folder: Path, name: str, record: dict[str, Laid]) -> Iterator[tuple[str, str]]:
    """Bring one lesson up to date unless it was edited; yield what was done to which file."""
    target = folder / name
    new, there = Laid.of(target, fresh), Laid.read(target)
    beside = list(_beside(folder, name, record))
    laid = [record[place] for place in (name, *beside) if place in record]
    current = there.has_sources_of(new)
    if not target.exists():
        _lay(fresh, folder, name, record)
        yield "new", name
    elif current and (there == new or record.get(name, new).file == new.file):
        record[name] = new  # with the outputs of a learner, which are as good as ours
        yield "same", name
    elif current or any(map(there.has_sources_of, laid)):
        _lay(fresh, folder, name, record)
        yield "updated", name
    else:
        yield "kept", name
        if not any(map(new.has_sources_of, laid)):
            place = next(one for one in beside if _is_free(folder, one, record))
            _lay(fresh, folder, place, record)
            yield "beside", place


def _beside(folder: Path, name: str, record: Mapping[str, Laid]) -> Iterator[str]:
    """List the places beside a lesson, to the first that was never used."""
    path = PurePosixPath(name)
    for number in itertools.count(1):
        place = path.with_name(f"{path.stem}.new{'' if number == 1 else number}{path.suffix}").as_posix()
        yield place
        if not (folder / place).exists() and place not in record:
            return


def _is_free(folder: Path, place: str, record: Mapping[str, Laid]) -> bool:
    """Tell whether nothing is lost at a place: a learner may have worked in what was laid there."""
    path, there = folder / place, record.get(place)
    return not path.exists() or (there is not None and Laid.read(path).has_sources_of(there))


def _lay(fresh: bytes, folder: Path, name: str, record: dict[str, Laid]) -> None:
    write_whole(folder / name, fresh)
    record[name] = Laid.of(folder / name, fresh)


class Laid(NamedTuple):
    """Two digests of a file: that of what a person writes in it, and that of all of it; None if unknown."""

    sources: str | None
    file: str | None

    @classmethod
    def of(cls, path: Path, content: bytes) -> Laid:
        """Return the digests of a content; what is no notebook, such as the glossary, is all source."""
        whole = digest(content)
        return cls(_sources(content) if path.suffix == ".ipynb" else whole, whole)

    @classmethod
    def read(cls, path: Path) -> Laid:
        """Return the digests of a file; those of one that cannot be read are unknown."""
        try:
            return cls.of(path, path.read_bytes())
        except OSError:
            return cls(None, None)

    def has_sources_of(self, other: Laid) -> bool:
        """Tell whether a person wrote the same in both; what is unknown is like nothing."""
        return any(mine is not None and mine == its for mine, its in zip(self, other, strict=True))


def _sources(content: bytes) -> str | None:
    """Return a digest of the id, the type and the source of each cell; None if it is no whole notebook.

    Empty cells are left out: JupyterLab adds one when the last cell is run.
    """
    try:
        cells = [
            (cell.get("id"), cell["cell_type"], "".join(cell["source"]))
            for cell in json.loads(content)["cells"]
        ]
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None
    return digest(json.dumps([cell for cell in cells if cell[2].strip()]).encode())


def _record(folder: Path) -> dict[str, Laid]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, RecursionError, ValueError):  # without a record every file counts as edited
        return {}
    return {name: _entry(entry) for name, entry in record.items()} if isinstance(record, dict) else {}


def _entry(entry: object) -> Laid:
    if isinstance(entry, dict):
        return Laid(*(one if isinstance(one := entry.get(key), str) else None for key in Laid._fields))
    return Laid(None, entry if isinstance(entry, str) else None)
