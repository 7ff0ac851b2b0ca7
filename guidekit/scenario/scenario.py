"""Scenario: one set of people, habits and adversary, the same for every architecture."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, knob
from guidekit.models.presence import Presence


@dataclass(frozen=True)
class Scenario(Model):
    """Who writes how much to whom, when they are online, and how strong the adversary is.

    A *machine* is a server, relay, storage node or look-up peer that strangers run. Each belongs to the
    adversary with chance `adversary`, independently: so the one operator of a centralized messenger is
    hostile in that share of the cases, and then sees everything. The adversary also watches the access
    network of each person with chance `watched`.

    Every default is an assumption, except the number of users. A conversation has two people, Alice and
    Bob, in all four ways. In a larger room "who talks to whom" is still asked of these two: in a
    federation the servers of the others then hold a copy that names both, and elsewhere a message to each
    of the others travels by itself and says nothing of Bob (an assumption).

    The model leaves out: rhythms of the day that friends share, which shorten waits; friends who gather
    on one server; congestion; and everything else that the models behind the four leave out.

    Examples
    --------
    >>> round(Scenario(on_hours=1, off_hours=9).presence().online_fraction(), 3)
    0.1
    """

    users: int = knob(
        40_000_000, 1000, 100_000_000, "people", "Users", "How many people use the messenger",
        log=True, source="signal.mau",
    )  # fmt: skip
    contacts: int = knob(50, 1, 1000, "people", "Contacts", "With how many people someone writes", log=True)
    room: int = knob(
        2, 2, 100, "people", "Room", "How many people are in the conversation", log=True,
        source="conversation.people",
    )  # fmt: skip
    messages: float = knob(
        30.0, 0.1, 1000, "messages a day", "Messages", "How many messages someone gets in a day", log=True
    )
    size: float = knob(1000.0, 100, 100_000, "bytes", "Size", "How long a message is", log=True)
    on_hours: float = knob(
        1.0,
        1 / 60,
        24,
        "hours",
        "Time online",
        "The mean time someone stays online",
        log=True,
        source="phone.online_hours",
    )
    off_hours: float = knob(
        9.0,
        1 / 60,
        168,
        "hours",
        "Time offline",
        "The mean time someone stays away",
        log=True,
        source="phone.offline_hours",
    )
    adversary: float = knob(
        0.1, 0.0, 0.5, "share of machines", "Hostile share",
        "Chance that a machine run by strangers belongs to one adversary", source="adversary.hostile",
    )  # fmt: skip
    watched: float = knob(
        0.1, 0.0, 1.0, "share of access networks", "Watched share",
        "Chance that the adversary watches the network by which someone connects",
        source="adversary.watched",
    )  # fmt: skip
    largest: float = knob(
        0.1, 0.0, 0.5, "share of nodes", "Largest node operator",
        "Share of relays and storage nodes that their largest operator runs",
    )  # fmt: skip
    link_ms: float = knob(
        40.0, 5, 500, "ms", "Link delay", "The median time of one link between two machines", log=True
    )
    link_spread: float = knob(0.6, 0.0, 1.5, "sigma", "Spread of link delays", "0: all links alike")
    client_days: float = knob(
        14.0, 0.1, 365, "days", "Clients update", "Mean time until a person updates", log=True
    )

    def presence(self) -> Presence:
        """Return the habits as the model of who is online."""
        return Presence(self.on_hours, self.off_hours)
