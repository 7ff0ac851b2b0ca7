"""Evidence: what is unknown may be anything, and what is old or merely claimed is half as sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.choice.evidence import LEVELS, Facts, Finding, Source, mean_span, weakest_span
from guidekit.tables.rows import course_rows

OLD = 400
SPANS = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: (min(ends), max(ends)))


@pytest.mark.parametrize(
    ("value", "more", "span"),
    [
        ("yes", {}, (1.0, 1.0)),
        ("no", {}, (0.0, 0.0)),
        ("unknown", {}, (0.0, 1.0)),
        ("yes", {"age_days": OLD}, (0.5, 1.0)),
        ("no", {"age_days": OLD}, (0.0, 0.5)),
        ("yes", {"undated": True}, (0.5, 1.0)),
        ("yes", {"confidence": "claimed"}, (0.5, 1.0)),
        ("no", {"confidence": "claimed"}, (0.0, 0.0)),
        ("yes", {"confidence": "disputed"}, (0.0, 1.0)),
        ("no", {"confidence": "disputed"}, (0.0, 1.0)),
        ("not_applicable", {}, (0.0, 1.0)),
    ],
)
def test_the_span_of_a_value(value, more, span):
    assert Source("a", value, "2026-10", **more).span(LEVELS.get) == span


@given(
    st.sampled_from(list(LEVELS)), st.integers(0, 3000), st.sampled_from(["verified", "claimed", "disputed"])
)
def test_worse_evidence_is_never_better(value, age, confidence):
    fresh = Source("a", value, "2026-10").span(LEVELS.get)
    worse = Source("a", value, "2026-10", age, confidence).span(LEVELS.get)
    assert worse[0] <= fresh[0] <= fresh[1]
    assert worse[0] <= worse[1]
    assert worse[1] >= fresh[1] or confidence == "claimed"


@given(st.lists(SPANS, min_size=1, max_size=5))
def test_spans_are_joined_end_by_end(spans):
    weakest, mean = weakest_span(spans), mean_span(spans)
    assert weakest == (min(low for low, _ in spans), min(high for _, high in spans))
    assert weakest[0] <= mean[0] + 1e-9
    assert mean[0] <= mean[1] + 1e-9
    assert mean_span([spans[0]] * 3) == pytest.approx(spans[0])  # asking the same thing again changes nothing


def test_the_facts_of_a_table_of_one_s_own():
    row = course_rows("facts")[0]._replace(summary="", value="yes")
    cells = {
        ("owl", "a.b"): row._replace(as_of="2020", confidence="verified", note=""),
        ("owl", "a.c"): row._replace(as_of="2026-10", confidence="claimed", note="undated page"),
    }
    facts = Facts("2026-11", cells=cells)
    assert facts.ask("owl", "a.b").span(LEVELS.get) == (0.5, 1.0)
    assert facts.ask("owl", "a.c").old
    assert facts.ask("owl", "a.d").value == facts.status("owl").value == "unknown"


def test_a_finding_says_what_leaves_it_open():
    pieces = (
        Source("a", "yes", "2019", 2800),
        Source("b", "unknown"),
        Source("c", "no", "2026", 0, "disputed"),
    )
    assert Finding(0.0, 0.5, "r", pieces).why_open == "no source, sources disagree, old or undated"
    assert Finding(1.0, 1.0, "r", pieces).why_open == ""
    assert Finding(0.0, 1.0, "r", pieces).unknown
