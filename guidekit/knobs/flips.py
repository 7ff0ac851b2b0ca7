"""Flips: the value of a knob at which an answer changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from guidekit.knobs.model import Knob
from guidekit.words import number, quantity

POINTS = 48  # steps of the scan from one end of a range to the other
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


def search(knob: str, rule: Knob, start: Any, true: Callable[[Any], bool]) -> Flip:
    """Find the value nearest to `start` at which the answer changes.

    The range is scanned outwards from `start`, in the steps a slider would take, and the first change
    is then bisected. A change and its reverse between two steps of the scan are not seen.

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
    answer = true(start)
    if rule.choices:
        return _among(knob, rule.choices, start, true)
    low, high = (int(rule.low), int(rule.high)) if rule.whole else (rule.low, rule.high)
    steps = sorted({_step(rule, i / POINTS) for i in range(POINTS + 1)} - {start})
    here = _place(rule, start)
    last = {True: start, False: start}  # the last value with the answer of the default, above and below
    for x in sorted(steps, key=lambda x: abs(_place(rule, x) - here)):
        if true(x) != answer:
            still, at = _bisect(last[x > start], x, true, answer, rule.whole)
            return Flip(
                knob, at, still, "above" if at > still else "below", low, high, rule.unit, answer, rule.label
            )
        last[x > start] = x
    return Flip(knob, None, None, "", low, high, rule.unit, answer, rule.label)


def _among(knob: str, words: Sequence[str], start: str, true: Callable[[str], bool]) -> Flip:
    answer, here = true(start), words.index(start)
    others = [word for word in words if true(word) != answer]
    ends = (words[0], words[-1])
    if not others:
        return Flip(knob, None, None, "", *ends, "", answer)
    at = min(others, key=lambda word: abs(words.index(word) - here))
    return Flip(knob, at, start, "at", *ends, "", answer)


def _bisect(still: Any, at: Any, true: Callable[[Any], bool], answer: bool, whole: bool) -> tuple[Any, Any]:
    while abs(at - still) > (1 if whole else CLOSE * max(abs(at), abs(still))):
        middle = (at + still) // 2 if whole else (at + still) / 2
        if true(middle) == answer:
            still = middle
        else:
            at = middle
    return still, at


def _step(rule: Knob, part: float) -> Any:
    """Return the value at a part of the slider's way."""
    if rule.log:
        value = rule.low * (rule.high / rule.low) ** part
    else:
        value = rule.low + (rule.high - rule.low) * part
    return round(value) if rule.whole else min(rule.high, max(rule.low, value))


def _place(rule: Knob, value: float) -> float:
    """Return where a value stands on its slider."""
    return math.log(value) if rule.log else value
