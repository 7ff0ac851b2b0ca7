"""Mixing and noise hide as the models say."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.exhibits.relays import mixing
from guidekit.models import PoissonMixnet, Trilemma


def test_hiding_costs_delay_or_noise():
    assert "hides among 159 senders" in mixing.mixnet(PoissonMixnet(), Figure())
    assert "keeps at least 90 % of certainty" in mixing.trilemma(Trilemma(), Figure())
    assert "keeps at least 0 % of certainty" in mixing.trilemma(Trilemma(noise=0.1), Figure())
