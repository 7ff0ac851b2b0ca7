"""A messenger from nothing, by rows alone: those of the teacher's page, put into a copy of the course."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guidekit.tables import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
ASK = """
import json, re
import guidekit as gk
from guidekit.course.table_rules import table_problems
from guidekit.drawing.page import Page
from guidekit.exhibits.messengers import common_questions, snapshot
from guidekit.exposure.question import JourneyStep, WhoLearns
from guidekit.knobs import knob_of
from guidekit.panels.controls import control

def ticks(model, name):
    spec = control(name, knob_of(model, name), model)
    return dict(zip(spec["choices"], spec["titles"]))

def shown(exhibit, model):
    page = Page()
    sentence = exhibit(model, page)
    return sentence + " | " + re.sub("<[^>]*>+", "|", page.html)

gk.tables.check_tables()
assert not table_problems(), table_problems()
one = ("example",)
learned = WhoLearns("example-chat").levels()["central-server"]
print(json.dumps({
    "panel": ticks(gk.tables.EightQuestions(), "messengers"),
    "snapshot": ticks(gk.tables.Snapshot(), "messengers"),
    "life": ticks(gk.tables.Cell(), "messenger"),
    "journeys": ticks(WhoLearns(), "journey"),
    "steps": ticks(JourneyStep(), "journey"),
    "answers": shown(common_questions, gk.tables.EightQuestions(messengers=one)),
    "facts": shown(snapshot, gk.tables.Snapshot("2026-11", "open", one)),
    "compare": str(gk.compare("2026-11", one, ["net.topology", "content.forward_secrecy"])),
    "first": gk.tables.first_messengers(),
    "learned": {name: float(level) for name, level in learned.items()},
    "history": [row.value for row in gk.tables.Cell("example", "open.open_source").history()],
    "origin": str(gk.provenance("example", "content.e2ee_1to1", "2026-11")),
}))
"""


def rows_of_the_page():
    """Return the lines that the page puts into each file."""
    (block,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.M | re.S)
    parts = re.split(r"^(data/\w+\.csv)\n", block, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What a course with one more messenger offers and says, asked in a process of its own."""
    course = tmp_path_factory.mktemp("course")
    for folder in ("guidekit", "data"):
        shutil.copytree(ROOT / folder, course / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, rows in rows_of_the_page().items():
        with open(course / name, "a", encoding="utf-8", newline="") as file:
            file.write(rows)
    answer = subprocess.run(
        [sys.executable, "-c", ASK], cwd=course, env=os.environ | {"PYTHONPATH": str(course)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_it_takes_at_most_four_files_and_no_code():
    rows = rows_of_the_page()
    assert len(rows) <= 4
    assert all(text.strip() for text in rows.values())


def test_no_code_decides_by_the_name_of_a_messenger():
    """Only what is about one by its nature names it: the guide's sentences, and a recorded library."""
    about = {"claims", "recordings", "choice"}
    words = {"messenger", "Messenger", "signal"}  # a column, a label, and a model of the Double Ratchet
    table = load("messengers")
    named = {*table.id, *table.name.str.split(" (", regex=False).str[0]} - words
    found = [
        (path.name, node.lineno, node.value)
        for path in (ROOT / "guidekit").rglob("*.py")
        if path.relative_to(ROOT / "guidekit").parts[0] not in about
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in named
    ]
    assert not found


def test_every_list_offers_it_by_its_name(found):
    assert {found[where]["example"] for where in ("panel", "snapshot", "life")} == {"Example Chat"}
    assert {found[where]["example-chat"] for where in ("journeys", "steps")} == {"A message on Example Chat"}
    assert "example" not in found["first"]


def test_the_panel_of_lesson_02_answers_what_the_rows_say_and_no_more(found):
    said = found["answers"]
    assert "Example Chat, October 2026" in said
    for answer in ("no, but an e-mail address", "one organisation", "only you two, says its maker"):
        assert answer in said
    assert said.count("no source says") == 4  # four of the eight questions have a row
    assert "Weak spots: 1 of 8 answers. In part: 2 more. Nobody here can tell: 4." in said
    assert "Example Chat, known up to October 2026" in found["facts"]


def test_facts_print_themselves_with_what_is_not_known(found):
    assert "Example Chat" in found["compare"]
    assert re.search(r"old messages stay closed\?\s+unknown", found["compare"])
    assert re.search(r"Who runs the machines between us\?\s+centralized", found["compare"])
    assert found["history"] == ["yes"]
    assert "How Example Chat works" in found["origin"]


def test_who_learns_what_is_derived_from_its_journey(found):
    learned = found["learned"]
    assert learned["sender"] == learned["recipient"] == 1
    assert learned["content"] == 0
