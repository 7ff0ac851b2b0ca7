"""Presence: how long a message waits for two people who come and go, with and without a mailbox."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.knobs import Model, amounts, as_share, count, knob, switch, within


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
        1.0,
        1 / 60,
        24,
        "hours",
        "Time online",
        "The mean time someone stays online",
        log=True,
        source="phone.online_hours",
    )
    off_hours: float = knob(
        9.0,
        1 / 60,
        168,
        "hours",
        "Time offline",
        "The mean time someone stays away",
        log=True,
        source="phone.offline_hours",
    )

    def online_fraction(self) -> float:
        """Compute the share of the time that one person is online, on / (on + off)."""
        return self.on_hours / (self.on_hours + self.off_hours)

    def mean_wait(self, mailbox: bool = False) -> float:
        """Compute the mean hours until the message is delivered.

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
        return wait if switch("mailbox", mailbox) else wait * (1 + p) / (2 * p)

    def delivered_within(self, hours: ArrayLike, mailbox: bool = False) -> Any:
        """Compute the probability that the message has arrived after so many hours.

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
        if switch("mailbox", mailbox):
            return as_share(1 - away * np.exp(-come * time))
        half = (leave + 3 * come) / 2
        fast = half + math.sqrt(half * half - 2 * come * come)
        slow = 2 * come * come / fast
        weight = (fast - come) / (fast - slow)
        return as_share(1 - away * (weight * np.exp(-slow * time) + (1 - weight) * np.exp(-fast * time)))


@dataclass(frozen=True)
class WaitingTime(Presence):
    """`Presence` with the mailbox as a knob, and a simulation beside its closed form.

    References
    ----------
    As for `Presence`: our own model. The mean times are assumptions.

    Examples
    --------
    >>> round(WaitingTime().wait(), 2), round(WaitingTime(mailbox="yes").wait(), 2)
    (44.55, 8.1)
    """

    mailbox: str = knob(
        "no",
        label="Mailbox",
        help="Whether something that is always on keeps the message for the recipient",
        choices=("no", "yes"),
    )

    def wait(self) -> float:
        """Compute the mean hours until the message has arrived, in the way that is chosen."""
        return self.mean_wait(self.mailbox == "yes")

    def arrived(self, hours: float) -> float:
        """Compute the probability that it has arrived after so many hours, in the way that is chosen."""
        return float(
            self.delivered_within(within("hours", hours, 0, math.inf, "hours"), self.mailbox == "yes")
        )

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
        rng = np.random.default_rng(count("seed", seed, 0, math.inf))
        sender = np.ones(size, dtype=bool)
        recipient = rng.random(size) < self.online_fraction()
        clock, arrival = np.zeros(size), np.full(size, np.inf)
        pending = np.arange(size)
        # All pairs move on together, each to its own next event. Exponential times have no memory, so who of
        # the two switches next is a matter of the two rates, and times may be drawn anew after each event.
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
