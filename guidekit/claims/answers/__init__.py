"""The answers: to one claim by its id, or to all. The subject of a claim names the file that answers it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec

from guidekit.claims.evidence import ClaimAnswer, Evidence
from guidekit.claims.world import World
from guidekit.tables.csvfile import TableError, course_csv

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
    TableError
        If the claim is in its table and nobody wrote its evidence; the message says what is missing.

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
    subject = world.claim(claim).subject
    answers = _answers_about(subject)
    if problem := _lack(claim, subject, answers):
        raise TableError(problem)
    return answers[claim](world, claim), world.asked


def _answers_about(subject: str) -> dict[str, ClaimAnswer]:
    """Return the answers to the claims about a subject; only its file is imported, and only what it asks."""
    name = f"{__name__}.{subject}"
    answers: dict[str, ClaimAnswer] = import_module(name).ANSWERS if find_spec(name) else {}
    return answers


def unanswered_claims() -> list[str]:
    """Say which claims of the table have no evidence, and what each lacks.

    Returns
    -------
    list of str
        One line a claim, with its place in ``claims.csv`` and what to add; nothing if all is there.

    Examples
    --------
    >>> unanswered_claims()
    []
    """
    rows = course_csv("claims").entries
    answers = {subject: _answers_about(subject) for subject in dict.fromkeys(row.subject for row in rows)}
    found = (_lack(row.id, row.subject, answers[row.subject]) for row in rows)
    return [problem for problem in found if problem]


def _lack(claim: str, subject: str, answers: Mapping[str, ClaimAnswer]) -> str:
    """Say what a claim lacks before it can be answered; the text is empty if it lacks nothing."""
    file, kinds = course_csv("claims"), course_csv("claim_kinds").column("claim")
    row = file.column("id").index(claim)
    place = f"guidekit/claims/answers/{subject}.py"
    if claim not in answers:
        there = (
            "an entry of ANSWERS in" if answers else "a new file with its ANSWERS, such as session.py has:"
        )
        return file.problem(row, "id", claim, f"{there} {place}", "has no evidence")
    if claim not in set(kinds):
        return file.problem(row, "id", claim, "a row of claim_kinds.csv, which says what decides it",
                            "is of no kind")  # fmt: skip
    return ""


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
    wanted = [row.id for row in world.table("claims")] if ids is None else list(ids)
    for claim in wanted:
        world.claim(claim)  # an unknown one is refused before the work begins
    found = [_asked(claim, world) for claim in (progress(wanted) if progress else wanted)]
    world.check_asked(
        set().union(*(asked for _, asked in found)),
        "none of these claims" if len(found) > 1 else "".join(wanted),
    )
    return [answer for answer, _ in found]
