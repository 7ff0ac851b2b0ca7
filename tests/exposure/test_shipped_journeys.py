"""The shipped tables themselves: complete, dated, and agreeing with the course's other tables."""

from __future__ import annotations

import csv
import re

import pytest

from guidekit.exposure import journeys
from guidekit.exposure.reading import COLUMNS, PARTY_COLUMNS
from guidekit.paths import course_folder


def table(name):
    with open(course_folder("data") / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_those_that_are_documented():
    assert tuple(table("journeys")[0]) == COLUMNS
    assert tuple(table("parties")[0]) == PARTY_COLUMNS


@pytest.mark.parametrize("name", journeys())
def test_every_journey_has_a_source_a_date_and_a_note(name):
    journey = journeys()[name]
    assert journey.architecture
    assert journey.note.endswith(".")
    assert journey.sources
    assert all(re.fullmatch(r"S-[\w-]+", source) for source in journey.sources)
    assert "2018" <= journey.as_of <= "2026-11-23"


@pytest.mark.parametrize(("file", "column"), [("sources", "source_ids"), ("messengers", "messenger")])
def test_what_a_journey_points_at_exists(file, column):
    path = course_folder("data") / f"{file}.csv"
    if not path.exists():
        pytest.skip(f"{file}.csv comes from another branch")
    known = {row["id"] for row in table(file)}
    used = {word for row in table("journeys") for word in row[column].split()}
    assert used
    assert used <= known


def test_every_party_is_used():
    used = {row[end] for row in table("journeys") for end in ("from", "to")}
    assert {row["party"] for row in table("parties")} == used
