"""The exhibits of this file draw whom a server of one's own reaches, and what it costs to run."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, dots, hline, line, mark, subplots, vline
from guidekit.drawing.ticks import QUARTER_TICKS, decade_ticks
from guidekit.models import FirstDay, Island, Upkeep
from guidekit.words import number, percent, plural

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
    watched = "nobody else" if others == 0 else f"one of {plural(others, 'other')}"
    most = min(others, model.population - 1)
    return (
        f"An island of {plural(model.members, 'person', 'people')} reaches "
        f"{plural(here * model.contacts, 'contact')}. We assume that {percent(model.follow)} of "
        f"{model.contacts} would follow. No public operator sees these talks. The host of the island does, "
        f"and whoever watches your line sees that you talk to {watched}. This leaves "
        f"{number(outside * model.contacts)} of {model.contacts} cut off, or with a public operator who sees "
        f"them. More than {number(model.members_needed())} on the island reach no more contacts. Of all "
        f"{number(model.population)} people {number(most) if most else 'none'} can be reached."
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
    few = number(found) if found >= 0.001 or found == 0 else "almost none"
    mark(ax, "here", model.users, found, few, 1)
    hline(ax, "one", 1.0, "one contact", 5)
    asked = plural(model.steps()["addresses"], "question")
    return (
        f"The messenger has {plural(model.users, 'user')} among {number(model.world)} people (an "
        f"assumption). On the first day one finds {few} of {plural(model.contacts, 'contact')} in the mean. "
        f"A directory finds them in one step; to ask each one takes {asked}. Below {number(needed)} users "
        "the mean is less than one contact."
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
    mark(ax, "here", model.users, each, plural(each, "hour"), 2)
    enough = model.users_until(_HOUR)
    vline(ax, "enough", enough if 1 < enough <= 1e6 else None, "one hour each", 5, at=0.9)
    people = plural(model.users, "person", "people")
    share = f"For each of them it is {plural(each, 'hour')}. " if model.users > 1 else ""
    until = (
        f"It takes {plural(math.ceil(enough), 'user')} to bring it to one hour each."
        if enough < math.inf
        else "No number of users brings it to one hour each."
    )
    return (
        f"On these assumptions a server for {people} takes {plural(model.hours_per_year(), 'hour')} a year. "
        f"{share}{until}"
    )
