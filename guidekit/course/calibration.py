"""How good the guesses were: how many answers lay inside them, and how many should have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from guidekit.course.guesses import HIGHER, HIT, LOWER, SURE, GuessOutcome

ENOUGH = 5  # answers, before anything is said of a habit
_RARE = 0.1  # what fewer than one in ten calibrated people would reach is called too narrow, or too wide
_LEAN = 2  # answers more on one side than on the other before that is called a habit
_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_UNSEEN = "not seen yet: run the panel below the prediction"
_CELL = "padding:2px 8px;text-align:left;vertical-align:middle;white-space:normal;border:0;background:none"


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
            return _UNSEEN
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
            return "You have made no guess yet."
        if not seen:
            return "None of your guesses has met its answer yet: run the panel below the prediction."
        said = "You had said you were fairly sure"
        if seen == 1:
            return f"Your one answer so far lay {'inside' if self.hits else 'outside'} what you said."
        would = f"then about {_word(self.expected)} would have"
        return f"{self.hits} of {seen} answers lay inside what you said. {said}: {would}."

    @property
    def advice(self) -> str:
        """Say whether the guesses were too narrow or too wide, and to which side they leaned."""
        n, h = len(self.places), self.hits
        if n < ENOUGH:
            return (
                f"What your guesses have in common can be said from {_word(ENOUGH)} answers on." if n else ""
            )
        above, below = self.places.count(HIGHER), self.places.count(LOWER)
        lean = ""
        if abs(above - below) >= _LEAN:
            low, high = ("low", "high") if above > below else ("high", "low")
            lean = f"more often too {low} than too {high}"
        if sum(map(_chance, [n] * (h + 1), range(h + 1))) < _RARE:
            out = "Half of the answers" if 2 * h == n else f"{n - h} of {n} answers"
            return f"{out} lay outside: your guesses were too narrow{lean and ', and ' + lean}."
        if sum(map(_chance, [n] * (n - h + 1), range(h, n + 1))) < _RARE:
            every = "Every answer" if h == n else "Nearly every answer"
            return f"{every} lay inside: your guesses were wider than they had to be."
        fair = "Your guesses were about as wide as they had to be"
        return f"{fair}, but {lean}." if lean else f"{fair}."

    @property
    def lines(self) -> list[str]:
        """Return the same as text: a line for each guess, the headline and the advice."""
        told = [
            f"   {row.lesson} you said {row.outcome.said}, the answer is {row.outcome.words}: {row.verdict}"
            if row.outcome.words
            else f"   {row.lesson} you said {row.outcome.said}: {row.verdict}"
            for row in self.rows
            if row.outcome.ends is not None
        ]
        return [self.headline, *told, *filter(None, [self.advice])]

    def html(self) -> str:
        """Write the picture: a row for each prediction, with its guess as a band and its answer as a dot."""
        head = f'<p style="margin:12px 0 4px"><b>How good were your guesses?</b> {escape(self.headline)}</p>'
        if all(row.outcome.ends is None for row in self.rows):
            return head
        names = ("Lesson", "Question", "Your guess and the answer", "", "You said", "The answer")
        top = "".join(
            f'<th scope="col" style="{_CELL}">{name}</th>' if name else "<td></td>" for name in names
        )
        body = "".join(map(_row, self.rows))
        said = f"<p>{escape(self.advice)}</p>" if self.advice else ""
        key = (
            "<p>The band is what you said, on the scale of its question. The answer is a filled dot where it "
            "lies inside, and a hollow one where it lies outside.</p>"
        )
        return (
            f'<div class="gk-progress">{head}'
            '<table style="width:100%;max-width:1000px;border-collapse:collapse">'
            f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{key}{said}</div>"
        )


def _row(row: CalibrationRow) -> str:
    one = row.outcome
    first, last = one.scale or ("", "")
    ends = f'<div style="display:flex;justify-content:space-between;font-size:12.5px"><span>{escape(first)}'
    ends += f"</span><span>{escape(last)}</span></div>"
    weight = "font-weight:600;" if row.verdict == "hit" else ""
    return (
        f'<tr><td style="{_CELL}">{escape(row.lesson)}</td>'
        f'<th scope="row" style="{_CELL};font-weight:400">{escape(row.question)}</th>'
        f'<td style="{_CELL};width:36%;min-width:180px;padding:2px 16px">{one.strip()}{ends}</td>'
        f'<td style="{_CELL};{weight}">{escape(row.verdict)}</td>'
        f'<td style="{_CELL}">{escape(one.said)}</td><td style="{_CELL}">{escape(one.words)}</td></tr>'
    )


def _chance(n: int, h: int) -> float:
    """Return the chance of exactly h hits among n answers of somebody who is as sure as asked."""
    return math.comb(n, h) * SURE**h * (1 - SURE) ** (n - h)


def _word(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
