"""A teacher's own folder: well tables load, and every problem of a table is one line."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from guidekit.tables import TableError, check_table, check_tables, load
from guidekit.tables.checks import check_file
from guidekit.tables.csvfile import course_csv
from guidekit.tables.layouts import LAYOUTS


def problems(ask, *args, **more):
    with pytest.raises(TableError) as error:
        ask(*args, **more)
    return str(error.value).splitlines()


def write(path, frame):
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def test_the_shipped_tables_are_well_and_have_all_their_columns():
    tables = check_tables()
    assert {name: list(table) for name, table in tables.items()} == {
        name: list(layout) for name, layout in LAYOUTS.items()
    }


def test_a_well_folder_gives_the_same_rows_as_the_course(folder):
    for name in ("facts", "parameters", "journeys"):
        pd.testing.assert_frame_equal(load(name, "2022-03", folder), load(name, "2022-03"))
    assert check_table("facts", str(folder)).equals(course_csv("facts").frame)


def test_every_problem_of_a_table_is_one_line_in_the_order_of_its_rows(tmp_path):
    frame = course_csv("facts").frame.head(4).copy()
    frame.loc[2, ["as_of", "confidence"]] = ["2024-02-30", "assumption"]
    frame.loc[1, "source_ids"] = pd.NA
    write(tmp_path / "mine.csv", frame)
    assert problems(check_file, "facts", tmp_path / "mine.csv") == [
        "mine.csv, line 3, column source_ids: an empty cell does not fit; allowed: something, it must not be "
        "empty",
        "mine.csv, line 4, column as_of: '2024-02-30' does not fit; allowed: a date not in the future, as "
        "YYYY, YYYY-MM or YYYY-MM-DD",
        "mine.csv, line 4, column confidence: 'assumption' does not fit; allowed: verified, claimed, "
        "secondary, derived, disputed, guide (an assumption belongs in parameters.csv)",
    ]


def test_an_empty_cell_is_told_what_could_stand_there(tmp_path):
    write(
        tmp_path / "facts.csv", course_csv("facts").frame.head(1).assign(as_of="", valid_to="", confidence="")
    )
    told = problems(load, "facts", path=tmp_path)
    assert [text.partition("an empty cell does not fit; ")[2] for text in told] == [
        "allowed: a date not in the future, as YYYY, YYYY-MM or YYYY-MM-DD",
        "allowed: verified, claimed, secondary, derived, disputed, guide (an assumption belongs in "
        "parameters.csv)",
    ]


def test_an_id_that_stands_twice_is_told_for_both_rows(folder):
    frame = course_csv("sources").frame.copy()
    at = frame.index[frame.id == "S-mx20"][0]
    frame.loc[at, "id"] = frame.id[at + 3]
    write(folder / "sources.csv", frame)
    assert problems(load, "facts", path=folder) == [
        f"sources.csv, line {row + 2}, column id: {frame.id[at]!r} does not fit; allowed: each value once"
        for row in (at, at + 3)
    ]


def test_columns_that_are_missing_or_not_expected_are_named(tmp_path):
    write(tmp_path / "lessons.csv", course_csv("lessons").frame.rename(columns={"title": "tilte"}))
    allowed = "allowed: id, notebook, title, question, moves, minutes, needs, ready, short, branch, picture"
    assert problems(load, "lessons", path=tmp_path) == [
        f"lessons.csv, line 1, column title: it is missing; {allowed}",
        f"lessons.csv, line 1, column tilte: it is not expected; {allowed}",
    ]


def test_a_column_that_only_looks_like_one_is_told_letter_by_letter(tmp_path):
    write(tmp_path / "lessons.csv", course_csv("lessons").frame.rename(columns={"moves": "mоvеs"}))
    missing, odd = problems(load, "lessons", path=tmp_path)
    assert missing.startswith("lessons.csv, line 1, column moves: it is missing; allowed: id, notebook")
    assert odd.startswith(
        "lessons.csv, line 1, column mоvеs: it is not expected (its name holds U+043E CYRILLIC SMALL LETTER "
        "O and U+0435 CYRILLIC SMALL LETTER IE); allowed: id, notebook"
    )


def test_problems_of_several_tables_are_one_error(folder):
    (folder / "audits.csv").write_text("", encoding="utf-8")
    write(folder / "lessons.csv", course_csv("lessons").frame.assign(minutes="long"))
    write(folder / "parameters.csv", course_csv("parameters").frame.assign(low="7 nodes"))
    told = problems(load, "claims", path=folder)
    assert len(told) == 3
    assert told[0].startswith("audits.csv, line 1: the file is empty; allowed: the header id,target,kind")
    assert told[1].startswith("parameters.csv, line 2, column low: '7 nodes' does not fit; allowed: a number")
    assert told[1].endswith(f" (and {len(load('parameters')) - 1} more like it)")
    assert told[2].startswith("lessons.csv, line 2, column minutes: 'long' does not fit; allowed: a number")
    assert told[2].endswith(f" (and {len(load('lessons')) - 1} more like it)")


def test_own_tables_alone_are_judged(tmp_path):
    facts = course_csv("facts").frame
    write(tmp_path / "facts.csv", facts[facts.messenger == "briar"])
    assert set(load("facts", path=tmp_path).messenger) == {"briar"}  # shipped claims still point at signal
    with pytest.raises(TableError, match=r"lessons\.csv is not in .*; there is: facts\.csv"):
        load("lessons", path=tmp_path)


@pytest.mark.parametrize("date", [datetime.date.today().isoformat(), "1999"])
def test_rows_of_today_and_of_long_ago_are_dated_like_others(tmp_path, date):
    journeys = course_csv("journeys").frame.copy()
    journeys.loc[journeys.as_of.notna(), "as_of"] = date
    write(tmp_path / "journeys.csv", journeys)
    sources = course_csv("sources").frame
    fresh = sources.head(1).assign(id="S-mine", published=date)
    write(tmp_path / "sources.csv", pd.concat([sources, fresh]))
    fact = {"source_ids": "S-mine", "as_of": date, "valid_from": date, "valid_to": pd.NA}
    fact |= {
        "confidence": "secondary",
        "attribute": "message.disappearing",
        "value": "yes",
        "summary": "Yes.",
    }
    write(tmp_path / "facts.csv", course_csv("facts").frame.head(1).assign(**fact))
    assert load("facts", path=tmp_path).as_of.tolist() == [date]


def test_a_country_of_ones_own_is_a_row_of_help_and_its_source(tmp_path):
    mine = {"id": "S-mine", "url": "https://help.example", "published": pd.NA}
    write(tmp_path / "sources.csv", course_csv("sources").frame.head(1).assign(**mine))
    there = {"id": "mine", "where": "Atlantis", "date": pd.NA, "source_ids": "S-mine", "phone": "+12 345"}
    write(tmp_path / "help.csv", course_csv("help").frame.head(1).assign(**there))
    assert load("help", path=tmp_path)["where"].tolist() == ["Atlantis"]


def test_a_folder_without_tables_is_no_folder_of_tables(tmp_path):
    with pytest.raises(TableError, match=r"there is no table in .*; allowed: sources\.csv, messengers\.csv"):
        load("facts", path=tmp_path / "nowhere")


def test_tables_that_point_at_nothing_are_told_once_each_is_well(folder):
    frame = course_csv("exposure_claims").frame.copy()
    frame.loc[0, ["claim", "journey"]] = ["signal.e2ee", "signal-seeled"]
    write(folder / "exposure_claims.csv", frame)
    told = problems(load, "journeys", path=folder)
    ends = [
        "claim: 'signal.e2ee' does not fit; allowed: an id of claims.csv, such as ",
        "journey: 'signal-seeled' does not fit; allowed: an id of journeys.csv, such as ",
    ]
    starts = [f"exposure_claims.csv, line 2, column {end}" for end in ends]
    assert all(text.startswith(start) for text, start in zip(told, starts, strict=True))
