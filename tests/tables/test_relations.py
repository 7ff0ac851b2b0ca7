"""Relations between tables: one broken cell is one line with its place, its value and what is allowed."""

from __future__ import annotations

import pandas as pd
import pytest

from guidekit.tables import TABLES
from guidekit.tables.csvfile import course_csv
from guidekit.tables.relations import cross_problems
from tests.frames import with_frame


def spoil(files, table, where, **cells):
    """Change cells of the first row that fits `where`; return its number."""
    frame = files[table].frame.copy()
    fits = pd.concat([frame[column] == value for column, value in where.items()], axis=1).all(axis=1)
    row = int(fits.to_numpy().argmax())
    for column, value in cells.items():
        frame.loc[row, column] = value or pd.NA
    files[table] = with_frame(files[table], frame)
    return row


@pytest.fixture
def files():
    return {name: course_csv(name) for name in TABLES}


def problems(files):
    return cross_problems(files, TABLES)


def test_the_shipped_tables_fit_each_other(files):
    assert problems(files) == []


FACT = {"messenger": "element", "attribute": "content.e2ee_calls_group", "value": "yes"}
SWARM = {"id": "ses.swarm"}
USERS = {"series": "users", "x": "10"}
SAFER = {"option": "Nothing: what is safer is safer, for everyone and in each situation."}
BROKEN = {  # the table and the row, what is written (the first column is the broken one), what is allowed
    "unknown source": ("facts", FACT, {"source_ids": "S-mx99"}, "an id of sources.csv, such as S-mx"),
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
    "derived from nothing": (
        "facts",
        FACT,
        {"summary": "So.", "confidence": "derived"},
        "Derived: from what",
    ),
    "younger than its source": ("facts", FACT, {"as_of": "2026-01"}, "up to its newest source, 2024-10-29"),
    "number without unit": ("attributes", {"id": "net.nodes"}, {"unit": ""}, "the unit of the number"),
    "enum without words": ("attributes", {"id": "net.topology"}, {"allowed": ""}, "the words to choose from"),
    "wrong group": ("attributes", {"id": "net.mesh"}, {"group": "mesh"}, "net, as in the id"),
    "low above value": ("parameters", SWARM, {"low": "8"}, "at most the value, 7"),
    "high below value": ("parameters", SWARM, {"high": "6.5"}, "at least the value, 7"),
    "constant without source": (
        "parameters",
        SWARM,
        {"source_ids": ""},
        "a source, or confidence assumption",
    ),
    "claim on no fact": (
        "claims",
        {"id": "briar.tor"},
        {"facts": "briar:transport.hop"},
        "briar:transport.hops",
    ),
    "audit of nobody": ("audits", {"id": "briar-2017"}, {"target": "brair"}, "such as briar"),
    "measured without a known source": ("measured", USERS, {"source": "S-fedi"}, "an id of sources.csv"),
    "measured out of order": ("measured", USERS, {"x": "4"}, "more than 5, the point before it"),
    "a share above 1": ("measured", USERS, {"value": "44"}, "a share, 0 to 1"),
    "a sum that falls": ("measured", USERS, {"value": "0.3"}, "at least 0.375697, the point before it"),
    "a question of no lesson": ("questions", {"lesson": "00"}, {"lesson": "77"}, "an id of lessons.csv"),
    "a question with two texts": (
        "questions",
        SAFER,
        {"question": "What else?"},
        "as in the first row of 00-eight",
    ),
    "a question with two right options": ("questions", SAFER, {"right": "yes"}, "is right already"),
    "a question with no right option": (
        "questions",
        {"id": "00-strangers", "right": "yes"},
        {"right": "no"},
        "yes in one row of 00-strangers",
    ),
    "a term of no lesson": ("glossary", {"term": "relay"}, {"lesson": "77"}, "an id of lessons.csv"),
    "lesson needs nothing known": ("lessons", {"id": "01"}, {"needs": "zero"}, "an id of lessons.csv"),
    "a journey of no messenger": (
        "journeys",
        {"messenger": "signal"},
        {"messenger": "signl"},
        "such as signal",
    ),
    "a journey without a known source": (
        "journeys",
        {"hop": "1"},
        {"source_ids": "S-fedi"},
        "an id of sources",
    ),
    "an exposure of no claim": (
        "exposure_claims",
        {"level": "0"},
        {"claim": "signal.e2e"},
        "an id of claims.csv",
    ),
    "an exposure of no journey": (
        "exposure_claims",
        {"level": "0"},
        {"journey": "sealed"},
        "an id of journeys",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_one_broken_cell_is_one_clear_line(files, case):
    table, where, cells, allowed = BROKEN[case]
    row = spoil(files, table, where, **cells)
    column, value = next(iter(cells.items()))
    shown, lines = repr(value) if value else "an empty cell", files[table].lines
    start = f"{table}.csv, line {lines[row]}, column {column}: {shown} does not fit; allowed: "
    [text] = [text for text in problems(files) if text.startswith(start)]
    assert allowed.format(before=lines[row - 1]) in text.removeprefix(start)


def test_an_overlap_is_told_once_with_the_other_line(files):
    where = {"messenger": "session", "valid_from": "2021-10-14"}
    row = spoil(files, "recommendations", where, messenger="briar")
    assert problems(files) == [
        f"recommendations.csv, line {row + 2}, column valid_from: '2021-10-14' does not fit; "
        f"allowed: a date that does not overlap line {row + 1}, which is open"
    ]


def test_a_messenger_without_encryption_cannot_be_recommended(files):
    where = {"messenger": "briar", "attribute": "content.e2ee_1to1"}
    spoil(files, "facts", where, value="no")
    assert problems(files) == [
        "recommendations.csv, line 4, column messenger: 'briar' does not fit; allowed: "
        "a messenger whose content.e2ee_1to1 in facts.csv is yes from 2021-10-14 on"
    ]
    spoil(files, "facts", where, value="yes", valid_from="2022-01")
    assert len(problems(files)) == 1
    row = spoil(files, "facts", where, value="yes", valid_from="2021-10-14", valid_to="2026")
    assert problems(files) == []
    facts = files["facts"]
    frame = facts.frame.iloc[[*range(len(facts.frame)), row]].reset_index(drop=True)
    frame.loc[len(frame) - 1, ["value", "valid_from", "valid_to"]] = ["no", "2026", pd.NA]
    files["facts"] = with_frame(facts, frame, lines=(*facts.lines, 999))
    assert [text.split(":")[0] for text in problems(files)] == [
        "recommendations.csv, line 4, column messenger"
    ]


def test_problems_of_several_tables_stand_in_the_order_of_the_files_and_of_own_ones_only(files):
    spoil(files, "parameters", SWARM, low="8")
    spoil(files, "facts", FACT, value="maybe")
    assert [text.partition(",")[0] for text in problems(files)] == ["facts.csv", "parameters.csv"]
    assert [text.partition(",")[0] for text in cross_problems(files, ["parameters"])] == ["parameters.csv"]
