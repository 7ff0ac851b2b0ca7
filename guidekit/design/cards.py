"""Threat cards: six people, what each needs, and what each can afford."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.design import needs
from guidekit.design.costs import COSTS
from guidekit.design.design import Design
from guidekit.design.needs import Need, Result
from guidekit.names import check_known


@dataclass(frozen=True)
class Card:
    """A threat card.

    Attributes
    ----------
    name : str
        The people, as lesson 12 calls them.
    story : str
        Who is in danger, and from whom.
    needs : tuple of Need
        What a design must do for them.
    budget : mapping
        The most that each of `COSTS` may be.
    """

    name: str
    story: str
    needs: tuple[Need, ...]
    budget: Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """A design held against a card.

    Attributes
    ----------
    card : Card
        The card.
    results : tuple of Result
        One for each need, in its order.
    spent : mapping
        For each of `COSTS` what the design costs.
    """

    card: Card
    results: tuple[Result, ...]
    spent: Mapping[str, float]

    @property
    def over(self) -> tuple[str, ...]:
        """The costs that are beyond the budget."""
        return tuple(name for name, value in self.spent.items() if value > self.card.budget[name] + 1e-9)

    @property
    def won(self) -> bool:
        """Whether all needs are met within the budget."""
        return all(result.met for result in self.results) and not self.over


def _card(name: str, story: str, *wanted: Need, **budget: float) -> tuple[str, Card]:
    return name, Card(name, story, wanted, MappingProxyType({cost: budget[cost] for cost in COSTS}))


CARDS: Mapping[str, Card] = MappingProxyType(
    dict(
        [
            _card(
                "A source and a journalist",
                "Alice tells a journalist what happens on her ward. The hospital asks who talked.",
                needs.sealed(),
                needs.apart(),
                needs.hostile(0.2),
                needs.soon(0.9),
                needs.taken(5),
                delay=0.5,
                battery=1500,
                machines=16,
                effort=8,
            ),
            _card(
                "A protest without internet",
                "The network may be cut at any moment, and the police take phones.",
                needs.sealed(),
                needs.uncut(0.5),
                needs.taken(5),
                needs.locked(),
                needs.no_number(),
                delay=0.5,
                battery=1500,
                machines=4,
                effort=6,
            ),
            _card(
                "Someone watched at home",
                "Somebody at home takes her phone when she is out of the room.",
                needs.sealed(),
                needs.taken(5),
                needs.locked(),
                needs.no_number(),
                needs.soon(0.9),
                delay=0.3,
                battery=100,
                machines=8,
                effort=4,
            ),
            _card(
                "A clinic team",
                "Nurses write about patients. One company that stops must not stop the clinic.",
                needs.sealed(),
                needs.stop(0.5),
                needs.soon(0.9),
                needs.quiet(0.1),
                delay=0.25,
                battery=100,
                machines=4,
                effort=3,
            ),
            _card(
                "A public community",
                "Anyone may read and join. Spam is what kills it.",
                needs.open_to_all(),
                needs.quiet(0.1),
                needs.no_number(),
                needs.soon(0.9),
                delay=0.25,
                battery=100,
                machines=6,
                effort=2,
            ),
            _card(
                "Someone where the app is blocked",
                "The country blocks every published address, and asks providers who writes to whom.",
                needs.sealed(),
                needs.unblocked(0.5),
                needs.provider_blind(),
                needs.no_number(),
                needs.soon(0.9),
                delay=0.5,
                battery=100,
                machines=10,
                effort=5,
            ),
        ]
    )  # fmt: skip
)
"""The six threat cards by name. Who they are and what they can afford is ours; what is reached is computed."""


def judge(design: Design, card: str | Card) -> Verdict:
    """Hold a design against a card.

    Parameters
    ----------
    design : Design
        The design.
    card : str or Card
        The name of one of `CARDS`, or a card of your own.

    Returns
    -------
    Verdict
        What is met and why, and what it costs.

    Raises
    ------
    ValueError
        If there is no card of this name.

    Examples
    --------
    >>> judge(Design(), "A clinic team").won
    False
    """
    if isinstance(card, str):
        check_known("threat card", [card], CARDS)
        card = CARDS[card]
    results = tuple(need.check(design) for need in card.needs)
    return Verdict(card, results, {name: float(cost.measure(design)) for name, cost in COSTS.items()})
