"""Evidence: what is known up to when, and how, counted by hand beside the functions."""

from __future__ import annotations

import csv

import pytest

from guidekit.dates import day
from guidekit.paths import course_folder
from guidekit.tables import evidence_counts, newest_evidence
from guidekit.tables.rows import table_day


def rows(name):
    with open(course_folder("data") / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_messenger_is_known_up_to_its_newest_dated_evidence():
    everyone = [row["id"] for row in rows("messengers")]
    known = newest_evidence(everyone)
    for who in everyone:
        dates = [f["as_of"] for f in rows("facts") if f["messenger"] == who and "undated" not in f["note"]]
        assert day(known[who]) == max(map(day, dates))
        assert day(known[who]) <= table_day()
    assert list(newest_evidence().index) == ["signal", "element", "briar", "session"]
    with pytest.raises(ValueError, match="no messenger 'signl'; allowed: signal"):
        newest_evidence(["signl"])


def test_an_undated_page_does_not_make_a_messenger_fresh():
    undated = [f for f in rows("facts") if f["note"] == "undated page"]
    assert any(f["messenger"] == "google_messages" and f["as_of"] == "2026-11" for f in undated)
    assert newest_evidence(["google_messages"]).item() == "2026-05-11"


def test_facts_are_counted_by_how_they_are_known():
    everyone = [row["id"] for row in rows("messengers")]
    kinds = {row["id"]: row["kind"] for row in rows("sources")}
    counts = evidence_counts(everyone, "2026-11")
    now = [f for f in rows("facts") if day(f["valid_from"]) <= day("2026-11") and not f["valid_to"]]
    assert counts.drop(columns="primary").to_numpy().sum() == len(now)
    own = {"official_doc", "spec", "paper", "audit_report", "source_code", "blog_official"}
    for who in everyone:
        here = [f for f in now if f["messenger"] == who]
        assert counts.loc[who, "claimed"] == sum(f["confidence"] == "claimed" for f in here)
        first = sum(any(kinds[one] in own for one in f["source_ids"].split()) for f in here)
        assert counts.loc[who, "primary"] == first
