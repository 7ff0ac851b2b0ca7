"""First day: how many of one's contacts are already there, and how many must be asked."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.models.knobs import Model, knob


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
        """Mean number of contacts who are there."""
        return self.contacts * min(1.0, self.users / self.world)

    def nobody(self) -> float:
        """Probability that not one contact is there."""
        return float((1 - min(1.0, self.users / self.world)) ** self.contacts)

    def steps(self) -> dict[str, int]:
        """Count the steps until every contact who is there is found, by way of finding."""
        return {"directory": 1, "addresses": self.contacts}

    def users_needed(self, people: float = 1.0) -> float:
        """Users from which on so many contacts are found in the mean.

        >>> round(FirstDay().users_needed(1))
        10000000
        """
        return self.world * people / self.contacts
