"""Ways of a message side by side: models that ask the engine about several journeys or parties at once.

Which journeys two of them compare stands in ``ways.csv``.

Addresses
    Ways between peers, and who sees the network addresses.
Hidden ends
    Ways through relays, and whether anyone learns both ends.
A server of one's own
    One message in a room, and what changes when one of the room's servers is one's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from guidekit.exposure.question import Levels, WhoLearns
from guidekit.exposure.reading import journeys
from guidekit.exposure.table import learned_rows
from guidekit.exposure.terms import GLOBAL
from guidekit.knobs import Model, knob
from guidekit.tables.rows import course_rows
from guidekit.words import large_first


def _compared(comparison: str, column: str) -> dict[str, str]:
    """Return a column of the ways of one comparison, by the id of the journey."""
    return {row.journey: getattr(row, column) for row in course_rows("ways") if row.comparison == comparison}


PEER_WAYS = _compared("addresses", "name")
"""The journeys of `Addresses`, and what a table calls them."""

RELAY_WAYS = _compared("hidden_ends", "name")
"""The journeys of `HiddenEnds`, and what a table calls them."""

ENDS = ("sender", "recipient", "link")
NOT_SEEN, AT_ONCE, OVER_DAYS = "does not find out", "at once", "over many days"
"""How soon somebody who watches every link finds who talks to whom."""

STRANGERS = ("relay", "storage", "server", "mailbox", "outsider")


class _TimedWays(Model):
    """Several ways, with one knob that says whether observers compare times."""

    timing: str

    def levels(self, way: str) -> Levels:
        """Return who learns what on one way.

        Parameters
        ----------
        way : str
            The id of a journey.

        Returns
        -------
        mapping of str to mapping of str to float
            The level of each datum, by observer.
        """
        return WhoLearns(way, timing=self.timing).levels()


@dataclass(frozen=True)
class Addresses(_TimedWays):
    """Ways without a messaging server (`PEER_WAYS`), and whether those who watch compare times."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether those who watch match the times at which packets pass",
        choices=("no", "yes"),
    )


@dataclass(frozen=True)
class HiddenEnds(_TimedWays):
    """Ways through relays (`RELAY_WAYS`), and whether somebody who watches all links compares times."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether somebody who watches every wire matches the times at which packets pass",
        choices=("no", "yes"),
    )

    def who(self, way: str, datum: str) -> list[str]:
        """Return the relays, nodes, servers and uninvited people who learn a datum on their own."""
        levels = WhoLearns(way).levels()
        there = [p.name for p in journeys()[way].parties if p.kind in STRANGERS and p.name in levels]
        return [name for name in there if levels[name][datum] == 1]

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
        if self.levels(way)[GLOBAL]["link"] != 1:
            return NOT_SEEN
        return OVER_DAYS if any(hop.later for hop in journeys()[way].hops) else AT_ONCE


@dataclass(frozen=True)
class OwnServer(Model):
    """The chance that some dishonest administrator learns a datum, on a stranger's server and on one's own.

    Each server of the room belongs to a dishonest administrator with the same chance; one's own server does
    not. What a homeserver learns is what the engine derives for a message in a private room, whose sender's
    server learns more than the others.

    Examples
    --------
    Ten servers are in the room. When one of them is your own, nine strangers are left:

    >>> room = OwnServer(servers=10).chances()
    >>> [round(room[where]["members"], 3) for where in ("stranger", "own")]
    [0.651, 0.613]
    """

    servers: int = knob(
        2, 2, 100, "servers", "Servers in the room", "How many servers hold the room, yours among them",
        log=True,
    )  # fmt: skip
    dishonest: float = knob(
        0.1, 0.0, 0.5, "share of administrators", "Administrators who spy", "An assumption",
        source="adversary.hostile",
    )  # fmt: skip

    def chances(self) -> dict[str, dict[str, float]]:
        """Return the chance that a dishonest administrator learns each datum.

        Returns
        -------
        dict of str to dict of str to float
            For ``"stranger"`` and ``"own"``, whose server it is, the chance for each datum:
            1 − (1−dishonest)^n over the n servers of strangers that learn it. The recipient's address is
            left out: each server learns that of its own people only.
        """
        levels = WhoLearns(OWN_WAY).levels()
        home, others = levels["alice-server"], levels["bob-server"]
        strangers = self.servers - 1
        return {
            who: {
                datum: 1 - (1 - self.dishonest) ** int(first * home[datum] + strangers * others[datum])
                for datum in home
                if datum != "recipient_address"
            }
            for who, first in (("stranger", 1), ("own", 0))
        }


OWN_WAY = "matrix-private"
"""The journey that `OwnServer` asks about."""


SENT = {
    "matrix-private": "a private message",
    "matrix-reaction": "a reaction",
    "matrix-web": "a message from the browser",
}
"""The journeys of `RoomViews`, and what a page calls them."""

_REMARKS = {
    "matrix-private": "What is sent stays locked for every server.",
    "matrix-reaction": "A reaction is not locked, and every server of the room reads it.",
    "matrix-web": "The site that sends the program could send another one, which opens all.",
}
_HOMESERVERS = {
    "alice-server": "Alice’s server",
    "bob-server": "Bob’s server, like every other in the room",
    "web-host": "The site that sends the program",
}


@dataclass(frozen=True)
class RoomViews(Model):
    """What the servers of a private room learn, for three things that Alice can send.

    Examples
    --------
    The site of the web client learns the words only by sending another program:

    >>> ("web-host", "content") in RoomViews("matrix-web").only_by_program()
    True
    >>> RoomViews().only_by_program()
    frozenset()
    """

    sent: str = knob(
        "matrix-private", label="What Alice sends", help="Into a private room on two servers or more",
        choices=tuple(SENT), titles=tuple(map(large_first, SENT.values())),
    )  # fmt: skip

    def words(self) -> str:
        """Return what is sent, as a sentence begins with it."""
        return large_first(SENT[self.sent])

    def remark(self) -> str:
        """Return the sentence on what is particular about it."""
        return _REMARKS[self.sent]

    def levels(self) -> Levels:
        """Return who learns what, observer × datum, for all observers of the journey."""
        return WhoLearns(self.sent).levels()

    def observers(self) -> dict[str, str]:
        """Return the servers on the way, each with what a page calls it."""
        here = self.levels()
        return {who: words for who, words in _HOMESERVERS.items() if who in here}

    def only_by_program(self) -> frozenset[tuple[str, str]]:
        """Return what an observer learns only because it sends the program: pairs of observer and datum."""
        journey, found = journeys()[self.sent], WhoLearns(self.sent).levels()
        honest = tuple(replace(party, ships_code_to=()) for party in journey.parties)
        without = {
            (who, datum): level for who, datum, level, _ in learned_rows(replace(journey, parties=honest))
        }
        return frozenset(
            (who, datum)
            for who, levels in found.items()
            for datum, level in levels.items()
            if level == 1 and without.get((who, datum), 0) < 1
        )
