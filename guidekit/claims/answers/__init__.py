"""The answers: to one claim by its id, or to all 81. The subject of an id names the file that answers it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from importlib import import_module

from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World

Progress = Callable[[Iterable[str]], Iterable[str]]
"""Gets ids and gives them back one by one, as ``tqdm`` does."""


def check_claim(claim: str, world: World | None = None) -> Evidence:
    """Answer one claim of the guide by what the tables, exposures, protocols and models say.

    Parameters
    ----------
    claim : str
        An id of ``claims.csv``.
    world : World, optional
        What it is checked against; by default the tables as they are and the models' defaults.

    Returns
    -------
    Evidence
        Whether the sentence is borne out, the number that was compared, and where it flips.

    Raises
    ------
    ValueError
        If there is no such claim, or the world turns something that the claim does not ask for; the
        message names those near to it.

    Examples
    --------
    >>> waiting = check_claim("p2p.con.both-online")
    >>> waiting.holds, round(waiting.value, 2), waiting.flips_at.short
    (True, 0.47, 'Scenario.on_hours ≥ 6.36 hours')

    A what-if is another world:

    >>> check_claim("p2p.con.both-online", World(turned={"Scenario.on_hours": 9})).holds
    False
    """
    answer, asked = _asked(claim, world or World())
    if world is not None:
        world.check_asked(asked, claim)
    return answer


def _asked(claim: str, world: World) -> tuple[Evidence, set[str]]:
    """Answer one claim, and list the names for which it asked the world."""
    world = dataclasses.replace(world)  # which has not been asked yet
    subject = world.claim(claim).subject  # only the file of this subject is imported, and only what it asks
    answer: Evidence = import_module(f"{__name__}.{subject}").ANSWERS[claim](world, claim)
    return answer, world.asked


def check_claims(
    ids: Iterable[str] | None = None, progress: Progress | None = None, world: World | None = None
) -> list[Evidence]:
    """Answer several claims, or all of them in the order of the table.

    Parameters
    ----------
    ids : iterable of str, optional
        Which claims; None means all.
    progress : callable, optional
        Gets the ids and gives them back one by one, as ``tqdm`` does.
    world : World, optional
        As in `check_claim`.

    Returns
    -------
    list of Evidence
        The answers, in the order of the ids.

    Raises
    ------
    ValueError
        If there is no such claim, and nothing has been answered then; or the world turns something that
        none of the claims asks for.
    """
    world = world or World()
    wanted = list(world.table("claims").id) if ids is None else list(ids)
    for claim in wanted:
        world.claim(claim)  # an unknown one is refused before the work begins
    found = [_asked(claim, world) for claim in (progress(wanted) if progress else wanted)]
    world.check_asked(
        set().union(*(asked for _, asked in found)),
        "none of these claims" if len(found) > 1 else "".join(wanted),
    )
    return [answer for answer, _ in found]
