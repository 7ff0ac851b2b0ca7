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
