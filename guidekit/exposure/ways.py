"""Ways of a message side by side: three models that ask the engine about several journeys at once.

Which journeys these are stands in ``ways.csv``.

Addresses
    Ways between peers, and who sees the network addresses.
Hidden ends
    Ways through relays, and whether anyone learns both ends.
A server of one's own
    Ways over servers, and what changes when one of the servers is one's own.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from guidekit.exposure.question import WhoLearns
from guidekit.exposure.reading import journeys
from guidekit.exposure.table import exposure
from guidekit.exposure.terms import GLOBAL
from guidekit.knobs import Model, knob
from guidekit.tables.query import load
from guidekit.words import large_first

_TABLE = load("ways")


def _compared(comparison: str, column: str) -> dict[str, str]:
    """Return a column of the ways of one comparison, by the id of the journey."""
    rows = _TABLE[_TABLE.comparison == comparison]
    return dict(zip(rows.journey, rows[column], strict=True))


PEER_WAYS = _compared("addresses", "name")
"""The journeys of `Addresses`, and what a table calls them."""

RELAY_WAYS = _compared("hidden_ends", "name")
"""The journeys of `HiddenEnds`, and what a table calls them."""

OWN = _compared("own_server", "own")
"""The journeys of `OwnServer`, and the server on each that can be one's own."""

ENDS = ("sender", "recipient", "link")
NOT_SEEN, AT_ONCE, OVER_DAYS = "does not find out", "at once", "over many days"
"""How soon somebody who watches every link finds who talks to whom."""

STRANGERS = ("relay", "storage", "server", "mailbox", "outsider")


class _TimedWays(Model):
    """Several ways, with one knob that says whether observers compare times."""

    timing: str

    def levels(self, way: str) -> Any:
        """Return who learns what on one way.

        Parameters
        ----------
        way : str
            The id of a journey.

        Returns
        -------
        pandas.DataFrame
            The levels, observer × datum.
        """
        return WhoLearns(way, timing=self.timing).levels()


@dataclass(frozen=True)
class Addresses(_TimedWays):
    """Ways without a messaging server (`PEER_WAYS`), whether watchers compare times, and one to open."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether those who watch match the times at which packets pass",
        choices=("no", "yes"),
    )
    opened: str = knob(
        "dht-direct", label="Open", help="The way that is shown below with everybody on it",
        choices=tuple(PEER_WAYS), titles=tuple(map(large_first, PEER_WAYS.values())),
    )  # fmt: skip


@dataclass(frozen=True)
class HiddenEnds(_TimedWays):
    """Ways through relays (`RELAY_WAYS`), and whether somebody who watches all links compares times."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether somebody who watches every link matches the times at which packets pass",
        choices=("no", "yes"),
    )

    def who(self, way: str, datum: str) -> list[str]:
        """Return the relays, nodes, servers and uninvited people who learn a datum on their own."""
        levels = WhoLearns(way).levels()
        there = [p.name for p in journeys()[way].parties if p.kind in STRANGERS and p.name in levels.index]
        return [name for name in there if levels.loc[name, datum] == 1]

    def watched(self, way: str) -> str:
        """Say how soon somebody who watches every link finds who talks to whom on one way.

        Where a message waits on the way, its times at both ends do not fit at once. Over many days they do:
        that is no result of the model but what the engine takes for granted of who watches everything.

        Examples
        --------
        >>> [HiddenEnds("yes").watched(way) for way in ("tor-circuit", "session-direct")]
        ['at once', 'over many days']
        >>> HiddenEnds("no").watched("tor-circuit")
        'does not find out'
        """
        if self.levels(way).loc[GLOBAL, "link"] != 1:
            return NOT_SEEN
        return OVER_DAYS if any(hop.later for hop in journeys()[way].hops) else AT_ONCE


@dataclass(frozen=True)
class OwnServer(Model):
    """The chance that some dishonest administrator learns a datum, on a stranger's server and on one's own.

    Each server on the path belongs to a dishonest administrator with the same chance; one's own server
    does not. The exposure engine sums over all cases.

    Examples
    --------
    Ten servers are in the room. When one of them is your own, nine strangers are left:

    >>> room = OwnServer("matrix-ten-servers").chances()
    >>> [round(room[where]["members"], 3) for where in ("stranger", "own")]
    [0.651, 0.613]
    """

    journey: str = knob(
        "matrix-ten-servers", label="Message", help="Which way the message goes", choices=tuple(OWN),
        titles=tuple(map(large_first, _compared("own_server", "name").values())),
    )  # fmt: skip
    dishonest: float = knob(
        0.1,
        0.0,
        0.5,
        "share of administrators",
        "Dishonest",
        "Administrators who spy (an assumption)",
        source="adversary.hostile",
    )

    def chances(self) -> dict[str, dict[str, float]]:
        """Return the chance that a dishonest administrator learns each datum.

        Returns
        -------
        dict of str to dict of str to float
            For ``"stranger"`` and ``"own"``, whose server it is, the chance for each datum.
        """
        parties = [p.name for p in journeys()[self.journey].parties if p.kind == "server"]
        others = [name for name in parties if name != OWN[self.journey]]
        return {
            "stranger": _chance_of_data(self.journey, tuple(parties), self.dishonest),
            "own": _chance_of_data(self.journey, tuple(others), self.dishonest),
        }


@functools.lru_cache(maxsize=512)
def _chance_of_data(journey: str, parties: tuple[str, ...], share: float) -> dict[str, float]:
    frame = exposure(journey, observers=[], adversary=dict.fromkeys(parties, share))
    return dict(zip(frame.datum, frame.level.astype(float), strict=True))
