"""Every step of every journey is drawn and said."""

from __future__ import annotations

import pytest

from exhibits.everywhere import words_stay
from guidekit.exhibits.exposure import packets
from guidekit.exposure.question import JOURNEYS, JourneyStep


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_step_of_every_journey_is_drawn_and_said(journey):
    steps = [JourneyStep(journey, step.number) for step in JourneyStep(journey).story()]
    sentences = words_stay(packets.travel, steps, (7.2, sum(packets.packet_heights(steps[0]))))
    for number, sentence in enumerate(sentences, 1):
        assert sentence.startswith(f"Step {number} of {len(steps)}. ")


def test_a_step_beyond_the_end_is_refused():
    with pytest.raises(ValueError, match=r"Playing.step = 5 is beyond tor-circuit; allowed: 1 to 4"):
        JourneyStep("tor-circuit", 5)
