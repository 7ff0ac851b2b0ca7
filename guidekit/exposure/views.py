"""Views: what observers and coalitions know, and when two ends can be linked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from guidekit.exposure.clues import Casebook
from guidekit.exposure.teams import Teams, Truth

SENDER_END = ("sender", "sender_address")
"""Either of these points at the one who writes."""

RECIPIENT_END = ("recipient", "recipient_address", "members")
"""Any of these points at the one who is written to."""


def known(
    book: Casebook, who: Teams | ArrayLike, correlate: bool = False, hops: int | None = None
) -> dict[str, Truth]:
    """Say which coalitions know each datum of a journey.

    Parameters
    ----------
    book : Casebook
        The clues of the journey.
    who : Teams or array_like of int
        Coalitions, each a number whose bits are its members (`Casebook.who`).
    correlate : bool
        Whether views are also joined by the time at which packets pass.
    hops : int, optional
        Only the first so many hops have happened; by default all.

    Returns
    -------
    dict of str to numpy.ndarray
        For each datum, whether each coalition knows it.
    """
    teams = who if isinstance(who, Teams) else Teams(who)
    happened = len(book.journey.hops) if hops is None else hops
    truth = {datum: np.zeros(teams.bits.shape, dtype=np.bool_) for datum in book.journey.data}
    for clue in book.clues:
        if clue.hop < happened:
            truth[clue.datum] |= clue.known_to(teams)
    truth["link"] |= linking(book, teams, correlate, happened).any(axis=0)
    return truth


def linking(book: Casebook, teams: Teams, correlate: bool, happened: int) -> Truth:
    """Say for each hop whether a coalition can tie both ends of the journey to it.

    What is known from one hop spreads to every hop that the same coalition can tie to it. A member
    that handles two hops knows that the same message passed on both, and two members at the two ends
    of one hop hold the same packet, so knowledge spreads along unbroken runs of members. Someone who
    only watches links cannot tie one link to the next, except by timing.

    Returns
    -------
    numpy.ndarray
        Shape (hops that happened, coalitions).
    """
    # For the sender's and the recipient's end, and for each hop: is that end known from this hop alone?
    ends = np.zeros((2, happened, teams.bits.size), dtype=np.bool_)
    for clue in book.clues:
        if clue.hop < happened and clue.datum in (*SENDER_END, *RECIPIENT_END):
            ends[int(clue.datum in RECIPIENT_END), clue.hop] |= clue.known_to(teams)
    groups: list[tuple[list[int], Truth]] = []
    for party in book.journey.parties:
        touched = [h for h in range(happened) if party.name in book.journey.hops[h].ends]
        if len(touched) > 1:
            groups.append((touched, teams.reach(book.bits[party.name])))
    if correlate:
        everyone = np.ones(teams.bits.shape, dtype=np.bool_)
        groups += [(moment, everyone) for moment in moments(book, happened) if len(moment) > 1]
    spreading = True
    while spreading:
        spreading = False
        for hops, able in groups:
            before = ends[:, hops]
            after = before | (before.any(axis=1) & able)[:, None]
            if (after != before).any():
                ends[:, hops] = after
                spreading = True
    return np.asarray(ends[0] & ends[1])


def moments(book: Casebook, happened: int) -> list[list[int]]:
    """Group the hops that follow each other without a wait; timing ties only these together."""
    groups: list[list[int]] = []
    arrived: dict[str, int] = {}
    for h, hop in enumerate(book.journey.hops[:happened]):
        group = arrived.get(hop.source, -1)
        if hop.later or group < 0:
            group = len(groups)
            groups.append([])
        groups[group].append(h)
        arrived.setdefault(hop.source, group)
        arrived.setdefault(hop.target, group)
    return groups


def opened(book: Casebook, names: Sequence[str]) -> tuple[str, ...]:
    """List the closed layers that an observer or a coalition opens on the way.

    The same key on several hops counts once.
    """
    who, found = book.who(*names), {}
    for number, hop in enumerate(book.journey.hops):
        if not any(who & book.bits[end] for end in hop.ends) and not any(
            who & book.bits[w.name] for w in book.watchers if number in w.hops
        ):
            continue
        for layer in hop.packet:
            if layer.clear:
                continue
            mine = hop.source == book.journey.sender and who & book.bits[hop.source]
            if not mine and not any(who & book.bits[k] for k in layer.keys):
                break
            found[layer.name, frozenset(layer.keys)] = layer.name
    return tuple(found.values())
