"""Flips: the panel of lesson 08 and `guidekit claims` are one answer, at the default and along the knob."""

from __future__ import annotations

import pytest

from guidekit.claims import Flips, World, check_claim
from guidekit.claims.flips import SENTENCES, curve
from guidekit.knobs import place_of
from guidekit.tables.query import load

KINDS = load("claims").set_index("id").kind


@pytest.mark.parametrize("claim", SENTENCES)
def test_panel_and_check_agree_everywhere(claim, answers):
    """At the default, on both sides of the flip, and at both ends of the slider."""
    one, found = answers[claim], curve(claim)
    assert KINDS[claim] in ("pro", "con")
    value, bar, true = Flips(claim, place_of(found.rule, found.usual)).here()
    assert (true, value) == (one.holds, pytest.approx(one.value))
    assert bar == pytest.approx(one.threshold)
    flip = one.flips_at
    assert found.flips_at == (None if flip.at is None else max(flip.at, flip.still))
    for place in (0.03, 0.4, 0.97):
        panel = Flips(claim, place)
        x = panel.setting()
        world = World(turned={flip.knob: int(x) if found.rule.whole else x})
        checked = check_claim(claim, world)
        assert panel.here() == (
            pytest.approx(checked.value), pytest.approx(checked.threshold), checked.holds
        ), place  # fmt: skip


def test_a_curve_crosses_its_bar_where_it_flips():
    found = curve("p2p.con.both-online")
    assert 6.3 < found.flips_at < 6.4
    value, bar, _ = Flips("p2p.con.both-online", place_of(found.rule, found.flips_at)).here()
    assert value == pytest.approx(bar, rel=1e-3)


def test_the_place_runs_over_the_whole_range():
    low, middle, high = (Flips("p2p.con.both-online", place).setting() for place in (0.0, 0.5, 1.0))
    rule = curve("p2p.con.both-online").rule
    assert (low, middle, high) == pytest.approx((rule.low, (rule.low * rule.high) ** 0.5, rule.high))
    assert Flips("federated.pro.choose-trust", 1.0).setting() == 100


def test_with_few_watched_networks_anonymous_routing_tells_less_than_one_operator():
    found = curve("anonymous.pro.minimal-information")
    assert found.values[0] < found.bars[0]
    assert 0.05 < found.flips_at < found.usual


def test_a_claim_without_a_knob_is_refused(monkeypatch):
    with pytest.raises(ValueError, match="has no knob to turn"):
        curve("signal.spec")
