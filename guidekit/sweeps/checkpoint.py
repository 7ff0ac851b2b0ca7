"""Checkpoint: the answers of a sweep as they come, in a file beside its table, so that it can be resumed."""

from __future__ import annotations

import dataclasses
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from guidekit import __version__
from guidekit.paths import digest, write_whole
from guidekit.sweeps.plan import SweepPlan

FORMAT = "guidekit sweep 2"


@contextmanager
def open_checkpoint(plan: SweepPlan, path: Path) -> Iterator[tuple[dict[int, Any], Callable[[Any], None]]]:
    """Open a file of JSON lines: what is swept, then an answer a line.

    A line that was cut short when the process ended is dropped, with everything behind it, and its points
    are answered again. A file of another sweep, or one that another process is writing, is left as it is.

    Yields
    ------
    tuple of dict and callable
        The answers so far by their place in the grid, and a function that writes a further line.
    """
    head, entries, end = fingerprint(plan), list[Any](), 0
    if not path.exists():
        write_whole(path, json.dumps(head).encode() + b"\n")
    with path.open("r+b") as file:
        try:
            with suppress(ImportError):  # Windows: two sweeps would do the work twice, and both be right
                import fcntl

                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BlockingIOError(f"another sweep is writing {path}; wait, or write elsewhere") from None
        with suppress(ValueError):  # a line that was cut short
            for line in file:
                entries.append(json.loads(line if line.endswith(b"\n") else b""))
                end += len(line)
        _compare(path, entries.pop(0) if entries else None, head)
        file.truncate(end)
        file.seek(end)

        def write(entry: Any) -> None:
            file.write(json.dumps(entry).encode() + b"\n")  # keeps every float to the last bit, and NaN
            file.flush()

        try:
            yield {entry[0]: entry[1:] for entry in entries if isinstance(entry, list)}, write
        except BaseException as stop:
            stop.add_note(f"the answers so far are kept in {path}; the same call goes on from there")
            raise


def fingerprint(plan: SweepPlan) -> list[str]:
    """Describe a sweep line by line, so that a checkpoint can tell the same sweep from another one."""
    knobs = {part.name: getattr(plan.model, part.name) for part in dataclasses.fields(plan.model)}  # type: ignore[arg-type]
    asked = {each.name: _code(each.asks) if callable(each.asks) else repr(each) for each in plan.outcomes}
    lines = [
        FORMAT,
        f"guidekit {__version__}",
        f"numpy {np.__version__}",
        *map(_code, type(plan.model).__mro__),
    ]
    lines += [f"model.{name} = {value!r}" for name, value in knobs.items()]
    lines += [f"grid.{name} = {list(values)}" for name, values in plan.grid.items()]
    return lines + [f"outcomes.{name} = {asks}" for name, asks in asked.items()]


def _code(thing: Any) -> str:
    """Name a function or a class, with the digest of its code and of what it holds: lambdas share a name."""
    try:
        text = inspect.getsource(thing)
    except (OSError, TypeError):  # built in, or typed at a prompt
        code = getattr(thing, "__code__", None)
        text = f"{code.co_code.hex()} {code.co_consts} {code.co_names}" if code else repr(thing)
    cells = [cell.cell_contents for cell in getattr(thing, "__closure__", None) or ()]
    text += f"{getattr(thing, '__defaults__', None)} {cells}"
    name = getattr(thing, "__qualname__", type(thing).__name__)
    return f"{getattr(thing, '__module__', '')}.{name} {digest(text.encode())[:16]}"


def _compare(path: Path, was: Any, now: list[str]) -> None:
    if not isinstance(was, list) or FORMAT not in was:
        raise ValueError(f"{path} is no checkpoint of a sweep and was left as it is; remove it")
    if was != now:
        old, new = ([f"{line:.99}" for line in a if line not in b] for a, b in ((was, now), (now, was)))
        change = f"it was {'; '.join(old) or 'the same'}, and is now {'; '.join(new) or 'in another order'}"
        anew = f"Write to another file, or remove {path.name} and {path.stem} to begin anew"
        raise ValueError(f"{path} keeps another sweep and was left as it is: {change}. {anew}")
