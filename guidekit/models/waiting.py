"""Waiting: two people who come and go, with and without something that keeps the message."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guidekit.models.knobs import count, knob, within
from guidekit.models.presence import Presence


@dataclass(frozen=True)
class Waiting(Presence):
    """`Presence` with the mailbox as a knob, and a simulation beside its closed form.

    References
    ----------
    As for `Presence`: our own model. The mean times are assumptions.

    Examples
    --------
    >>> round(Waiting().wait(), 2), round(Waiting(mailbox="yes").wait(), 2)
    (44.55, 8.1)
    """

    mailbox: str = knob(
        "no",
        label="Mailbox",
        help="Whether something that is always on keeps the message for the recipient",
        choices=("no", "yes"),
    )

    def wait(self) -> float:
        """Mean hours until the message has arrived, in the way that is chosen."""
        return self.mean_wait(self.mailbox == "yes")

    def arrived(self, hours: float) -> float:
        """Probability that it has arrived after so many hours, in the way that is chosen."""
        return float(self.delivered_within(hours, self.mailbox == "yes"))

    def simulate(self, messages: int = 400, seed: int = 1, horizon: float = 168.0) -> NDArray[np.float64]:
        """Let so many pairs come and go, event by event, until each message has arrived.

        Nothing of the closed form is used: each of the two switches on and off on their own.

        Parameters
        ----------
        messages : int
            How many messages, each between a pair of its own.
        seed : int
            The seed of the generator; the same seed gives the same waits.
        horizon : float
            Hours after which is no longer looked; such a wait is infinite.

        Returns
        -------
        numpy.ndarray
            Hours, shape (messages,).
        """
        size = count("messages", messages, 1, 100_000, "messages")
        within("horizon", horizon, 0, 1e4, "hours")
        rng = np.random.default_rng(seed)
        sender = np.ones(size, dtype=bool)
        recipient = rng.random(size) < self.online_fraction()
        clock, arrival = np.zeros(size), np.full(size, np.inf)
        pending = np.arange(size)
        while True:
            here = recipient[pending] & (sender[pending] | (self.mailbox == "yes"))
            arrival[pending[here]] = clock[pending[here]]
            pending = pending[~here & (clock[pending] <= horizon)]
            if not pending.size:
                return np.where(arrival <= horizon, arrival, np.inf)
            rates = [
                np.where(on[pending], 1 / self.on_hours, 1 / self.off_hours) for on in (sender, recipient)
            ]
            total = rates[0] + rates[1]
            clock[pending] += rng.standard_exponential(pending.size) / total
            first = rng.random(pending.size) * total < rates[0]  # whose turn it was
            sender[pending[first]] ^= True
            recipient[pending[~first]] ^= True
