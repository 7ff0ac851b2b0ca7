"""Bars: one quantity has one bar, with its reason, and what is ours is called ours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import guidekit.claims.answers
from guidekit.claims import World, check_claim
from guidekit.claims.bars import BARS, MARGIN, Bar
from guidekit.scenario import METRICS, AnonymousRouting, Centralized, Federated, PeerToPeer
from tests.models.strategies import any_model

ANSWERS = Path(guidekit.claims.answers.__file__).parent
AMOUNTS = st.floats(1e-3, 1e3)


def test_every_bar_is_used_and_has_a_reason():
    text = "\n".join(path.read_text(encoding="utf-8") for path in ANSWERS.glob("*.py"))
    for name, bar in BARS.items():
        assert f'"{name}"' in text, name
        assert bar.reason, name
    assert len({bar.quantity for bar in BARS.values()}) == len(BARS)


def test_no_answer_has_a_bar_of_its_own():
    """A comparison names its bar: `threshold` and `holds` are typed only where statements are counted."""
    for path in ANSWERS.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            if call.func.id == "comparison":
                assert ast.literal_eval(call.args[3]) in BARS, path.name
            if call.func.id == "contest":
                assert ast.literal_eval(call.args[4]) in BARS.keys() & METRICS.keys(), path.name


@pytest.mark.parametrize(
    ("pro", "con"),
    [
        ("federated.pro.choose-trust", "centralized.con.ownership"),
        ("centralized.pro.fast-features", "federated.con.features-complex"),
    ],
)
def test_two_sentences_about_one_quantity_have_its_one_bar(answers, pro, con):
    one, other = answers[pro].line, answers[con].line
    assert one.bar == other.bar
    factors = [line.place(line.start) / rival for line, rival in ((one, _rival(one)), (other, _rival(other)))]
    assert factors[0] * factors[1] == pytest.approx(1)  # below by a tenth, above by a tenth


def _rival(line):
    return line.place(line.start) * (1 + MARGIN if line.sense == "<" else 1 / (1 + MARGIN))


def test_what_others_learn_is_asked_of_all_pros_by_one_outcome(answers):
    """Who talks to whom, to machines and networks together; administrators alone are another question."""
    pros = ("centralized.pro.trusted-self-host", "p2p.pro.minimal-information",
            "anonymous.pro.minimal-information")  # fmt: skip
    assert {answers[claim].line.bar for claim in pros} == {"link.both"}
    assert answers["federated.pro.own-data"].line.bar == "link.machines"
    for claim, way in zip(
        pros, (Centralized(self_hosted="yes"), PeerToPeer(), AnonymousRouting()), strict=True
    ):
        assert answers[claim].value == way.value("link.both")
        assert answers[claim].holds == (way.value("link.both") < Centralized().value("link.both") / 1.1)


@pytest.mark.parametrize("room", [2, 10, 100])
def test_own_data_and_trust_in_administrators_are_asked_in_one_room(room):
    """Your own server is one of those that trust is needed for, so it never counts for more than all."""
    for share in (0.01, 0.1, 0.3, 0.5):
        world = World(turned={"Scenario.adversary": share, "Scenario.room": room})
        pro, con = (check_claim(f"federated.{name}", world) for name in ("pro.own-data", "con.trust-admin"))
        assert not pro.holds
        assert con.verdict == "definition"
        assert share - 1e-12 <= pro.value <= con.value <= 1
    if room == 2:
        assert pro.value == pytest.approx(share)  # the one other server


@given(any_model(Federated, servers=st.integers(2, 500)), st.floats(0.01, 0.5), st.integers(2, 100))
def test_administrators_of_several_servers_are_never_safer_than_one(many, share, room):
    """federated.con.trust-admin is a definition: no spread of people over servers makes it untrue."""
    assert many.but(adversary=share, room=room).value("link.machines") >= share - 1e-12


def test_what_passes_nearby_has_one_horizon_and_one_bar(answers):
    one, other = answers["p2p.proximity"], answers["briar.local"]
    assert (one.value, one.threshold, one.unit) == (other.value, other.threshold, other.unit)


@given(AMOUNTS, AMOUNTS, st.booleans())
def test_the_words_name_the_margin_at_which_a_comparison_turns(value, rival, more):
    bar = Bar("doors", "beside another")
    words = bar.words(value, bar.place(rival, more), more)
    ratio = value / rival if more else rival / value
    if ratio <= 1:
        assert ratio > 1 - 1e-9 or "no margin bears it out" in words
    else:
        assert ("factor" in words) == (ratio >= 2) or abs(ratio - 2) < 1e-9
    assert words.startswith("by our margin of 10 %")


def test_a_bar_that_the_sentence_sets_is_not_called_ours(answers):
    assert BARS["other clients"].words(1.0, 1.0, True) == ""
    assert str(answers["federated.pro.third-party-clients"]).startswith("Yes: ")
    assert str(answers["anonymous.con.key-backup"]).startswith("Yes, by our bar of 5 % (it turns at 41 %): ")
