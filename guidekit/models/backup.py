"""Backup: losing an account for good, where a private key is the account."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guidekit.knobs import Model, count, knob, probability


@dataclass(frozen=True)
class KeyBackup(Model):
    """An account that is a key: on a phone, and in some backups that nobody looks at.

    Phones are lost now and then. After each loss the key is restored, if a backup is left; else the
    account is gone. Backups are lost too (paper, sticks, forgotten words), unnoticed and independent
    of each other, and none is made again.

    Every default is an assumption; no source gives them. The model leaves out: a fire that takes the
    phone and the backup at once, thieves who read a backup, and people who check theirs.

    Examples
    --------
    Five years, with no backup and with two:

    >>> [round(KeyBackup(backups=n).account_loss(), 3) for n in (0, 2)]
    [0.41, 0.029]
    """

    backups: int = knob(1, 0, 10, "backups", "Backups", "How many copies of the key are kept elsewhere")
    years: float = knob(5.0, 0.1, 50, "years", "Years", "How long the account is wanted")
    phone_loss: float = knob(
        0.1,
        0.0,
        0.9,
        "probability in a year",
        "Phone lost",
        "The chance to lose or break the phone in a year",
    )
    backup_loss: float = knob(
        0.1, 0.0, 0.9, "probability in a year", "Backup lost", "The chance that one backup is lost in a year"
    )

    def account_loss(self, backups: int | None = None) -> float:
        """Compute the probability that the account is lost within `years`.

        Parameters
        ----------
        backups : int, optional
            How many backups; by default the knob.

        Returns
        -------
        float
            The chance that a phone is lost after the last of k backups is gone. For the last phone
            lost before T that is λ·∫ e^{−λ(T−t)}·(1 − e^{−bt})^k dt over 0 … T; λ and b are the rates.
        """
        held = count("backups", self.backups if backups is None else backups, 0, 1000, "backups")
        phone, decay = -math.log1p(-self.phone_loss), -math.log1p(-self.backup_loss)
        nodes, weights = _points()
        t = self.years * (nodes + 1) / 2
        density = phone * np.exp(-phone * (self.years - t)) * (-np.expm1(-decay * t)) ** held
        return float(np.clip(self.years / 2 * (weights @ density), 0, 1))

    def backups_until(self, risk: float) -> float:
        """Count the backups that are enough for at most this risk; they are infinite beyond a hundred.

        Examples
        --------
        >>> KeyBackup().backups_until(0.01)
        3
        """
        allowed = probability("risk", risk)
        return next((n for n in range(101) if self.account_loss(n) <= allowed), math.inf)


@lru_cache(maxsize=1)
def _points() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where to look and how much each look counts, for an integral (Gauss and Legendre)."""
    nodes, weights = np.polynomial.legendre.leggauss(96)
    return nodes, weights
