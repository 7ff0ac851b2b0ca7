"""Measures of a design, from the engine and the models: strangers alone, a large operator, an hour's wait."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from guidekit.design.build import SWARM, journey_of, message_path, message_store
from guidekit.design.design import Design
from guidekit.exposure.coalitions import knowledge, subset_bits, subset_weights
from guidekit.exposure.journey import Journey
from guidekit.exposure.table import clues_of, exposure
from guidekit.exposure.terms import GLOBAL, NETWORK, TRUSTED
from guidekit.models import Federation, Presence

LARGEST = 0.1  # assumption: the largest operator runs a tenth of the machines of which there are many
MESSAGES = 100  # messages of one conversation until we look whether it was uncovered
APP_OPEN = Presence(on_hours=0.25, off_hours=2.75)  # assumption: two hours a day, in eight visits
PHONE_ON = Presence(on_hours=11, off_hours=1)  # assumption: a phone has a network 22 hours a day
OWN = (*TRUSTED, "mailbox")  # a Mailbox belongs to the one who fetches from it
SECRETS = ("content", "link")


def stranger_secrets(design: Design) -> tuple[tuple[str, str], ...]:
    """List the secrets that strangers learn alone: the message, and who talks to whom.

    Strangers are all machines on the way that do not belong to the two people, and the providers of the
    two. Someone who watches the whole network does not count.

    Returns
    -------
    tuple of (str, str)
        Pairs of a name and ``content`` or ``link``, in the order of the path.

    Examples
    --------
    >>> stranger_secrets(Design())[0]
    ('server', 'content')
    """
    return _stranger_secrets(design.shape())


@lru_cache(maxsize=1024)
def _stranger_secrets(design: Design) -> tuple[tuple[str, str], ...]:
    clues = clues_of(journey_of(design))
    kinds = {party.name: party.kind for party in clues.journey.parties}
    strangers = [name for name in clues.bits if kinds.get(name, NETWORK) not in OWN and name != GLOBAL]
    if not strangers:
        return ()
    truth = knowledge(clues, [clues.who(name) for name in strangers])
    found = [(name, datum) for n, name in enumerate(strangers) for datum in SECRETS if truth[datum][n]]
    return tuple(dict.fromkeys(sorted(found, key=lambda pair: SECRETS.index(pair[1]))))


def operator_exposure(design: Design) -> float:
    """Return the probability that the largest operator uncovers a conversation of `MESSAGES` messages.

    It runs every part that has only one operator, its server's share where servers federate, and
    `LARGEST` of the relays, swarm nodes and other users. It compares times. Relays are drawn anew for
    each message; servers, the swarm and a first relay for months stay the same.

    Returns
    -------
    float
        The sum over all ways in which what stays can be hostile, of 1 − (1 − p)^100, where p is the
        chance that one message is uncovered, summed over all ways in which the rest can be hostile.

    Examples
    --------
    Relays alone are onion routing, so the first number is that of `OnionRouting.compromise_over`. When
    both people keep their first relay, the two ends are drawn once, and not a hundred times:

    >>> alone = Design(encryption="end to end", routing="relays", storage="nowhere", discovery="link or code")
    >>> kept = alone.but(entry="the same for months")
    >>> round(operator_exposure(alone), 6), round(operator_exposure(kept), 6)
    (0.633968, 0.01)
    """
    return _operator_exposure(design.shape().but(entry=design.entry, servers=design.servers))


@lru_cache(maxsize=1024)
def _operator_exposure(design: Design) -> float:
    clues = clues_of(journey_of(design))
    chance = {
        party.name: 1 - (1 - _share(design, party.name)) ** party.count
        for party in clues.journey.parties
        if party.kind not in OWN
    }
    # The parts that stay are hostile or not for the whole conversation, the drawn ones anew for each
    # message. So for each set of parts that stay, the chance of one message is summed over the drawn
    # ones and raised to a hundred messages; the sum over what stays comes last.
    stay = [name for name in chance if "relay" not in name or _same_relay(design, name)]
    anew = [name for name in chance if name not in stay]
    fixed, drawn = subset_bits(clues, stay), subset_bits(clues, anew)
    everyone = (fixed[:, None] | drawn[None, :]).ravel()
    truth = knowledge(clues, everyone, correlate=True)
    lost = (truth["content"] | truth["link"]).reshape(fixed.size, drawn.size)
    once = np.clip(lost @ subset_weights(chance[name] for name in anew), 0, 1)
    likely = subset_weights(chance[name] for name in stay)
    return float(np.clip(likely @ (1 - (1 - once) ** MESSAGES), 0, 1))


def pairs_left(design: Design) -> float:
    """Return the share of pairs that can still talk when the largest operator stops all that it runs.

    Pairs that know each other already: a directory that stops only keeps new contacts apart, and a
    push service that stops only makes them wait.

    Examples
    --------
    >>> pairs_left(Design()), pairs_left(Design(routing="relays", storage="nowhere"))
    (0.0, 1.0)
    """
    if "server" in (*message_path(design), message_store(design)):
        return 0.0
    left = _without_largest(design.servers) if design.routing == "two servers" else 1.0
    return left * (1 - LARGEST**SWARM) if design.storage == "a swarm" else left


@lru_cache(maxsize=1024)
def delivery_share(design: Design, hours: float = 1.0) -> float:
    """Return the share of messages that arrive in time, for people who open the app two hours a day.

    Parameters
    ----------
    design : Design
        The design.
    hours : float
        The time that a message may take.

    Returns
    -------
    float
        The share, 0 to 1.

    Examples
    --------
    >>> round(delivery_share(Design()), 3), round(delivery_share(Design(habit="push")), 3)
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
    # The phone asks at a fixed pace, so the wait for its next question is even over the interval. The
    # mean over 240 such waits says how often the answer comes in time; the app may be opened before.
    asked = (np.arange(240) + 0.5) / 240 * design.minutes / 60
    left = np.maximum(time - asked, 0.0)
    there = np.where(asked <= time, PHONE_ON.delivered_within(left, mailbox=True), 0.0)
    return max(float(there.mean()), float(APP_OPEN.delivered_within(time, mailbox=True)))


def _share(design: Design, name: str) -> float:
    """Return the share of machines of this part that the largest operator runs."""
    if name in ("alice-server", "bob-server"):
        return _largest_share(design.servers)
    return 1.0 if name in ("server", "directory", "push-service") else LARGEST


def _same_relay(design: Design, name: str) -> bool:
    return design.entry == "the same for months" and name in ("relay-1", "bob-relay-1")


@lru_cache(maxsize=256)
def _without_largest(servers: int) -> float:
    return Federation(servers=servers).reach_after_removing(1)


@lru_cache(maxsize=256)
def _largest_share(servers: int) -> float:
    return float(Federation(servers=servers).shares()[0])


@lru_cache(maxsize=1024)
def exposure_rows(journey: Journey) -> pd.DataFrame:
    """Return the exposure table of a journey by observer and datum, kept because a panel asks again."""
    return exposure(journey).set_index(["observer", "datum"])


def label_of(journey: Journey, name: str) -> str:
    """Return the name that a sentence uses for a party or for the network observer at one end.

    >>> label_of(journey_of(Design()), "alice's network")
    "Alice's provider"
    """
    labels = {party.name: party.label for party in journey.parties}
    return labels.get(name, proper_names(name).replace("network", "provider"))


def proper_names(words: str) -> str:
    """Write the names of the two people as names, in the engine's reasons.

    >>> proper_names("is alice's neighbour on the path")
    "is Alice's neighbour on the path"
    """
    return re.sub(r"\b(alice|bob)\b", lambda found: found[0].capitalize(), words)
