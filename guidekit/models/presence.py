"""Presence: how long a message waits when nobody keeps it for someone who is away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from guidekit.models.arrays import amounts, as_share
from guidekit.models.knobs import Model, knob


@dataclass(frozen=True)
class Presence(Model):
    """Two people who come and go on their own, and a message that one of them has just written.

    Each is online for a time that is exponential with mean `on_hours`, then offline for a time that
    is exponential with mean `off_hours`. The sender is online when writing. Without a mailbox the
    message passes at the first moment at which both are online. With a mailbox (or a server) that is
    always on, it passes as soon as the recipient comes back.

    The model leaves out: daily rhythms that friends share, which shorten the wait, the time to find
    each other and to connect, and a mailbox that is itself offline.

    References
    ----------
    Our own model: a Markov chain of who is online. The means are assumptions; no source gives them.

    Examples
    --------
    Online for one hour in ten, the wait without a mailbox is five times as long:

    >>> habit = Presence(on_hours=1, off_hours=9)
    >>> round(habit.mean_wait(), 2), round(habit.mean_wait(mailbox=True), 2)
    (44.55, 8.1)
    """

    on_hours: float = knob(
        1.0, 1 / 60, 24, "hours", "Time online", "The mean time someone stays online", log=True
    )
    off_hours: float = knob(
        9.0, 1 / 60, 168, "hours", "Time offline", "The mean time someone stays away", log=True
    )

    def online_fraction(self) -> float:
        """Share of the time that one person is online, on / (on + off)."""
        return self.on_hours / (self.on_hours + self.off_hours)

    def mean_wait(self, mailbox: bool = False) -> float:
        """Mean hours until the message is delivered.

        Parameters
        ----------
        mailbox : bool
            Whether something that is always on keeps the message for the recipient.

        Returns
        -------
        float
            Hours: (1−p)·b·(1+p)/(2p) without a mailbox, (1−p)·b with one; b is `off_hours`.
        """
        p = self.online_fraction()
        wait = (1 - p) * self.off_hours
        return wait if mailbox else wait * (1 + p) / (2 * p)

    def delivered_within(self, hours: ArrayLike, mailbox: bool = False) -> Any:
        """Probability that the message has arrived after so many hours.

        Parameters
        ----------
        hours : float or array_like
            Hours since it was written.
        mailbox : bool
            Whether something that is always on keeps the message for the recipient.

        Returns
        -------
        float or numpy.ndarray
            Probabilities, of the shape of `hours`.

        Notes
        -----
        The chain starts with the sender alone. Sender alone and recipient alone lead to the same
        future, so two states are left: one of the two is online, or neither is. What is not yet
        delivered is a sum of two exponentials, whose rates solve x² − (1/a + 3/b)·x + 2/b² = 0.

        Examples
        --------
        >>> round(Presence(on_hours=1, off_hours=9).delivered_within(24), 5)
        0.46745
        """
        time = amounts("hours", hours, unit="hours")
        away = 1 - self.online_fraction()
        leave, come = 1 / self.on_hours, 1 / self.off_hours
        if mailbox:
            return as_share(1 - away * np.exp(-come * time))
        half = (leave + 3 * come) / 2
        fast = half + math.sqrt(half * half - 2 * come * come)
        slow = 2 * come * come / fast
        weight = (fast - come) / (fast - slow)
        return as_share(1 - away * (weight * np.exp(-slow * time) + (1 - weight) * np.exp(-fast * time)))
