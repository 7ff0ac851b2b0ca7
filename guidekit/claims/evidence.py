"""Evidence: one number for one sentence of the guide, what it is compared with, and where it flips."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from guidekit.claims import wording
from guidekit.claims.bars import BARS
from guidekit.claims.world import World
from guidekit.knobs import Flip, Knob, knob_of, search
from guidekit.words import fill, paragraph

VERDICTS = {
    "holds": "holds",
    "incomplete": "is incomplete",
    "changed": "has changed",
    "obsolete": "is obsolete",
    "misleading": "is misleading",
}


KINDS = {
    "measured": "measured on real systems",
    "derived": "derived from sourced facts or packets",
    "sourced": "modelled from sourced numbers",
    "assumed": "modelled from assumptions",
    "definition": "true by definition",
    "undecided": "not decidable by us",
}
"""What decides a claim, by its word in ``claim_kinds.csv``: the first four give a verdict."""

OPEN = ("definition", "undecided")
"""The kinds of claims without a verdict."""


@dataclass(frozen=True)
class Line:
    """One claim along one knob: its value and its bar at every setting.

    Attributes
    ----------
    bar : str
        What is compared: the id of one of `BARS`.
    rule, start : Knob, Any
        The knob's range, and where it stands.
    sense : str
        How the value stands to the bar if the sentence is true: ``<``, ``<=``, ``>`` or ``>=``.
    measure, place : callable
        The value at a setting, and the bar there.
    sides : tuple of str
        The names of the two sides of a comparison; empty where there is one.
    also : bool
        What must be true besides, whatever the knob says: facts, exposures and recordings.
    """

    bar: str
    rule: Knob
    start: Any
    sense: str
    measure: Callable[[Any], float]
    place: Callable[[Any], float]
    sides: tuple[str, ...] = ()
    also: bool = True

    def holds(self, setting: Any) -> bool:
        """Say whether the sentence is true at a setting."""
        if not self.also:
            return False
        return bool(SENSES[self.sense](self.measure(setting), self.place(setting)))


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
    kind : str
        What decides it, by ``claim_kinds.csv``: one of `KINDS`.
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
    bar : str
        The bar of ours that it hangs on, and where another bar would turn it; empty for any other bar.
    restates : str
        Why the flip only restates the bar; empty where it does not.
    line : Line or None
        The claim along its knob.

    Examples
    --------
    >>> flip = Flip("Radio.keepalive", 1800.0, 1799.9, "above", 10, 3600, "s", True)
    >>> print(Evidence("x", True, "holds", "assumed", 30.0, "times", 1.0, flip, "", "so much more"))
    Yes: so much more; no longer so if “Radio.keepalive” is at least 1,800 s.
    """

    claim: str
    holds: bool
    today: str
    kind: str
    value: float
    unit: str
    threshold: float
    flips_at: Flip | None
    how: str
    found: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bar: str = ""
    restates: str = ""
    line: Line | None = dataclasses.field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        if self.kind in OPEN:
            return fill(wording.WITHOUT_VERDICT, kind=KINDS[self.kind], found=self.found)
        flip = "" if not self.flips_at else "restated" if self.restates else "flip"
        case = " ".join(filter(None, ["bar" if self.bar else "", flip]))
        return fill(
            wording.ANSWERS[self.holds][case],
            bar=self.bar,
            found=self.found,
            flip=self.flips_at,
            restates=self.restates,
        )

    @property
    def plain(self) -> str:
        """What came out, without the bar it hangs on and without the place where it turns."""
        if self.kind in OPEN:
            return str(self)
        return fill(wording.PLAIN[self.holds], found=self.found)

    @property
    def verdict(self) -> str:
        """The verdict: ``yes`` or ``no``, and for a claim without one its kind."""
        return self.kind if self.kind in OPEN else "yes" if self.holds else "no"

    @property
    def agrees(self) -> bool:
        """Whether the sentence is borne out or a definition, and holds today as it stands."""
        return self.verdict in ("yes", "definition") and self.today == "holds"

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, with the verdict and the sentence, for JSON."""
        plain = dataclasses.asdict(dataclasses.replace(self, line=None))
        del plain["line"]
        return {**plain, "verdict": self.verdict, "sentence": str(self)}


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


def evidence(world: World, claim: str, *, measured: Measurement | None = None, **answer: Any) -> Evidence:
    """Make the evidence of a claim, with what the tables know of it.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    measured : Measurement, optional
        What a recording says; where it disagrees, the sentence is not borne out.
    **answer
        The other attributes of `Evidence`: holds, value, unit, threshold, how, found and so on.

    Returns
    -------
    Evidence
        The answer, with its facts and its sources.
    """
    row = world.claim(claim)
    answer = {"flips_at": None, **answer, "holds": bool(answer["holds"])}
    if measured is not None:
        recorded = fill(wording.RECORDED, recording=measured.recording, words=measured.words)
        answer["how"] = paragraph(answer["how"], recorded)
        if not measured.agrees:
            answer["holds"] = False
            answer["found"] = wording.OTHERWISE.format(found=answer["found"], words=measured.words)
    return Evidence(
        claim=claim,
        today=str(row.today),
        kind=world.kind(claim),
        facts=world.cited(claim),
        sources=tuple(row.source_ids.split()),
        **answer,
    )


def comparison(
    world: World,
    claim: str,
    sense: str,
    bar: str,
    unit: str,
    how: str,
    found: Callable[[float], str],
    *,
    measure: Callable[[Any], float],
    knob: str,
    rule: Knob,
    start: Any,
    rival: Callable[[Any], float] | None = None,
    sides: tuple[str, ...] = (),
    also: bool = True,
    measured: Measurement | None = None,
    restates: str = "",
) -> Evidence:
    """Hold what a knob's value gives against the bar of its quantity, and find where the answer changes.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    sense : str
        ``<``, ``<=``, ``>`` or ``>=``: the value stands so to the bar if the sentence is true.
    bar, unit : str
        The quantity, one of `BARS`, and its unit.
    how, found : str, callable
        The method, and what came out for a value, in words.
    measure : callable
        The value at a setting of the knob.
    knob, rule, start : str, Knob, Any
        The knob to turn: its name, its range, its default.
    rival : callable, optional
        The value of the other side at a setting, where it sets the bar.
    sides : tuple of str
        The names of the two sides.
    also : bool
        What must be true besides, whatever the knob says: facts and exposures.
    measured : Measurement, optional
        What a recording says; where it disagrees, no setting of the knob makes the sentence true.
    restates : str
        Why the flip only restates the bar.

    Returns
    -------
    Evidence
        The answer at the default, or at what the world has turned, and its flip.

    Raises
    ------
    ValueError
        If the world turns the knob out of its range.
    """
    start = world.turn(knob, start)
    problem = rule.refusal(knob, start)
    if problem:
        raise ValueError(problem)

    also, more = also and (measured is None or measured.agrees), sense.startswith(">")

    # A search, a curve and a panel ask the same settings again.
    measure = functools.cache(measure)

    @functools.cache
    def place(setting: Any) -> float:
        return BARS[bar].place(rival(setting) if rival else 0.0, more)

    line = Line(bar, rule, start, sense, measure, place, sides, also)
    flip = search(knob, rule, start, line.holds)
    value, threshold = float(measure(start)), float(place(start))
    return evidence(
        world,
        claim,
        measured=measured,
        holds=flip.holds,
        value=value,
        unit=unit,
        threshold=threshold,
        flips_at=flip,
        how=f"{how} {BARS[bar].how}",
        found=found(value),
        bar=BARS[bar].words(value, threshold, more) if also else "",
        restates=wording.RESTATES.format(why=restates) if restates else "",
        line=line,
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
    failure = wording.ONLY[unit].format(right=len(right), total=total, wrong="; ".join(wrong))
    return evidence(
        world,
        claim,
        measured=measured,
        holds=not wrong,
        value=float(len(right)),
        unit=f"of {total} {unit}",
        threshold=float(total),
        how=how,
        found=failure if wrong else found or wording.ALL[unit].format(total=total),
    )


def looked_up(world: World, claim: str, value: float, unit: str, how: str, found: str) -> Evidence:
    """Answer a claim that we cannot decide: say what there is, and what is missing.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    value, unit : float, str
        The number that there is, and its unit.
    how, found : str
        The method, and what is there and what is missing, in words.
    """
    return evidence(world, claim, holds=False, value=value, unit=unit, threshold=value, how=how, found=found)
