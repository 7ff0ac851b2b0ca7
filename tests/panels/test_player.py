from __future__ import annotations

import pytest

import guidekit as gk


def test_moves_and_the_slider_stop_at_the_ends():
    play = gk.journey("tor-circuit")
    play.move(-1)
    assert play.model.step == 1
    for _ in range(9):
        play.move(1)
    assert play.model.step == play.last == play.steps == play.controls[0]["high"] == 4
    assert play.sentence.startswith("Step 4 of 4. The exit relay")
    play.turn(step=2)
    assert play.sentence.startswith("Step 2 of 4.")
    play.move(-9)
    assert (play.model.step, play.values) == (1, {"step": 1})


def test_the_page_is_told_how_far_it_may_play_as_the_player_opens(wire):
    play = gk.journey("tor-circuit", step=2)
    (first,) = wire.opened
    assert (first["steps"], first["values"], first["buttons"]) == (4, {"step": 2}, [])
    assert first["controls"] == play.controls
    assert first["png"] == play.png


def test_a_step_too_far_is_refused_and_the_picture_stays(page):
    play = gk.journey("tor-circuit", step=4)
    before = play.png
    page(play, {"turn": {"step": 5}, "number": 1})
    assert "allowed: 1 to 4" in play.problem
    assert (play.model.step, play.png, play.answered) == (4, before, 1)


def test_a_journey_of_one_step_has_nothing_to_press():
    play = gk.journey("p2p-direct")
    assert (play.controls, play.buttons, play.steps) == ([], [], 1)  # the page plays from two steps on
    play.move(1)
    assert (play.model.step, play.problem) == (1, "")


def test_unknown_journeys_and_steps_are_named():
    with pytest.raises(ValueError, match=r"JourneyStep\.journey = 'teapot' is not one of its choices"):
        gk.journey("teapot")
    with pytest.raises(ValueError, match="allowed: 1 to 4"):
        gk.journey("tor-circuit", step=9)


def test_any_panel_with_a_knob_called_step_is_played_from_its_first_step():
    panel = gk.explore(gk.exhibits.start.four_messages, gk.exposure.FourRoads(), ["step"])
    (spec,) = panel.controls
    assert (panel.steps, spec["low"], panel.values) == (8, 0, {"step": 0})
    assert gk.explore(gk.exhibits.start.own_road, gk.exposure.RoadInUse()).steps == 0


def test_a_journey_waits_for_a_guess_and_tells_who_learns_the_link():
    play = gk.journey("signal-sealed", prediction="test-link")
    assert play.covered
    gk.predict("test-link", "How many?", 0, 4).commit(2)
    assert (play.covered, play.sentence.answer) == (False, "1")
    play.turn(step=4)
    assert play.sentence.endswith("1 of 4 strangers learns, alone, who talks to whom.")
