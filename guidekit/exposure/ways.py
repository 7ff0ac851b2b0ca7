"""Ways of a message side by side: who sees an address, and what a server of one's own hides."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from guidekit.exposure.question import WhoLearns
from guidekit.exposure.reading import journeys
from guidekit.exposure.table import exposure
from guidekit.exposure.terms import CORRUPTIBLE
from guidekit.knobs import Model, knob

PEER_WAYS = {
    "p2p-direct": "direct",
    "dht-direct": "looked up in a table, then direct",
    "dht-relayed": "looked up and sent through three relays",
    "briar-tor": "Briar over Tor",
    "briar-mailbox": "Briar through a Mailbox",
    "briar-nearby": "Briar over Bluetooth or Wi-Fi",
}


@dataclass(frozen=True)
class Addresses(Model):
    """Six ways of a message without a messaging server, and whether watchers compare times."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether those who watch match the times at which packets pass",
        choices=("no", "yes"),
    )

    def levels(self, way: str) -> Any:
        """Return who learns what on one of `PEER_WAYS`, observer × datum."""
        return WhoLearns(way, timing=self.timing).levels()


RELAY_WAYS = {
    "tor-circuit": "a web page over a Tor circuit",
    "briar-tor": "Briar over Tor",
    "session-direct": "Session, one to one",
    "session-group": "Session, a closed group",
    "session-community": "Session, a community",
}
ENDS = ("sender", "recipient", "link")
STRANGERS = ("relay", "storage", "server", "mailbox", "outsider")


@dataclass(frozen=True)
class HiddenEnds(Model):
    """Five ways through relays, and whether somebody who watches all links compares times."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether somebody who watches every link matches the times at which packets pass",
        choices=("no", "yes"),
    )

    def levels(self, way: str) -> Any:
        """Return who learns what on one of `RELAY_WAYS`, observer × datum."""
        return WhoLearns(way, timing=self.timing).levels()

    def who(self, way: str, datum: str) -> list[str]:
        """Return the relays, nodes, servers and uninvited who learn a datum on their own."""
        levels = WhoLearns(way).levels()
        there = [p.name for p in journeys()[way].parties if p.kind in STRANGERS and p.name in levels.index]
        return [name for name in there if levels.loc[name, datum] == 1]


OWN = {"matrix-private": "alice-server", "matrix-ten-servers": "alice-server", "mail": "alice-mail"}


@dataclass(frozen=True)
class OwnServer(Model):
    """The chance that some dishonest administrator learns a thing, on a stranger's server and on one's own.

    Each server on the path belongs to a dishonest administrator with the same chance; one's own does
    not. The sums over all cases are those of the exposure engine.

    Examples
    --------
    Ten servers in the room: taking your own out of the strangers' hands leaves nine.

    >>> room = OwnServer("matrix-ten-servers").chances()
    >>> [round(room[where]["members"], 3) for where in ("stranger", "own")]
    [0.401, 0.37]
    """

    journey: str = knob(
        "matrix-ten-servers", label="Message", help="Which way the message goes", choices=tuple(OWN)
    )
    dishonest: float = knob(
        0.05, 0.0, 0.5, "share of administrators", "Dishonest", "Administrators who spy (an assumption)"
    )

    def chances(self) -> dict[str, dict[str, float]]:
        """Return the chance that a dishonest administrator learns each datum, on both kinds of server."""
        parties = [p.name for p in journeys()[self.journey].parties if p.kind in CORRUPTIBLE]
        others = [name for name in parties if name != OWN[self.journey]]
        return {
            "stranger": _learned(self.journey, tuple(parties), self.dishonest),
            "own": _learned(self.journey, tuple(others), self.dishonest),
        }


@functools.lru_cache(maxsize=512)
def _learned(journey: str, parties: tuple[str, ...], share: float) -> dict[str, float]:
    frame = exposure(journey, observers=[], adversary=dict.fromkeys(parties, share))
    return dict(zip(frame.datum, frame.level.astype(float), strict=True))
