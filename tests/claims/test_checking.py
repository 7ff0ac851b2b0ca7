"""All 81 claims: answered, well-formed, the same twice, and not at odds with the verdict of today."""

from __future__ import annotations

import math
import re

import pytest

from guidekit.claims import VERDICTS, Evidence, World, check_claim, check_claims
from guidekit.claims.checking import ROOMS, answers
from guidekit.tables.query import load

CLAIMS = load("claims").set_index("id")


@pytest.fixture(scope="module")
def found() -> dict[str, Evidence]:
    return {one.claim: one for one in check_claims()}


def test_all_81_are_answered(found):
    assert len(CLAIMS) == 81
    assert list(found) == list(CLAIMS.index)
    assert set(answers()) == set(CLAIMS.index)


def test_no_two_rooms_answer_the_same_claim():
    from importlib import import_module

    sizes = [len(import_module(f"guidekit.claims.answers.{room}").ANSWERS) for room in ROOMS]
    assert sum(sizes) == 81


@pytest.mark.parametrize("claim", CLAIMS.index)
def test_an_answer_is_well_formed(found, claim):
    one = found[claim]
    assert one.today == CLAIMS.today[claim]
    assert math.isfinite(one.value)
    assert math.isfinite(one.threshold)
    assert one.unit
    assert one.how.endswith(".")
    sentence = str(one)
    assert re.fullmatch(r"(Yes|No): .+[^.]\.", sentence), sentence
    assert not re.search(r"\bnan\b|\binf\b|None|\{|\bunknown\b", sentence), sentence
    assert "  " not in sentence + one.how


@pytest.mark.parametrize("claim", CLAIMS.index)
def test_pros_and_cons_say_where_they_flip(found, claim):
    flip = found[claim].flips_at
    assert (flip is not None) == (CLAIMS.kind[claim] in ("pro", "con"))
    if flip is not None:
        assert flip.holds == found[claim].holds
        assert flip.knob in str(found[claim])


@pytest.mark.parametrize("claim", CLAIMS.index)
def test_what_was_computed_is_not_at_odds_with_the_verdict(found, claim):
    one, moved = found[claim], World().moved(claim)
    if one.today == "holds":
        assert one.holds, str(one)
    if one.today in ("misleading", "obsolete"):
        assert not one.holds, str(one)
    if one.today in ("changed", "obsolete"):
        assert moved
    assert one.today in VERDICTS


@pytest.mark.parametrize("claim", CLAIMS.index[CLAIMS.facts.notna()])
def test_facts_come_with_their_sources_and_their_age(found, claim):
    cited = found[claim].facts
    assert len(cited) == len(CLAIMS.facts[claim].split())
    for line in cited:
        assert re.search(r" = .+ \(S-[\w -]+, \d{4}[\d-]*, [\d,]+ days old, \w+\)$", line), line


def test_the_age_is_that_of_the_day_asked_about():
    day, later = (
        check_claim("signal.spec", World(day=when)).facts[0] for when in ("2026-11-23", "2026-11-24")
    )
    days, more = (int(re.search(r"([\d,]+) days", line)[1].replace(",", "")) for line in (day, later))
    assert more == days + 1


def test_two_runs_are_equal(found):
    again = check_claims()
    assert again == list(found.values())
    assert [str(one) for one in again] == [str(one) for one in found.values()]


def test_progress_sees_every_claim():
    seen = []
    check_claims(["signal.spec", "briar.spec"], progress=lambda ids: (seen.append(i) or i for i in ids))
    assert seen == ["signal.spec", "briar.spec"]


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("anonymous.con.slo", "anonymous.con.slow"),
        ("signal.pin", "signal.spec"),
        ("p2p.zzzzzzzzzz", "p2p.con.battery"),
    ],
)
def test_an_unknown_claim_is_refused_before_the_work_begins(wrong, near):
    with pytest.raises(ValueError, match=rf"no claim '{wrong}'.*{near}"):
        check_claim(wrong)
    with pytest.raises(ValueError, match=wrong):
        check_claims(["signal.spec", wrong], progress=lambda ids: pytest.fail("the work began"))


def test_a_knob_outside_its_range_is_refused():
    with pytest.raises(ValueError, match=r"OnionRouting\.adversary = 2 is outside its range"):
        check_claim("anonymous.pro.minimal-information", World(turned={"OnionRouting.adversary": 2}))
    with pytest.raises(ValueError, match="watching networks = 2 is outside its range"):
        check_claim("p2p.pro.minimal-information", World(turned={"watching networks": 2}))


def test_the_answer_differs_on_the_two_sides_of_a_flip(found):
    for claim in CLAIMS.index[CLAIMS.kind.isin(["pro", "con"])]:
        flip = found[claim].flips_at

        def holds(setting, claim=claim, knob=flip.knob):
            return check_claim(claim, World(turned={knob: setting})).holds

        if flip.at is None:
            assert holds(flip.low) == holds(flip.high) == flip.holds, claim
            continue
        assert (holds(flip.still), holds(flip.at)) == (flip.holds, not flip.holds), claim
        if flip.side != "at":
            assert abs(flip.at - flip.still) <= max(1e-4 * abs(flip.at), isinstance(flip.at, int)), claim
