"""What the models of choosing share: which messengers are compared, on which day, and against whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guidekit.knobs import Model, knob
from guidekit.tables.rows import course_rows, usual_messengers
from guidekit.tables.snapshot import DATE_TITLES, DATES
from guidekit.tables.wording import messenger_names

MOST_USED = 3


def usual_choice() -> tuple[str, ...]:
    """Return the messengers that are ticked at first: those of the guide, and those with the most users.

    >>> usual_choice()[:4]
    ('signal', 'element', 'briar', 'session')
    """
    mine = usual_messengers()
    facts = course_rows("facts", DATES[-1])
    users = [row for row in facts if row.attribute == "usage.monthly_users" and row.messenger not in mine]
    most = sorted(users, key=lambda row: -float(row.value))[:MOST_USED]
    return (*mine, *(row.messenger for row in most))


class MessengerModel(Model):
    """A model whose messengers a reader ticks: all that have rows."""

    def options(self, name: str) -> Mapping[str, str]:
        """Return the messengers that may be ticked, each with its name."""
        return messenger_names()


def messenger_knob() -> Any:
    """Declare which messengers are compared."""
    return knob(usual_choice(), label="Messengers", help="Which ones are compared", ticks=True)


def hostile_knob() -> Any:
    """Declare the one adversary of the course: a share of all machines that strangers run."""
    return knob(
        0.1, 0.0, 0.5, "share of machines", "Hostile share",
        "Chance that a machine run by strangers is hostile: a server as much as a relay",
        source="adversary.hostile",
    )  # fmt: skip


def date_knob(more: str = "") -> Any:
    """Declare the day whose facts count, with what more its help says."""
    words = f"The day whose facts count{more}"
    return knob(DATES[-1], label="Date", help=words, choices=DATES, titles=DATE_TITLES, ordered=True)
