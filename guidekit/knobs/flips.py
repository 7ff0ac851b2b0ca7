"""Flips: the value of a knob at which an answer changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from guidekit.knobs.model import Knob
from guidekit.words import number, quantity

STEPS = 48  # of the scan from one end of a range to the other
CLOSE = 1e-5  # how near the two sides of a flip are brought, as a share of the value


@dataclass(frozen=True)
class Flip:
    """Where an answer changes as one knob is turned.

    Attributes
    ----------
    knob : str
        The knob: of a model (``OnionRouting.link_ms``), of one side of a comparison
        (``operator.release_days``), or a fact (``briar:feature.voice_calls``).
    at : float, str or None
        The value nearest to the default at which the answer is another one; None if there is none.
    still : float, str or None
        The last value before it with the answer of the default.
    side : str
        Where the other answer lies: ``"above"``, ``"below"``, or ``"at"`` for a word; empty for never.
    low, high : float or str
        The ends of the knob's range.
    unit : str
        The unit of the knob.
    holds : bool
        The answer at the default.
    label : str
        What a learner sees beside the slider of a model's knob.
    """

    knob: str
    at: float | str | None
    still: float | str | None
    side: str
    low: float | str
    high: float | str
    unit: str
    holds: bool
    label: str = ""

    def __str__(self) -> str:
        name = f"“{self.label}” ({self.knob})" if self.label else f"“{self.knob}”"
        if self.at is None:
            return f"it stays so for every {name} from {self.range.replace('–', ' to ')}"
        start = "no longer so" if self.holds else "it would be so"
        if self.side == "at":
            return f"{start} if {name} is {self.at}"
        least = "at least" if self.side == "above" else "at most"
        return f"{start} if {name} is {least} {quantity(self.at, self.unit)}"

    @property
    def range(self) -> str:
        """The knob's range in words."""
        if self.unit.startswith(("share", "probability", "chance")):
            return f"{number(100 * float(self.low), 3)}–{quantity(self.high, self.unit)}"
        return f"{quantity(self.low)}–{quantity(self.high, self.unit)}"

    @property
    def short(self) -> str:
        """The flip as a table shows it."""
        if self.at is None:
            return f"never ({self.knob}: {self.range})"
        sign = {"above": "≥", "below": "≤", "at": "="}[self.side]
        return f"{self.knob} {sign} {quantity(self.at, self.unit)}"


def search(knob: str, rule: Knob, start: Any, true: Callable[[Any], bool], close: float = CLOSE) -> Flip:
    """Find the value nearest to `start` at which the answer changes.

    A change and its reverse between two steps of the scan are not seen.

    Parameters
    ----------
    knob : str
        How the flip names the knob.
    rule : Knob
        Its range, unit and kind.
    start : float or str
        The default.
    true : callable
        Whether the claim is true with the knob at a value.
    close : float
        How near the two sides of the flip are brought, as a share of the value; whole numbers are
        brought to neighbours.

    Returns
    -------
    Flip
        The flip; its `at` is None if the answer is the same all over the range.

    Examples
    --------
    >>> flip = search("Door.width", Knob(0, 10, "m"), 8.0, lambda width: width > 2)
    >>> round(flip.at, 3), flip.side, flip.holds
    (2.0, 'below', True)
    """
    # The steps that a slider would take are tried outwards from the start, so that the first change is the
    # nearest one. It lies between that step and the last one on the same side with the old answer, and the
    # way between the two is then halved until they are close.
    answer = true(start)
    if rule.choices:
        return _search_words(knob, rule.choices, start, true)
    low, high = (int(rule.low), int(rule.high)) if rule.whole else (rule.low, rule.high)
    steps = sorted({value_at(rule, step / STEPS) for step in range(STEPS + 1)} - {start})
    here = place_of(rule, start)
    last = {True: start, False: start}  # the last value with the answer of the default, above and below
    for x in sorted(steps, key=lambda x: abs(place_of(rule, x) - here)):
        if true(x) != answer:
            still, at = _bisect(last[x > start], x, true, answer, 0 if rule.whole else close)
            side = "above" if at > still else "below"
            return Flip(knob, at, still, side, low, high, rule.unit, answer, rule.label)
        last[x > start] = x
    return Flip(knob, None, None, "", low, high, rule.unit, answer, rule.label)


def value_at(rule: Knob, place: float) -> Any:
    """Return the value at a share of the way along a knob's slider; `place_of` is the way back.

    Parameters
    ----------
    rule : Knob
        The knob: a logarithmic slider moves by factors, and a whole one stops at whole numbers.
    place : float
        The share of the way, from 0 at the low end to 1 at the high one.

    Returns
    -------
    float or int
        A value inside the range, in the knob's unit.

    Examples
    --------
    >>> value_at(Knob(1, 100, log=True), 0.5), value_at(Knob(0, 10, whole=True), 0.26)
    (10.0, 3)
    """
    if rule.log:
        value = rule.low * (rule.high / rule.low) ** place
    else:
        value = rule.low + (rule.high - rule.low) * place
    return round(value) if rule.whole else min(rule.high, max(rule.low, value))


def place_of(rule: Knob, value: float) -> float:
    """Return at which share of the way along its slider a value stands; `value_at` is the way back.

    Parameters
    ----------
    rule : Knob
        The knob.
    value : float
        A value inside its range, in its unit.

    Returns
    -------
    float
        The share of the way, from 0 at the low end to 1 at the high one.

    Examples
    --------
    >>> place_of(Knob(1, 100, log=True), 10), place_of(Knob(0, 10), 2.5)
    (0.5, 0.25)
    """
    low, high, here = (math.log(x) if rule.log else x for x in (rule.low, rule.high, value))
    return (here - low) / (high - low)


def _search_words(knob: str, words: Sequence[str], start: str, true: Callable[[str], bool]) -> Flip:
    answer, here = true(start), words.index(start)
    others = [word for word in words if true(word) != answer]
    ends = (words[0], words[-1])
    if not others:
        return Flip(knob, None, None, "", *ends, "", answer)
    at = min(others, key=lambda word: abs(words.index(word) - here))
    return Flip(knob, at, start, "at", *ends, "", answer)


def _bisect(still: Any, at: Any, true: Callable[[Any], bool], answer: bool, close: float) -> tuple[Any, Any]:
    """Halve the way between two values with different answers; a `close` of 0 means whole neighbours."""
    while abs(at - still) > (close * max(abs(at), abs(still)) if close else 1):
        middle = (at + still) / 2 if close else (at + still) // 2
        if middle in (still, at):  # there is no number between them, as beside zero
            break
        if true(middle) == answer:
            still = middle
        else:
            at = middle
    return still, at
