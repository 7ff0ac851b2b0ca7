"""Flips: on its two sides a sentence differs, and where there is none it is the same all over."""

from __future__ import annotations

import math

import pytest

from guidekit.scenario.flips import Flips, at, both, curve
from guidekit.scenario.outcome import METRICS
from guidekit.scenario.sides import ABOUT
from guidekit.tables.query import load


@pytest.mark.parametrize("claim", ABOUT)
def test_a_flip_has_two_sides(claim):
    found = curve(claim)
    truth = {found.true_at(v, b) for v, b in zip(found.values, found.bars, strict=True) if v or b}
    if found.flips_at is None:
        assert len(truth) == 1
        return
    step = 1 if found.rule.whole else 1e-3 * (found.rule.high - found.rule.low)
    if found.rule.log and not found.rule.whole:
        step = 1e-3 * found.flips_at
    sides = [found.true_at(*both(claim, found.flips_at + move)) for move in (-step, step)]
    assert sides[0] != sides[1] or found.true_at(*both(claim, found.flips_at)) != sides[0]


@pytest.mark.parametrize("claim", ABOUT)
def test_sentences_are_the_guide_s_and_say_what_they_are(claim):
    claims = load("claims").set_index("id")
    assert claim in claims.index
    assert (".con." in claim) == ABOUT[claim].con
    assert ABOUT[claim].metric in METRICS


def test_a_pro_wants_better_and_a_con_worse():
    con, pro = ABOUT["p2p.con.both-online"], ABOUT["anonymous.pro.minimal-information"]
    assert con.factor == pro.factor == pytest.approx(1 / 1.1)
    assert ABOUT["p2p.con.battery"].factor == pytest.approx(1.1)


def test_the_flip_of_waiting_is_where_the_curves_cross():
    found = Flips("p2p.con.both-online").curve()
    value, bar = both("p2p.con.both-online", found.flips_at)
    assert value == pytest.approx(bar, rel=1e-6)
    assert 6.3 < found.flips_at < 6.4


def test_the_place_runs_over_the_whole_range():
    rule = curve("p2p.con.both-online").rule
    assert (at(rule, 0.0), at(rule, 1.0)) == pytest.approx((rule.low, rule.high))
    assert at(rule, 0.5) == pytest.approx(math.sqrt(rule.low * rule.high))
    assert at(curve("federated.pro.choose-trust").rule, 1.0) == 100
