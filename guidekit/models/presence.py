"""Presence: how long a message waits for two people who come and go, with and without a mailbox."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guidekit.knobs import Model, amounts, as_share, knob, switch

WEEK = 168.0
"""The hours of a week."""
WEEKS = 400
"""The weeks that are drawn, and of which one is shown."""
_CYCLES = 150  # times on and off that are drawn for each phone: enough for a week of the shortest ones


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

    def median_wait(self, mailbox: bool = False) -> float:
        """Compute the hours after which half of such messages have arrived.

        Parameters
        ----------
        mailbox : bool
            Whether something that is always on keeps the message for the recipient.

        Returns
        -------
        float
            Hours; 0 where the recipient is online half of the time or more. With a mailbox it is
            b·ln(2·(1−p)), b being `off_hours`; without one `delivered_within` is turned round.

        Examples
        --------
        >>> habit = Presence(on_hours=1, off_hours=9)
        >>> round(habit.median_wait(), 1), round(habit.median_wait(mailbox=True), 1)
        (27.4, 5.3)
        """
        away = 1 - self.online_fraction()
        if away <= 0.5:
            return 0.0
        if switch("mailbox", mailbox):
            return self.off_hours * math.log(2 * away)
        low, high = 0.0, 2 * self.mean_wait()  # half of them are there after twice the mean (Markov)
        while high - low > 1e-9 * high:
            middle = (low + high) / 2
            low, high = (middle, high) if self.delivered_within(middle) < 0.5 else (low, middle)
        return high


Visits = tuple[tuple[float, float], ...]
"""When a phone comes and when it goes, in hours."""


@dataclass(frozen=True)
class DrawnWeek:
    """One week of two phones that come and go, from the moment at which the message is written.

    Attributes
    ----------
    sender, recipient : tuple of tuple of float
        When each phone comes and goes, in hours, up to the end of the week.
    without, with_mailbox : float
        Hours until the message has arrived, without a mailbox and with one; inf beyond the week.
    """

    sender: Visits
    recipient: Visits
    without: float
    with_mailbox: float

    def alone(self) -> int:
        """Count how often a phone came and went before the other one was there.

        The sender's first visit, in which the message is written, is not counted.

        Examples
        --------
        >>> DrawnWeek(((0, 1), (5, 6), (8, 10)), ((2, 3), (9, 9.5)), 9.0, 2.0).alone()
        2
        """
        until = min(self.without, WEEK)
        return sum(start > 0 and end < until for start, end in (*self.sender, *self.recipient))


@dataclass(frozen=True)
class PhoneWeek(Presence):
    """`Presence` for a picture: of many drawn weeks the one whose waits are the most usual.

    Each of `WEEKS` weeks is drawn event by event from the two mean times; nothing of the closed form
    is used. Shown is the one whose two waits, without and with a mailbox, lie nearest to the two
    medians: the smallest sum of both distances in hours, a week counting as the longest wait.

    References
    ----------
    As for `Presence`: our own model. The mean times are assumptions.

    Examples
    --------
    >>> week = PhoneWeek().week()
    >>> round(week.without), round(week.with_mailbox), week.alone()
    (27, 5, 7)
    """

    on_hours: float = knob(
        1.0,
        0.5,
        12,
        "hours",
        "On for",
        "How long a phone stays on, in the mean",
        log=True,
        source="phone.online_hours",
    )
    off_hours: float = knob(
        9.0,
        4,
        48,
        "hours",
        "Off for",
        "How long it is then off, in the mean",
        log=True,
        source="phone.offline_hours",
    )

    def waits(self) -> NDArray[np.float64]:
        """Return the waits in all drawn weeks.

        Returns
        -------
        numpy.ndarray
            Hours, shape (`WEEKS`, 2): without a mailbox and with one. What is beyond the week is inf.
        """
        return _drawn_weeks(self)[2]

    def week(self) -> DrawnWeek:
        """Return the week that is shown."""
        (from_sender, to_sender), (from_recipient, to_recipient), waits = _drawn_weeks(self)
        usual = np.array([self.median_wait(), self.median_wait(mailbox=True)])
        far = np.abs(np.minimum(waits, WEEK) - np.minimum(usual, WEEK)).sum(axis=1)
        at = int(np.argmin(far))
        return DrawnWeek(
            _visits(from_sender[at], to_sender[at]),
            _visits(from_recipient[at], to_recipient[at]),
            float(waits[at, 0]),
            float(waits[at, 1]),
        )


Stays = tuple[NDArray[np.float64], NDArray[np.float64]]


@functools.lru_cache(maxsize=1)
def _lots() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Draw times on and off in units of their means, each recipient's first absence, and who is there."""
    rng = np.random.default_rng(1)
    return (
        rng.standard_exponential((2, WEEKS, _CYCLES, 2)),
        rng.standard_exponential((WEEKS, 1)),
        rng.random((WEEKS, 1)),
    )


@functools.lru_cache(maxsize=16)
def _drawn_weeks(model: PhoneWeek) -> tuple[Stays, Stays, NDArray[np.float64]]:
    """Return when the phones come and go, weeks × visits, and the waits."""
    lots, absence, there = _lots()
    usual = WEEK / (model.on_hours + model.off_hours)
    enough = min(_CYCLES, math.ceil(usual + 8 * math.sqrt(usual) + 8))
    on, off = model.on_hours * lots[:, :, :enough, 0], model.off_hours * lots[:, :, :enough, 1]
    ends = np.cumsum(on + off, axis=2) - off
    starts = ends - on
    starts[:, :, 0] = 0.0  # and no rounding
    # The sender begins with a visit, as does a recipient who is there. One who is away comes back after
    # an absence of the same mean: exponential times have no memory.
    late = np.where(there < model.online_fraction(), 0.0, model.off_hours * absence)
    sender, recipient = (starts[0], ends[0]), (starts[1] + late, ends[1] + late)
    waits = np.stack([_first_meeting(sender, recipient), recipient[0][:, 0]], axis=1)
    return sender, recipient, np.where(waits <= WEEK, waits, np.inf)


def _first_meeting(one: Stays, other: Stays) -> NDArray[np.float64]:
    """Return when both are there for the first time: somebody then comes while the other is there."""
    meetings = [
        np.where(_is_there(a[0], b), a[0], np.inf).min(axis=1) for a, b in ((one, other), (other, one))
    ]
    return np.asarray(np.minimum(*meetings))


def _is_there(hours: NDArray[np.float64], stays: Stays) -> NDArray[np.bool_]:
    """Say for each time, weeks × times, whether somebody is there."""
    starts, ends = stays
    rows, visits = starts.shape
    apart = 1e6 * np.arange(rows)[:, None]  # one sorted line of all weeks, far from each other
    last = np.searchsorted((starts + apart).ravel(), (hours + apart).ravel(), "right") - 1
    last = last.reshape(hours.shape)
    return np.asarray(
        (last >= visits * np.arange(rows)[:, None]) & (hours < ends.ravel()[np.maximum(last, 0)])
    )


def _visits(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> Visits:
    within = starts < WEEK
    return tuple(
        (float(start), min(WEEK, float(end))) for start, end in zip(starts[within], ends[within], strict=True)
    )
