"""What is drawn of the four roads is what the packets give, step by step."""

from __future__ import annotations

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits import start
from guidekit.exhibits.start import wording
from guidekit.exposure.roads import READS, FourRoads, RoadInUse, four_roads, in_use
from guidekit.panels.surface import show
from tests.drawing.boxes import labels, overlaps

SIZE = (8.6, 3.9)
LOW = (8.6, 3.65)  # of what people use: its ticks need the room


def words(sheet):
    return [label.words for label in labels(sheet)]


@pytest.mark.parametrize("step", range(9))
def test_a_machine_says_what_it_saw_once_the_message_was_there(step):
    sheet = Canvas(SIZE)
    said = show(start.four_messages, FourRoads(step=step), sheet)
    reached = [one.sees for way in four_roads() for one in way.machines if one.hop <= min(step, way.hops)]
    heard = [way.listener for way in four_roads() if way.listener and step]
    for sees in ("both ends", "only Alice", "only Bob", "neither end"):
        assert words(sheet).count(sees) == [*reached, *heard].count(sees)
    assert said.startswith(f"Step {step} of 8. ")
    assert said.answer == "13"
    assert not overlaps(sheet)


@pytest.mark.parametrize("key", list(in_use()))
def test_the_one_looked_at_stands_on_its_road_and_the_sentence_says_who_reads(key):
    sheet, one = Canvas(LOW), in_use()[key]
    said = show(start.own_road, RoadInUse(look=key, apps=()), sheet)
    assert words(sheet).count(one.name) == 1
    name = "e-mail" if key == "mail" else one.name
    assert said.startswith(f"With {name}, {one.way.strangers or 'no'} machine")
    assert ("The machines on the way can read" in said) == (one.reads == READS[3])
    assert ("Its maker says" in said) == (one.reads == READS[1])
    assert said.value == bool(one.sees_both)
    assert said.endswith(f"both ends: {one.sees_both > 0:d} of 1.")


def test_there_are_words_for_all_who_may_read():
    assert set(wording.READABLE) == set(READS)  # also for those that no row of the table has today


def test_all_of_them_fit():
    sheet = Canvas(LOW)
    said = show(start.own_road, RoadInUse(apps=tuple(in_use())), sheet)
    assert {one.name for one in in_use().values()} <= set(words(sheet))
    assert said.value == sum(bool(one.sees_both) for one in in_use().values())
    assert not overlaps(sheet)
    key = min(label.box.y1 for label in labels(sheet))
    assert sum(label.box.y1 <= key + 1 for label in labels(sheet)) == 5  # nothing lies on the key
