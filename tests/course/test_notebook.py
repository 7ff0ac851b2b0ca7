from __future__ import annotations

import ast
import json

import pytest

from guidekit.course.notebook import Notebook, NotebookCell, only_call


def markdown(text: str) -> NotebookCell:
    return NotebookCell("m", "markdown", text)


def code(text: str) -> NotebookCell:
    return NotebookCell("c", "code", text)


def test_a_notebook_is_read_with_ids_texts_and_outputs(tmp_path):
    cells = [
        {"cell_type": "markdown", "id": "top", "source": ["# A lesson\n", "Words."]},
        {"cell_type": "code", "source": "gk.quiz('00')", "outputs": [{"output_type": "stream"}]},
    ]
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    notebook = Notebook.read(path)
    assert notebook.name == "a.ipynb"
    assert [(cell.id, cell.kind, cell.text) for cell in notebook.cells] == [
        ("top", "markdown", "# A lesson\nWords."),
        ("number 1", "code", "gk.quiz('00')"),  # a notebook of an older minor format has no ids
    ]
    assert notebook.cells[1].outputs == ({"output_type": "stream"},)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b'{"nbformat": 4}', b'{"nbformat": 4, "cells": [1]}']
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"a\.ipynb cannot be read as a notebook of format 4"):
        Notebook.read(path)


def test_headings_are_those_of_markdown_outside_of_fences():
    words = "# One\n\n## Two\n\n```\n## no heading, but code\n```\n\nnot a # heading\n\n##  Three  "
    assert markdown(words).headings() == [(1, "One"), (2, "Two"), (2, "Three")]
    assert code("# a comment").headings() == []
    assert Notebook("a", (markdown(words), code("# x"), markdown("## Four"))).headings() == [
        "Two",
        "Three",
        "Four",
    ]


@pytest.mark.parametrize("text", ["", "1", "x = f()", "f()\ng()", "f(", "f(\0)"])
def test_a_cell_with_anything_but_one_call_has_no_call(text):
    assert only_call(code(text)) is None
    assert list(Notebook("a", (code(text), markdown("f()"))).calls()) == []


def test_calls_and_predictions_come_with_their_names():
    cells = (
        code("import guidekit as gk"),
        code("gk.predict('00-a', 'How many?', 0, 1)  # a comment"),
        code("gk.predict(name, 'How many?', 0, 1)"),
        code("gk.exhibits.start.trade_off(1)"),
    )
    notebook = Notebook("a", cells)
    assert [name for _, name, _ in notebook.calls()] == ["gk.predict"] * 2 + ["gk.exhibits.start.trade_off"]
    assert all(isinstance(call, ast.Call) for _, _, call in notebook.calls())
    assert notebook.predictions() == {"00-a": "How many?"}
