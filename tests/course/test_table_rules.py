"""Each rule of the tables that a reader learns from bites on a row that breaks it, and says where and why."""

from __future__ import annotations

import pandas as pd
import pytest

from guidekit.course import table_rules
from guidekit.course.table_rules import table_problems
from guidekit.tables.csvfile import CsvFile, course_csv
from tests.frames import with_frame


def put(at: dict[str, str], **cells: str):
    """Change cells of the first row that has a value in a column."""
    ((column, value),) = at.items()

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[int((frame[column] == value).to_numpy().argmax()), list(cells)] = [
            cell or pd.NA for cell in cells.values()
        ]
        return frame

    return change


def without(column: str, value: str):
    return lambda frame: frame[frame[column] != value].reset_index(drop=True)


def last_first(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame.iloc[-1:], frame.iloc[:-1]], ignore_index=True)


def right_at(nth: int, lessons: int):
    """Let the right option stand at one place in the first lessons."""

    def change(frame: pd.DataFrame) -> pd.DataFrame:
        for lesson in list(dict.fromkeys(frame.lesson))[:lessons]:
            for _, rows in frame[frame.lesson == lesson].groupby("id"):
                at = rows.index[rows.right == "yes"][0]
                for column in ("right", "option", "reason"):
                    one, other = frame.loc[at, column], frame.loc[rows.index[nth], column]
                    frame.loc[at, column], frame.loc[rows.index[nth], column] = other, one
        return frame

    return change


def shortest_right(frame: pd.DataFrame) -> pd.DataFrame:
    frame.loc[frame.right == "yes", "option"] = [f"So {nth}." for nth in range(sum(frame.right == "yes"))]
    return frame


RIGHT = "On one of them a machine sees that the two talk."
BROKEN = {  # the table, what is done to it, and what is told
    "a source by another name": ("sources", put({"id": "S-guide"}, id="guide"), "column id: 'guide'"),
    "no such notebook": (
        "lessons",
        put({"id": "03"}, notebook="03-keys.ipynb"),
        "column notebook: '03-keys.ipynb'",
    ),
    "a notebook without a row": (
        "lessons",
        without("id", "E5"),
        "there is no row for notebooks/extra/how-good",
    ),
    "another title": ("lessons", put({"id": "03"}, title="Keys"), "allowed: 'Steal a key', as its notebook"),
    "needs a later one": ("lessons", put({"id": "03"}, needs="04"), "allowed: lessons that come before it"),
    "an hour": ("lessons", put({"id": "03"}, minutes="60"), "allowed: 10 to 30"),
    "no place on the map": ("lessons", put({"id": "03"}, branch=""), "column branch: an empty cell"),
    "extra on the map": ("lessons", put({"id": "E1"}, short="Keys"), "column short: 'Keys' does not fit"),
    "extra before a lesson": (
        "lessons",
        last_first,
        "line 2, column id: 'E5' does not fit; allowed: 00 here",
    ),
    "an id of another lesson": (
        "questions",
        put({"id": "04-receipts"}, id="05-it"),
        "small letters, such as 04-",
    ),
    "no question mark": ("questions", put({"id": "00-lock"}, question="So."), "with a question mark"),
    "asked twice": (
        "questions",
        lambda frame: put({"lesson": "01"}, question=frame.question[0])(frame),
        "each question once: 00-lock asks it",
    ),
    "two options": ("questions", without("option", RIGHT), "allowed: three or four options for 00-lock"),
    "scattered": ("questions", last_first, "allowed: the rows of a question one below the other"),
    "the same reason twice": (
        "questions",
        lambda frame: put({"option": RIGHT}, reason=frame.reason[0])(frame),
        "each reason of 00-lock once",
    ),
    "the longest is right": (
        "questions",
        put({"option": RIGHT}, option=RIGHT + " It is so in each and every case that one can think of."),
        "which would give it away",
    ),
    "wrong": (
        "questions",
        put({"option": RIGHT}, reason="Right. It is so, as we have seen above."),
        "not “right”",
    ),
    "a short reason": (
        "questions",
        put({"option": RIGHT}, reason="It sees them."),
        "allowed: 8 words or more",
    ),
    "no such heading": (
        "questions",
        put({"id": "00-lock"}, again="Keys"),
        "a heading of 00-four-ways.ipynb: Send",
    ),
    "too few": (
        "questions",
        lambda frame: frame[~frame.id.isin(["00-lock", "00-eight"])].reset_index(drop=True),
        "allowed: 4 to 6 questions for it",
    ),
    "out of order": (
        "questions",
        lambda frame: pd.concat(
            [frame[frame.lesson != "00"], frame[frame.lesson == "00"]], ignore_index=True
        ),
        "allowed: the questions of a lesson before those of E5",
    ),
    "always first": ("questions", right_at(0, 1), "in lesson 00 the right one always stands first"),
    "hardly ever third": ("questions", right_at(1, 14), "it stands third in"),
    "the shortest": ("questions", shortest_right, "right in less than half of all questions; it is in"),
    "terms out of order": ("glossary", last_first, "allowed: the terms in alphabetical order"),
    "a name twice": (
        "glossary",
        put({"term": "relay"}, also="admin"),
        "'admin' does not fit; allowed: each name",
    ),
    "a definition without an end": (
        "glossary",
        put({"term": "relay"}, definition="It passes on"),
        "whole sentences",
    ),
    "three sentences": (
        "glossary",
        put({"term": "relay"}, definition="A. B. C."),
        "one or two whole sentences",
    ),
    "a journey without a note": ("journeys", put({"hop": "1"}, note=""), "column note: an empty cell"),
    "a note without a full stop": (
        "journeys",
        put({"hop": "1"}, note="So"),
        "allowed: a sentence with a full stop",
    ),
    "a journey without a date": ("journeys", put({"hop": "1"}, as_of=""), "column as_of: an empty cell"),
    "a journey of no kind": ("journeys", put({"hop": "1"}, architecture=""), "column architecture: an empty"),
    "a journey without a source": (
        "journeys",
        put({"hop": "1"}, source_ids=""),
        "something on the first row of",
    ),
    "a party that nobody meets": (
        "parties",
        put({"party": "turn-server"}, party="printer"),
        "party: 'printer'",
    ),
}


@pytest.mark.parametrize(("name", "change", "told"), BROKEN.values(), ids=list(BROKEN))
def test_a_row_that_breaks_a_rule_is_named(name, change, told, monkeypatch):
    file = course_csv(name)
    frame = change(file.frame.copy())
    lines = tuple(range(2, 2 + len(frame)))

    def spoiled(asked: str) -> CsvFile:
        return with_frame(file, frame, lines=lines) if asked == name else course_csv(asked)

    monkeypatch.setattr(table_rules, "course_csv", spoiled)
    problems = table_problems()
    assert any(told in problem for problem in problems), problems


def test_well_tables_break_none():
    assert table_problems() == []
