"""Layouts: what a cell may hold, column by column of each kind."""

from __future__ import annotations

import datetime

import pytest

from guidekit.tables import load
from guidekit.tables.layouts import LAYOUTS, TOPOLOGIES

TODAY = datetime.date.today()
TOMORROW = (TODAY + datetime.timedelta(days=1)).isoformat()  # where the day begins earlier it is today
LATER = (TODAY + datetime.timedelta(days=2)).isoformat()
CELLS = {  # table and column → cells that fit, cells that do not
    ("sources", "id"): (["S-mx20"], ["two words", "element:net.mesh"]),
    ("sources", "url"): (["https://a.b", "http://a.b"], ["/notes.txt", "ftp://a.b"]),
    ("attributes", "id"): (["net.mesh"], ["mesh", "net.mesh.x", "net.the mesh"]),
    ("facts", "as_of"): (
        ["2022", "2022-03", TODAY.isoformat(), TOMORROW], ["29.10.2024", "2024-02-30", LATER],
    ),
    ("facts", "confidence"): (["guide"], ["assumption", "Guide"]),
    ("help", "phone"): (["+49 116 016", "0800-39393"], ["call us", "", "+"]),
    ("parameters", "value"): (["7", "-0.5", "1e-3"], ["7 nodes", "0,5", "inf", "nan"]),
    ("journeys", "hop"): (["1", "12"], ["0", "-1", "1.5", "one", "٣"]),
    ("journeys", "medium"): (["nearby"], ["pigeon"]),
    ("exposure_claims", "level"): (["0", "0.5", "1"], ["1.1", "-0.1", "half", "nan"]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_a_column_takes_what_fits_and_nothing_else(table, column):
    test, (good, bad) = LAYOUTS[table][column].test, CELLS[table, column]
    assert all(map(test, good))
    assert not any(map(test, bad))


def test_every_column_of_numbers_refuses_words_and_says_so():
    numeric = [column for layout in LAYOUTS.values() for column in layout.values() if column.numeric]
    assert len(numeric) >= 10
    for column in numeric:
        assert "number" in column.allowed
        assert not column.test("half")


def test_a_messenger_and_its_attribute_know_the_same_topologies():
    attributes = load("attributes").set_index("id")
    assert attributes.allowed["net.topology"].split("; ") == list(TOPOLOGIES)
