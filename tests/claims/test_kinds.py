"""Kinds: what decides each claim, counted; a definition cannot fail, and says why."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.claims import World, check_claim
from guidekit.claims.evidence import KINDS, OPEN
from guidekit.claims.report import claim_counts, count_words
from guidekit.exposure import journeys
from guidekit.models import Federation, Island, OnionRouting
from guidekit.tables.layouts import LAYOUTS
from guidekit.tables.query import load
from guidekit.tables.snapshot import guide_claims
from tests.models.strategies import any_model

ROOT = Path(__file__).parents[2]
ROWS = load("claim_kinds").set_index("claim")
BESIDE = ("briar.local", "briar.add-contact", "signal.contacts-pin", "p2p.con.features")
"""Derived claims that show a number of ours beside the facts that decide them."""


def test_every_claim_has_one_kind_and_its_reason():
    assert sorted(ROWS.index) == sorted(load("claims").id)
    assert all(LAYOUTS["claim_kinds"]["kind"].fits(kind) for kind in KINDS)
    assert set(ROWS.kind) == set(KINDS)


def test_a_measurement_was_read_and_an_assumption_is_named(answers):
    for claim, one in answers.items():
        if one.kind == "measured":
            assert "Recorded (" in one.how or claim == "element.olm", claim  # the library itself was run
        if one.kind == "assumed":
            assert "assumption" in one.how, claim
        if one.kind == "derived" and "assumption" in one.how:  # beside a fact that decides it
            assert claim in BESIDE, claim


def test_the_counts_are_those_of_the_answers(answers):
    counts = claim_counts(answers.values())
    assert sum(sum(kinds.values()) for kinds in counts.values()) == len(answers)
    assert Counter(one.kind for one in answers.values() if one.verdict == "yes") == Counter(
        {kind: number for kind, number in counts["yes"].items() if number}
    )
    assert counts["definition"]["definition"] == sum(ROWS.kind == "definition")
    for one in answers.values():
        assert (one.verdict in ("yes", "no")) == (one.kind not in OPEN)


@pytest.mark.parametrize("place", ["README.md", "notebooks/02-messengers-then-and-now.ipynb"])
def test_readme_and_lesson_quote_all_kinds(answers, place):
    ours = [claim.id for claim in guide_claims()]
    assert len(ours) == 81  # the guide has no more; what a fork claims of its own does not count here
    counts = claim_counts(answers[claim] for claim in ours)
    text = (ROOT / place).read_text(encoding="utf-8")
    if place.endswith("ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    text = " ".join(text.split())
    *first, last = count_words(counts["yes"]).split(", ")
    much = {verdict: sum(kinds.values()) for verdict, kinds in counts.items()}
    assert f"{much['yes']} are borne out: {', '.join(first)} and {last}." in text
    assert (
        f"{much['no']} contradict the guide, {much['definition']} are true by definition, and "
        f"{much['undecided']} we cannot decide."
    ) in text


# What a definition looks like in a model: no setting of any knob makes it untrue.


@given(any_model(Federation))
def test_more_than_one_server_is_more_than_one(model):
    """federated.definition, and p2p and centralized by their number of servers."""
    assert model.effective_servers() > 1
    assert Federation.from_sizes([1e6]).shares()[0] == 1  # centralized.definition


@given(any_model(Federation), st.floats(1e-6, 1))
def test_a_closed_server_cuts_off_its_people(model, closed):
    """federated.private-servers."""
    assert model.reach_when_closed(closed) < 1


@given(any_model(Island))
def test_nobody_beyond_an_island_is_reached_from_it(model):
    """centralized.self-hosted."""
    assert model.contacts_reached() * model.contacts <= model.members - 1 + 1e-9


@given(any_model(OnionRouting, relays=st.integers(100, 8000)), st.integers(1, 2000))
def test_honest_relays_lower_the_chance_for_everyone(model, more):
    """anonymous.node-hosting."""
    relays = model.relays + more
    after = model.but(relays=relays, adversary=model.adversary * model.relays / relays)
    f, g = (one.circuit_compromise(uniform=True) for one in (model, after))
    assert g < f or f < 1e-9


def test_a_direct_line_has_nobody_between():
    """p2p.definition and p2p.direct, and so p2p.observer, p2p.pro.default-e2ee and p2p.con.ip-exposed."""
    assert {party.kind for party in journeys()["p2p-direct"].parties} == {"end"}


def test_a_definition_has_no_verdict_in_any_world():
    worlds = {
        "centralized.definition": World(turned={"signal.operators": 4}),
        "federated.definition": World(turned={"Federation.concentration": 2}),
        "federated.private-servers": World(turned={"federation.closed": 0.9}),
        "federated.con.trust-admin": World(turned={"Scenario.adversary": 0.5}),
        "centralized.self-hosted": World(turned={"Island.members": 5}),
        "anonymous.node-hosting": World(turned={"OnionRouting.adversary": 0.5}),
        "p2p.definition": World(turned={"briar:avail.no_single_operator": "no"}),
        "p2p.direct": World(),
        "p2p.observer": World(),
        "p2p.pro.default-e2ee": World(turned={"briar:content.e2ee_1to1": "no"}),
        "p2p.con.ip-exposed": World(),
    }
    assert set(worlds) == set(ROWS.index[ROWS.kind == "definition"])
    for claim, world in worlds.items():
        assert check_claim(claim, world).verdict == "definition"
