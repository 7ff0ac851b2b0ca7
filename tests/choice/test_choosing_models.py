"""Choosing: findings come from facts and models, rankings from weights, and what decides is named."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.choice import CRITERIA, PRESETS, ThreatModel, decide, findings, preset
from guidekit.choice.engine import private_way
from guidekit.choice.finding import Facts, Finding, Source
from guidekit.choice.threat import FIVE, FOUR, TOP
from guidekit.exposure import exposure
from guidekit.models import Presence, Ratchet
from guidekit.tables.query import compare
from guidekit.tables.snapshot import DATES

WEIGHTS = st.fixed_dictionaries({name: st.integers(0, TOP) for name in CRITERIA})


@pytest.mark.parametrize("date", DATES)
def test_every_cell_is_a_share_or_unknown_with_a_reason(date):
    for who in FIVE:
        for name, found in findings(who, date).items():
            assert found.score is None or 0 <= found.score <= 1, (who, name)
            assert 0 <= found.confidence <= 1
            assert found.reason
            assert found.evidence
            assert "nan" not in found.reason
            if found.score is None:
                assert found.missing, (who, name)


def test_findings_follow_the_facts(monkeypatch):
    """Change a fact, and the finding changes: nothing is typed in."""
    for attribute, value, name, score in (
        ("identity.required_identifier", "username", "number", 1.0),
        ("avail.needs_internet", "no", "nearby", 1.0),
        ("avail.offline_delivery", "none", "waiting", Presence(on_hours=1, off_hours=9).delivered_within(24)),
        ("feature.voice_calls", "no", "calls", 0.0),
        ("content.forward_secrecy", "no", "past", 0.0),
        ("group.open_rooms_anyone", "partial", "rooms", 0.5),
    ):
        before = findings("signal", "2026-11")[name].score
        facts = Facts("2026-11")
        ask = facts.ask
        monkeypatch.setattr(
            facts,
            "ask",
            lambda who, what, ask=ask, attribute=attribute, value=value: (
                Source(what, value, "2026-10") if what == attribute else ask(who, what)
            ),
        )
        after = CRITERIA[name].ask("signal", facts)
        assert after.score == pytest.approx(score)
        assert after.score != before


def test_findings_follow_the_engine_and_the_models():
    assert (
        private_way("signal").link
        == exposure("signal-sealed", ["signal-server"]).set_index("datum").level["link"]
    )
    expected = exposure("briar-tor", [], adversary=0.1, correlate=True).set_index("datum").level["link"]
    assert findings("briar", "2026-11")["link"].score == pytest.approx(1 - expected)
    stolen = Ratchet(protocol="bramble", turns="AB" * 100).opened(100)
    closed = 1 - sum(message <= 100 for message in stolen) / 101
    assert findings("briar", "2026-11")["past"].score == pytest.approx(closed)
    assert findings("session", "2026-11")["past"].score == 0


def test_a_fact_of_its_time_counts():
    assert findings("element", "2022-03")["past"].score > findings("element", "2026-11")["past"].score
    assert findings("briar", "2022-03")["waiting"].score < findings("briar", "2026-11")["waiting"].score


def test_old_and_missing_evidence_lowers_confidence():
    fresh, old = Source("a", "yes", "2026-10", 30), Source("b", "yes", "2019", 2800)
    assert Finding(1.0, "r", (fresh,)).confidence == 1
    assert Finding(1.0, "r", (fresh, old)).confidence == 0.75
    assert Finding(1.0, "r", (fresh, Source("c", "unknown"))).confidence == 0.5
    only = ThreatModel(**dict.fromkeys(CRITERIA, 0)).but(number=5, simplex="included")
    sure = {place.messenger: place.confidence for place in only.places()}
    assert sure["session"] == 1
    assert sure["simplex"] == 0.5
    assert sure["briar"] == 0
    assert compare("2026-11", ["briar"], "identity.required_identifier").squeeze() == "unknown"


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
        scores = [found for who in FOUR if (found := findings(who, DATES[-1])[name].score) is not None]
        assert best.score == pytest.approx(max(scores))


def test_threat_models_rank_differently_and_the_deciding_criterion_is_named():
    """The claim guide.threat-model."""
    different = [decide(a, b) for a, b in itertools.combinations(PRESETS, 2)]
    assert sum(one.differ for one in different) == len(different)
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


def test_an_unknown_threat_model_is_refused():
    with pytest.raises(ValueError, match="there is no threat model 'A familly'; allowed: A family"):
        preset("A familly")
    with pytest.raises(ValueError, match=r"ThreatModel\.link = 6 is outside its range; allowed: 0 to 5 of 5"):
        ThreatModel(link=6)
