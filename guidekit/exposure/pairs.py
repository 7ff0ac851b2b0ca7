"""Two questions of lesson 01: what Sealed Sender takes away, and which two who pool their notes find a link.

Sealed Sender
    `SealedSides` holds a Signal message without it against one with it.
Pooled notes
    `PooledNotes` lets machines on a Tor circuit work together.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from guidekit.exposure.reading import journeys
from guidekit.exposure.roads import BOTH, ends_seen
from guidekit.exposure.table import clues_of, learned_rows
from guidekit.exposure.terms import GLOBAL
from guidekit.knobs import Model, knob
from guidekit.words import large_first

WITHOUT = "signal-unsealed"
SENDS = {"text": "signal-sealed", "picture": "signal-attachment"}
"""What can be sent with Sealed Sender, and its journey."""
HELPERS = {"text": "push-service", "picture": "file-store"}
"""Who takes part besides Signal's server."""
NETWORKS = ("alice's network", "bob's network")
EIGHT = (
    "content", "sender", "recipient", "sender_address", "recipient_address", "link", "time", "size",
)  # fmt: skip
"""What there is to learn about a message on Signal, in the order in which people ask."""
CIRCUIT = "tor-circuit"
RELAYS = ("entry", "middle", "exit")


@dataclass(frozen=True)
class SealedSides(Model):
    """A Signal message without Sealed Sender, and one with it: who learns which of eight things.

    Examples
    --------
    >>> sides = SealedSides()
    >>> sides.learned("without", "signal-server") - sides.learned("with", "signal-server")
    {'sender'}
    """

    sends: str = knob(
        "text", label="With Sealed Sender she sends", help="What the second table is about",
        choices=tuple(SENDS), titles=("a text", "a text with a picture"),
    )  # fmt: skip
    timing: str = knob(
        "no", label="Both networks compare times", help="Whether the two networks match when packets pass",
        choices=("no", "yes"),
    )  # fmt: skip

    def observers(self) -> tuple[str, ...]:
        """Return whose rows stand in the two tables; the last is both networks together."""
        return "signal-server", HELPERS[self.sends], *NETWORKS, " + ".join(NETWORKS)

    def learned(self, side: str, observer: str) -> set[str] | None:
        """Return what an observer learns on one side; None where it takes no part there.

        Parameters
        ----------
        side : str
            ``"without"`` or ``"with"``.
        observer : str
            One of `observers`.
        """
        return _learned(WITHOUT if side == "without" else SENDS[self.sends], observer, self.timing == "yes")


@dataclass(frozen=True)
class PooledNotes(Model):
    """Machines on a Tor circuit that pool their notes, and whether they compare times.

    Examples
    --------
    >>> PooledNotes(("entry", "exit")).linked(), PooledNotes(("entry", "exit"), "no").linked()
    (True, False)
    >>> PooledNotes().pairs()
    {('entry', 'middle'): False, ('entry', 'exit'): True, ('middle', 'exit'): False}
    """

    together: tuple[str, ...] = knob(
        ("entry", "middle"),
        label="Who pools notes",
        help="Those who put together all that they see",
        ticks=True,
    )
    timing: str = knob(
        "yes", label="Compare times", help="Whether they match when packets of one size pass",
        choices=("no", "yes"),
    )  # fmt: skip

    def options(self, name: str) -> Mapping[str, str]:
        """Return who may be ticked, in the order of the way: relays and providers."""
        if name != "together":
            return {}
        labels = {party.name: large_first(party.label) for party in journeys()[CIRCUIT].parties}
        networks = {who: large_first(who.replace("site", "the site")) for who in on_circuit()}
        return {who: labels.get(who, networks[who]) for who in on_circuit()}

    def members(self) -> tuple[str, ...]:
        """Return those who are ticked, in the order of the way."""
        return tuple(who for who in on_circuit() if who in self.together)

    def learned(self, *who: str) -> set[str]:
        """Return what some of them learn together."""
        return _learned(CIRCUIT, " + ".join(who), self.timing == "yes") or set()

    def linked(self) -> bool:
        """Tell whether those who are ticked find out who talks to whom."""
        return bool(self.members()) and "link" in self.learned(*self.members())

    def pairs(self) -> dict[tuple[str, str], bool]:
        """Return for any two of the three relays whether they find the link."""
        return {pair: "link" in self.learned(*pair) for pair in combinations(RELAYS, 2)}


def on_circuit() -> tuple[str, ...]:
    """Return the strangers along a Tor circuit: a provider, three relays, and another provider."""
    seen = [who for who in clues_of(CIRCUIT).bits if who.endswith("network") and who != GLOBAL]
    return seen[0], *RELAYS, seen[1]


def machines_that_link(journey: str) -> tuple[int, int]:
    """Count the strangers of a journey who learn who talks to whom, each alone, and all of them.

    Whoever watches all links is not counted, because it is none of the machines on the way.

    Examples
    --------
    >>> machines_that_link("signal-sealed")
    (1, 4)
    """
    trusted = {party.name for party in journeys()[journey].parties if party.trusted}
    strangers = [who for who in clues_of(journey).bits if who not in trusted and who != GLOBAL]
    return sum(ends_seen(tuple(_learned(journey, who, False) or ())) == BOTH for who in strangers), len(
        strangers
    )


@functools.lru_cache(maxsize=256)
def _learned(journey: str, observer: str, timing: bool) -> set[str] | None:
    members = tuple(observer.split(" + "))
    if not {*members} <= {*clues_of(journey).bits}:
        return None
    return {datum for _, datum, level, _ in learned_rows(journey, [members], correlate=timing) if level == 1}
