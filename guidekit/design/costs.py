"""Costs of a design: delay, battery, machines, and the effort of somebody new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from guidekit.design.build import journey_of
from guidekit.design.design import Design
from guidekit.design.measures import ASKS_MINUTES
from guidekit.models import OnionRouting, Radio
from guidekit.words import duration, number

CARRIES = ("relay", "server", "storage", "mailbox")
RUN = (*CARRIES, "directory")
SCAN_SECONDS = 60  # assumption: how often a phone looks for others by Bluetooth; no source was found
EFFORT: Mapping[tuple[str, str], int] = MappingProxyType(
    {
        ("discovery", "link or code"): 2,
        ("discovery", "username"): 1,
        ("discovery", "look-up among users"): 1,
        ("routing", "two servers"): 1,
        ("storage", "a Mailbox"): 3,
        ("door", "an unlisted door"): 2,
        ("nearby", "the two, when near"): 1,
        ("nearby", "others carry it"): 1,
        ("vanish", "after a day"): 1,
        ("lock", "a PIN"): 1,
        ("habit", "own connection"): 1,
    }
)
"""Points of effort for a newcomer; these points are ours: no source gives them."""


@dataclass(frozen=True)
class Cost:
    """One thing that every design costs.

    Attributes
    ----------
    label : str
        What it is called.
    measure : callable
        From a design to a number.
    write : callable
        From such a number to words.
    unit : str
        What stands behind the words; empty where they have it.
    """

    label: str
    measure: Callable[[Design], float]
    write: Callable[[float], str]
    unit: str


def _passed(design: Design) -> int:
    """Count the machines that the message itself passes, on both sides."""
    return sum(party.kind in CARRIES for party in journey_of(design).parties)


@lru_cache(maxsize=16)
def _median_delay(machines: int) -> float:
    """Return the median seconds over so many machines, with the links of onion routing (assumption)."""
    model = OnionRouting()
    if machines == 0:
        return model.link_ms / 1000
    longer: OnionRouting = model.but(hops=min(8, machines))
    return longer.delays()[1]


def delay(design: Design) -> float:
    """Return the median seconds of a message on the way while both people are there."""
    return _median_delay(_passed(design))


def wakeups(design: Design) -> float:
    """Return the wake-ups of a phone in a day, from `guidekit.models.Radio`.

    Push shares one channel, an own connection gives a sign of life every half minute, and a phone that looks
    for others by Bluetooth does so once a minute, whatever it is connected to.

    Examples
    --------
    >>> [round(wakeups(Design(habit=habit))) for habit in ("only while open", "push", "own connection")]
    [0, 51, 2880]
    """
    radio = Radio()
    found = 0.0
    if design.has_push():
        found = radio.wakeups_per_day(push=True)
    elif design.habit == "own connection":
        found = radio.wakeups_per_day()
    elif design.habit == "asks every 15 minutes" and design.waits():
        found = Radio(keepalive=60 * ASKS_MINUTES).wakeups_per_day()
    if design.nearby != "no way":
        found += Radio(keepalive=SCAN_SECONDS).wakeups_per_day()
    return found


def machines(design: Design) -> int:
    """Count the machines that somebody has to run for one message: other users' phones are not counted.

    Examples
    --------
    >>> machines(Design()), machines(Design(routing="relays", storage="a swarm", discovery="link or code"))
    (2, 13)
    """
    return sum(party.count for party in journey_of(design).parties if party.kind in RUN)


def effort(design: Design) -> int:
    """Add up the points of `EFFORT` of all parts that have an effect.

    Examples
    --------
    >>> effort(Design()), effort(Design(discovery="link or code", lock="a PIN"))
    (0, 3)
    """
    shape = design.shape()
    return sum(points for (part, option), points in EFFORT.items() if getattr(shape, part) == option)


COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        "delay": Cost("Delay", delay, duration, ""),
        "battery": Cost("Battery", wakeups, number, "wake-ups"),
        "machines": Cost("Machines", machines, number, "machines"),
        "effort": Cost("Effort", effort, number, "points"),
    }
)
"""What a budget limits, by name."""
