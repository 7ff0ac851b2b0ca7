"""Broken tables: each gives one clear error that names file, line, column, value and what is allowed."""

from __future__ import annotations

import csv
import datetime
import io
import shutil

import pytest

from guidekit.paths import course_folder
from guidekit.tables import TABLES, TableError, load, schemas
from guidekit.tables.csvfile import read_csv


@pytest.fixture
def folder(tmp_path):
    """A teacher's own copy of every table."""
    for name in TABLES:
        shutil.copy(course_folder("data") / f"{name}.csv", tmp_path)
    return tmp_path


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def spoil(folder, table, where, **cells):
    """Change cells of the first row that fits `where`; return its line in the file."""
    path = folder / f"{table}.csv"
    rows = rows_of(path)
    at = next(i for i, row in enumerate(rows) if all(row[key] == value for key, value in where.items()))
    rows[at].update(cells)
    write(path, rows)
    return at + 2


def problems(folder, name="facts"):
    with pytest.raises(TableError) as error:
        load(name, path=folder)
    return str(error.value).splitlines()


def test_the_shipped_tables_are_well(folder):
    found = schemas.check_tables()
    assert set(found) == set(TABLES)
    assert {name: len(frame) for name, frame in found.items()} == {
        name: len(frame) for name, frame in schemas.check_tables(folder).items()
    }


def test_a_well_folder_gives_the_same_rows_as_the_course(folder):
    assert load("facts", "2022-03", folder).equals(load("facts", "2022-03"))
    assert load("parameters", path=str(folder)).equals(load("parameters"))


FACT = {"messenger": "element", "attribute": "content.e2ee_calls_group", "value": "yes"}
TOMORROW = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
# What breaks, in which table and row, what is written (the first column is the broken one), what is allowed.
SWARM = {"id": "ses.swarm"}
BROKEN = {
    "unknown source": ("facts", FACT, {"source_ids": "S-mx99"}, "an id of sources.csv, such as S-mx"),
    "no source": ("facts", FACT, {"source_ids": ""}, "must not be empty"),
    "future": ("facts", FACT, {"valid_from": TOMORROW}, "a date not in the future"),
    "date in words": ("facts", FACT, {"valid_from": "29.10.2024"}, "YYYY, YYYY-MM or YYYY-MM-DD"),
    "no such day": ("facts", FACT, {"as_of": "2024-02-30"}, "YYYY, YYYY-MM or YYYY-MM-DD"),
    "no as_of": ("facts", FACT, {"as_of": ""}, "must not be empty"),
    "overlap": (
        "facts",
        FACT,
        {"valid_from": "2024-10-01"},
        "not overlap line {before}, which ends on 2024-10-29",
    ),
    "ends as it starts": ("facts", FACT, {"valid_to": "2024-10-29"}, "a date after valid_from, 2024-10-29"),
    "not a level": ("facts", FACT, {"value": "maybe"}, "yes, partial, no, unknown, not_applicable"),
    "not in the enum": (
        "facts",
        {"attribute": "content.post_quantum"},
        {"value": "lots"},
        "none, key_exchange, key",
    ),
    "not a number": ("facts", {"attribute": "group.max_members"}, {"value": "a few"}, "a number of members"),
    "not in the list": (
        "facts",
        {"attribute": "transport.links"},
        {"value": "tor; pigeon"},
        "tor, wifi, bluetooth",
    ),
    "unknown attribute": (
        "facts",
        FACT,
        {"attribute": "content.e2ee_call_group"},
        "content.e2ee_calls_group",
    ),
    "unknown messenger": ("facts", FACT, {"messenger": "elemnt"}, "an id of messengers.csv, such as element"),
    "unknown claim": ("facts", FACT, {"claim_ids": "element.groupcalls"}, "such as element.group-calls"),
    "an assumption": (
        "facts",
        FACT,
        {"confidence": "assumption"},
        "guide (an assumption belongs in parameters.csv)",
    ),
    "derived from nothing": (
        "facts",
        FACT,
        {"summary": "So.", "confidence": "derived"},
        "Derived: from what",
    ),
    "younger than its source": ("facts", FACT, {"as_of": "2026-01"}, "up to its newest source, 2024-10-29"),
    "no definition": ("attributes", {"id": "net.mesh"}, {"definition": ""}, "must not be empty"),
    "number without unit": ("attributes", {"id": "net.nodes"}, {"unit": ""}, "the unit of the number"),
    "enum without words": ("attributes", {"id": "net.topology"}, {"allowed": ""}, "the words to choose from"),
    "wrong group": ("attributes", {"id": "net.mesh"}, {"group": "mesh"}, "net, as in the id"),
    "low above value": ("parameters", SWARM, {"low": "8"}, "at most the value, 7"),
    "high below value": ("parameters", SWARM, {"high": "6.5"}, "at least the value, 7"),
    "unit in the number": (
        "parameters",
        SWARM,
        {"value": "7 nodes"},
        "a number, with a point and without a unit",
    ),
    "endless number": ("parameters", SWARM, {"high": "inf"}, "a number, with a point and without a unit"),
    "constant without source": (
        "parameters",
        SWARM,
        {"source_ids": ""},
        "a source, or confidence assumption",
    ),
    "private address": ("sources", {"id": "S-mx20"}, {"url": "/notes.txt"}, "a public address, https://"),
    "wrong verdict": ("claims", {"id": "briar.tor"}, {"today": "true"}, "holds, incomplete, changed"),
    "claim on no fact": (
        "claims",
        {"id": "briar.tor"},
        {"facts": "briar:transport.hop"},
        "briar:transport.hops",
    ),
    "audit of nobody": ("audits", {"id": "briar-2017"}, {"target": "brair"}, "such as briar"),
    "measured without a known source": (
        "measured",
        {"series": "users", "x": "10"},
        {"source": "S-fedi"},
        "an id of sources.csv",
    ),
    "measured out of order": (
        "measured",
        {"series": "users", "x": "10"},
        {"x": "4"},
        "more than 5, the point before it",
    ),
    "a share above 1": ("measured", {"series": "users", "x": "10"}, {"value": "44"}, "a share, 0 to 1"),
    "a sum that falls": (
        "measured",
        {"series": "users", "x": "10"},
        {"value": "0.3"},
        "at least 0.375697, the point before it",
    ),
    "a measured number in words": (
        "measured",
        {"series": "users", "x": "10"},
        {"value": "half"},
        "a number, with a point",
    ),
    "an unknown unit": (
        "measured",
        {"series": "users", "x": "10"},
        {"x_unit": "place"},
        "rank, percentile, hours",
    ),
    "a question of no lesson": ("questions", {"lesson": "00"}, {"lesson": "77"}, "an id of lessons.csv"),
    "a question with two texts": (
        "questions",
        {"option": "Nothing: safer is safer, for everyone."},
        {"question": "What else?"},
        "as in the first row of 00-eight",
    ),
    "a question with two right options": (
        "questions",
        {"option": "Nothing: safer is safer, for everyone."},
        {"right": "yes"},
        "is right already",
    ),
    "a question with no right option": (
        "questions",
        {"id": "00-median", "right": "yes"},
        {"right": "no"},
        "yes in one row of 00-median",
    ),
    "an option without a reason": ("questions", {"lesson": "00"}, {"reason": ""}, "must not be empty"),
    "a term of no lesson": ("glossary", {"term": "relay"}, {"lesson": "77"}, "an id of lessons.csv"),
    "lesson needs nothing known": ("lessons", {"id": "01"}, {"needs": "zero"}, "an id of lessons.csv"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_one_broken_cell_is_one_clear_line(folder, case):
    table, where, cells, allowed = BROKEN[case]
    line = spoil(folder, table, where, **cells)
    column, value = next(iter(cells.items()))
    shown = repr(value) if value else "an empty cell"
    start = f"{table}.csv, line {line}, column {column}: {shown} does not fit; allowed: "
    [text] = [text for text in problems(folder) if text.startswith(start)]
    assert allowed.format(before=line - 1) in text.removeprefix(start)


def test_an_id_that_stands_twice_is_told_for_both_rows(folder):
    line = spoil(folder, "sources", {"id": "S-mx20"}, id="S-mx25")
    found = problems(folder)
    assert found == [
        f"sources.csv, line {at}, column id: 'S-mx25' does not fit; allowed: each value once"
        for at in (line, line + 1)
    ]


def test_an_overlap_is_told_once_with_the_other_line(folder):
    line = spoil(
        folder, "recommendations", {"messenger": "session", "valid_from": "2021-10-14"}, messenger="briar"
    )
    assert problems(folder) == [
        f"recommendations.csv, line {line}, column valid_from: '2021-10-14' does not fit; "
        f"allowed: a date that does not overlap line {line - 1}, which is open"
    ]


def test_a_messenger_without_encryption_cannot_be_recommended(folder):
    where = {"messenger": "briar", "attribute": "content.e2ee_1to1"}
    spoil(folder, "facts", where, value="no")
    assert problems(folder) == [
        "recommendations.csv, line 4, column messenger: 'briar' does not fit; allowed: "
        "a messenger whose content.e2ee_1to1 in facts.csv is yes from 2021-10-14 on"
    ]
    spoil(folder, "facts", where, value="yes", valid_from="2022-01")
    assert len(problems(folder)) == 1
    spoil(folder, "facts", where, value="yes", valid_from="2021-10-14", valid_to="2026")
    assert load("facts", path=folder) is not None


def test_a_recommendation_ends_when_the_encryption_does(folder):
    path = folder / "facts.csv"
    rows = rows_of(path)
    old = next(r for r in rows if r["messenger"] == "briar" and r["attribute"] == "content.e2ee_1to1")
    rows.append(old | {"value": "no", "valid_from": "2026-01"})
    old["valid_to"] = "2026-01"
    write(path, rows)
    assert [text.split(":")[0] for text in problems(folder)] == [
        "recommendations.csv, line 4, column messenger"
    ]


def test_several_problems_are_one_error_with_a_line_each(folder):
    one = spoil(folder, "facts", FACT, value="maybe")
    two = spoil(folder, "parameters", {"id": "ses.swarm"}, low="8")
    found = problems(folder, "lessons")
    assert [text.split(", column")[0] for text in found] == [
        f"facts.csv, line {one}",
        f"parameters.csv, line {two}",
    ]


def test_a_missing_column_is_named(folder):
    path = folder / "facts.csv"
    write(path, [{k: v for k, v in row.items() if k != "confidence"} for row in rows_of(path)])
    [text] = problems(folder)
    assert text.startswith(
        "facts.csv, line 1, column confidence: it is missing; allowed: messenger, attribute"
    )


def test_an_unexpected_column_is_named(folder):
    path = folder / "lessons.csv"
    write(path, [row | {"mood": "good"} for row in rows_of(path)])
    [text] = problems(folder)
    assert text.startswith("lessons.csv, line 1, column mood: it is not expected; allowed: id, notebook")


def test_a_column_that_stands_twice_is_named(folder):
    path = folder / "lessons.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title,question", "title,title", 1), encoding="utf-8"
    )
    assert problems(folder) == [
        "lessons.csv, line 1, column title: the name stands twice; allowed: each name once"
    ]


def test_an_empty_file_and_a_lonely_header(folder):
    (folder / "audits.csv").write_text("", encoding="utf-8")
    path = folder / "lessons.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert problems(folder) == [
        "audits.csv, line 1: the file is empty; allowed: a header row and at least one row",
        "lessons.csv, line 1: there is only a header; allowed: at least one row below it",
    ]


def test_a_wrong_encoding_names_the_byte(folder):
    path = folder / "sources.csv"
    data = path.read_bytes()
    at = data.index("ö".encode())  # in a name; Latin-1 has one byte for it, UTF-8 two
    path.write_bytes(data[:at] + b"\xf6" + data[at + 2 :])
    line = data[:at].count(b"\n") + 1
    assert problems(folder) == [
        f"sources.csv, line {line}: byte {at} of the file is 0xf6, which is not UTF-8; "
        "allowed: UTF-8 text (save the table again as CSV UTF-8)"
    ]


@pytest.mark.parametrize(("change", "fields"), [(",extra", 9), (None, 7)])
def test_a_ragged_row_is_named(folder, change, fields):
    path = folder / "lessons.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3] + change if change else lines[3].rsplit(",", 1)[0]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert problems(folder) == [
        f"lessons.csv, line 4: the row has {fields} fields, the first is '02'; allowed: 8, as in the header"
    ]


def test_an_open_quote_is_named(folder):
    path = folder / "lessons.csv"
    path.write_text(path.read_text(encoding="utf-8") + '11,"never closed\n', encoding="utf-8")
    [text] = problems(folder)
    assert text.startswith("lessons.csv, line 13: unexpected end of data; allowed: fields between commas")


def test_semicolons_between_fields_are_named(folder):
    path = folder / "messengers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert problems(folder) == [
        "messengers.csv, line 1: the fields stand between semicolons; allowed: fields between commas"
    ]


def test_lines_are_counted_through_cells_of_several_lines(folder):
    spoil(folder, "lessons", {"id": "00"}, moves="one slider,\none prediction\n\nand time")
    spoil(folder, "lessons", {"id": "01"}, minutes="long")
    [text] = problems(folder)
    assert text.startswith("lessons.csv, line 6, column minutes: 'long' does not fit; allowed: a number")


def test_a_spreadsheets_mark_and_line_ends_do_no_harm(folder):
    path = folder / "lessons.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load("lessons", path=folder).equals(load("lessons"))
    assert read_csv(path).lines == tuple(range(2, 13))


def test_own_tables_alone_are_judged(tmp_path):
    rows = [row for row in rows_of(course_folder("data") / "facts.csv") if row["messenger"] == "briar"]
    write(tmp_path / "facts.csv", rows)
    assert set(load("facts", path=tmp_path).messenger) == {"briar"}  # shipped claims still point at signal
    with pytest.raises(TableError, match=r"lessons\.csv is not in .*; there is: facts\.csv"):
        load("lessons", path=tmp_path)


def test_a_folder_without_tables_is_no_folder_of_tables(tmp_path):
    with pytest.raises(TableError, match=r"there is no table in .*; allowed: sources\.csv, messengers\.csv"):
        load("facts", path=tmp_path / "nowhere")


def test_every_column_of_numbers_is_checked_as_one():
    for name, columns in TABLES.items():
        for column in columns:
            assert "number" in schemas.SCHEMAS[name].columns[column].checks[0].error
