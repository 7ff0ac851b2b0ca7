"""The command that writes the outputs of the lessons writes the same bytes twice, and no noise."""

from __future__ import annotations

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook

from guidekit.course import glossary
from guidekit.course.lessons import course_files, lesson_files
from guidekit.course.lint import EXERCISE
from guidekit.panels.face import OURS, WIDGET
from tools.make_notebooks import execute

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
    (picture,) = nbformat.reads(first.decode(), 4).cells[0].outputs
    assert set(picture.data) == {"text/html", "text/plain"}
    assert picture.metadata == OURS  # the extension shows it where no kernel runs
    assert picture.data["text/plain"].startswith("An adversary with 10 %")
    (image,) = BeautifulSoup(picture.data["text/html"], "html.parser").select("figure > img")
    assert image["alt"] == image.find_next("figcaption").text == picture.data["text/plain"]


def test_a_lesson_that_prints_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"lesson.ipynb, cell c0 prints 'hello\\n'"):
        execute(notebook(tmp_path, "print('hello')"))


def test_a_lesson_that_fails_is_not_written(tmp_path):
    with pytest.raises(Exception, match="ZeroDivisionError"):
        execute(notebook(tmp_path, "1 / 0"))


def test_committed_lessons_hold_outputs_without_noise():
    for path in lesson_files():
        lesson = nbformat.read(path, 4)
        code = [cell for cell in lesson.cells if cell.cell_type == "code"]
        outputs = [output.data for cell in code for output in cell.outputs]
        pictures = [data for data in outputs if "<img " in data.get("text/html", "")]
        counts = [cell.execution_count for cell in code]
        assert "widgets" not in lesson.metadata, path.name
        assert counts == list(range(1, len(code) + 1)), path.name  # nbval skips a cell without one
        folded = {"jupyter": {"source_hidden": True}}
        assert all(cell.metadata == ({} if cell.id == EXERCISE else folded) for cell in code), path.name
        assert not any({WIDGET, "image/png"} & set(data) for data in outputs), path.name
        assert all(set(output.metadata) <= set(OURS) for cell in code for output in cell.outputs), path.name
        shown = [data for data in outputs if "text/html" in data]
        assert shown, f"{path.name} would pass nbval without having shown anything"
        assert all(data["text/plain"].strip().endswith(".") for data in pictures), path.name


def test_the_glossary_is_what_its_table_says():
    assert course_files()[-1].read_text(encoding="utf-8") == glossary.sheet()
