"""A recording: one run with a time limit, and tables that are written whole or not at all."""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
import io
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from guidekit.paths import write_whole
from recorders.children import Children
from recorders.loopback import leave_the_network

MEASURED = Path(__file__).resolve().parent.parent / "data" / "measured"
AGAIN = 0.5  # seconds until a stop that nobody took is told again


class Stopped(SystemExit):
    """The recording was interrupted, or its time is up."""


@dataclass
class Table:
    """Rows of one table, with what each column means."""

    name: str
    columns: dict[str, str]
    rows: list[Sequence[object]]


@dataclass
class Run:
    """What a recorder works with: a folder to be thrown away, its children, and whether to be brief."""

    folder: Path
    children: Children
    quick: bool
    priority: str = "ordinary"
    versions: dict[str, str] = field(default_factory=lambda: {"python": platform.python_version()})


def record(name: str, work: Callable[[Run], list[Table]], limit: int) -> None:
    """Run a recorder as a command, and write its tables at the end.

    Parameters
    ----------
    name : str
        The recorder; ``make record-NAME`` is the command.
    work : callable
        Does the recording and returns its tables.
    limit : int
        Seconds after which everything is ended, and nothing is written.
    """
    asked = argparse.ArgumentParser(prog=f"recorders.{name}", description=work.__doc__)
    asked.add_argument("--into", type=Path, default=MEASURED, help="folder for the tables")
    asked.add_argument("--quick", action="store_true", help="a small part, as a test runs it")
    asked.add_argument("--limit", type=int, default=limit, help="seconds after which all is ended")
    options = asked.parse_args()
    start = time.monotonic()
    network = leave_the_network()
    with interruptible(options.limit), scratch() as folder, Children(folder) as children:
        children.give(folder)
        say(f"recording {name} on {network}")
        run = Run(folder, children, options.quick)
        tables = work(run)
    about = {
        "recorded": datetime.date.today().isoformat(),
        "command": f"make record-{name}",
        "machine": machine(),
        "network": network,
        "priority": run.priority,
        "run_seconds": round(time.monotonic() - start, 1),
        "versions": run.versions,
    }
    options.into.mkdir(parents=True, exist_ok=True)
    for table in tables:
        write_table(options.into, table, about)
        say(f"wrote {table.name}.csv, {len(table.rows)} rows")
    say(f"recorded {name} in {about['run_seconds']} s")


@contextmanager
def interruptible(limit: int) -> Iterator[None]:
    """Turn signals and the end of the time into an exception, so that children are ended on the way out."""
    what = ""

    def stop(number: int, _: object) -> None:
        nonlocal what
        if on_the_way_out():  # that must not be interrupted in turn
            return
        over = f"the limit of {limit} s is over"
        what = what or (over if number == signal.SIGALRM else signal.Signals(number).name)
        # Python drops what is raised while it clears an object away, and asyncio clears many: raise it again.
        signal.setitimer(signal.ITIMER_REAL, AGAIN)
        raise Stopped(f"recording stopped: {what}; no table was written")

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
    before = {number: signal.signal(number, stop) for number in signals}
    signal.alarm(limit)
    try:
        yield
    finally:
        signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)


def on_the_way_out() -> bool:
    """Tell whether what runs now is run because the recording was stopped."""
    problem = sys.exc_info()[1]
    while problem is not None and not isinstance(problem, Stopped):
        problem = problem.__context__
    return problem is not None


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder that is gone afterwards; its path is short, because sockets' names are."""
    folder = Path(tempfile.mkdtemp(prefix="rec-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_table(folder: Path, table: Table, about: dict[str, object]) -> None:
    """Write a table and, beside it, how it came to be. Each file is whole; the digest ties the two."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(table.columns)
    for row in table.rows:
        if len(row) != len(table.columns):
            raise ValueError(f"{table.name}: {row} does not fit {list(table.columns)}")
        lines.writerow(row)
    content = text.getvalue().encode()
    note = {
        "table": table.name,
        "rows": len(table.rows),
        "columns": table.columns,
        **about,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    write_whole(folder / f"{table.name}.csv", content)
    write_whole(
        folder / f"{table.name}.json", (json.dumps(note, indent=1, ensure_ascii=False) + "\n").encode()
    )


def machine() -> str:
    """Say what this machine is, in words that fit many."""
    return f"{os.cpu_count()} cores, {platform.system()}"


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)
