"""Guessing a PIN: the limit on guesses is what protects four digits, not the stretching."""

from __future__ import annotations

import pytest

from guidekit.protocols import pin


def test_without_a_limit_every_pin_falls():
    frame = pin.theft("0777", limits=[None]).iloc[0]
    assert (frame.found, frame.guesses, frame.chance) == (True, 778, 1.0)


def test_ten_guesses_find_one_pin_in_a_thousand():
    frame = pin.theft("0777", limits=[10]).iloc[0]
    assert (frame.found, frame.guesses, frame.chance) == (False, 10, 0.001)
    assert pin.theft("0009", limits=[10]).found[0]
    assert not pin.theft("0010", limits=[10]).found[0]


def test_a_limit_above_all_pins_is_no_limit():
    assert pin.theft("0003", limits=[20_000]).chance[0] == 1.0


@pytest.mark.parametrize("wrong", ["123", "12345", "12a4", "²²²²", 1234, None])
def test_other_pins_are_refused(wrong):
    with pytest.raises(ValueError, match="not four digits; allowed: 0000 to 9999"):
        pin.theft(wrong)


@pytest.mark.parametrize("limit", [0, -1, 1.5])
def test_other_limits_are_refused(limit):
    with pytest.raises(ValueError, match="limit = "):
        pin.theft("0000", limits=[limit])


def test_more_memory_and_rounds_make_another_key():
    assert len({pin.stretch("1234"), pin.stretch("1234", 128), pin.stretch("1234", 64, 2)}) == 3


def test_speed_is_worked_out_from_what_was_timed():
    frame = pin.speed(1)
    assert frame.cost.tolist() == ["quick", "Signal's"]
    assert frame.guesses.tolist() == [100, 1]
    assert (frame.hours_for_all * 3600 * frame.guesses_per_second).round(6).tolist() == [10_000, 10_000]
    assert frame.guesses_per_second[0] > frame.guesses_per_second[1]


@pytest.mark.parametrize("guesses", [0, 101])
def test_speed_takes_a_sensible_number(guesses):
    with pytest.raises(ValueError, match="allowed: 1 to 100 guesses"):
        pin.speed(guesses)
