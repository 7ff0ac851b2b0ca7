"""The journal keeps a learner's predictions and answers on the learner's own machine."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import warnings
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from guidekit.knobs import Knob

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
        The guess, the words of the option, or the result.
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
    """Predictions and answers in one SQLite file that several kernels may share.

    Every entry is on disk before `write` returns. A file that cannot be opened or written never
    stops a lesson: the journal says so once, and goes on in memory.

    Parameters
    ----------
    path : pathlib.Path or str
        The file; ``":memory:"`` keeps nothing.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.problem = ""
        self._own: list[Answer] = []  # what this kernel wrote, should the file break under it
        self._watchers: list[weakref.WeakMethod[Callable[[Answer], None]]] = []
        try:
            self._file = self._open(path)
        except (OSError, sqlite3.Error) as error:
            self._go_on_in_memory(error)

    @staticmethod
    def _open(path: Path | str) -> sqlite3.Connection:
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
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

    def _go_on_in_memory(self, error: Exception) -> None:
        """Say once what is wrong, and keep what can still be read, or what this kernel wrote."""
        self.problem = (
            f"Your answers cannot be kept in {self.path} ({error}); they last until this kernel stops."
        )
        warnings.warn(self.problem, stacklevel=4)
        try:
            earlier = self._read()
        except (AttributeError, sqlite3.Error):  # the file was never opened, or cannot be read
            earlier = self._own
        self._file = self._open(":memory:")
        for entry in earlier:
            self._insert(entry)

    def _insert(self, entry: Answer) -> None:
        row = (entry.kind, entry.key, entry.value, entry.unit, entry.at)
        self._file.execute("insert into entries (kind, key, value, unit, at) values (?, ?, ?, ?, ?)", row)

    def _read(self, kind: str | None = None, key: str | None = None) -> list[Answer]:
        query = (
            "select kind, key, value, unit, at from entries "
            "where kind = coalesce(?, kind) and key = coalesce(?, key) order by number"
        )
        return [Answer(*row) for row in self._file.execute(query, (kind, key))]

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
        try:
            self._insert(entry)
        except sqlite3.Error as error:
            self._go_on_in_memory(error)
            self._insert(entry)
        self._own.append(entry)
        for watcher in list(self._watchers):
            if tell := watcher():
                tell(entry)
        return entry

    def all(self, kind: str | None = None, key: str | None = None) -> list[Answer]:
        """Return the entries of one kind and to one question, or all of them, oldest first."""
        try:
            return self._read(kind, key)
        except sqlite3.Error as error:
            self._go_on_in_memory(error)
            return self._read(kind, key)

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
        if self.problem:  # what is in memory would go, what lies in the file would stay
            raise OSError(f"the journal {self.path} cannot be cleared. {self.problem}")
        try:
            self._file.execute("pragma secure_delete = on")  # overwritten, not only let go
            count = self._file.execute("delete from entries").rowcount
        except sqlite3.Error as error:
            raise OSError(f"the journal {self.path} cannot be cleared ({error})") from error
        self._own.clear()
        return int(count)

    def latest(self, kind: str, key: str) -> Answer | None:
        """Return the newest entry of a kind to a question, or None if there is none."""
        return next(reversed(self.all(kind, key)), None)

    def watch(self, tell: Callable[[Answer], None]) -> None:
        """Call the method `tell` with each entry that this kernel writes, as long as its object lives."""
        self._watchers = [watcher for watcher in self._watchers if watcher()]
        self._watchers.append(weakref.WeakMethod(tell))


@functools.cache
def journal() -> Journal:
    """Return this learner's journal; it is opened at the first call."""
    return Journal(journal_path())


def guess_words(entry: Answer) -> str:
    """Write the guess of an entry with its unit.

    Examples
    --------
    >>> guess_words(Answer("prediction", "a", "0.25", "share", ""))
    '25 %'
    """
    return Knob(unit=entry.unit).words(float(entry.value))
