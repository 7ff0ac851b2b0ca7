"""Every step of every journey is drawn and said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.exposure import packets, road
from guidekit.exposure.question import JOURNEYS, JourneyStep
from guidekit.panels.surface import show
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import words_are_on

ROOM = 518  # pixels for the picture on a screen of 1280 × 800, beside buttons and caption
GUESS = 40  # of them for a guess beside the answer
GUESSED = ("signal-sealed", "briar-tor")


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
    plan = road.road_plan(journey)
    for step in JourneyStep(journey).story():
        for who, data in step.knows.items():
            lines = road.known_lines(data, plan.kinds.get(who, ""), who == plan.sender, plan.words)
            assert 1 <= len(lines) <= len(plan.most[who])


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_way_leads_from_place_to_place_and_crosses_no_other(journey):
    plan = road.road_plan(journey)
    for step in JourneyStep(journey).story():
        row = plan.around(step, 0.0)
        way = road.hop_points(row, step, plan.order)
        for end, name in ((way[0], step.source), (way[-1], step.target)):
            x, y = row.at(name)
            assert abs(end[0] - x) + abs(end[1] - y) <= road.SIGN
        for name in {*row.shown} - {step.source, step.target}:
            x, y = row.at(name)
            for (x0, y0), (x1, y1) in pairwise(way):
                aside = not min(x0, x1) - 17 < x < max(x0, x1) + 17
                apart = not min(y0, y1) - 17 < y < max(y0, y1) + 17
                assert aside or apart, (step.number, name)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_journey_fits_on_a_screen_and_shows_both_places_of_each_step(journey):
    model = JourneyStep(journey)
    plan = road.road_plan(journey)
    assert 100 * sum(packets.packet_heights(model)) <= ROOM - GUESS * (journey in GUESSED)
    for step in model.story():
        shown = plan.around(step, 0.0).shown
        assert {step.source, step.target} <= {*shown}
        assert list(shown) == [name for name in plan.order if name in shown]
        assert len(shown) == min(road.ACROSS, len(plan.order))


def test_a_row_holds_those_who_are_nearest_to_the_step():
    plan = road.road_plan("briar-mailbox")
    numbers = [
        [plan.order.index(name) for name in plan.around(step, 0.0).shown]
        for step in JourneyStep("briar-mailbox").story()
    ]
    assert numbers[0] == [0, 1, 2, 3, 4]
    assert numbers[6] == [4, 5, 6, 7, 8]
    assert numbers[-1] == [10, 11, 12, 13, 14]


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
