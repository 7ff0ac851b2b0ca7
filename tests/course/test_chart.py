"""The map of the course has every lesson where the table says, and no words of it lie on others."""

from __future__ import annotations

import time
from itertools import combinations

import pytest

from guidekit.course.chart import SIZE, CourseMap, course_chart
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.sketch import marks
from guidekit.tables.query import load

CORE = [id for id in load("lessons").id if id.isdigit()]
OURS = {  # what a fork adds comes after these
    "Start": ["00", "01", "02", "03"],
    "One operator": ["04", "05"],
    "Servers that talk": ["06", "07"],
    "No server": ["08"],
    "Relays": ["09", "10"],
    "Decide": ["11", "12", "13"],
}


def test_the_branches_are_those_of_the_table():
    branches = {branch[0].branch: [stop.id for stop in branch] for branch in CourseMap().branches()}
    assert {name: stops[: len(OURS[name])] for name, stops in branches.items()} == OURS
    assert sorted(id for stops in branches.values() for id in stops) == CORE
    assert CourseMap().extras() == len(load("lessons")) - len(CORE)


def test_what_a_lesson_needs_lies_before_it_on_the_line():
    first, *rows, last = [[stop.id for stop in branch] for branch in CourseMap().branches()]
    for stop in CourseMap().stops():
        row = next((row for row in rows if stop.id in row), [])
        before = first + row + ([id for row in rows for id in row] + last if stop.id in last else [])
        earlier = [id for id in before if id < stop.id]
        assert set(stop.needs) <= set(earlier), stop.id


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("here", [*CORE, "E2"])
def test_no_words_lie_on_others_or_leave_the_map(here, dark):
    canvas = Canvas(SIZE, dark=dark)
    course_chart(CourseMap(here, tuple(id for id in CORE if id < here)), canvas)
    labels = marks(canvas).labels
    words = [label.words for label in labels]
    for stop in CourseMap().stops():
        assert str(int(stop.id)) in words
        assert f"{stop.minutes} min" in words
    assert words.count("You are here") == (here in CORE)
    for label in labels:
        assert label.box.x0 >= 0
        assert label.box.x1 <= canvas.bbox.width
        assert label.box.y0 >= 0
        assert label.box.y1 <= canvas.bbox.height
    for one, other in combinations(labels, 2):
        across = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
        upright = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
        assert across <= 0 or upright <= 3, (one.words, other.words)


def test_what_is_done_is_filled_and_its_line_reaches_the_next():
    def filled(done):
        canvas = Canvas(SIZE)
        course_chart(CourseMap("05", done), canvas)
        focus = "#1b5e9e"
        shapes = marks(canvas).shapes
        return (
            sum(shape.fill == focus for shape in shapes),
            sum(shape.edge == focus and not shape.fill for shape in shapes),
        )

    # One filled disc stands in the key.
    assert filled(()) == (1, 0)
    assert filled(("00", "01")) == (3, 1)
    assert filled(("00", "01", "02", "03", "04"))[0] == 6


def test_the_sentence_says_where_one_is_and_what_comes_before():
    def said(*state):
        return course_chart(CourseMap(*state), Canvas(SIZE))

    last = CORE[-1]
    assert said("05") == f"You are at lesson 05 of {last}: Stop, block, change. Before it: lesson 04."
    assert (
        said("00", ("00",)) == f"You are at lesson 00 of {last}: Four ways. It is the first. Done: lesson 00."
    )
    assert said("11").endswith("Before it: lessons 05, 07, 08 and 10.")
    assert said("E4").startswith("You are in an extra notebook: Hash tables that ran.")
    with pytest.raises(ValueError, match="lesson"):
        CourseMap("99")


def test_a_map_costs_less_than_a_step_of_a_knob():
    canvas = Canvas(SIZE)
    costs = []
    for here in CORE:
        begin = time.process_time()
        course_chart(CourseMap(here), canvas)
        canvas.png()
        costs.append(time.process_time() - begin)
    assert sorted(costs)[len(costs) // 2] < 0.02
