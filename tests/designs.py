"""Designs for the tests: all of them at random, every shape in turn, and two that pass."""

from __future__ import annotations

import itertools

from guidekit.design import Design
from guidekit.knobs import knobs_of
from tests.models.strategies import any_model

RULES = knobs_of(Design)
SESSION = Design(
    encryption="end to end", sender="sealed inside", routing="relays", entry="the same for months",
    storage="a swarm", discovery="link or code", habit="asks now and then",
)  # fmt: skip
BRIAR = Design(
    encryption="end to end", routing="relays", entry="the same for months", storage="nowhere",
    discovery="link or code", habit="own connection",
)  # fmt: skip


DESIGNS = any_model(Design)


def shapes():
    """Every design that differs in what changes the journey."""
    names = ("encryption", "sender", "routing", "storage", "discovery", "habit")
    for row in itertools.product(*(RULES[name].choices for name in names)):
        for hops in (1, 2):  # a third relay is no new case for the engine
            yield Design(**dict(zip(names, row, strict=True)), hops=hops)
