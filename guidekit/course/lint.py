"""The lesson shape: what every lesson has, in which order, and a check that says what one lacks."""

from __future__ import annotations

import ast
import itertools
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidekit.course.glossary import FILE, terms
from guidekit.course.lessons import lesson_files
from guidekit.course.notebook import Notebook, NotebookCell, alone
from guidekit.tables.query import load

PARTS = (
    *("What you will do", "What you need", "The question", "Your prediction", "Try it", "What you saw"),
    *("What the guide says", "Check yourself", "What this model leaves out", "Recap and next"),
)
BESIDE = "The model and the real thing"  # may stand among the parts to try
SECONDS = 10.0  # a lesson that takes longer to run loses a class
_LINK = re.compile(r"\]\(([\w.-]+\.(?:ipynb|md))(?:#([^)\s]+))?\)")


@dataclass(frozen=True)
class LessonVerdict:
    """What one lesson lacks, and how long it ran; None when it was only read."""

    name: str
    problems: tuple[str, ...]
    seconds: float | None = None

    def __str__(self) -> str:
        ran = "" if self.seconds is None else f", ran in {self.seconds:.1f} s"
        lines = [f"{'ok  ' if not self.problems else 'BAD '} {self.name}{ran}"]
        return "\n".join([*lines, *(f"      {problem}" for problem in self.problems)])


def judged(places: Sequence[Path], run: bool = True) -> Iterator[LessonVerdict]:
    """Hold lessons to the lesson shape, one verdict each, as they come.

    Parameters
    ----------
    places : sequence of pathlib.Path
        Notebooks, or folders of them (a glossary in one is left out); none means the lessons that ship.
    run : bool
        Whether to execute each lesson too, and time it.

    Raises
    ------
    ValueError
        If a place holds no notebook, or a file is none.
    """
    for path in _files(places):
        notebook = Notebook.read(path)
        problems, seconds = list(shape_problems(notebook)), None
        if run:
            seconds, failed = _run(path)
            problems += failed
        yield LessonVerdict(notebook.name, tuple(problems), seconds)


def shape_problems(notebook: Notebook) -> Iterator[str]:
    """Say what a lesson lacks, one line a problem, each with the cell it stands in."""
    for rule in (_title, _parts, _objectives, _minutes, _prediction, _quiz, _one_call, _outputs, _links):
        yield from rule(notebook)


def _title(notebook: Notebook) -> Iterator[str]:
    first = notebook.cells[0].headings() if notebook.cells else []
    if [level for level, _ in first] != [1]:
        yield "the first cell has no title; allowed: one heading of the first level"


def _parts(notebook: Notebook) -> Iterator[str]:
    found = [_part(words) for words in notebook.headings()]
    for part in PARTS:
        if part not in found:
            yield f"the part “{part}” is missing; allowed: {', '.join(PARTS)}, in this order"
    for words, part in zip(notebook.headings(), found, strict=True):
        if part not in PARTS:
            yield f"“{words}” is no part of a lesson; allowed: {', '.join(PARTS)}"
    order = [PARTS.index(part) for part in found if part in PARTS]
    for before, after in itertools.pairwise(order):
        if after < before or (after == before and PARTS[after] != "Try it"):
            yield f"“{PARTS[after]}” stands after “{PARTS[before]}”; allowed: {', '.join(PARTS)}"


def _part(words: str) -> str:
    return "Try it" if words.startswith((BESIDE, "Try it:")) else words


def _cells_of(notebook: Notebook, part: str) -> list[NotebookCell]:
    """List the cells of a part, with the cell that has its heading."""
    found, inside = [], False
    for cell in notebook.cells:
        for level, words in cell.headings():
            inside = inside if level > 2 else _part(words) == part
        if inside:
            found.append(cell)
    return found


def _words_of(notebook: Notebook, part: str) -> str:
    return "\n".join(cell.text for cell in _cells_of(notebook, part))


def _objectives(notebook: Notebook) -> Iterator[str]:
    count = len(re.findall(r"^- \S", _words_of(notebook, "What you will do"), re.MULTILINE))
    if not 2 <= count <= 5:
        yield f"“What you will do” lists {count} objectives; allowed: 2 to 5 lines that begin with “- ”"


def _minutes(notebook: Notebook) -> Iterator[str]:
    said = re.search(r"\b(\d+) minutes", _words_of(notebook, "What you need"))
    if said is None:
        yield "“What you need” does not say how long the lesson takes; allowed: such as “About 20 minutes”"
        return
    rows = load("lessons")
    listed = rows[rows.notebook == notebook.name].minutes
    if len(listed) and int(said[1]) != int(listed.item()):
        yield f"“What you need” says {said[1]} minutes, lessons.csv says {int(listed.item())}"


def _prediction(notebook: Notebook) -> Iterator[str]:
    asked = notebook.predictions()
    if not asked:
        yield "there is no prediction; allowed: one call of gk.predict(id, question, …) or more"
    shown = {
        word.value.value
        for _, _, call in notebook.calls()
        for word in call.keywords
        if word.arg == "prediction" and isinstance(word.value, ast.Constant)
    }
    for id in asked:
        if id not in shown:
            yield f"no panel answers the prediction {id!r}; allowed: gk.explore(…, prediction={id!r})"


def _quiz(notebook: Notebook) -> Iterator[str]:
    there = {cell.id for cell, name, _ in notebook.calls() if name == "gk.quiz"}
    if not there & {cell.id for cell in _cells_of(notebook, "Check yourself")}:
        yield "“Check yourself” asks no questions; allowed: a cell with gk.quiz(lesson)"


def _one_call(notebook: Notebook) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.kind == "code" and alone(cell) is None and cell.text.strip() != "import guidekit as gk":
            yield f"cell {cell.id}: it is not one call; allowed: import guidekit as gk, or one call"


def _outputs(notebook: Notebook) -> Iterator[str]:
    for cell, name, _ in notebook.calls():
        if not cell.outputs:
            yield f"cell {cell.id}: it was never run; run: make notebooks"
        for output in cell.outputs:
            if output["output_type"] not in ("execute_result", "display_data"):
                yield f"cell {cell.id}: it prints or fails ({output['output_type']}); allowed: one object"
                continue
            data = output.get("data", {})
            said = "".join(data.get("text/plain", ""))
            picture = "image/png" in data or name in ("gk.explore", "gk.journey")
            if picture and not re.search(r"\w \w.*[.!?]$", said.strip(), re.DOTALL):
                yield f"cell {cell.id}: its picture has no sentence; allowed: text/plain with a full stop"
            if re.search(r"0x[0-9a-f]{6,}|<\w+\.\w+", said):
                yield f"cell {cell.id}: it shows {said[:60]!r}, which says nothing to a reader"


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
        inside = (path for path in sorted(place.glob("*.ipynb")) if path.stem != Path(FILE).stem)
        found = list(inside) if place.is_dir() else [place]
        if not found or not found[0].is_file():
            raise ValueError(f"there is no notebook at {place}; allowed: a .ipynb file or a folder with some")
        yield from found


def _run(path: Path) -> tuple[float, list[str]]:
    """Run a lesson from the first cell to the last; return the seconds and what went wrong."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook: Any = nbformat.read(path, as_version=4)
    options: dict[str, Any] = {"timeout": 60, "kernel_name": "python3"}
    options["extra_arguments"] = ["--log-level=ERROR"]  # else each kernel warns of its own sockets
    client = NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, **options)
    begin = time.perf_counter()
    try:
        client.execute(env=os.environ | {"GUIDEKIT_JOURNAL": ":memory:"})  # no trace in anybody's journal
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as failed:
        return time.perf_counter() - begin, [f"it does not run: {_last_line(failed)}"]
    seconds = time.perf_counter() - begin
    late = (
        [f"it takes {seconds:.1f} s to run on this machine; allowed: {SECONDS:g} s"]
        if seconds > SECONDS
        else []
    )
    return seconds, late


def _last_line(error: Exception) -> str:
    """Return the line of an error's text that names it, without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]
