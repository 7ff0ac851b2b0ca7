"""Checkpoint: the answers of a sweep as they come, in a file beside its table, so that it can be resumed."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import json
import os
import reprlib
import time
from pathlib import Path
from typing import IO, Any

import numpy as np

from guidekit import __version__
from guidekit.paths import write_whole
from guidekit.sweeps.plan import SweepPlan

FORMAT = "guidekit sweep 2"
SYNC = 1.0  # seconds between two waits for the disk: what a power cut can cost


class Checkpoint:
    """A file of JSON lines: what is swept, then an answer a line; without a path, the answers in memory.

    A line that was cut short when the process ended is dropped, with everything behind it; its points are
    answered again. A file of another sweep, or one that another process is writing, is refused and left as
    it is.

    Attributes
    ----------
    answers : dict
        The numbers and the error of each point that has an answer, by its place in the grid.
    """

    def __init__(self, plan: SweepPlan, path: Path | None) -> None:
        self.path, self.answers, self._synced = path, dict[int, tuple[list[float], str | None]](), 0.0
        if path is None:
            return
        head = fingerprint(plan)
        if not path.exists():
            write_whole(path, json.dumps(head).encode() + b"\n")
        self._file, entries, end = path.open("r+b"), [], 0
        try:
            _lock(self._file, path)
            with contextlib.suppress(ValueError):  # of a line that is cut short
                for line in self._file:
                    entries.append(json.loads(line.removesuffix(b"\n") if line.endswith(b"\n") else b""))
                    end += len(line)
            _compare(path, entries.pop(0) if entries else None, head)
        except BaseException:
            self._file.close()
            raise
        self._file.truncate(end)
        self._file.seek(end)
        self.answers = {entry[0]: (entry[1], entry[2]) for entry in entries if isinstance(entry, list)}

    def add(self, index: int, numbers: list[float], error: str | None, keep: bool) -> None:
        """Take an answer in, and write it if it is to be kept."""
        self.answers[index] = numbers, error
        if self.path and keep:
            self.write([index, numbers, error], time.monotonic() - self._synced > SYNC)

    def write(self, entry: Any, sync: bool = True) -> None:
        """Write a line, and wait for the disk."""
        # Python's JSON keeps every float to the last bit, and NaN.
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()
        if sync:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()

    def __enter__(self) -> Checkpoint:
        return self

    def __exit__(self, kind: object, stop: BaseException | None, trace: object) -> None:
        if self.path:
            self._file.close()
        if self.path and stop:
            stop.add_note(f"the answers so far are kept in {self.path}; the same call goes on from there")


def fingerprint(plan: SweepPlan) -> dict[str, Any]:
    """Describe a sweep, so that a checkpoint can tell the same sweep from another one."""
    kind, fields = type(plan.model), dataclasses.fields(plan.model)  # type: ignore[arg-type]
    calls = [vars(outcome).values() for outcome in plan.outcomes]
    described = {
        "format": FORMAT,
        "guidekit": __version__,
        "numpy": np.__version__,
        "model": f"{kind.__module__}.{kind.__qualname__}",
        **{f"model.{field.name}": repr(getattr(plan.model, field.name)) for field in fields},
        "code": [_code(each) for each in kind.__mro__],
        "grid": list(plan.grid),
        **{f"grid.{name}": values for name, values in plan.grid.items()},
        "outcomes": [name for name, *_ in calls],
        **{f"outcomes.{name}": _code(asks) if callable(asks) else [asks, *how] for name, asks, *how in calls},
    }
    same: dict[str, Any] = json.loads(json.dumps(described, default=repr))  # as it is read back
    return same


def _code(thing: Any) -> str:
    """Write down the code of a function or a class, and what it holds: two lambdas share a name."""
    try:
        text = inspect.getsource(thing)
    except (OSError, TypeError):  # built in, or typed at a prompt
        code = getattr(thing, "__code__", None)
        text = f"{code.co_code.hex()} {code.co_consts} {code.co_names}" if code else repr(thing)
    cells = [cell.cell_contents for cell in getattr(thing, "__closure__", None) or ()]
    home, name = (getattr(thing, f"__{part}__", "") for part in ("module", "qualname"))
    return f"{home}.{name} {text} {getattr(thing, '__defaults__', None)} {cells}"


def _compare(path: Path, was: Any, now: dict[str, Any]) -> None:
    if not isinstance(was, dict) or was.get("format") != FORMAT:
        raise ValueError(f"{path} is no checkpoint of a sweep and was left as it is; remove it")
    brief = reprlib.Repr()
    brief.maxstring = 60
    keys = [key for key in {**was, **now} if was.get(key) != now.get(key)]
    if keys:
        changes = (f"{key} was {brief.repr(was.get(key))}, is now {brief.repr(now.get(key))}" for key in keys)
        raise ValueError(
            f"{path} keeps another sweep and was left as it is: {'; '.join(changes)}. Write to another file, "
            f"or remove {path.name} and {path.stem} to begin anew"
        )


def _lock(file: IO[bytes], path: Path) -> None:
    with contextlib.suppress(ImportError):  # Windows: two sweeps would do the work twice, and both be right
        import fcntl

        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = f"another sweep is writing {path}; wait for it, or write elsewhere"
            raise BlockingIOError(message) from error
