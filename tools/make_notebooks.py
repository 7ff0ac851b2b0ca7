"""Execute the lessons and keep what a reader needs: pictures, sentences and tables, and nothing else.

Widget ids, timings and versions change from run to run, so they are dropped; a second run then gives
the same bytes. Execution counts stay: nbval takes a cell without one for a cell that never ran.

A panel that asks for a guess first is stored covered, so no notebook says what it shows. Its sentence stands
in ``tests/lessons/covered.json``: each lesson is run once more, and each guess is the middle half of a scale.
``--check`` writes nothing and fails if a lesson or a sentence would change.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from guidekit.course import glossary as terms
from guidekit.course.journal import journal
from guidekit.course.lessons import lesson_files
from guidekit.course.lint import EXERCISE
from guidekit.course.notebook import Notebook, only_call
from guidekit.course.verdicts import PATIENCE
from guidekit.panels.face import OURS, WIDGET
from guidekit.paths import course_folder, write_whole

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "docs" / "lesson-template.ipynb"
COVERED = ROOT / "tests" / "lessons" / "covered.json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def execute(path: Path) -> bytes:
    """Run one lesson from the first cell to the last and return the notebook to commit."""
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"  # the outputs must not depend on who runs this
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        startup_timeout=PATIENCE,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        folded = cell.cell_type == "code" and cell.id != EXERCISE
        cell.metadata = {"jupyter": {"source_hidden": True}} if folded else {}
        if cell.cell_type == "code":
            for output in cell.outputs:
                keep(output, f"{path.name}, cell {cell.id}")
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def keep(output: nbformat.NotebookNode, where: str) -> None:
    """Drop what changes from run to run from one output, and refuse what a lesson must not print."""
    if output.output_type == "stream":
        raise ValueError(f"{where} prints {output.text!r}; a lesson shows an object or nothing")
    output.metadata = {key: value for key, value in output.metadata.items() if key in OURS}
    output.data.pop(WIDGET, None)


def covered(path: Path) -> dict[str, str]:
    """Run one lesson here with a guess for each prediction; return what their panels say, by prediction."""
    names: dict[str, object] = {}
    said: dict[str, str] = {}
    for cell in Notebook.read(path).cells:
        call = only_call(cell) if cell.kind == "code" else None
        if call is None:
            exec(cell.text if cell.kind == "code" else "", names)
            continue
        shown = eval(cell.text, names)
        if ast.unparse(call.func) == "gk.predict":
            shown.commit()  # where its thumbs stand at first
        for id in (ast.literal_eval(word.value) for word in call.keywords if word.arg == "prediction"):
            said[id] = f"{said[id]} {shown!r}" if id in said else repr(shown)  # with the guess
    return said


def make(path: Path) -> tuple[bytes, dict[str, str]]:
    """Return the notebook to commit, and what its covered panels say once there is a guess."""
    content = execute(path)
    journal.cache_clear()  # in memory, and so empty again
    return content, covered(path)


def sheet(said: dict[str, dict[str, str]]) -> bytes:
    """Write the sentences of covered panels, by lesson and prediction."""
    return (json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def sentences(said: dict[str, dict[str, str]], check: bool) -> list[str]:
    """Write the sentences of covered panels unless this is a check; return the file's name if it changed."""
    before = COVERED.read_bytes() if COVERED.is_file() else b"{}"
    content = sheet({**json.loads(before), **said})
    if content == before:
        return []
    if not check:
        write_whole(COVERED, content)
    print(f"{COVERED.name}: changed")
    return [COVERED.name]


def glossary(check: bool) -> list[str]:
    """Write the glossary from its table unless this is a check; return its name if it changed."""
    path, content = course_folder("notebooks") / terms.FILE, terms.sheet().encode()
    if path.is_file() and path.read_bytes() == content:
        return []
    if not check:
        write_whole(path, content)
    print(f"{terms.FILE}: changed")
    return [terms.FILE]


def main() -> int:
    """Execute the named lessons, or all of them, two at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a lesson would change")
    options = parser.parse_args()
    paths = options.lessons or [*lesson_files(), TEMPLATE]
    changed = [] if options.lessons else glossary(options.check)
    said: dict[str, dict[str, str]] = {}
    with ProcessPoolExecutor(2) as pool:
        for path, (content, shown) in zip(paths, pool.map(make, paths), strict=True):
            said[path.stem] = shown
            if path.read_bytes() != content:
                changed.append(path.name)
                if not options.check:
                    write_whole(path, content)
            print(f"{path.name}: {'changed' if path.name in changed else 'the same'}", flush=True)
    changed += sentences(said, options.check)
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
