"""Comparing: one number with a threshold, and where a knob turns the answer round."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any

from guidekit.claims.evidence import Evidence
from guidekit.claims.world import World
from guidekit.knobs import Knob, knob_of, search
from guidekit.recordings.bearing import read

Answer = Callable[[World, str], Evidence]
"""How a claim is answered: from a world and the claim's id."""

SENSES = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}

RARE = 0.05
"""Assumption: what happens in less than one case in twenty counts as not happening."""


def evidence(world: World, claim: str, **found: Any) -> Evidence:
    """Make the evidence of a claim; what the tables and recordings know of it is filled in."""
    row = world.claim(claim)
    against, told = read(claim)
    found = {"flips_at": None, **found}
    return Evidence(
        claim=claim,
        today=str(row.today),
        facts=world.cited(claim),
        sources=tuple(row.source_ids.split()),
        **{
            **found,
            "holds": found["holds"] and not against,
            "how": found["how"] + told,
            "found": "; ".join([found["found"], *against]),
        },
    )


def compared(
    world: World,
    claim: str,
    sense: str,
    threshold: float,
    unit: str,
    how: str,
    found: Callable[[float], str],
    *,
    measure: Callable[[Any], float],
    knob: str,
    rule: Knob,
    start: Any,
    also: bool = True,
) -> Evidence:
    """Compare what a knob's value gives with a threshold, and find where the answer changes.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    sense : str
        ``<``, ``<=``, ``>`` or ``>=``: the value stands so to the threshold if the sentence is true.
    threshold, unit : float, str
        What the value is compared with.
    how, found : str, callable
        The method, and what came out for a value, in words.
    measure : callable
        The value at a setting of the knob.
    knob, rule, start : str, Knob, Any
        The knob to turn: its name, its range, its default.
    also : bool
        What must be true besides, whatever the knob says: facts and exposures.
    """
    start = world.turned.get(knob, start)
    problem = rule.refusal(knob, start)
    if problem:
        raise ValueError(problem)

    also = also and not read(claim)[0]

    def true(setting: Any) -> bool:
        return also and bool(SENSES[sense](measure(setting), threshold))

    value, flip = float(measure(start)), search(knob, rule, start, true)
    return evidence(
        world,
        claim,
        holds=flip.holds,
        value=value,
        unit=unit,
        threshold=float(threshold),
        flips_at=flip,
        how=how,
        found=found(value),
    )


def turning(model: Any, name: str, measure: Callable[[Any], float], role: str = "") -> dict[str, Any]:
    """Let `compared` turn one knob of a model; `role` is the name of its side of the comparison."""
    rule = knob_of(model, name)
    return {
        "knob": f"{role or type(model).__name__}.{name}",
        "rule": rule,
        "start": getattr(model, name),
        "measure": lambda setting: measure(model.but(**{name: setting})),
    }


def counted(
    world: World, claim: str, kept: Iterable[str], broken: Iterable[str], how: str, found: str = "",
    unit: str = "statements",
) -> Evidence:  # fmt: skip
    """Answer a claim that stands on several statements, all of which must hold.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    kept, broken : iterable of str
        The statements that hold, and in words what is wrong with the others.
    how, found : str
        The method, and what it says if all hold.
    unit : str
        What is counted.
    """
    kept, broken = list(kept), list(broken)
    total = len(kept) + len(broken)
    wrong = f"only {len(kept)} of {total} {unit} hold: {'; '.join(broken)}"
    return evidence(
        world,
        claim,
        holds=not broken,
        value=float(len(kept)),
        unit=f"of {total} {unit}",
        threshold=float(total),
        how=how,
        found=wrong if broken else found or f"all {total} {unit} hold",
    )
