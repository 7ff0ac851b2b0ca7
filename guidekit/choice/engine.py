"""What the exposure engine says about a private message of each messenger, by one rule of adversaries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guidekit.exposure import Journey, exposure, journeys
from guidekit.exposure.terms import CORRUPTIBLE
from guidekit.words import percent

PRIVATE = {
    "signal": "signal-sealed",
    "element": "matrix-private",
    "briar": "briar-tor",
    "session": "session-direct",
}
"""The journey that stands for a private message between two people."""


@dataclass(frozen=True)
class Way:
    """What strangers could learn of a private message on its way.

    Every machine that strangers run is hostile with the same chance, one operator's server as much as a
    relay, and the hostile ones compare times. What an operator *keeps* is another matter: a fact.

    Attributes
    ----------
    journey : Journey or None
        The journey, None when the course has none.
    content : float or None
        The most that any stranger on the way reads, alone.
    link : float or None
        The chance that hostile machines learn who talks to whom.
    why : str
        The reason behind `link`.
    """

    journey: Journey | None
    content: float | None = None
    link: float | None = None
    why: str = ""


@lru_cache(maxsize=256)
def private_way(messenger: str, hostile: float) -> Way:
    """Derive what strangers could learn of one private message.

    Parameters
    ----------
    messenger : str
        The id of a messenger.
    hostile : float
        The chance that a machine run by strangers is hostile, 0 to 1.

    Returns
    -------
    Way
        What they could learn; empty where the course has no journey of the messenger.

    Examples
    --------
    One operator is one machine; Briar needs two hostile relays, one at each end:

    >>> [round(private_way(who, 0.1).link, 2) for who in ("signal", "briar")]
    [0.1, 0.01]
    """
    if messenger not in PRIVATE:
        return Way(None)
    journey = journeys()[PRIVATE[messenger]]
    strangers = [party.name for party in journey.parties if party.kind in CORRUPTIBLE]
    alone = exposure(journey, strangers).set_index(["observer", "datum"]).level
    together = exposure(journey, [], adversary=hostile, correlate=True).set_index("datum").level
    link, share = float(together["link"]), percent(hostile)
    one = any(alone[who, "link"] for who in strangers)
    why = (
        f"if each machine of strangers is hostile with a chance of {share} (assumption), they learn it with "
        f"{percent(link)}; {'one of them alone is enough' if one else 'no stranger alone learns it'}"
    )
    return Way(journey, float(max(alone[who, "content"] for who in strangers)), link, why)
