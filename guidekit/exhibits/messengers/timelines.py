"""The life of one fact, and who was recommended when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from guidekit.dates import MONTHS, day, month
from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_lines, text_width
from guidekit.exhibits.messengers import wording
from guidekit.tables.evidence import known_up_to, newest_date
from guidekit.tables.snapshot import DATES, GUIDE, Cell, ChangedCell, Recommendations
from guidekit.tables.wording import attribute_questions, fact_words, messenger_names
from guidekit.words import answered, fill, large_first, number, paragraph, word_list

_MARGIN = 16.0  # pixels left and right
_KNOWN = {
    "verified": "read at its source",
    "claimed": "its maker says so",
    "secondary": "others say so",
    "derived": "worked out from others",
    "disputed": "sources disagree",
    "guide": "only the guide said so",
}
"""How a fact is known, in a few words."""


def history(model: Cell, figure: Figure) -> str:
    """Draw the values of one cell along the years, beside what was known when the guide was written.

    The answer is the year of the last event, where there was one.
    """
    rows = model.history()
    name, question = messenger_names()[model.messenger], attribute_questions()[model.attribute]
    words = wording.CELL.format(messenger=name, question=question)  # a name keeps its small letter: iMessage
    newest = newest_date(model.messenger)
    known = known_up_to(newest)
    sketch = Sketch(figure)
    size = next(
        (size for size in (18, 16, 14) if text_width(words, size, 600) < sketch.width - 2 * _MARGIN), 13
    )
    sketch.text(_MARGIN, 26, words, size, weight=600)
    sketch.text(sketch.width - _MARGIN, 56, known, 13, "muted", ha="right")
    said = model.said()
    _then(sketch, rows, said)
    end = wording.EVIDENCE.format(messenger=name, known=known) if newest != "unknown" else ""
    if not rows:
        sketch.text(190, 104, "no source here speaks about this cell", 15, "muted")
        return paragraph(words, wording.NO_SOURCE, end)
    _life(sketch, rows, said)
    now = rows[-1]
    begun = "since" if now.dated_by == "event" else "known"
    case, date = ("until", now.valid_to) if now.valid_to else (begun, now.valid_from)
    case = "unchanged" if [False, *said][-2] else case
    value, source = fact_words(model.attribute, now.value), _KNOWN[now.confidence]
    before = ""
    if len(rows) > 1:
        past = wording.BEFORE["guide" if said[-2] else "event"]
        before = fill(past, value=fact_words(model.attribute, rows[-2].value))
    answer = fill(wording.ANSWER[case], value=value, date=_when(date), source=source)
    told = paragraph(words, answer, _concluded(now.summary), before, end)
    events = [row for row in rows if row.dated_by == "event"]
    if not events:
        return told
    return answered(told, int(_year(events[-1].valid_from)), lambda year: f"{year:.0f}")


def fact_life(model: ChangedCell, figure: Figure) -> str:
    """Draw the life of a fact that has had more than one value, as `history` does."""
    return history(model.cell(), figure)


def _concluded(summary: str) -> str:
    """Leave out from which other cells a fact was concluded: these are names that only the table uses.

    >>> _concluded("Derived: from net.topology; the server sees the address.")
    'The server sees the address.'
    """
    return large_first(re.sub(r"^Derived: (from [^;]*; |)", "", summary))


def _then(sketch: Sketch, rows: Sequence[Any], said: Sequence[bool]) -> None:
    """Draw what was known when the guide was written: dashed where nobody knew it, or only the guide."""
    moment = day(GUIDE)
    held = [
        (_said(row), only)
        for row, only in zip(rows, said, strict=True)
        if day(row.valid_from) <= moment and (not row.valid_to or moment < day(row.valid_to))
    ]
    value, only = held[0] if held else ("no source says", True)
    head = fill(wording.THEN["guide" if held and only else "known"], month=month(GUIDE))
    sketch.text(_MARGIN, 56, head, 14, "muted", 600)
    sketch.box(_MARGIN, 66, 140, 60, 5, edge="unknown", stroke=2, dash=only)
    lines = text_lines(value, 124, 14)
    if len(lines) > 3:
        lines = [*lines[:2], f"{lines[2]} …"]
    for nth, line in enumerate(lines):
        sketch.text(
            86, 101 + 17 * nth - 8.5 * (len(lines) - 1), line, 14, "text" if held else "muted", ha="center"
        )


def _life(sketch: Sketch, rows: Sequence[Any], said: Sequence[bool]) -> None:
    """Draw the time that each value held; all stand below, with a letter where a box is short.

    What the guide said and no event ended is hollow, and has no date: nobody knows from when to when.
    """
    first = int(min(2021, max(2010, min(_year(row.valid_from) for row in rows))))
    years = _Years(sketch, 178, sketch.width - _MARGIN, first, _year(DATES[-1]))
    sketch.text(178, 56, "What was found, with dates", 14, "muted", 600)
    years.draw(64, 134, 152)
    places = [_span(years, row, rows[nth + 1] if nth + 1 < len(rows) else None)
              for nth, row in enumerate(rows)]  # fmt: skip
    for nth, (row, (start, end)) in enumerate(zip(rows, places, strict=True)):
        last = nth == len(rows) - 1
        looks = ("focus_tint", "focus") if last and not row.valid_to else ("wash", "text")
        if said[nth]:
            sketch.box(start, 66, end - start, 60, 4, edge="unknown", stroke=1.8, dash=True)
        else:
            sketch.box(start, 66, end - start, 60, 4, fill=looks[0], edge=looks[1], stroke=1.8)
        inside = text_lines(_said(row), end - start - 20, 14, 600)
        fits = len(inside) <= 3 and all(text_width(line, 14, 600) <= end - start - 16 for line in inside)
        for at, line in enumerate(inside if fits else []):
            sketch.text(
                (start + end) / 2, 101 + 17 * at - 8.5 * (len(inside) - 1), line, 14, "text", 600, "center"
            )
        below = 182 + 19.0 * nth
        if not fits:
            sketch.text((start + end) / 2, 92, "abcdefgh"[nth], 14, weight=700, ha="center")
            sketch.text(180, below, "abcdefgh"[nth], 14, weight=700)
        elif nth and not said[nth - 1]:
            sketch.disc(184, below - 4.5, 4.5, fill="here", edge="text", stroke=1.4)
        when = _since(row, said[nth], nth > 0 and said[nth - 1])
        (line, *more) = text_lines(when, sketch.width - 216, 13.5)
        sketch.text(196, below, line + (" …" if more else ""), 13.5)
    final = rows[-1]
    if final.valid_to and places[-1][1] < years.right - 2:
        sketch.box(places[-1][1], 66, years.right - places[-1][1], 60, 4, edge="unknown", hatch="////")
    for (start, _), left in zip(places[1:], said, strict=False):
        if left:  # nothing is known to have happened there
            continue
        sketch.disc(start, 110, 6.5, fill="here", edge="text", stroke=1.8)


def _since(row: Any, said: bool, corrects: bool) -> str:
    """Say from when a value held: only an event has a day; a source only says from when it is known."""
    known = "event" if row.dated_by == "event" else "source"
    case = "guide" if said else "later" if corrects else known
    return wording.WHEN[case].format(date=_when(row.valid_from), value=_said(row))


def _said(row: Any) -> str:
    """Write a value as words; an address may be broken after a stroke."""
    address = row.value.partition("://")[2]
    return str(address.replace("/", "/ ")) if address else fact_words(row.attribute, row.value)


def _when(date: str) -> str:
    return month(date) if "-" in date else date


def _span(years: _Years, row: Any, following: Any) -> tuple[float, float]:
    """Return from where to where the box of a value runs, at least as wide as its letter."""
    start = years.at(_year(row.valid_from))
    end = years.at(_year(row.valid_to)) if row.valid_to else years.right
    if following is not None:
        end = min(end, years.at(_year(following.valid_from)))
    return start, max(end, start + 3)


class _Years:
    """An axis of years: a hairline and a number for each, and amber where the guide was written."""

    def __init__(self, sketch: Sketch, left: float, right: float, first: float, last: float) -> None:
        self.sketch, self.left, self.right, self.first, self.last = sketch, left, right, first, last

    def at(self, year: float) -> float:
        share = (min(max(year, self.first), self.last) - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def draw(self, top: float, low: float, words: float) -> None:
        step = 1 if self.last - self.first <= 9 else 2
        for year in range(int(self.first) + 1, int(self.last) + 1, step):
            x = self.at(year)
            self.sketch.line([(x, top), (x, low)], "faint")
            self.sketch.text(x, words, str(year), 13, "muted", ha="center")
        x = self.at(_year(GUIDE))
        self.sketch.line([(x, top - 2), (x, low)], "here", 3)


def recommendations(model: Recommendations, figure: Figure) -> str:
    """Draw from when to when the guide's site recommended each messenger.

    The answer is how many of those on the list when the guide was written still stand on it.
    """
    rows, names = model.rows(), messenger_names()
    listed = {row.messenger: [one for one in rows if one.messenger == row.messenger] for row in rows}
    order = sorted(listed, key=lambda who: bool(listed[who][0].valid_to))
    sketch = Sketch(figure)
    years = _Years(sketch, 132, sketch.width - _MARGIN - 14, 2021.6, _year(DATES[-1]))
    pitch = (sketch.height - 110) / len(order)
    low = 36 + pitch * len(order)
    years.draw(30, low + 4, 22)
    for nth, who in enumerate(order):
        y = 36 + pitch * (nth + 0.5)
        sketch.text(_MARGIN, y + 6, names[who].split(" ")[0], 16, weight=600)
        _listed(sketch, years, listed[who], y)
    x = years.at(_year(GUIDE))
    sketch.line([(x, 28), (x, low + 16)], "here", 3)
    words = wording.GUIDE_DAY.format(month=month(GUIDE))
    sketch.box(x - 2, low + 10, text_width(words, 14, 600) + 16, 22, 4, fill="changed")
    sketch.text(x + 6, low + 26, words, 14, weight=600)
    _signs(sketch, sketch.height - 12)
    first = min(row.valid_from for row in rows)
    known = wording.KNOWN_FROM.format(
        month=month(first)
    )  # where the history of the list begins, not the list
    sketch.text(sketch.width - _MARGIN, sketch.height - 12, known, 13, "muted", ha="right")
    ended: dict[str, str] = {}
    for row in rows:
        if row.valid_to:
            ended.setdefault(row.messenger, row.valid_to)
    left = [fill(wording.TAKEN_OFF_IN, messenger=names[who], date=_when(date)) for who, date in ended.items()]
    kept = [row for row in rows if row.messenger not in ended]
    early = word_list(names[row.messenger] for row in kept if row.valid_from == first)
    late = [
        fill(wording.LISTED_SINCE, messenger=names[row.messenger], date=_when(row.valid_from))
        for row in kept
        if row.valid_from > first
    ]
    then = {row.messenger: row for row in reversed(rows) if day(row.valid_from) <= day(GUIDE)}
    said = paragraph(
        fill(wording.LISTED["late" if late else "early"], year=first[:4], early=early, late=word_list(late)),
        fill(wording.TAKEN_OFF, names=word_list(left)),
        wording.WARNED,
    )
    return answered(said, sum(not row.valid_to for row in then.values()), number)


def _listed(sketch: Sketch, years: _Years, rows: Sequence[Any], y: float) -> None:
    """Draw the time in which one messenger was on the list: with an arrow to today, or a cross at its end."""
    warned = [row for row in rows if "warning" in row.criterion]
    start, until = min(row.valid_from for row in rows), rows[0].valid_to
    left, end = years.at(_year(start)), years.at(_year(until)) if until else years.right
    plain = years.at(_year(warned[0].valid_from)) if warned else end
    if day(start) > day(GUIDE):
        sketch.text(left - 8, y + 5, "not listed", 13, "muted", ha="right")
    sketch.box(left, y - 9, plain - left, 18, 3, fill="focus")
    if warned:
        sketch.box(plain, y - 11, end - plain, 22, 2, fill="focus_tint", edge="focus", stroke=1.8)
        sketch.text((plain + end) / 2, y + 5, "listed with a warning", 13.5, ha="center")
    if not until:
        sketch.polygon([(end - 1, y - 14), (end + 13, y), (end - 1, y + 14)], "focus")
        return
    _taken_off(sketch, end, y)
    moment = day(until)
    gone = wording.OFF_THE_LIST.format(day=moment.day, month=MONTHS[moment.month - 1], year=moment.year)
    sketch.text(end + 16, y + 5, gone, 13.5, "seen", 600)


def _taken_off(sketch: Sketch, x: float, y: float) -> None:
    """Draw a cross in a ring."""
    sketch.disc(x, y, 9, fill="paper", edge="seen", stroke=2.4)
    sketch.cross(x, y, 3.5, 2.2)


def _signs(sketch: Sketch, y: float) -> None:
    """Write the key: a bar, a pale bar, and a cross in a ring."""
    parts = ("recommended by Privacy Guides", "listed under a warning", "taken off")
    x = _MARGIN
    for nth, words in enumerate(parts):
        if nth == 0:
            sketch.box(x, y - 12, 24, 14, 3, fill="focus")
        elif nth == 1:
            sketch.box(x, y - 12, 24, 14, 2, fill="focus_tint", edge="focus", stroke=1.6)
        else:
            _taken_off(sketch, x + 12, y - 5)
        sketch.text(x + 32, y, words, 13, "muted")
        x += 32 + text_width(words, 13) + 22


def _year(date: str) -> float:
    """Return a date as a year with its fraction.

    >>> _year("2022-07")
    2022.5
    """
    moment = day(date)
    return moment.year + (moment.month - 1) / 12 + (moment.day - 1) / 365
