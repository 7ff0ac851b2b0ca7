"""Observation: who learns what, asked of the exposure engine and weighted by the adversary's share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guidekit.exposure.clues import Clues
from guidekit.exposure.coalitions import Truth, knowledge, subset_bits, subset_weights
from guidekit.scenario.journeys import fetched_at_once

Chances = Mapping[str, float]
Question = tuple[Clues, str, Chances, str]  # the journey, the datum, who may be hostile, how it is asked

NETWORKS = ("alice's network", "bob's network")


@dataclass(frozen=True, eq=False)
class Observation:
    """A journey, and the chance that each of its machines and networks is the adversary's.

    Attributes
    ----------
    clues : Clues
        The journey of one message from Alice to Bob.
    machines : mapping of str to float
        The chance that each machine is hostile, for one message.
    year : mapping of str to float
        The same within a year of messages, in which some machines are chosen anew.
    watched : float
        The chance that the adversary watches someone's network.
    how : str
        The name of the journey, and what stands behind the chances.
    addresses : mapping of str to float, optional
        The chances to use for addresses, where they are others.
    """

    clues: Clues
    machines: Chances
    year: Chances
    watched: float
    how: str
    addresses: Chances | None = None

    def answers(self) -> dict[str, tuple[float, str]]:
        """Work out the outcomes on content, link and addresses; observers compare the times of packets.

        Returns
        -------
        dict of str to (float, str)
            For each metric the probability, and how it came about.
        """
        return {metric: self._answer(question) for metric, question in self._questions().items()}

    def answer(self, metric: str) -> tuple[float, str]:
        """Work out one of `answers` alone."""
        return self._answer(self._questions()[metric])

    def _questions(self) -> dict[str, Question]:
        # Who watches both networks has only the times to compare. They tell most when nothing waits, so
        # each way is asked about a recipient who is online; to the machines it makes no such difference.
        network, at_once = dict.fromkeys(NETWORKS, self.watched), fetched_at_once(self.clues)
        ends = self.machines if self.addresses is None else self.addresses
        by = f"exposure engine, {self.how}, observers compare times"
        wire = f"exposure engine, {self.clues.journey.id}, each access network watched with the watched share"
        both, online = {**self.machines, **network}, "the recipient online at once"
        return {
            "content.machines": (self.clues, "content", self.machines, by),
            "content.network": (self.clues, "content", network, wire),
            "link.machines": (self.clues, "link", self.machines, by),
            "link.network": (at_once, "link", network, f"{wire}; {online}"),
            "link.both": (at_once, "link", both, f"{by}; networks added; {online}"),
            "link.year": (self.clues, "link", self.year, f"{by}; the machines of 365 days"),
            "address.machines": (self.clues, "sender_address", ends, by),
            "address.network": (self.clues, "sender_address", network, wire),
            "address.contact": (self.clues, "sender_address", {"bob": 1.0}, "exposure engine, Bob's view"),
        }

    def _answer(self, question: Question) -> tuple[float, str]:
        clues, datum, chances, how = question
        return exposure_chance(clues, datum, chances), how


def exposure_chance(clues: Clues, datum: str, chances: Chances) -> float:
    """Return the probability that the adversary knows a datum.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    datum : str
        The datum.
    chances : mapping of str to float
        For each observer that may be hostile its probability.

    Returns
    -------
    float
        The sum over all subsets of hostile observers, 0 to 1.

    Examples
    --------
    >>> from guidekit.exposure import clues_of
    >>> round(exposure_chance(clues_of("tor-circuit"), "link", {"entry": 0.1, "exit": 0.1}), 4)
    0.01
    """
    weights = subset_weights(chances.values())
    return float(np.clip(weights @ _truth(clues, tuple(chances))[datum], 0, 1))


# Which subsets know does not depend on the chances, so a slider only weighs them anew.
@lru_cache(maxsize=128)
def _truth(clues: Clues, names: tuple[str, ...]) -> dict[str, Truth]:
    return knowledge(clues, subset_bits(clues, names), correlate=True)
