"""The hostile share: expected exposure when each party of a kind is hostile with some probability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from guidekit.exposure.clues import Casebook
from guidekit.exposure.teams import Truth
from guidekit.exposure.views import known
from guidekit.exposure.words import CORRUPTIBLE, KINDS, NETWORK, listed
from guidekit.models.knobs import probability

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


def chances(book: Casebook, adversary: Adversary) -> dict[str, float]:
    """Give the probability that each party is hostile.

    Parameters
    ----------
    book : Casebook
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


def expect(book: Casebook, adversary: Adversary, correlate: bool = False) -> Expectation:
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
    truth = known(book, teams, correlate)
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
