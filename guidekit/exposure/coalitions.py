"""Coalitions: what observers know together, where they link the two ends, and how likely that is.

Many at once
    `Coalitions` asks one question of thousands of coalitions with one operation on their bits.
What they know
    `knowledge` follows every clue; `link_by_hop` joins what is known of the two ends.
A hostile share
    `expect` sums over every set of parties that an adversary may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.exposure import wording
from guidekit.exposure.clues import Clue, Clues
from guidekit.exposure.terms import CORRUPTIBLE, GLOBAL, KINDS, NETWORK, RECIPIENT_END, SENDER_END
from guidekit.knobs import probability, switch
from guidekit.words import word_list

MOST_HOSTILE = 16  # 65,536 subsets; more parties belong into one with a count

Truth = NDArray[np.bool_]
Adversary = float | Mapping[str, float]


class Coalitions:
    """A list of coalitions that can be asked a question all at once.

    Parameters
    ----------
    bits : array_like of int
        One number for each coalition, whose bits are its members (`Clues.who`).

    Examples
    --------
    >>> three = Coalitions([0b01, 0b10, 0b11])
    >>> three.reach(0b01)
    array([ True, False,  True])
    >>> three.reach(0b01, 0b10)
    array([False, False,  True])
    """

    def __init__(self, bits: ArrayLike) -> None:
        self.bits = np.atleast_1d(np.asarray(bits, dtype=np.int64))
        self._answers: dict[tuple[int, ...], Truth] = {}

    def reach(self, *masks: int) -> Truth:
        """Say which coalitions have a member in every one of these sets.

        Parameters
        ----------
        *masks : int
            Sets of observers, as bits.

        Returns
        -------
        numpy.ndarray
            One answer for each coalition, read-only.
        """
        # Questions repeat and share their beginnings, because the same keys lie on many hops. So each
        # answer is kept, and a longer question starts from the answer to all of it but the last set.
        if masks not in self._answers:
            *outer, last = masks
            answer = np.asarray(self.reach(*outer) & self.reach(last) if outer else self.bits & last != 0)
            answer.flags.writeable = False
            self._answers[masks] = answer
        return self._answers[masks]

    def follow(self, clue: Clue) -> Truth:
        """Say which coalitions learn a datum by this clue; `Clue.open_to` asks the same of only one."""
        return self.reach(clue.places, *(lock.holders for lock in clue.locks))


def knowledge(
    clues: Clues, who: Coalitions | ArrayLike, correlate: bool = False, hops: int | None = None
) -> dict[str, Truth]:
    """Say which coalitions know each datum of a journey.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    who : Coalitions or array_like of int
        Coalitions, each a number whose bits are its members (`Clues.who`).
    correlate : bool
        Whether they also join what they see by the time at which packets pass.
    hops : int, optional
        Only the first so many hops have happened; by default all.

    Returns
    -------
    dict of str to numpy.ndarray
        For each datum, whether each coalition knows it.

    Examples
    --------
    >>> from guidekit.exposure import clues_of
    >>> circuit = clues_of("tor-circuit")
    >>> knowledge(circuit, [circuit.who("entry"), circuit.who("entry", "middle", "exit")])["link"]
    array([False,  True])
    """
    coalitions = who if isinstance(who, Coalitions) else Coalitions(who)
    count = len(clues.journey.hops) if hops is None else hops
    switch("correlate", correlate)
    truth = {datum: np.zeros(coalitions.bits.shape, dtype=np.bool_) for datum in clues.journey.data}
    # A datum is known to whoever can follow one of its clues. Only the link needs more than one clue.
    for clue in clues.clues:
        if clue.hop < count:
            truth[clue.datum] |= coalitions.follow(clue)
    if "link" in truth:
        truth["link"] |= link_by_hop(clues, coalitions, correlate, count).any(axis=0)
    return truth


def link_by_hop(clues: Clues, coalitions: Coalitions, correlate: bool, hops: int) -> Truth:
    """Say for each hop whether a coalition can tie both ends of the journey to it.

    A member that handles two hops knows that the same message passed on both, and two members at the
    two ends of one hop hold the same packet. So knowledge of an end spreads along unbroken runs of
    members. Someone who only watches links cannot tie one link to the next, except by timing.

    A message that waits at a stop leaves at another time, so times do not join what comes before the
    stop with what comes after. Only the global observer joins it too: whoever watches every link for many
    days sees who fetches each time after somebody sends.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    coalitions : Coalitions
        The coalitions that are asked about.
    correlate : bool
        Whether they compare the times at which packets pass.
    hops : int
        How many hops have happened.

    Returns
    -------
    numpy.ndarray
        Shape (hops, coalitions).

    References
    ----------
    What is linked here is the relation of sender and recipient; its opposite is "relationship anonymity"
    in A. Pfitzmann and M. Hansen, "A terminology for talking about privacy by data minimization" (2010).
    That a global observer finds who writes to whom over time, whatever waits in between, is the disclosure
    attack of D. Agrawal and D. Kesdogan, "Measuring anonymity: the disclosure attack", IEEE Security and
    Privacy 1 (2003).
    """
    # The start: for the sender's end and the recipient's, is it known from this hop alone?
    ends = np.zeros((2, hops, coalitions.bits.size), dtype=np.bool_)
    for clue in clues.clues:
        if clue.hop < hops and clue.datum in (*SENDER_END, *RECIPIENT_END):
            ends[int(clue.datum in RECIPIENT_END), clue.hop] |= coalitions.follow(clue)
    # The joints: hops that a coalition ties together, because one member touches all of them, or
    # because they follow one another without a wait and it compares times.
    joints: list[tuple[list[int], Truth]] = []
    for party in clues.journey.parties:
        here = [h for h in range(hops) if party.name in clues.journey.hops[h].ends]
        if len(here) > 1:
            joints.append((here, coalitions.reach(clues.bits[party.name])))
    if switch("correlate", correlate):
        everyone = np.ones(coalitions.bits.shape, dtype=np.bool_)
        joints += [(moment, everyone) for moment in link_moments(clues, hops) if len(moment) > 1]
        for watcher in clues.watchers:
            if watcher.name == GLOBAL:
                joints.append(([h for h in watcher.hops if h < hops], coalitions.reach(clues.bits[GLOBAL])))
    # The spreading: over each joint an end that is known on one hop becomes known on all. This repeats
    # until nothing changes, which it must, since knowledge only grows.
    changed = True
    while changed:
        changed = False
        for here, able in joints:
            before = ends[:, here]
            after = before | (before.any(axis=1) & able)[:, None]
            if (after != before).any():
                ends[:, here] = after
                changed = True
    return np.asarray(ends[0] & ends[1])


def link_moments(clues: Clues, hops: int) -> list[list[int]]:
    """Group the first so many hops by the moment of the message; timing ties only one moment together.

    Returns
    -------
    list of list of int
        Hops from 0, in groups. A packet that waited before a hop starts a new group there.
    """
    groups: list[list[int]] = []
    arrivals: dict[str, int] = {}  # the group in which the packet first reached each party
    for h, hop in enumerate(clues.journey.hops[:hops]):
        group = arrivals.get(hop.source, -1)
        if hop.later or group < 0:
            group = len(groups)
            groups.append([])
        groups[group].append(h)
        arrivals.setdefault(hop.source, group)
        arrivals.setdefault(hop.target, group)
    return groups


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

    def reason(self, datum: str) -> str:
        """Say which parties the adversary has to hold to learn a datum."""
        if not self.names:
            return wording.HOLDS["nobody"]
        least = self.least[datum]
        if not least:
            case = "not one" if len(self.names) == 1 else "not all"
            return wording.HOLDS[case].format(names=word_list(self.names))
        if least == ((),):
            return wording.HOLDS["anyway"]
        sets = [" + ".join(members) for members in sorted(least, key=len)]
        if len(sets) > 4:
            return wording.HOLDS["many"].format(sets=", ".join(sets[:3]), more=len(sets) - 3)
        return wording.HOLDS["some"].format(sets=word_list(sets, "or"))


def hostile_chances(clues: Clues, adversary: Adversary) -> dict[str, float]:
    """Give the probability that each party is hostile.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    adversary : float or mapping
        A number is the hostile share of every kind that strangers run. A mapping gives the share for
        a kind, a party or a network observer; a name goes before its kind. The kind ``network`` is the
        providers of the ends; whoever watches more than one end is hostile only by name.

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
        if name not in KINDS and name != NETWORK and name not in clues.bits:
            allowed = word_list([*KINDS, NETWORK, *clues.bits], "or")
            raise ValueError(
                f"adversary: {name!r} is neither a kind nor an observer here; allowed: {allowed}"
            )
    found = {}
    for name, kind, count in [(p.name, p.kind, p.count) for p in clues.journey.parties] + [
        (w.name, NETWORK if w.end else w.name, 1) for w in clues.watchers
    ]:
        if name in adversary or kind in adversary:
            share = adversary[name] if name in adversary else adversary[kind]
            found[name] = 1 - (1 - share) ** count
    return found


def subset_bits(clues: Clues, names: Iterable[str]) -> NDArray[np.int64]:
    """List every coalition of n observers.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    names : iterable of str
        The observers.

    Returns
    -------
    numpy.ndarray
        2^n coalitions. Bit k of the index of a coalition says whether the k-th observer is a member.
    """
    # One observer after the other doubles the list: the first half goes on without it, the second half
    # with it. So the index of a coalition spells its members; `subset_weights` runs in the same order.
    bits = np.zeros(1, dtype=np.int64)
    for name in names:
        bits = np.concatenate([bits, bits | clues.who(name)])
    return bits


def subset_weights(shares: Iterable[float]) -> NDArray[np.float64]:
    """Return the probability of each coalition of `subset_bits`.

    Parameters
    ----------
    shares : iterable of float
        For each observer the probability that it is hostile, independently of the others.

    Returns
    -------
    numpy.ndarray
        2^n probabilities, which sum to 1.

    Examples
    --------
    >>> subset_weights([0.5, 0.1]).round(2)
    array([0.45, 0.45, 0.05, 0.05])
    """
    weights = np.ones(1)
    for share in shares:
        weights = np.concatenate([weights * (1 - share), weights * share])
    return weights


def expect(clues: Clues, adversary: Adversary, correlate: bool = False) -> Expectation:
    """Sum what is known over every set of parties that may be hostile, exactly.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    adversary : float or mapping
        As for `hostile_chances`.
    correlate : bool
        Whether the adversary compares the times at which packets pass.

    Returns
    -------
    Expectation
        For each datum the probability that it is known, and the smallest sets that know it.

    Raises
    ------
    ValueError
        If more than `MOST_HOSTILE` parties may be hostile.
    """
    chance = hostile_chances(clues, adversary)
    names = tuple(chance)
    if len(names) > MOST_HOSTILE:
        raise ValueError(
            f"{len(names)} parties of {clues.journey.id!r} may be hostile; allowed: at most {MOST_HOSTILE}. "
            "Give some of them as one party with a count."
        )
    weights = subset_weights(chance.values())
    truth = knowledge(clues, subset_bits(clues, names), correlate)
    level = {datum: float(weights @ knows) for datum, knows in truth.items()}
    return Expectation(names, level, {datum: _least(names, knows) for datum, knows in truth.items()})


def _least(names: tuple[str, ...], knows: Truth) -> tuple[tuple[str, ...], ...]:
    """Pick the subsets that know and would not know without any one of their members."""
    # Knowledge only grows with members. So a subset is smallest if it knows and each subset with one
    # member fewer does not; these neighbours lie 2^k apart in the list, which a reshape lines up.
    needed = knows.copy()
    for number in range(len(names)):
        # Index 1 of the middle axis has this member, index 0 is the same subset without it.
        shape = (-1, 2, 1 << number)
        needed.reshape(shape)[:, 1] &= ~knows.reshape(shape)[:, 0]
    return tuple(
        tuple(name for number, name in enumerate(names) if subset >> number & 1)
        for subset in map(int, np.flatnonzero(needed))
    )
