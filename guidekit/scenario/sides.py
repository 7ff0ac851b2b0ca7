"""Sides: what each pro and con of the guide compares, by which metric, and the knob that can flip it."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.scenario.anonymous import AnonymousRouting
from guidekit.scenario.architecture import Architecture
from guidekit.scenario.centralized import Centralized
from guidekit.scenario.federated import Federated
from guidekit.scenario.outcome import METRICS
from guidekit.scenario.peer import PeerToPeer
from guidekit.scenario.scenario import Scenario

MARGIN = 0.1  # what someone would notice: an assumption


@dataclass(frozen=True)
class Side:
    """One sentence as a comparison.

    Attributes
    ----------
    own, rival : Architecture
        The architecture that the sentence is about, and the one it is held against.
    metric : str
        What is compared, an id of `METRICS`.
    con : bool
        Whether the sentence is a con.
    knob : str
        The knob that is turned.
    turns : str
        On which side: the name of the class, or ``"both"`` for a knob of the scenario.
    """

    own: Architecture
    rival: Architecture
    metric: str
    con: bool
    knob: str
    turns: str = "both"

    @property
    def factor(self) -> float:
        """What the rival's value is multiplied by to be the bar: above 1 where the sentence wants more."""
        more = (METRICS[self.metric].better == "low") == self.con
        return 1 + MARGIN if more else 1 / (1 + MARGIN)


ONE, MANY, NONE, ONION = Centralized(), Federated(), PeerToPeer(), AnonymousRouting()
PRESENT = Scenario(on_hours=1, off_hours=0.25)  # people who are hardly ever away

ABOUT = {
    "centralized.pro.fast-features": Side(ONE, NONE, "feature", False, "release_days", "Centralized"),
    "centralized.con.ownership": Side(ONE, MANY, "largest.hostile", True, "concentration", "Federated"),
    "federated.pro.choose-trust": Side(MANY, ONE, "largest.hostile", False, "room"),
    "federated.con.metadata": Side(MANY, ONE, "link.machines", True, "room"),
    "federated.con.features-complex": Side(MANY, ONE, "feature", True, "standard_days", "Federated"),
    "federated.con.blocking": Side(MANY, NONE, "largest.blocks", True, "concentration", "Federated"),
    "p2p.pro.minimal-information": Side(NONE, ONE, "link.machines", False, "adversary"),
    "p2p.con.both-online": Side(NONE, ONE, "within.day", True, "on_hours"),
    "p2p.con.battery": Side(NONE, ONE, "wakeups", True, "keepalive", "PeerToPeer"),
    "anonymous.pro.minimal-information": Side(ONION, ONE, "link.machines", False, "adversary"),
    "anonymous.pro.offline-relay": Side(ONION, NONE, "within.day", False, "off_hours"),
    "anonymous.con.slow": Side(
        AnonymousRouting(PRESENT), Centralized(PRESENT), "latency.median", True, "off_hours"
    ),
    "anonymous.con.reliability": Side(ONION, ONE, "within.day", True, "hop_failure", "AnonymousRouting"),
}
"""The sentences that the four outcomes can answer, by their ids in ``claims.csv``."""
