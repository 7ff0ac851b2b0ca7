"""Try the journal while system calls fail: ``python -m tests.course.fault_journal 10000``.

A run is one journal and up to three kernels, one after the other, each with a fault at one system call or
from it on. A kernel writes, reads, and meets what other kernels and programs do to its file. It tells what
was confirmed to the process that started it, which reads the file as another process does. Prints one line
of JSON: what was tried, the longest wait, and each run that broke a promise, by its seed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from guidekit.course.journal import Journal
from guidekit.course.journal_file import Answer, Content, bring_up_to_date, empty
from tests.faults import DELAY, ERRORS, FAIL, HALF, KILL, TORN, Faults, run_preloaded

JOBS = 8
"""How many runs at once: most of the time they wait."""
MOST_SECONDS = 2
"""What a kernel may wait for its journal."""
LOCKS, WRITES = ("lock", "getlock"), ("write", "create", "mkdir", "ftruncate", "unlink", "fsync")
FOR_GOOD = [
    (errno.ENOLCK, LOCKS), (errno.EIO, LOCKS), (errno.EINVAL, LOCKS), (errno.ENOSPC, ("write", "create")),
    (errno.EDQUOT, ("write",)), (errno.EROFS, WRITES), (errno.EACCES, ("open", "create", "mkdir")),
    (errno.EIO, ()), (errno.ESTALE, ()), (errno.EINVAL, ("fsync",)), (errno.EPERM, ("unlink", "fchown")),
]  # fmt: skip
"""What lasts: no locks, a full disk, one that is read-only, no rights, a dead mount, no fsync."""


def plan(chance: random.Random, faults: Faults) -> str:
    """Choose a fault; return its name."""
    at, how = chance.randint(1, 170), chance.random()
    if how < 0.02:
        return "none"
    if how < 0.40:
        faults.plan(at, FAIL, error := chance.choice(ERRORS))
        return f"once {errno.errorcode[error]}"
    if how < 0.62:
        error, only = chance.choice(FOR_GOOD)
        faults.plan(at, FAIL, error, True, only)
        return f"for good {errno.errorcode[error]} {' '.join(only) or 'all'}"
    if how < 0.78:
        faults.plan(at, KILL)
        return "killed"
    if how < 0.88:
        faults.plan(at, HALF, 0, True, ("write",))
        return "full in the middle of a write"
    if how < 0.97:
        faults.plan(at, TORN, 0, True, ("write",))
        return "killed in the middle of a write"
    if how < 0.99:
        faults.plan(at, DELAY, 2, True)
        return "slow"
    faults.plan(at, DELAY, 3000)
    return "frozen for 3 s"


def spoil(chance: random.Random, path: Path, older: bytes) -> str:
    """Do what a program does that synchronises folders."""
    how = chance.choice(["deleted", "written over", "replaced"])
    if how == "deleted":
        path.unlink(missing_ok=True)
    elif path.parent.is_dir() and not path.with_name(f"{path.name}-journal").exists():
        place = path if how == "written over" else path.with_name("other")
        place.write_bytes(older)
        place.replace(path)
    return how


def kernel(number: int, chance: random.Random, path: Path, older: bytes, tell: Any) -> None:
    """Work as a kernel does; tell what is written, confirmed and lost, and how long each step took."""
    faults = Faults(path.parent.parent)
    tell(plan=plan(chance, faults))

    def timed(work: Any, *given: Any) -> Any:
        began = time.monotonic()
        done = work(*given)
        tell(took=time.monotonic() - began)
        return done

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        store, own, sure = timed(Journal, path), list[str](), 0  # how many of its own are confirmed
        for step in range(chance.randint(2, 5)):
            event, lock = chance.random(), None
            with faults.none():
                if event < 0.06:
                    tell(lost=spoil(chance, path, older))
                elif event < 0.065 and path.exists():
                    lock = sqlite3.connect(path, isolation_level=None)
                    with contextlib.suppress(sqlite3.Error):
                        lock.execute("begin exclusive")
                elif event < 0.2:
                    tell(neighbour="writes")
                elif event < 0.25:
                    if visit := store._visit:  # it may confirm more than was told
                        visit.wait(20)
                    sure = sure if store.problem else len(own)
                    if tell(neighbour="clears"):
                        own, sure = own[sure:], 0
            own.append(f"{number}-{step}")
            tell(wrote=own[-1])
            timed(store.write, "answer", own[-1], "x" * chance.choice([1, 100, 5000]))
            if store.problem:
                assert said, "a problem was not said"
            else:
                sure = len(own)
                tell(kept=own, look=chance.random() < 0.5)
            if lock:
                with faults.none():
                    lock.close()
            if chance.random() < 0.3:
                seen = [entry.key for entry in timed(store.all)]
                assert [key for key in seen if key in own] == own, f"{own} is not in memory: {seen}"
                sure = sure if store.problem else len(own)
        tell(reached=faults.reached, call=faults.met)
        faults.heal()
        store.write("answer", f"{number}-last", "x")
        end = time.monotonic() + 20
        while store.problem and time.monotonic() < end:
            store.all()
        assert not store.problem, f"the file is well, and still: {store.problem}"
        tell(kept=[*own, f"{number}-last"], look=True)


def keys_on_disk(path: Path) -> list[str]:
    """Read the file as another program does."""
    with contextlib.closing(sqlite3.connect(path, timeout=20)) as file:
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)
        begun = file.execute("select count(*) from sqlite_master where name = 'entries'").fetchone() == (1,)
        rows = file.execute("select key from entries order by number") if begun else ()
        return [key for (key,) in rows]


class Run:
    """One journal, its kernels, and what has to be on disk."""

    def __init__(self, seed: int, folder: Path, tally: Counter[str]) -> None:
        self.chance, self.tally = random.Random(seed), tally
        self.path = folder / f"{seed}" / "in" / "journal.sqlite3"
        self.sure: list[str] = []
        self.gone: list[str] = []  # what was cleared
        self.longest = 0.0

    def go(self) -> None:
        """Run the kernels; raise AssertionError at a promise that was broken."""
        self.path.parent.parent.mkdir()
        older = b""
        if self.chance.random() < 0.7:
            before = [Answer("answer", f"before-{n}", "x" * 2000, "", "") for n in range(3)]
            bring_up_to_date(self.path, before, Content())
            self.sure, older = [entry.key for entry in before], self.path.read_bytes()
        for number in range(self.chance.choice([1, 1, 1, 2, 2, 3])):
            work = partial(kernel, number, random.Random(self.chance.random()), self.path, older)
            with self._forked(work) as told:
                for line, reply in told:
                    reply(self._hear(**line))
        self._look()

    def _hear(self, **told: Any) -> bool:
        """Deal with what a kernel tells; return what it wants to know."""
        if "took" in told:
            self.longest = max(self.longest, told["took"])
            assert told["took"] <= MOST_SECONDS, f"a kernel was stopped for {told['took']:.2f} s"
        elif "neighbour" in told:
            return self._neighbour(told["neighbour"])
        elif "lost" in told:
            self.sure, self.gone = [], []
        elif "kept" in told:
            self.sure += [key for key in told["kept"] if key not in self.sure]
            self.tally["confirmed"] += 1
            if told["look"]:
                self._look()
        elif "reached" in told:
            self.tally["reached"] += told["reached"] > 0
            self.tally[f"at {told['call']}"] += told["reached"] > 0
        elif "broken" in told:
            raise AssertionError(told["broken"])
        elif "plan" in told:
            self.tally["kernels"] += 1
            self.tally[told["plan"]] += 1
        return True

    def _neighbour(self, does: str) -> bool:
        """Write or clear as another kernel does that has no faults; return whether the file let it."""
        try:
            if does == "clears":
                empty(self.path)
                self.sure, self.gone = [], self.gone + self.sure
            else:
                self.sure.append(f"neighbour-{self.tally['neighbours']}")
                bring_up_to_date(self.path, [Answer("answer", self.sure[-1], "x", "", "")], Content())
        except (OSError, sqlite3.Error):
            self.sure = self.sure[:-1] if does == "writes" else self.sure
            return False
        self.tally["neighbours"] += 1
        return True

    def _look(self) -> None:
        found = keys_on_disk(self.path) if self.path.exists() else []
        lost = [key for key in self.sure if key not in found]
        assert not lost, f"confirmed and lost: {lost} of {self.sure}; found {found}"
        assert len(set(found)) == len(found), f"written twice: {found}"
        back = [key for key in self.gone if key in found]
        assert not back, f"cleared and there again: {back}; found {found}"
        for number in range(3):
            mine = [key for key in found if key.startswith(f"{number}-")]
            assert mine == sorted(mine), f"out of order: {found}"

    @contextlib.contextmanager
    def _forked(self, work: Any) -> Iterator[Iterator[tuple[dict[str, Any], Callable[[bool], None]]]]:
        """Work in a child; yield what it tells. It waits at each line until that was dealt with."""
        reading, writing = os.pipe()
        heard, answer = os.pipe()
        child = os.fork()
        if child == 0:

            def tell(**line: Any) -> bool:
                os.write(writing, json.dumps(line).encode() + b"\n")
                return os.read(heard, 1) == b"y"

            try:
                os.close(answer)
                work(tell)
            except BaseException as error:
                tell(broken=f"{type(error).__name__}: {error}")
            finally:
                os._exit(0)
        os.close(writing)
        os.close(heard)

        def lines() -> Iterator[tuple[dict[str, Any], Callable[[bool], None]]]:
            for line in told:
                yield json.loads(line), reply

        def reply(yes: bool) -> None:
            with contextlib.suppress(BrokenPipeError):  # it was killed meanwhile
                os.write(answer, b"y" if yes else b"n")

        try:
            with os.fdopen(reading, "rb") as told:
                yield lines()
        finally:
            os.close(answer)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def one_run(folder: Path, seed: int) -> tuple[int, Counter[str], float, str]:
    """Return a seed, what was tried, the longest wait, and which promise was broken."""
    tally: Counter[str] = Counter(runs=1)
    run, broken = Run(seed, folder, tally), ""
    try:
        run.go()
    except (AssertionError, OSError, sqlite3.Error) as error:
        broken = f"{type(error).__name__}: {error}"
    return seed, tally, run.longest, broken


def main() -> None:
    runs, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    tally, longest, broken = Counter[str](), 0.0, {}
    bar = {"total": runs, "unit": "run", "disable": not sys.stderr.isatty()}
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("fork").Pool(JOBS) as pool:
        for seed, tried, wait, problem in tqdm(
            pool.imap_unordered(partial(one_run, Path(folder)), range(first, first + runs)), **bar
        ):
            tally, longest = tally + tried, max(longest, wait)
            broken |= {seed: problem} if problem else {}
    print(json.dumps({"tally": dict(tally.most_common()), "longest": round(longest, 2), "broken": broken}))


if __name__ == "__main__":
    run_preloaded(main)
