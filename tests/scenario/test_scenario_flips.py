"""Flips: on its two sides a sentence differs, and where there is none it is the same all over."""

from __future__ import annotations

import pytest

from guidekit.scenario.flips import Flips, curve, value_and_bar
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
    sides = [found.true_at(*value_and_bar(claim, found.flips_at + move)) for move in (-step, step)]
    assert sides[0] != sides[1] or found.true_at(*value_and_bar(claim, found.flips_at)) != sides[0]


def test_sentences_are_the_guide_s_and_say_what_they_are():
    assert set(load("claims").id) > set(ABOUT)
    for claim, side in ABOUT.items():
        assert (".con." in claim) == side.con, claim
        assert side.metric in METRICS, claim


def test_a_pro_wants_better_and_a_con_worse():
    con, pro = ABOUT["p2p.con.both-online"], ABOUT["anonymous.pro.minimal-information"]
    assert con.factor == pro.factor == pytest.approx(1 / 1.1)
    assert ABOUT["p2p.con.battery"].factor == pytest.approx(1.1)


def test_the_flip_of_waiting_is_where_the_curves_cross():
    found = Flips("p2p.con.both-online").curve()
    value, bar = value_and_bar("p2p.con.both-online", found.flips_at)
    assert value == pytest.approx(bar, rel=1e-6)
    assert 6.3 < found.flips_at < 6.4


def test_the_place_runs_over_the_whole_range():
    low, middle, high = (Flips("p2p.con.both-online", place).here() for place in (0.0, 0.5, 1.0))
    rule = curve("p2p.con.both-online").rule
    assert (low[0], middle[0], high[0]) == pytest.approx((rule.low, (rule.low * rule.high) ** 0.5, rule.high))
    assert middle[1:] == value_and_bar("p2p.con.both-online", middle[0])
    assert Flips("federated.pro.choose-trust", 1.0).here()[0] == 100


def test_where_both_are_zero_there_is_no_flip():
    found = curve("anonymous.pro.minimal-information")
    assert (found.x[0], found.values[0], found.bars[0]) == (0, 0, 0)
    assert found.flips_at > found.usual
