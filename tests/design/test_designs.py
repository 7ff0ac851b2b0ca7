"""Designs: every combination builds a journey, judges without a gap, and hints lead to designs that pass."""

from __future__ import annotations

import pytest
from designs import BRIAR, DESIGNS, SESSION, shapes
from hypothesis import given, settings

from guidekit.design import REQUIREMENTS, Design, check, judge
from guidekit.design.build import journey_of
from guidekit.design.measures import delivery_share, operator_exposure, pairs_left, stranger_secrets
from guidekit.design.report import costs
from guidekit.exposure import exposure
from guidekit.exposure.coalitions import knowledge
from guidekit.exposure.table import clues_of
from guidekit.knobs import knobs_of
from guidekit.models import Federation, OnionRouting, Presence, SwarmStorage


@settings(max_examples=150)
@given(DESIGNS)
def test_every_design_is_judged(design):
    assert 0 <= delivery_share(design) <= 1
    assert 0 <= pairs_left(design) <= 1
    assert 0 <= operator_exposure(design) <= 1
    for verdict in judge(design):
        assert verdict.name in REQUIREMENTS
        assert verdict.why
        assert bool(verdict.hint) == bool(verdict.change) == (not verdict.met)
        assert "nan" not in verdict.found + verdict.why
    assert set(costs(design)) == set(costs(Design()))


@settings(max_examples=150)
@given(DESIGNS)
def test_following_the_hints_leads_to_a_design_that_passes(design):
    for _ in range(10):
        failed = [verdict for verdict in judge(design) if not verdict.met]
        if not failed:
            break
        better = design.but(**failed[0].change)
        assert better != design, failed[0]
        design = better
    assert check(design).passed


def everyone(design):
    """Say for each datum who learns it alone."""
    book = clues_of(journey_of(design))
    names = list(book.bits)
    truth = knowledge(book, [book.who(name) for name in names])
    return {
        datum: {name for name, one in zip(names, knows, strict=True) if one} for datum, knows in truth.items()
    }


def test_every_shape_builds_and_end_to_end_never_shows_more():
    seen = set()
    for design in shapes():
        shape = design.shape().but(encryption="on the way")
        if shape in seen:
            continue
        seen.add(shape)
        closed = shape.but(encryption="end to end")
        assert journey_of(shape).recipients == ("bob",)
        before, after = (everyone(one) for one in (shape, closed))
        for datum, who in after.items():
            assert who <= before[datum], (shape, datum)
        assert after["content"] == {"alice", "bob"}, shape
        assert set(stranger_secrets(closed)) <= set(stranger_secrets(shape))
        assert operator_exposure(closed) <= operator_exposure(shape) + 1e-12


def test_sealing_the_sender_never_shows_more():
    for design in shapes():
        if design.sender == "on the envelope":
            assert set(stranger_secrets(design.but(sender="sealed inside"))) <= set(stranger_secrets(design))


def test_the_engine_says_who_reads():
    for design in (Design(), SESSION, BRIAR, Design(routing="two servers"), Design(routing="direct")):
        table = exposure(journey_of(design)).set_index(["observer", "datum"]).level
        kinds = {party.name: party.kind for party in journey_of(design).parties}
        expected = {
            (who, datum)
            for (who, datum), level in table.items()
            if level and datum in ("content", "link") and kinds.get(who) not in ("end", "mailbox")
            and who != "global observer"
        }  # fmt: skip
        assert set(stranger_secrets(design)) == expected


def test_relays_alone_are_onion_routing():
    fresh = BRIAR.but(entry="a new one each time")
    assert operator_exposure(fresh) == pytest.approx(
        OnionRouting(adversary=0.1).compromise_over([100]).without_guards[0]
    )
    assert operator_exposure(BRIAR) == pytest.approx(OnionRouting(adversary=0.1).circuit_compromise())


def test_a_swarm_is_the_swarm_model():
    assert operator_exposure(SESSION) == pytest.approx(SwarmStorage(adversary=0.1, swarm=7).link_exposure())


def test_reach_is_the_federation_s():
    assert pairs_left(Design(routing="two servers", servers=100)) == pytest.approx(
        Federation(servers=100).reach_after_removing(1)
    )
    assert pairs_left(Design(routing="relays", storage="a server")) == 0


def test_waiting_is_presence():
    visits = Presence(on_hours=0.25, off_hours=2.75)
    assert delivery_share(Design()) == pytest.approx(visits.delivered_within(1, mailbox=True))
    assert delivery_share(Design(storage="nowhere")) == pytest.approx(visits.delivered_within(1))
    assert visits.online_fraction() * 24 == pytest.approx(2)  # two hours a day
    asks = [delivery_share(Design(habit="asks now and then", minutes=m)) for m in (1, 15, 60, 120, 240)]
    assert asks == sorted(asks, reverse=True)
    assert asks[0] == pytest.approx(delivery_share(Design(habit="push")), abs=2e-3)


def test_the_first_design_meets_nothing_and_two_improvements_do_not_help():
    better = Design(encryption="end to end", sender="sealed inside")
    assert (
        [verdict.met for verdict in judge(Design())]
        == [verdict.met for verdict in judge(better)]
        == [False] * 3
    )


def test_without_relays_somebody_sees_both_ends():
    for design in shapes():
        if design.routing != "relays":
            assert stranger_secrets(design), design


def test_at_least_two_different_designs_pass():
    assert check(SESSION).passed
    assert check(BRIAR).passed
    assert sum(getattr(SESSION, name) != getattr(BRIAR, name) for name in knobs_of(Design)) >= 3


def test_no_part_of_a_solution_can_be_dropped():
    start = Design()
    for solution in (SESSION, BRIAR):
        for name in ("encryption", "routing", "entry", "habit"):
            spoiled = solution.but(**{name: getattr(start, name)})
            # The layer that relays need between the two phones hides the content as well.
            if (solution, name) != (BRIAR, "encryption"):
                assert not check(spoiled).passed, (solution, name)
