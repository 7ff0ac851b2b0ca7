"""A guess is a range in which somebody is sure at eight in ten; here it is read, written and compared.

The journal keeps a guess as the text of its two ends, such as ``"3.0 6.0"``. One number alone, as older
versions wrote it, is a range whose ends are equal.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from guidekit.course.journal import Answer
from guidekit.drawing.strip import guess_strip, place_on
from guidekit.knobs import Knob
from guidekit.words import fill, one_of

Ends = tuple[float, float]
"""The two ends of a guess, the lower one first; shares for per cent."""

SURE = 0.8
"""How sure one is to be that the answer lies in the range."""
MEASURED = ("ms", "s", "seconds", "minutes", "hours", "days", "weeks", "months", "years", "MB", "km", "m")
"""Units that are measured and not counted: a guess may lie between two whole numbers."""
YEAR = "year"
"""The unit of a date: a whole number without a comma, and without a word behind it."""
HIT, HIGHER, LOWER = "inside what you said", "higher than you said", "lower than you said"
"""Where an answer can lie."""
TOLD = {
    HIT: "You said {said}; the answer is {answer}: inside what you said.",
    HIGHER: "You said {said}; the answer is {answer}: higher than you said.",
    LOWER: "You said {said}; the answer is {answer}: lower than you said.",
}
TOLD_AT_A_POINT = "You said {said}; the answer is {answer}: just what you said."
RANGE = "{first} to {last} {unit}"
_EQUALS = " = "  # between the number of a result and its words, in the journal


def guess_rule(low: float, high: float, unit: str = "", log: bool = False) -> Knob:
    """Return what may be guessed: the range, its unit, and whether only whole numbers make sense.

    Parameters
    ----------
    low, high : float
        The ends of the range, both allowed.
    unit : str
        The unit; ``"%"`` stands for a share, 0 to 1, and ``"year"`` for a date, written without a comma.
    log : bool
        Whether the sliders move by factors.

    Examples
    --------
    >>> guess_rule(0, 40, "messages").whole, guess_rule(0, 700, "ms").whole, guess_rule(0, 1, "%").unit
    (True, False, 'share')
    """
    unit = "share" if unit == "%" else unit
    whole = unit not in ("share", *MEASURED) and float(low).is_integer() and float(high).is_integer()
    return Knob(low, high, unit, "Your prediction", whole=whole, log=log)


def middle_half(rule: Knob) -> Ends:
    """Return the middle half of a range, where both thumbs stand at first: it gives no answer away.

    Examples
    --------
    >>> middle_half(guess_rule(0, 700, "ms")), middle_half(guess_rule(1, 100, log=True))
    ((175.0, 525.0), (3, 32))
    """
    if rule.log:
        ends = [rule.low * (rule.high / rule.low) ** part for part in (0.25, 0.75)]
        ends = [min(rule.high, max(rule.low, float(f"{end:.3g}"))) for end in ends]
    else:
        ends = [rule.low + part * (rule.high - rule.low) for part in (0.25, 0.75)]
    low, high = (round(end) if rule.whole else end for end in ends)
    return low, high


def ends_text(ends: Ends) -> str:
    """Write both ends of a guess as the journal keeps them.

    Examples
    --------
    >>> ends_text((3, 6))
    '3.0 6.0'
    """
    return " ".join(repr(float(end)) for end in ends)


def guess_ends(entry: Answer | None, rule: Knob | None = None) -> Ends | None:
    """Read the guess of an entry of the journal.

    Parameters
    ----------
    entry : Answer or None
        A prediction.
    rule : Knob, optional
        What may be guessed; a guess that does not fit it is none.

    Returns
    -------
    tuple of float, or None
        The lower and the upper end; None where the text is no guess.

    Examples
    --------
    >>> guess_ends(Answer("prediction", "a", "3.0 6.0", "", "")), guess_ends(None)
    ((3.0, 6.0), None)
    >>> guess_ends(Answer("prediction", "a", "160.0", "ms", ""))
    (160.0, 160.0)
    """
    try:
        numbers = [float(part) for part in entry.value.split()] if entry else []
    except ValueError:  # somebody wrote into the journal
        return None
    if entry is None or not 1 <= len(numbers) <= 2:
        return None
    low, high = numbers[0], numbers[-1]
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        return None
    if rule and (entry.unit != rule.unit or any(rule.refusal("a guess", end) for end in (low, high))):
        return None
    return low, high


def range_words(rule: Knob, ends: Ends) -> str:
    """Write a range with its unit once.

    Examples
    --------
    >>> range_words(guess_rule(0, 9, "servers"), (3, 6)), range_words(guess_rule(0, 1, "%"), (0.2, 0.2))
    ('3 to 6 servers', '20 %')
    >>> range_words(guess_rule(0, 9, "servers"), (1, 1)), range_words(guess_rule(1, 1e9), (1, 2_000_000))
    ('1 server', '1 to 2,000,000')
    >>> range_words(guess_rule(0, 9, "copies"), (1, 1))
    '1 copy'
    >>> range_words(guess_rule(2021, 2026, "year"), (2022, 2025))
    '2022 to 2025'
    """
    first, last, unit = _range_parts(rule, ends)
    return (RANGE if first != last else "{last} {unit}").format(first=first, last=last, unit=unit).rstrip()


def _range_parts(rule: Knob, ends: Ends) -> tuple[str, str, str]:
    """Write both ends of a range, and the unit behind the second."""
    if rule.unit == YEAR:
        first, last = (f"{end:.0f}" for end in ends)
    else:
        first, last = (f"{100 * end if rule.percent else end:,.10g}" for end in ends)
    unit = "%" if rule.percent else "" if rule.unit == YEAR else rule.unit
    return first, last, one_of(unit) if first == last == "1" else unit


def guess_words(entry: Answer) -> str:
    """Write the guess of an entry with its unit; the text is empty if it is none.

    Examples
    --------
    >>> guess_words(Answer("prediction", "a", "0.25 0.5", "share", ""))
    '25 to 50 %'
    """
    ends = guess_ends(entry)
    return "" if ends is None else range_words(Knob(unit=entry.unit), ends)


def as_written(value: float, words: str) -> float:
    """Round an answer to the digits that its words show.

    What is compared is what stands there: whoever said 56 to 70 % is right where it says 56 %.

    Examples
    --------
    >>> as_written(0.5556, "56 %"), as_written(60.4, "60.4 servers"), as_written(90.0, "1.5 minutes")
    (0.56, 60.4, 90.0)
    """
    found = [part.replace(",", "").replace(".", "").strip("0") for part in re.findall(r"\d[\d,.]*", words)]
    digits = max(map(len, found), default=0)
    return float(f"{value:.{digits - 1}e}") if digits else value


@dataclass(frozen=True)
class GuessOutcome:
    """A guess beside its answer.

    Attributes
    ----------
    rule : Knob
        What may be guessed. Without ends, where nobody knows the scale, there is a sentence and no strip.
    ends : tuple of float, or None
        The guess; None where there is none.
    value : float or None
        The answer in the unit of the guess; None until it was seen.
    words : str
        The answer in words. It is compared as they write it.

    Examples
    --------
    >>> GuessOutcome(guess_rule(0, 9, "servers"), (3, 6), 4, "4").sentence
    'You said 3 to 6 servers; the answer is 4: inside what you said.'
    """

    rule: Knob
    ends: Ends | None = None
    value: float | None = None
    words: str = ""

    @property
    def place(self) -> str:
        """Where the answer lies: `HIT`, `HIGHER` or `LOWER`; empty where a guess or an answer is missing."""
        if self.ends is None or self.value is None:
            return ""
        shown = as_written(self.value, self.words)
        return HIGHER if shown > self.ends[1] else LOWER if shown < self.ends[0] else HIT

    @property
    def said(self) -> str:
        """The guess in words; empty where there is none."""
        return "" if self.ends is None else range_words(self.rule, self.ends)

    @property
    def sentence(self) -> str:
        """The guess, the answer, and where it lies; empty where a guess or an answer is missing."""
        place = self.place
        if not place or not self.ends:
            return ""
        at_a_point = self.ends[0] == self.ends[1] and place == HIT
        return fill(TOLD_AT_A_POINT if at_a_point else TOLD[place], said=self.said, answer=self.words)

    @property
    def scale(self) -> tuple[str, str] | None:
        """The two ends of the scale in words, the unit behind the upper one; None where nobody knows it."""
        if not (math.isfinite(self.rule.low) and math.isfinite(self.rule.high)):
            return None
        first, last, unit = _range_parts(self.rule, (self.rule.low, self.rule.high))
        return first, f"{last} {unit}".rstrip()

    def strip(self) -> str:
        """Draw the guess as a band on its scale, and the answer as a dot; empty where nobody knows it."""
        if self.scale is None:
            return ""
        low, high = self.rule.low, self.rule.high
        band = [place_on(low, high, end, self.rule.log) for end in self.ends or ()]
        dot = None if self.value is None else place_on(low, high, self.value, self.rule.log)
        return guess_strip((band[0], band[1]) if band else None, dot, self.place == HIT)


def result_text(value: float, words: str) -> str:
    """Write an answer as the journal keeps it: the number, and what people read.

    Examples
    --------
    >>> result_text(0.01, "1 %")
    '0.01 = 1 %'
    """
    return f"{value:.12g}{_EQUALS}{words}"


def result_parts(entry: Answer | None) -> tuple[float | None, str]:
    """Read an answer from the journal: its number, and its words; older versions kept the words alone.

    Examples
    --------
    >>> result_parts(Answer("result", "a", "0.01 = 1 %", "", ""))
    (0.01, '1 %')
    >>> result_parts(Answer("result", "a", "1 %", "", "")), result_parts(None)
    ((None, '1 %'), (None, ''))
    """
    if entry is None:
        return None, ""
    number, equals, words = entry.value.partition(_EQUALS)
    try:
        value = float(number) if equals else math.nan
    except ValueError:
        value = math.nan
    return (value, words) if math.isfinite(value) else (None, words or entry.value)
