"""Patience: the largest file that arrives before someone gives up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from guidekit.knobs import Model, amounts, knob, within

KIB = 1024
TOR_SIZES = (50.0 * KIB, 1024.0 * KIB, 5 * 1024.0 * KIB)  # measured.csv, torperf-2019
TOR_MEDIANS = (1.23, 3.35, 11.06)
THINGS = (
    ("a text", 2e3),
    ("a voice message of a minute", 250e3),
    ("a photograph, made small", 300e3),
    ("a photograph as it was taken", 4e6),
    ("a film of a minute", 60e6),
)
"""What people send, and how many bytes it has: our assumptions."""


@dataclass(frozen=True)
class Patience(Model):
    """A network whose download times were measured for a few sizes, and someone who waits.

    Between the measured sizes the time grows evenly with the size. Below the smallest it goes on to
    the time that nothing at all takes; above the largest it goes on at the same speed, which nobody
    measured.

    The default is Tor in 2019, half of whose downloads took at most these times. Other percentiles,
    or another network, can be passed in. How long someone waits is an assumption.

    References
    ----------
    Torperf measurements of 2019 (``S-torperf``; ``tor.download_50k_s`` and its neighbours in
    ``parameters.csv``, ``torperf-2019`` in ``measured.csv``).

    Examples
    --------
    In ten seconds half of the files of this size arrive, in MiB:

    >>> round(Patience(seconds=10).largest_file() / 2**20, 2)
    4.45
    """

    seconds: float = knob(10.0, 0.1, 600, "s", "Patience", "How long someone waits for a file", log=True)
    sizes: tuple[float, ...] = field(default=TOR_SIZES, kw_only=True)
    times: tuple[float, ...] = field(default=TOR_MEDIANS, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        sizes = amounts("sizes", self.sizes, 0, 1e15, "bytes")
        times = amounts("times", self.times, 0, 1e9, "s")
        if sizes.ndim != 1 or sizes.shape != times.shape or sizes.size < 2:
            raise ValueError(f"{sizes.size} sizes but {times.size} times; there must be two or more of each")
        if (np.diff(sizes) <= 0).any() or (np.diff(times) <= 0).any():
            raise ValueError("sizes and times must both rise")
        object.__setattr__(self, "sizes", tuple(sizes.tolist()))
        object.__setattr__(self, "times", tuple(times.tolist()))

    def arrival(self, size: float) -> float:
        """Compute the seconds until a file of so many bytes has arrived.

        Examples
        --------
        >>> Patience().arrival(1024 * 1024)
        3.35
        """
        wanted = within("size", size, 0, 1e15, "bytes")
        return max(0.0, _line(wanted, self.sizes, self.times))

    def largest_file(self) -> float:
        """Compute the bytes of the largest file that arrives in time; 0 when not even the request does."""
        return max(0.0, _line(self.seconds, self.times, self.sizes))


def _line(x: float, xs: Sequence[float], ys: Sequence[float]) -> float:
    """Read off a line through points, going straight on at both ends."""
    i = min(max(int(np.searchsorted(xs, x)) - 1, 0), len(xs) - 2)
    value = ys[i] + (x - xs[i]) * (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])
    return value if math.isfinite(value) else ys[i]
