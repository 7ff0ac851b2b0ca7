"""How good the guesses were: how many answers lay inside them, and how many should have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from guidekit.course.guesses import HIGHER, HIT, LOWER, SURE, GuessOutcome
from guidekit.words import fill, paragraph

ENOUGH = 5  # answers, before anything is said of a habit
_RARE = 0.1  # what fewer than one in ten calibrated people would reach is called too narrow, or too wide
_LEAN = 2  # answers more on one side than on the other before that is called a habit
_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
TITLE = "How good were your guesses?"
NO_GUESS = "You have made no guess yet."
NO_ANSWER = "None of your guesses has met its answer yet: run the panel below the prediction."
ONE_ANSWER = {
    True: "Your one answer so far lay inside what you said.",
    False: "Your one answer so far lay outside what you said.",
}
HITS = "{hits} of {seen} answers lay inside what you said."
EXPECTED = "You had said you were fairly sure: then about {expected} would have."
EARLY = "It is too early to say what your guesses have in common: that takes five answers."
HALF_OUTSIDE = {
    "": "Half of the answers lay outside: your guesses were too narrow.",
    "low": "Half of the answers lay outside: your guesses were too narrow, "
    "and more often too low than too high.",
    "high": "Half of the answers lay outside: your guesses were too narrow, "
    "and more often too high than too low.",
}
OUTSIDE = {
    "": "{out} of {seen} answers lay outside: your guesses were too narrow.",
    "low": "{out} of {seen} answers lay outside: your guesses were too narrow, "
    "and more often too low than too high.",
    "high": "{out} of {seen} answers lay outside: your guesses were too narrow, "
    "and more often too high than too low.",
}
WIDE = {
    "every": "Every answer lay inside: your guesses were wider than they had to be.",
    "most": "Nearly every answer lay inside: your guesses were wider than they had to be.",
}
FAIR = {
    "": "Your guesses were about as wide as they had to be.",
    "low": "Your guesses were about as wide as they had to be, but more often too low than too high.",
    "high": "Your guesses were about as wide as they had to be, but more often too high than too low.",
}
"""What the guesses have in common, by the side to which they lean."""
GUESS_LINE = {
    True: "   {lesson} you said {said}, the answer is {answer}: {verdict}",
    False: "   {lesson} you said {said}: {verdict}",
}
GUESS_CELL = {True: "you said {said}; the answer is {answer}", False: "you said {said}"}
"""A guess with its answer, and one whose answer was not seen."""
UNSEEN = "not seen yet: run the panel below the prediction"
KEY = (
    "The band is what you said, on the scale of its question. The answer is a filled dot where it "
    "lies inside, and a hollow one where it lies outside."
)
_WIDTHS = (6, 32, 36, 26)  # of the columns, in per cent
_CELL = "padding:4px 8px;text-align:left;vertical-align:middle;white-space:normal;overflow-wrap:break-word"


@dataclass(frozen=True)
class CalibrationRow:
    """A prediction of a lesson, with the guess and the answer as far as there are any."""

    lesson: str
    question: str
    outcome: GuessOutcome

    @property
    def verdict(self) -> str:
        """Say in a few words what came of it."""
        if self.outcome.ends is None:
            return "no guess yet"
        if not self.outcome.words:
            return UNSEEN
        return "hit" if self.outcome.place == HIT else self.outcome.place or "run the panel again to compare"


@dataclass(frozen=True)
class Calibration:
    """All predictions of the course, and what the guesses have in common.

    Whoever is sure at eight in ten is right eight times in ten. With h hits among n answers the guesses are
    called too narrow if at most h hits come up in fewer than one of ten such series, and wider than they
    had to be if at least h do (binomial distribution, chance 0.8).
    """

    rows: tuple[CalibrationRow, ...]

    @property
    def places(self) -> list[str]:
        """Where each answer lies that has a guess and was seen."""
        return [row.outcome.place for row in self.rows if row.outcome.place]

    @property
    def hits(self) -> int:
        """How many answers lay inside."""
        return self.places.count(HIT)

    @property
    def expected(self) -> int:
        """How many of the answers would lie inside, rounded, if one is as sure as the question asks."""
        return round(SURE * len(self.places))

    @property
    def headline(self) -> str:
        """Say how many answers lay inside, and how many would have."""
        made, seen = sum(row.outcome.ends is not None for row in self.rows), len(self.places)
        if not made:
            return NO_GUESS
        if not seen:
            return NO_ANSWER
        if seen == 1:
            return ONE_ANSWER[self.hits == 1]
        hits = fill(HITS, hits=self.hits, seen=seen)
        return paragraph(hits, fill(EXPECTED, expected=_word(self.expected)))

    @property
    def advice(self) -> str:
        """Say whether the guesses were too narrow or too wide, and to which side they leaned."""
        n, h = len(self.places), self.hits
        if n < ENOUGH:
            return EARLY if n else ""
        above, below = self.places.count(HIGHER), self.places.count(LOWER)
        lean = ""
        if abs(above - below) >= _LEAN:
            lean = "low" if above > below else "high"
        if sum(map(_chance, [n] * (h + 1), range(h + 1))) < _RARE:
            return fill((HALF_OUTSIDE if 2 * h == n else OUTSIDE)[lean], out=n - h, seen=n)
        if sum(map(_chance, [n] * (n - h + 1), range(h, n + 1))) < _RARE:
            return WIDE["every" if h == n else "most"]
        return FAIR[lean]

    @property
    def lines(self) -> list[str]:
        """Return the same as text: a line for each guess, the headline and the advice."""
        told = [
            GUESS_LINE[row.outcome.words != ""].format(
                lesson=row.lesson, said=row.outcome.said, answer=row.outcome.words, verdict=row.verdict
            )
            for row in self.rows
            if row.outcome.ends is not None
        ]
        return [self.headline, *told, *filter(None, [self.advice])]

    def html(self) -> str:
        """Write the picture: a row for each prediction, with its guess as a band and its answer as a dot."""
        title = f'<p style="margin:0;font-size:1.25em"><b>{TITLE}</b></p>'
        first, stop, rest = self.headline.partition(". ")
        head = f'{title}<p style="margin:4px 0 8px"><b>{escape(first + stop.rstrip())}</b> {escape(rest)}</p>'
        if all(row.outcome.ends is None for row in self.rows):
            return f'<div class="gk-progress">{head}</div>'
        names = ("", "The question", "What you said, and the answer", "")
        top = "".join(
            f'<th scope="col" style="{_CELL}">{name}</th>' if name else "<td></td>" for name in names
        )
        widths = "".join(f'<col style="width:{width}%">' for width in _WIDTHS)
        body = "".join(map(_row, self.rows))
        return (
            f'<div class="gk-progress">{head}'
            '<table style="width:100%;max-width:1000px;table-layout:fixed;border-collapse:collapse">'
            f"<colgroup>{widths}</colgroup><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
            f'<p style="margin:8px 0">{KEY}</p><p style="margin:8px 0"><b>{escape(self.advice)}</b></p></div>'
        )


def _row(row: CalibrationRow) -> str:
    one = row.outcome
    first, last = one.scale or ("", "")
    ends = f'<div style="display:flex;justify-content:space-between;font-size:12.5px"><span>{escape(first)}'
    ends += f"</span><span>{_tight(last)}</span></div>"
    verdict = f"<b>{row.verdict}</b>" if row.verdict == "hit" else escape(row.verdict)
    said = GUESS_CELL[one.words != ""].format(said=one.said, answer=one.words) if one.said else ""
    return (
        f'<tr><td style="{_CELL};padding:4px 0;white-space:nowrap">{escape(row.lesson)}</td>'
        f'<th scope="row" style="{_CELL};font-weight:400">{_tight(row.question)}</th>'
        f'<td style="{_CELL};padding:4px 16px">{one.strip()}{ends}</td>'
        f'<td style="{_CELL}">{verdict}<br><span style="font-size:12.5px">{_tight(said)}</span></td></tr>'
    )


def _tight(words: str) -> str:
    """Escape words, with a narrow blank that does not break before a sign."""
    return escape(words).replace(" %", "\u202f%")


def _chance(n: int, h: int) -> float:
    """Return the chance of exactly h hits among n answers of somebody who is as sure as asked."""
    return math.comb(n, h) * SURE**h * (1 - SURE) ** (n - h)


def _word(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
