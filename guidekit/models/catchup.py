"""Catching up: a server that was down, and another that keeps trying to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.knobs import Model, amounts, as_share, knob

TRIES = 4000  # enough for the longest outage at the shortest pause that growth leaves


@dataclass(frozen=True)
class CatchUp(Model):
    """A message to a server that is down a certain share of the time.

    The recipient's server goes up and down as a chain of two states; outages last `outage` hours in
    the mean. The sender's server tries at once, again after `pause` minutes, and lets each further
    pause be twice as long, up to `longest` hours. A message arrives at the first try that finds the
    other server up.

    The pauses are those of Synapse, the program of most Matrix servers; how often servers are down, and
    for how long, are assumptions. The model leaves out: a sender's server that is down too, other servers
    of the room that hand the message over, and a server that asks for what it missed as soon as it is
    back. The last two make the wait shorter.

    References
    ----------
    ``mx.retry_first_minutes`` and ``mx.retry_longest_hours`` in ``parameters.csv``.

    Examples
    --------
    Down one time in ten for eight hours: without a second try every tenth message is lost.

    >>> server = CatchUp(down=0.1, outage=8)
    >>> round(server.delivered_within(0), 3), round(server.delivered_within(48), 3)
    (0.9, 0.999)
    """

    down: float = knob(
        0.1,
        0.0,
        0.9,
        "share of the time",
        "Down in all",
        "How much of the time the recipient's server is down",
    )
    outage: float = knob(
        8.0, 0.1, 168, "hours", "Down at a time", "How long it is down each time, on average", log=True
    )
    pause: float = knob(
        10.0, 0.1, 60, "minutes", "First pause", "Time until the second try; each further pause doubles",
        source="mx.retry_first_minutes",
    )  # fmt: skip
    longest: float = knob(
        168.0, 0.05, 168, "hours", "Longest pause", "Pauses do not grow beyond this", log=True,
        source="mx.retry_longest_hours",
    )  # fmt: skip

    def tries(self) -> NDArray[np.float64]:
        """Return the hours after which the sender's server tries, shape (tries,); the first is 0."""
        first = self.pause / 60
        pauses = np.minimum(first * 2.0 ** np.minimum(np.arange(TRIES), 60), max(self.longest, first))
        return np.concatenate([[0.0], np.cumsum(pauses)])

    def undelivered(self) -> NDArray[np.float64]:
        """Compute the probability that the message still waits after each try.

        Returns
        -------
        numpy.ndarray
            Shape (tries,). The server was down at every try so far:
            down · Π (down + (1−down)·e^(−Δ/(outage·(1−down)))), where Δ are the pauses.
        """
        gaps = np.diff(self.tries())
        still = self.down + (1 - self.down) * np.exp(-gaps / (self.outage * (1 - self.down)))
        return np.asarray(self.down * np.concatenate([[1.0], np.cumprod(still)]))

    def delivered_within(self, hours: ArrayLike) -> Any:
        """Compute the probability that the message has arrived.

        Parameters
        ----------
        hours : float or array_like
            Hours since it was written, up to the last try.

        Returns
        -------
        float or numpy.ndarray
            Probabilities, of the shape of `hours`.

        Raises
        ------
        ValueError
            If a time is negative or lies after the last try.
        """
        tries = self.tries()
        time = amounts("hours", hours, 0, float(tries[-1]), "hours")
        last = np.searchsorted(tries, time, side="right") - 1
        return as_share(1 - self.undelivered()[last])

    def mean_wait(self) -> float:
        """Compute the mean hours that a message waits which found the server down, 0 if it never is.

        Examples
        --------
        >>> round(CatchUp().mean_wait(), 1), round(CatchUp(longest=1).mean_wait(), 1)
        (12.5, 8.5)
        """
        if self.down == 0:
            return 0.0
        gaps, waiting = np.diff(self.tries()), self.undelivered()
        last = gaps[-1]  # from here on every pause is this long, and the sum is geometric
        ended = -(1 - self.down) * np.expm1(-last / (self.outage * (1 - self.down)))
        return float(((waiting[:-1] * gaps).sum() + waiting[-1] * last / ended) / self.down)
