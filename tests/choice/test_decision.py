"""Decisions: any two of the six threat models differ, and the criterion that decides is named."""

from __future__ import annotations

import itertools

from guidekit.choice import CRITERIA, PRESETS, decide, preset


def test_threat_models_rank_differently_and_the_deciding_criterion_is_named():
    decisions = [decide(a, b) for a, b in itertools.combinations(PRESETS, 2)]
    different = [one for one in decisions if one.differ]
    assert len(different) >= len(decisions) - 1
    assert {preset(name).first().messenger for name in PRESETS} == {"signal", "element", "briar"}
    for decision in different:
        assert CRITERIA[decision.criterion].label in decision.reason
        assert decision.ahead in decision.reason
        assert 0 < decision.share <= 1
        one, other = decision.one, decision.other
        assert getattr(one, decision.criterion) != getattr(other, decision.criterion)


def test_the_same_threat_model_decides_nothing():
    decision = decide("A family", preset("A family"))
    assert not decision.differ
    assert decision.reason == "Both threat models rank the messengers alike."
