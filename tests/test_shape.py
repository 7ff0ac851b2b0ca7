"""The lesson shape: every rule bites on a lesson that breaks it, and the shipped lessons break none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guidekit import cli
from guidekit.course import glossary
from guidekit.course.journal import journal_path
from guidekit.course.lessons import lesson_files
from guidekit.course.lint import judged, shape_problems
from guidekit.course.notebook import Notebook

FIRST = lesson_files()[0]
TEMPLATE = Path(__file__).parent.parent / "docs" / "lesson-template.ipynb"


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
    "no title": (lambda by, cells: put(by["title"], "# Start", "Start"), "has no title"),
    "a part is missing": (
        lambda by, cells: drop(cells, by["out"]),
        "“What this model leaves out” is missing",
    ),
    "parts out of order": (
        lambda by, cells: cells.insert(2, cells.pop(cells.index(by["next"]))),
        "stands after “Recap and next”",
    ),
    "a part of its own": (lambda by, cells: put(by["saw"], "## What you saw", "## Results"), "“Results”"),
    "no objectives": (lambda by, cells: put(by["do"], "\n- ", "\n"), "lists 0 objectives"),
    "no minutes": (lambda by, cells: put(by["need"], "10 minutes", "a while"), "how long the lesson takes"),
    "other minutes": (lambda by, cells: put(by["need"], "10 minutes", "12 minutes"), "lessons.csv says 10"),
    "no prediction": (lambda by, cells: drop(cells, by["predict"]), "there is no prediction"),
    "no answer": (
        lambda by, cells: put(by["panel"], ', prediction="00-delay"', ""),
        "no panel answers the prediction '00-delay'",
    ),
    "two calls": (lambda by, cells: put(by["guide"], "gk.", "1\ngk."), "cell guide: it is not one call"),
    "never run": (lambda by, cells: by["guide"].update(outputs=[]), "cell guide: it was never run"),
    "it prints": (
        lambda by, cells: by["guide"].update(outputs=[{"output_type": "stream", "text": "hi"}]),
        "cell guide: it prints or fails (stream)",
    ),
    "no sentence": (
        lambda by, cells: by["panel"]["outputs"][0]["data"].update({"text/plain": "Panel()"}),
        "cell panel: its picture has no sentence",
    ),
    "an address in memory": (
        lambda by, cells: by["guide"]["outputs"][0]["data"].update({"text/plain": "<x.Y at 0x7f00aa11>"}),
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
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKS)
def test_each_rule_bites(lesson, case):
    change, said = BREAKS[case]
    assert any(said in problem for problem in lesson(change)), case


def test_a_lesson_that_fails_is_said_with_its_error(tmp_path):
    raw = json.loads(FIRST.read_text(encoding="utf-8"))
    next(cell for cell in raw["cells"] if cell["id"] == "predict")["source"] = "gk.predict('x', 'y', 2, 1)"
    (tmp_path / "00-broken.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    (verdict,) = judged([tmp_path])
    assert verdict.seconds is not None
    assert any("it does not run: ValueError: predict('x')" in problem for problem in verdict.problems)
    assert str(verdict).startswith("BAD  00-broken.ipynb, ran in")


def test_a_lesson_whose_kernel_dies_is_said_and_the_check_leaves_the_journal_alone(tmp_path, own_journal):
    raw = json.loads(FIRST.read_text(encoding="utf-8"))
    next(cell for cell in raw["cells"] if cell["id"] == "predict")["source"] = "__import__('os')._exit(1)"
    (tmp_path / "00-dead.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    (verdict,) = judged([tmp_path])
    assert "it does not run: Kernel died" in verdict.problems
    assert journal_path() == own_journal


def test_a_folder_of_pages_is_read_without_its_glossary(tmp_path):
    (tmp_path / FIRST.name).write_bytes(FIRST.read_bytes())
    (tmp_path / "glossary.ipynb").write_bytes(glossary.notebook())
    assert [verdict.name for verdict in judged([tmp_path], run=False)] == [FIRST.name]


def test_the_command_reads_a_folder_a_file_and_says_what_is_none(tmp_path, capsys):
    assert cli.main(["check", "--lessons", str(tmp_path), "--no-run"]) == 2
    assert "there is no notebook at" in capsys.readouterr().err
    (tmp_path / "x.ipynb").write_text("{}")
    assert cli.main(["check", "--lessons", str(tmp_path / "x.ipynb"), "--no-run"]) == 2
    assert "x.ipynb cannot be read as a notebook" in capsys.readouterr().err
    for old in ("{", '{"nbformat": 3, '):
        (tmp_path / "x.ipynb").write_text(f'{old}"cells": []}}')
        assert cli.main(["check", str(tmp_path / "x.ipynb")]) == 2
        assert "x.ipynb cannot be read as a notebook of format 4" in capsys.readouterr().err


def test_the_template_has_the_shape():
    assert list(shape_problems(Notebook.read(TEMPLATE))) == []
