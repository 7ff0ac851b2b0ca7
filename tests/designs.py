"""Designs for the tests: all of them, some at random, and games with them."""

from __future__ import annotations

import functools
import itertools
from dataclasses import replace

from hypothesis import strategies as st

from guidekit.design import ATTACKS, CARDS, COSTS, Design, Game
from guidekit.design.game import PARTS
from guidekit.knobs import knobs_of
from tests.models.strategies import any_model

RULES = knobs_of(Design)
OPTIONS = {
    name: list(rule.choices or range(int(rule.low), int(rule.high) + 1)) for name, rule in RULES.items()
}
SESSION = Design(
    encryption="end to end", sender="locked inside", routing="relays", entry="the same for months",
    storage="a swarm", discovery="link or code", habit="asks every 15 minutes",
)  # fmt: skip
BRIAR = Design(
    encryption="end to end", routing="relays", entry="the same for months", storage="nowhere",
    discovery="link or code", habit="own connection",
)  # fmt: skip

DESIGNS = any_model(Design)


def game_of(design, **more):
    """A game with this design on the table."""
    return Game(**{name: getattr(design, name) for name in PARTS}, **more)


def _game(design, card, attack, turn, part, builder):
    game = game_of(design, card=card, attack=attack, builder=builder)
    if turn == "build":
        return game
    game = game.hand_over()
    if turn == "attack":
        return game
    name, option = part
    return replace(game.answer(), **{name: option})


GAMES = st.builds(
    _game,
    DESIGNS,
    st.sampled_from(list(CARDS)),
    st.sampled_from(list(ATTACKS)),
    st.sampled_from(["build", "attack", "answer"]),
    st.sampled_from([(name, option) for name, row in OPTIONS.items() for option in row]),
    st.sampled_from([1, 2]),
)


def shapes():
    """Every design that differs in what its packets depend on."""
    names = ("encryption", "sender", "routing", "storage", "discovery", "habit", "door")
    for row in itertools.product(*(RULES[name].choices for name in names)):
        for hops in (1, 2):  # a third relay is no new case for the engine
            yield Design(**dict(zip(names, row, strict=True)), hops=hops)


@functools.cache
def every_design():
    """Every design, each once: a part without effect stands at its default."""
    found = []
    for row in itertools.product(*OPTIONS.values()):
        parts = dict(zip(OPTIONS, row, strict=True))
        # Quick to see, and most of all combinations: relays that nothing passes, keys that nobody has.
        if parts["routing"] != "relays" and (parts["hops"], parts["entry"]) != (3, START.entry):
            continue
        if parts["encryption"] == "on the way" and parts["keys"] != START.keys:
            continue
        design = Design(**parts)
        if design.shape() == design:
            found.append(design)
    return tuple(found)


START = Design()
MONEY = {
    "delay": ("routing", "hops", "door", "storage"),
    "battery": ("habit", "nearby", "storage"),
    "machines": ("routing", "hops", "door", "storage", "discovery"),
    "effort": PARTS,
}
"""The parts on which each cost depends."""


def _kept(designs, parts, good):
    """Keep the designs that are good; what is good depends on some parts only, so each case is asked once."""
    asked = {}
    for design in designs:
        case = tuple(getattr(design, part) for part in parts)
        if case not in asked:
            asked[case] = good(design)
        if asked[case]:
            yield design


@functools.cache
def winners(name):
    """Every design that wins a card."""
    card = CARDS[name]
    left = every_design()
    for need in card.needs:
        left = list(_kept(left, need.parts, lambda design, need=need: need.check(design).met))
    for cost, most in card.budget.items():
        left = list(
            _kept(
                left,
                MONEY[cost],
                lambda design, cost=cost, most=most: COSTS[cost].measure(design) <= most + 1e-9,
            )
        )
    return tuple(left)


def budget_share(design, name):
    """How much of its budget a design takes: the mean over the four costs."""
    most = CARDS[name].budget
    return sum(COSTS[cost].measure(design) / most[cost] for cost in most) / len(most)
