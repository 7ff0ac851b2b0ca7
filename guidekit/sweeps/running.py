"""Running: the points of a plan, answered by the workers of joblib, kept as they come, and made a table."""

from __future__ import annotations

import itertools
import os
import pickle
import signal
import textwrap
import threading
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import joblib
import numpy as np
from tqdm import tqdm

from guidekit.knobs import count
from guidekit.paths import check_parent, digest, write_whole
from guidekit.sweeps.checkpoint import open_checkpoint
from guidekit.sweeps.plan import SweepOutcome, SweepPlan, check_plan

if TYPE_CHECKING:
    import pandas as pd

Answer = tuple[int, list[float], str | None]  # a place in the grid, its numbers, and what went wrong
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
    >>> sweep(OnionRouting, {"hops": [2, 3]}, "reliability", workers=1).round(3)
       hops  reliability error
    0     2        0.941  <NA>
    1     3        0.913  <NA>
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
    with open_checkpoint(plan, _checkpoint_of(table := Path(out))) as (answers, write):
        frame = _table(plan, answers, workers, write)
        text = frame.to_csv(index=False, lineterminator="\n") if table.suffix == ".csv" else ""
        content = text.encode() or frame.to_parquet()
        write(digest(content))
        write_whole(table, content)
    return frame


def _table(
    plan: SweepPlan, answers: dict[int, Any], workers: int | None, write: Callable[[Any], None]
) -> pd.DataFrame:
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
        raise ModuleNotFoundError("no pyarrow; run: pip install 'guidekit[parquet]', or write .csv")
    path = table.with_name(f"{table.name}.checkpoint")
    kept = path.read_bytes() if table.exists() and path.exists() else b""
    if table.exists() and digest(table.read_bytes()).encode() not in kept:
        raise FileExistsError(
            f"{table} is there already and is not what this sweep wrote, so it was left as it is; "
            "write to another file, or move it away"
        )
    return path


def _answers(plan: SweepPlan, answers: dict[int, Any], workers: int | None) -> Generator[Answer]:
    """Answer the points that are not among the answers; the caller puts each there as it comes.

    When a process dies, joblib gives up the whole call. The points that it had handed out by then are
    answered again one at a time, so that the one that kills its process is alone when it does.
    """
    while len(answers) < len(plan):
        points = enumerate(itertools.product(*plan.grid.values()))
        missing = (point for point in points if point[0] not in answers)
        suspects = yield from _together(plan, missing, n_jobs=workers or max(2, joblib.cpu_count()))
        while suspects:
            yield from _together(plan, suspects, n_jobs=2, batch_size=1, pre_dispatch=1)
            suspects = [point for point in suspects if point[0] not in answers]
            if suspects:
                yield suspects.pop(0)[0], [np.nan] * len(plan.outcomes), DIED


def _together(plan: SweepPlan, points: Iterable[Any], **how: Any) -> Generator[Answer, None, list[Any]]:
    """Answer points with joblib, in any order; return those that were lost with a process."""
    handed = {}

    def tasks() -> Iterator[Any]:
        for index, values in points:
            handed[index] = values
            knobs = dict(zip(plan.grid, values, strict=True))
            yield joblib.delayed(_answer)(plan.model, plan.outcomes, index, knobs)

    how |= {"backend": _backend(), "initializer": _follow, "initargs": (os.getpid(),)}
    answers = joblib.Parallel(return_as="generator_unordered", **how)(tasks())
    try:
        for answer in answers:
            del handed[answer[0]]
            yield answer
    except BrokenExecutor:
        pass
    except GeneratorExit:
        with warnings.catch_warnings(action="ignore"):  # joblib warns of what it cancels
            answers.close()
        raise
    return list(handed.items())


def _answer(model: Any, outcomes: list[SweepOutcome], index: int, knobs: dict[str, Any]) -> Answer:
    """Answer one point; what goes wrong is a part of the answer."""
    numbers, problems = [np.nan] * len(outcomes), []
    try:
        model = model.but(**knobs)
    except Exception as problem:
        return index, numbers, _words(problem)
    for place, outcome in enumerate(outcomes):
        try:
            numbers[place] = outcome.number(model)
        except Exception as problem:
            problems.append(f"{outcome.name}: {_words(problem)}")
    return index, numbers, "; ".join(problems) or None


def _words(problem: Exception) -> str:
    return textwrap.shorten(f"{type(problem).__name__}: {problem}", 300, placeholder="…")


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
                    killed = type(problem).__name__ == "KilledWorker"
                    callback(BrokenExecutor() if killed else problem)

            future = super().submit(func, callback)
            future.add_done_callback(tell)
            return future

    return Dask(client=chosen.client)
