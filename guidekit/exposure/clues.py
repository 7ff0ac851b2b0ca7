"""Clues: every way in which a datum of one journey can be learned, and the words that explain it.

Who is there
    Each party holds the packets of its hops. A `Watcher` holds none and sees the links pass.
What a clue is
    A `Clue` is one place at which a datum can be learned, with the `Lock` objects that close it there.
All clues of a journey
    `Clues` numbers everyone with one bit and reads the clues off the packets, hop by hop.
Why
    A `Reasoner` tells for one coalition which clue it followed, or which lock stopped it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from guidekit.exposure import wording
from guidekit.exposure.journey import Hop, Journey
from guidekit.exposure.terms import BODY, DATA, GLOBAL, PADDING, RECIPIENT_END, SENDER_END
from guidekit.words import word_list


@dataclass(frozen=True)
class Watcher:
    """Someone on the wire or in radio range, who sees addresses, time, size and clear outer layers.

    Attributes
    ----------
    name : str
        The name that a table shows.
    hops : tuple of int
        The hops that it watches, counted from 0.
    end : str, optional
        The end whose provider it is; empty for someone who watches more than the links of one end.
    """

    name: str
    hops: tuple[int, ...]
    end: str = ""


def watchers(journey: Journey) -> tuple[Watcher, ...]:
    """List the network observers that a journey meets.

    Each end that uses the internet has a provider (``alice's network``), and the ``global observer``
    watches every link of the internet. Each end that uses radio has a listener in its range; where all
    ends hear the same links, one ``listener nearby`` stands for them.

    Parameters
    ----------
    journey : Journey
        The journey.

    Returns
    -------
    tuple of Watcher
        The providers in the order of the ends, the global observer, and the listeners.

    Examples
    --------
    >>> from guidekit.exposure import journeys
    >>> [w.name for w in watchers(journeys()["tor-circuit"])]
    ["alice's network", "site's network", 'global observer']
    """
    found: list[Watcher] = []
    radio: dict[tuple[int, ...], str] = {}
    for end in (*journey.devices, *journey.recipients):
        here = [h for h, hop in enumerate(journey.hops) if end in hop.ends]
        wired = tuple(h for h in here if not journey.hops[h].nearby)
        if wired:
            found.append(Watcher(f"{end}'s network", wired, end))
        radio.setdefault(tuple(h for h in here if journey.hops[h].nearby), end)
    internet = tuple(h for h, hop in enumerate(journey.hops) if not hop.nearby)
    if internet:
        found.append(Watcher(GLOBAL, internet))
    radio.pop((), None)
    for hops, end in radio.items():
        found.append(Watcher("listener nearby" if len(radio) == 1 else f"listener near {end}", hops))
    return tuple(found)


@dataclass(frozen=True)
class Lock:
    """A layer that has to be opened first, and the observers who can open it.

    Attributes
    ----------
    layer : str
        The name of the layer.
    keys : tuple of str
        The names that the journey gives as holders of the key.
    holders : int
        Everyone who opens it, as bits of `Clues.bits`.
    """

    layer: str
    keys: tuple[str, ...]
    holders: int


@dataclass(frozen=True)
class Clue:
    """One way to learn a datum: be at a place, and open every layer that lies outside the datum.

    Attributes
    ----------
    datum : str
        What is learned.
    hop : int
        The hop on which it is learned, from 0.
    places : int
        The observers who see the packet or the link there, as bits of `Clues.bits`.
    locks : tuple of Lock
        The layers to open, outermost first. A coalition pools its keys.
    how : str
        What is done there: a word of `guidekit.exposure.wording.CLUES`.
    what : str
        The layer that is read or opened, or the end whose neighbour or link it is.
    """

    datum: str
    hop: int
    places: int
    locks: tuple[Lock, ...]
    how: str
    what: str = ""

    def words(self, frame: str = "alone", **names: str) -> str:
        """Say this way in words, such as ``opens the routing layer``.

        Parameters
        ----------
        frame : str
            Who does it: a word of `guidekit.exposure.wording.CLUES`.
        **names : str
            The names that this frame has places for.
        """
        return wording.CLUES[frame][self.how].format(what=self.what, **names)

    def open_to(self, who: int) -> bool:
        """Say whether one coalition, given as bits, learns the datum this way."""
        return bool(who & self.places) and all(who & lock.holders for lock in self.locks)

    def obstacles(self, who: int) -> list[Lock]:
        """List the locks that one coalition, given as bits, cannot open."""
        return [lock for lock in self.locks if not who & lock.holders]


class Clues:
    """All clues of a journey, with one bit for each party and each network observer.

    A coalition is a number whose bits are its members, so that many coalitions can be asked at once.

    Parameters
    ----------
    journey : Journey
        The journey that is read.

    Attributes
    ----------
    journey : Journey
        The same journey.
    watchers : tuple of Watcher
        The network observers that it meets.
    bits : dict of str to int
        The bit of each observer.
    clues : tuple of Clue
        All clues, in the order of the hops.

    Examples
    --------
    >>> from guidekit.exposure import journeys
    >>> circuit = Clues(journeys()["tor-circuit"])
    >>> {clue.words() for clue in circuit.by_datum["recipient"] if clue.open_to(circuit.who("exit"))}
    {'reads the clear request'}

    References
    ----------
    A layer is closed to everyone who lacks its key and open to everyone else, which is the symbolic view
    of encryption in D. Dolev and A. Yao, "On the security of public key protocols", IEEE Transactions on
    Information Theory 29 (1983).
    """

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.watchers = watchers(journey)
        names = [p.name for p in journey.parties] + [w.name for w in self.watchers]
        self.bits = {name: 1 << number for number, name in enumerate(names)}
        choice = Clue("recipient", 0, self.bits[journey.sender], (), "chose")
        read = [clue for number, hop in enumerate(journey.hops) for clue in self._of_hop(number, hop)]
        self.clues = (choice, *read) if journey.recipients else tuple(read)

    def who(self, *names: str) -> int:
        """Return the bits of a coalition, with the clients whose code its members ship.

        Parameters
        ----------
        *names : str
            The members.

        Returns
        -------
        int
            One bit for each member and each of these clients.

        Raises
        ------
        ValueError
            If the journey has no such observer.
        """
        bits = 0
        for name in names:
            if name not in self.bits:
                raise ValueError(
                    f"{name!r} is no observer of {self.journey.id!r}; it has: {word_list(self.bits)}"
                )
            bits |= self.bits[name]
            for client in self.clients(name):
                bits |= self.bits[client]
        return bits

    def clients(self, name: str) -> tuple[str, ...]:
        """List the parties on this journey whose code an observer ships."""
        party = next((p for p in self.journey.parties if p.name == name), None)
        return tuple(c for c in party.ships_code_to if c in self.bits) if party else ()

    def observers_of(self, number: int) -> dict[str, int]:
        """Return the bits of everyone who sees the packet on one hop, counted from 0."""
        hop = self.journey.hops[number]
        names = (*hop.ends, *(w.name for w in self.watchers if number in w.hops))
        return {name: self.bits[name] for name in names}

    @cached_property
    def by_datum(self) -> dict[str, list[Clue]]:
        """The clues for each datum."""
        found: dict[str, list[Clue]] = {datum: [] for datum in self.journey.data}
        for clue in self.clues:
            found[clue.datum].append(clue)
        return found

    def _of_hop(self, number: int, hop: Hop) -> list[Clue]:
        """Read one hop: its two addresses, its time and size, and its layers.

        The layers are read from the outside in. Each closed layer adds a lock, and what a layer reveals
        lies behind all the locks met so far: so one pass gives each datum its whole list of locks.
        """
        journey, everyone = self.journey, sum(self.observers_of(number).values())
        found = [Clue("time", number, everyone, (), "passes")]
        for end in hop.ends:
            if end in journey.devices or end in journey.recipients:
                found += self._of_end(number, end, everyone)
        locks: list[Lock] = []
        padded: tuple[Lock, ...] = ()
        for layer in hop.packet:
            if not layer.clear:
                # The sender wrote what leaves her device, so no layer of it is closed to her.
                keys = dict.fromkeys([*layer.keys, *([hop.source] if hop.source == journey.sender else [])])
                locks.append(Lock(layer.name, tuple(layer.keys), sum(self.bits[k] for k in keys)))
            how = "clear" if layer.clear else "opens"
            found += [Clue(datum, number, everyone, tuple(locks), how, layer.name) for datum in layer.reveals]
            if layer.name == PADDING:
                padded = tuple(locks)
        # A wake-up, a look-up or an offer of a call passes in a packet of its own, so it shows the time
        # of the message but not its size. Padding hides the size from everyone who cannot open it.
        if any(datum in BODY for layer in hop.packet for datum in layer.reveals):
            how, what = ("opens", PADDING) if padded else ("passes", "")
            found.append(Clue("size", number, everyone, padded, how, what))
        return found

    def _of_end(self, number: int, end: str, everyone: int) -> list[Clue]:
        """Say who learns which end this is: itself, its neighbour, and those who watch the link."""
        role = "sender" if end in self.journey.devices else "recipient"
        me = self.bits[end]
        wire = sum(self.bits[w.name] for w in self.watchers if number in w.hops)
        address = f"{role}_address"
        return [
            Clue(role, number, me, (), role),
            Clue(address, number, me, (), "own"),
            Clue(address, number, everyone & ~me & ~wire, (), "neighbour", end),
            Clue(address, number, wire, (), "watches", end),
        ]


class Reasoner:
    """One coalition on one journey, which explains what it knows and what it does not know.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    names : sequence of str
        The members of the coalition; one name for one observer.
    by_path : collection of int
        The hops at which it links both ends without timing (`link_by_hop`).
    by_time : collection of int, optional
        The same with timing; None when it compares no times.
    """

    def __init__(
        self,
        clues: Clues,
        names: Sequence[str],
        by_path: Collection[int],
        by_time: Collection[int] | None = None,
    ) -> None:
        self.clues, self.names, self.by_path, self.by_time = clues, names, by_path, by_time
        self.who = clues.who(*names)
        self.open = [clue for clue in clues.clues if clue.open_to(self.who)]

    def why(self, datum: str) -> str:
        """Say why the coalition knows a datum, or why it does not."""
        if datum == "link":
            return self._link()
        open_clues = [clue for clue in self.open if clue.datum == datum]
        return self._account(min(open_clues, key=self._effort)) if open_clues else self._obstacle(datum)

    def _effort(self, clue: Clue) -> tuple[bool, int]:
        """Rank clues: those that one member can follow alone come first, then those with fewer locks."""
        alone = clue.places & self.who
        for lock in clue.locks:
            alone &= lock.holders
        return not alone, len(clue.locks)

    def _account(self, clue: Clue) -> str:
        """Say who sees the packet and who opens the layers."""
        clues, alone = self.clues, len(self.names) == 1
        for name in self.names:
            if clue.open_to(clues.bits[name]):
                return clue.words("alone" if alone else "member", member=name)
        for name in self.names:
            for client in clues.clients(name):
                if clue.open_to(clues.bits[client]):
                    return clue.words("client" if alone else "member client", member=name, client=client)
        holder = next(name for name in self.names if clues.who(name) & clue.places)
        openers = dict.fromkeys(n for lock in clue.locks for n in self.names if clues.who(n) & lock.holders)
        return clue.words("pooled", member=holder, keys=word_list(openers))

    def _obstacle(self, datum: str) -> str:
        """Name the first layer that stays closed, or say that nothing on the way tells."""
        if datum.endswith("_address"):
            journey = self.clues.journey
            ends = journey.devices if datum == "sender_address" else journey.recipients
            if not ends:
                return wording.NO_RECIPIENT
            return wording.NO_NEIGHBOUR.format(ends=word_list(ends, "or"))
        met = [clue for clue in self.clues.by_datum[datum] if clue.places & self.who and clue.locks]
        if not met:
            return wording.NO_MESSAGE if datum == "size" else wording.NO_LAYER
        lock = min((clue.obstacles(self.who) for clue in met), key=len)[0]
        closed = wording.CLOSED["one" if len(lock.keys) == 1 else "many"]
        return closed.format(layer=lock.layer, holders=word_list(lock.keys))

    def _link(self) -> str:
        """Say by which two pieces the ends are linked, and whether it took timing; or what is missing."""
        hops = self.by_path or self.by_time
        if not hops:
            return self._apart()
        pieces: dict[str, str] = {}
        at = []
        for end, kinds in (("sender", SENDER_END), ("recipient", RECIPIENT_END)):
            of_end = [clue for clue in self.open if clue.datum in kinds]
            best = min([clue for clue in of_end if clue.hop in hops] or of_end, key=self._plainness)
            pieces |= {end: DATA[best.datum], f"{end}_why": self._account(best)}
            at.append(best.hop)
        waited = any(hop.later for hop in self.clues.journey.hops[min(at) + 1 : max(at) + 1])
        case = "path" if self.by_path else "many days" if waited else "timing"
        return wording.LINKED[case].format(**pieces)

    def _plainness(self, clue: Clue) -> tuple[bool, bool, int]:
        """Rank clues to an end: an identity says more than an address."""
        return clue.datum.endswith("_address"), *self._effort(clue)

    def _apart(self) -> str:
        """Say which end is missing, or why the ends stay apart although the coalition knows both."""
        senders, recipients = (
            [clue for clue in self.open if clue.datum in kinds] for kinds in (SENDER_END, RECIPIENT_END)
        )
        if not senders and not recipients:
            return wording.NOT_LINKED["neither"]
        if not senders or not recipients:
            known = "recipient" if recipients else "sender"
            return wording.NOT_LINKED[known].format(known=DATA[(recipients or senders)[0].datum])
        return wording.NOT_LINKED["apart" if self.by_time is None else "waited"]
