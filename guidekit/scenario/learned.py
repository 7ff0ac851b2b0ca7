"""Learned: who learns what, asked of the exposure engine and weighted by the adversary's share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guidekit.exposure.clues import Clues, Coalitions, Truth
from guidekit.exposure.coalitions import knowledge

Chances = Mapping[str, float]

NETWORKS = ("alice's network", "bob's network")


@dataclass(frozen=True, eq=False)
class Observation:
    """A journey, and the chance that each of its machines and networks is the adversary's.

    Attributes
    ----------
    book : Clues
        The journey of one message from Alice to Bob.
    machines : mapping of str to float
        The chance that each machine is hostile, for one message.
    year : mapping of str to float
        The same within a year of messages, where machines are chosen anew.
    watched : float
        The chance that the adversary watches someone's network.
    addresses : mapping of str to float, optional
        The chances to use for addresses, where they are others.
    how : str
        What the journey is and what stands behind the chances.
    """

    book: Clues
    machines: Chances
    year: Chances
    watched: float
    how: str
    addresses: Chances | None = None

    def answers(self) -> dict[str, tuple[float, str]]:
        """Ask for content, link and addresses; observers compare the times of packets."""
        network = dict.fromkeys(NETWORKS, self.watched)
        ends = self.machines if self.addresses is None else self.addresses
        by = f"exposure engine, {self.how}, observers compare times"
        wire = f"exposure engine, {self.book.journey.id}, each access network watched with the watched share"
        return {
            "content.machines": (chance_known(self.book, "content", self.machines), by),
            "content.network": (chance_known(self.book, "content", network), wire),
            "link.machines": (chance_known(self.book, "link", self.machines), by),
            "link.network": (
                chance_known(self.book, "link", network),
                f"{wire}; the recipient online at once",
            ),
            "link.both": (
                chance_known(self.book, "link", {**self.machines, **network}),
                f"{by}; networks added",
            ),
            "link.year": (
                chance_known(self.book, "link", self.year),
                f"{by}; machines chosen anew over 365 days",
            ),
            "address.machines": (chance_known(self.book, "sender_address", ends), by),
            "address.network": (chance_known(self.book, "sender_address", network), wire),
            "address.contact": (
                chance_known(self.book, "sender_address", {"bob": 1.0}),
                "exposure engine, the view of Bob",
            ),
        }


def chance_known(book: Clues, datum: str, chances: Chances) -> float:
    """Probability that the adversary knows a datum, summed over all subsets of hostile observers."""
    names = tuple(chances)
    weights = np.ones(1)
    for share in chances.values():
        weights = np.concatenate([weights * (1 - share), weights * share])
    return float(np.clip(weights @ _truth(book, names)[datum], 0, 1))


# Which subsets know does not depend on the shares, so a slider only weighs them anew.
@lru_cache(maxsize=128)
def _truth(book: Clues, names: tuple[str, ...]) -> dict[str, Truth]:
    teams = np.zeros(1, dtype=np.int64)
    for name in names:
        teams = np.concatenate([teams, teams | book.who(name)])
    return knowledge(book, Coalitions(teams), correlate=True)
