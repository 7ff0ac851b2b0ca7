"""The rules of a lesson: which parts it has, in which order, and what a lesson lacks."""

from __future__ import annotations

import ast
import itertools
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from guidekit.course.glossary import FILE, terms
from guidekit.course.lessons import lesson_files
from guidekit.course.notebook import Notebook, NotebookCell, only_call
from guidekit.tables.query import load

PARTS = (
    *("What you will do", "What you need", "The question", "Your prediction", "Try it", "What you saw"),
    *("What the guide says", "Check yourself", "What this model leaves out", "Recap and next"),
)
COMPARISON = "The model and the real thing"  # a part that may stand among the parts to try
SECONDS = 10.0  # a lesson that takes longer to run loses a class
_LINK = re.compile(r"\]\(([\w.-]+\.(?:ipynb|md))(?:#([^)\s]+))?\)")


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
        How long it ran; None if it was only read.
    """

    name: str
    problems: tuple[str, ...]
    seconds: float | None = None

    def __str__(self) -> str:
        ran = "" if self.seconds is None else f", ran in {self.seconds:.1f} s"
        lines = [f"{'ok  ' if not self.problems else 'BAD '} {self.name}{ran}"]
        return "\n".join([*lines, *(f"      {problem}" for problem in self.problems)])


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


def shape_problems(notebook: Notebook) -> Iterator[str]:
    """Say what a lesson lacks.

    Yields
    ------
    str
        One line for each problem, with the cell that it stands in and what is allowed.
    """
    for rule in (_title, _parts, _objectives, _minutes, _prediction, _quiz, _one_call, _outputs, _links):
        yield from rule(notebook)


def _title(notebook: Notebook) -> Iterator[str]:
    first = notebook.cells[0].headings() if notebook.cells else []
    if [level for level, _ in first] != [1]:
        yield "the first cell has no title; allowed: one heading of the first level"


def _parts(notebook: Notebook) -> Iterator[str]:
    parts = [_part(words) for words in notebook.headings()]
    for part in PARTS:
        if part not in parts:
            yield f"the part “{part}” is missing; allowed: {', '.join(PARTS)}, in this order"
    for words, part in zip(notebook.headings(), parts, strict=True):
        if part not in PARTS:
            yield f"“{words}” is no part of a lesson; allowed: {', '.join(PARTS)}"
    order = [PARTS.index(part) for part in parts if part in PARTS]
    for before, after in itertools.pairwise(order):
        if after < before or (after == before and PARTS[after] != "Try it"):
            yield f"“{PARTS[after]}” stands after “{PARTS[before]}”; allowed: {', '.join(PARTS)}"


def _part(words: str) -> str:
    return "Try it" if words.startswith((COMPARISON, "Try it:")) else words


def _cells_of(notebook: Notebook, part: str) -> list[NotebookCell]:
    """List the cells of a part, from the one that has its heading."""
    cells, inside = [], False
    for cell in notebook.cells:
        for level, words in cell.headings():
            inside = inside if level > 2 else _part(words) == part
        if inside:
            cells.append(cell)
    return cells


def _words_of(notebook: Notebook, part: str) -> str:
    return "\n".join(cell.text for cell in _cells_of(notebook, part))


def _objectives(notebook: Notebook) -> Iterator[str]:
    count = len(re.findall(r"^- \S", _words_of(notebook, "What you will do"), re.MULTILINE))
    if not 2 <= count <= 5:
        yield f"“What you will do” lists {count} objectives; allowed: 2 to 5 lines that begin with “- ”"


def _minutes(notebook: Notebook) -> Iterator[str]:
    minutes = re.search(r"\b(\d+) minutes", _words_of(notebook, "What you need"))
    if minutes is None:
        yield "“What you need” does not say how long the lesson takes; allowed: such as “About 20 minutes”"
        return
    rows = load("lessons")
    listed = rows[rows.notebook == notebook.name].minutes
    if len(listed) and int(minutes[1]) != int(listed.item()):
        yield f"“What you need” says {minutes[1]} minutes, lessons.csv says {int(listed.item())}"


def _prediction(notebook: Notebook) -> Iterator[str]:
    questions = notebook.predictions()
    if not questions:
        yield "there is no prediction; allowed: one call of gk.predict(id, question, …) or more"
    answered = {
        word.value.value
        for _, _, call in notebook.calls()
        for word in call.keywords
        if word.arg == "prediction" and isinstance(word.value, ast.Constant)
    }
    for id in questions:
        if id not in answered:
            yield f"no panel answers the prediction {id!r}; allowed: gk.explore(…, prediction={id!r})"


def _quiz(notebook: Notebook) -> Iterator[str]:
    quizzes = {cell.id for cell, name, _ in notebook.calls() if name == "gk.quiz"}
    if not quizzes & {cell.id for cell in _cells_of(notebook, "Check yourself")}:
        yield "“Check yourself” asks no questions; allowed: a cell with gk.quiz(lesson)"


def _one_call(notebook: Notebook) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.kind == "code" and only_call(cell) is None and cell.text.strip() != "import guidekit as gk":
            yield f"cell {cell.id}: it is not one call; allowed: import guidekit as gk, or one call"


def _outputs(notebook: Notebook) -> Iterator[str]:
    for cell, name, call in notebook.calls():
        if not cell.outputs:
            yield f"cell {cell.id}: it was never run; run: make notebooks"
        shown = [output["data"] for output in cell.outputs if output.get("data")]
        for output in cell.outputs:
            if output["output_type"] not in ("execute_result", "display_data"):
                yield f"cell {cell.id}: it prints or fails ({output['output_type']}); allowed: one object"
        for data in shown:
            words, html = _said(data, "text/plain"), _said(data, "text/html")
            images = re.findall(r"<img\b[^>]*>", html)
            picture = images or "image/png" in data or name in ("gk.explore", "gk.journey")
            if picture and not re.search(r"\w \w.*[.!?]$", words, re.DOTALL):
                yield f"cell {cell.id}: its picture has no sentence; allowed: text/plain with a full stop"
            elif "image/png" in data or any(f'alt="{escape(words)}"' not in image for image in images):
                yield f"cell {cell.id}: its picture does not carry its sentence as alt; run: make notebooks"
            elif images and f"<figcaption>{escape(words)}</figcaption>" not in html:
                yield f"cell {cell.id}: its sentence is not below its picture; run: make notebooks"
            if re.search(r"0x[0-9a-f]{6,}|<\w+\.\w+", words):
                yield f"cell {cell.id}: it shows {words[:60]!r}, which says nothing to a reader"
        if any(word.arg == "prediction" for word in call.keywords) and not all(map(_is_covered, shown)):
            yield f"cell {cell.id}: it shows the answer to a prediction before a guess; run: make notebooks"


def _said(data: dict[str, Any], kind: str) -> str:
    return "".join(data.get(kind, "")).strip()


def _is_covered(data: dict[str, Any]) -> bool:
    """Tell whether a panel says only that it is covered."""
    words = re.sub(r"<[^>]*>", "", _said(data, "text/html"))
    return set(data) <= {"text/plain", "text/html"} and all(
        said.startswith("Covered: guess first") for said in (_said(data, "text/plain"), words)
    )


def _links(notebook: Notebook) -> Iterator[str]:
    """Find links that lead nowhere, and terms that are explained here first and not linked."""
    glossary = {term.link.partition("#")[2]: term for term in terms()}
    files = {path.name for path in lesson_files()} | {FILE}
    linked = set()
    for cell in notebook.cells:
        for file, anchor in _LINK.findall(cell.text):
            if file not in files:
                yield f"cell {cell.id}: the link to {file} leads nowhere; allowed: {', '.join(sorted(files))}"
            elif file == FILE and anchor and anchor not in glossary:
                yield f"cell {cell.id}: the glossary has no term for #{anchor}; add it to glossary.csv"
            linked.add(anchor)
    rows = load("lessons")
    here = set(rows[rows.notebook == notebook.name].id)
    for anchor, term in glossary.items():
        if term.lesson in here and anchor not in linked:
            yield f"the term “{term.name}” is first explained here; link it to {term.link}"


def _files(places: Sequence[Path]) -> Iterator[Path]:
    if not places:
        yield from lesson_files()
    for place in places:
        files = [place]
        if place.is_dir():
            files = [path for path in sorted(place.glob("*.ipynb")) if path.stem != Path(FILE).stem]
        if not files or not files[0].is_file():
            raise ValueError(f"there is no notebook at {place}; allowed: a .ipynb file or a folder with some")
        yield from files


def _run(path: Path) -> tuple[float, list[str]]:
    """Run a lesson from the first cell to the last; return the seconds and what went wrong."""
    import nbformat
    from nbclient import NotebookClient

    notebook: Any = nbformat.read(path, as_version=4)
    options: dict[str, Any] = {"timeout": 60, "kernel_name": "python3"}
    options["extra_arguments"] = ["--log-level=ERROR"]  # else each kernel warns of its own sockets
    client = NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, **options)
    begin = time.perf_counter()
    try:
        client.execute(env=os.environ | {"GUIDEKIT_JOURNAL": ":memory:"})  # no trace in anybody's journal
    except Exception as error:  # a cell that fails or hangs, a kernel that dies or is not installed
        return time.perf_counter() - begin, [f"it does not run: {_last_line(error)}"]
    seconds = time.perf_counter() - begin
    if seconds > SECONDS:
        return seconds, [f"it takes {seconds:.1f} s to run on this machine; allowed: {SECONDS:g} s"]
    return seconds, []


def _last_line(error: Exception) -> str:
    """Return the last line of an error's text, which names it, without the colours of a terminal."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
