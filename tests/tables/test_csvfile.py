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


GOOD = b"id,note\nx,1\ny,2\n"
LEFT_OUT = {  # what is plainly empty at the edges, and where the rows stand then
    "a mark in front": (b"\xef\xbb\xbf" + GOOD, (2, 3)),
    "a mark in front twice": (b"\xef\xbb\xbf" * 2 + GOOD, (2, 3)),
    "a line for Excel": (b"sep=,\r\n" + GOOD, (3, 4)),
    "a line for Excel in quotes": (b'"sep=,"\n' + GOOD, (3, 4)),
    "lines of commas": (b",\n" + GOOD + b",\n,,,,,,,,,\n", (3, 4)),
    "empty columns at the right of all rows": (b"id,note,,,\nx,1,,,\ny,2,,,\n", (2, 3)),
    "empty columns at the right of some rows": (b"id,note\nx,1,,,\ny,2,\n", (2, 3)),
    "a last line of blanks": (GOOD + b" \t \n\xc2\xa0\xc2\xa0", (2, 3)),
    "blanks around cells": (b" id ,\tnote\n x\xc2\xa0, 1 \ny,\xe3\x80\x802\n", (2, 3)),
    "a blank before a quote": (b'id, "note"\n "x", 1\ny,2', (2, 3)),
    "lines that end as on an old Mac": (GOOD.replace(b"\n", b"\r"), (2, 3)),
    "lines that end as on Windows": (GOOD.replace(b"\n", b"\r\n"), (2, 3)),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_is_plainly_empty_at_the_edges_is_left_out(case, tmp_path):
    content, lines = LEFT_OUT[case]
    (tmp_path / "a.csv").write_bytes(content)
    file = read_csv(tmp_path / "a.csv")
    assert (file.columns, file.rows, file.lines) == (("id", "note"), (("x", "1"), ("y", "2")), lines)


CAUSES = {  # one line each, which says the cause
    "tabs": (
        GOOD.replace(b",", b"\t"),
        "line 1: the fields stand between tabs; allowed: fields between commas",
    ),
    "upright bars": (
        GOOD.replace(b",", b"|"),
        "line 1: the fields stand between upright bars; allowed: fields",
    ),
    "semicolons, as Excel says": (
        b"sep=;\n" + GOOD.replace(b",", b";"),
        "line 1: the fields stand between semic",
    ),
    "UTF-16": (
        GOOD.decode().encode("utf-16"),
        "line 1: the file is UTF-16; allowed: UTF-8 text (save the table",
    ),
    "UTF-16 without a mark": (
        GOOD.decode().encode("utf-16-le"),
        "line 1: the file is UTF-16 or binary; allowed",
    ),
    "a workbook": (
        b"PK\x03\x04\x14",
        "line 1: the file is a workbook or an archive (.xlsx, .ods, .zip); allowed",
    ),
    "cp1252": (
        b"id,note\r\nx,\x93y\x94\r\n",
        "line 2: byte 11 of the file is 0x93, which is not UTF-8; allowed",
    ),
    "cp1252 on an old Mac": (b"id,note\rx,\x93\r", "line 2: byte 10 of the file is 0x93, which is not UTF-8"),
    "half a sign": (b"id,note\nx,\xed\xa0\x80\n", "line 2: byte 10 of the file is 0xed, which is not UTF-8"),
    "a field without an end": (
        b'id,note\nx,"' + b"y" * 200_000 + b'"\n',
        "line 2: a cell is longer than any text; allowed: at most 10,000 letters in a cell (a quote that",
    ),
    "a long field": (
        b"id,note\nx,1\ny," + b"y" * 10_001,
        "line 3, column note: the cell has 10,001 letters; allowed",
    ),
    "an open quote": (
        b'id,note\nx,1\n"y,2\nz,3\n',
        "line 3: a quote is not closed where its cell ends; allowed",
    ),
    "a quote that closes too early": (
        b'id,note\nx,"1"2\n',
        "line 2: a quote is not closed where its cell ends",
    ),
    "a mark in the middle": (
        GOOD + b"\xef\xbb\xbfid,note\n",
        "line 4, column id: '\\ufeffid' holds U+FEFF ZERO WIDTH",
    ),
    "a header lower down": (
        b",\n\nid,id\nx,1\n",
        "line 3, column id: the name stands twice; allowed: each name",
    ),
    "a header with a zero-width space": (
        b"id,no\xe2\x80\x8bte\nx,1\n",
        "line 1, column no\\u200bte: the name holds U+200B ZERO WIDTH SPACE, which",
    ),
    "a column without a name": (
        b"id,,note\nx,1,2\n",
        "line 1: column 2 has no name; allowed: a name over every",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CAUSES)
def test_a_file_of_another_kind_is_one_line_with_its_cause(case, tmp_path):
    content, told = CAUSES[case]
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(TableError) as error:
        read_csv(tmp_path / "a.csv")
    assert str(error.value).startswith(f"a.csv, {told}")
    assert "\n" not in str(error.value)


def test_text_of_every_script_is_loaded_as_it_looks(tmp_path):
    text = "“Größe” Cafe\u0301 10\u00a0km Привет 你好 می\u200cخواهم क\u094d\u200dष 👩\u200d🔬 ❤\ufe0f"
    (tmp_path / "a.csv").write_text(f"id,note\nx,{text}\n", encoding="utf-8")
    [(_, cell)] = read_csv(tmp_path / "a.csv").rows
    assert cell == text.replace("Cafe\u0301", "Café").replace("\u00a0", " ")


def test_however_many_cells_are_wrong_few_lines_tell_it(tmp_path):
    (tmp_path / "a.csv").write_text("id,note\n" + "x,a\0b\n" * 1234 + "y\n" * 5, encoding="utf-8")
    with pytest.raises(TableError) as error:
        read_csv(tmp_path / "a.csv")
    assert [line.partition("(and")[2] for line in str(error.value).splitlines()] == [
        " 4 more like it)",
        " 1,233 more like it)",
    ]


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
