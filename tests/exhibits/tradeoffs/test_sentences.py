"""The flip in the sentence is that of the curve."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.claims import Flips
from guidekit.exhibits.tradeoffs import sentences


def test_the_flip_in_the_sentence_is_the_curve_s():
    model = Flips("p2p.con.both-online")
    said = sentences.flip(model, Figure())
    assert f"It flips at {sentences.setting_words(model.curve().rule, model.curve().flips_at)}" in said
    assert "It does not flip anywhere from 0 % to 50 %." in sentences.flip_sentence(
        Flips("p2p.pro.minimal-information")
    )
