"""Offline queue: how long a server keeps a message for someone who is away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from guidekit.knobs import Model, amounts, as_share, knob


@dataclass(frozen=True)
class OfflineQueue(Model):
    """A queue on a server from which a message is dropped when it has waited too long.

    Absences are exponential with mean `away`. A message arrives at some moment of an absence; how
    long the rest of it lasts does not depend on how long it has lasted. So the message is lost with
    probability e^(−kept/away).

    References
    ----------
    ``signal.offline_queue_days`` is from the sample configuration of Signal's server; production may
    differ. How long people stay away is an assumption.

    Examples
    --------
    Away for a week at a time, or for a month:

    >>> [round(OfflineQueue(away=days).lost(), 3) for days in (7, 30)]
    [0.014, 0.368]
    """

    kept: float = knob(
        30.0, 0.5, 90, "days", "Time kept", "How long the server keeps a message",
        log=True, source="signal.offline_queue_days",
    )  # fmt: skip
    away: float = knob(
        7.0,
        0.1,
        180,
        "days",
        "Time away",
        "The mean time someone stays away: a holiday, not the hours of every day",
        log=True,
    )

    def lost(self, away: ArrayLike | None = None) -> Any:
        """Compute the share of the messages written during absences that are dropped, e^(−kept/away).

        Parameters
        ----------
        away : float or array_like, optional
            Mean days away; by default the knob.

        Returns
        -------
        float or numpy.ndarray
            Shares from 0 to 1, of the shape of `away`.
        """
        days = amounts("away", self.away if away is None else away, 1e-6, unit="days")
        return as_share(np.exp(-self.kept / days))

    def longest(self, share: float) -> float:
        """Compute the mean absence in days at which this share is lost, kept / −ln(share).

        Examples
        --------
        >>> round(OfflineQueue().longest(0.01), 1)
        6.5
        """
        return self.kept / -math.log(float(amounts("share", share, 1e-12, 0.999999)))
