"""Coalitions: what observers know together, when two ends can be linked, and how likely it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from guidekit.exposure.clues import Clues, Coalitions, Truth
from guidekit.exposure.terms import CORRUPTIBLE, KINDS, NETWORK
from guidekit.knobs import probability
from guidekit.words import listed

SENDER_END = ("sender", "sender_address")
"""Either of these points at the one who writes."""

RECIPIENT_END = ("recipient", "recipient_address", "members")
"""Any of these points at the one who is written to."""


def knowledge(
    book: Clues, who: Coalitions | ArrayLike, correlate: bool = False, hops: int | None = None
) -> dict[str, Truth]:
    """Say which coalitions know each datum of a journey.

    Parameters
    ----------
    book : Clues
        The clues of the journey.
    who : Coalitions or array_like of int
        Coalitions, each a number whose bits are its members (`Clues.who`).
    correlate : bool
        Whether views are also joined by the time at which packets pass.
    hops : int, optional
        Only the first so many hops have happened; by default all.

    Returns
    -------
    dict of str to numpy.ndarray
        For each datum, whether each coalition knows it.
    """
    teams = who if isinstance(who, Coalitions) else Coalitions(who)
    happened = len(book.journey.hops) if hops is None else hops
    truth = {datum: np.zeros(teams.bits.shape, dtype=np.bool_) for datum in book.journey.data}
    for clue in book.clues:
        if clue.hop < happened:
            truth[clue.datum] |= clue.known_to(teams)
    truth["link"] |= linking(book, teams, correlate, happened).any(axis=0)
    return truth


def linking(book: Clues, teams: Coalitions, correlate: bool, happened: int) -> Truth:
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
        groups += [(moment, everyone) for moment in link_moments(book, happened) if len(moment) > 1]
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


def link_moments(book: Clues, happened: int) -> list[list[int]]:
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


def layers_opened(book: Clues, names: Sequence[str]) -> tuple[str, ...]:
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


MOST_HOSTILE = 16  # 65,536 subsets; more parties belong into one with a count

Adversary = float | Mapping[str, float]


@dataclass(frozen=True)
class Expectation:
    """What an adversary that holds each party with its own probability knows on average.

    Attributes
    ----------
    names : tuple of str
        The parties it may hold.
    level : dict of str to float
        For each datum the probability that it is known.
    least : dict of str to tuple of tuple of str
        For each datum the smallest coalitions that know it.
    """

    names: tuple[str, ...]
    level: dict[str, float]
    least: dict[str, tuple[tuple[str, ...], ...]]


def chances(book: Clues, adversary: Adversary) -> dict[str, float]:
    """Give the probability that each party is hostile.

    Parameters
    ----------
    book : Clues
        The clues of the journey.
    adversary : float or mapping
        A number is the hostile share of every kind that strangers run. A mapping gives the share for
        a kind, a party or a network observer; a name goes before its kind.

    Returns
    -------
    dict of str to float
        For each party that may be hostile, 1 − (1−f)^count.

    Raises
    ------
    ValueError
        If a share is no probability, or its name is neither a kind nor an observer of the journey.
    """
    if not isinstance(adversary, Mapping):
        adversary = dict.fromkeys(CORRUPTIBLE, probability("adversary", adversary))
    for name, share in adversary.items():
        probability(f"adversary[{name!r}]", share)
        if name not in KINDS and name != NETWORK and name not in book.bits:
            allowed = listed([*KINDS, NETWORK, *book.bits], "or")
            raise ValueError(
                f"adversary: {name!r} is neither a kind nor an observer here; allowed: {allowed}"
            )
    found = {}
    for name, kind, count in [(p.name, p.kind, p.count) for p in book.journey.parties] + [
        (w.name, NETWORK, 1) for w in book.watchers
    ]:
        if name in adversary or kind in adversary:
            share = adversary[name] if name in adversary else adversary[kind]
            found[name] = 1 - (1 - share) ** count
    return found


def expect(book: Clues, adversary: Adversary, correlate: bool = False) -> Expectation:
    """Sum over every subset of parties that may be hostile, exactly.

    Raises
    ------
    ValueError
        If more than `MOST_HOSTILE` parties may be hostile.
    """
    chance = chances(book, adversary)
    names = tuple(chance)
    if len(names) > MOST_HOSTILE:
        raise ValueError(
            f"{len(names)} parties of {book.journey.id!r} may be hostile; allowed: at most {MOST_HOSTILE}. "
            "Give some of them as one party with a count."
        )
    teams, weights = np.zeros(1, dtype=np.int64), np.ones(1)
    for name, share in chance.items():
        teams = np.concatenate([teams, teams | book.who(name)])
        weights = np.concatenate([weights * (1 - share), weights * share])
    truth = knowledge(book, teams, correlate)
    level = {datum: float(weights @ knows) for datum, knows in truth.items()}
    return Expectation(names, level, {datum: _least(names, knows) for datum, knows in truth.items()})


def _least(names: tuple[str, ...], knows: Truth) -> tuple[tuple[str, ...], ...]:
    """Pick the subsets that know and would not know without any one of their members."""
    needed = knows.copy()
    for number in range(len(names)):
        # Index 1 of the middle axis has this member, index 0 is the same subset without it.
        shape = (-1, 2, 1 << number)
        needed.reshape(shape)[:, 1] &= ~knows.reshape(shape)[:, 0]
    return tuple(
        tuple(name for number, name in enumerate(names) if subset >> number & 1)
        for subset in map(int, np.flatnonzero(needed))
    )
