"""A road is stopped by the first filter that the table says stops it; unknown is never a way through."""

from __future__ import annotations

import itertools

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.operator import ways_round
from guidekit.tables import Block
from guidekit.tables.blocking import FILTERS
from guidekit.tables.query import load
from guidekit.tables.rows import course_rows

ROWS = load("blocks")
SETS = [some for size in range(4) for some in itertools.combinations(FILTERS, size)]


def test_every_road_meets_every_filter_once():
    met = set(zip(ROWS.road, ROWS["filter"], strict=True))
    assert met == {(road, name) for road in load("detours").id for name in FILTERS}
    assert len(ROWS) == len(met)


@pytest.mark.parametrize("filters", SETS)
def test_a_road_is_stopped_as_the_table_says(filters):
    roads = Block(filters=filters).roads()
    said = ways_round(Block(filters=filters), Figure(figsize=(8.4, 3.6)))
    through = 0
    for id, road in zip(load("detours").id, roads, strict=True):
        stopping = ROWS[(ROWS.road == id) & ROWS["filter"].isin(filters) & (ROWS.result == "stopped")]
        assert (road.stopped_at is None) == stopping.empty
        assert road.stopped_at is None or road.stopped_at in set(stopping["filter"])
        through += stopping.empty
        assert stopping.empty == (road.title in str(said))
    assert said.value == through


def test_more_filters_never_open_a_road():
    for some, more in itertools.permutations(SETS, 2):
        if set(some) <= set(more):
            few, many = Block(filters=some).roads(), Block(filters=more).roads()
            assert all(a.stopped_at is None or b.stopped_at for a, b in zip(few, many, strict=True))


def test_what_nobody_knows_is_no_way_through(monkeypatch):
    blocks = [
        row._replace(result="unknown") if row.road == "bridge" else row for row in course_rows("blocks")
    ]
    monkeypatch.setattr(
        "guidekit.tables.blocking.course_rows", lambda name: blocks if name == "blocks" else course_rows(name)
    )
    said = ways_round(Block(), Figure(figsize=(8.4, 3.6)))
    assert said.value == 1
    assert "1 gets through: phone to phone." in said
