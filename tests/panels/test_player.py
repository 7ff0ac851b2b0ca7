from __future__ import annotations

import asyncio

import pytest

import guidekit as gk
from guidekit.panels import player


def test_next_back_and_the_slider_stop_at_the_ends():
    play = gk.journey("tor-circuit")
    play.back.click()
    assert play.model.step == 1
    for _ in range(9):
        play.next.click()
    assert play.model.step == play.last == play.controls["step"].high == 4
    assert play.sentence.startswith("Step 4 of 4. The exit relay")
    play.controls["step"].value = 2
    assert play.sentence.startswith("Step 2 of 4.")


def test_play_walks_to_the_end_and_starts_again(monkeypatch):
    monkeypatch.setattr(player, "PAUSE", 0.0)

    async def watch():
        play = gk.journey("tor-circuit")
        play.play.click()
        assert play.play.description == "Pause"
        await play._running
        assert (play.model.step, play.play.description) == (4, "Play")
        play.play.click()
        assert play.model.step == 1
        await play._running
        assert play.model.step == 4

    asyncio.run(watch())


def test_pause_stops_where_it_is():
    async def watch():
        play = gk.journey("tor-circuit", step=2)
        play.play.click()
        await asyncio.sleep(0)
        play.play.click()
        await asyncio.sleep(0)
        assert (play.model.step, play.play.description) == (2, "Play")

    asyncio.run(watch())


def test_a_journey_of_one_step_has_nothing_to_press():
    play = gk.journey("p2p-direct")
    assert play.children == (play.picture,)


def test_unknown_journeys_and_steps_are_named():
    with pytest.raises(ValueError, match=r"JourneyStep\.journey = 'teapot' is not one of its choices"):
        gk.journey("teapot")
    with pytest.raises(ValueError, match="allowed: 1 to 4"):
        gk.journey("tor-circuit", step=9)
