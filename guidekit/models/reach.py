"""Reach: how many of the people someone knows can be found, if each step has to be taken."""

from __future__ import annotations

from dataclasses import dataclass

from guidekit.knobs import Model, count, knob

STEPS = {
    "phone_book": ("tap the name in the phone's address book",),
    "username": ("ask for the username", "type it"),
    "directory": ("search for the name", "tap it"),
    "dht": ("ask for the key", "enter it", "the network looks it up"),
    "one link": ("ask for the link", "open it"),
    "link": ("send your link", "wait for the other's link", "enter it", "the other enters yours"),
    "qr_in_person": ("meet", "scan the other's code", "let the other scan yours"),
    "introduction": ("a common contact proposes it", "you accept", "the other accepts"),
}
"""Our own count of what two people do for one contact, by way; sources say only which ways exist."""


@dataclass(frozen=True)
class ContactReach(Model):
    """Someone who wants to write to the people they know, and the steps that stand in between.

    A contact is made when the other uses the messenger and every step is done. Steps are done or not
    done independently of each other.

    The model leaves out: people who are eager, people who meet anyway, and contacts who are found
    through other contacts.

    References
    ----------
    Our own model. Every number is an assumption; no source gives them.

    Examples
    --------
    One step, and four:

    >>> round(ContactReach().reached(1), 1), round(ContactReach().reached(4), 1)
    (24.0, 12.3)
    """

    known: int = knob(150, 1, 1000, "people", "People known", "How many people someone would write to")
    using: float = knob(0.2, 0.0, 1.0, "share of people", "Use it", "Share of them who use the messenger")
    done: float = knob(0.8, 0.0, 1.0, "probability", "Step done", "The chance that one step is really taken")

    def reached(self, steps: int) -> float:
        """Count the people who become contacts in the mean, known · using · done^steps.

        Parameters
        ----------
        steps : int
            How many steps stand before a contact, 0 to 100.
        """
        return float(self.known * self.using * self.done ** count("steps", steps, 0, 100, "steps"))
