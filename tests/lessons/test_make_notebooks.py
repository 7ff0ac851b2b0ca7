"""The command that writes the lessons' outputs: the same bytes twice, and no noise in them."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from guidekit.course import glossary
from guidekit.course.lessons import course_files, lesson_files

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from make_notebooks import execute

PANEL = "import guidekit as gk\ngk.explore(gk.exhibits.relays.both_ends, gk.models.OnionRouting(), ['hops'])"


def notebook(tmp_path, *sources):
    cells = [new_code_cell(source, id=f"c{number}") for number, source in enumerate(sources)]
    path = tmp_path / "lesson.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_two_runs_give_the_same_bytes_with_picture_and_sentence(tmp_path):
    path = notebook(tmp_path, PANEL)
    first = execute(path)
    assert execute(path) == first
    (output,) = nbformat.reads(first.decode(), 4).cells[0].outputs
    assert set(output.data) == {"image/png", "text/plain"}
    assert output.data["text/plain"].startswith("An adversary with 10 %")


def test_a_lesson_that_prints_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"lesson.ipynb, cell c0 prints 'hello\\n'"):
        execute(notebook(tmp_path, "print('hello')"))


def test_a_lesson_that_fails_is_not_written(tmp_path):
    with pytest.raises(Exception, match="ZeroDivisionError"):
        execute(notebook(tmp_path, "1 / 0"))


@pytest.mark.parametrize("path", lesson_files(), ids=lambda p: p.stem)
def test_committed_lessons_hold_outputs_without_noise(path):
    lesson = nbformat.read(path, 4)
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    assert "widgets" not in lesson.metadata
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))  # else nbval skips it
    assert not any(cell.metadata for cell in code)
    kinds = [set(output.data) for cell in code for output in cell.outputs]
    assert kinds, "a lesson without outputs would pass nbval vacuously"
    assert not any("application/vnd.jupyter.widget-view+json" in kind for kind in kinds)
    pictures = [output.data for cell in code for output in cell.outputs if "image/png" in output.data]
    assert pictures
    assert all(data["text/plain"].strip().endswith(".") for data in pictures)


@pytest.mark.parametrize("path", lesson_files(), ids=lambda p: p.stem)
def test_a_code_cell_is_one_call(path):
    import ast

    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            assert len(ast.parse(cell.source).body) == 1, f"{path.name}, cell {cell.id}"


HEADINGS = """What you will do, What you need, The question, Your prediction, Try it, What you saw,
What the guide says, Check yourself, What this model leaves out, Recap and next""".replace("\n", " ").split(
    ", "
)


@pytest.mark.parametrize("path", lesson_files(), ids=lambda p: p.stem)
def test_every_lesson_has_the_same_shape(path):
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    found = [line[3:] for source in cells for line in source.splitlines() if line.startswith("## ")]
    at = [next(i for i, title in enumerate(found) if title.startswith(wanted)) for wanted in HEADINGS]
    assert at == sorted(at)
    assert sum(source.startswith("# ") for source in cells) == 1


def test_the_glossary_is_what_its_table_says():
    assert course_files()[-1].read_text(encoding="utf-8") == glossary.sheet()
