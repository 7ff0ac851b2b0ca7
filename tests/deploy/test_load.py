"""The load of a class: the hand moves as a slider does, and what was lost or covered is found."""

from __future__ import annotations

import asyncio
import sys

import pytest

from guidekit.knobs import knob_of, knobs_of
from guidekit.models import FirstRelay, OnionRouting
from guidekit.panels.controls import control

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a class is measured on Linux")


@pytest.mark.parametrize("model", [FirstRelay(), OnionRouting()])
def test_a_hand_moves_a_slider_to_values_that_the_model_takes(model):
    from benchmarks.classroom import at

    tried = 0
    for name in knobs_of(model):
        rule = control(name, knob_of(model, name), model)
        if rule["kind"] == "number":
            assert at(rule, 0) == rule["low"]
            assert at(rule, 1) == rule["high"]
            for share in range(101):
                model.but(**{name: at(rule, share / 100)})
                tried += 1
    assert tried > 200


@pytest.mark.parametrize(
    ("kept", "there", "lost"),
    [
        (["1 2", "3 4"], ["1 2", "9 9", "3 4"], 0),
        (["1 2", "1 2"], ["1 2"], 1),
        (["1 2", "3 4"], ["3 4", "1 2"], 1),
        ([], [], 0),
        (["1 2"], [], 1),
    ],
)
def test_a_guess_that_the_journal_does_not_hold_is_counted(kept, there, lost):
    from benchmarks.soak import missing

    assert missing(kept, there) == lost


QUESTION = {"kind": "predict", "question": "How many?", "stored": True, "values": {"low": 1, "high": 2}}


@pytest.mark.parametrize(
    ("widgets", "complaint"),
    [
        ({"a": QUESTION}, None),
        ({"a": QUESTION | {"question": "How long?", "stored": False}}, None),  # of another lesson
        ({"a": QUESTION | {"values": {"low": 0, "high": 2}}}, "LostError"),
        ({"a": QUESTION | {"stored": False}}, "LostError"),
        ({"a": QUESTION, "b": {"kind": "panel", "covered": True}}, "LessonError"),
    ],
)
def test_who_comes_back_must_see_the_old_guess_and_no_panel_covered(monkeypatch, widgets, complaint):
    from benchmarks.classroom import Visitor

    async def run_lesson(self, lesson):
        self.widgets.update(widgets)

    async def guess(self):
        pass

    monkeypatch.setattr(Visitor, "run_lesson", run_lesson)
    monkeypatch.setattr(Visitor, "guess", guess)

    async def visit():
        async with Visitor("ada", "http://127.0.0.1:1") as ada:
            ada.newest = {"How many?": {"low": 1, "high": 2}}
            try:
                await ada.take("00-four-ways.ipynb")
            except RuntimeError as error:
                return type(error).__name__
            return None

    assert asyncio.run(visit()) == complaint


def test_the_table_has_a_column_for_each_class_and_counts_what_was_lost():
    from benchmarks.classroom import MB, Class, Hand, Weight

    found = Class(
        2,
        hands=[Hand([10.0, 30.0], 1, 1), Hand([20.0])],
        weight=Weight(100 * MB, 60 * MB, 9 * MB),
        failures=["x"],
    )
    cells = found.cells()
    assert cells["Both"] == "80 MB"
    assert cells["Step of a slider to its picture, median"] == "20 ms"
    assert cells["Step of a slider, 95th percentile"] == "30 ms"
    assert cells["Failures"] == "2"


def test_who_falls_asleep_has_moved_a_slider_to_the_last_moment(monkeypatch):
    from benchmarks.classroom import MOVES, Visitor
    from benchmarks.soak import sleep

    sent = []

    async def send(self, kind, content):
        sent.append((kind, content["comm_id"], content["data"]["content"]))

    monkeypatch.setattr(Visitor, "send", send)
    model = FirstRelay()
    rule = control("adversary", knob_of(model, "adversary"), model)

    async def doze():
        async with Visitor("ada", "http://127.0.0.1:1") as ada:
            ada.widgets["a"] = {"kind": "panel", "controls": [rule]}
            await sleep(ada, 0)

    asyncio.run(doze())
    assert len(sent) == 3 * MOVES
    assert {(kind, widget) for kind, widget, _ in sent} == {("comm_msg", "a")}
    assert len({said["number"] for _, _, said in sent}) == 3 * MOVES
    for _, _, said in sent:
        model.but(**said["turn"])
