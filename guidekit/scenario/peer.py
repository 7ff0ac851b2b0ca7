"""PeerToPeer: devices that find each other and talk directly, without a server."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guidekit.exposure.clues import Clues
from guidekit.exposure.table import clues_of
from guidekit.knobs import knob
from guidekit.models.features import FeatureRollout
from guidekit.models.kademlia import KademliaLookup
from guidekit.models.onion import OnionRouting, at_least_one
from guidekit.models.radio import Radio
from guidekit.scenario.architecture import HEADER, YEAR, Answer, Architecture
from guidekit.scenario.delivery import SAMPLES, SEEDS, Delivery, PathTimes, link_times
from guidekit.scenario.journeys import mailbox_clues
from guidekit.scenario.observation import Observation, exposure_chance
from guidekit.words import percent

ENTRIES = ("alice-guard", "bob-guard", "mailbox-guard", "answer-guard")
LOOK_UPS = 500  # of which a path is drawn
GRID = 4.0  # between its numbers of peers a look-up is interpolated, right to 0.1 %


@dataclass(frozen=True)
class PeerToPeer(Architecture):
    """Peers look each other up in a distributed hash table and connect.

    With a `mailbox` each person leaves a device of one's own online. With `relays` everything goes over
    the relays of an anonymity network (as Briar does over Tor): nobody is looked up in the clear.

    Examples
    --------
    Nobody keeps the message, so both have to be online:

    >>> round(PeerToPeer().value("within.day"), 2)
    0.47
    >>> round(PeerToPeer(mailbox="yes").value("within.day"), 2)
    0.94
    """

    mailbox: str = knob(
        "no", label="Mailbox", help="Whether a device of one's own stays online", choices=("no", "yes")
    )
    relays: str = knob(
        "no", label="Over relays", help="Whether peers connect over Tor's relays", choices=("no", "yes")
    )
    bucket: int = knob(
        20, 1, 20, "contacts", "Bucket", "Contacts a node keeps at each distance", source="dht.k_libp2p"
    )
    stale: float = knob(
        0.2, 0.0, 0.9, "share of contacts", "Stale", "Share of contacts that are gone", source="dht.stale"
    )
    guards: int = knob(1, 0, 5, "relays", "Guards", "Fixed entry relays, when peers connect over relays")
    keepalive: float = knob(
        30.0, 10, 3600, "s", "Keep-alive", "Time between two signs of life to the network", log=True,
        source="briar.max_idle_s",
    )  # fmt: skip
    unreachable: float = knob(
        0.1, 0.0, 1.0, "share of pairs", "Cannot connect", "Pairs whose routers let no connection through"
    )
    implementations: int = knob(3, 1, 20, "teams", "Implementations", "Independent teams")
    standard_days: float = knob(
        110.0, 0.0, 1825, "days", "Agreement", "Time to agree on a feature", source="mx.agreement_days"
    )

    def clues(self) -> Clues:
        """Return the clues of the journey that the exposure engine is asked about."""
        if self.relays == "yes":
            return clues_of("briar-mailbox" if self.mailbox == "yes" else "briar-tor")
        return mailbox_clues() if self.mailbox == "yes" else clues_of("dht-direct")

    def strangers(self) -> float:
        """Return the mean number of strangers whom one look-up tells who looks for whom."""
        if self.relays == "yes":
            return 0.0
        # A look-up grows with the logarithm of the peers (Kademlia halves the distance at each step). So
        # it is worked out at powers of `GRID` and interpolated between them on the scale of logarithms.
        place = math.log(self._peers(), GRID)
        low = math.floor(place)
        one, more = (_strangers(_at(n), self.bucket, self.stale) for n in (low, low + 1))
        return one + (place - low) * (more - one)

    def observation(self) -> Observation:
        """Return who learns what: look-ups tell strangers; over relays both entries must be hostile.

        In a year peers come and go. A peer can be asked only while it is online, a share p of the time. So
        each takes part in at most the share p of all look-ups, and k of them in every one: n look-ups tell
        at least (1 − (1−p)^n) · k/p different peers. That is a lower bound.
        """
        s, clues = self.scenario, self.clues()
        f = s.adversary
        if self.relays == "yes":
            names = [p.name for p in clues.journey.parties if p.kind in ("relay", "mailbox")]
            anew = float(at_least_one(f, YEAR * s.messages))
            entry = OnionRouting(adversary=f, guards=self.guards).guard_compromise_within(YEAR)
            held = {"mailbox": f} | dict.fromkeys(ENTRIES, entry if self.guards else anew)
            year = {name: held.get(name, anew) for name in names}
            how = f"{clues.journey.id}, each relay hostile with that share"
            return Observation(clues, dict.fromkeys(names, f), year, s.watched, how)
        machines = {"dht-peer": float(at_least_one(f, self.strangers()))}
        own = {"mailbox": f} if self.mailbox == "yes" else {}
        online = s.presence().online_fraction()
        told = self.strangers() * float(at_least_one(online, YEAR * s.messages)) / online
        year = {"dht-peer": float(at_least_one(f, told))}
        how = (
            f"{clues.journey.id}, a KademliaLookup tells k = {self.strangers():.1f} peers, one hostile: "
            f"1 − (1−f)^k; each is online {percent(online)} of the time, so in a year at least {told:,.0f} "
            "are told"
        )
        return Observation(clues, machines | own, year | own, s.watched, how)

    def delivery(self) -> Delivery:
        """Return how long a look-up and a connection take, or six relays."""
        s, box = self.scenario, self.mailbox == "yes"
        who = "a mailbox keeps the message" if box else "both must be online"
        if self.relays == "yes":
            return Delivery(
                s.presence(), box, _relayed(s.link_ms, s.link_spread),
                f"seven links of OnionRouting, {who}",
            )  # fmt: skip
        path = _path(
            _at(round(math.log(self._peers(), GRID))),
            self.bucket,
            self.stale,
            3 if box else 2,
            s.link_ms,
            s.link_spread,
        )
        count = "four" if box else "three"
        how = f"a KademliaLookup, {count} links of OnionRouting (a round trip to connect), {who}"
        return Delivery(s.presence(), box, path, how)

    def rollout(self) -> FeatureRollout:
        """Return the rollout with nothing between, where several teams have to agree."""
        return FeatureRollout(
            "peer-to-peer", client_days=self.scenario.client_days, implementations=self.implementations,
            release_days=self.release_days, standard_days=self.standard_days,
        )  # fmt: skip

    def costs(self) -> dict[str, Answer]:
        """Return the costs; the largest party is one peer like any other."""
        s, clues, others = self.scenario, self.clues(), self.scenario.room - 1
        first = 1 if self.relays == "no" else 0  # hop 0 is the look-up
        way = sum(self.packet_bytes(clues, hop) for hop in range(first, len(clues.journey.hops)))
        online = s.presence().online_fraction()
        per_user = self.strangers() / (s.users * online)
        hostile: Answer = (
            min(1.0, 2 / s.users + per_user),
            "one peer: an end of 2/users of the conversations, told by look-ups of the KademliaLookup",
        )
        if self.relays == "yes":
            names = [p.name for p in clues.journey.parties if p.kind == "relay"]
            exposed = exposure_chance(clues, "link", dict.fromkeys(names, s.largest))
            hostile = (exposed, f"exposure engine, {clues.journey.id}, relays of the largest operator")
        return {
            "largest.fails": (2 / s.users, "one peer is an end of 2/users of the conversations"),
            "largest.hostile": hostile,
            "largest.blocks": (1 / s.contacts, "one contact of all one's contacts: 1/contacts"),
            "copies": (
                float(others) if self.mailbox == "yes" else 0.0,
                "one mailbox for each other person, or none",
            ),
            "bytes": (
                others * (way + 2 * HEADER * self.strangers()),
                f"a look-up and the way to each other person; size + {HEADER:g} a layer (assumption)",
            ),
            "wakeups": (
                online * Radio(keepalive=self.keepalive).wakeups_per_day() + s.messages,
                "Radio with a connection of its own while the phone has network, plus one a message",
            ),
            "reach": (
                (s.users - 1) * (1.0 if self.relays == "yes" else 1 - self.unreachable),
                "all others whose routers let a connection through (assumption); relays need none",
            ),
        }

    def _peers(self) -> float:
        """Return how many peers are online, within the range of the model of a look-up."""
        online = self.scenario.users * self.scenario.presence().online_fraction()
        return min(100_000_000.0, max(100.0, online))


def _at(step: int) -> int:
    """Return a number of peers on a grid, so that a slider meets numbers that were worked out before."""
    return min(100_000_000, max(100, round(GRID**step)))


@lru_cache(maxsize=64)
def _relayed(link_ms: float, spread: float) -> PathTimes:
    return PathTimes.of(link_times(6, link_ms, spread))


@lru_cache(maxsize=512)
def _strangers(nodes: int, bucket: int, stale: float) -> float:
    return KademliaLookup(nodes=nodes, bucket=bucket, stale=stale).strangers_told()


@lru_cache(maxsize=256)
def _path(nodes: int, bucket: int, stale: float, hops: int, link_ms: float, spread: float) -> PathTimes:
    rtt = min(1000.0, max(5.0, 2 * link_ms))  # of one question and its answer
    model = KademliaLookup(nodes=nodes, bucket=bucket, stale=stale, rtt_ms=rtt)
    looking = model.lookup_seconds(LOOK_UPS, SEEDS[1])
    return PathTimes.of(np.tile(looking, SAMPLES // LOOK_UPS) + link_times(hops, link_ms, spread))
