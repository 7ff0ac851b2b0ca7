"""The glossary has each word once, in order, in plain sentences, and the lesson it names uses the word."""

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
    "flip": "stop being true",
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


def test_the_table_has_the_columns_of_a_term():
    assert list(ROWS.columns) == ["term", "definition", "lesson", "also", "source_ids"]
    assert (ROWS[["term", "definition", "lesson"]] != "").all().all()
    assert set(ROWS.lesson) <= set(TEXTS)


def test_terms_stand_in_order_and_every_name_leads_to_one():
    assert list(ROWS.term) == sorted(ROWS.term, key=str.casefold)
    names = Counter(
        name.casefold() for row in TERMS.values() for name in (row.term, *filter(None, row.also.split("; ")))
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_definition_is_one_or_two_plain_sentences():
    for row in TERMS.values():
        sentences = re.findall(r"[^.?!]+[.?!](?= |$)", row.definition)
        assert "".join(sentences).strip() == row.definition
        assert len(sentences) in (1, 2), row.term
        assert all(len(sentence.split()) <= 32 for sentence in sentences), row.term
        assert row.definition[0].isupper(), row.term


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
    assert many["08"] <= 4


def test_sources_exist():
    known = set(load("sources").id)
    assert {name for cell in ROWS.source_ids for name in cell.split()} <= known


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
