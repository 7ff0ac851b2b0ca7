"""What the engine and the models say of a design: single strangers, a large operator, an hour's wait."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from guidekit.design.build import journey_of, path, store
from guidekit.design.design import Design
from guidekit.exposure import Journey
from guidekit.exposure.clues import Coalitions
from guidekit.exposure.coalitions import knowledge
from guidekit.exposure.table import casebook, exposure
from guidekit.exposure.terms import TRUSTED
from guidekit.models import Federation, Presence

LARGEST = 0.1  # assumption: the largest operator runs a tenth of the machines of which there are many
MESSAGES = 100  # messages of one conversation until we look whether it was uncovered
APP_OPEN = Presence(on_hours=0.25, off_hours=2.75)  # assumption: two hours a day, in eight visits
PHONE_ON = Presence(on_hours=11, off_hours=1)  # assumption: a phone has a network 22 hours a day
OWN = (*TRUSTED, "mailbox")  # a Mailbox belongs to the one who fetches from it
SECRETS = ("content", "link")


def strangers_learn(design: Design) -> tuple[tuple[str, str], ...]:
    """List every stranger who alone reads the message or learns who talks to whom.

    Strangers are all machines on the way that do not belong to the two people, and the provider of
    each. Someone who watches the whole network is not asked about.

    Returns
    -------
    tuple of (str, str)
        Pairs of a name and ``content`` or ``link``, in the order of the path.

    Examples
    --------
    >>> strangers_learn(Design())[0]
    ('server', 'content')
    """
    return _strangers_learn(design.shape())


@lru_cache(maxsize=1024)
def _strangers_learn(design: Design) -> tuple[tuple[str, str], ...]:
    book = casebook(journey_of(design))
    kinds = {party.name: party.kind for party in book.journey.parties}
    asked = [
        name for name in book.bits if kinds.get(name, "network") not in OWN and name != "global observer"
    ]
    if not asked:
        return ()
    truth = knowledge(book, Coalitions([book.who(name) for name in asked]))
    found = [(name, datum) for n, name in enumerate(asked) for datum in SECRETS if truth[datum][n]]
    return tuple(dict.fromkeys(sorted(found, key=lambda pair: SECRETS.index(pair[1]))))


def uncovered(design: Design) -> float:
    """Probability that the largest operator uncovers a conversation of `MESSAGES` messages.

    It runs every part that has only one operator, its server's share where servers federate, and
    `LARGEST` of the relays, swarm nodes and other users. It compares times. Relays are drawn anew for
    each message; servers, the swarm and a first relay that is kept stay the same.

    Returns
    -------
    float
        The sum over all ways in which what stays can be hostile, of 1 − (1 − p)^100, where p is the
        chance that one message is uncovered, summed over all ways in which the rest can be hostile.

    Examples
    --------
    Relays alone are onion routing: the first number is that of `OnionRouting.compromise_over`. When both
    people keep their first relay, the two ends are drawn once, and not a hundred times:

    >>> alone = Design(encryption="end to end", routing="relays", storage="nowhere", discovery="link or code")
    >>> round(uncovered(alone), 6), round(uncovered(alone.but(entry="the same for months")), 6)
    (0.633968, 0.01)
    """
    return _uncovered(design.shape().but(entry=design.entry, servers=design.servers))


@lru_cache(maxsize=1024)
def _uncovered(design: Design) -> float:
    book = casebook(journey_of(design))
    chance = {
        party.name: 1 - (1 - _share(design, party.name)) ** party.count
        for party in book.journey.parties
        if party.kind not in OWN
    }
    stay = [name for name in chance if "relay" not in name or _kept(design, name)]
    drawn = [name for name in chance if name not in stay]
    teams, weights = _subsets([(book.who(name), chance[name]) for name in drawn])
    fixed, likely = _subsets([(book.who(name), chance[name]) for name in stay])
    everyone = (fixed[:, None] | teams[None, :]).ravel()
    truth = knowledge(book, Coalitions(everyone), correlate=True)
    lost = (truth["content"] | truth["link"]).reshape(fixed.size, teams.size)
    once = np.clip(lost @ weights, 0, 1)
    return float(np.clip(likely @ (1 - (1 - once) ** MESSAGES), 0, 1))


def still_talk(design: Design) -> float:
    """Share of pairs that can still talk when the largest operator stops all it runs.

    Pairs that know each other already: a directory that stops only keeps new contacts apart, and a
    push service that stops only makes them wait.

    Examples
    --------
    >>> still_talk(Design()), still_talk(Design(routing="relays", storage="nowhere"))
    (0.0, 1.0)
    """
    if "server" in (*path(design), store(design)):
        return 0.0
    left = _without_largest(design.servers) if design.routing == "two servers" else 1.0
    return left * (1 - LARGEST**7) if design.storage == "a swarm" else left


@lru_cache(maxsize=1024)
def arrives(design: Design, hours: float = 1.0) -> float:
    """Share of messages that arrive within so many hours, for people who open the app two hours a day.

    Examples
    --------
    >>> round(arrives(Design()), 3), round(arrives(Design(habit="push")), 3)
    (0.363, 0.969)
    """
    stored = design.waits()
    time = min(hours, 24 * design.kept) if stored else hours
    if design.habit == "own connection":
        return float(PHONE_ON.delivered_within(time, mailbox=stored))
    if not stored or design.habit == "only while open":
        return float(APP_OPEN.delivered_within(time, mailbox=stored))
    if design.habit == "push":
        return float(PHONE_ON.delivered_within(time, mailbox=True))
    # The next question comes after a time that is spread evenly over the interval.
    asked = (np.arange(240) + 0.5) / 240 * design.minutes / 60
    left = np.maximum(time - asked, 0.0)
    there = np.where(asked <= time, PHONE_ON.delivered_within(left, mailbox=True), 0.0)
    return max(float(there.mean()), float(APP_OPEN.delivered_within(time, mailbox=True)))


def _share(design: Design, name: str) -> float:
    """Return the share of machines of this part that the largest operator runs."""
    if name in ("alice-server", "bob-server"):
        return _largest_share(design.servers)
    return 1.0 if name in ("server", "directory", "push-service") else LARGEST


def _kept(design: Design, name: str) -> bool:
    return design.entry == "the same for months" and name in ("relay-1", "bob-relay-1")


def _subsets(parts: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    """List every combination of parts as bits, with its probability."""
    teams, weights = np.zeros(1, dtype=np.int64), np.ones(1)
    for bits, share in parts:
        teams = np.concatenate([teams, teams | bits])
        weights = np.concatenate([weights * (1 - share), weights * share])
    return teams, weights


@lru_cache(maxsize=256)
def _without_largest(servers: int) -> float:
    return Federation(servers=servers).reach_after_removing(1)


@lru_cache(maxsize=256)
def _largest_share(servers: int) -> float:
    return float(Federation(servers=servers).shares()[0])


@lru_cache(maxsize=1024)
def learned(journey: Journey) -> pd.DataFrame:
    """Return the exposure table of a design's journey by observer and datum; a panel asks again and again."""
    return exposure(journey).set_index(["observer", "datum"])


def label_of(journey: Journey, name: str) -> str:
    """Return what a sentence calls a party or the network observer at one end.

    >>> called(journey_of(Design()), "alice's network")
    "Alice's provider"
    """
    labels = {party.name: party.label for party in journey.parties}
    return labels.get(name, people(name).replace("network", "provider"))


def people(words: str) -> str:
    """Write the names of the two people as names, in the engine's reasons.

    >>> people("is alice's neighbour on the path")
    "is Alice's neighbour on the path"
    """
    return re.sub(r"\b(alice|bob)\b", lambda found: found[0].capitalize(), words)
