"""A room on many servers: the chance that every server with a member in it is spared."""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray

TERMS = 14  # of the series for servers that are small against the room


def probability_all_spared(
    keep: float, shares: NDArray[np.float64], members: int, people: float = math.inf
) -> float:
    """Compute the probability that every server in the room is spared, if each is with probability `keep`.

    Parameters
    ----------
    keep : float
        The chance that one server is spared, independent of the others.
    shares : numpy.ndarray
        The share of the users on each server.
    members : int
        How many random users are in the room.
    people : float
        How many users there are, of whom none is drawn twice; endless by default.

    Returns
    -------
    float
        E[keep^S], where S is the number of different servers in the room.

    Notes
    -----
    Exact: members! times the coefficient of z^members in Π (1 + keep·(e^{pz} − 1)), read off on the
    circle |z| = members. Servers for which p·members is small enter through the first moments Σp^j.
    With so many people the same coefficient of Π (1 + keep·((1+z)^n − 1)), n the users of a server, over
    the ways to choose the room.

    Examples
    --------
    Two users on ten equal servers are on the same one in a tenth of the cases:

    >>> round(probability_all_spared(0.5, np.full(10, 0.1), 2), 6)
    0.275
    """
    if keep in (0.0, 1.0):
        return keep
    if people != math.inf:
        return _spared_of(keep, np.rint(shares * people), members, people)
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


def _spared_of(keep: float, users: NDArray[np.float64], members: int, people: float) -> float:
    """Compute E[keep^S] for a room of so many different users of servers with these numbers of users."""
    if members >= people:  # everybody is in the room
        return float(keep ** np.count_nonzero(users))
    from scipy.special import betaln

    # The circle on which the room's size is the likeliest; each factor is divided by (1 + radius)^users.
    radius = members / (people - members)
    points = max(32, 2 * math.ceil(6 * math.sqrt(members)))
    angles = np.pi * np.arange(points // 2 + 1) / (points // 2)
    with np.errstate(divide="ignore"):
        turn = np.log1p(radius * np.exp(1j * angles)) - math.log1p(radius)
    log = np.zeros(angles.size, dtype=complex)
    for number, servers in zip(*np.unique(users[users > 0], return_counts=True), strict=True):
        nobody = (1 - keep) * math.exp(-number * math.log1p(radius))
        log += servers * np.log(nobody + keep * np.exp(number * turn))
    ring = np.exp(log - 1j * members * angles).real
    ring[1:-1] *= 2
    share = members / people
    choose = -betaln(people - members + 1, members + 1) - math.log(people + 1)
    size = math.exp(-(choose + members * math.log(share) + (people - members) * math.log1p(-share)))
    return float(np.clip(size * ring.sum() / (2 * (points // 2)), 0, 1))


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
