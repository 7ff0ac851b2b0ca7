"""The exposure table: who learns what, with a reason for every cell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from guidekit.exposure.clues import Clues, Reasoner
from guidekit.exposure.coalitions import Adversary, Coalitions, expect, knowledge, link_by_hop
from guidekit.exposure.journey import Journey
from guidekit.exposure.reading import journeys
from guidekit.knobs import switch
from guidekit.words import word_list

if TYPE_CHECKING:
    import pandas as pd

Observers = Iterable[str | Iterable[str]]


def exposure(
    journey: str | Journey,
    observers: Observers | None = None,
    adversary: Adversary | None = None,
    correlate: bool = False,
) -> pd.DataFrame:
    """Derive who learns what from one message.

    Parameters
    ----------
    journey : str or Journey
        The id of a shipped journey (`journeys` lists them), or a journey of your own.
    observers : iterable, optional
        Who to ask about. A name stands for that party or network observer alone, a tuple or list of
        names for a coalition that pools packets and keys: ``["server", ("entry", "exit")]`` asks about
        one server and about two relays together. None: every party and network observer, each alone.
    adversary : float or mapping, optional
        Adds the observer ``adversary``, who holds each party with this probability. A number holds for
        every kind that strangers run; ``{"relay": 0.1}`` for a kind; ``{"exit": 1}`` for a party.
        The level is then the probability that it knows, summed over all subsets of hostile parties.
    correlate : bool
        Whether observers join what they see by the time at which packets pass. The global observer has
        many days for it, so it joins even a message that waited on its way.

    Returns
    -------
    pandas.DataFrame
        Columns ``observer``, ``datum``, ``level`` (1 knows, 0 does not) and ``reason``; one row for
        each observer and each datum that the journey has.

    Raises
    ------
    ValueError
        If the journey, an observer or a hostile kind is unknown, or a share is no probability.

    Notes
    -----
    The datum ``link`` is who talks to whom: either the identity or the network address of the sender,
    together with either of the recipient, or with the list of members. A journey between the devices of
    one person has no recipient and no link. The ``size`` is that of the message: a packet that does not
    hold it, such as a wake-up, does not show it, and padding hides it.

    Examples
    --------
    Sealed Sender hides the sender from the server, but not the address the message comes from:

    >>> table = exposure("signal-sealed", observers=["signal-server"])
    >>> table.set_index("datum").level[["sender", "recipient", "sender_address"]].to_dict()
    {'sender': 0.0, 'recipient': 1.0, 'sender_address': 1.0}

    Two relays of a circuit together link its ends once they compare times:

    >>> pair = exposure("tor-circuit", observers=[("entry", "exit")], correlate=True)
    >>> float(pair.set_index("datum").level["link"])
    1.0
    """
    import pandas as pd

    rows = learned_rows(journey, observers, adversary, correlate)
    return pd.DataFrame(rows, columns=["observer", "datum", "level", "reason"])


def learned_rows(
    journey: str | Journey,
    observers: Observers | None = None,
    adversary: Adversary | None = None,
    correlate: bool = False,
) -> list[tuple[str, str, float, str]]:
    """Return the rows of `exposure` without a frame around them: observer, datum, level and reason."""
    clues = clues_of(journey)
    switch("correlate", correlate)
    if isinstance(observers, str):  # a single name, not its letters
        observers = [observers]
    members = [_members(clues, one) for one in (clues.bits if observers is None else observers)]
    rows = _rows(clues, members, correlate) if members else []
    if adversary is not None:
        found = expect(clues, adversary, correlate)
        rows += [("adversary", datum, level, found.reason(datum)) for datum, level in found.level.items()]
    return rows


def clues_of(journey: str | Journey) -> Clues:
    """Return the clues of a journey, which are kept because a panel asks again and again.

    Parameters
    ----------
    journey : str or Journey
        The id of a shipped journey, or a journey of your own.

    Returns
    -------
    Clues
        Its clues, with a bit for each observer.

    Raises
    ------
    ValueError
        If no shipped journey has this id; the message lists those there are.

    Examples
    --------
    >>> list(clues_of("p2p-direct").bits)
    ['alice', 'bob', "alice's network", "bob's network", 'global observer']
    """
    if isinstance(journey, str):
        shipped = journeys()
        if journey not in shipped:
            raise ValueError(f"there is no journey {journey!r}; there are: {', '.join(shipped)}")
        journey = shipped[journey]
    return _clues(journey)


@lru_cache(maxsize=64)
def _clues(journey: Journey) -> Clues:
    return Clues(journey)


def _members(clues: Clues, one: str | Iterable[str]) -> tuple[str, ...]:
    """Turn one entry of `observers` into the names of a coalition."""
    members = (one,) if isinstance(one, str) else tuple(one)
    if not members:
        raise ValueError(f"a coalition needs a member; {clues.journey.id!r} has: {word_list(clues.bits)}")
    clues.who(*members)  # refuses a name that is no observer here
    return members


def _rows(clues: Clues, asked: list[tuple[str, ...]], correlate: bool) -> list[tuple[str, str, float, str]]:
    """Ask all coalitions at once about each datum, then each of them for its reasons."""
    coalitions, hops = Coalitions([clues.who(*members) for members in asked]), len(clues.journey.hops)
    truth = knowledge(clues, coalitions, correlate)
    asks = (False, True) if correlate else (False,)
    linked = [link_by_hop(clues, coalitions, timing, hops) for timing in asks]
    rows = []
    for number, members in enumerate(asked):
        reasoner = Reasoner(clues, members, *(np.flatnonzero(links[:, number]).tolist() for links in linked))
        rows += [
            (" + ".join(members), datum, float(knows[number]), reasoner.why(datum))
            for datum, knows in truth.items()
        ]
    return rows
