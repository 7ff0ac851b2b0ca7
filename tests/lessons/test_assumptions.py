"""The numbers of ours that verdicts and answers rest on: they are noticed, and the lists are up to date."""

from __future__ import annotations

import json

import pytest

from guidekit.claims import check_claim
from guidekit.course.lessons import lesson_files, lesson_id
from guidekit.models import OfflineQueue, Presence, Spam
from tools import assumptions


def places(found):
    return {number.place for number in found}


def test_a_number_of_ours_is_noticed_and_one_with_a_source_is_not():
    with assumptions.reading() as found:
        OfflineQueue().lost()
    assert places(found) == {"OfflineQueue.away"}  # how long a server keeps a message has a source


def test_a_number_that_was_turned_is_not_ours_any_more():
    with assumptions.reading() as found:
        Spam(attempts=7.0).sender_exposure()
    assert places(found) == {"Spam.first_contacts", "Spam.openness"}


def test_a_verdict_is_noticed_however_often_it_was_asked_before():
    for _ in range(2):
        with assumptions.reading() as found:
            check_claim("p2p.con.both-online")
        assert {"Presence.on_hours", "Presence.off_hours"} <= places(found)
    with assumptions.reading() as found:
        check_claim("signal.spec")  # a cell of facts.csv
    assert not found
    assert Presence().on_hours == 1  # and reading is over


@pytest.fixture(scope="module")
def resting():
    return assumptions.rests_on()


def test_the_page_is_up_to_date(resting):
    assert assumptions.PAGE.read_text(encoding="utf-8") == assumptions.page_of(resting)


def test_the_lessons_say_what_they_rest_on(resting):
    """If this fails: python -m tools.assumptions."""
    lessons = assumptions.by_lesson(resting)
    assert len(lessons) > 8
    for path in lesson_files():
        cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]}
        numbers = lessons.get(lesson_id(path), [])
        assert cells["out"] == assumptions.with_list(cells["out"], numbers), path.name
        said = dict(line.split("*: ", 1) for line in cells["out"].splitlines() if "*: " in line)
        assert all(number.value in said[f"- *{number.label}"].split("; ") for number in numbers)
