"""Running: the points of a plan, answered by the workers of joblib, kept as they come, and made a table."""

from __future__ import annotations

import dataclasses
import errno
import functools
import inspect
import io
import itertools
import json
import os
import pickle
import signal
import textwrap
import threading
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import joblib
import numpy as np
from tqdm import tqdm

from guidekit import __version__
from guidekit.knobs import count
from guidekit.paths import check_parent, digest, install_command, write_whole, written
from guidekit.sweeps.plan import SweepOutcome, SweepPlan, check_plan

if TYPE_CHECKING:
    import pandas as pd

Answer = tuple[int, list[float], str | None]  # a place in the grid, its numbers, and what went wrong
FORMAT = "guidekit sweep 2"
DIED = "the process that worked on it died (killed, or out of memory)"


def sweep(
    model: Any, grid: Any, outcomes: Any, *, workers: int | None = None, out: str | Path | None = None
) -> pd.DataFrame:
    """Ask a model at every point of a grid of its knobs.

    The table is the same, to the last bit, whoever does the work and in whatever order it comes.

    Parameters
    ----------
    model : Model
        A model or its class, from `guidekit.models` or your own; its other knobs stay as they are.
    grid : mapping of str to sequence
        The values of each knob. The points are their cartesian product; the first knob turns slowest.
    outcomes : mapping, sequence or str
        What to ask, by the name of its column: a method (``"reliability"``, ``"delivered_within(24)"``) or
        a function of the model; in a sequence, a call is its own name. A method that gives an array needs
        max, mean, median, min, std or quantile around it: ``"quantile(latency(1000, seed=7), 0.95)"``.
    workers : int, optional
        How many processes; by default one for each processor. With 1 this process does all the work.
        Under ``joblib.parallel_config(backend="dask", client=...)`` the cluster has its own number.
    out : str or pathlib.Path, optional
        A file to write, ``.csv`` or ``.parquet`` (extra ``guidekit[parquet]``). The answers are kept as
        they come in a checkpoint beside it; after any interruption the same call goes on from there.

    Returns
    -------
    pandas.DataFrame
        One row a point: a column for each knob, a column of floats for each outcome, and ``error``, which
        says what went wrong at this point and is NA where nothing did.

    Raises
    ------
    ValueError
        If an argument does not fit, or the checkpoint keeps another sweep; nothing is run.
    FileExistsError
        If `out` is there and is not what this sweep wrote; it stays as it is.

    Examples
    --------
    >>> from guidekit.models import OnionRouting
    >>> sweep(OnionRouting, {"hops": [3]}, "reliability", workers=1).round(3)
       hops  reliability error
    0     3        0.913  <NA>
    """
    plan = check_plan(model, grid, outcomes)
    workers = None if workers is None else count("workers", workers, 1, 1000, "processes")
    try:
        if workers != 1:
            pickle.dumps(joblib.wrap_non_picklable_objects([plan.model, plan.outcomes]))
    except Exception as problem:
        raise ValueError(f"this cannot be sent to another process: {problem}; allowed: workers=1") from None
    if out is None:
        return _table(plan, {}, workers, lambda _: None)
    with _open_checkpoint(plan, _checkpoint_of(table := Path(out))) as (answers, write):
        frame = _table(plan, answers, workers, write)
        text = frame.to_csv(index=False, lineterminator="\n") if table.suffix == ".csv" else ""
        content = text.encode() or frame.to_parquet()
        write(digest(content))
        write_whole(table, content)
    return frame


def _table(plan: SweepPlan, answers: dict[int, Any], workers: int | None, write: Any) -> pd.DataFrame:
    """Answer what has no answer yet, write each answer as it comes, and lay everything out."""
    import pandas as pd

    bar = {"total": len(plan), "initial": len(answers), "unit": "point", "leave": False}
    with closing(_answers(plan, answers, workers)) as new:
        for index, *answer in tqdm(new, **bar, delay=1, disable=None):  # None: only in a terminal
            if answer[1] != DIED:  # that may not be the point's fault: it is tried again
                write([index, *answer])
            answers[index] = answer
    cells = [[", ".join(v) if isinstance(v, tuple) else v for v in values] for values in plan.grid.values()]
    frame = pd.MultiIndex.from_product(cells, names=list(plan.grid)).to_frame(index=False)
    frame = frame.astype({name: "string" for name in frame if isinstance(frame[name][0], str)})
    numbers, errors = zip(*(answers[index] for index in range(len(plan))), strict=True)
    frame[[outcome.name for outcome in plan.outcomes]] = np.array(numbers, dtype=float)
    return frame.assign(error=pd.array(errors, dtype="string"))


def _checkpoint_of(table: Path) -> Path:
    """Return the place of the checkpoint of a table, if this sweep may write there."""
    if table.suffix not in (".csv", ".parquet"):
        raise ValueError(f"out = {str(table)!r} ends in neither; allowed: .csv or .parquet")
    check_parent(table)
    if table.suffix == ".parquet" and find_spec("pyarrow") is None:
        raise ModuleNotFoundError(f"no pyarrow; run: {install_command(extra='parquet')}, or write .csv")
    path = table.with_name(f"{table.name}.checkpoint")
    if table.exists() and not (path.exists() and digest(table.read_bytes()).encode() in path.read_bytes()):
        raise FileExistsError(f"{table} is not what this sweep wrote, so it was left as it is; move it away")
    return path


@contextmanager
def _open_checkpoint(plan: SweepPlan, path: Path) -> Iterator[tuple[dict[int, Any], Callable[[Any], None]]]:
    """Open a file of JSON lines (what is swept, then an answer a line); yield its answers and a writer.

    A line that was cut short when the process ended is dropped, with everything behind it, and its points
    are answered again. A file of another sweep, or one that another process is writing, is left as it is.
    """
    head, entries, end = _fingerprint(plan), list[Any](), 0
    if not path.exists():
        write_whole(path, json.dumps(head).encode() + b"\n")
    with written(path):
        file = path.open("r+b", buffering=0)  # what a full disk refuses is not tried again at the end
    with file:
        _lock(file, path)
        with suppress(ValueError):  # a line that was cut short
            for line in io.BytesIO(file.readall()):
                entries.append(json.loads(line if line.endswith(b"\n") else b""))
                end += len(line)
        _compare(path, entries.pop(0) if entries else None, head)
        file.truncate(end)
        file.seek(end)
        try:
            answers = {entry[0]: entry[1:] for entry in entries if isinstance(entry, list)}
            yield answers, functools.partial(_append, file, path)
        except BaseException as stop:
            stop.add_note(f"the answers so far are kept in {path}; the same call goes on from there")
            raise


def _append(file: io.RawIOBase, path: Path, entry: Any) -> None:
    rest = memoryview(json.dumps(entry).encode() + b"\n")  # keeps every float to the last bit, and NaN
    with written(path):
        while rest:
            rest = rest[file.write(rest) :]


def _lock(file: io.RawIOBase, path: Path) -> None:
    """Refuse a checkpoint that another sweep writes, where the system and the disk can tell.

    Elsewhere two sweeps would do the work twice, and both be right.
    """
    try:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows
        return
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):  # any other one: a disk without locks
            raise BlockingIOError(f"another sweep is writing {path}; wait, or write elsewhere") from None


def _fingerprint(plan: SweepPlan) -> list[str]:
    """Describe a sweep line by line, so that a checkpoint can tell the same sweep from another one."""
    knobs = {part.name: getattr(plan.model, part.name) for part in dataclasses.fields(plan.model)}  # type: ignore[arg-type]
    asked = {each.name: _code(each.asks) if callable(each.asks) else repr(each) for each in plan.outcomes}
    lines = [FORMAT, f"guidekit {__version__}, numpy {np.__version__}", *map(_code, type(plan.model).__mro__)]
    lines += [f"model.{name} = {value!r}" for name, value in knobs.items()]
    lines += [f"grid.{name} = {list(values)}" for name, values in plan.grid.items()]
    return lines + [f"outcomes.{name} = {asks}" for name, asks in asked.items()]


def _code(thing: Any) -> str:
    """Name a function or a class, with the digest of its code and of what it holds: lambdas share a name."""
    if isinstance(thing, functools.partial):
        return f"{_code(thing.func)} {thing.args} {thing.keywords}"
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
        change += f"; remove {path.name} and {path.stem} to begin anew"
        raise ValueError(f"{path} keeps another sweep and was left as it is: {change}")


def _answers(plan: SweepPlan, answers: dict[int, Any], workers: int | None) -> Generator[Answer]:
    """Answer the points that are not among the answers; the caller puts each there as it comes.

    When a process dies, joblib gives up and does not say at which point. What it had handed out is answered
    again in a hundred groups, and so on with a group whose process dies, until that group is one point.
    """
    groups: list[list[tuple[int, Any]]] = []
    how = {"initializer": _follow, "initargs": (os.getpid(),), "return_as": "generator_unordered"}
    while len(answers) < len(plan):
        points, handed = enumerate(itertools.product(*plan.grid.values())), list[Any]()
        group = groups.pop() if groups else None
        tasks = _tasks(plan, group or (point for point in points if point[0] not in answers), handed)
        with _no_interrupt():
            new = joblib.Parallel(workers or max(2, joblib.cpu_count()), _backend(), **how)(tasks)
        try:
            for answer in new:  # noqa: UP028 (`yield from` would close it before we can hush joblib)
                yield answer
        except BrokenExecutor:
            lost = [point for point in handed if point[0] not in answers]
            if group and len(group) == 1:
                yield lost.pop()[0], [np.nan] * len(plan.outcomes), DIED
            size = max(1, len(lost) // 100)
            groups += [lost[begin : begin + size] for begin in range(0, len(lost), size)]
        except GeneratorExit:
            with warnings.catch_warnings(action="ignore"):  # joblib warns of what it cancels
                new.close()
            raise


def _tasks(plan: SweepPlan, points: Iterable[Any], handed: list[Any]) -> Iterator[Any]:
    for index, values in points:
        handed.append((index, values))
        knobs = dict(zip(plan.grid, values, strict=True))
        yield joblib.delayed(_answer)(plan.model, plan.outcomes, index, knobs)


def _answer(model: Any, outcomes: list[SweepOutcome], index: int, knobs: dict[str, Any]) -> Answer:
    """Answer one point; what goes wrong is a part of the answer."""
    numbers, problems = [np.nan] * len(outcomes), []
    try:
        model = model.but(**knobs)
    except Exception as problem:
        outcomes, problems = [], [f"{type(problem).__name__}: {problem}"]
    for place, outcome in enumerate(outcomes):
        try:
            numbers[place] = outcome.number(model)
        except Exception as problem:
            problems.append(f"{outcome.name}: {type(problem).__name__}: {problem}")
    return index, numbers, textwrap.shorten("; ".join(problems), 600, placeholder="…") or None


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ignore Ctrl-C while the workers are started: they inherit that, and are deaf before `_follow` runs."""
    heard = signal.getsignal(signal.SIGINT)
    if heard is None or threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may change what a signal does
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _follow(parent: int) -> None:
    """Leave Ctrl-C to the parent of this worker, and end with it, however it ends."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=watch, daemon=True).start()


def _backend() -> Any:
    """Return the backend that the user chose; Dask's would wait for ever for a worker that was killed."""
    chosen, _ = joblib.parallel.get_active_backend()
    if not hasattr(chosen, "client"):
        return None

    class Dask(type(chosen)):  # type: ignore[misc]
        def effective_n_jobs(self, n_jobs: int) -> int:
            return max(2, int(super().effective_n_jobs(n_jobs)))  # with 1 joblib would use this process

        def submit(self, func: Any, callback: Any = None) -> Any:
            def tell(done: Future[Any]) -> None:
                if problem := done.exception():
                    callback(BrokenExecutor() if type(problem).__name__ == "KilledWorker" else problem)

            future = super().submit(func, callback)
            future.add_done_callback(tell)
            return future

    return Dask(client=chosen.client, wait_for_workers_timeout=chosen.wait_for_workers_timeout)
