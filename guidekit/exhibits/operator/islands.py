"""The exhibits of this file draw whom a server of one's own reaches, and what it costs to run."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, hline, line, note, subplots, vline
from guidekit.drawing.ticks import QUARTER_TICKS, decade_ticks
from guidekit.models import FirstDay, Island, Upkeep
from guidekit.words import number, percent

_MEMBERS = np.unique(np.geomspace(1, 1_000_000, 60).round().astype(int))
_USERS = np.unique(np.geomspace(1, 1e9, 60).round().astype(int))
_HOUR = 1.0  # hours a year that someone may be willing to give

_ISLAND = Subplot(
    "", "people on the island", "share of one's contacts", (1, 1e6), (0, 1.05), xlog=True,
    xticks=decade_ticks(0, 6), yticks=QUARTER_TICKS,
)  # fmt: skip


def island(model: Island, figure: Figure) -> str:
    """Draw the contacts that an island reaches, and those that it leaves to a public operator.

    The sentence says how many contacts each are, to whom the island is private, and from which size on a
    larger one does not help.
    """
    (ax,) = subplots(figure, _ISLAND)
    every = [model.but(members=int(size)) for size in _MEMBERS]
    line(ax, "reached, unseen by an operator", _MEMBERS, [one.contacts_reached() for one in every], 0)
    line(
        ax, "cut off, or still with a public operator", _MEMBERS, [one.exposed_outside() for one in every], 1
    )
    here, outside = model.contacts_reached(), model.exposed_outside()
    dots(ax, "_reached", model.members, here, 0)
    dots(ax, "_outside", model.members, outside, 1)
    others = model.members - 1
    watched = "nobody else" if others == 0 else f"one of {number(others)} other{'s' if others > 1 else ''}"
    return (
        f"On an island of {number(model.members)}, {number(here * model.contacts)} of {model.contacts} "
        f"contacts are reached, if {percent(model.follow)} would follow (an assumption). No public operator "
        "sees these talks; the host of the island does, and whoever watches your line sees that you talk to "
        f"{watched}. The other {number(outside * model.contacts)} are cut off, or stay with a public "
        f"operator. More than {number(model.members_needed())} on the island reach no more contacts, and of "
        f"all {number(model.population)} people {number(min(others, model.population - 1))} can be reached."
    )


_DAY = Subplot(
    "", "users of the messenger", "contacts found on the first day", (1, 1e9), (1e-4, 1e3),
    xlog=True, ylog=True,
    xticks=((1, "1"), (1e3, "1,000"), (1e6, "1 million"), (1e9, "1 billion")),
    yticks=decade_ticks(-3, 3),
)  # fmt: skip


def first_day(model: FirstDay, figure: Figure) -> str:
    """Draw how many contacts are there on the first day, against the users of the messenger.

    The sentence says how many steps it takes to find them, and below how many users there is nobody.
    """
    (ax,) = subplots(figure, _DAY)
    found, needed = model.found(), model.users_needed(1)
    line(ax, "_found", _USERS, [model.but(users=int(users)).found() for users in _USERS])
    dots(ax, "_here", model.users, max(found, 1e-4), 1, markersize=11)
    hline(ax, "one", 1.0, "one contact", 5)
    note(ax, "_words", model.users, min(max(found, 1e-4) * 2.2, 300), number(found), weight="bold")
    steps = model.steps()
    asked = f"{steps['addresses']} by asking each one" if model.contacts > 1 else "1 by asking"
    return (
        f"With {number(model.users)} users among {number(model.world)} people (an assumption), "
        f"{number(found)} of {model.contacts} contacts are there on the first day, found in "
        f"{steps['directory']} step with a directory and in {asked}; below {number(needed)} users the mean "
        "is less than one contact."
    )


_UPKEEP = Subplot(
    "", "people who use the server", "hours a year for each", (1, 1e6), (0.01, 3000), xlog=True, ylog=True,
    xticks=_ISLAND.xticks, yticks=decade_ticks(-2, 3),
)  # fmt: skip


def upkeep(model: Upkeep, figure: Figure) -> str:
    """Draw the hours of work a year that a server costs for each user, against the number of users.

    The sentence says the hours, and how many users bring them down to one hour each.
    """
    (ax,) = subplots(figure, _UPKEEP)
    each = model.hours_per_user()
    line(ax, "_each", _MEMBERS, [max(model.but(users=int(n)).hours_per_user(), 0.01) for n in _MEMBERS], 2)
    shown = min(max(each, 0.01), 3000)
    dots(ax, "_here", model.users, shown, 2, markersize=11)
    note(ax, "_words", model.users, min(shown * 1.5, 1600), f"{number(each)} hours", weight="bold")
    enough = model.users_until(_HOUR)
    vline(ax, "enough", enough if 1 < enough <= 1e6 else None, "one hour each", 5, at=0.9)
    people = "1 person" if model.users == 1 else f"{number(model.users)} people"
    until = (
        f"it takes {number(enough)} users to bring it to one hour each"
        if enough < math.inf
        else "no number of users brings it to one hour each"
    )
    return (
        f"On these assumptions a server for {people} takes {number(model.hours_per_year())} hours a year, "
        f"{number(each)} for each of them; {until}."
    )
