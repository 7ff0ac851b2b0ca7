"""Federated: many servers of very different size, which copy what is written to one another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guidekit.exposure.table import clues_of
from guidekit.knobs import knob
from guidekit.models.features import FeatureRollout
from guidekit.models.federation import CONCENTRATION, Federation
from guidekit.models.radio import Radio
from guidekit.models.room import probability_all_spared
from guidekit.scenario.architecture import HEADER, Answer, Architecture
from guidekit.scenario.delivery import SAMPLES, Delivery, PathTimes, link_times
from guidekit.scenario.observation import Observation


@dataclass(frozen=True)
class Federated(Architecture):
    """Servers with a skewed size distribution; every server with a member of the room gets a copy.

    Examples
    --------
    One server is a centralized messenger when it fails:

    >>> Federated(servers=1).value("largest.fails")
    1.0
    """

    servers: int = knob(
        20_000, 1, 100_000, "servers", "Servers", "How many servers there are", log=True,
        source="federation.servers",
    )  # fmt: skip
    concentration: float = knob(
        CONCENTRATION, 0.0, 2.0, "Zipf exponent", "Concentration",
        "0: all servers alike; larger: a few giants", source="federation.concentration",
    )  # fmt: skip
    closed: float = knob(
        0.1, 0.0, 1.0, "share of servers", "Closed", "Share of servers that talk to no other",
        source="federation.closed",
    )  # fmt: skip
    implementations: int = knob(3, 1, 20, "teams", "Implementations", "Independent teams")
    server_days: float = knob(
        30.0, 0.1, 365, "days", "Servers update", "Mean time until a server is updated", log=True
    )
    standard_days: float = knob(
        110.0, 0.0, 1825, "days", "Agreement", "Time to agree on a feature", source="mx.agreement_days"
    )

    def federation(self) -> Federation:
        """Return the servers as the model of a federation, with the room on them."""
        return _federation(self.servers, self.concentration, self.scenario.room, self.scenario.adversary)

    def observation(self) -> Observation:
        """Return who learns what: each server of the room knows its members, Alice's own her address."""
        s = self.scenario
        seen = _dishonest(self.federation())
        # One dishonest server of the room is enough, so all of them together stand as one party.
        room = {"other-servers": seen}
        how = "matrix-ten-servers, some server of the room hostile: Federation 1 − E[(1−f)^S]"
        return Observation(
            clues_of("matrix-ten-servers"), room, room, s.watched, how, {"alice-server": s.adversary}
        )

    def others_hostile(self) -> float:
        """Compute the chance that a server of the others is hostile, when one's own server is trusted.

        Returns
        -------
        float
            1 − E[(1−f)^S] over the number S of servers on which the other people of the room are.
        """
        s, servers = self.scenario, _federation(self.servers, self.concentration)
        return 1 - probability_all_spared(1 - s.adversary, servers.shares(), s.room - 1, math.inf)

    def delivery(self) -> Delivery:
        """Return how long three links take, or two when both people are on one server."""
        s = self.scenario
        how = "three links of OnionRouting, two with both on one server; a server keeps the message"
        return Delivery(
            s.presence(), True, _path(_same(self.servers, self.concentration), s.link_ms, s.link_spread), how
        )

    def rollout(self) -> FeatureRollout:
        """Return the rollout with two servers between, with software from as many teams as clients."""
        return FeatureRollout(
            "federated", client_days=self.scenario.client_days, server_days=self.server_days,
            implementations=self.implementations, release_days=self.release_days,
            standard_days=self.standard_days,
        )  # fmt: skip

    def costs(self) -> dict[str, Answer]:
        """Return the costs; the largest server is in a part of the conversations."""
        s, clues = self.scenario, clues_of("matrix-ten-servers")
        first, same = _first(self.servers, self.concentration), _same(self.servers, self.concentration)
        copies = _seeing(self.servers, self.concentration, s.room)
        up, across, down = (self.packet_bytes(clues, hop) for hop in (0, 1, 3))
        online = s.presence().online_fraction()
        return {
            "largest.fails": (1 - (1 - first) ** 2, "Federation: 1 − (1−p)², p the largest server's share"),
            "largest.hostile": (
                -np.expm1(s.room * np.log1p(-first)) if first < 1 else 1.0,
                "Federation: the largest server has a member in the room, 1 − (1−p)^room",
            ),
            "largest.blocks": (first, "share of one's contacts on the largest server, p"),
            "copies": (copies, "Federation: servers with a member in the room, Σ 1 − (1−p)^room"),
            "bytes": (
                up + (copies - 1) * across + (s.room - 1) * down,
                f"one hop up, one to each other server, one down for each other; size + {HEADER:g} a layer "
                "(assumption)",
            ),
            "wakeups": (
                online * Radio().wakeups_per_day(push=True) + s.messages,
                "Radio with shared push while the phone has network, plus one a message",
            ),
            "reach": (
                (s.users - 1) * (same + (1 - same) * (1 - self.closed) ** 2),
                "Federation: Σp² + (1−Σp²)(1−closed)² of all others; the closed share is an assumption",
            ),
        }


@lru_cache(maxsize=256)
def _federation(servers: int, concentration: float, room: int = 2, dishonest: float = 0.0) -> Federation:
    knobs = {"room_size": room, "dishonest": dishonest}
    if servers < 10:  # fewer than the model's slider allows
        sizes = np.rint(1e9 * np.arange(1, servers + 1, dtype=float) ** -concentration)
        return Federation.from_sizes(sizes.tolist(), **knobs)
    return Federation(servers=servers, concentration=concentration, **knobs)  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _dishonest(servers: Federation) -> float:
    return servers.dishonest_sees_room()


@lru_cache(maxsize=256)
def _seeing(servers: int, concentration: float, room: int) -> float:
    return _federation(servers, concentration, room).servers_seeing_room()


@lru_cache(maxsize=64)
def _first(servers: int, concentration: float) -> float:
    return float(_federation(servers, concentration).shares()[0])


@lru_cache(maxsize=64)
def _same(servers: int, concentration: float) -> float:
    return min(1.0, _federation(servers, concentration).islands())


@lru_cache(maxsize=64)
def _path(same: float, link_ms: float, spread: float) -> PathTimes:
    """Draw the seconds of a message; the share `same` of the pairs needs one link less."""
    ahead = np.arange(SAMPLES) >= same * SAMPLES
    return PathTimes.of(np.where(ahead, link_times(2, link_ms, spread), link_times(1, link_ms, spread)))
