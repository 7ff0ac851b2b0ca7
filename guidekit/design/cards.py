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
    beyond : str
        What no messenger mends for these people, and what comes before one; empty where the game has it all.
    """

    name: str
    story: str
    needs: tuple[Need, ...]
    budget: Mapping[str, float]
    beyond: str = ""


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


def _budget(**most: float) -> Mapping[str, float]:
    return MappingProxyType({cost: most[cost] for cost in COSTS})


CARDS: Mapping[str, Card] = MappingProxyType(
    {
        card.name: card
        for card in (
            Card(
                "A source and a journalist",
                "Alice tells a journalist what happens on her ward. The hospital asks who talked.",
                (
                    needs.only_the_two(),
                    needs.nobody_links(),
                    needs.hostile_operator(0.06),
                    needs.promptness(0.9),
                    needs.seizure(5),
                ),
                _budget(delay=0.5, battery=1500, machines=16, effort=8),
            ),
            Card(
                "A protest where the network may be cut",
                "The network may be cut at any moment, and the police take phones.",
                (
                    needs.only_the_two(),
                    needs.reach_without_internet(0.5),
                    needs.seizure(5),
                    needs.screen_lock(),
                    needs.no_number(),
                ),
                _budget(delay=0.5, battery=1500, machines=4, effort=6),
            ),
            Card(
                "Someone watched at home",
                "Somebody at home takes her phone when she is out of the room.",
                (
                    needs.only_the_two(),
                    needs.seizure(5),
                    needs.screen_lock(),
                    needs.no_number(),
                    needs.promptness(0.9),
                ),
                _budget(delay=0.3, battery=100, machines=8, effort=4),
                "No design here protects from somebody who knows the PIN or the phone's code. "
                "First comes a safer device, and somebody who helps.",
            ),
            Card(
                "A team in a clinic",
                "Nurses write about patients. If one company stops, the clinic must go on.",
                (
                    needs.only_the_two(),
                    needs.operator_stop(0.5),
                    needs.promptness(0.9),
                    needs.spam_limit(0.1),
                ),
                _budget(delay=0.25, battery=100, machines=4, effort=3),
            ),
            Card(
                "A group that anyone can join",
                "Anyone may read and join. Spam is what kills it.",
                (needs.findable(), needs.spam_limit(0.1), needs.no_number(), needs.promptness(0.9)),
                _budget(delay=0.25, battery=100, machines=6, effort=2),
            ),
            Card(
                "The app is blocked",
                "The country blocks every published address, and asks providers who writes to whom.",
                (
                    needs.only_the_two(),
                    needs.reach_under_block(0.5),
                    needs.provider_blind(),
                    needs.no_number(),
                    needs.promptness(0.9),
                ),
                _budget(delay=0.5, battery=100, machines=10, effort=5),
            ),
        )
    }
)
"""The six threat cards by name. Who they are and what they can afford is ours; the rest is computed."""


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
    >>> judge(Design(), "A team in a clinic").won
    False
    """
    if isinstance(card, str):
        check_known("threat card", [card], CARDS)
        card = CARDS[card]
    results = tuple(need.check(design) for need in card.needs)
    return Verdict(card, results, {name: float(cost.measure(design)) for name, cost in COSTS.items()})
