"""Reasons: why an observer or a coalition knows a datum, or why it does not, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from guidekit.exposure.clues import Casebook, Clue
from guidekit.exposure.views import RECIPIENT_END, SENDER_END, linking
from guidekit.exposure.words import listed


def reason(book: Casebook, names: Sequence[str], datum: str, knows: bool, correlate: bool = False) -> str:
    """Say why these observers know a datum, or why they do not.

    Parameters
    ----------
    book : Casebook
        The clues of the journey.
    names : sequence of str
        The members of the coalition; one name for one observer.
    datum : str
        What is asked for.
    knows : bool
        The answer that is to be explained.
    correlate : bool
        Whether timing may be used.
    """
    who = book.who(*names)
    if datum == "link":
        return _linked(book, names, correlate) if knows else _unlinked(book, who, correlate)
    if knows:
        return _story(book, names, _best(book.by_datum[datum], who))
    return _obstacle(book, who, datum)


def _best(clues: list[Clue], who: int) -> Clue:
    """Pick the clue that needs the fewest members, and of those the one that opens least."""
    return min((c for c in clues if c.known_to(who)), key=lambda c: (_needs_pooling(c, who), len(c.locks)))


def _needs_pooling(clue: Clue, who: int) -> bool:
    """Say whether no single member could have followed the clue alone."""
    alone = clue.places
    for lock in clue.locks:
        alone &= lock.holders
    return not alone & who


def _story(book: Casebook, names: Sequence[str], clue: Clue) -> str:
    """Tell who sees the packet and who opens the layers."""
    for name in names:
        if clue.known_to(book.bits[name]):
            return clue.how if len(names) == 1 else f"{name} {clue.how}"
    for name in names:
        for client in book.clients(name):
            if clue.known_to(book.bits[client]):
                subject = "" if len(names) == 1 else f"{name} "
                return f"{subject}ships the code of {client}'s client, which {clue.how}"
    places = next(name for name in names if book.who(name) & clue.places)
    keys = dict.fromkeys(n for lock in clue.locks for n in names if book.who(n) & lock.holders)
    return f"{places} holds the packet, and with the keys of {listed(keys)} the coalition {clue.how}"


def _obstacle(book: Casebook, who: int, datum: str) -> str:
    """Name the first layer that stays closed, or say that nothing on the way tells."""
    if datum.endswith("_address"):
        ends = [book.journey.sender] if datum == "sender_address" else list(book.journey.recipients)
        return f"is not {listed(ends, 'or')}'s neighbour on the path" if ends else "there is no recipient"
    met = [clue for clue in book.by_datum[datum] if clue.places & who and clue.locks]
    if not met:
        return "no layer it can open reveals it"
    lock = min(met, key=lambda clue: len(clue.closed_to(who))).closed_to(who)[0]
    return f"cannot open the {lock.layer} layer, whose key {listed(lock.keys)} {_hold(lock.keys)}"


def _hold(keys: Sequence[str]) -> str:
    return "hold" if len(keys) > 1 else "holds"


def _ends(book: Casebook, who: int, hops: Collection[int]) -> list[list[Clue]]:
    """Collect the clues to either end that a coalition follows on some hops."""
    return [
        [clue for clue in book.clues if clue.hop in hops and clue.datum in kinds and clue.known_to(who)]
        for kinds in (SENDER_END, RECIPIENT_END)
    ]


def _tied(book: Casebook, who: int, correlate: bool) -> list[int]:
    """List the hops to which a coalition ties both ends."""
    ties = linking(book, np.array([who]), correlate, len(book.journey.hops))
    return [int(hop) for hop in np.flatnonzero(ties[:, 0])]


def _linked(book: Casebook, names: Sequence[str], correlate: bool) -> str:
    """Say by which two pieces the ends are joined, and whether it took timing."""
    who = book.who(*names)
    tied = _tied(book, who, False)
    timing = "" if tied else ", joined by timing"
    senders, recipients = _ends(book, who, tied or _tied(book, who, correlate))
    one, two = (min(end, key=lambda c: (c.datum.endswith("_address"), len(c.locks))) for end in (senders, recipients))
    first, second = (f"the {_words(clue)} ({_story(book, names, clue)})" for clue in (one, two))
    return f"knows {first} and {second}{timing}"


def _unlinked(book: Casebook, who: int, correlate: bool) -> str:
    """Say which end is missing, or why two known ends stay apart."""
    senders, recipients = _ends(book, who, range(len(book.journey.hops)))
    if not senders and not recipients:
        return "knows neither end"
    if not senders or not recipients:
        found, missing = (recipients, "sender's") if recipients else (senders, "recipient's")
        return f"knows the {_words(found[0])}, but nothing of the {missing} end"
    if correlate:
        return "knows both ends, but the message waited in between, so timing does not join them"
    return "knows both ends, but holds no unbroken run of hops between them and does not compare times"


def _words(clue: Clue) -> str:
    return clue.datum.replace("_", "'s ")
