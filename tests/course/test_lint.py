"""Every rule of a lesson bites on a lesson that breaks it, and the template breaks none.

The shipped lessons are held to the rules in `tests/lessons/test_shape.py`.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest
from jupyter_client.kernelspec import NoSuchKernel

from guidekit import cli
from guidekit.course import glossary, lint, verdicts
from guidekit.course.glossary import Term
from guidekit.course.journal import journal_path
from guidekit.course.lessons import is_core, lesson_id
from guidekit.course.lint import CORE_RULES, RULES, shape_problems
from guidekit.course.notebook import Notebook
from guidekit.course.verdicts import lesson_verdicts
from guidekit.tables.query import load
from tests.course.small_course import NAME, cell, good_lesson, shown, write_notebook

TEMPLATE = Path(__file__).parents[2] / "docs" / "lesson-template.ipynb"
TERMS = [Term("relay", "A machine that passes on.", "99"), Term("session", "A talk.", "97")]


@pytest.fixture(autouse=True)
def two_terms(monkeypatch):
    """A glossary of two terms, of which our lesson explains the first."""
    monkeypatch.setattr(lint, "terms", lambda: TERMS)


def broken(folder: Path, change, name: str = NAME) -> Notebook:
    cells = good_lesson()
    change({one["id"]: one for one in cells}, cells)
    return Notebook.read(write_notebook(folder / name, cells))


def put(cell, old, new):
    text = cell["source"]
    assert old in text
    cell["source"] = text.replace(old, new)


def move(cells, cell, to):
    cells.remove(cell)
    cells.insert(to, cell)


def cell_of_the_template(id: str) -> str:
    (text,) = [cell.text for cell in Notebook.read(TEMPLATE).cells if cell.id == id]
    return text


def table(rows: int, columns: int) -> str:
    row = "<tr><th>a</th>" + "<td>b</td>" * columns + "</tr>"
    return f"<table>{row * (rows + 1)}</table>"


def stored(cell, **data):
    cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]


LONG = (
    " ".join(["Every relay on the way passes the message on to the next one without a look at it"] * 99) + "."
)


def change_html(cell, old, new):
    data = cell["outputs"][0]["data"]
    assert old in data["text/html"]
    data["text/html"] = data["text/html"].replace(old, new)


BREAKS = {
    "no title": (lambda by, cells: put(by["title"], "# Keep", "Keep"), "has no title"),
    "no minutes": (
        lambda by, cells: put(by["title"], "About 15 minutes", "A while"),
        "how long the lesson takes",
    ),
    "a part is missing": (
        lambda by, cells: cells.remove(by["left"]),
        "allowed: What you saw, Check yourself, What this leaves out, Your sheet",
    ),
    "a cell of the template": (
        lambda by, cells: by["sheet"].update(source=cell_of_the_template("sheet")),
        "cell sheet: it is still the template's; allowed: your own text",
    ),
    "parts out of order": (lambda by, cells: move(cells, by["sheet"], 3), "the lesson ends with"),
    "no part of its own": (
        lambda by, cells: [put(by[name], "## ", "### ") for name in ("see", "count", "stay")],
        "the lesson has no part of its own",
    ),
    "no prediction": (
        lambda by, cells: [cells.remove(by[f"predict-{name}"]) for name in ("see", "count", "stay")],
        "there is no prediction",
    ),
    "no answer": (
        lambda by, cells: put(by["panel-see"], "99-see", "99-sea"),
        "no panel answers the prediction '99-see'",
    ),
    "no quiz": (lambda by, cells: put(by["quiz"], "gk.quiz", "gk.term"), "asks no questions"),
    "a quiz elsewhere": (lambda by, cells: move(cells, by["quiz"], 4), "asks no questions"),
    "two calls": (lambda by, cells: put(by["guide"], "gk.", "1\ngk."), "cell guide: it is not one call"),
    "never run": (lambda by, cells: by["guide"].update(outputs=[]), "cell guide: it was never run"),
    "it prints": (
        lambda by, cells: by["guide"].update(outputs=[{"output_type": "stream", "text": "hi"}]),
        "cell guide: it prints or fails (stream)",
    ),
    "no sentence": (
        lambda by, cells: by["change"].update(outputs=shown("Panel()", picture=True)),
        "cell change: its picture has no sentence",
    ),
    "another sentence below": (
        lambda by, cells: change_html(by["map"], "<figcaption>", "<figcaption>Not "),
        "cell map: its sentence is not below its picture",
    ),
    "another alternative text": (
        lambda by, cells: change_html(by["map"], 'alt="', 'alt="Not '),
        "cell map: its picture does not carry its sentence as alt",
    ),
    "a picture of an earlier version": (
        lambda by, cells: by["map"]["outputs"][0]["data"].update({"image/png": "iVBO"}),
        "cell map: its picture does not carry its sentence as alt",
    ),
    "an answer before the guess": (
        lambda by, cells: by["panel-see"].update(outputs=shown("It is all of it.", picture=True)),
        "cell panel-see: it shows the answer to a prediction before a guess",
    ),
    "a picture under the cover": (
        lambda by, cells: by["panel-see"]["outputs"][0]["data"].update({"image/png": "iVBO"}),
        "cell panel-see: it shows the answer to a prediction before a guess",
    ),
    "a sentence below the cover": (
        lambda by, cells: by["panel-see"]["outputs"].append(shown("It is all.", picture=True)[0]),
        "cell panel-see: it shows the answer to a prediction before a guess",
    ),
    "an address in memory": (
        lambda by, cells: stored(by["quiz"], **{"text/plain": "<x.Y at 0x7f00aa11>"}),
        "says nothing to a reader",
    ),
    "what the guide says lies open": (
        lambda by, cells: stored(by["guide"], **{"text/html": table(1, 1), "text/plain": "x"}),
        "cell guide: what the guide says is not folded",
    ),
    "a long table": (
        lambda by, cells: stored(by["quiz"], **{"text/html": table(8, 3), "text/plain": "x"}),
        "cell quiz: a table of 8 rows and 3 columns; allowed: 7 and 6 before a fold",
    ),
    "a wide table": (
        lambda by, cells: stored(by["quiz"], **{"text/html": table(3, 7), "text/plain": "x"}),
        "cell quiz: a table of 3 rows and 7 columns",
    ),
    "a link to nowhere": (
        lambda by, cells: put(by["see"], "(01-who-sees-what", "(99-nothing"),
        "cell see: the link to 99-nothing.ipynb leads nowhere; allowed: 00-",
    ),
    "a link that is right from another folder": (
        lambda by, cells: put(by["see"], "(01-who-sees-what", "(../01-who-sees-what"),
        "cell see: the link to ../01-who-sees-what.ipynb leads nowhere",
    ),
    "a term that is not there": (
        lambda by, cells: put(by["count"], "#relay", "#ralay"),
        "the glossary has no term for #ralay",
    ),
    "a term that is explained and not linked": (
        lambda by, cells: put(by["count"], "[relay](glossary.md#relay)", "relay"),
        "the term “relay” is first explained here; link it to glossary.md#relay",
    ),
    "three numbers": (
        lambda by, cells: put(by["saw"], "Two ends", "Of 12 relays 3 or 4"),
        "cell saw: 3 numbers in 'Of 12 relays 3 or 4 are enough.'; allowed: 2",
    ),
    "three numbers in a caption": (
        lambda by, cells: stored(by["panel-see"], **{"text/plain": "Of 12 relays 3 or 4 are enough."}),
        "cell panel-see: 3 numbers in",
    ),
    "the name of a column": (
        lambda by, cells: put(by["saw"], "The first one", "net.topology"),
        "cell saw: it shows net.topology; allowed: words",
    ),
    "code that is open": (lambda by, cells: by["map"].update(metadata={}), "cell map: its code is open"),
    "an exercise that is folded": (
        lambda by, cells: by["change"].update(metadata={"jupyter": {"source_hidden": True}}),
        "cell change: its code is folded",
    ),
    "no exercise": (lambda by, cells: by["change"].update(id="turned"), "there is no exercise with code"),
    "no people": (
        lambda by, cells: (put(by["title"], "Alice", "One"), put(by["title"], "Bob", "One")),
        "names neither Alice nor Bob",
    ),
    "no map": (lambda by, cells: put(by["map"], "course_map", "term"), "the lesson shows no map"),
    "a late beginning": (
        lambda by, cells: [cells.insert(3, cell(f"words-{n}", "markdown", "More words.")) for n in (1, 2)],
        "4 cells of text stand before the first thing to touch; allowed: 2",
    ),
    "two predictions": (
        lambda by, cells: (cells.remove(by["predict-see"]), cells.remove(by["panel-see"])),
        "there are 2 predictions; allowed: 3 or more",
    ),
    "a panel without a guess": (
        lambda by, cells: put(by["panel-see"], ', prediction="99-see"', ""),
        "cell panel-see: no guess comes before this panel",
    ),
    "three open knobs": (
        lambda by, cells: put(by["panel-see"], '"99-see"', '"99-see", open_knobs=3'),
        "cell panel-see: 3 knobs stand open; allowed: 2",
    ),
    "seven panels": (
        lambda by, cells: [
            cells.insert(9, by["panel-see"] | {"id": f"more-{n}"}) for n in range(4)
        ],
        "there are 7 panels; allowed: 6",
    ),
    "many words": (
        lambda by, cells: put(by["see"], "Each relay sees", LONG),
        "words outside of folds; allowed: 1,300",
    ),
    "long sentences": (lambda by, cells: put(by["see"], "Each relay sees", LONG), "in the mean; allowed: 12"),
    "more than half an hour": (
        lambda by, cells: put(by["see"], "Each relay sees", f"{LONG} {LONG} {LONG} {LONG}"),
        "minutes to read and to move; allowed: 30",
    ),
    "a sheet that cannot be printed": (
        lambda by, cells: put(by["sheet"], "**Tonight**", "**Today**"),
        "cell sheet: line 10: '**Today**'; allowed here: **Tonight**",
    ),
    "no cell for the sheet": (
        lambda by, cells: by["sheet"].update(id="page"),
        "there is no cell 'sheet' of text",
    ),
}  # fmt: skip


def test_the_lesson_that_is_broken_here_breaks_no_rule(tmp_path):
    assert list(shape_problems(broken(tmp_path, lambda by, cells: None))) == []


@pytest.mark.parametrize("case", BREAKS)
def test_each_rule_bites(tmp_path, case):
    change, words = BREAKS[case]
    found = list(shape_problems(broken(tmp_path, change)))
    assert any(words in problem for problem in found), found


def test_no_rule_is_left_that_nothing_breaks(tmp_path):
    every = [broken(tmp_path, change) for change, _ in BREAKS.values()]
    listed = load("lessons").set_index("id").notebook["05"]
    every.append(broken(tmp_path, lambda by, cells: None, listed))  # whose quiz is another lesson's
    for rule in (*RULES, *CORE_RULES):
        assert any(list(rule(notebook)) for notebook in every), rule.__name__


def test_a_listed_lesson_takes_the_minutes_of_the_table_and_asks_its_own_questions(tmp_path):
    name = load("lessons").set_index("id").notebook["05"]
    found = list(shape_problems(broken(tmp_path, lambda by, cells: None, name)))
    assert "the first cell says 15 minutes, lessons.csv says 25" in found
    assert "cell quiz: it is gk.quiz('00'); allowed: gk.quiz('05'), as this is lesson 05" in found
    assert "cell map: it is gk.course_map('00'); allowed: gk.course_map('05'), as this is lesson 05" in found
    assert "the prediction '99-see' has the name of another lesson; allowed: such as \"05-word\"" in found
    assert "the term" not in " ".join(found)  # that one belongs to lesson 99


def test_an_extra_notebook_is_freer_and_its_links_lead_out_of_its_folder(tmp_path):
    def freer(by, cells):
        for name in ("sheet", "map"):
            by[name]["id"] = "another"
        put(by["see"], "(01-who", "(../01-who")
        put(by["count"], "(glossary", "(../glossary")
        put(by["title"], "15 minutes", "25 minutes")
        put(by["sheet"], "12-choose", "../12-choose")
        put(by["sheet"], "(glossary", "(../glossary")
        put(by["sheet"], "04-one", "../04-one")
        put(by["sheet"], "**Tonight**", "**Today**")
        put(by["map"], "course_map", "term")
        put(by["quiz"], "00", "E4")
        for name in (
            "predict-see",
            "panel-see",
            "predict-count",
            "panel-count",
            "predict-stay",
            "panel-stay",
        ):
            put(by[name], '"99-', '"E4-')

    extra = broken(tmp_path, freer, "hash-tables-that-ran.ipynb")
    assert list(lint._links(extra)) == []
    assert not [one for one in shape_problems(extra) if "question" not in one]
    plain = broken(tmp_path, lambda by, cells: None, "hash-tables-that-ran.ipynb")
    assert any(
        "cell see: the link to 01-who-sees-what.ipynb leads nowhere" in one for one in shape_problems(plain)
    )


# --- verdicts ---------------------------------------------------------------------------------------------


def write_good(folder: Path, change=lambda by, cells: None, name: str = NAME) -> Path:
    broken(folder, change, name)
    return folder / name


def test_a_lesson_that_fails_is_said_with_its_error(tmp_path):
    write_good(tmp_path, lambda by, cells: by["predict-see"].update(source="gk.predict('x', 'y', 2, 1)"))
    (verdict,) = lesson_verdicts([tmp_path])
    assert verdict.seconds is not None
    assert any("it does not run: ValueError: predict('x')" in problem for problem in verdict.problems)
    assert str(verdict).startswith(f"BAD  {NAME}, ran in")


def test_a_lesson_whose_kernel_dies_is_said_and_the_check_leaves_the_journal_alone(tmp_path, own_journal):
    write_good(tmp_path, lambda by, cells: by["map"].update(source="__import__('os')._exit(1)"))
    (verdict,) = lesson_verdicts([tmp_path])
    assert "it does not run: Kernel died" in verdict.problems
    assert journal_path() == own_journal


def test_a_folder_of_pages_is_read_with_its_extra_notebooks_and_without_its_glossary(tmp_path):
    write_good(tmp_path)
    (tmp_path / "glossary.ipynb").write_bytes(glossary.notebook())
    (tmp_path / "extra").mkdir()
    write_good(tmp_path / "extra", name="mine.ipynb")
    assert [verdict.name for verdict in lesson_verdicts([tmp_path], run=False)] == [NAME, "mine.ipynb"]


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
    write_good(tmp_path)
    assert cli.main(["check", "--no-run", str(tmp_path)]) == 1
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("BAD  00-broken.ipynb")
    assert any(line.startswith(f"ok   {NAME}") for line in rest)
    assert all(line.startswith("      ") and "Traceback" not in line for line in rest[:-2])


def test_a_notebook_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    path = write_good(tmp_path)

    def refuse(path, **_):  # root may read everything
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", refuse)
    (verdict,) = lesson_verdicts([tmp_path])
    assert verdict.problems == (f"[Errno 13] Permission denied: '{path}'",)


@pytest.mark.skipif(os.name == "nt", reason="Windows counts no time of processes that have ended")
def test_a_lesson_that_keeps_a_processor_busy_is_told_and_one_that_waits_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(verdicts, "SECONDS", 4.0)
    busy = "any(n < 0 for n in range(2 * 10**8))"
    write_good(tmp_path, lambda by, cells: by["map"].update(source=busy))
    (slow,) = lesson_verdicts([tmp_path])
    assert "s of a processor to run; allowed: 4 s" in "".join(slow.problems)
    write_good(tmp_path, lambda by, cells: by["map"].update(source="__import__('time').sleep(6)"))
    (waits,) = lesson_verdicts([tmp_path])
    assert waits.seconds < 4


def test_without_a_kernel_the_lesson_is_said_not_to_run(tmp_path, monkeypatch):
    write_good(tmp_path)
    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager.get_kernel_spec", no_kernel)
    (verdict,) = lesson_verdicts([tmp_path])
    assert verdict.problems == ("it does not run: No such kernel named python3",)


def no_kernel(_, name):
    raise NoSuchKernel(name)


# --- what ships -------------------------------------------------------------------------------------------


def test_the_template_breaks_no_rule_of_a_core_lesson():
    notebook = dataclasses.replace(Notebook.read(TEMPLATE), name="98-template.ipynb")
    assert is_core(lesson_id(notebook.name))
    found = list(shape_problems(notebook))
    assert len(found) == 10  # its cells of text, since under this name it is a lesson that nobody wrote
    assert all(problem.endswith("it is still the template's; allowed: your own text") for problem in found)
    assert list(shape_problems(Notebook.read(TEMPLATE))) == []
