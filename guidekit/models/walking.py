"""People who walk about, and how often two of them come near each other."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import count, within


def meeting_rate(area_km2: float, range_m: float, speed_kmh: float) -> float:
    """Compute how often two given people come within range of each other.

    Parameters
    ----------
    area_km2 : float
        The area in which both walk about.
    range_m : float
        How near they must come.
    speed_kmh : float
        How fast both walk.

    Returns
    -------
    float
        Meetings per pair and hour, 2·range·(4/π)·speed/area.

    Notes
    -----
    A person sweeps a strip of width 2·range at the mean relative speed, which is 4/π of the speed for
    two random directions. It holds where the range is small against the area and people are spread
    evenly. A real crowd is not spread evenly, so this is an assumption.

    References
    ----------
    Groenevelt, Nain and Koole, The message delay in mobile ad hoc networks (2005), who show that meetings
    are then close to a Poisson process ("random direction").

    Examples
    --------
    A square kilometre, Bluetooth at ten metres, people on foot: two people meet once in ten hours.

    >>> round(meeting_rate(area_km2=1, range_m=10, speed_kmh=4), 3)
    0.102
    """
    area = within("area_km2", area_km2, 1e-6, 1e9, "km²")
    reach = within("range_m", range_m, 0, 1e6, "m") / 1000
    speed = within("speed_kmh", speed_kmh, 0, 1e5, "km/h")
    return 2 * reach * 4 / math.pi * speed / area


def walk(
    people: int = 50,
    hours: float = 1.0,
    steps: int = 120,
    area_km2: float = 1.0,
    speed_kmh: float = 4.0,
    leg_hours: float = 0.1,
    seed: int = 1,
) -> NDArray[np.float64]:
    """Let people walk about in a square, for a picture.

    Parameters
    ----------
    people, hours, steps : int, float, int
        How many walk, for how long, and how many times their places are noted after the start.
    area_km2, speed_kmh : float
        The area of the square and the speed of everyone.
    leg_hours : float
        The mean time someone goes straight on before turning to a random direction.
    seed : int
        The seed of the generator.

    Returns
    -------
    numpy.ndarray
        Places in km, shape (steps + 1, people, 2). Walls turn people back like a mirror, so at every
        moment they are spread evenly.

    Examples
    --------
    >>> walk(people=3, steps=10).shape
    (11, 3, 2)
    """
    walkers = count("people", people, 1, 1_000_000, "people")
    times = count("steps", steps, 1, 1_000_000, "steps")
    side = math.sqrt(within("area_km2", area_km2, 1e-6, 1e9, "km²"))
    pace = within("speed_kmh", speed_kmh, 0, 1e5, "km/h") * within("hours", hours, 0, 1e6, "hours") / times
    turning = -math.expm1(-hours / times / within("leg_hours", leg_hours, 1e-6, 1e6, "hours"))
    # Everyone keeps an angle from the last turn on. The moves are added up on an endless plane, and the
    # plane is folded at the walls: that is what a mirror does.
    rng = np.random.default_rng(count("seed", seed, 0, math.inf))
    start = rng.random((1, walkers, 2)) * side
    turns = rng.random((times, walkers)) < turning
    turns[0] = True
    since = np.maximum.accumulate(np.where(turns, np.arange(times)[:, None], 0), axis=0)
    angle = np.take_along_axis(rng.random((times, walkers)) * 2 * np.pi, since, axis=0)
    moves = pace * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    free = np.concatenate([start, start + np.cumsum(moves, axis=0)])
    return np.asarray(side - np.abs(side - free % (2 * side)))
