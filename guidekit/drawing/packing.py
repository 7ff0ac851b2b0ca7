"""Packing: discs of given sizes beside each other, the largest in the middle, without overlap."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def disc_places(radii: ArrayLike, stretch: float = 1.0) -> NDArray[np.float64]:
    """Place discs around the origin.

    Parameters
    ----------
    radii : array_like
        The radii, shape (discs,), the largest first.
    stretch : float
        How much wider than high the whole becomes.

    Returns
    -------
    numpy.ndarray
        The middles, shape (discs, 2).

    Notes
    -----
    The discs at the rim form a ring, each touching the next. A new disc is laid on the two neighbours of the
    ring that are nearest to the origin. If it meets another disc of the ring, all between are closed in: they
    leave the ring, and it is laid anew on what are now neighbours.

    References
    ----------
    Wang, Wang, Dai and Wang, Visualization of large hierarchical data by circle packing (CHI 2006), whose
    front is this ring.

    Examples
    --------
    >>> disc_places([3.0, 1.0]).tolist()
    [[0.0, 0.0], [4.0, 0.0]]
    """
    r = [float(radius) for radius in np.asarray(radii, float)]
    at = [(0.0, 0.0), (r[0] + r[1], 0.0)] if len(r) > 1 else [(0.0, 0.0)][: len(r)]
    if len(r) < 3:
        return np.array(at, float).reshape(-1, 2)
    at.append(_beside(at[1], at[0], r[1], r[0], r[2]))
    after, before = {0: 1, 1: 2, 2: 0}, {1: 0, 2: 1, 0: 2}
    touch = {here: _touch(here, after[here], at, r, stretch) for here in after}
    nearest = 0
    for new in range(3, len(r)):
        one = nearest
        other = after[one]
        while True:
            place = _beside(at[one], at[other], r[one], r[other], r[new])
            met, ahead = _met(place, r[new], one, other, at, r, after, before)
            if met is None:
                break
            one, other = (one, met) if ahead else (met, other)
            after[one], before[other] = other, one
        at.append(place)
        after[one], before[new], after[new], before[other] = new, one, other, new
        touch[one], touch[new] = _touch(one, new, at, r, stretch), _touch(new, other, at, r, stretch)
        nearest = _nearest(one, after, touch)
    return np.array(at)


def _beside(
    one: tuple[float, float], other: tuple[float, float], r: float, s: float, new: float
) -> tuple[float, float]:
    """Return the middle of a disc that touches two others, on the outer side of their ring."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    apart = math.hypot(dx, dy)
    along = ((r + new) ** 2 - (s + new) ** 2 + apart**2) / (2 * apart)
    aside = math.sqrt(max(0.0, (r + new) ** 2 - along**2))
    ux, uy = dx / apart, dy / apart
    return one[0] + along * ux + aside * uy, one[1] + along * uy - aside * ux


def _met(
    place: tuple[float, float], size: float, one: int, other: int, at: list[tuple[float, float]],
    r: list[float], after: dict[int, int], before: dict[int, int],
) -> tuple[int | None, bool]:  # fmt: skip
    """Find the disc of the ring that a new one meets, the nearest along the ring, and in which direction."""
    # Most of the time of a packing goes here, and a call for each disc would double it.
    x, y = place
    ahead, back = after[other], before[one]
    forth, behind = r[other], r[one]
    while True:
        forward = forth <= behind
        here = ahead if forward else back
        dx, dy, within = x - at[here][0], y - at[here][1], size + r[here] - 1e-6
        if dx * dx + dy * dy < within * within and within > 0:
            return here, forward
        if ahead == back:
            return None, True
        if forward:
            forth += r[ahead]
            ahead = after[ahead]
        else:
            behind += r[back]
            back = before[back]


def _touch(one: int, other: int, at: list[tuple[float, float]], r: list[float], stretch: float) -> float:
    """Return how far from the origin two discs touch, squared."""
    whole = r[one] + r[other]
    x = (at[one][0] * r[other] + at[other][0] * r[one]) / whole / stretch
    y = (at[one][1] * r[other] + at[other][1] * r[one]) / whole
    return x * x + y * y


def _nearest(first: int, after: dict[int, int], touch: dict[int, float]) -> int:
    """Return the disc of the ring whose touch with the next one is nearest to the origin."""
    best, least, here = first, math.inf, first
    while True:
        if touch[here] < least:
            best, least = here, touch[here]
        here = after[here]
        if here == first:
            return best
