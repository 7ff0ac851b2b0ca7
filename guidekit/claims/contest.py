"""Contests: one way to carry messages against another, by one outcome of the same scenario.

The four ways are imported where they are asked, because most claims do not need them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from guidekit.claims import wording
from guidekit.claims.evidence import Evidence, Measurement, comparison
from guidekit.claims.world import World
from guidekit.knobs import knob_of
from guidekit.words import duration, fill, paragraph, percent, quantity

if TYPE_CHECKING:
    from guidekit.scenario import Architecture

NAMES = {
    "Centralized": "one operator",
    "Federated": "a federation",
    "PeerToPeer": "peers",
    "AnonymousRouting": "anonymous routing",
}
"""What the four ways are called in a sentence."""


def way(world: World, name: str, role: str = "", **given: Any) -> Any:
    """Make one of the four ways with its defaults, what is given, and what is turned in a world.

    Parameters
    ----------
    world : World
        The world.
    name : str
        The class: one of `NAMES`.
    role : str
        A name of its own for the scenario of one question, whose knobs can be turned alone.
    **given
        Knobs of the way or of its scenario that belong to the question.

    Examples
    --------
    >>> way(World(turned={"Scenario.room": 5}), "Federated").scenario.room
    5
    """
    from guidekit import scenario
    from guidekit.knobs import knobs_of

    shared = {knob: given.pop(knob) for knob in [*given] if knob in knobs_of(scenario.Scenario)}
    people = world.model(scenario.Scenario, role, **shared)
    return world.model(getattr(scenario, name), scenario=people, **given)


def contest(
    world: World,
    claim: str,
    own: Architecture,
    rival: Architecture,
    metric: str,
    knob: str,
    found: Callable[[str, str], str],
    *,
    turns: Architecture | None = None,
    role: str = "Scenario",
    also: bool = True,
    how: str = "",
    measured: Measurement | None = None,
    restates: str = "",
) -> Evidence:
    """Hold one way against another by one outcome: a pro wants it better by a tenth, a con worse.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    own, rival : Architecture
        The way that the sentence is about, and the one it is held against.
    metric : str
        The outcome, an id of `guidekit.scenario.METRICS`.
    knob : str
        The knob that is turned.
    found : callable
        What came out, in words, from both values in words.
    turns : Architecture, optional
        The side whose own knob it is; by default a knob of the scenario turns both.
    role : str
        The name of the scenario in the name of its knob.
    also, measured, restates
        As for `comparison`.
    how : str
        What else stands behind the answer.

    Returns
    -------
    Evidence
        The answer, and where it flips.
    """
    from guidekit.scenario import METRICS

    about = METRICS[metric]
    more = (about.better == "low") == (claim.split(".")[1] == "con")
    sides = tuple(map(_name, (own, rival)))

    def turned(side: Architecture, setting: Any) -> float:
        return _value(side.but(**{knob: setting}) if turns in (None, side) else side, metric)

    holder: Any = own.scenario if turns is None else turns
    other = _words(metric, rival.value(metric))
    return comparison(
        world, claim, ">" if more else "<", metric, about.unit,
        paragraph(fill(wording.CONTEST, outcome=about.words, own=sides[0], rival=sides[1]), how),
        lambda value: found(_words(metric, value), other),
        measure=lambda setting: turned(own, setting), rival=lambda setting: turned(rival, setting),
        knob=f"{role if turns is None else type(turns).__name__}.{knob}", rule=knob_of(holder, knob),
        start=getattr(holder, knob), sides=sides, also=also, measured=measured, restates=restates,
    )  # fmt: skip


@functools.lru_cache(maxsize=1024)
def _value(side: Architecture, metric: str) -> float:
    """Return an outcome; the side that stands still is asked again at each setting of the other."""
    return float(side.value(metric))


def _name(side: Architecture) -> str:
    """Name one side in a sentence."""
    at_home = getattr(side, "self_hosted", "no") == "yes"
    return "a server of one's own" if at_home else NAMES[type(side).__name__]


def _words(metric: str, value: float) -> str:
    """Write an outcome as people say it.

    >>> _words("latency.median", 5400.0), _words("link.machines", 0.1), _words("feature", 95.3)
    ('1.5 hours', '10 %', '95.3 days')
    """
    from guidekit.scenario import METRICS

    about = METRICS[metric]
    if about.unit == "s":
        return duration(value)
    return percent(value) if about.share else quantity(value, about.unit)
