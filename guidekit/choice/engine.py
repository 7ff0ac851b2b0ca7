"""What the exposure engine says about a private message of each messenger, by one rule of adversaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from guidekit.choice import wording
from guidekit.choice.evidence import SILENT, Facts, Source
from guidekit.dates import day
from guidekit.exposure import Journey, clues_of, journeys
from guidekit.exposure.clues import Clues
from guidekit.exposure.coalitions import Truth, hostile_chances, knowledge, subset_bits, subset_weights
from guidekit.scenario import AnonymousRouting, Centralized, Federated, PeerToPeer
from guidekit.scenario.architecture import Architecture
from guidekit.words import percent

GENERAL = ("centralized", "federated")  # one server, or one on each side, whoever runs them
RECENT = 365  # days before the newest journey


@dataclass(frozen=True)
class Way:
    """What strangers could learn of a private message on its way.

    Every machine that strangers run is hostile with the same chance, one operator's server as much as a
    relay, and the hostile ones compare times. What an operator *keeps* is another matter: a fact.

    Attributes
    ----------
    journey : Journey
        The journey that stands for the message.
    own : bool
        Whether it is a journey of this messenger, and not of all with its shape.
    names : float
        The chance that hostile machines learn the names of both.
    link : float
        The chance that they learn who talks to whom by any clue, such as addresses and times.
    why : str
        The reason behind both.
    """

    journey: Journey
    own: bool
    names: float
    link: float
    why: str

    def source(self, facts: Facts) -> Source:
        """Return the journey as a source, which is as old as the sources that it was built from."""
        name, date = f"journey {self.journey.id}", self.journey.as_of
        if not date or facts.before(date):  # nobody knew it yet on the day asked about
            return Source(name, SILENT)
        return Source(name, self.journey.title, date, facts.age(date))


@lru_cache(maxsize=512)
def private_way(messenger: str, topology: str, hostile: float) -> Way | None:
    """Derive what strangers could learn of one private message.

    Parameters
    ----------
    messenger : str
        The id of a messenger.
    topology : str
        The shape of its network, for a messenger without a journey of its own.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.

    Returns
    -------
    Way or None
        What they could learn; None where the course has no journey that fits.

    Examples
    --------
    One operator is one machine; Briar needs two hostile relays, one at each end:

    >>> [round(private_way(who, "", 0.1).link, 2) for who in ("signal", "briar")]
    [0.1, 0.01]
    """
    journey = private_journeys().get(messenger)
    own = journey is not None
    if journey is None:
        journey = _general().get(topology)
    if journey is None:
        return None
    names, link = _learned(journey.id, hostile)
    why = wording.LINK["own" if own else "general"].format(
        hostile=percent(hostile), names=percent(names), link=percent(link), topology=topology
    )
    return Way(journey, own, names, link, why)


@lru_cache(maxsize=512)
def _learned(journey: str, hostile: float) -> tuple[float, float]:
    """Return the chances that hostile machines learn both names, and who talks to whom by any clue."""
    # What each set of hostile machines knows does not hang on the chance, so a step of the slider only
    # weighs the sets anew.
    clues, truth = _known_to_sets(journey)
    weights = subset_weights(hostile_chances(clues, hostile).values())
    chance = {datum: float(weights @ knows) for datum, knows in truth.items()}
    return min(chance["sender"], chance["recipient"]), chance["link"]


@cache
def _known_to_sets(journey: str) -> tuple[Clues, dict[str, Truth]]:
    """Return for three data which sets of the machines that may be hostile know them, times compared."""
    clues = clues_of(journeys()[journey])
    sets = subset_bits(clues, hostile_chances(clues, 0.5))
    truth = knowledge(clues, sets, True)
    return clues, {datum: truth[datum] for datum in ("sender", "recipient", "link")}


YEARLY: Mapping[tuple[str, str], Architecture] = MappingProxyType(
    {
        ("centralized", "none"): Centralized(),
        ("federated", "none"): Federated().but(room=2),
        ("p2p", "onion_circuit"): PeerToPeer(relays="yes"),
        ("anonymous_overlay", "onion_requests_to_storage"): AnonymousRouting(),
    }
)
"""The ways of lesson 08 by shape of the network and by what hides the address."""


@lru_cache(maxsize=512)
def yearly_link(topology: str, layer: str, hostile: float) -> float | None:
    """Return the chance that hostile machines learn who talks to whom within a year of messages.

    Whoever keeps the same first relay takes its risk seldom, and whoever draws new relays each time takes
    it each time (`guidekit.scenario`).

    Parameters
    ----------
    topology, layer : str
        The shape of the network, and what hides the network address, as the facts call them.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.

    Returns
    -------
    float or None
        The chance; None where no model of the course fits.

    Examples
    --------
    One operator stays the same all year. A first relay is changed a few times:

    >>> round(yearly_link("centralized", "none", 0.1), 2), round(yearly_link("p2p", "onion_circuit", 0.1), 2)
    (0.1, 0.12)
    """
    way = YEARLY.get((topology, layer))
    return None if way is None else float(way.but(adversary=hostile).value("link.year"))


@cache
def private_journeys() -> dict[str, Journey]:
    """Return the journey of a private message for each messenger that has one.

    It is the first journey of the messenger in the table that recent sources stand behind: the table
    begins each messenger with its private message, an overtaken way of sending it first.

    Examples
    --------
    >>> {who: journey.id for who, journey in private_journeys().items()}["signal"]
    'signal-sealed'
    """
    newest = max(day(journey.as_of) for journey in journeys().values() if journey.as_of)
    found: dict[str, Journey] = {}
    for journey in journeys().values():
        recent = journey.as_of and (newest - day(journey.as_of)).days <= RECENT
        if journey.messenger and recent:
            found.setdefault(journey.messenger, journey)
    return found


@cache
def _general() -> dict[str, Journey]:
    """Return for each general shape the first journey in the table that is no messenger's own."""
    found: dict[str, Journey] = {}
    for journey in journeys().values():
        if not journey.messenger and journey.architecture in GENERAL:
            found.setdefault(journey.architecture, journey)
    return found
