"""Sending: what a message over relays has to wait for, when circuits fail and are built again."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import knob, probability
from guidekit.models.onion import OnionRouting


@dataclass(frozen=True)
class Retries(OnionRouting):
    """`OnionRouting` with retries: a failed try costs a timeout, then new relays are tried.

    References
    ----------
    As for `OnionRouting`. How many retries there are and how long a client waits for a failed try are
    assumptions.

    Examples
    --------
    >>> [round(Retries(retries=r).arrives(), 4) for r in (0, 1, 2)]
    [0.9127, 0.9924, 0.9993]
    """

    retries: int = knob(0, 0, 5, "retries", "Retries", "How many more circuits are tried after a failure")
    timeout: float = knob(2.0, 0.1, 60, "s", "Timeout", "How long a failed try is waited for", log=True)

    def arrives(self) -> float:
        """Compute the probability that one of the tries gets through."""
        return self.reliability(self.retries)

    def delay(self, q: float) -> float:
        """Compute the time within which a share `q` of the messages that arrive has arrived.

        Parameters
        ----------
        q : float
            0 to 1; 0.5 is the median.

        Returns
        -------
        float
            Seconds: a timeout for each failed try, and the delay of the try that gets through.
        """
        failure = 1 - self.reliability()
        delays = self.link_ms / 1000 * _one_way(self.hops, self.link_spread)
        tries = np.arange(self.retries + 1)
        times = (tries[:, None] * self.timeout + delays).ravel()
        weights = np.repeat(failure**tries, delays.size)
        order = np.argsort(times, kind="stable")
        running = np.cumsum(weights[order])
        at = np.searchsorted(running, probability("q", q) * running[-1] * (1 - 1e-12))
        return float(times[order][min(int(at), times.size - 1)])


@functools.lru_cache(maxsize=256)
def _one_way(hops: int, spread: float) -> NDArray[np.float64]:
    """Draw sorted one-way delays of links whose median is 1 s; every other median scales them."""
    return np.sort(OnionRouting(hops=hops, link_ms=5, link_spread=spread).latency(2_000) * 200)
