"""Roads of a message: the four ways side by side, and the road on which each messenger stands.

Which journeys these are stands in ``ways.csv``. A road has only the hops that carry the message itself: what
wakes a phone is left out here, and shown where one journey is walked through.

Four roads
    `FourRoads` moves one message along each of them, hop by hop.
What people use
    `RoadInUse` puts a messenger, SMS or e-mail on its road, and says who can read the words there.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from guidekit.exposure import wording
from guidekit.exposure.journey import Journey
from guidekit.exposure.reading import journeys
from guidekit.exposure.story import steps
from guidekit.exposure.table import learned_rows
from guidekit.exposure.terms import BODY, RECIPIENT_END, SENDER_END
from guidekit.knobs import Model, knob
from guidekit.tables.rows import course_rows, facts_on, first_messengers
from guidekit.tables.wording import messenger_names

BOTH, ALICE, BOB, NEITHER = "both ends", "only Alice", "only Bob", "neither end"
"""What a machine sees of the two who talk."""
READS = ("only the two", "the maker's word", "in some chats", "the machines, too", "unknown")
"""Who can read the words, from nobody else to nobody knows."""
_READS = {"yes": READS[0], "partial": READS[2], "no": READS[3]}
FAR = "-far"
"""What the tick of a messenger's second road ends with."""
_WAYS = course_rows("ways")


@dataclass(frozen=True)
class RoadPlace:
    """Someone on a road.

    Attributes
    ----------
    name, label, kind : str
        The party of the journey.
    count : int
        How many machines it stands for.
    hop : int
        The hop after which the message is here, from 0 for the sender.
    sees : str
        What it sees of the two ends once the message was here: one of the four words above.
    """

    name: str
    label: str
    kind: str
    count: int
    hop: int
    sees: str


@dataclass(frozen=True)
class Road:
    """One way from Alice to Bob.

    Attributes
    ----------
    journey : str
        The id of the journey.
    name : str
        What a picture calls the road.
    architecture : str
        The guide's network type.
    places : tuple of RoadPlace
        Alice, the machines of strangers, and Bob, in the order in which the message meets them.
    listener : str
        What somebody in radio range sees of the two ends; empty where no hop is by radio.
    nearby : bool
        Whether it works only at a few metres.
    """

    journey: str
    name: str
    architecture: str
    places: tuple[RoadPlace, ...]
    listener: str
    nearby: bool

    @property
    def hops(self) -> int:
        """How many hops the message takes."""
        return len(self.places) - 1

    @property
    def machines(self) -> tuple[RoadPlace, ...]:
        """The places between the two ends, which belong to strangers."""
        return self.places[1:-1]

    @property
    def strangers(self) -> int:
        """How many machines of strangers hold the message."""
        return sum(place.count for place in self.machines)

    def seeing(self, sees: str) -> int:
        """Count the machines of strangers that see this of the two ends."""
        return sum(place.count for place in self.machines if place.sees == sees)


def ends_seen(data: tuple[str, ...]) -> str:
    """Say what somebody who knows these data sees of the two ends.

    Examples
    --------
    >>> ends_seen(("sender_address", "time")), ends_seen(("recipient", "link", "sender_address"))
    ('only Alice', 'both ends')
    """
    if "link" in data:
        return BOTH
    if set(SENDER_END) & {*data}:
        return ALICE
    return BOB if set(RECIPIENT_END) & {*data} else NEITHER


@functools.lru_cache(maxsize=64)
def single_road(journey: str, name: str = "") -> Road:
    """Read the road off a journey.

    Parameters
    ----------
    journey : str
        The id of a shipped journey.
    name : str
        What a picture calls the road; by default the title of the journey.

    Returns
    -------
    Road
        The hops that carry the message, with what each machine on them sees in the end.

    Examples
    --------
    >>> session = single_road("session-direct")
    >>> session.hops, session.strangers, session.seeing("both ends")
    (8, 13, 0)
    """
    whole = journeys()[journey]
    last = steps(journey)[-1].knows
    parties = {party.name: party for party in whole.parties}
    met = dict.fromkeys([whole.sender, *(hop.target for hop in whole.hops if _carries(whole, hop))])
    places = tuple(
        RoadPlace(one, parties[one].label, parties[one].kind, parties[one].count, at, ends_seen(last[one]))
        for at, one in enumerate(met)
    )
    listeners = [who for who in last if who.startswith("listener")]
    heard = ends_seen(last[listeners[0]]) if listeners else ""
    nearby = all(hop.nearby for hop in whole.hops)
    return Road(journey, name or whole.title, whole.architecture, places, heard, nearby)


def _carries(journey: Journey, hop: object) -> bool:
    """Tell whether a hop carries what the message is sent for; a wake-up does not."""
    return any(datum in BODY for layer in hop.packet for datum in layer.reveals)  # type: ignore[attr-defined]


@functools.lru_cache(maxsize=1)
def four_roads() -> tuple[Road, ...]:
    """Return the four roads in the order of the table."""
    return tuple(single_road(row.journey, row.name) for row in _WAYS if row.comparison == "roads")


LONGEST = max(way.hops for way in four_roads())


@dataclass(frozen=True)
class FourRoads(Model):
    """One message on each of four roads, all of them moved by one hop a step; who has arrived rests.

    Examples
    --------
    >>> [FourRoads(step=2).at(way) for way in four_roads()]
    [2, 2, 1, 2]
    >>> FourRoads(step=8).met()
    (16, 3)
    """

    step: int = knob(0, 0, LONGEST, "hops", "Step", "How far the four messages have come")

    def at(self, way: Road) -> int:
        """Return how many hops the message of a road has made."""
        return min(self.step, way.hops)

    def met(self) -> tuple[int, int]:
        """Count the machines of strangers that a message has reached, and those that see both ends."""
        reached = [
            place for way in four_roads() for place in way.machines if place.hop <= self.at(way)
        ]  # what it sees in the end it sees as soon as the message is there, a test holds that
        return sum(one.count for one in reached), sum(one.count for one in reached if one.sees == BOTH)


@dataclass(frozen=True)
class InUse:
    """A messenger, SMS or e-mail on its road.

    Attributes
    ----------
    name : str
        What people call it.
    way : Road
        Its road.
    reads : str
        Who can read the words: one of `READS`.
    """

    name: str
    way: Road
    reads: str

    @property
    def sees_both(self) -> int:
        """How many machines of strangers see both ends."""
        return self.way.seeing(BOTH)


@functools.lru_cache(maxsize=1)
def in_use() -> Mapping[str, InUse]:
    """Return everything that has a road in ``ways.csv``, by the name of its tick.

    A messenger with a way nearby and one far away stands on both roads. Who reads the words of a messenger is
    a fact of its own; for SMS and e-mail it follows from the packets.

    Examples
    --------
    >>> [(one.name, one.reads) for one in in_use().values()][:3]
    [('WhatsApp', "the maker's word"), ('Telegram', 'the machines, too'), ('SMS', 'the machines, too')]
    """
    names, facts = messenger_names(), facts_on()
    rows = [row for row in _WAYS if row.comparison == "in_use"]
    near = {row.name for row in rows if single_road(row.journey).nearby}
    found: dict[str, InUse] = {}
    for row in rows:
        way, messenger = single_road(row.journey), row.name in names
        if not messenger:
            reads = READS[3] if _read_on(row.journey) else READS[0]
        elif (fact := facts.get((row.name, "content.e2ee_1to1"))) is None:
            reads = READS[4]
        else:
            reads = READS[1] if fact.confidence == "claimed" and fact.value == "yes" else _READS[fact.value]
        title = names.get(row.name, row.name)
        if row.name in near:
            title = wording.ROAD_NAMES[way.nearby].format(name=title)
        key = row.name if messenger else row.journey
        found[key if key not in found else f"{key}{FAR}"] = InUse(title, way, reads)
    return found


def _read_on(journey: str) -> bool:
    """Tell whether some machine of strangers reads the words."""
    rows = learned_rows(journey, [place.name for place in single_road(journey).machines])
    return any(datum == "content" and level == 1 for _, datum, level, _ in rows)


def usual_roads() -> tuple[str, ...]:
    """Return what a lesson shows first: the messengers that it does, and what is no messenger.

    >>> "whatsapp" in usual_roads(), "sms" in usual_roads()
    (True, True)
    """
    first, names = first_messengers(), messenger_names()
    return tuple(
        key for key in in_use() if key.removesuffix(FAR) in first or key.removesuffix(FAR) not in names
    )


@dataclass(frozen=True)
class RoadInUse(Model):
    """What somebody uses today, each on its road; one of them is looked at.

    Examples
    --------
    >>> one = RoadInUse().looked_at()
    >>> one.name, one.way.strangers, one.sees_both
    ('WhatsApp', 1, 1)
    """

    look: str = knob(
        next(iter(in_use())), label="Look at", help="The one that the sentence below is about",
        choices=tuple(in_use()), titles=tuple(one.name for one in in_use().values()),
    )  # fmt: skip
    apps: tuple[str, ...] = knob(
        usual_roads(), label="What you use", help="Those that stand on their roads", ticks=True
    )

    def options(self, name: str) -> Mapping[str, str]:
        """Return what may be ticked, with its name."""
        return {key: one.name for key, one in in_use().items()} if name == "apps" else {}

    def looked_at(self) -> InUse:
        """Return the one that is looked at."""
        return in_use()[self.look]

    def on(self, architecture: str) -> list[str]:
        """Return the keys of those that are ticked, and the one looked at, on the road of one kind."""
        shown = {*self.apps, self.look}
        return [key for key, one in in_use().items() if key in shown and one.way.architecture == architecture]
