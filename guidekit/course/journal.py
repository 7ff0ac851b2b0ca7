"""The journal keeps a learner's predictions and answers on the learner's own machine."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import threading
import warnings
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from platformdirs import user_data_path

from guidekit.names import without_hidden
from guidekit.words import fill

T = TypeVar("T")
NOT_KEPT = (
    "Your answers cannot be kept in {path} ({error}); this kernel keeps them, and writes "
    "them as soon as it can."
)
NO_HOME = "Your answers cannot be kept ({error}); set $GUIDEKIT_JOURNAL to a file."
_TABLE = """create table if not exists entries (
    number integer primary key, kind text not null, key text not null,
    value text not null, unit text not null, at text not null)"""


@dataclass(frozen=True)
class Answer:
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


def journal_path() -> Path:
    """Return the path in ``$GUIDEKIT_JOURNAL``, or that of a file in the user's data folder."""
    named = os.environ.get("GUIDEKIT_JOURNAL")
    return Path(named) if named else user_data_path("guidekit", appauthor=False) / "journal.sqlite3"


class Journal:
    """Predictions and answers in one SQLite file that several kernels, and threads of one, may share.

    Every entry is on disk before `write` returns. A file that cannot be opened or written never stops
    a lesson: the journal says so once, keeps the entries, and writes them as soon as the file is well
    again. A file that was replaced or deleted meanwhile, as programs that synchronise folders do, is
    opened anew.

    Parameters
    ----------
    path : pathlib.Path or str
        The file; ``":memory:"`` keeps nothing.

    Attributes
    ----------
    problem : str
        Why entries wait in memory at the moment; empty when none do.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.problem = ""
        self._lock = threading.RLock()
        self._file: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None  # of the file that is open
        self._known: list[Answer] = []  # what the file held when it was opened, and what was written since
        self._waiting: list[Answer] = []  # what the file does not have yet
        self._own: list[Answer] = []  # what this kernel wrote
        self._watchers: list[weakref.WeakMethod[Callable[[Answer], None]]] = []
        with self._lock:
            self._try(lambda file: None)

    @staticmethod
    def _open(path: Path | str) -> sqlite3.Connection:
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        # A short wait: a learner looks at the button meanwhile, and what is not written now is written later.
        file = sqlite3.connect(path, timeout=2, isolation_level=None, check_same_thread=False)
        file.execute("pragma synchronous = full")  # an answer that was confirmed survives a power cut
        file.execute(_TABLE)
        return file

    @classmethod
    def trouble(cls, path: Path) -> str:
        """Say why a journal cannot be written at `path`; the text is empty if it can."""
        try:
            with contextlib.closing(cls._open(path)) as file:
                file.execute("begin immediate")  # asks for the right to write, and writes nothing
                file.execute("rollback")
        except (OSError, sqlite3.Error) as error:
            return str(error)
        return ""

    def _try(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Write what waits, then do some work with the file; if it cannot be used, say so once.

        Returns what the work returns, or None when the file cannot be used; `problem` tells them apart.
        """
        try:
            file = self._connection()
            while self._waiting:
                _insert(file, self._waiting[0])
                self._known.append(self._waiting.pop(0))
            done = work(file)
        except (OSError, sqlite3.Error) as error:
            first = not self.problem
            self.problem = fill(NOT_KEPT, path=self.path, error=error)
            if first:  # once is enough
                warnings.warn(self.problem, stacklevel=4)
            return None
        self.problem = ""
        return done

    def _connection(self) -> sqlite3.Connection:
        """Return the open file; another one at the same path is opened first."""
        named = self._file is not None and str(self.path) != ":memory:"
        if named and self._identity != _identity(self.path):
            with contextlib.suppress(sqlite3.Error):
                self._file.close()  # type: ignore[union-attr]
            self._file = None
            # What this kernel wrote into the file that is gone is written again; what others wrote is theirs.
            self._waiting = list(self._own)
        if self._file is None:
            self._file = self._open(self.path)
            self._identity = _identity(self.path)
            self._known = _rows(self._file)
            self._waiting = [entry for entry in self._waiting if entry not in self._known]
        return self._file

    def write(self, kind: str, key: str, value: object, unit: str = "") -> Answer:
        """Write an answer to the file, and call everyone who watches.

        Parameters
        ----------
        kind : str
            ``"prediction"``, ``"answer"`` or ``"result"``.
        key : str
            The id of the question.
        value : object
            The answer; the journal keeps its text.
        unit : str
            The unit of a guess.

        Returns
        -------
        Answer
            The line as it stands in the journal.
        """
        entry = Answer(kind, key, str(value), unit, datetime.now(UTC).isoformat(timespec="seconds"))
        with self._lock:
            self._waiting.append(entry)
            self._own.append(entry)
            self._try(lambda file: None)
            watchers = list(self._watchers)
        for watcher in watchers:  # outside the lock: they draw
            if tell := watcher():
                tell(entry)
        return entry

    def all(self, kind: str | None = None, key: str | None = None) -> list[Answer]:
        """Return the entries of one kind and to one question, or all of them, oldest first."""
        with self._lock:
            rows = self._try(lambda file: _rows(file, kind, key))
            if rows is not None:
                return rows
            kept = [*self._known, *self._waiting]
        return [entry for entry in kept if kind in (None, entry.kind) and key in (None, entry.key)]

    def clear(self) -> int:
        """Delete every entry for good.

        Returns
        -------
        int
            How many entries there were.

        Raises
        ------
        OSError
            If the file cannot be written; nothing is deleted then.
        """
        with self._lock:
            if self.problem:  # what is in memory would go, what lies in the file would stay
                raise OSError(f"the journal {self.path} cannot be cleared. {self.problem}")
            try:
                file = self._connection()
                file.execute("pragma secure_delete = on")  # overwritten, not only let go
                count = file.execute("delete from entries").rowcount
            except (OSError, sqlite3.Error) as error:
                raise OSError(f"the journal {self.path} cannot be cleared ({error})") from error
            self._known, self._waiting, self._own = [], [], []
        return int(count)

    def latest(self, kind: str, key: str) -> Answer | None:
        """Return the newest entry of a kind to a question, or None if there is none."""
        return next(reversed(self.all(kind, key)), None)

    def watch(self, tell: Callable[[Answer], None]) -> None:
        """Call the method `tell` with each entry that this kernel writes, as long as its object lives."""
        with self._lock:
            self._watchers = [watcher for watcher in self._watchers if watcher()]
            self._watchers.append(weakref.WeakMethod(tell))


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one at the same path."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _insert(file: sqlite3.Connection, entry: Answer) -> None:
    row = (entry.kind, entry.key, entry.value, entry.unit, entry.at)
    file.execute("insert into entries (kind, key, value, unit, at) values (?, ?, ?, ?, ?)", row)


def _rows(file: sqlite3.Connection, kind: str | None = None, key: str | None = None) -> list[Answer]:
    query = (
        "select kind, key, value, unit, at from entries "
        "where kind = coalesce(?, kind) and key = coalesce(?, key) order by number"
    )
    rows = file.execute(query, (kind, key))
    return [
        Answer(*(without_hidden(str(cell)) for cell in row)) for row in rows
    ]  # others may have written it


@functools.cache
def journal() -> Journal:
    """Return this learner's journal; it is opened at the first call, in memory where there is no home."""
    try:
        return Journal(journal_path())
    except RuntimeError as homeless:  # an unknown user without $HOME, as in some containers
        store = Journal(":memory:")
        store.problem = fill(NO_HOME, error=homeless)
        warnings.warn(store.problem, stacklevel=2)
        return store
