"""Write a file while system calls fail, each call with each error: ``python -m tests.fault_writing``.

A number after it tries one write of so many. Prints one line of JSON: how many writes were tried, how many
met their fault, how many were refused, and each that broke a promise: afterwards the old content or the new
one is there, under the same link and no more open than before, nothing lies beside it, and an error names the
path of the user and a remedy.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from guidekit.paths import write_whole
from tests.faults import ERRORS, FAIL, HALF, KILL, TORN, Faults, run_preloaded

OLD, NEW = b"old " * 5000, b"new, and longer " * 5000


def nothing(folder: Path) -> Path:
    return folder / "a.csv"


def a_file(folder: Path) -> Path:
    (folder / "a.csv").write_bytes(OLD)
    (folder / "a.csv").chmod(0o640)
    return folder / "a.csv"


def a_link(folder: Path) -> Path:
    (folder / "a.csv").symlink_to(a_file(folder).rename(folder / "b.csv").name)
    return folder / "a.csv"


def a_link_to_nothing(folder: Path) -> Path:
    (folder / "a.csv").symlink_to("b.csv")
    return folder / "a.csv"


CASES = [nothing, a_file, a_link, a_link_to_nothing]
MOST_CALLS = 36
REFUSED = [("", 0), ("rename", errno.EXDEV), ("rename", errno.EBUSY)]
"""What the folder refuses at first, so that the file is written in place."""


class Try(NamedTuple):
    """One write: onto what, what its folder refuses, and which call has which fault."""

    case: Callable[[Path], Path]
    refused: tuple[str, int]
    at: int
    kind: int
    value: int

    def __str__(self) -> str:
        return f"{self.case.__name__}, {self.refused}, call {self.at}, {self.kind} {self.value}"

    @property
    def kills(self) -> bool:
        return self.kind in (KILL, TORN)

    def plan(self, faults: Faults) -> None:
        call, error = self.refused
        faults.refuse(call, error)
        only = ("write",) if self.kind in (HALF, TORN) else ()
        faults.plan(self.at, self.kind, self.value, self.kind == HALF, only)

    def run(self, folder: Path) -> Iterator[str]:
        """Write once; yield what happened."""
        path = self.case(folder)
        linked, old = path.is_symlink(), path.read_bytes() if path.exists() else None
        faults = Faults(folder)
        if self.kills:
            killed = self._killed(faults, path)
            yield "reached" if killed else "not reached"
            if not (killed and self.refused[0]):  # in place, a machine that stops leaves half
                yield from self._promises(path, linked, old, None if killed else NEW)
            return
        self.plan(faults)
        error = None
        try:
            write_whole(path, NEW)
        except OSError as problem:
            error = problem
        faults.heal()
        yield "reached" if faults.reached else "not reached"
        yield "refused" if error else "written"
        yield from self._promises(path, linked, old, None if error else NEW)
        left = {file.name for file in folder.iterdir()} - {"a.csv", "b.csv"}
        if left and faults.met != "unlink":  # what cannot be taken away stays
            yield f"broken: left beside: {left}"
        if error and (error.filename != str(path) or not getattr(error, "__notes__", None)):
            yield f"broken: no path of the user's, or no remedy: {error}"

    def _killed(self, faults: Faults, path: Path) -> bool:
        child = os.fork()
        if child == 0:
            self.plan(faults)
            write_whole(path, NEW)
            os._exit(0)
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])

    def _promises(self, path: Path, linked: bool, old: bytes | None, due: bytes | None) -> Iterator[str]:
        content = path.read_bytes() if path.exists() else None
        if content not in ((due,) if due else (old, NEW)):
            yield f"broken: neither old nor new: {content and (content[:9], len(content))}"
        if path.is_symlink() != linked:
            yield "broken: the link is none any more"
        if old and stat.S_IMODE(path.stat().st_mode) & ~0o640:
            yield "broken: more open than it was"


def tries() -> list[Try]:
    """List every case with every fault at every call."""
    kinds = [(FAIL, error) for error in ERRORS] + [(HALF, 0), (KILL, 0), (TORN, 0)]
    every = itertools.product(CASES, REFUSED, range(1, MOST_CALLS), kinds)
    return [Try(case, refused, at, *kind) for case, refused, at, kind in every]


def main() -> None:
    tally, found = Counter[str](), {}
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for one in tqdm(tries()[::every], unit="write", disable=not sys.stderr.isatty()):
        tally["tried"] += 1
        with tempfile.TemporaryDirectory() as folder:
            for line in one.run(Path(folder)):
                tally[line.partition(":")[0]] += 1
                found |= {str(one): line} if line.startswith("broken") else {}
    print(json.dumps({"tally": dict(tally), "broken": found}))


if __name__ == "__main__":
    run_preloaded(main)
