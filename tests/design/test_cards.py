"""The threat cards over all designs: which can be won, by what, and by what never."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings

from guidekit.design import ATTACKS, CARDS, COSTS, Design, judge
from guidekit.design.game import PARTS, Game
from guidekit.knobs import knobs_of
from tests.designs import DESIGNS, MONEY, budget_share, every_design, winners

WINS = {  # how many of the designs win, by architecture; of these numbers the lesson tells
    "A source and a journalist": {"anonymous": 12, "federated": 2, "hybrid": 2},
    "A protest where the network may be cut": {
        "anonymous": 58, "centralized": 30, "hybrid": 20, "federated": 18, "peer-to-peer": 6,
    },
    "Someone watched at home": {"anonymous": 48, "hybrid": 24, "centralized": 20, "federated": 8},
    "A team in a clinic": {"federated": 48},
    "A group that anyone can join": {"anonymous": 72, "hybrid": 36, "centralized": 36, "federated": 12},
    "The app is blocked": {
        "anonymous": 352, "hybrid": 176, "centralized": 144, "federated": 56,
    },
}  # fmt: skip
ARCHITECTURES = ("centralized", "federated", "peer-to-peer", "anonymous")


def test_all_designs_are_tried():
    assert len(every_design()) == 48_960
    assert len(set(every_design())) == len(every_design())


@pytest.mark.parametrize("name", CARDS)
def test_every_card_is_won_and_lost_by_what_it_should(name):
    won = winners(name)
    assert Counter(design.architecture() for design in won) == WINS[name]
    assert len(won) >= 2
    assert len(won) < len(every_design()) / 50


def test_the_winners_are_what_the_judge_says():
    dice = random.Random(1)
    for name in CARDS:
        won = set(winners(name))
        some = dice.sample(sorted(won, key=repr), min(20, len(won))) + dice.sample(every_design(), 150)
        for design in some:
            assert judge(design, name).won == (design in won), (name, design)


@settings(max_examples=150)
@given(DESIGNS, DESIGNS)
def test_a_need_hangs_on_the_parts_it_names(design, other):
    """So all designs are tried by trying each case of these parts once, and a hint looks at these."""
    for card in CARDS.values():
        for need in card.needs:
            mixed = other.but(**{part: getattr(design, part) for part in need.parts})
            assert need.check(mixed).met == need.check(design).met, need.words
    for cost, parts in MONEY.items():
        mixed = other.but(**{part: getattr(design, part) for part in parts})
        assert COSTS[cost].measure(mixed) == COSTS[cost].measure(design), cost


def test_parts_without_effect_change_no_verdict():
    """The count of designs is right only if a part that is said to have no effect has none."""
    dice = random.Random(2)
    for design in dice.sample(every_design(), 200):
        for part in design.idle():
            rule = knobs_of(Design)[part]
            other = design.but(**{part: dice.choice(rule.choices or (1, 2, 3))})
            for name in CARDS:
                one, two = judge(design, name), judge(other, name)
                assert ([r.met for r in one.results], one.spent) == ([r.met for r in two.results], two.spent)
            for attack in ATTACKS.values():
                assert attack.play(design) == attack.play(other), (attack.name, part, design)


def test_nothing_without_end_to_end_encryption_wins_where_somebody_wants_to_read():
    for name, card in CARDS.items():
        if any(need.names_reader for need in card.needs):
            assert all(design.encryption == "end to end" for design in winners(name)), name
    assert [name for name, card in CARDS.items() if not any(need.names_reader for need in card.needs)] == [
        "A group that anyone can join"
    ]


def test_no_design_wins_all_and_each_architecture_wins_something():
    wins = Counter(design for name in CARDS for design in winners(name))
    assert max(wins.values()) == 2
    for architecture in ARCHITECTURES:
        assert any(design.architecture() == architecture for design in wins), architecture
    for name in CARDS:
        assert len({design.architecture() for design in winners(name)} & set(ARCHITECTURES)) >= 1


def test_the_cheapest_winner_of_each_card_cannot_be_made_cheaper_by_one_part():
    for name in CARDS:
        cheapest = min(winners(name), key=lambda design: budget_share(design, name))
        for part, rule in knobs_of(Design).items():
            for option in rule.choices or (1, 2, 3):
                other = cheapest.but(**{part: option})
                if budget_share(other, name) < budget_share(cheapest, name) - 1e-9:
                    assert not judge(other, name).won, (name, part, option)


def test_the_first_design_wins_nothing():
    assert not any(judge(Design(), name).won for name in CARDS)


def test_each_need_decides_something():
    """Without any one of its needs a card would be won by more designs.

    Encryption end to end is asked for by name although the other needs of a reader take it for granted.
    """
    for name, card in CARDS.items():
        for number, need in enumerate(card.needs):
            if need.names_reader:
                continue
            others = [other for other in card.needs if other is not need]
            assert any(
                all(other.check(design).met for other in others)
                and not need.check(design).met
                and all(COSTS[c].measure(design) <= most for c, most in card.budget.items())
                for design in _near(winners(name), need.parts)
            ), (name, number, need.words)


def _near(designs, parts):
    """The neighbours of some designs in the parts of one need."""
    dice = random.Random(3)
    for design in dice.sample(designs, min(20, len(designs))):
        for part in parts:
            for option in knobs_of(Design)[part].choices or (1, 2, 3):
                yield design.but(**{part: option})


@settings(max_examples=100)
@given(DESIGNS)
def test_every_design_is_judged_in_words(design):
    for name in CARDS:
        verdict = judge(design, name)
        assert set(verdict.spent) == set(COSTS)
        for result in verdict.results:
            assert result.reached.endswith(".")
            assert result.reached[0].isupper() or result.reached[0].isdigit(), result.reached
            assert "nan" not in result.reached
        game = Game(**{part: getattr(design, part) for part in PARTS}, card=name)
        assert game.hint().endswith((".", "?"))
        assert game.open_to()  # no design protects from everything


def test_an_unknown_card_is_refused():
    with pytest.raises(ValueError, match="there is no threat card"):
        judge(Design(), "A king")
