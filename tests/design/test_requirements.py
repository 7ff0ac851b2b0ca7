"""Requirements: every design is judged without a gap, and hints lead to designs that pass."""

from __future__ import annotations

from hypothesis import given, settings

from guidekit.design import REQUIREMENTS, Design, check, judge
from guidekit.design.measures import delivery_share, operator_exposure, pairs_left
from guidekit.design.report import costs
from guidekit.knobs import knobs_of
from tests.designs import BRIAR, DESIGNS, SESSION


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


def test_the_first_design_meets_nothing_and_two_improvements_do_not_help():
    better = Design(encryption="end to end", sender="sealed inside")
    assert (
        [verdict.met for verdict in judge(Design())]
        == [verdict.met for verdict in judge(better)]
        == [False] * 3
    )


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
