"""The energy is that of the model."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.peers import energy
from guidekit.models import Radio


def test_push_is_cheaper_by_the_ratio_of_the_two_pauses():
    said = energy.radio_energy(Radio(), Figure())
    assert "31,700 J a day. The push channel, alone, takes 566 J." in said
    assert said.value == pytest.approx(1680 / 30)
    assert said.answer == "56 times"
    assert "(assumptions)" in said
