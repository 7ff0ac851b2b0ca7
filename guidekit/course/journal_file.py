"""The file of a journal: one SQLite database, which each visit opens, brings up to date and closes again.

Nothing stays open between two visits. So a file that was replaced, deleted or written over meanwhile is
simply what the next visit finds; a process that forks hands on no connection; and no program that moves files
is in the way.
"""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

# A life is the time between two clearings. It tells a file that was cleared from one that lost entries.
_TABLES = (
    """create table if not exists entries (
    number integer primary key, kind text not null, key text not null,
    value text not null, unit text not null, at text not null)""",
    "create table if not exists lives (id text not null)",
)
_LOCK_WAIT = 1  # seconds that one statement waits for another process


class Answer(NamedTuple):
    """A line of the journal.

    Attributes
    ----------
    kind : str
        ``"prediction"``, ``"answer"`` (to a quiz) or ``"result"`` (what the panel of a prediction showed).
    key : str
        The id of the question.
    value : str
        The two ends of the guess, the words of the option, or the result; `guidekit.course.guesses` reads
        guesses and results.
    unit : str
        The unit of a guess; empty otherwise.
    at : str
        The time in UTC, as ISO 8601 writes it.
    """

    kind: str
    key: str
    value: str
    unit: str
    at: str


@dataclass(frozen=True)
class Content:
    """What a visit found in the file.

    Attributes
    ----------
    entries : tuple of Answer
        The entries, oldest first.
    lives : frozenset of str
        The ids of the lives of the file: one more each time that it was cleared.
    """

    entries: tuple[Answer, ...] = ()
    lives: frozenset[str] = frozenset()

    def lacks(self, own: Sequence[Answer]) -> list[Answer]:
        """Return what of some entries is not among these, in order."""
        here, missing = Counter(self.entries if own else ()), []
        for entry in own:
            if here[entry]:
                here[entry] -= 1
            else:
                missing.append(entry)
        return missing

    def still_said(self, own: Sequence[Answer], before: Content) -> list[Answer]:
        """Return what of a kernel's own entries counts now: what somebody cleared since does not."""
        cleared = before.lives and before.lives < self.lives
        return before.lacks(own) if cleared else list(own)


def bring_up_to_date(path: Path, own: Sequence[Answer], before: Content) -> tuple[Content, list[Answer]]:
    """Write what a kernel said and the file lacks, all or nothing.

    Parameters
    ----------
    path : pathlib.Path
        The file; it and its folder are made if they are not there.
    own : sequence of Answer
        What the kernel said.
    before : Content
        What its last visit found.

    Returns
    -------
    tuple of Content and list of Answer
        What the file holds now, on disk; and what of `own` counts, which is part of it.
    """
    with _opened(path) as file:
        content = None if before.lacks(own) else _read(file)
        if content is None or content.lacks(content.still_said(own, before)):
            _begin(file)
            content = _read(file) or Content()
            missing = content.lacks(content.still_said(own, before))
            _write(file, missing)
            file.execute("commit")
            content = replace(content, entries=(*content.entries, *missing))
    return content, content.still_said(own, before)


def empty(path: Path) -> tuple[Content, int]:
    """Delete every entry for good; return what the file holds then, and how many entries there were."""
    with _opened(path) as file:
        file.execute("pragma secure_delete = on")  # overwritten, not only let go
        _begin(file)
        count = file.execute("delete from entries").rowcount
        file.execute("insert into lives values (?)", [uuid.uuid4().hex])
        content = _read(file) or Content()
        file.execute("commit")
    return content, count


def check_writable(path: Path) -> None:
    """Ask for the right to write, and write nothing; raise what speaks against it."""
    with _opened(path) as file:
        _begin(file)
        file.execute("rollback")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if path.is_dir():
        raise IsADirectoryError("it is a folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=_LOCK_WAIT, isolation_level=None)) as file:
        file.text_factory = lambda raw: raw.decode(errors="replace")  # others may write here, too
        file.execute("pragma synchronous = full")  # an answer that was confirmed survives a power cut
        yield file


def _begin(file: sqlite3.Connection) -> None:
    file.execute("begin immediate")
    for table in _TABLES:
        file.execute(table)
    if file.execute("select count(*) from lives").fetchone() == (0,):
        file.execute("insert into lives values (?)", [uuid.uuid4().hex])


def _write(file: sqlite3.Connection, entries: Sequence[Answer]) -> None:
    rows = [(entry.kind, entry.key, entry.value, entry.unit, entry.at) for entry in entries]
    file.executemany("insert into entries (kind, key, value, unit, at) values (?, ?, ?, ?, ?)", rows)


def _read(file: sqlite3.Connection) -> Content | None:
    """Return what the file holds, or None if it is no journal yet."""
    tables = {name for (name,) in file.execute("select name from sqlite_master where type = 'table'")}
    if "entries" not in tables:
        return None
    columns = ", ".join(f"cast({name} as text)" for name in ("kind", "key", "value", "unit", "at"))
    rows = file.execute(f"select {columns} from entries order by number")
    lives = file.execute("select id from lives") if "lives" in tables else ()
    return Content(tuple(Answer(*row) for row in rows), frozenset(id for (id,) in lives))
