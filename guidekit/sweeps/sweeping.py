"""Sweeping: a grid of knob values to a table, over any executor, kept as it comes and resumed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guidekit.paths import write_whole
from guidekit.sweeps.answers import Answers, written
from guidekit.sweeps.crew import gather
from guidekit.sweeps.journal import Journal
from guidekit.sweeps.work import DIED, Work

if TYPE_CHECKING:
    import pandas as pd

KINDS = (".csv", ".parquet")


def sweep(
    model: Any,
    grid: Mapping[str, Iterable[Any]],
    outcomes: Mapping[str, Any] | Sequence[Any] | str,
    executor: Executor | None = None,
    *,
    workers: int | None = None,
    out: str | Path | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Ask a model at every point of a grid of its knobs.

    The table is the same, to the last bit, whoever does the work and in whatever order it comes.

    Parameters
    ----------
    model : Model
        A model or its class, from `guidekit.models` or your own; its other knobs stay as they are.
    grid : mapping of str to sequence
        The values of each knob. The points are their cartesian product; the first knob turns slowest.
    outcomes : mapping or sequence
        What to ask, by the name of its column: a method (``"reliability"``), a method with arguments
        (``"delivered_within(24)"`` or ``("delivered_within", 24)``), or a function of the model. In a
        sequence a method is its own name. An answer is a number or a truth value (1 or 0). For a method
        that gives an array, put a reducer around it: max, mean, median, min, std or quantile, as in
        ``"quantile(latency(1000, seed=7), 0.95)"``. Any other answer is the error of its point.
    executor : concurrent.futures.Executor, optional
        Who does the work; it is not shut down. A Dask cluster is ``Client(...).get_executor()`` (extra
        ``guidekit[cluster]``). By default processes of our own, one for each processor.
    workers : int, optional
        How many of them; with 1 this process does all the work. With an executor: how many workers it
        has, if it does not say.
    out : str or pathlib.Path, optional
        A file to write, ``.csv`` or ``.parquet`` (extra ``guidekit[parquet]``). What is done is kept as
        it comes in a journal beside it, and the same call goes on from there after any interruption.
    progress : bool
        Whether to show a bar, in a terminal or a notebook, if it takes longer than a second.

    Returns
    -------
    pandas.DataFrame
        One row a point, in the order of the grid: a column for each knob, a column of floats for each
        outcome, and ``error``, which says what went wrong at this point and is NA where nothing did.

    Raises
    ------
    ValueError
        Before anything runs: if a knob, a value or an outcome does not fit, or if the journal keeps
        another sweep.
    FileExistsError
        If `out` is there and was not written by this sweep, or was edited since. It stays as it is.
    FileNotFoundError
        If the folder of `out` does not exist.
    ModuleNotFoundError
        If `out` is Parquet and pyarrow is not installed.
    BlockingIOError
        If another sweep is writing the same file.
    RuntimeError
        If processes do not start here, as in a script without ``if __name__ == "__main__":``.

    Examples
    --------
    >>> from guidekit.models import OnionRouting
    >>> grid = {"hops": [2, 3], "adversary": [0.1, 0.2]}
    >>> found = sweep(OnionRouting, grid, ["circuit_compromise", "reliability"], workers=1)
    >>> found.drop(columns="error").round(3)
       hops  adversary  circuit_compromise  reliability
    0     2        0.1                0.01        0.941
    1     2        0.2                0.04        0.941
    2     3        0.1                0.01        0.913
    3     3        0.2                0.04        0.913
    """
    work = Work.of(model, grid, outcomes)
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        raise ValueError(f"workers = {workers!r} is no number of workers; allowed: 1 or more")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise ValueError(f"executor = {executor!r} takes no work; allowed: a concurrent.futures.Executor")
    answers = Answers(work)
    with _kept(work, answers, out) as journal, _bar(progress, len(work.grid), answers.done()) as bar:
        with closing(gather(work, answers.missing(), executor, workers)) as slices:
            for first, rows in slices:
                if journal and rows[0][-1] != DIED:  # that may not be the point's fault: it is tried again
                    journal.add(first, rows)
                answers.put(first, rows)
                bar.update(len(rows))
        frame = answers.frame()
        if journal and out is not None:
            content = written(frame, Path(out).suffix)
            journal.writes(_digest(content))
            write_whole(Path(out), content)
    return frame


@contextmanager
def _kept(work: Work, answers: Answers, out: str | Path | None) -> Iterator[Journal | None]:
    """Open the journal beside `out` and take over what it keeps."""
    if out is None:
        yield None
        return
    table = Path(out)
    _refuse_place(table)
    path = table.with_name(f"{table.name}.journal")
    if table.exists() and not path.exists():
        raise FileExistsError(_not_ours(table))
    with closing(Journal(path, work.story())) as journal:
        if table.exists() and _digest(table.read_bytes()) not in journal.written:
            raise FileExistsError(_not_ours(table))
        for first, rows in journal.rows():
            answers.put(first, rows)
        try:
            yield journal
        except BaseException as stop:
            kept = f"{answers.done():,} of {len(work.grid):,} points are kept in {path}"
            stop.add_note(f"{kept}; the same call goes on from there")
            raise


def _refuse_place(table: Path) -> None:
    if table.suffix not in KINDS:
        raise ValueError(f"out = {str(table)!r} ends in neither; allowed: {' or '.join(KINDS)}")
    if not table.absolute().parent.is_dir():
        raise FileNotFoundError(f"there is no folder {table.absolute().parent} to put {table.name} into")
    if table.suffix == ".parquet" and find_spec("pyarrow") is None:
        raise ModuleNotFoundError(
            "Parquet needs pyarrow; run: pip install 'guidekit[parquet]', or write .csv", name="pyarrow"
        )


def _not_ours(table: Path) -> str:
    return (
        f"{table} is there already and is not what this sweep wrote, so it was left as it is; "
        "write to another file, or move it away"
    )


def _bar(progress: bool, total: int, done: int) -> Any:
    """Return a bar for a terminal or a notebook, and elsewhere one that shows nothing."""
    from tqdm.auto import tqdm

    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    seen = progress and (sys.stderr.isatty() or hasattr(shell, "kernel"))
    return tqdm(total=total, initial=done, unit="point", delay=1, leave=False, disable=not seen)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
