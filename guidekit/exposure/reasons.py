"""Reasons: why an observer or a coalition knows a datum, or why it does not, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from guidekit.exposure.clues import Clue, Clues
from guidekit.exposure.coalitions import RECIPIENT_END, SENDER_END
from guidekit.exposure.terms import DATA
from guidekit.words import listed


class Reasoner:
    """One coalition on one journey, which explains what it knows.

    Parameters
    ----------
    book : Clues
        The clues of the journey.
    names : sequence of str
        The members of the coalition; one name for one observer.
    tied : collection of int
        The hops to which it ties both ends without timing (`linking`).
    timed : collection of int, optional
        The same with timing; None when it compares no times.
    """

    def __init__(
        self, book: Clues, names: Sequence[str], tied: Collection[int], timed: Collection[int] | None = None
    ) -> None:
        self.book, self.names, self.tied, self.timed = book, names, tied, timed
        self.who = book.who(*names)
        self.followed = [clue for clue in book.clues if clue.follows(self.who)]

    def why(self, datum: str) -> str:
        """Say why the coalition knows a datum, or why it does not."""
        if datum == "link":
            return self._link()
        clues = [clue for clue in self.followed if clue.datum == datum]
        return self._story(min(clues, key=self._effort)) if clues else self._obstacle(datum)

    def _effort(self, clue: Clue) -> tuple[bool, int]:
        """Rank clues: those that one member can follow alone come first, then those with fewer locks."""
        alone = clue.places & self.who
        for lock in clue.locks:
            alone &= lock.holders
        return not alone, len(clue.locks)

    def _story(self, clue: Clue) -> str:
        """Tell who sees the packet and who opens the layers."""
        book, alone = self.book, len(self.names) == 1
        for name in self.names:
            if clue.follows(book.bits[name]):
                return clue.how if alone else f"{name} {clue.how}"
        for name in self.names:
            for client in book.clients(name):
                if clue.follows(book.bits[client]):
                    ships = f"ships the code of {client}'s client, which {clue.how}"
                    return ships if alone else f"{name} {ships}"
        holder = next(name for name in self.names if book.who(name) & clue.places)
        openers = dict.fromkeys(n for lock in clue.locks for n in self.names if book.who(n) & lock.holders)
        return f"{holder} holds the packet, and with the keys of {listed(openers)} the coalition {clue.how}"

    def _obstacle(self, datum: str) -> str:
        """Name the first layer that stays closed, or say that nothing on the way tells."""
        if datum.endswith("_address"):
            journey = self.book.journey
            ends = [journey.sender] if datum == "sender_address" else list(journey.recipients)
            return f"is not {listed(ends, 'or')}'s neighbour on the path" if ends else "there is no recipient"
        met = [clue for clue in self.book.by_datum[datum] if clue.places & self.who and clue.locks]
        if not met:
            return "no layer it can open reveals it"
        lock = min((clue.closed_to(self.who) for clue in met), key=len)[0]
        holds = "holds" if len(lock.keys) == 1 else "hold"
        return f"cannot open the {lock.layer} layer, whose key {listed(lock.keys)} {holds}"

    def _link(self) -> str:
        """Say by which two pieces the ends are joined, and whether it took timing; or what is missing."""
        tied = self.tied or self.timed
        if not tied:
            return self._apart()
        pieces = []
        for kinds in (SENDER_END, RECIPIENT_END):
            clues = [clue for clue in self.followed if clue.datum in kinds and clue.hop in tied]
            best = min(clues or [clue for clue in self.followed if clue.datum in kinds], key=self._plainness)
            pieces.append(f"{DATA[best.datum]} ({self._story(best)})")
        return f"knows {listed(pieces)}" + ("" if self.tied else ", joined by timing")

    def _plainness(self, clue: Clue) -> tuple[bool, bool, int]:
        """Rank clues to an end: an identity says more than an address."""
        return clue.datum.endswith("_address"), *self._effort(clue)

    def _apart(self) -> str:
        """Say which end is missing, or why two known ends stay apart."""
        senders, recipients = (
            [clue for clue in self.followed if clue.datum in kinds] for kinds in (SENDER_END, RECIPIENT_END)
        )
        if not senders and not recipients:
            return "knows neither end"
        if not senders or not recipients:
            known, missing = (recipients, "sender") if recipients else (senders, "recipient")
            return f"knows {DATA[known[0].datum]}, but nothing of the {missing}"
        if self.timed is not None:
            return "knows both ends, but the message waited in between, so timing does not join them"
        return "knows both ends, but holds no unbroken run of hops between them and compares no times"
