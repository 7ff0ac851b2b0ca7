"""Upkeep: the hours that running a server of one's own takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from guidekit.models.knobs import Model, knob, within


@dataclass(frozen=True)
class Upkeep(Model):
    """One administrator, one server, and the people who use it.

    Setting up takes its hours once, updates and backups take hours every month, and every user takes
    some help. The more people share a server, the less each costs.

    Every default is an assumption; no source gives them. The model leaves out: money, hardware, what
    has to be learned first, and nights on which it fails.

    Examples
    --------
    A server for a family of five, and one for a club of a hundred:

    >>> [round(Upkeep(users=n).hours_per_user(), 1) for n in (5, 100)]
    [11.2, 1.0]
    """

    users: int = knob(10, 1, 1_000_000, "people", "Users", "How many people use the server", log=True)
    setup_hours: float = knob(16.0, 0.0, 500, "hours", "Set-up", "Hours until it runs, once")
    monthly_hours: float = knob(4.0, 0.0, 200, "hours a month", "Upkeep", "Updates, backups, moderation")
    user_hours: float = knob(0.5, 0.0, 20, "hours per user and year", "Help", "Help that one user needs")
    years: float = knob(3.0, 0.1, 20, "years", "Lifetime", "Years the server runs")

    def hours_per_year(self) -> float:
        """Hours a year that the administrator spends."""
        return self.setup_hours / self.years + 12 * self.monthly_hours + self.user_hours * self.users

    def hours_per_user(self) -> float:
        """Hours a year for each user."""
        return self.hours_per_year() / self.users

    def users_until(self, hours: float) -> float:
        """Smallest number of users at which each costs at most so many hours a year.

        Returns
        -------
        int or math.inf
            Infinite when the help that one user needs is already more.
        """
        spare = within("hours", hours, 0, math.inf, "hours per user and year") - self.user_hours
        shared = self.setup_hours / self.years + 12 * self.monthly_hours
        if shared == 0:
            return 1 if spare >= 0 else math.inf
        return max(1, math.ceil(shared / spare - 1e-9)) if spare > 0 else math.inf
