"""A whole Tor network on one machine: its circuits, what its relays could name, and what failed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from guidekit.knobs import Model, knob
from guidekit.recordings.reading import choices, recording

RELAYS = ("entry", "middle", "exit")
DELAYS = choices("tor_hops", "delay_ms")
CLIENT, SITE = "a client without a name", "the destination"


@dataclass(frozen=True)
class CircuitDelays(Model):
    """Circuits of a real network in which every link has the same delay; the site stands beside the exit.

    Examples
    --------
    >>> circuits = CircuitDelays("20")
    >>> circuits.round_trip(3), circuits.build(3)
    (120.0, 240.0)
    >>> float(circuits.recorded().rtt_ms[3])
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

    def recorded(self) -> pd.DataFrame:
        """Return the median ``rtt_ms`` and ``build_ms`` by the number of relays, from one on."""
        return self.medians().loc[1:]

    def medians(self) -> pd.DataFrame:
        """Return the same medians with those of the site itself, which lies behind no relay."""
        rows = recording("tor_hops")
        rows = rows[(rows.delay_ms == int(self.delay)) & (rows.outcome == "ok") & rows.rtt_ms.notna()]
        built = rows.drop_duplicates(["hops", "circuit"]).groupby("hops").build_ms.median()
        return pd.DataFrame({"rtt_ms": rows.groupby("hops").rtt_ms.median(), "build_ms": built})

    def onion(self) -> tuple[int, float]:
        """Return how many links lie between a client and an onion service, and its median round trip."""
        rows = recording("tor_onion").query(f"delay_ms == {self.delay}")
        return int((rows.client_hops + rows.service_hops).iloc[0]), float(rows.rtt_ms.median())


def relay_names() -> dict[str, set[str]]:
    """Return the names that each relay of a real circuit gave to what stood before it and behind it.

    Examples
    --------
    >>> sorted(relay_names()["middle"])
    ['entry', 'exit']
    """
    views = recording("tor_relay_view").groupby("relay")
    return {str(relay): {*rows.prev_hop, *rows.next_hop} for relay, rows in views}


def failure_times() -> pd.DataFrame:
    """Return how long a real client waited for a relay that failed.

    Returns
    -------
    pandas.DataFrame
        ``waited_s``, ``detected_s`` (missing if it noticed nothing), ``error`` and ``rebuild_s``, by the
        kind of failure.

    Examples
    --------
    >>> float(failure_times().detected_s["killed"])
    0.037
    """
    return recording("tor_failure").set_index("kind")


@dataclass(frozen=True)
class RelayViews(Model):
    """What each relay of a real circuit could name, and whether entry and exit compare what they saw."""

    together: str = knob(
        "no", label="Compare", help="Whether entry and exit work together", choices=("no", "yes")
    )

    def levels(self) -> pd.DataFrame:
        """Return what the exposure says of this circuit, observer × datum."""
        from guidekit.exposure import WhoLearns  # what is recorded can be read without the engine

        return WhoLearns("tor-circuit", ("entry", "exit"), self.together).levels()
