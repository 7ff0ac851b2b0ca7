"""One CSV file: what is read, and one clear error for each way in which it is no table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.tables.csvfile import TableError, read_csv

CELL = st.text(st.sampled_from('ab ö,;"\n'), max_size=6)


@given(st.lists(st.tuples(CELL, CELL)))
def test_what_was_written_is_read_with_the_line_it_starts_on(tmp_path_factory, rows):
    path, text, starts = tmp_path_factory.mktemp("csv") / "some.csv", io.StringIO(), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["one", "two"])
    rows = [("first", "row"), *rows]
    for row in rows:
        starts.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    there = [(tuple(map(str.strip, row)), start) for row, start in zip(rows, starts, strict=True)]
    there = [(row, start) for row, start in there if any(row)]  # a line of commas is no row
    file = read_csv(path)
    assert list(file.frame) == ["one", "two"]
    cells = file.frame.fillna("").itertuples(index=False, name=None)
    assert list(zip(cells, file.lines, strict=True)) == there


def test_an_empty_cell_is_na(tmp_path):
    (tmp_path / "a.csv").write_text("id,note\nx,\n", encoding="utf-8")
    assert read_csv(tmp_path / "a.csv").frame.isna().to_numpy().tolist() == [[False, True]]


def test_what_a_spreadsheet_leaves_behind_does_no_harm(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfid , note,,\r\n x,1,,\r\n,,,\r\n\r\ny,2,,\r\n")
    file = read_csv(path)
    assert file.frame.to_dict("list") == {"id": ["x", "y"], "note": ["1", "2"]}
    assert file.lines == (2, 5)


BROKEN = {  # what stands in the file, and what is said about it behind the file's name
    "nothing": (b"", ", line 1: the file is empty; allowed: the header id,note and at least one row"),
    "a header": (b"id,note\n", ", line 1: there is only a header; allowed: at least one row below it"),
    "a name twice": (b"id,id\nx,1\n", ", line 1, column id: the name stands twice; allowed: each name once"),
    "a nameless column": (
        b"id,,\nx,1,2\n",
        ", line 2: '1' stands in a column without a name; allowed: a name over every column",
    ),
    "semicolons": (
        b"id;note\nx;1\n",
        ", line 1: the fields stand between semicolons; allowed: fields between commas",
    ),
    "too many fields": (
        b"id,note\nx,1\ny,2,3\n",
        ", line 3: the row has 3 fields, the first is 'y'; allowed: 2, as in the header; a field with a "
        "comma stands in quotes",
    ),
    "too few fields": (
        b'id,note\n"x\n\n",1\ny\n',
        ", line 5: the row has 1 fields, the first is 'y'; allowed: 2, as in the header; a field with a "
        "comma stands in quotes",
    ),
    "an open quote": (
        b'id,note\nx,1\ny,"2\n',
        ", line 3: a quote is not closed where its cell ends; allowed: quotes in pairs around a whole cell, "
        "and two quotes for one inside it",
    ),
    "Latin-1": (
        b"id,note\nx,\xf6\n",
        ", line 2: byte 10 of the file is 0xf6, which is not UTF-8; allowed: UTF-8 text (save the table "
        "again as CSV UTF-8)",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_table_is_one_clear_error(tmp_path, case):
    content, message = BROKEN[case]
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(TableError) as error:
        read_csv(path, ["id", "note"])
    assert str(error.value) == f"a.csv{message}"


def test_every_ragged_row_is_told(tmp_path):
    (tmp_path / "a.csv").write_text("id,note\nx\ny,1\nz,1,2\n", encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_csv(tmp_path / "a.csv")
    assert [text.split(":")[0] for text in str(error.value).splitlines()] == [
        "a.csv, line 2",
        "a.csv, line 4",
    ]


def test_a_missing_file_is_named_and_a_table_error_is_a_value_error(tmp_path):
    with pytest.raises(
        ValueError, match=rf"a\.csv: there is no such file in {tmp_path}; allowed: a CSV file"
    ):
        read_csv(tmp_path / "a.csv")
