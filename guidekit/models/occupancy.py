"""Occupancy: how many different servers a room of random users touches."""

from __future__ import annotations

import functools
import math

import numpy as np
from numpy.typing import NDArray

TERMS = 14  # of the series for servers that are small against the room


def seen_by(shares: NDArray[np.float64], members: int) -> NDArray[np.float64]:
    """Probability that each server has at least one of so many random users, 1 − (1−p)^members."""
    with np.errstate(divide="ignore"):  # a server with everybody
        return np.asarray(-np.expm1(members * np.log1p(-shares)))


def spared(keep: float, shares: NDArray[np.float64], members: int) -> float:
    """Probability that every server in the room is spared, if each is with probability `keep`.

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

    >>> round(spared(0.5, np.full(10, 0.1), 2), 6)
    0.275
    """
    if keep in (0.0, 1.0):
        return keep
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
    """Cumulants of a yes or no with this chance."""
    found = []
    for coefficients in _polynomials():
        value = 0.0
        for coefficient in coefficients:
            value = value * chance + coefficient
        found.append(value)
    return found


@functools.cache
def _polynomials() -> tuple[tuple[float, ...], ...]:
    """Coefficients of the cumulants in the chance x, the highest first: κ₁ = x, then x(1−x)·dκ/dx."""
    kappa = np.polynomial.Polynomial([0, 1])
    step = np.polynomial.Polynomial([0, 1, -1])
    found = []
    for _ in range(TERMS):
        found.append(tuple(float(c) for c in kappa.coef[::-1]))
        kappa = step * kappa.deriv()
    return tuple(found)
