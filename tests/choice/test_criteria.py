"""Criteria: each cell comes from the facts, the engine or a model, so it changes when they change."""

from __future__ import annotations

import pytest

from guidekit.choice import CRITERIA, findings
from guidekit.choice.engine import private_way
from guidekit.choice.finding import Facts, Source
from guidekit.choice.threat import FIVE
from guidekit.exposure import exposure
from guidekit.models import Presence, Ratchet
from guidekit.tables.snapshot import DATES


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
        ("group.open_rooms_anyone", "yes", "rooms", 1.0),
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
