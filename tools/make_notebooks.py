"""Execute the lessons and keep what a reader needs: pictures, sentences and tables, and nothing else.

Widget ids, timings and versions change from run to run, so they are dropped; a second run then gives
the same bytes. Execution counts stay: nbval takes a cell without one for a cell that never ran.
``--check`` writes nothing and fails if a lesson would change.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from guidekit.course import glossary as terms
from guidekit.course.lessons import lesson_files
from guidekit.paths import course_folder, write_whole

WIDGET = "application/vnd.jupyter.widget-view+json"
TEMPLATE = Path(__file__).parent.parent / "docs" / "lesson-template.ipynb"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def execute(path: Path) -> bytes:
    """Run one lesson from the first cell to the last and return the notebook to commit."""
    os.environ["GUIDEKIT_JOURNAL"] = ":memory:"  # the outputs must not depend on who runs this
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            for output in cell.outputs:
                keep(output, f"{path.name}, cell {cell.id}")
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def keep(output: nbformat.NotebookNode, where: str) -> None:
    """Drop what changes from run to run from one output, and refuse what a lesson must not print."""
    if output.output_type == "stream":
        raise ValueError(f"{where} prints {output.text!r}; a lesson shows an object or nothing")
    output.metadata = {}
    output.data.pop(WIDGET, None)


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
    with ProcessPoolExecutor(2) as pool:
        for path, content in zip(paths, pool.map(execute, paths), strict=True):
            if path.read_bytes() != content:
                changed.append(path.name)
                if not options.check:
                    write_whole(path, content)
            print(f"{path.name}: {'changed' if path.name in changed else 'the same'}", flush=True)
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
