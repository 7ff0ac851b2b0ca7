"""The exposure table: who learns what, with a reason for every cell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from guidekit.exposure.clues import Clues, Coalitions
from guidekit.exposure.coalitions import Adversary, Expectation, expect, knowledge, linking
from guidekit.exposure.journey import Journey
from guidekit.exposure.reading import journeys
from guidekit.exposure.reasons import Reasoner
from guidekit.words import listed

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
        Whether observers join what they see by the time at which packets pass.

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
    ``link`` is who talks to whom: either the identity or the network address of the sender, tied to
    either of the recipient or to the list of members.

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

    book = casebook(journey)
    if isinstance(observers, str):  # a single name, not its letters
        observers = [observers]
    asked = [_team(book, one) for one in (book.bits if observers is None else observers)]
    rows = _known_rows(book, asked, correlate) if asked else []
    if adversary is not None:
        found = expect(book, adversary, correlate)
        rows += [("adversary", datum, level, because(found, datum)) for datum, level in found.level.items()]
    return pd.DataFrame(rows, columns=["observer", "datum", "level", "reason"])


def _known_rows(
    book: Clues, asked: list[tuple[str, ...]], correlate: bool
) -> list[tuple[str, str, float, str]]:
    """Ask each observer or coalition about each datum."""
    teams, hops = Coalitions([book.who(*team) for team in asked]), len(book.journey.hops)
    truth = knowledge(book, teams, correlate)
    plain, timed = (linking(book, teams, timing, hops) for timing in (False, True))
    rows = []
    for number, team in enumerate(asked):
        tied, by_time = (np.flatnonzero(ties[:, number]).tolist() for ties in (plain, timed))
        reasoner = Reasoner(book, team, tied, by_time if correlate else None)
        rows += [
            (" + ".join(team), datum, float(knows[number]), reasoner.why(datum))
            for datum, knows in truth.items()
        ]
    return rows


def because(found: Expectation, datum: str) -> str:
    """Say which parties an adversary has to hold to learn a datum."""
    if not found.names:
        return "no party of this journey can be hostile"
    least = found.least[datum]
    if not least:
        return f"not even {listed(found.names)} together learn it"
    if least == ((),):
        return "known without holding any party"
    teams = [" + ".join(team) for team in sorted(least, key=len)]
    more = [f"{len(teams) - 3} more"] if len(teams) > 4 else []
    return f"known to whoever holds {listed(teams[:3] + more if more else teams, 'or')}"


def casebook(journey: str | Journey) -> Clues:
    """Return the clues of a shipped journey by its id, or of a journey of your own."""
    if isinstance(journey, str):
        known_ones = journeys()
        if journey not in known_ones:
            raise ValueError(f"there is no journey {journey!r}; there are: {', '.join(known_ones)}")
        journey = known_ones[journey]
    return _casebook(journey)


# A panel asks about the same journey at every move of a slider.
@lru_cache(maxsize=64)
def _casebook(journey: Journey) -> Clues:
    return Clues(journey)


def _team(book: Clues, one: str | Iterable[str]) -> tuple[str, ...]:
    """Turn one entry of `observers` into the names of a coalition."""
    team = (one,) if isinstance(one, str) else tuple(one)
    if not team:
        raise ValueError(f"a coalition needs a member; {book.journey.id!r} has: {listed(book.bits)}")
    book.who(*team)
    return team
