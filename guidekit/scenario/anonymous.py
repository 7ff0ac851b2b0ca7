"""AnonymousRouting: layers of relays, and a swarm that keeps the message for someone who is away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guidekit.exposure.clues import Clues
from guidekit.knobs import knob
from guidekit.models.features import FeatureRollout
from guidekit.models.onion import OnionRouting, at_least_one
from guidekit.models.swarm import SwarmStorage
from guidekit.scenario.architecture import DAY, HEADER, YEAR, Answer, Architecture
from guidekit.scenario.delivery import SAMPLES, SEEDS, Delivery, PathTimes, link_times
from guidekit.scenario.journeys import swarm_clues
from guidekit.scenario.observation import Observation, exposure_chance


@dataclass(frozen=True)
class AnonymousRouting(Architecture):
    """Onion routing to a storage swarm, as Session does it; the recipient asks the swarm by polling.

    How long a first node is kept is an assumption: Session's program names no age and keeps it until its
    path fails (``S-ses-desk``), so we take the 120 days of Tor's guards.

    Examples
    --------
    A hostile first node and a hostile node in the swarm link the two, whatever the hops between:

    >>> [round(AnonymousRouting(hops=h).value("link.machines"), 3) for h in (2, 3, 4)]
    [0.052, 0.052, 0.052]
    """

    nodes: int = knob(
        1500, 100, 10_000, "nodes", "Nodes", "How many nodes there are", log=True, source="ses.nodes"
    )
    hops: int = knob(3, 1, 5, "nodes", "Hops", "How many nodes a message passes", source="ses.hops")
    guards: int = knob(2, 0, 5, "nodes", "Guards", "Fixed first nodes; 0: always new", source="ses.guards")
    guard_lifetime: float = knob(
        120.0, 1, 365, "days", "Guard lifetime",
        "Days until new first nodes: Tor's number, for Session keeps one until its path fails (S-ses-desk)",
    )  # fmt: skip
    swarm: int = knob(7, 1, 15, "nodes", "Swarm", "How many nodes keep each message", source="ses.swarm")
    ttl: float = knob(14.0, 0.01, 60, "days", "Time kept", "How long a message waits", log=True,
                      source="ses.ttl_days")  # fmt: skip
    hop_failure: float = knob(
        0.03, 0.0, 0.5, "probability", "Failure of a hop", "The chance that one node on the path fails"
    )
    retries: int = knob(
        4, 0, 10, "retries", "Retries", "How many more paths are tried after one fails", source="ses.retries"
    )
    timeout: float = knob(
        10.0, 0.1, 60, "s", "Timeout", "How long a failed path is waited for", source="ses.test_timeout_s"
    )
    poll: float = knob(
        60.0, 1, 3600, "s", "Polling", "Time between two questions to the swarm", log=True,
        source="ses.poll_medium_s",
    )  # fmt: skip
    implementations: int = knob(3, 1, 20, "teams", "Implementations", "Independent teams")
    server_days: float = knob(
        30.0, 0.1, 365, "days", "Nodes update", "Mean time until a node is updated", log=True
    )
    standard_days: float = knob(
        110.0, 0.0, 1825, "days", "Agreement", "Time to agree on a feature", source="mx.agreement_days"
    )

    def clues(self) -> Clues:
        """Return the clues of the journey that the exposure engine is asked about."""
        return swarm_clues(self.hops)

    def chances(self, share: float) -> dict[str, float]:
        """Return the chance that each part is hostile when this share of the nodes is in one hand.

        Parameters
        ----------
        share : float
            The share of the nodes.

        Returns
        -------
        dict of str to float
            The share itself for each node on the path; for the swarm the chance of at least one in it.
        """
        relays = [p.name for p in self.clues().journey.parties if p.kind == "relay"]
        return dict.fromkeys(relays, share) | {"swarm": self.storage(share).recipient_exposure()}

    def storage(self, share: float) -> SwarmStorage:
        """Return the swarm when this share of the nodes is in one hand."""
        return SwarmStorage(self.nodes, self.swarm, share, self.ttl)

    def observation(self) -> Observation:
        """Return who learns what: first nodes stay for a while, the swarm stays, all others are new."""
        s, machines = self.scenario, self.chances(self.scenario.adversary)
        anew = float(at_least_one(s.adversary, YEAR * s.messages))
        onion = OnionRouting(adversary=s.adversary, guards=self.guards, guard_lifetime=self.guard_lifetime)
        entry = onion.guard_compromise_within(YEAR) if self.guards else anew
        firsts = {"node-1": entry, "bob-node-1": entry, "swarm": machines["swarm"]}
        year = {name: firsts.get(name, anew) for name in machines}
        how = f"session-direct with {self.hops} nodes each way, the swarm hostile as in SwarmStorage"
        return Observation(self.clues(), machines, year, s.watched, how)

    def delivery(self) -> Delivery:
        """Return how long the way there with its retries, the wait for a question, and the way back take."""
        s = self.scenario
        onion = OnionRouting(hops=self.hops, hop_failure=self.hop_failure)
        path = _path(self.hops, self.hop_failure, self.retries, self.timeout, self.poll,
                     s.link_ms, s.link_spread)  # fmt: skip
        how = (
            f"{2 * self.hops + 2} links of OnionRouting, {self.retries} retries after {self.timeout:g} s, "
            f"polling every {self.poll:g} s; a swarm keeps the message"
        )
        return Delivery(s.presence(), True, path, how, onion.reliability(self.retries), 24 * self.ttl)

    def rollout(self) -> FeatureRollout:
        """Return the rollout with one storage node between, with software from as many teams as clients."""
        return FeatureRollout(
            "anonymous", client_days=self.scenario.client_days, server_days=self.server_days,
            implementations=self.implementations, release_days=self.release_days,
            standard_days=self.standard_days,
        )  # fmt: skip

    def costs(self) -> dict[str, Answer]:
        """Return the costs; the largest operator can end only what a whole swarm of its own keeps."""
        s, clues, hops = self.scenario, self.clues(), self.hops
        whole = 1 - self.storage(0.0).kept(s.largest)
        there = sum(self.packet_bytes(clues, hop) for hop in range(hops + 1))
        back = sum(self.packet_bytes(clues, hop) for hop in range(hops + 1, len(clues.journey.hops)))
        copied = (self.swarm - 1) * (self.packet_bytes(clues, hops + 1))
        online = s.presence().online_fraction()
        return {
            "largest.fails": (whole, "SwarmStorage: all nodes of the swarm in the largest hand, share^swarm"),
            "largest.hostile": (
                exposure_chance(clues, "link", self.chances(s.largest)),
                f"exposure engine, {clues.journey.id}, nodes of the largest operator (assumption)",
            ),
            "largest.blocks": (whole, "SwarmStorage: no other node of the swarm is left, share^swarm"),
            "copies": (float(self.swarm), "SwarmStorage: one copy on each node of the swarm"),
            "bytes": (
                there + copied + (s.room - 1) * back,
                f"the way to the swarm, its copies, and the way to each other; size + {HEADER:g} a layer "
                "(assumption)",
            ),
            "wakeups": (
                online * DAY / self.poll + s.messages,
                "a day over the time between two questions, while the phone has network, plus one a message",
            ),
            "reach": (float(s.users - 1), "everyone whose address one has"),
        }


@lru_cache(maxsize=256)
def _path(
    hops: int, failure: float, retries: int, timeout: float, poll: float, link_ms: float, spread: float
) -> PathTimes:
    """Draw the seconds from sender to recipient, for messages that some path carries."""
    luck = np.random.default_rng(SEEDS[0]).random((2, SAMPLES))
    works = (1 - failure) ** hops
    # The number of failed paths is geometric, cut off after the last retry, since one of them works.
    # Its distribution function is inverted: n is the floor of log(1 − u · some) / log(1 − works), where
    # u is even between 0 and 1. The wait for the next question is even over the interval.
    some = 1 - (1 - works) ** (retries + 1)
    failed = np.zeros(SAMPLES) if works == 1 else np.floor(np.log1p(-luck[0] * some) / np.log1p(-works))
    both = sum(link_times(hops, link_ms, spread, seed) for seed in SEEDS)
    return PathTimes.of(both + timeout * np.minimum(failed, retries) + poll * luck[1])
