"""Evidence: one number for one sentence of the guide, what it is compared with, and where it flips."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from guidekit import models
from guidekit.claims.world import World
from guidekit.knobs import Flip, Knob, knob_of, search

if TYPE_CHECKING:
    import pandas as pd

    from guidekit.models import FeatureRollout

VERDICTS = {
    "holds": "holds",
    "incomplete": "holds, but is incomplete",
    "changed": "has changed",
    "obsolete": "is obsolete",
    "misleading": "is misleading",
}


@dataclass(frozen=True)
class Evidence:
    """The answer to one claim.

    Attributes
    ----------
    claim : str
        The id of the claim.
    holds : bool
        Whether what was computed bears the guide's sentence out.
    today : str
        What ``claims.csv`` says of it today: one of `VERDICTS`.
    value, unit, threshold : float, str, float
        The number that was compared, its unit, and what it was compared with.
    flips_at : Flip or None
        Where a pro or a con stops being true; None for claims of another kind.
    how : str
        What was compared with what, by which model, and what in it is our assumption.
    found : str
        What came out, in words.
    facts : tuple of str
        The fact rows behind it, each with its sources, its date and its age.
    sources : tuple of str
        The ids of the sources of the verdict.

    Examples
    --------
    >>> flip = Flip("Radio.keepalive", 1800.0, 1799.9, "above", 10, 3600, "s", True)
    >>> print(Evidence("x", True, "holds", 30.0, "times", 1.0, flip, "", "thirty times the energy"))
    Yes: thirty times the energy; no longer so if “Radio.keepalive” is at least 1,800 s.
    """

    claim: str
    holds: bool
    today: str
    value: float
    unit: str
    threshold: float
    flips_at: Flip | None
    how: str
    found: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        flip = f"; {self.flips_at}" if self.flips_at else ""
        return f"{'Yes' if self.holds else 'No'}: {self.found}{flip}."

    @property
    def agrees(self) -> bool:
        """Whether the sentence is borne out and holds today as it stands."""
        return self.holds and self.today == "holds"

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, with the sentence, for JSON."""
        return {**dataclasses.asdict(self), "sentence": str(self)}


class Measurement(NamedTuple):
    """What a recording of a real system says about a sentence.

    Attributes
    ----------
    recording : str
        The name of the recording, such as ``"tor_hops"``.
    agrees : bool
        Whether it bears the sentence out.
    words : str
        What it shows.
    """

    recording: str
    agrees: bool
    words: str


ClaimAnswer = Callable[[World, str], Evidence]
"""How a claim is answered: from a world and the claim's id."""

SENSES = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}

RARE = 0.05
"""Assumption: what happens in less than one case in twenty counts as not happening."""

MOST = 0.9
"""Assumption: a feature has arrived when nine pairs in ten can use it."""

AREA_KM2, WALKING_KMH = 1.0, 4.0
"""Assumptions: people who meet are on foot in a square kilometre."""

TURNS = "ABABABABAB"
"""Who writes in the runs of protocols whose keys are copied."""


def evidence(world: World, claim: str, *, measured: Measurement | None = None, **answer: Any) -> Evidence:
    """Make the evidence of a claim, with what the tables know of it.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    measured : Measurement, optional
        What a recording says; where it disagrees, the sentence is not borne out.
    **answer
        The other attributes of `Evidence`: holds, value, unit, threshold, how, found and flips_at.

    Returns
    -------
    Evidence
        The answer, with its facts and its sources.
    """
    row = world.claim(claim)
    answer = {"flips_at": None, **answer, "holds": bool(answer["holds"])}
    if measured is not None:
        answer["how"] += f" Recorded ({measured.recording}.csv): {measured.words}."
        if not measured.agrees:
            answer["holds"] = False
            answer["found"] += f"; the recording says otherwise: {measured.words}"
    return Evidence(
        claim=claim,
        today=str(row.today),
        facts=world.cited(claim),
        sources=tuple(row.source_ids.split()),
        **answer,
    )


def comparison(
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
    measured: Measurement | None = None,
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
    measured : Measurement, optional
        What a recording says; where it disagrees, no setting of the knob makes the sentence true.

    Returns
    -------
    Evidence
        The answer at the default, or at what the world has turned, and its flip.

    Raises
    ------
    ValueError
        If the world turns the knob out of its range.
    """
    start = world.turned.get(knob, start)
    problem = rule.refusal(knob, start)
    if problem:
        raise ValueError(problem)

    also = also and (measured is None or measured.agrees)

    def true(setting: Any) -> bool:
        return also and bool(SENSES[sense](measure(setting), threshold))

    value, flip = float(measure(start)), search(knob, rule, start, true)
    return evidence(
        world,
        claim,
        measured=measured,
        holds=flip.holds,
        value=value,
        unit=unit,
        threshold=float(threshold),
        flips_at=flip,
        how=how,
        found=found(value),
    )


def turn(model: Any, name: str, measure: Callable[[Any], float], role: str = "") -> dict[str, Any]:
    """Let `comparison` turn one knob of a model.

    Parameters
    ----------
    model : Model
        The model with its defaults.
    name : str
        The knob.
    measure : callable
        The value of a model.
    role : str
        The name of the model's side of the comparison, where it has one.

    Returns
    -------
    dict
        The arguments ``knob``, ``rule``, ``start`` and ``measure`` of `comparison`.
    """
    rule = knob_of(model, name)
    return {
        "knob": f"{role or type(model).__name__}.{name}",
        "rule": rule,
        "start": getattr(model, name),
        "measure": lambda setting: measure(model.but(**{name: setting})),
    }


def tally(
    world: World, claim: str, right: Iterable[str], wrong: Iterable[str], how: str, found: str = "",
    unit: str = "statements", measured: Measurement | None = None,
) -> Evidence:  # fmt: skip
    """Answer a claim that stands on several statements, all of which must hold.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    right, wrong : iterable of str
        The statements that hold, and in words what is wrong with the others.
    how, found : str
        The method, and what it says if all hold.
    unit : str
        What is counted.
    measured : Measurement, optional
        What a recording says.

    Returns
    -------
    Evidence
        How many statements hold, against how many there are.
    """
    right, wrong = list(right), list(wrong)
    total = len(right) + len(wrong)
    failure = f"only {len(right)} of {total} {unit} hold: {'; '.join(wrong)}"
    return evidence(
        world,
        claim,
        measured=measured,
        holds=not wrong,
        value=float(len(right)),
        unit=f"of {total} {unit}",
        threshold=float(total),
        how=how,
        found=failure if wrong else found or f"all {total} {unit} hold",
    )


def operator_rollout(world: World) -> FeatureRollout:
    """Make the roll-out of a feature by one operator, whose release cycle can be turned alone."""
    return world.model(models.FeatureRollout, "operator", architecture="centralized")


def days_to_most(model: FeatureRollout) -> float:
    """Return the days until `MOST` pairs can use a new feature."""
    return model.days_until(MOST)


def nearby_meetings(world: World) -> float:
    """Return how often two people meet within the range of Briar's radios: meetings per pair and hour."""
    return models.meeting_rate(AREA_KM2, world.parameter("briar.local_range_m"), WALKING_KMH)


def past_messages(theft: pd.DataFrame) -> pd.Series:
    """Return for each message from before a theft whether the thief reads it."""
    return theft[theft.when == "past"].readable


def clear_fields(*fields: str) -> Measurement:
    """Look whether every recorded homeserver holds fields of an encrypted room in the clear, and no text."""
    from guidekit.recordings.matrix import field_forms, server_count

    forms = field_forms("Matrix")
    clear = [field for field in fields if field in forms.index and (forms.loc[field] == "clear").all()]
    sealed = bool((forms.loc["body"] == "cipher").all())
    words = (
        f"the databases of {server_count('Matrix')} real homeservers hold in the clear: "
        f"{', '.join(clear) or 'nothing'}"
    )
    return Measurement("matrix_db_view", sealed and len(clear) == len(fields), words)
