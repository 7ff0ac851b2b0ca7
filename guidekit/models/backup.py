"""Backup: an account that is a private key can be lost for good, and each copy of the key can be found."""

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
    of each other, and none is made again. As long as a backup is there, somebody else can find it and read
    it: that is not noticed either, and whoever has the key has the account.

    Every default is an assumption; no source gives them. The model leaves out: a fire or a search that takes
    the phone and all backups at once, a phone that is read, and people who check their backups.

    Examples
    --------
    Five years, with no backup and with two:

    >>> [round(KeyBackup(backups=n).account_loss(), 3) for n in (0, 2)]
    [0.41, 0.029]

    The same two by the chance that somebody else finds a copy:

    >>> [round(KeyBackup(backups=n).found(), 3) for n in (0, 2)]
    [0.0, 0.209]
    """

    backups: int = knob(1, 0, 10, "copies", "Copies", "How many copies of the key are kept elsewhere")
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
        0.1, 0.0, 0.9, "probability in a year", "Copy lost", "The chance that one copy is lost in a year"
    )

    found_yearly: float = knob(
        0.03, 0.0, 0.9, "probability in a year", "Copy found",
        "The chance that somebody else finds and reads one copy in a year",
    )  # fmt: skip

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

    def found(self, backups: int | None = None) -> float:
        """Compute the probability that somebody else reads a backup within `years`.

        Parameters
        ----------
        backups : int, optional
            How many backups; by default the knob.

        Returns
        -------
        float
            1 − (1 − q)^k for k backups. One backup is found before it is lost, and within T, with the chance
            q = r/(r+b)·(1 − e^{−(r+b)T}); r and b are the rates at which it is found and lost.
        """
        held = count("backups", self.backups if backups is None else backups, 0, 1000, "backups")
        search, decay = -math.log1p(-self.found_yearly), -math.log1p(-self.backup_loss)
        both = search + decay
        once = search / both * -math.expm1(-both * self.years) if search else 0.0
        return float(1 - (1 - once) ** held)

    def safest(self) -> int:
        """Return the number of backups, up to ten, at which the two chances add up to the least.

        Lost for good and read by somebody else are not equally bad for everybody: the sum counts them alike.

        Examples
        --------
        >>> KeyBackup().safest(), KeyBackup(found_yearly=0.0).safest()
        (1, 10)
        """
        return min(range(11), key=lambda held: self.account_loss(held) + self.found(held))

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
