"""Every rule of a lesson bites on a lesson that breaks it, and the shipped lessons break none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jupyter_client.kernelspec import NoSuchKernel

from guidekit import cli
from guidekit.course import glossary
from guidekit.course.journal import journal_path
from guidekit.course.lessons import lesson_files
from guidekit.course.lint import lesson_verdicts, shape_problems
from guidekit.course.notebook import Notebook

FIRST = lesson_files()[0]
TEMPLATE = Path(__file__).parents[2] / "docs" / "lesson-template.ipynb"


@pytest.fixture
def lesson(tmp_path):
    """A copy of lesson 00 under its own name, to be broken; returns a function that breaks it."""
    path = tmp_path / FIRST.name
    raw = json.loads(FIRST.read_text(encoding="utf-8"))

    def broken(change) -> list[str]:
        change({cell["id"]: cell for cell in raw["cells"]}, raw["cells"])
        path.write_text(json.dumps(raw), encoding="utf-8")
        return list(shape_problems(Notebook.read(path)))

    return broken


def put(cell, old, new):
    text = "".join(cell["source"])
    assert old in text
    cell["source"] = text.replace(old, new)


def drop(cells, cell):
    cells.remove(cell)


BREAKS = {
    "no title": (lambda by, cells: put(by["title"], "# Four", "Four"), "has no title"),
    "a part is missing": (
        lambda by, cells: drop(cells, by["out"]),
        "the lesson ends with Pay for a promise, What you saw, Check yourself, Your sheet",
    ),
    "parts out of order": (
        lambda by, cells: cells.insert(2, cells.pop(cells.index(by["sheet"]))),
        "allowed: What you saw, Check yourself, What this leaves out, Your sheet, in this order",
    ),
    "a part of another name": (
        lambda by, cells: put(by["saw"], "## What you saw", "## Results"),
        "the lesson ends with Results, ",
    ),
    "nobody to care for": (
        lambda by, cells: by["title"].update(source="# Four ways\n\nAbout 15 minutes."),
        "names neither Alice nor Bob",
    ),
    "no map": (lambda by, cells: drop(cells, by["map"]), "the lesson shows no map"),
    "much to read first": (
        lambda by, cells: cells.insert(1, cells.pop(cells.index(by["saw"]))),
        "3 cells of text stand before the first thing to touch",
    ),
    "a panel without a guess": (
        lambda by, cells: put(by["delay"], '    prediction="00-delay",\n', ""),
        "cell delay: no guess comes before this panel",
    ),
    "no minutes": (lambda by, cells: put(by["title"], "15 minutes", "A while"), "how long the lesson takes"),
    "other minutes": (lambda by, cells: put(by["title"], "15 minutes", "12 minutes"), "lessons.csv says 15"),
    "no prediction": (
        lambda by, cells: [drop(cells, cell) for name, cell in by.items() if name.startswith("guess-")],
        "there is no prediction",
    ),
    "few predictions": (lambda by, cells: drop(cells, by["guess-delay"]), "there are 2 predictions"),
    "no answer": (
        lambda by, cells: put(by["delay"], '    prediction="00-delay",\n', ""),
        "no panel answers the prediction '00-delay'",
    ),
    "two calls": (lambda by, cells: put(by["quiz"], "gk.", "1\ngk."), "cell quiz: it is not one call"),
    "never run": (lambda by, cells: by["quiz"].update(outputs=[]), "cell quiz: it was never run"),
    "it prints": (
        lambda by, cells: by["quiz"].update(outputs=[{"output_type": "stream", "text": "hi"}]),
        "cell quiz: it prints or fails (stream)",
    ),
    "no sentence": (
        lambda by, cells: by["change"]["outputs"][0]["data"].update({"text/plain": "Panel()"}),
        "cell change: its picture has no sentence",
    ),
    "no sentence below": (
        lambda by, cells: by["change"]["outputs"].pop(),
        "cell change: its sentence is not below its picture",
    ),
    "another sentence below": (
        lambda by, cells: by["change"]["outputs"][1]["data"].update(
            {"text/html": '<p class="gk-stored">Over 8 relays.</p>'}
        ),
        "cell change: its sentence is not below its picture",
    ),
    "an answer before the guess": (
        lambda by, cells: by["delay"].update(outputs=by["change"]["outputs"]),
        "cell delay: it shows the answer to a prediction before a guess; run: make notebooks",
    ),
    "a picture under the cover": (
        lambda by, cells: by["delay"]["outputs"][0]["data"].update({"image/png": "iVBO"}),
        "cell delay: it shows the answer to a prediction before a guess",
    ),
    "a sentence below the cover": (
        lambda by, cells: by["delay"]["outputs"].append(by["change"]["outputs"][1]),
        "cell delay: it shows the answer to a prediction before a guess",
    ),
    "an address in memory": (
        lambda by, cells: by["quiz"]["outputs"][0]["data"].update({"text/plain": "<x.Y at 0x7f00aa11>"}),
        "says nothing to a reader",
    ),
    "a link to nowhere": (
        lambda by, cells: put(by["out"], "Relays", "[Relays](99-nothing.ipynb)"),
        "the link to 99-nothing.ipynb leads nowhere",
    ),
    "a term that is not there": (
        lambda by, cells: put(by["out"], "Relays", "[Relays](glossary.md#ralay)"),
        "the glossary has no term for #ralay",
    ),
    "no quiz": (lambda by, cells: put(by["quiz"], "gk.quiz", "gk.term"), "asks no questions"),
    "a term that is explained and not linked": (
        lambda by, cells: [
            cell.update(source="".join(cell["source"]).replace("#threat-model", "")) for cell in cells
        ],
        "the term “threat model” is first explained here; link it to glossary.md#threat-model",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKS)
def test_each_rule_bites(lesson, case):
    change, words = BREAKS[case]
    assert any(words in problem for problem in lesson(change))


def test_a_lesson_that_fails_is_said_with_its_error(tmp_path):
    raw = json.loads(FIRST.read_text(encoding="utf-8"))
    next(cell for cell in raw["cells"] if cell["id"] == "guess-delay")["source"] = (
        "gk.predict('x', 'y', 2, 1)"
    )
    (tmp_path / "00-broken.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    (verdict,) = lesson_verdicts([tmp_path])
    assert verdict.seconds is not None
    assert any("it does not run: ValueError: predict('x')" in problem for problem in verdict.problems)
    assert str(verdict).startswith("BAD  00-broken.ipynb, ran in")


def test_a_lesson_whose_kernel_dies_is_said_and_the_check_leaves_the_journal_alone(tmp_path, own_journal):
    raw = json.loads(FIRST.read_text(encoding="utf-8"))
    next(cell for cell in raw["cells"] if cell["id"] == "guess-delay")["source"] = "__import__('os')._exit(1)"
    (tmp_path / "00-dead.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    (verdict,) = lesson_verdicts([tmp_path])
    assert "it does not run: Kernel died" in verdict.problems
    assert journal_path() == own_journal


def test_a_folder_of_pages_is_read_without_its_glossary(tmp_path):
    (tmp_path / FIRST.name).write_bytes(FIRST.read_bytes())
    (tmp_path / "glossary.ipynb").write_bytes(glossary.notebook())
    assert [verdict.name for verdict in lesson_verdicts([tmp_path], run=False)] == [FIRST.name]


def test_a_folder_without_notebooks_is_bad_input(tmp_path, capsys):
    assert cli.main(["check", "--lessons", str(tmp_path), "--no-run"]) == 2
    assert "there is no notebook at" in capsys.readouterr().err


def one_cell(**cell: object) -> str:
    return json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", **cell}]})


BROKEN = {
    "nothing in it": "{}",
    "of a format of long ago": '{"nbformat": 3, "cells": []}',
    "no JSON": "[",
    "nested without end": "[" * 100_000,
    "a cell that is a word": '{"nbformat": 4, "cells": ["code"]}',
    "an output that is a word": one_cell(source="", outputs=["x"]),
    "a null byte": one_cell(source="f(\0)"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_notebook_is_a_line_of_its_own_and_the_next_is_read_all_the_same(tmp_path, capsys, case):
    (tmp_path / "00-broken.ipynb").write_text(BROKEN[case], encoding="utf-8")
    (tmp_path / FIRST.name).write_bytes(FIRST.read_bytes())
    assert cli.main(["check", "--no-run", str(tmp_path)]) == 1
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("BAD  00-broken.ipynb")
    assert any(line.startswith(f"ok   {FIRST.name}") for line in rest)
    assert all(line.startswith("      ") and "Traceback" not in line for line in rest[:-2])


def test_a_notebook_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    (tmp_path / FIRST.name).write_bytes(FIRST.read_bytes())

    def refuse(path, **_):  # root may read everything
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", refuse)
    (verdict,) = lesson_verdicts([tmp_path])
    assert verdict.problems == (f"[Errno 13] Permission denied: '{tmp_path / FIRST.name}'",)


def test_without_a_kernel_the_lesson_is_said_not_to_run(tmp_path, monkeypatch):
    (tmp_path / FIRST.name).write_bytes(FIRST.read_bytes())
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", no_kernel)
    (verdict,) = lesson_verdicts([tmp_path])
    assert verdict.problems == ("it does not run: No such kernel named python3",)


def no_kernel(_, name):
    raise NoSuchKernel(name)


def test_the_shipped_lessons_and_the_template_break_no_rule():
    for path in (*lesson_files(), TEMPLATE):
        notebook = Notebook.read(path)
        assert list(shape_problems(notebook)) == [], path.name
        levels = [level for cell in notebook.cells for level, _ in cell.headings()]
        assert levels.count(1) == 1, path.name
