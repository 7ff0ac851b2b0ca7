"""The lesson that a term names uses the word, and its numbers come from the tables.

Order, names and sentences are held by `guidekit check`: `guidekit.course.table_rules`.
"""

from __future__ import annotations

import re
from collections import Counter

import nbformat

from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.knobs import knobs_of
from guidekit.models import Federation
from guidekit.paths import course_folder
from guidekit.tables.csvfile import read_csv
from guidekit.tables.query import load

ROWS = read_csv(course_folder("data") / "glossary.csv").frame.fillna("")
TERMS = {row.term: row for row in ROWS.itertuples(index=False)}
TEXTS = {
    lesson_id(path): " ".join(
        cell.source
        for cell in nbformat.read(path, 4).cells
        if cell.cell_type == "markdown" and not cell.id.startswith("check")
    )
    for path in lesson_files()
}
# Terms that the lesson says in another form than the one they are listed under.
FORMS = {
    "anonymity set": "among",
    "audit": "reviewed",
    "blocking": "block",
    "churn": "come and go",
    "cover traffic": "cover",
    "eager ratchet": "eager",
    "federation": "federated",
    "flip": "flips",
    "healing": "heals",
    "lazy ratchet": "lazy",
    "linking": "links",
    "Megolm session": "session",
    "padding": "padded",
    "post-quantum": "quantum computer",
    "pre-key": "keys on the server",
    "not applicable": "do not apply",
    "statistical disclosure attack": "researchers",
}


def test_the_lesson_of_a_term_uses_the_word():
    unused = {}
    for row in TERMS.values():
        forms = [FORMS.get(row.term, row.term), *filter(None, row.also.split("; "))]
        if not any(re.search(rf"\b{re.escape(form)}", TEXTS[row.lesson], re.I) for form in forms):
            unused[row.term] = row.lesson
    assert unused == {}


def test_no_lesson_of_a_branch_explains_many_new_terms():
    many = Counter(row.lesson for row in TERMS.values() if row.lesson.isdigit() and row.lesson >= "04")
    assert max(many.values()) <= 8


def test_numbers_in_definitions_come_from_the_tables():
    protocols, rule = load("protocols", as_of="all").set_index("id"), knobs_of(Federation)["concentration"]
    numbers = {
        "concentration": {f"{rule.low:g}", f"{rule.high:g}"},
        "PQXDH": {protocols.valid_from["signal-pqxdh"][:4]},
        "SPQR": {protocols.valid_from["signal-spqr"][:4]},
    }
    for term, row in TERMS.items():
        assert set(re.findall(r"\d+", row.definition)) == numbers.get(term, set()), term
    nodes = load("parameters").set_index("id").value["ses.swarm"]
    assert ("seven" in TERMS["swarm"].definition) == (nodes == 7)
