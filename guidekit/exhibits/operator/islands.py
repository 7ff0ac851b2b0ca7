"""The exhibits of this file draw whom a server of one's own reaches, and what it costs to run."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from guidekit.drawing.figure import Subplot, hline, line, mark, subplots, vline
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.ticks import decade_ticks
from guidekit.exhibits.operator import wording
from guidekit.models import FirstDay, Island, Upkeep
from guidekit.words import answered, fill, number, paragraph, percent, plural

_MEMBERS = np.unique(np.geomspace(1, 1_000_000, 60).round().astype(int))
_USERS = np.unique(np.geomspace(1, 1e9, 60).round().astype(int))
_HOUR = 1.0  # hours a year that someone may be willing to give


def island(model: Island, figure: Figure) -> str:
    """Draw one's contacts: on the island with oneself, or left to a public operator or out of reach.

    A dot is a hundredth of the contacts. The sentence says how many contacts there are of each kind, and
    from which size on a larger island does not help. That size is the answer, in people.
    """
    sketch = Sketch(figure)
    here, there = model.contacts_reached() * model.contacts, model.exposed_outside() * model.contacts
    inside = round(100 * model.contacts_reached())
    for x, words, count, role in (
        (24.0, "On the island", here, "focus"),
        (444.0, "With a public operator, or out of reach", there, "muted"),
    ):
        sketch.text(x, 34, words, 16, weight=600)
        sketch.text(x, 70, plural(round(count), "contact"), 24, role, 700)
    sketch.box(16, 86, 392, 238, 24, fill="wash", edge="focus", stroke=1.6)
    for first, count, paint, edge in (
        (40.0, inside, "focus", "focus"),
        (460.0, 100 - inside, "paper", "unknown"),
    ):
        nth = np.arange(count)
        across, down = first + 24 * (nth % 15), 112 + 28 * (nth // 15)
        sketch.rimmed(across, down, 8, paint, edge, 1.4)
    for x, words, seen in (
        (32.0, "the host sees who talks to whom", inside),
        (452.0, "the public operator sees these talks", 100 - inside),
    ):
        if seen:
            sketch.sign("eye", x, 346, 20, "seen")
            sketch.text(x + 20, 352, words, 14)
    needed = model.members_needed()
    said = paragraph(
        fill(
            wording.ISLAND["some" if round(here) else "none"],
            members=model.members,
            here=number(round(here)),
            n=round(here),
        ),
        fill(wording.MORE_HELP if model.members < needed else wording.ENOUGH, needed=needed),
        fill(wording.FOLLOW, follow=percent(model.follow), contacts=model.contacts),
    )
    return answered(said, needed, lambda count: plural(round(count), "person", "people"))


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
    hardly = 0 < found < 0.001
    mark(ax, "here", model.users, found, "almost none" if hardly else number(found), 1)
    hline(ax, "one", 1.0, "one contact", 5)
    template = wording.HARDLY_FOUND if hardly else wording.FOUND
    return paragraph(
        fill(wording.USERS, users=model.users, world=number(model.world)),
        fill(template, found=number(found), contacts=model.contacts),
        fill(wording.DIRECTORY, asked=model.steps()["addresses"], needed=number(needed)),
    )


_UPKEEP = Subplot(
    "", "people who use the server", "hours a year for each", (1, 1e6), (0.01, 3000), xlog=True, ylog=True,
    xticks=decade_ticks(0, 6), yticks=decade_ticks(-2, 3),
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
    return paragraph(
        fill(wording.UPKEEP, users=model.users, hours=model.hours_per_year()),
        fill(wording.EACH, each=each) if model.users > 1 else "",
        fill(wording.UNTIL, users=math.ceil(enough)) if enough < math.inf else wording.NEVER,
    )
