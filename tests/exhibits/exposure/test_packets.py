"""Every step of every journey is drawn and said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.exposure import packets
from guidekit.exposure.question import JOURNEYS, JourneyStep
from guidekit.panels.panel import show
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import words_are_on


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_step_of_every_journey_is_drawn_and_said(journey):
    steps = [JourneyStep(journey, step.number) for step in JourneyStep(journey).story()]
    sheet = Canvas((7.2, sum(packets.packet_heights(steps[0]))))
    for step in steps:
        sentence = show(packets.travel, step, sheet)
        assert sentence.startswith(f"Step {step.step} of {len(steps)}. ")
        if step is steps[0]:
            assert sheet.png().startswith(b"\x89PNG")
        words_are_on(sheet, step)
        assert not overlaps(sheet), step


@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_step_needs_more_room_than_was_kept(journey):
    plan = packets._plan(journey)
    for step in JourneyStep(journey).story():
        for who, data in step.knows.items():
            lines = packets._known(data, plan.kinds.get(who, ""), who == plan.sender, plan.words)
            assert 1 <= len(lines) <= len(plan.most[who])


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_way_leads_from_place_to_place_and_crosses_no_other(journey):
    plan = packets._plan(journey)
    for step in JourneyStep(journey).story():
        way = packets._way(plan, step, 0.0)
        for end, name in ((way[0], step.source), (way[-1], step.target)):
            x, y = plan.at(name, 0.0)
            assert abs(end[0] - x) + abs(end[1] - y) <= packets._SIGN
        for name in {name for row in plan.rows for name in row} - {step.source, step.target}:
            x, y = plan.at(name, 0.0)
            for (x0, y0), (x1, y1) in pairwise(way):
                aside = not min(x0, x1) - 17 < x < max(x0, x1) + 17
                apart = not min(y0, y1) - 17 < y < max(y0, y1) + 17
                assert aside or apart, (step.number, name)


def test_each_layer_names_who_holds_its_key():
    model = JourneyStep("tor-circuit", 1)
    sheet = Canvas((7.2, sum(packets.packet_heights(model))))
    show(packets.travel, model, sheet)
    words = "\n".join(label.words for label in labels(sheet))
    for keys in ("Alice and the entry relay", "Alice and the middle relay", "Alice and the web site"):
        assert f"Key: {keys}" in words


def test_a_step_beyond_the_end_is_refused():
    with pytest.raises(ValueError, match=r"JourneyStep.step = 5 is beyond tor-circuit; allowed: 1 to 4"):
        JourneyStep("tor-circuit", 5)
