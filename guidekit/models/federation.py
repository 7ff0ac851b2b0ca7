"""Federation: many servers of very different size, who of them sees what, and how many a room touches."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob, probability, within
from guidekit.models.ranked import RankedShares
from guidekit.models.room import probability_all_spared

# The Zipf exponent at which the largest of 20,000 servers holds 11.3 % of the people, as the largest of the
# measured federation does (fediverse.top1_share): Σ r^−s over 20,000 ranks is 1/0.1125 at s = 1.037.
CONCENTRATION = 1.037


@dataclass(frozen=True, repr=False)
class Federation(Model):
    """Servers that talk to each other, a few of them with most of the users.

    The size of the server of rank r is proportional to 1/r^concentration (Zipf). The members of a
    room are random users, and every server with a member gets a copy of what is written (Matrix). A
    pair of random users can talk while both their servers are there and neither blocks the other.

    With the numbers of users known (`from_sizes`) nobody is drawn twice. With a concentration there are
    as many people as one likes, so that it makes no difference.

    The model leaves out: friends who choose the same server, which lowers the number of servers that
    see a room, servers that are down for a while, and users who move after a server goes.

    References
    ----------
    ``mx.servers`` in ``parameters.csv`` counts 20,512 servers; the default is rounded. No good
    measurement of how users spread over Matrix servers exists after 2019 (Jacob, Grashöfer and
    Hartenstein, A glimpse of the Matrix, 2019). So the default concentration is the one that gives the
    largest server the share that a crawl of the fediverse measured (October 2022); the crawl's ten
    largest hold more than Zipf's law then gives them. For the crawl itself see `from_cumulative`.

    Examples
    --------
    A room of a hundred people is copied to dozens of servers:

    >>> matrix = Federation(servers=100_000, concentration=1.05, room_size=100)
    >>> round(matrix.servers_seeing_room(), 2)
    74.92

    Removing the ten largest servers leaves less than half of the pairs:

    >>> round(matrix.reach_after_removing(10), 4)
    0.4901
    """

    servers: int = knob(
        20_000, 10, 100_000, "servers", "Servers", "How many servers there are", log=True,
        source="federation.servers",
    )  # fmt: skip
    concentration: float = knob(
        CONCENTRATION, 0.0, 2.0, "Zipf exponent", "Concentration",
        "0: all servers alike; larger: a few giants", source="federation.concentration",
    )  # fmt: skip
    room_size: int = knob(
        10, 2, 1000, "people", "Room", "How many people are in the room", log=True, source="room.people"
    )
    dishonest: float = knob(
        0.1,
        0.0,
        0.5,
        "share of administrators",
        "Administrators who spy",
        "Share of servers whose administrator spies",
        source="adversary.hostile",
    )
    sizes: tuple[float, ...] | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.sizes is None:
            return
        sizes = _sizes(self.sizes)
        object.__setattr__(self, "sizes", sizes)
        population = sum(sizes)
        if self.room_size > population:
            raise ValueError(
                f"Federation.room_size = {self.room_size} is more than there are users; "
                f"allowed: 2 to {population:g} people"
            )

    @classmethod
    def from_sizes(cls, sizes: Iterable[float], **turned: float) -> Federation:
        """Build a federation from the number of users on each server.

        Parameters
        ----------
        sizes : iterable of int
            Users on each server, in any order, whole numbers. The knobs `servers` and `concentration` then do
            nothing.
        **turned
            The other knobs.

        Raises
        ------
        ValueError
            If there is no size, or one is not a number of users, or the room is larger than all.

        Examples
        --------
        One server is a centralized messenger: it sees every room.

        >>> Federation.from_sizes([1_000_000]).operator_sees_room(1)
        1.0

        Two people with a server each, in one room: both servers see it.

        >>> round(Federation.from_sizes([1, 1], room_size=2).servers_seeing_room(), 9)
        2.0
        """
        return cls(sizes=_sizes(sizes), **turned)  # type: ignore[arg-type]

    @classmethod
    def from_cumulative(
        cls, ranks: Sequence[float], cumulative: Sequence[float], users: float, **turned: float
    ) -> Federation:
        """Build a measured federation from what its largest so many servers hold together.

        Parameters
        ----------
        ranks, cumulative
            As `RankedShares.from_cumulative`, for example ``fediverse-2022`` in ``measured.csv``.
        users : float
            How many users there are on all servers.
        **turned
            The other knobs.
        """
        ranked = RankedShares.from_cumulative(ranks, cumulative)
        total = np.rint(np.cumsum(ranked.shares) * within("users", users, 1, 1e11, "people"))
        return cls.from_sizes(np.diff(total, prepend=0.0).tolist(), **turned)

    def __repr__(self) -> str:
        turned = ", ".join(f"{n}={getattr(self, n)!r}" for n in ("room_size", "dishonest"))
        if self.sizes is None:
            return f"Federation(servers={self.servers}, concentration={self.concentration}, {turned})"
        if len(self.sizes) > 12:  # too many to copy: say what they are instead
            return f"<Federation of {len(self.sizes)} servers with {sum(self.sizes):.0f} users, {turned}>"
        return f"Federation.from_sizes({list(self.sizes)}, {turned})"

    def shares(self) -> NDArray[np.float64]:
        """Return the share of the users on each server.

        Returns
        -------
        numpy.ndarray
            Shares from 0 to 1, shape (servers,), the largest first; together they are 1.
        """
        if self.sizes is not None:
            weights = np.asarray(self.sizes)
        else:
            weights = np.arange(1, self.servers + 1, dtype=float) ** -self.concentration
        return np.asarray(weights / weights.sum())

    def servers_seeing_room(self) -> float:
        """Compute the mean number of servers with a member in the room, Σ 1 − (1−p)^room_size.

        Where the numbers of users are known, 1 − C(users − server's users, room) / C(users, room).
        """
        return float(self._seen(self.shares()).sum())

    def operator_sees_room(self, rank: int) -> float:
        """Compute the probability that a server has a member in the room, 1 − (1−p)^room_size.

        Parameters
        ----------
        rank : int
            The rank of the server by its users; 1 is the largest.

        Raises
        ------
        ValueError
            If there is no server of this rank.
        """
        shares = self.shares()
        return float(self._seen(shares[count("rank", rank, 1, shares.size, "(rank of a server)") - 1]))

    def dishonest_sees_room(self) -> float:
        """Compute the probability that at least one server in the room has a dishonest administrator.

        Returns
        -------
        float
            1 − E[(1−dishonest)^S] over the number S of servers in the room; each administrator is
            dishonest on their own, whatever the size of the server.
        """
        return 1 - self._spared(1 - self.dishonest)

    def copies_after_deletion(self, honoured: float) -> float:
        """Count the servers that keep a message, in the mean, after its deletion was asked for.

        Parameters
        ----------
        honoured : float
            Share of the servers that honour a deletion.
        """
        return self.servers_seeing_room() * (1 - probability("honoured", honoured))

    def deletion_incomplete(self, honoured: float) -> float:
        """Compute the probability that at least one server of the room keeps the message.

        Parameters
        ----------
        honoured : float
            Share of the servers that honour a deletion.

        Returns
        -------
        float
            1 − E[honoured^S] over the number S of servers in the room.
        """
        return 1 - self._spared(probability("honoured", honoured))

    def reach_after_removing(self, largest: int) -> float:
        """Compute the share of pairs that can still talk without the largest servers, (1 − Σp)².

        Where the numbers of users are known, no user is a pair with themselves.

        Parameters
        ----------
        largest : int
            How many servers are gone, the largest first.

        Raises
        ------
        ValueError
            If there are not so many servers.
        """
        shares = self.shares()
        gone = count("largest", largest, 0, shares.size, "servers")
        left = float(shares[gone:].sum())
        return min(1.0, max(0.0, float(self._pairs(left, left))))

    def reach_after_blocking(self, pairs: Iterable[tuple[int, int]]) -> float:
        """Compute the share of pairs of users that can still talk after some servers block each other.

        Parameters
        ----------
        pairs : iterable of (int, int)
            Ranks of two servers between which nothing passes. A pair named twice, or in both
            orders, counts once.

        Returns
        -------
        float
            1 − 2·Σ p_i·p_j over the blocked pairs.

        Raises
        ------
        ValueError
            If a pair does not exist, or is a server with itself.

        Examples
        --------
        The two largest block each other:

        >>> round(Federation().reach_after_blocking([(1, 2)]), 3)
        0.988
        """
        if isinstance(pairs, (str, bytes)) or not isinstance(pairs, Iterable):
            raise ValueError(f"pairs = {pairs!r} is not a list of pairs of ranks, such as [(1, 2)]")
        shares = self.shares()
        blocked = set()
        for pair in pairs:
            try:
                one, other = pair
            except (TypeError, ValueError):
                raise ValueError(f"pairs: {pair!r} is not a pair of ranks such as (1, 2)") from None
            what = f"pairs: rank in {pair!r}"
            i, j = (count(what, rank, 1, shares.size, "(rank of a server)") - 1 for rank in (one, other))
            if i == j:
                raise ValueError(f"pairs: {pair!r} is a server with itself; a server cannot block itself")
            blocked.add((min(i, j), max(i, j)))
        lost = sum(shares[i] * shares[j] for i, j in sorted(blocked)) * self._once()
        return max(0.0, float(1 - 2 * lost))

    def reach_when_closed(self, share: float) -> float:
        """Compute the mean share of pairs that can talk if some servers do not federate.

        Parameters
        ----------
        share : float
            Which share of the servers is closed, 0 to 1; every server with the same chance.

        Returns
        -------
        float
            Σp² + (1−Σp²)(1−share)²: users of one server always can talk, others only if both their
            servers are open.
        """
        same = self.islands()
        return same + (1 - same) * (1 - probability("share", share)) ** 2

    def islands(self) -> float:
        """Compute the share of pairs on the same server, Σp²: all that is left if no server federates."""
        shares = self.shares()
        return min(1.0, max(0.0, float(np.sum(self._pairs(shares, shares)))))

    def effective_servers(self) -> float:
        """Compute how many equal servers would be as spread out, 1/Σp².

        References
        ----------
        Laakso and Taagepera, "Effective" number of parties: a measure with application to West Europe
        (1979), who count parties in the same way.
        """
        return 1 / float(np.square(self.shares()).sum())  # not @, which wakes threads for so little

    def _people(self) -> float:
        """Count the users, who are endless where only their spread is known."""
        return math.inf if self.sizes is None else sum(self.sizes)

    def _once(self) -> float:
        """Return by how much likelier two are different servers' users when nobody is drawn twice."""
        people = self._people()
        return 1.0 if people == math.inf else people / max(people - 1, 1)

    def _pairs(self, one: Any, same: Any) -> Any:
        """Return the share of pairs with both people in a part of the users, n(n−1)/(N(N−1))."""
        people = self._people()
        return one * same if people == math.inf else one * (same * people - 1) / max(people - 1, 1)

    def _seen(self, shares: Any) -> NDArray[np.float64]:
        """Return the probability that servers of these shares have at least one member in the room."""
        people, room = self._people(), self.room_size
        if people == math.inf:
            with np.errstate(divide="ignore"):  # a server with everybody
                return np.asarray(-np.expm1(room * np.log1p(-shares)))
        from scipy.special import betaln

        # None of the room's people is on the server: C(N − n, room) / C(N, room). The logarithms of these are
        # taken from the beta function, where those of factorials would lose digits.
        others = np.rint(people * (1 - shares))
        enough = np.maximum(others, room)
        log = betaln(people - room + 1, room + 1) - betaln(enough - room + 1, room + 1)
        log += math.log(people + 1) - np.log(enough + 1)
        return np.asarray(np.where(others < room, 1.0, -np.expm1(np.minimum(log, 0.0))))

    def _spared(self, keep: float) -> float:
        """Return the probability that every server in the room is spared, each with probability `keep`."""
        return probability_all_spared(keep, self.shares(), self.room_size, self._people())


@dataclass(frozen=True, repr=False)
class ClosedServers(Federation):
    """A federation some of whose servers talk to no other.

    Examples
    --------
    >>> round(ClosedServers(closed=0.1).reach_when_closed(0.1), 2)
    0.81
    """

    closed: float = knob(
        0.1, 0.0, 1.0, "share of servers", "Closed", "Servers that do not talk to others (an assumption)",
        source="federation.closed",
    )  # fmt: skip


def _sizes(sizes: Iterable[float]) -> tuple[float, ...]:
    """Return the sizes of servers as numbers, the largest first.

    Raises
    ------
    ValueError
        If there is none, or one is not a number of users; the message says which.
    """
    if isinstance(sizes, str) or not isinstance(sizes, Iterable):
        raise ValueError(f"sizes = {sizes!r} is not a list of numbers of users, such as [500, 20, 3]")
    listed = list(sizes)
    if not listed:
        raise ValueError("sizes is empty; name at least one server's number of users")
    for place, size in enumerate(listed):
        count(f"sizes[{place}]", size, 0, 1e11, "people")
    if sum(listed) <= 0:
        raise ValueError("sizes has no user at all; at least one server needs some")
    return tuple(sorted((float(size) for size in listed), reverse=True))
