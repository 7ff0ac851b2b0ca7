"""Island: a server of one's own that does not talk to any other."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.models.knobs import Model, knob


@dataclass(frozen=True)
class Island(Model):
    """A few people who run a centralized messenger for themselves.

    Whoever is on the island talks without any third party. Whoever is not cannot be reached there, so
    those conversations stay with the operator of a public messenger. Some of one's contacts come
    along; if there is more room on the island than they need, the rest of it is strangers.

    The model leaves out: contacts who use both, contacts of contacts, and what the host of the island
    sees. All its numbers are assumptions except the size of the world outside.

    Examples
    --------
    Fifty people on the island, half of a hundred contacts would come:

    >>> home = Island(members=50, contacts=100, follow=0.5)
    >>> home.contacts_reached(), home.exposed_outside()
    (0.49, 0.51)
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
        """Share of all other people who can be reached on the island."""
        return min(1.0, (self.members - 1) / (self.population - 1))

    def contacts_reached(self) -> float:
        """Share of one's contacts on the island: those who follow, as far as there is room."""
        return min(self.follow * self.contacts, self.members - 1) / self.contacts

    def exposed_outside(self) -> float:
        """Share of one's contacts with whom an outside operator still sees the conversation."""
        return 1 - self.contacts_reached()

    def members_needed(self, share: float) -> float:
        """Smallest island on which this share of one's contacts can be, infinite if too few follow.

        >>> Island(contacts=100, follow=0.5).members_needed(0.3)
        31.0
        """
        from math import ceil, inf

        from guidekit.models.knobs import probability

        wanted = probability("share", share)
        return float(ceil(wanted * self.contacts - 1e-9) + 1) if wanted <= self.follow else inf
