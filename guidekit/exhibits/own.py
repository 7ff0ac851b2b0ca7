"""Lesson 05: what a server of one's own hides in a federation, and what it does not."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from guidekit.exhibits.words import percent
from guidekit.exposure import DATA, exposure, journeys
from guidekit.exposure.words import CORRUPTIBLE, listed
from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table

OWN = {"matrix-private": "alice-server", "matrix-ten-servers": "alice-server", "mail": "alice-mail"}
SHOWN = ("content", "sender", "members", "link", "time", "sender_address", "recipient_address")


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


def own_server(model: OwnServer, page: Page) -> str:
    """Show the chance that a dishonest administrator learns each thing, on two kinds of server."""
    chances = model.chances()
    data = [datum for datum in SHOWN if datum in chances["own"]]
    rows = [(DATA[datum], [_entry(chances[where][datum]) for where in ("stranger", "own")]) for datum in data]
    title = journeys()[model.journey].title
    page.write(table(["", "on a stranger's server", "on your own server"], rows, caption=title))
    before, after = (chances[where] for where in ("stranger", "own"))
    told = {"content": "the content", "link": "who talks to whom", "sender_address": "your network address"}
    moves = [
        f"from {percent(before[datum])} to {percent(after[datum])} for {words}"
        for datum, words in told.items()
        if before[datum] > 0 or datum != "content"
    ]
    return (
        f"If {percent(model.dishonest)} of the administrators spy (an assumption) and you move to your own "
        f"server, the chance that one of them learns it goes {listed(moves)}."
    )


def _entry(chance: float) -> Entry:
    if chance == 0:
        return Entry("○ never", "not")
    return Entry(f"{'●' if chance == 1 else '◐'} {percent(chance)}", "knows" if chance == 1 else "part")
