"""Crew: who answers the points of a sweep: this process, processes of our own, or a given executor."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any

from guidekit.sweeps.work import DIED, Row, Work, answer

Span = tuple[int, int]  # the first point, and how many
Rows = tuple[int, list[Row]]

SLICE = 0.5  # seconds after which a process hands in what it has: what an interruption can cost
PIECES, MOST = 100, 1000  # a sweep begins as so many pieces, none with more points than this
MANY = 64  # workers, if an executor does not say how many it has


def gather(
    work: Work, spans: Iterable[Span], executor: Executor | None, workers: int | None
) -> Generator[Rows, None, None]:
    """Answer spans of points, in any order.

    A point whose process dies is told as such, after it died alone. A given executor that broke is
    replaced by processes of our own.

    Yields
    ------
    tuple of int and list
        The first point of a slice, and its rows.
    """
    waiting = deque(pieces(spans, len(work.grid)))
    if executor is None and workers == 1:
        while waiting:
            first, count = waiting.popleft()
            rows = answer(work, first, count, SLICE)
            yield first, rows
            waiting.extendleft(rest((first, count), len(rows)))
    if executor is None and waiting:
        _refuse_what_cannot_travel(work)
    while waiting:
        with _hired(work, executor, workers) as (pool, width):
            suspects = yield from _together(work, waiting, pool, 2 * width)
        if suspects and executor is not None and not _broken(executor):
            yield from _alone(work, suspects, executor)
        elif suspects:
            executor = None
            yield from _alone(work, suspects, None)


def pieces(spans: Iterable[Span], points: int) -> Iterator[Span]:
    """Cut spans so that everyone has something to do and the way there and back costs little.

    >>> list(pieces([(0, 3), (7, 1)], 1000))
    [(0, 3), (7, 1)]
    >>> list(pieces([(0, 30)], 1000))
    [(0, 10), (10, 10), (20, 10)]
    """
    size = max(1, min(points // PIECES, MOST))
    for first, count in spans:
        for begin in range(first, first + count, size):
            yield begin, min(size, first + count - begin)


def rest(span: Span, done: int) -> Iterator[Span]:
    """Cut what a slice of time left over into pieces that take about a slice each."""
    first, count = span
    for begin in range(first + done, first + count, done):
        yield begin, min(done, first + count - begin)


def cores() -> int:
    """Count the processors that this process may use; Windows cannot wait for more than 61 processes."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return min(os.cpu_count() or 1, 61 if sys.platform == "win32" else sys.maxsize)


def _together(
    work: Work, waiting: deque[Span], pool: Executor, width: int
) -> Generator[Rows, None, list[Span]]:
    """Answer what waits, so many pieces at a time; return those that were lost with a process."""
    running: dict[Future[list[Row]], Span] = {}
    lost: list[Span] = []
    broken = False
    try:
        while running or (waiting and not broken):
            while waiting and not broken and len(running) < width:
                try:
                    running[pool.submit(answer, work, *waiting[0], SLICE)] = waiting[0]
                    waiting.popleft()
                except BrokenExecutor:
                    broken = True
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                span = running.pop(future)
                try:
                    rows = future.result()
                except Exception as problem:
                    if not _death(problem):
                        raise
                    broken = broken or isinstance(problem, BrokenExecutor)
                    lost.append(span)
                    continue
                yield span[0], rows
                waiting.extendleft(rest(span, len(rows)))
    finally:
        for future in running:
            future.cancel()
    return lost


def _alone(work: Work, suspects: list[Span], executor: Executor | None) -> Iterator[Rows]:
    """Answer points one by one, so that a process that dies takes no other point along."""
    points = deque(index for first, count in suspects for index in range(first, first + count))
    while points:
        with _hired(work, executor, 1) as (pool, _):
            while points:
                index = points.popleft()
                try:
                    # Other seconds than before: Dask takes the same call for the task that it just lost.
                    yield index, pool.submit(answer, work, index, 1, 0.0).result()
                except Exception as problem:
                    if not _death(problem):
                        raise
                    yield index, [work.failed(DIED)]
                    break


@contextmanager
def _hired(work: Work, executor: Executor | None, workers: int | None) -> Iterator[tuple[Executor, int]]:
    """Give an executor and the number of its workers; end it afterwards only if it is our own."""
    if executor is not None:
        yield executor, workers or int(getattr(executor, "_max_workers", MANY))
        return
    count = workers or cores()
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_follow)
    try:
        try:
            pool.submit(_arrive, work).result()
        except BrokenExecutor:
            raise RuntimeError(
                "processes of Python do not start here. In a script, what calls sweep belongs under "
                "`if __name__ == '__main__':`. With workers=1 this process does all the work."
            ) from None
        yield pool, count
    except BaseException:
        for process in list((pool._processes or {}).values()):  # a slow point would keep us waiting
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _follow() -> None:
    """Leave Ctrl-C to the parent, and end when it ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _arrive(work: Work) -> None:
    """Show that a process starts and can read the work."""


def _refuse_what_cannot_travel(work: Work) -> None:
    """Refuse what another process could not find: a lambda, or what was typed into a notebook."""
    for kind, thing in [
        ("model", type(work.model)),
        *((f"outcomes: {o.name!r}", o.method) for o in work.outcomes),
    ]:
        typed = getattr(thing, "__module__", "") == "__main__" and not hasattr(
            sys.modules["__main__"], "__file__"
        )
        try:
            pickle.dumps(thing)
        except Exception:
            typed = True
        if typed:
            raise ValueError(
                f"{kind} cannot be sent to another process: {thing!r}; allowed: what stands under its name "
                "in a module, or anything with workers=1 (this process does all the work)"
            )


def _death(problem: BaseException) -> bool:
    # Dask's error is known by its name: distributed is an optional extra.
    return isinstance(problem, BrokenExecutor) or type(problem).__name__ == "KilledWorker"


def _broken(executor: Any) -> bool:
    try:
        executor.submit(int).result()
    except BrokenExecutor:
        return True
    return False
