"""Verdicts on lessons: each is held to the rules of a lesson, and may be run and timed."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidekit.course.glossary import FILE
from guidekit.course.lessons import EXTRA, lesson_files
from guidekit.course.lint import shape_problems
from guidekit.course.notebook import Notebook

SECONDS = 10.0  # of a processor; a lesson that takes longer to run loses a class
PATIENCE = 300  # seconds of a clock until a kernel has started or a cell has run; else it hangs

VERDICT = {True: "{mark} {name}, ran in {seconds} s of a processor", False: "{mark} {name}"}
"""What is said of a lesson that was run, and of one that was only read."""


@dataclass(frozen=True)
class LessonVerdict:
    """What a lesson lacks.

    Attributes
    ----------
    name : str
        The name of the file.
    problems : tuple of str
        One line for each rule that the lesson breaks; nothing if it is as a lesson must be.
    seconds : float or None
        How long its kernel kept a processor busy; None if it was only read.
    """

    name: str
    problems: tuple[str, ...]
    seconds: float | None = None

    def __str__(self) -> str:
        template = VERDICT[self.seconds is not None]
        mark = "ok  " if not self.problems else "BAD "
        line = template.format(mark=mark, name=self.name, seconds=f"{self.seconds or 0:.1f}")
        return "\n".join([line, *(f"      {problem}" for problem in self.problems)])


def lesson_verdicts(places: Sequence[Path], run: bool = True) -> Iterator[LessonVerdict]:
    """Hold lessons to the rules of a lesson.

    A file that is no notebook, or that breaks a rule in a way nobody thought of, gets a verdict as well:
    the lessons after it are looked at all the same.

    Parameters
    ----------
    places : sequence of pathlib.Path
        Notebooks, or folders of them (a glossary in one is left out); none means the lessons that ship.
    run : bool
        Whether to execute each lesson too, and time it.

    Yields
    ------
    LessonVerdict
        One verdict a lesson, as soon as it is known.

    Raises
    ------
    ValueError
        If there is no notebook at a place.
    """
    for path in _files(places):
        problems: list[str] = []
        seconds = None
        try:
            problems += shape_problems(Notebook.read(path))
            if run:
                seconds, failures = _run(path)
                problems += failures
        except Exception as error:  # a check of what somebody wrote must not end in a traceback
            problems.append(_cause(error))
        yield LessonVerdict(path.name, tuple(problems), seconds)


def _cause(error: Exception) -> str:
    words = str(error)
    return words if isinstance(error, (OSError, ValueError)) and words else f"{type(error).__name__}: {words}"


def _files(places: Sequence[Path]) -> Iterator[Path]:
    if not places:
        yield from lesson_files()
    for place in places:
        files = [place]
        if place.is_dir():
            here = [*sorted(place.glob("*.ipynb")), *sorted(place.glob(f"{EXTRA}/*.ipynb"))]
            files = [path for path in here if path.stem != Path(FILE).stem]
        if not files or not files[0].is_file():
            raise ValueError(f"there is no notebook at {place}; allowed: a .ipynb file or a folder with some")
        yield from files


def _run(path: Path) -> tuple[float, list[str]]:
    """Run a lesson from the first cell to the last; return the seconds and what went wrong.

    Seconds of a processor are counted, since those of a clock also depend on who else uses the machine.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook: Any = nbformat.read(path, as_version=4)
    options: dict[str, Any] = {"timeout": PATIENCE, "startup_timeout": PATIENCE, "kernel_name": "python3"}
    options["extra_arguments"] = ["--log-level=ERROR"]  # else each kernel warns of its own sockets
    client = NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, **options)
    begin = _clock()
    try:
        client.execute(env=os.environ | {"GUIDEKIT_JOURNAL": ":memory:"})  # no trace in anybody's journal
    except Exception as error:  # a cell that fails or hangs, a kernel that dies or is not installed
        return _clock() - begin, [f"it does not run: {_last_line(error)}"]
    seconds = _clock() - begin
    if seconds > SECONDS:
        return seconds, [f"it takes {seconds:.1f} s of a processor to run; allowed: {SECONDS:g} s"]
    return seconds, []


def _clock() -> float:
    """Return the seconds that kernels which have ended kept a processor busy; Windows has only its clock."""
    if os.name == "nt":
        return time.perf_counter()
    spent = os.times()
    return spent.children_user + spent.children_system


def _last_line(error: Exception) -> str:
    """Return the last line of an error's text, which names it, without the colours of a terminal."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
