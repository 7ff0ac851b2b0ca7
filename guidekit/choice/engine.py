"""What the exposure engine says about a private message of each messenger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guidekit.exposure import Journey, exposure, journeys
from guidekit.exposure.terms import CORRUPTIBLE

HOSTILE = 0.1  # assumption: one adversary runs a tenth of the machines; nobody knows the share
PRIVATE = {
    "signal": "signal-sealed",
    "element": "matrix-private",
    "briar": "briar-tor",
    "session": "session-direct",
}
"""The journey that stands for a private message between two people."""


@dataclass(frozen=True)
class Way:
    """What strangers learn of a private message on its way.

    Attributes
    ----------
    journey : Journey or None
        The journey, None when the course has none.
    content, link : float or None
        The most that any stranger on the way learns of either, alone.
    together : float
        The chance that an adversary with `HOSTILE` of the machines, who compares times, links the ends.
    why : str
        The reason behind `link` or `together`.
    """

    journey: Journey | None
    content: float | None = None
    link: float = 0.0
    together: float = 0.0
    why: str = ""


@lru_cache(maxsize=16)
def private_way(messenger: str) -> Way:
    """Derive what strangers learn of one private message.

    Parameters
    ----------
    messenger : str
        The id of a messenger.

    Returns
    -------
    Way
        What they learn; empty where the course has no journey of the messenger.

    Examples
    --------
    >>> private_way("signal").link, private_way("briar").link
    (1.0, 0.0)
    """
    if messenger not in PRIVATE:
        return Way(None)
    journey = journeys()[PRIVATE[messenger]]
    strangers = [party.name for party in journey.parties if party.kind in CORRUPTIBLE]
    table = exposure(journey, strangers, adversary=HOSTILE, correlate=False).set_index(["observer", "datum"])
    timed = exposure(journey, [], adversary=HOSTILE, correlate=True).set_index("datum").level
    reads, links = (max(table.level[who, datum] for who in strangers) for datum in ("content", "link"))
    together = float(timed["link"])
    if links:
        worst = next(who for who in strangers if table.level[who, "link"] == links)
        why = f"{journey.party(worst).label} alone learns it: {table.reason[worst, 'link']}"
    else:
        share, linked = f"{HOSTILE:.0%}".replace("%", " %"), f"{together:.1%}".replace("%", " %")
        why = (
            f"no stranger alone learns it; one with {share} of the machines (assumption), comparing times, "
            f"links {linked}"
        )
    return Way(journey, float(reads), float(links), together, why)
