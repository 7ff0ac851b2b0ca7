from __future__ import annotations

import pytest

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.panels.predict import guess_for


def test_a_guess_is_kept_and_stands_there_again():
    guess = gk.predict("y", "How long?", 0, 700, "ms")
    assert str(guess) == "Prediction: How long? (0 ms to 700 ms) Nothing is stored yet."
    assert guess._repr_mimebundle_()["text/plain"] == repr(guess)
    assert guess_for("y", journal()) is None
    guess.control.value = 250
    guess.commit()
    assert "You predicted 250 ms" in repr(guess)
    assert guess_for("y", journal()) == 250.0
    assert gk.predict("y", "How long?", 0, 700, "ms").control.value == 250


def test_a_percentage_is_kept_as_a_share():
    guess = gk.predict("z", "How many?", 0, 1, "%")
    guess.control.value = 0.2
    guess.commit()
    assert (guess.control.percent, guess_for("z", journal())) == (True, 0.2)
    assert "You predicted 20 %" in guess.status


def test_an_empty_range_is_refused():
    with pytest.raises(ValueError, match=r"predict\('z'\): low = 5 must be below high = 5"):
        gk.predict("z", "?", 5, 5)
