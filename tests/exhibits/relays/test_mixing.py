"""Mixing and noise hide as the models say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import ink
from guidekit.drawing.sketch import marks
from guidekit.exhibits.relays import mixing
from guidekit.models import PoissonMixnet, Trilemma
from guidekit.panels.surface import show
from tests.drawing.boxes import overlaps


def test_hiding_costs_delay_or_noise():
    said = mixing.mixnet(PoissonMixnet(), Figure())
    assert "hides among 159 senders" in said
    assert said.value == PoissonMixnet().effective_set()
    assert "keeps at least 90 % of certainty" in mixing.trilemma(Trilemma(), Figure())
    assert "keeps at least 0 % of certainty" in mixing.trilemma(Trilemma(noise=0.1), Figure())


def test_one_sender_is_one_in_the_sentence_and_in_the_picture():
    sheet = Canvas((8.2, 3.7))
    said = show(mixing.mixnet, PoissonMixnet(rate=1.0, layers=1, mean_delay=0.01), sheet)
    assert said.startswith("A message hides among 1 sender.")
    assert "sender; one dot is one sender" in [label.words for label in marks(sheet).labels]


@pytest.mark.parametrize(("rate", "each"), [(1.0, 1), (100.0, 1), (10_000.0, 100), (1e6, 10_000)])
def test_as_many_dots_are_lit_as_senders_hide_her(rate, each):
    sheet, model = Canvas((8.2, 3.7)), PoissonMixnet(rate=rate)
    show(mixing.mixnet, model, sheet)
    lit = [len(one.path.vertices) for one in marks(sheet).shapes if one.fill == ink(sheet).safe]
    assert lit[0] + 1 == max(1, round(model.effective_set() / each))  # and Alice
    assert not overlaps(sheet)
