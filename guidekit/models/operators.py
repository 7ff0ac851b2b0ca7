"""Operators: those who run servers live apart from all others, work, and wait for newcomers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from guidekit.knobs import Model, knob, within


@dataclass(frozen=True)
class Island(Model):
    """A few people who run a centralized messenger for themselves.

    What people of the island say to each other is private to them and their host: no public operator
    handles it. Their host, who is one of them, sees who talks to whom. Whoever watches one's line sees
    that one talks to somebody of the island. Whoever is not on it cannot be reached there, so those
    conversations stay with the operator of a public messenger. Some of one's contacts come along; a
    larger island than they need brings no more of them, and the rest of it is strangers.

    The model leaves out: contacts who use both, and contacts of contacts. All its numbers are
    assumptions except the size of the world outside.

    Examples
    --------
    Fifty people on the island, half of a hundred contacts would come:

    >>> home = Island(members=50, contacts=100, follow=0.5)
    >>> home.contacts_reached(), home.exposed_outside(), home.members_needed()
    (0.49, 0.51, 51)
    """

    population: int = knob(
        40_000_000,
        1000,
        1_000_000_000,
        "people",
        "World",
        "Users of the public messenger",
        log=True,
        source="signal.mau",
    )
    members: int = knob(50, 1, 1_000_000, "people", "Island", "How many people use the own server", log=True)
    contacts: int = knob(100, 1, 1000, "people", "Contacts", "With how many people someone writes", log=True)
    follow: float = knob(0.5, 0.0, 1.0, "share of contacts", "Who follows", "Contacts willing to move along")

    def reach(self) -> float:
        """Compute the share of all other people who can be reached on the island."""
        return min(1.0, (self.members - 1) / (self.population - 1))

    def contacts_reached(self) -> float:
        """Compute the share of one's contacts on the island: those who follow, as far as there is room."""
        return min(self.follow * self.contacts, self.members - 1) / self.contacts

    def members_needed(self) -> int:
        """Count the people beyond whom an island reaches no more contacts: who follow, and oneself."""
        return math.ceil(self.follow * self.contacts) + 1

    def exposed_outside(self) -> float:
        """Compute the share of one's contacts with whom an outside operator still sees the conversation."""
        return 1 - self.contacts_reached()


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
        """Compute the hours a year that the administrator spends."""
        return self.setup_hours / self.years + 12 * self.monthly_hours + self.user_hours * self.users

    def hours_per_user(self) -> float:
        """Compute the hours a year for each user."""
        return self.hours_per_year() / self.users

    def users_until(self, hours: float) -> float:
        """Count the users that are needed so that each costs at most so many hours a year.

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


@dataclass(frozen=True)
class FirstDay(Model):
    """Someone installs a messenger and looks for the people they know.

    With a directory (the address book against the operator's list of numbers) one step finds every
    contact who is there. With addresses every contact must be asked: one step each.

    Contacts are random people of the world outside, so that the number found is contacts · users /
    world. The model leaves out: friends who flock together, which puts more of them on the same
    messenger, and people found later. The size of the world and the number of contacts are assumptions.

    Examples
    --------
    >>> round(FirstDay().found(), 1), FirstDay().steps()
    (4.0, {'directory': 1, 'addresses': 100})
    """

    users: int = knob(
        40_000_000, 1, 1_000_000_000, "people", "Users", "How many people use the messenger",
        log=True, source="signal.mau",
    )  # fmt: skip
    contacts: int = knob(100, 1, 1000, "people", "Contacts", "How many people someone knows", log=True)
    world: int = knob(
        1_000_000_000,
        1_000_000,
        8_000_000_000,
        "people",
        "World",
        "From how many people contacts come",
        log=True,
    )

    def found(self) -> float:
        """Count the contacts who are there in the mean."""
        return self.contacts * min(1.0, self.users / self.world)

    def nobody(self) -> float:
        """Compute the probability that not one contact is there."""
        return float((1 - min(1.0, self.users / self.world)) ** self.contacts)

    def steps(self) -> dict[str, int]:
        """Count the steps until every contact who is there is found, by way of finding."""
        return {"directory": 1, "addresses": self.contacts}

    def users_needed(self, people: float = 1.0) -> float:
        """Compute the users from which on so many contacts are found in the mean.

        Examples
        --------
        >>> round(FirstDay().users_needed(1))
        10000000
        """
        return self.world * within("people", people, 0, math.inf, "people") / self.contacts
