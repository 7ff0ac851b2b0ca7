"""Measures of a design, from the engine and the models: who learns what, what arrives, what is left."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from guidekit.design.build import SWARM, carried_journey, journey_of, message_path, message_store
from guidekit.design.design import Design
from guidekit.exposure.coalitions import knowledge, subset_bits, subset_weights
from guidekit.exposure.journey import Journey
from guidekit.exposure.table import clues_of, learned_rows
from guidekit.exposure.terms import GLOBAL, NETWORK, TRUSTED
from guidekit.knobs import switch, within
from guidekit.models import Federation, NearbyPeople, Presence, Spam, Theft

LARGEST = 0.1  # assumption: the largest operator runs a tenth of the machines of which there are many
MESSAGES = 100  # messages of one conversation until we look whether it was uncovered
# The course calls somebody online when the phone has a network and the app takes messages, for
# phone.online_hours in the mean. A design tells the two apart, so neither of these is that row.
APP_OPEN = Presence(on_hours=0.25, off_hours=2.75)  # assumption: two hours a day, in eight visits
PHONE_ON = Presence(on_hours=11, off_hours=1)  # assumption: a phone has a network 22 hours a day
OWN = (*TRUSTED, "mailbox")  # a Mailbox belongs to the one who fetches from it
SECRETS = ("content", "link")
KEPT_DAYS = 14  # assumption: how long a message waits
ASKS_MINUTES = 15  # as the part says, and as Briar's alarm does (briar.alarm_minutes)
BLOCKED = 100  # assumption: a censor blocks the so many largest servers where there are thousands
SERVERS_THERE = 20_000  # where two servers talk (mx.servers, rounded)
PIN_GUESSES = 10 / 10_000  # assumption: ten tries at a PIN of four digits
CONVERSATION = "ABBAABBABAAB"  # who writes, with half a day between two messages (assumption)
HOURS_BETWEEN = 12
TAKEN_AFTER = 6  # the message after which the phone is taken


def stranger_secrets(design: Design) -> tuple[tuple[str, str], ...]:
    """List the secrets that strangers learn alone: the message, and who talks to whom.

    Strangers are all machines on the way that do not belong to the two people, and the providers of the
    two. Someone who watches the whole network does not count. Where others carry messages, they count too.

    Returns
    -------
    tuple of (str, str)
        Pairs of a name and ``content`` or ``link``, in the order of the path.

    Examples
    --------
    >>> stranger_secrets(Design())[0]
    ('server', 'content')
    """
    carried = carried_journey(design)
    found = _stranger_secrets(journey_of(design))
    return found + (_stranger_secrets(carried) if carried else ())


@lru_cache(maxsize=2048)
def _stranger_secrets(journey: Journey) -> tuple[tuple[str, str], ...]:
    kinds = {party.name: party.kind for party in journey.parties}
    strangers = {
        name: data
        for name, data in _alone(journey).items()
        if kinds.get(name, NETWORK) not in OWN and name != GLOBAL
    }
    return tuple((name, datum) for datum in SECRETS for name, data in strangers.items() if datum in data)


def carrier_secrets(design: Design) -> tuple[str, ...]:
    """List the secrets that a stranger learns alone who carries a message by Bluetooth.

    Examples
    --------
    >>> carrier_secrets(Design(nearby="others carry it"))
    ('content', 'link')
    >>> carrier_secrets(Design())
    ()
    """
    carried = carried_journey(design)
    return tuple(datum for _, datum in _stranger_secrets(carried)) if carried else ()


def stopped_share(design: Design) -> float:
    """Return the share of messages that pass a relay or proxy of the largest operator, who can stop them.

    A swarm and carriers are not counted: others keep copies there. The app may try another way, so this
    is what it can stop at the first try.

    Returns
    -------
    float
        1 − (1 − s)^n, where n machines that only pass on are on the way and it runs the share s.

    Examples
    --------
    >>> stopped_share(Design()), round(stopped_share(Design(routing="relays", hops=1)), 2)
    (0.0, 0.19)
    """
    passed = sum(party.kind == "relay" for party in journey_of(design).parties)
    return 1 - (1 - LARGEST) ** passed if passed else 0.0


def operator_exposure(design: Design, servers: bool = True, data: tuple[str, ...] = SECRETS) -> float:
    """Return the probability that the largest operator uncovers a conversation of `MESSAGES` messages.

    It runs every part that has only one operator, its server's share where servers federate, and
    `LARGEST` of the relays, swarm nodes and other users. It compares times. With ``servers=False`` it
    runs no server, only its share of what many run. A conversation is uncovered when it learns one of the
    `data`. Relays are drawn anew for each message; servers, the swarm and a first relay for months stay.

    Returns
    -------
    float
        The sum over all ways in which what stays can be hostile, of 1 − (1 − p)^100, where p is the
        chance that one message is uncovered, summed over all ways in which the rest can be hostile.

    Raises
    ------
    ValueError
        If `servers` is neither True nor False.

    Examples
    --------
    Relays alone are onion routing, so the first number is that of `OnionRouting.compromise_over`. When
    both people keep their first relay, the two ends are drawn once, and not a hundred times:

    >>> alone = Design(encryption="end to end", routing="relays", storage="nowhere", discovery="link or code")
    >>> kept = alone.but(entry="the same for months")
    >>> round(operator_exposure(alone), 6), round(operator_exposure(kept), 6)
    (0.633968, 0.01)
    """
    entry = "the same for months" if design.keeps_entry() else "a new one each time"
    return _operator_exposure(journey_of(design), entry, switch("servers", servers), data)


@lru_cache(maxsize=4096)
def _operator_exposure(journey: Journey, entry: str, servers: bool, data: tuple[str, ...]) -> float:
    clues = clues_of(journey)
    chance = {
        party.name: 1 - (1 - _share(party.name, servers)) ** party.count
        for party in clues.journey.parties
        if party.kind not in OWN
    }
    # The parts that stay are hostile or not for the whole conversation, the drawn ones anew for each
    # message. So for each set of parts that stay, the chance of one message is summed over the drawn
    # ones and raised to a hundred messages; the sum over what stays comes last.
    stay = [name for name in chance if "relay" not in name or _same_relay(entry, name)]
    anew = [name for name in chance if name not in stay]
    fixed, drawn = subset_bits(clues, stay), subset_bits(clues, anew)
    everyone = (fixed[:, None] | drawn[None, :]).ravel()
    truth = knowledge(clues, everyone, correlate=True)
    lost = np.any([truth[datum] for datum in data], axis=0).reshape(fixed.size, drawn.size)
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
    left = without_largest(1) if design.routing == "two servers" else 1.0
    return left * (1 - LARGEST**SWARM) if design.storage == "a swarm" else left


def reach_when_blocked(design: Design) -> float:
    """Return the share of pairs that still talk when a country blocks every published address.

    One server, a swarm and all public relays stand on a list. Of the many servers of a federation the
    censor blocks the `BLOCKED` largest. A phone that enters by an unlisted door is not stopped, as long as
    the door is not found; how long that is, we do not know.

    Examples
    --------
    >>> reach_when_blocked(Design()), reach_when_blocked(Design(door="an unlisted door"))
    (0.0, 1.0)
    """
    if design.has_door():
        return 1.0
    if design.routing == "relays" or design.storage == "a swarm" or "server" in _met(design):
        return 0.0
    return without_largest(BLOCKED) if design.routing == "two servers" else 1.0


def _met(design: Design) -> tuple[str, ...]:
    return (*message_path(design), message_store(design))


@lru_cache(maxsize=8)
def share_without_internet(nearby: str) -> float:
    """Return the share of messages that arrive within an hour when the internet is cut.

    People walk about as in `guidekit.models.NearbyPeople`, forty of them around.

    Examples
    --------
    >>> [round(share_without_internet(way), 2) for way in ("no way", "the two, when near", "others carry it")]
    [0.0, 0.14, 0.82]
    """
    if nearby == "no way":
        return 0.0
    return NearbyPeople(relay="epidemic" if nearby == "others carry it" else "direct").chance()


def taken_messages(design: Design) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """List the messages of `CONVERSATION` that are read by whoever takes Alice's phone and can open it.

    The phone is taken after message `TAKEN_AFTER`. What stands on the screen is read at once. With the
    keys the thief reads what was recorded before and what comes after, as far as the keys reach.

    Returns
    -------
    tuple of tuple of int
        The messages on the screen, and the others that the keys open; both count from 1.

    Examples
    --------
    >>> taken_messages(Design(encryption="end to end", keys="a ratchet", vanish="after a day"))
    ((5, 6), (7, 8, 9))
    """
    return _taken(design.encryption, design.keys, design.vanish)


@lru_cache(maxsize=16)
def _taken(encryption: str, keys: str, vanish: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    past = range(1, TAKEN_AFTER + 1)
    there = [m for m in past if vanish == "never" or (TAKEN_AFTER - m) * HOURS_BETWEEN < 24]
    # Without end-to-end encryption the account itself opens all that the servers carry: as with a key that
    # never changes.
    ratchet = encryption == "end to end" and keys == "a ratchet"
    theft = Theft(CONVERSATION, TAKEN_AFTER, minutes_between=60 * HOURS_BETWEEN, keys="apps")
    opened = theft.opened("signal" if ratchet else "static")
    return tuple(there), tuple(m for m in opened if m not in there)


def finder_chance(design: Design) -> float:
    """Return the chance that somebody without tools opens the phone: ten guesses at a PIN of four digits.

    Examples
    --------
    >>> finder_chance(Design()), finder_chance(Design(lock="a PIN"))
    (1.0, 0.001)
    """
    return PIN_GUESSES if design.lock == "a PIN" else 1.0


def spam_a_day(design: Design) -> float:
    """Return the spam that reaches one person in a day, from `guidekit.models.Spam`.

    Nobody writes to an address that is only passed on by hand. Elsewhere spam is caught by the name of its
    sender where some server learns that name, and much less where none does.

    Examples
    --------
    >>> sealed = Design(encryption="end to end", sender="locked inside", discovery="username")
    >>> spam_a_day(Design()), spam_a_day(sealed), spam_a_day(sealed.but(discovery="link or code"))
    (0.05, 0.7, 0.0)
    """
    if design.discovery == "link or code":
        return 0.0
    named = any("sender" in knowledge_of(design, name) for name in ("server", "bob-server"))
    return round(Spam(openness=0.0 if named else 1.0).spam_per_day(), 6)


def knowledge_of(design: Design, *names: str) -> frozenset[str]:
    """Return what some parties or providers learn, each alone; who is not on the way learns nothing.

    The global observer compares times, the others do not.

    Examples
    --------
    >>> sorted(knowledge_of(Design(encryption="end to end"), "server"))[:2]
    ['link', 'recipient']
    """
    journey = journey_of(design)
    if GLOBAL in names:
        return _watched(journey)
    alone = _alone(journey)
    return frozenset[str]().union(*(alone[name] for name in names if name in alone))


@lru_cache(maxsize=2048)
def _alone(journey: Journey) -> dict[str, frozenset[str]]:
    """Return for each party and provider what it learns alone."""
    clues = clues_of(journey)
    names = list(clues.bits)
    truth = knowledge(clues, [clues.who(name) for name in names])
    return {name: frozenset(d for d, knows in truth.items() if knows[n]) for n, name in enumerate(names)}


@lru_cache(maxsize=2048)
def _watched(journey: Journey) -> frozenset[str]:
    """Return what is learned by whoever watches every link for many days and compares times."""
    clues = clues_of(journey)
    truth = knowledge(clues, [clues.who(GLOBAL)], correlate=True)
    return frozenset(datum for datum, knows in truth.items() if knows[0])


def delivery_share(design: Design, hours: float = 1.0) -> float:
    """Return the share of messages that arrive in time, for people who open the app two hours a day.

    Parameters
    ----------
    design : Design
        The design.
    hours : float
        The time that a message may take, 0 or more.

    Returns
    -------
    float
        The share, 0 to 1.

    Raises
    ------
    ValueError
        If the hours are no number, or less than 0.

    Examples
    --------
    >>> round(delivery_share(Design()), 3), round(delivery_share(Design(habit="push")), 3)
    (0.363, 0.969)
    """
    return _delivered(design.waits(), design.habit, float(within("hours", hours, 0, math.inf, "hours")))


@lru_cache(maxsize=64)
def _delivered(stored: bool, habit: str, hours: float) -> float:
    time = min(hours, 24 * KEPT_DAYS) if stored else hours
    if habit == "own connection":
        return float(PHONE_ON.delivered_within(time, mailbox=stored))
    if not stored or habit == "only while open":
        return float(APP_OPEN.delivered_within(time, mailbox=stored))
    if habit == "push":
        return float(PHONE_ON.delivered_within(time, mailbox=True))
    # The phone asks at a fixed pace, so the wait for its next question is even over the interval. The
    # mean over 240 such waits says how often the answer comes in time; the app may be opened before.
    asked = (np.arange(240) + 0.5) / 240 * ASKS_MINUTES / 60
    left = np.maximum(time - asked, 0.0)
    there = np.where(asked <= time, PHONE_ON.delivered_within(left, mailbox=True), 0.0)
    return max(float(there.mean()), float(APP_OPEN.delivered_within(time, mailbox=True)))


def _share(name: str, servers: bool) -> float:
    """Return the share of machines of this part that the largest operator runs."""
    if name in ("alice-server", "bob-server"):
        return _largest_share() if servers else 0.0
    return float(servers) if name in ("server", "directory", "push-service") else LARGEST


def _same_relay(entry: str, name: str) -> bool:
    return entry == "the same for months" and name in ("relay-1", "bob-relay-1")


@lru_cache(maxsize=8)
def without_largest(servers: int) -> float:
    """Return the share of pairs that still talk in a federation without so many of its largest servers."""
    return Federation(servers=SERVERS_THERE).reach_after_removing(servers)


@lru_cache(maxsize=1)
def _largest_share() -> float:
    return float(Federation(servers=SERVERS_THERE).shares()[0])


@lru_cache(maxsize=1024)
def link_reasons(journey: Journey) -> Mapping[str, str]:
    """Return why each observer learns who talks to whom, or not; kept because a panel asks again."""
    return {who: reason for who, datum, _, reason in learned_rows(journey) if datum == "link"}


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
