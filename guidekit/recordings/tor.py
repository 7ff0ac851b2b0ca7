"""A whole Tor network on one machine: its circuits, what its relays could name, and what failed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from guidekit.knobs import Model, knob
from guidekit.recordings.reading import choices, recording_rows

if TYPE_CHECKING:
    from guidekit.exposure.question import Levels

RELAYS = ("entry", "middle", "exit")
DELAYS = choices("tor_hops", "delay_ms")
CLIENT, SITE = "a client without a name", "the destination"


class CircuitTimes(NamedTuple):
    """Medians in milliseconds: of a round trip, and of the time to build a circuit, if there was one."""

    rtt_ms: float
    build_ms: float | None


@dataclass(frozen=True)
class CircuitDelays(Model):
    """Circuits of a real network in which every link has the same delay; the site stands beside the exit.

    Examples
    --------
    >>> circuits = CircuitDelays("20")
    >>> circuits.round_trip(3), circuits.build(3)
    (120.0, 240.0)
    >>> circuits.recorded()[3].rtt_ms
    127.21
    """

    delay: str = knob(
        DELAYS[-1], label="Link delay, in ms", help="One way, put in before every relay",
        choices=DELAYS, ordered=True,
    )  # fmt: skip

    def round_trip(self, links: float) -> float:
        """Return the milliseconds of a request and its answer over links without work, 2·links·delay."""
        return 2 * links * float(self.delay)

    def build(self, hops: float) -> float:
        """Return the milliseconds to build a circuit, delay·hops·(hops+1).

        A circuit is extended one hop at a time: step n crosses n links there and back, and the steps of
        all hops add up.

        References
        ----------
        R. Dingledine, N. Mathewson and P. Syverson, "Tor: The Second-Generation Onion Router", 2004.
        """
        return float(self.delay) * hops * (hops + 1)

    def recorded(self) -> dict[int, CircuitTimes]:
        """Return the medians by the number of relays, from one on."""
        return {hops: times for hops, times in self.medians().items() if hops}

    def medians(self) -> dict[int, CircuitTimes]:
        """Return the same medians with those of the site itself, which lies behind no relay."""
        trips: dict[int, list[float]] = {}
        built: dict[int, dict[int, float | None]] = {}
        for row in recording_rows("tor_hops"):
            if row.delay_ms == int(self.delay) and row.outcome == "ok" and row.rtt_ms is not None:
                trips.setdefault(row.hops, []).append(row.rtt_ms)
                built.setdefault(row.hops, {}).setdefault(row.circuit, row.build_ms)
        return {
            hops: CircuitTimes(median(trips[hops]), _median(built[hops].values())) for hops in sorted(trips)
        }

    def onion(self) -> tuple[int, float]:
        """Return how many links lie between a client and an onion service, and its median round trip."""
        rows = [row for row in recording_rows("tor_onion") if row.delay_ms == int(self.delay)]
        times = _median(row.rtt_ms for row in rows)
        return rows[0].client_hops + rows[0].service_hops, math.nan if times is None else times


def _median(times: Iterable[float | None]) -> float | None:
    """Return the median of the times that there are."""
    there = [time for time in times if time is not None]
    return median(there) if there else None


def relay_names() -> dict[str, set[str]]:
    """Return the names that each relay of a real circuit gave to what stood before it and behind it.

    Examples
    --------
    >>> sorted(relay_names()["middle"])
    ['entry', 'exit']
    """
    names: dict[str, set[str]] = {}
    for row in recording_rows("tor_relay_view"):
        names.setdefault(row.relay, set()).update((row.prev_hop, row.next_hop))
    return names


def failure_times() -> dict[str, Any]:
    """Return how long a real client waited for a relay that failed.

    Returns
    -------
    dict of str to named tuple
        ``waited_s``, ``detected_s`` (None if it noticed nothing), ``error`` and ``rebuild_s``, by the kind
        of failure.

    Examples
    --------
    >>> failure_times()["killed"].detected_s
    0.037
    """
    return {row.kind: row for row in recording_rows("tor_failure")}


@dataclass(frozen=True)
class RelayViews(Model):
    """What each relay of a real circuit could name, and whether entry and exit compare what they saw."""

    together: str = knob(
        "no", label="Compare", help="Whether entry and exit work together", choices=("no", "yes")
    )

    def levels(self) -> Levels:
        """Return what the exposure says of this circuit: who learns each datum."""
        from guidekit.exposure import WhoLearns  # what is recorded can be read without the engine

        return WhoLearns("tor-circuit", ("entry", "exit"), self.together).levels()
