"""Clues: every way in which a datum of a journey can be learned, by those who hold packets or watch links."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.exposure.journey import Hop, Journey
from guidekit.words import listed

Truth = NDArray[np.bool_]


class Coalitions:
    """A list of coalitions that can be asked a question all at once.

    Questions repeat (the same keys lie on many hops), so each answer is kept.

    >>> teams = Coalitions([0b01, 0b10, 0b11])
    >>> teams.reach(0b01)
    array([ True, False,  True])
    >>> teams.reach(0b01, 0b10)
    array([False, False,  True])
    """

    def __init__(self, bits: ArrayLike) -> None:
        self.bits = np.atleast_1d(np.asarray(bits, dtype=np.int64))
        self._kept: dict[tuple[int, ...], Truth] = {}

    def reach(self, *masks: int) -> Truth:
        """Say which coalitions have a member in every one of these sets."""
        if masks not in self._kept:
            *outer, last = masks
            found = np.asarray(self.reach(*outer) & self.reach(last) if outer else self.bits & last != 0)
            found.flags.writeable = False
            self._kept[masks] = found
        return self._kept[masks]


@dataclass(frozen=True)
class Watcher:
    """Someone on the wire or in radio range: sees addresses, time, size and clear outer layers.

    Attributes
    ----------
    name : str
        What a table calls it.
    hops : tuple of int
        The hops it watches, counted from 0.
    """

    name: str
    hops: tuple[int, ...]


def watchers(journey: Journey) -> tuple[Watcher, ...]:
    """List the network observers that a journey meets by itself.

    Each end that uses the internet has a provider (``alice's network``); ``global observer`` watches
    every link of the internet, ``listener nearby`` every link of radio.

    >>> from guidekit.exposure import journeys
    >>> [w.name for w in watchers(journeys()["tor-circuit"])]
    ["alice's network", "site's network", 'global observer']
    """
    wired = [h for h, hop in enumerate(journey.hops) if not hop.nearby]
    radio = tuple(h for h, hop in enumerate(journey.hops) if hop.nearby)
    found = []
    for end in (journey.sender, *journey.recipients):
        own = tuple(h for h in wired if end in journey.hops[h].ends)
        if own:
            found.append(Watcher(f"{end}'s network", own))
    if wired:
        found.append(Watcher("global observer", tuple(wired)))
    if radio:
        found.append(Watcher("listener nearby", radio))
    return tuple(found)


@dataclass(frozen=True)
class Lock:
    """A layer that has to be opened first, and the observers (as bits) who hold its key."""

    layer: str
    keys: tuple[str, ...]
    holders: int


@dataclass(frozen=True)
class Clue:
    """One way to learn a datum: be at a place, and open every layer that lies outside it.

    Attributes
    ----------
    datum : str
        What is learned.
    hop : int
        The hop on which it is learned, from 0.
    places : int
        The observers, as bits, who see the packet or the link there.
    locks : tuple of Lock
        The layers to open, outermost first. The keys of a coalition are pooled.
    how : str
        The words for it, such as ``opens the routing layer``.
    """

    datum: str
    hop: int
    places: int
    locks: tuple[Lock, ...]
    how: str

    def follows(self, who: int) -> bool:
        """Say whether one coalition learns the datum this way."""
        return bool(who & self.places) and all(who & lock.holders for lock in self.locks)

    def known_to(self, teams: Coalitions) -> NDArray[np.bool_]:
        """Say which of many coalitions learn the datum this way."""
        return teams.reach(self.places, *(lock.holders for lock in self.locks))

    def closed_to(self, who: int) -> list[Lock]:
        """List the layers that stay closed for a coalition."""
        return [lock for lock in self.locks if not who & lock.holders]


class Clues:
    """A journey turned into clues, with one bit for each party and each network observer.

    Attributes
    ----------
    journey : Journey
        The journey.
    bits : dict of str to int
        The bit of each observer.
    clues : tuple of Clue
        All clues, in the order of the hops.
    """

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.watchers = watchers(journey)
        names = [p.name for p in journey.parties] + [w.name for w in self.watchers]
        self.bits = {name: 1 << number for number, name in enumerate(names)}
        chosen = Clue("recipient", 0, self.bits[journey.sender], (), "chose the recipient")
        read = [clue for number, hop in enumerate(journey.hops) for clue in self._clues(number, hop)]
        self.clues = (chosen, *read)

    def who(self, *names: str) -> int:
        """Return the bits of a coalition, with the clients whose code its members ship.

        Raises
        ------
        ValueError
            If the journey has no such observer.
        """
        bits = 0
        for name in names:
            if name not in self.bits:
                raise ValueError(
                    f"{name!r} is no observer of {self.journey.id!r}; it has: {listed(self.bits)}"
                )
            bits |= self.bits[name]
            for client in self.clients(name):
                bits |= self.bits[client]
        return bits

    def clients(self, name: str) -> tuple[str, ...]:
        """List the parties on this journey whose code an observer ships."""
        party = next((p for p in self.journey.parties if p.name == name), None)
        return tuple(c for c in party.ships_code_to if c in self.bits) if party else ()

    @cached_property
    def by_datum(self) -> dict[str, list[Clue]]:
        """The clues for each datum."""
        found: dict[str, list[Clue]] = {datum: [] for datum in self.journey.data}
        for clue in self.clues:
            found[clue.datum].append(clue)
        return found

    def _clues(self, number: int, hop: Hop) -> list[Clue]:
        """Read one hop: its two addresses, its time and size, and its layers from the outside in."""
        journey, everyone = self.journey, 0
        for name in (*hop.ends, *(w.name for w in self.watchers if number in w.hops)):
            everyone |= self.bits[name]
        found = [Clue(d, number, everyone, (), "sees the packet pass") for d in ("time", "size")]
        for end in hop.ends:
            if end == journey.sender or end in journey.recipients:
                found += self._of_end(number, end, everyone)
        locks: list[Lock] = []
        for layer in hop.packet:
            if not layer.clear:
                # The sender wrote what leaves her device, so no layer of it is closed to her.
                keys = dict.fromkeys([*layer.keys, *([hop.source] if hop.source == journey.sender else [])])
                locks.append(Lock(layer.name, tuple(layer.keys), sum(self.bits[k] for k in keys)))
            how = f"reads the clear {layer.name}" if layer.clear else f"opens the {layer.name} layer"
            found += [Clue(datum, number, everyone, tuple(locks), how) for datum in layer.reveals]
        return found

    def _of_end(self, number: int, end: str, everyone: int) -> list[Clue]:
        """Say who learns which end this is: itself, its neighbour, and those who watch the link."""
        role = "sender" if end == self.journey.sender else "recipient"
        me = self.bits[end]
        watching = sum(self.bits[w.name] for w in self.watchers if number in w.hops)
        return [
            Clue(role, number, me, (), f"is the {role}"),
            Clue(f"{role}_address", number, me, (), "has this address itself"),
            Clue(
                f"{role}_address", number, everyone & ~me & ~watching, (), f"is {end}'s neighbour on the path"
            ),
            Clue(f"{role}_address", number, watching, (), f"watches {end}'s link"),
        ]
