"""A committed lesson holds no answer to its predictions; the numbers of covered panels are compared here."""

from __future__ import annotations

import json

import nbformat
import pytest

from guidekit.course.journal import journal
from guidekit.course.lessons import lesson_files
from guidekit.course.notebook import Notebook
from guidekit.panels.panel import COVERED as WORDS
from tools.make_notebooks import COVERED, OURS, TEMPLATE, covered, sentences, sheet

PATHS = {path.stem: path for path in (*lesson_files(), TEMPLATE)}
COMMITTED = json.loads(COVERED.read_text(encoding="utf-8"))


def test_every_prediction_has_its_sentence():
    asked = {name: set(Notebook.read(path).predictions()) for name, path in PATHS.items()}
    assert {name: set(said) for name, said in COMMITTED.items()} == asked
    assert sheet(COMMITTED) == COVERED.read_bytes()


@pytest.mark.parametrize("name", PATHS)
def test_a_covered_panel_says_what_is_committed(name):
    assert covered(PATHS[name]) == COMMITTED[name]
    answered = {
        entry.key for entry in journal().all("result")
    }  # every prediction gets an answer from its panel
    assert answered == set(Notebook.read(PATHS[name]).predictions())


def test_every_sentence_has_the_guess_beside_the_answer():
    for said in COMMITTED.values():
        for sentence in said.values():
            assert "You said " in sentence
            assert sentence.endswith(".")


def test_all_covered_panels_are_stored_alike_so_none_can_tell_its_answer():
    stored, count = [], 0
    for path in PATHS.values():
        outputs = {cell.id: cell.outputs for cell in nbformat.read(path, 4).cells if "outputs" in cell}
        for cell, _, call in Notebook.read(path).calls():
            if any(word.arg == "prediction" for word in call.keywords):
                count += 1
                assert len(outputs[cell.id]) == 1, (path.name, cell.id)
                shown = [(one.data, one.metadata) for one in outputs[cell.id]]
                stored += [one for one in shown if one not in stored]
    ((data, metadata),) = stored
    assert count >= sum(map(len, COMMITTED.values())) > 60  # a guess may uncover more than one panel
    assert set(data) == {"text/html", "text/plain"}
    assert data["text/plain"] == WORDS
    assert metadata == OURS


def test_a_number_that_changed_is_seen(tmp_path):
    path = PATHS["00-four-ways"]
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("OnionRouting()", "OnionRouting(hops=4)")
    nbformat.write(notebook, tmp_path / path.name)
    said = covered(tmp_path / path.name)
    before = COMMITTED[path.stem]
    assert set(said) == set(before)
    assert {id for id in said if said[id] != before[id]} == {"00-delay"}


def test_a_check_says_what_changed_and_writes_nothing(tmp_path, monkeypatch, capsys):
    kept = tmp_path / "covered.json"
    monkeypatch.setattr("tools.make_notebooks.COVERED", kept)
    assert sentences({"00": {"a": "1."}}, check=True) == ["covered.json"]
    assert not kept.exists()
    assert sentences({"00": {"a": "1."}}, check=False) == ["covered.json"]
    assert sentences({"01": {"b": "2."}}, check=False) == ["covered.json"]  # of one lesson: the others stay
    assert json.loads(kept.read_bytes()) == {"00": {"a": "1."}, "01": {"b": "2."}}
    assert sentences({"00": {"a": "1."}}, check=True) == []
    assert capsys.readouterr().out == "covered.json: changed\n" * 3
