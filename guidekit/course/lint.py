"""The rules of a lesson: which parts it has, in which order, and what a lesson lacks."""

from __future__ import annotations

import ast
import itertools
import posixpath
import re
from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath
from typing import Any

from guidekit.course.glossary import FILE, terms
from guidekit.course.lessons import is_core, lesson_files, lesson_id
from guidekit.course.notebook import Notebook, NotebookCell, only_call
from guidekit.course.prose import identifiers_in, minutes, numbers_in, open_text, sentences, word_count
from guidekit.course.sheets import sheet_problem
from guidekit.drawing.page import MOST_COLUMNS, MOST_ROWS
from guidekit.paths import course_folder
from guidekit.tables.rows import course_rows, rows_by

ENDING = ("What you saw", "Check yourself", "What this leaves out", "Your sheet")
"""The last parts of a lesson. Those before are its own: each predicts, shows and says one thing."""

MOST_PANELS, MOST_WORDS, MOST_MINUTES, MOST_A_SENTENCE = 6, 1300, 30, 12
MOST_NUMBERS = 2  # in a sentence
FEWEST_PREDICTIONS = 3
TEMPLATE = "lesson-template.ipynb"
SHARED = ("change-words",)
"""The cells that every lesson has word for word."""
EXERCISE = "change"  # the cell whose code is open: a line of it is to be changed
PANELS = ("gk.explore", "gk.journey", "gk.designer")
TABLES = ("gk.quiz", "gk.compare", "gk.provenance", "gk.progress")
_FOLD = re.compile(r"<details\b.*</details>", re.DOTALL)
_LINK = re.compile(r"\]\(((?:[\w.-]+/)*[\w.-]+\.(?:ipynb|md))(?:#([^)\s]+))?\)")


def shape_problems(notebook: Notebook) -> Iterator[str]:
    """Say what a lesson lacks.

    Yields
    ------
    str
        One line for each problem, with the cell that it stands in and what is allowed.
    """
    for rule in (*RULES, *(CORE_RULES if is_core(lesson_id(notebook.name)) else ())):
        yield from rule(notebook)


def _title(notebook: Notebook) -> Iterator[str]:
    """Ask for one title, and below it for the minutes that the lesson takes."""
    first = notebook.cells[0] if notebook.cells else None
    if first is None or [level for level, _ in first.headings()] != [1]:
        yield "the first cell has no title; allowed: one heading of the first level"
        return
    minutes = re.search(r"\b(\d+) minutes", first.text)
    if minutes is None:
        yield "the first cell does not say how long the lesson takes; allowed: such as “About 20 minutes”"
        return
    listed = _listed(notebook)
    if listed is not None and int(minutes[1]) != listed:
        yield f"the first cell says {minutes[1]} minutes, lessons.csv says {listed}"


def _listed(notebook: Notebook) -> int | None:
    """Return the minutes that lessons.csv gives the lesson, if it lists the lesson."""
    found = rows_by("lessons", "id").get(lesson_id(notebook.name))
    return None if found is None else int(found.minutes)


def _ending(notebook: Notebook) -> Iterator[str]:
    parts = notebook.headings()
    if tuple(parts[-len(ENDING) :]) != ENDING or any(part in ENDING for part in parts[: -len(ENDING)]):
        yield f"the lesson ends with {', '.join(parts[-4:])}; allowed: {', '.join(ENDING)}, in this order"
    if len(parts) <= len(ENDING):
        yield "the lesson has no part of its own; allowed: one heading or more before “What you saw”"


def _template(notebook: Notebook) -> Iterator[str]:
    """Find cells that were copied from the template and never written."""
    if notebook.name == TEMPLATE:
        return
    pattern = {cell.id: cell.text for cell in Notebook.read(course_folder("docs") / TEMPLATE).cells}
    for cell in notebook.cells:
        if cell.kind == "markdown" and cell.id not in SHARED and cell.text == pattern.get(cell.id):
            yield f"cell {cell.id}: it is still the template's; allowed: your own text"


def _own(notebook: Notebook) -> Iterator[str]:
    """Ask a listed lesson for its own questions, its own place on the map, and predictions of its own."""
    lesson = lesson_id(notebook.name)
    if lesson not in rows_by("lessons", "id"):
        return
    for cell, name, call in notebook.calls():
        if name in ("gk.quiz", "gk.course_map") and (found := ast.unparse(call)) != f"{name}({lesson!r})":
            yield f"cell {cell.id}: it is {found}; allowed: {name}({lesson!r}), as this is lesson {lesson}"
    for id in notebook.predictions():
        if not id.startswith(f"{lesson}-"):
            yield f'the prediction {id!r} has the name of another lesson; allowed: such as "{lesson}-word"'


def _people(notebook: Notebook) -> Iterator[str]:
    """Rule 1: a lesson is about people, and begins with what they need today."""
    if not re.search(r"\b(Alice|Bob)\b", notebook.cells[0].text):
        yield "the first cell names neither Alice nor Bob; allowed: what they need today, in three sentences"
    if all(name != "gk.course_map" for _, name, _ in notebook.calls()):
        yield "the lesson shows no map; allowed: a cell with gk.course_map(lesson)"


def _early(notebook: Notebook) -> Iterator[str]:
    """Rule 2: there is something to touch after two cells of text."""
    touched = {cell.id for cell, name, _ in notebook.calls() if name in ("gk.predict", *PANELS)}
    before = list(itertools.takewhile(lambda cell: cell.id not in touched, notebook.cells))
    texts = [cell for cell in before if cell.kind == "markdown"]
    if len(texts) > 2:
        yield f"{len(texts)} cells of text stand before the first thing to touch; allowed: 2"


def _panels(notebook: Notebook) -> Iterator[tuple[NotebookCell, str, ast.Call]]:
    """Walk over the panels of a lesson; the one of the exercise is not counted."""
    for cell, name, call in notebook.calls():
        if name in PANELS and cell.id != EXERCISE:
            yield cell, name, call


def _covered(notebook: Notebook) -> Iterator[str]:
    """Rules 3 and 4: a guess comes before each panel, and at most two knobs stand open."""
    if len(notebook.predictions()) < FEWEST_PREDICTIONS:
        found = len(notebook.predictions())
        yield f"there are {found} predictions; allowed: {FEWEST_PREDICTIONS} or more"
    for cell, name, call in _panels(notebook):
        words = {word.arg: word.value for word in call.keywords}
        if name != "gk.designer" and "prediction" not in words:
            yield f"cell {cell.id}: no guess comes before this panel; allowed: prediction=, as in gk.predict"
        opened = ast.literal_eval(words["open_knobs"]) if "open_knobs" in words else 0
        if opened > 2:
            yield f"cell {cell.id}: {opened} knobs stand open; allowed: 2, and more in the fold"


def _length(notebook: Notebook) -> Iterator[str]:
    """Rule 9: half as long."""
    panels = list(_panels(notebook))
    tables = sum(name in TABLES for _, name, _ in notebook.calls())
    texts = [open_text(cell.text) for cell in notebook.cells if cell.kind == "markdown"]
    words = sum(map(word_count, texts))
    if len(panels) > MOST_PANELS:
        yield f"there are {len(panels)} panels; allowed: {MOST_PANELS}"
    if words > MOST_WORDS:
        yield f"there are {words:,} words outside of folds; allowed: {MOST_WORDS:,}"
    needed = minutes(words, len(panels), tables)
    listed = _listed(notebook)
    most = MOST_MINUTES if listed is None else min(MOST_MINUTES, listed)
    if needed > most:
        yield f"it takes {needed:.0f} minutes to read and to move; allowed: {most}, as lessons.csv says"
    parts = [one for text in texts for one in sentences(text)]
    mean = words / max(1, len(parts))
    if mean > MOST_A_SENTENCE:
        yield f"a sentence has {mean:.1f} words in the mean; allowed: {MOST_A_SENTENCE}"


def _sentences(notebook: Notebook) -> Iterator[str]:
    """Rule 6: at most two numbers stand in a sentence, of text, caption or quiz."""
    for place, text in _texts(notebook):
        for sentence in sentences(text):
            if len(numbers_in(sentence)) > MOST_NUMBERS:
                yield f"{place}: {len(numbers_in(sentence))} numbers in {sentence!r}; allowed: {MOST_NUMBERS}"


def _names(notebook: Notebook) -> Iterator[str]:
    """Rule 7: a reader meets words, never ids or the names of columns."""
    for place, text in _texts(notebook):
        if found := identifiers_in(text):
            yield f"{place}: it shows {', '.join(found)}; allowed: words"


def _texts(notebook: Notebook) -> Iterator[tuple[str, str]]:
    """Walk over what is read: text outside of folds, captions, and the questions of the quiz."""
    for cell in notebook.cells:
        if cell.kind == "markdown":
            yield f"cell {cell.id}", open_text(cell.text)
    for cell, name, _ in _panels(notebook):
        for output in cell.outputs:
            if name != "gk.designer":
                yield f"cell {cell.id}", _said(output.get("data", {}), "text/plain")
    lesson = lesson_id(notebook.name)
    for row in course_rows("questions"):
        if row.lesson == lesson:
            for text in (row.question, row.option, row.reason):
                yield f"question {row.id}", str(text)


def _code(notebook: Notebook) -> Iterator[str]:
    """Rule 8: code is folded away, but for one exercise in which a line is changed."""
    codes = [cell for cell in notebook.cells if cell.kind == "code"]
    for cell in codes:
        if cell.hidden == (cell.id == EXERCISE):
            yield f"cell {cell.id}: its code is {'folded' if cell.hidden else 'open'}; run: make notebooks"
    if all(cell.id != EXERCISE for cell in codes):
        yield f"there is no exercise with code; allowed: a cell {EXERCISE!r}, in which a line is changed"


def _tables(notebook: Notebook) -> Iterator[str]:
    """Rules 7 and 11: tables are short before a fold, and what the guide says lies in one."""
    for cell, name, _ in notebook.calls():
        for output in cell.outputs:
            html = _said(output.get("data", {}), "text/html")
            if name == "gk.guide_says" and not html.startswith("<details"):
                yield f"cell {cell.id}: what the guide says is not folded; run: make notebooks"
            for table in re.findall(r"<table\b.*?</table>", _FOLD.sub("", html), re.DOTALL):
                rows = table.count("<tr") - 1
                columns = max(map(len, (re.findall(r"<t[hd]\b", row) for row in table.split("<tr")[1:])))
                if rows > MOST_ROWS or columns > MOST_COLUMNS + 1:
                    yield (
                        f"cell {cell.id}: a table of {rows} rows and {columns - 1} columns; "
                        f"allowed: {MOST_ROWS} and {MOST_COLUMNS} before a fold"
                    )


def _sheet(notebook: Notebook) -> Iterator[str]:
    """Rule 12: the last cell can be printed as one page to keep."""
    if problem := sheet_problem(notebook):
        yield problem


def _cells_of(notebook: Notebook, part: str) -> list[NotebookCell]:
    """List the cells of a part, from the one that has its heading."""
    cells, inside = [], False
    for cell in notebook.cells:
        for level, words in cell.headings():
            inside = inside if level > 2 else words == part
        if inside:
            cells.append(cell)
    return cells


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


def _folder(name: str) -> str:
    """Return the folder of a notebook of this name inside that of the lessons; a new one lies beside them."""
    listed = {PurePosixPath(row.notebook).name: row.notebook for row in course_rows("lessons")}
    return posixpath.dirname(str(listed.get(name, name)))


def _links(notebook: Notebook) -> Iterator[str]:
    """Find links that lead nowhere, and terms that are explained here first and not linked."""
    glossary = {term.link.partition("#")[2]: term for term in terms()}
    home = course_folder("notebooks")
    files = {path.relative_to(home).as_posix() for path in lesson_files()} | {FILE}
    folder = _folder(notebook.name)
    linked = set()
    for cell in notebook.cells:
        for link, anchor in _LINK.findall(cell.text):
            file = posixpath.normpath(posixpath.join(folder, link))
            if file not in files:
                allowed = ", ".join(sorted(posixpath.relpath(one, folder or ".") for one in files))
                yield f"cell {cell.id}: the link to {link} leads nowhere; allowed: {allowed}"
            elif file == FILE and anchor and anchor not in glossary:
                yield f"cell {cell.id}: the glossary has no term for #{anchor}; add it to glossary.csv"
            linked.add(anchor)
    here = lesson_id(notebook.name)
    for anchor, term in glossary.items():
        if term.lesson == here and anchor not in linked:
            yield f"the term “{term.name}” is first explained here; link it to {term.link}"


RULES = (
    _title, _template, _own, _ending, _prediction, _quiz, _one_call, _outputs, _tables, _links, _sentences,
    _names, _code,
)  # fmt: skip
"""What every notebook is held to; each rule says what it finds."""
CORE_RULES = (_people, _early, _covered, _length, _sheet)
"""What only the lessons of the course are held to."""
