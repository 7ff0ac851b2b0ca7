"""Federation: many servers of very different size, who of them sees what, and how many a room touches."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob, probability, within
from guidekit.models.ranked import RankedShares

TERMS = 14  # of the series for servers that are small against the room


@dataclass(frozen=True, repr=False)
class Federation(Model):
    """Servers that talk to each other, a few of them with most of the users.

    The size of the server of rank r is proportional to 1/r^concentration (Zipf). The members of a
    room are random users, and every server with a member gets a copy of what is written (Matrix). A
    pair of random users can talk while both their servers are there and neither blocks the other.

    The model leaves out: friends who choose the same server, which lowers the number of servers that
    see a room, servers that are down for a while, and users who move after a server goes.

    References
    ----------
    ``mx.servers`` in ``parameters.csv`` counts 20,512 servers; the default is rounded. No good
    measurement of how users spread over Matrix servers exists after 2019 (Jacob, Grashöfer and
    Hartenstein, A glimpse of the Matrix, 2019), so the concentration is an assumption; a crawl of the
    fediverse (October 2022) is the measured example, see `from_cumulative`.

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

    servers: int = knob(20_000, 10, 100_000, "servers", "Servers", "How many servers there are", log=True)
    concentration: float = knob(
        1.1, 0.0, 2.0, "Zipf exponent", "Concentration", "0: all servers alike; larger: a few giants"
    )
    room_size: int = knob(
        10, 2, 1000, "people", "Room", "How many people are in the room", log=True, source="room.people"
    )
    dishonest: float = knob(
        0.1,
        0.0,
        0.5,
        "share of administrators",
        "Dishonest",
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
        sizes : iterable of float
            Users on each server, in any order. The knobs `servers` and `concentration` then do
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
        return cls.from_sizes((ranked.shares * within("users", users, 1, 1e11, "people")).tolist(), **turned)

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
        """Compute the mean number of servers with a member in the room, Σ 1 − (1−p)^room_size."""
        return float(_seen(self.shares(), self.room_size).sum())

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
        return float(
            _seen(shares[count("rank", rank, 1, shares.size, "(rank of a server)") - 1], self.room_size)
        )

    def dishonest_sees_room(self) -> float:
        """Compute the probability that at least one server in the room has a dishonest administrator.

        Returns
        -------
        float
            1 − E[(1−dishonest)^S] over the number S of servers in the room; each administrator is
            dishonest on their own, whatever the size of the server.
        """
        return 1 - probability_all_spared(1 - self.dishonest, self.shares(), self.room_size)

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
        return 1 - probability_all_spared(probability("honoured", honoured), self.shares(), self.room_size)

    def reach_after_removing(self, largest: int) -> float:
        """Compute the share of pairs that can still talk without the largest servers, (1 − Σp)².

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
        return min(1.0, float(shares[gone:].sum()) ** 2)

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
        0.98
        """
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
        lost = sum(shares[i] * shares[j] for i, j in sorted(blocked))
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
        return float(np.square(self.shares()).sum())  # not @, which wakes threads for so little

    def effective_servers(self) -> float:
        """Compute how many equal servers would be as spread out, 1/Σp².

        References
        ----------
        Laakso and Taagepera, "Effective" number of parties: a measure with application to West Europe
        (1979), who count parties in the same way.
        """
        return 1 / self.islands()


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
        within(f"sizes[{place}]", size, 0, 1e11, "people")
    if sum(listed) <= 0:
        raise ValueError("sizes has no user at all; at least one server needs some")
    return tuple(sorted((float(size) for size in listed), reverse=True))


def _seen(shares: NDArray[np.float64], members: int) -> NDArray[np.float64]:
    """Return the probability that each server has at least one of so many random users, 1 − (1−p)^members."""
    with np.errstate(divide="ignore"):  # a server with everybody
        return np.asarray(-np.expm1(members * np.log1p(-shares)))


def probability_all_spared(keep: float, shares: NDArray[np.float64], members: int) -> float:
    """Compute the probability that every server in the room is spared, if each is with probability `keep`.

    Parameters
    ----------
    keep : float
        The chance that one server is spared, independent of the others.
    shares : numpy.ndarray
        The share of the users on each server.
    members : int
        How many random users are in the room.

    Returns
    -------
    float
        E[keep^S], where S is the number of different servers in the room.

    Notes
    -----
    Exact: members! times the coefficient of z^members in Π (1 + keep·(e^{pz} − 1)), read off on the
    circle |z| = members. Servers for which p·members is small enter through the first moments Σp^j.

    Examples
    --------
    Two users on ten equal servers are on the same one in a tenth of the cases:

    >>> round(probability_all_spared(0.5, np.full(10, 0.1), 2), 6)
    0.275
    """
    if keep in (0.0, 1.0):
        return keep
    # Each server is a factor of the product. Large ones are multiplied out at every point of the circle, as
    # logarithms; of the small ones only the power sums Σp^j enter, with the cumulants of a yes or no. The
    # mean over the circle is the coefficient (Cauchy's formula), and only half of it has to be looked at.
    points = max(32, 2 * math.ceil(4 * math.sqrt(members)))  # enough for 1e−13
    angles = np.pi * np.arange(points // 2 + 1) / (points // 2)
    z = members * np.exp(1j * angles)
    large = shares * members > 0.5
    w = np.outer(z, shares[large])
    ahead = w.real >= 0
    w = np.where(ahead, -w, w)  # so that exp never overflows
    grown = np.exp(w)
    factor = np.where(ahead, keep + (1 - keep) * grown, 1 - keep + keep * grown)
    log = (np.log(factor) - np.where(ahead, w, 0)).sum(axis=1)
    small, power = shares[~large] * members, np.ones(int((~large).sum()))
    for order, cumulant in enumerate(_cumulants(keep), start=1):
        power = power * small
        log = log + cumulant / math.factorial(order) * power.sum() * (z / members) ** order
    ring = np.exp(log - members - 1j * members * angles).real
    ring[1:-1] *= 2  # the lower half of the circle mirrors the upper
    scale = math.exp(math.lgamma(members + 1) - members * math.log(members) + members)
    return float(np.clip(scale * ring.sum() / (2 * (points // 2)), 0, 1))


def _cumulants(chance: float) -> list[float]:
    """Return the cumulants of a yes or no with this chance."""
    found = []
    for coefficients in _polynomials():
        value = 0.0
        for coefficient in coefficients:
            value = value * chance + coefficient
        found.append(value)
    return found


@functools.cache
def _polynomials() -> tuple[tuple[float, ...], ...]:
    """Return the coefficients of the cumulants in the chance x, the highest power first.

    The first cumulant is x; each further one is x(1−x)·dκ/dx of the one before.
    """
    kappa = np.polynomial.Polynomial([0, 1])
    step = np.polynomial.Polynomial([0, 1, -1])
    found = []
    for _ in range(TERMS):
        found.append(tuple(float(c) for c in kappa.coef[::-1]))
        kappa = step * kappa.deriv()
    return tuple(found)
