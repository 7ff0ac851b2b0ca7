"""The journal keeps a learner's predictions and answers on the learner's own machine."""

from __future__ import annotations

import functools
import os
import threading
import warnings
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

from guidekit.course.journal_file import Answer as Answer
from guidekit.course.journal_file import Content, bring_up_to_date, check_writable, empty
from guidekit.words import fill, without_unseen

PATIENCE = 1.5
"""How many seconds a lesson waits for the file."""
IN_TROUBLE = 0.1
"""The same while the file is in trouble; it may get well meanwhile."""
NOT_KEPT = (
    "Your answers cannot be kept in {path} ({error}); this kernel keeps them, and writes "
    "them as soon as it can. `guidekit check` says what to run."
)
NO_HOME = "Your answers cannot be kept ({error}); set $GUIDEKIT_JOURNAL to a file."
SILENT = "it does not answer within {seconds} s"


def journal_path() -> Path:
    """Return the path in ``$GUIDEKIT_JOURNAL``, or that of a file in the user's data folder.

    Raises
    ------
    RuntimeError
        If the user has no home.
    """
    named = os.environ.get("GUIDEKIT_JOURNAL")
    folder = user_data_path("guidekit", appauthor=False) if not named else None
    return folder / "journal.sqlite3" if folder else Path(str(named)).expanduser()


class Journal:
    """Predictions and answers in one SQLite file that several kernels, and threads of one, may share.

    An entry is confirmed when `write` has returned and `problem` is empty: it is on disk, and another
    process reads it there. A file that cannot be used never stops a lesson: the journal says so once, keeps
    the entries, and writes them at the next visit that succeeds. A file that does not answer does not stop
    one either: visits run on a thread of their own, and `write` and `all` wait for it at most `PATIENCE`
    seconds. What this kernel wrote and the file lost (it was replaced, deleted or written over) is written
    again, unless somebody cleared it.

    It cannot promise that a disk keeps what it said it had written, nor that entries which still wait in
    memory outlive the kernel.

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
        self._in_memory = str(path) == ":memory:"
        self.path = Path(path) if self._in_memory else Path(path).absolute()  # lessons may change the folder
        self.problem = ""
        self._told = False  # whether the problem was said
        self._lock = threading.RLock()  # for the attributes; never held while the file is used
        self._found = Content()  # by the last visit
        self._own: list[Answer] = []  # what this kernel wrote
        self._visit: threading.Event | None = None  # set once the visit that is under way is over
        self._watchers: list[weakref.WeakMethod[Callable[[Answer], None]]] = []
        _JOURNALS.add(self)
        self._settle()

    @classmethod
    def trouble(cls, path: Path) -> str:
        """Say why a journal cannot be written at `path`; the text is empty if it can."""
        said = [fill(SILENT, seconds=PATIENCE)]

        def look() -> None:
            try:
                check_writable(path)
                said[0] = ""
            except Exception as error:
                said[0] = str(error)

        _start(look).wait(PATIENCE)
        return said[0]

    def _settle(self) -> None:
        """Bring the file up to date, wait for it as long as a learner can, and say once if it cannot be."""
        if self._in_memory:
            return
        with self._lock:
            patience = IN_TROUBLE if self.problem else PATIENCE
            if self._visit is None:
                try:
                    self._visit = _start(self._bring_up_to_date)
                except RuntimeError as error:  # no more threads, or the kernel is ending
                    self.problem = fill(NOT_KEPT, path=self.path, error=error)
            visit = self._visit
        if visit and not visit.wait(patience):
            with self._lock:
                if self._visit is visit and not self.problem:
                    self.problem = fill(NOT_KEPT, path=self.path, error=fill(SILENT, seconds=PATIENCE))
        with self._lock:
            say, self._told = self.problem if not self._told else "", bool(self.problem)
        if say:  # once is enough
            warnings.warn(say, stacklevel=4)

    def _bring_up_to_date(self) -> None:
        """Visit the file, and again if something was written meanwhile."""
        while True:
            with self._lock:
                own, before = list(self._own), self._found
            problem = ""
            try:
                found, mine = bring_up_to_date(self.path, own, before)
            except Exception as error:  # whatever it is, a lesson goes on
                problem = fill(NOT_KEPT, path=self.path, error=error)
            with self._lock:
                self.problem = problem
                if not problem:
                    self._found, self._own = found, mine + self._own[len(own) :]
                if problem or len(self._own) == len(mine):
                    self._visit = None
                    return

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
        text = str(value).encode(errors="replace").decode()  # a lone half of a letter cannot be written
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = _seen(Answer(kind, key, text, unit, now))
        with self._lock:
            self._own.append(entry)
        self._settle()
        with self._lock:
            watchers = list(self._watchers)
        for watcher in watchers:  # outside the lock: they draw
            if tell := watcher():
                tell(entry)
        return entry

    def all(self, kind: str | None = None, key: str | None = None) -> list[Answer]:
        """Return the entries of one kind and to one question, or all of them, oldest first."""
        self._settle()
        with self._lock:
            known = [*self._found.entries, *self._found.lacks(self._own)]
        key = key and without_unseen(key)
        entries = map(_seen, known)  # others may have written it
        return [entry for entry in entries if kind in (None, entry.kind) and key in (None, entry.key)]

    def newest(self) -> dict[tuple[str, str], Answer]:
        """Return the newest entry of each kind to each question, by both."""
        return {(entry.kind, entry.key): entry for entry in self.all()}

    def latest(self, kind: str, key: str) -> Answer | None:
        """Return the newest entry of a kind to a question, or None if there is none."""
        return next(reversed(self.all(kind, key)), None)

    def clear(self) -> int:
        """Delete every entry for good; this waits for the file as long as it takes.

        Returns
        -------
        int
            How many entries there were.

        Raises
        ------
        OSError
            If the file cannot be written; nothing is deleted then.
        """
        count = len(self.all())
        if self.problem:  # what is in memory would go, what lies in the file would stay
            raise OSError(f"the journal {self.path} cannot be cleared. {self.problem}")
        found = Content()
        if not self._in_memory:
            try:
                found, count = empty(self.path)
            except Exception as error:
                raise OSError(f"the journal {self.path} cannot be cleared ({error})") from error
        with self._lock:
            self._found, self._own = found, []
        return count

    def watch(self, tell: Callable[[Answer], None]) -> None:
        """Call the method `tell` with each entry that this kernel writes, as long as its object lives."""
        with self._lock:
            self._watchers = [watcher for watcher in self._watchers if watcher()]
            self._watchers.append(weakref.WeakMethod(tell))


def _seen(entry: Answer) -> Answer:
    """Return an entry in which every sign can be seen."""
    return Answer(*map(without_unseen, entry))


def _start(work: Callable[[], None]) -> threading.Event:
    """Start some work on a thread that does not hold up the end of a process; return what is set after it."""
    over = threading.Event()

    def run() -> None:
        try:
            work()
        finally:
            over.set()

    threading.Thread(target=run, name="guidekit-journal", daemon=True).start()
    return over


_JOURNALS: weakref.WeakSet[Journal] = weakref.WeakSet()


def _before_fork() -> None:
    for store in list(_JOURNALS):
        if visit := store._visit:
            visit.wait(PATIENCE)


def _after_fork() -> None:
    """Mend the journals of a child: no thread but the one that forked lives on in it.

    A visit that was under way stays so for ever: SQLite believes that this process holds its locks.
    """
    for store in list(_JOURNALS):
        store._lock = threading.RLock()
        store._visit = threading.Event() if store._visit else None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_child=_after_fork)


@functools.cache
def journal() -> Journal:
    """Return this learner's journal; it is opened at the first call, in memory where there is no home."""
    try:
        return Journal(journal_path())
    except (OSError, RuntimeError) as homeless:  # an unknown user without $HOME, or a folder that was deleted
        store = Journal(":memory:")
        store.problem = fill(NO_HOME, error=homeless)
        warnings.warn(store.problem, stacklevel=2)
        return store
