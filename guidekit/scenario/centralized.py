"""Centralized: everyone uses the servers of one organisation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guidekit.exposure.clues import Clues
from guidekit.exposure.table import clues_of
from guidekit.knobs import knob
from guidekit.models.features import FeatureRollout
from guidekit.models.radio import Radio
from guidekit.scenario.architecture import HEADER, Answer, Architecture
from guidekit.scenario.delivery import Delivery, PathTimes, link_times
from guidekit.scenario.observation import Observation, exposure_chance


@dataclass(frozen=True)
class Centralized(Architecture):
    """One operator carries everything, keeps what waits, and wakes phones by a shared push channel.

    With `self_hosted` the people run the server themselves: no stranger handles the message, and only
    the members of the island can be reached.

    Examples
    --------
    When the operator turns, every conversation is exposed:

    >>> Centralized().value("largest.hostile")
    1.0
    """

    sealed: str = knob(
        "yes", label="Sealed Sender", help="Whether the sender's name is inside the sealed envelope",
        choices=("no", "yes"),
    )  # fmt: skip
    self_hosted: str = knob(
        "no", label="Self-hosted", help="Whether the people run the server themselves", choices=("no", "yes")
    )
    members: int = knob(50, 2, 1_000_000, "people", "Island", "How many people use the own server", log=True)
    queue: float = knob(
        30.0, 1, 60, "days", "Time kept", "How long a message waits", source="signal.offline_queue_days"
    )

    def clues(self) -> Clues:
        """Return the clues of the journey that the exposure engine is asked about."""
        if self.self_hosted == "yes":
            return clues_of("self-hosted")
        return clues_of("signal-sealed" if self.sealed == "yes" else "signal-unsealed")

    def observation(self) -> Observation:
        """Return who learns what: one operator, hostile with the hostile share today and in a year."""
        clues, f = self.clues(), self.scenario.adversary
        chances = {} if self.self_hosted == "yes" else {"signal-server": f}
        whose = "the server is one's own" if not chances else "the one operator hostile with that share"
        return Observation(clues, chances, chances, self.scenario.watched, f"{clues.journey.id}, {whose}")

    def delivery(self) -> Delivery:
        """Return how long two links take, with a server between that waits for the recipient."""
        s = self.scenario
        path = _path(s.link_ms, s.link_spread)
        how = "two links of OnionRouting, a server keeps the message"
        return Delivery(s.presence(), True, path, how, kept=24 * self.queue)

    def rollout(self) -> FeatureRollout:
        """Return the rollout by one team, whose servers know the feature when it ships."""
        return FeatureRollout(
            "centralized", client_days=self.scenario.client_days, release_days=self.release_days
        )

    def costs(self) -> dict[str, Answer]:
        """Return the costs; the operator is in every conversation."""
        s, clues = self.scenario, self.clues()
        operator = "own-server" if self.self_hosted == "yes" else "signal-server"
        # The message goes up on the first hop and down on the last; a wake-up in between is no message.
        up, down = (self.packet_bytes(clues, hop) for hop in (0, -1))
        online = s.presence().online_fraction()
        reach = self.members - 1 if self.self_hosted == "yes" else s.users - 1
        return {
            "largest.fails": (1.0, "Federation with one server: 1 − (1−p)², p = 1"),
            "largest.hostile": (
                exposure_chance(clues, "link", {operator: 1.0}),
                f"exposure engine, {clues.journey.id}, the operator hostile",
            ),
            "largest.blocks": (1.0, "share of one's contacts on the servers of the one operator: p = 1"),
            "copies": (1.0, "one server, until the message is fetched"),
            "bytes": (
                up + (s.room - 1) * down,
                f"one hop up, one down for each other; size + {HEADER:g} a layer (assumption)",
            ),
            "wakeups": (
                online * Radio().wakeups_per_day(push=True) + s.messages,
                "Radio with shared push while the phone has network, plus one a message",
            ),
            "reach": (min(reach, s.users - 1), "everyone with the same operator"),
        }


@lru_cache(maxsize=64)
def _path(link_ms: float, spread: float) -> PathTimes:
    return PathTimes.of(link_times(1, link_ms, spread))
