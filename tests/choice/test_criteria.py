"""Criteria: each cell comes from the facts, the engine or a model, so it changes when they change."""

from __future__ import annotations

import pytest

from guidekit.choice import CRITERIA, findings
from guidekit.choice.engine import private_way
from guidekit.choice.finding import Facts, Source
from guidekit.choice.threat import FIVE, FOUR
from guidekit.models import Presence, Ratchet
from guidekit.tables.snapshot import DATES

HOSTILE = 0.1


@pytest.mark.parametrize("date", DATES)
def test_every_cell_is_a_share_or_unknown_with_a_reason(date):
    for who in FIVE:
        for name, found in findings(who, date, HOSTILE).items():
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
        before = findings("signal", "2026-11", HOSTILE)[name].score
        facts = Facts("2026-11", HOSTILE)
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


@pytest.mark.parametrize("hostile", [0.0, 0.1, 0.3])
def test_every_messenger_is_judged_by_one_rule_of_adversaries(hostile):
    """Each machine of strangers is hostile with one chance: the operator's server as much as a relay."""
    together = {  # worked out by hand from who alone, or who with whom, ties the two ends
        "signal": hostile,
        "element": 1 - (1 - hostile) ** 2,
        "briar": hostile**2,
        "session": hostile * (1 - (1 - hostile) ** 7),
    }
    for who, learned in together.items():
        assert private_way(who, hostile).link == pytest.approx(learned), who
        assert findings(who, "2026-11", hostile)["link"].score == pytest.approx(1 - learned), who


def test_what_is_kept_is_a_fact_beside_the_chance():
    facts = Facts("2026-11", HOSTILE)
    for who, found in ((who, findings(who, "2026-11", HOSTILE)["link"]) for who in FOUR):
        kept = facts.ask(who, "meta.retained")
        assert ("no source here says what is kept" in found.reason) == (not kept.known), who
        assert not kept.known or kept.value.split("; ")[0].replace("_", " ") in found.reason
        assert found.score == findings(who, "2022-03", HOSTILE)["link"].score  # kept or not


def test_findings_follow_the_models():
    stolen = Ratchet(protocol="bramble", turns="AB" * 100).opened(100)
    closed = 1 - sum(message <= 100 for message in stolen) / 101
    assert findings("briar", "2026-11", HOSTILE)["past"].score == pytest.approx(closed)
    assert findings("session", "2026-11", HOSTILE)["past"].score == 0


def test_a_fact_of_its_time_counts():
    assert (
        findings("element", "2022-03", HOSTILE)["past"].score
        > findings("element", "2026-11", HOSTILE)["past"].score
    )
    assert (
        findings("briar", "2022-03", HOSTILE)["waiting"].score
        < findings("briar", "2026-11", HOSTILE)["waiting"].score
    )
