"""Layouts: what a cell may hold, column by column of each kind."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from guidekit.tables import TableError, load
from guidekit.tables.csvfile import course_csv
from guidekit.tables.layouts import LAYOUTS, TOPOLOGIES
from guidekit.tables.rows import dated_table
from tests.frames import with_frame

TODAY = datetime.date.today()
TOMORROW = (TODAY + datetime.timedelta(days=1)).isoformat()  # where the day begins earlier it is today
LATER = (TODAY + datetime.timedelta(days=2)).isoformat()
CELLS = {  # table and column → cells that fit, cells that do not
    ("sources", "id"): (["S-mx20"], ["two words", "element:net.mesh", "two\nlines", "S-mх20", "Ünder", ""]),
    ("sources", "url"): (
        ["https://a.b", "http://a.b"],
        ["/notes.txt", "ftp://a.b", "https://", "https://a b", "https://а.b"],
    ),
    ("attributes", "id"): (["net.mesh"], ["mesh", "net.mesh.x", "net.the mesh", "net.", "net.me\nsh"]),
    ("facts", "as_of"): (
        ["2022", "2022-03", TODAY.isoformat(), TOMORROW], ["29.10.2024", "2024-02-30", LATER],
    ),
    ("facts", "confidence"): (["guide"], ["assumption", "Guide"]),
    ("help", "phone"): (["+49 116 016", "0800-39393", ""], ["call us", "+", "٠٨٠٠"]),
    ("facts", "messenger"): (["signal"], ["signal briar", "sіgnal", "signal\nbriar"]),
    ("parameters", "value"): (
        ["7", "-0.5", "1e-3", "1E+06", "007", "1000000000000000"],
        [
            *("7 nodes", "0,5", "1,000", "1 000", "4_000", "+5", "−5", "–5", "- 5", ".5", "5.", "5%", ""),
            *("٤٠٠٠", "４０００", "４_0", "²", "½", "Ⅳ", "0x10", "0b1", "1e", "e5", "1e5.5", "1d5", "5-"),
            *("-", "--5"),
            *("inf", "-inf", "Infinity", "nan", "1e400", "1e-400", "1000000000000001", "9007199254740993"),
            *("9" * 5000, "0." + "0" * 400 + "1", "1e9999999999", "True", "None", "1j", "1\n2"),
        ],
    ),
    ("journeys", "hop"): (
        ["1", "12"], ["0", "-1", "+1", "01", "1.0", "1e1", "1.5", "one", "٣", "１", "²", "1_0", "9" * 10],
    ),
    ("journeys", "medium"): (["nearby"], ["pigeon"]),
    ("exposure_claims", "level"): (["0", "0.5", "1"], ["1.1", "-0.1", "half", "nan", "50%", "٠", "1e-400"]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_a_column_takes_what_fits_and_nothing_else(table, column):
    fits, (good, bad) = LAYOUTS[table][column].fits, CELLS[table, column]
    assert all(map(fits, good))
    assert not any(map(fits, bad))


@pytest.mark.parametrize(
    ("cell", "value"),
    [("7", 7), ("-0.5", -0.5), ("1e-3", 0.001), ("1E+06", 1e6), ("007", 7), ("0.1", 0.1), ("-0", 0)],
)
def test_a_cell_of_a_number_is_loaded_as_it_is_checked(cell, value, folder):
    column = LAYOUTS["parameters"]["value"]
    assert (column.value(cell), type(column.value(cell))) == (value, type(value))
    frame = course_csv("parameters").frame.head(1).assign(value=cell, low=pd.NA, high=pd.NA)
    frame.to_csv(folder / "parameters.csv", index=False)
    assert load("parameters", path=folder).value.tolist() == [value]


def test_a_broken_number_of_the_course_is_told_with_its_place_when_it_is_loaded():
    frame = course_csv("parameters").frame.copy()
    frame.loc[3, "low"] = "４０００"
    with pytest.raises(
        TableError, match=r"parameters\.csv, line 5, column low: '４０００' does not fit .*DIGIT FOUR"
    ):
        dated_table("parameters", with_frame(course_csv("parameters"), frame))


def test_every_column_of_numbers_refuses_words_and_says_so():
    numeric = [column for layout in LAYOUTS.values() for column in layout.values() if column.numeric]
    assert len(numeric) >= 10
    for column in numeric:
        assert "number" in column.allowed
        assert not column.fits("half")


def test_a_messenger_and_its_attribute_know_the_same_topologies():
    attributes = load("attributes").set_index("id")
    assert attributes.allowed["net.topology"].split("; ") == list(TOPOLOGIES)
