"""Threat models: a ranking adds up, a change of weight flips it where it says, and evidence counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.choice import CRITERIA, PRESETS, ThreatModel, findings, preset
from guidekit.choice.finding import Finding, Source
from guidekit.choice.threat import FOUR, TOP
from guidekit.tables.query import compare
from guidekit.tables.snapshot import DATES

WEIGHTS = st.fixed_dictionaries({name: st.integers(0, TOP) for name in CRITERIA})


@given(WEIGHTS, st.sampled_from(DATES), st.sampled_from(["left out", "included"]))
def test_a_ranking_adds_up(weights, date, simplex):
    model = ThreatModel(**weights, date=date, simplex=simplex)
    places = model.places()
    assert sorted(place.messenger for place in places) == sorted(model.messengers())
    for place in places:
        assert 0 <= place.low <= place.score + 1e-9
        assert place.score <= place.high + 1e-9
        assert place.high <= 1 + 1e-9
        assert 0 <= place.confidence <= 1 + 1e-9
        assert sum(place.parts.values()) == pytest.approx(place.score)
        known = sum(place.parts.values()) + sum(place.gaps.values())
        assert known == pytest.approx(1 if place.parts else 0)
        assert not set(place.unknown) & set(place.parts)
    scores = [place.score for place in places]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=15)
@given(WEIGHTS)
def test_every_flip_flips_and_is_the_smallest_of_its_weight(weights):
    model = ThreatModel(**weights)
    first = model.first().messenger
    for flip in model.flips():
        assert model.but(**{flip.criterion: flip.after}).first().messenger == flip.first != first
        step = 1 if flip.after > flip.before else -1
        for between in range(flip.before, flip.after, step):
            assert model.but(**{flip.criterion: between}).first().messenger == first
    for name in CRITERIA:
        for weight, who in enumerate(model.firsts(name)):
            assert model.but(**{name: weight}).first().messenger == who


def test_a_criterion_that_all_meet_alike_never_changes_the_order():
    for name in PRESETS:
        assert len(set(preset(name).firsts("content"))) == 1


def test_weighing_one_thing_only_puts_whoever_meets_it_best_first():
    nothing = dict.fromkeys(CRITERIA, 0)
    for name in CRITERIA:
        best = ThreatModel(**{**nothing, name: 3}).first()
        scores = [found for who in FOUR if (found := findings(who, DATES[-1], 0.1)[name].score) is not None]
        assert best.score == pytest.approx(max(scores))


def test_old_and_missing_evidence_lowers_confidence():
    fresh, old = Source("a", "yes", "2026-10", 30), Source("b", "yes", "2019", 2800)
    assert Finding(1.0, "r", (fresh,)).confidence == 1
    assert Finding(1.0, "r", (fresh, old)).confidence == 0.75
    assert Finding(1.0, "r", (fresh, Source("c", "unknown"))).confidence == 0.5
    nothing = ThreatModel(**dict.fromkeys(CRITERIA, 0)).but(simplex="included")
    sure = {place.messenger: place.confidence for place in nothing.but(number=5).places()}
    assert sure == dict.fromkeys(sure, 1)
    assert compare("2026-11", ["briar"], "identity.required_identifier").squeeze() == "key_pair"
    then = {place.messenger: place.confidence for place in nothing.but(number=5, date="2022-03").places()}
    assert then["simplex"] == 0


def test_an_unknown_threat_model_is_refused():
    with pytest.raises(ValueError, match="there is no threat model 'A familly'; allowed: A family"):
        preset("A familly")
    with pytest.raises(ValueError, match=r"ThreatModel\.link = 6 is outside its range; allowed: 0 to 5 of 5"):
        ThreatModel(link=6)
