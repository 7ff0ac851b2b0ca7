"""The exhibit of this file draws one week of two phones that come and go, without a Mailbox and with one."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_width
from guidekit.exhibits.peers import wording
from guidekit.models import PhoneWeek
from guidekit.models.presence import WEEK, DrawnWeek, Visits
from guidekit.words import answered, duration, fill, paragraph, plural

_LEFT, _RIGHT = 116.0, 846.0  # of the week, in pixels
_HIGH, _LEAST = 20.0, 5.0  # of a visit: its height, and the least width that can be seen
_DAYS = ("day 1", "day 2", "day 3", "day 4", "day 5", "day 6", "day 7")


def phone_week(model: PhoneWeek, figure: Figure) -> str:
    """Draw one week twice: two phones that come and go, and a message that waits without and with a Mailbox.

    The sentence says both waits of this week. The answer is the median wait without a Mailbox, in hours.
    """
    sketch, week = Sketch(figure), model.week()
    _without(sketch, week)
    sketch.line([(16, 192), (_RIGHT, 192)], "faint", 1.5)
    _with_mailbox(sketch, week)
    _key(sketch)
    median, online = model.median_wait(), f"{100 * model.online_fraction():.0f}"
    said = paragraph(
        _waits(wording.WITHOUT_MAILBOX, week.without), _waits(wording.WITH_MAILBOX, week.with_mailbox),
        fill(wording.USUAL["waits" if median else "at once"], hours=hours(median), online=online),
    )  # fmt: skip
    return answered(said, median, hours)


def hours(value: float) -> str:
    """Write hours; longer than a week reads as days.

    >>> hours(27.36), hours(0.0), hours(1598.3)
    ('27 hours', 'no time', '66.6 days')
    """
    if value == 0:
        return "no time"
    if value >= WEEK:
        return duration(3600 * value)
    return plural(round(value), "hour") if value >= 1.5 else plural(round(60 * value), "minute")


def _waits(templates: Mapping[str, str], wait: float) -> str:
    """Say a wait that may have no end, or be none."""
    if math.isinf(wait):
        return templates["never"]
    return fill(templates["waits" if wait else "at once"], hours=hours(wait))


def _at(hour: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(hour, WEEK) / WEEK


def _without(sketch: Sketch, week: DrawnWeek) -> None:
    alice, bob = 74.0, 124.0
    _head(sketch, 24, "Both have to be there", _waits(wording.BOTH_ON, week.without))
    alone = week.alone()
    if alone:
        sketch.text(_RIGHT, 24, fill(wording.ALONE, times=alone), 13.5, "muted", ha="right")
    _days(sketch, 56, 142)
    _row(sketch, alice, "Alice", "phone", week.sender, week.without)
    _row(sketch, bob, "Bob", "phone", week.recipient, week.without)
    sketch.text(_LEFT, 50, "written", 13.5, weight=600)
    middle = (alice + bob) / 2
    start, end = _LEFT + 3, _at(week.without) + 2
    if math.isinf(week.without):
        sketch.line([(start, alice + 12), (start, middle), (_RIGHT, middle)], "text", 2, dash=True)
        _letter(sketch, (start + _RIGHT) / 2, middle)
    else:
        if end - start > 8:
            sketch.line([(start, alice + 12), (start, middle), (end, middle)], "text", 2, dash=True)
        if end - start > 60:
            _letter(sketch, (start + end) / 2, middle)
        sketch.arrow([(end, alice + 12), (end, bob - 11)], "text", 2.2, 8)
        _word_at(sketch, end, 158, "arrives")
    for nth, day in enumerate(_DAYS):
        sketch.text(_at(24 * nth + 12), 178, day, 13, "muted", ha="center")


def _with_mailbox(sketch: Sketch, week: DrawnWeek) -> None:
    alice, box, bob = 258.0, 294.0, 330.0
    _head(sketch, 218, "With a Mailbox", _waits(wording.BOB_ON, week.with_mailbox))
    _days(sketch, 240, 348)
    _row(sketch, alice, "Alice", "phone", week.sender, 0.0)
    _row(sketch, bob, "Bob", "phone", week.recipient, 0.0)
    sketch.box(_LEFT, box - 10, _RIGHT - _LEFT, 20, 4, fill="focus_tint", edge="focus", stroke=1.4)
    _name(sketch, box, "Mailbox", "store")
    start, end = _LEFT + 3, _at(week.with_mailbox) + 2
    sketch.arrow([(start, alice + 11), (start, box - 7)], "text", 2.2, 8)
    if end - start > 8:
        sketch.line([(start, box), (end, box)], "text", 2.2)
    if end - start > 44:
        _letter(sketch, (start + end) / 2, box)
    if not math.isinf(week.with_mailbox):
        sketch.arrow([(max(start, end), box), (max(start, end), bob - 11)], "text", 2.2, 8)
        _word_at(sketch, end, 366, "arrives")


def _head(sketch: Sketch, y: float, title: str, result: str) -> None:
    sketch.text(16, y, title, 18, weight=600)
    sketch.text(16 + text_width(title, 18, 600) + 18, y, result, 16, "focus", 600)


def _days(sketch: Sketch, top: float, low: float) -> None:
    for nth in range(0, 7, 2):
        sketch.box(_at(24 * nth), top, _at(24) - _LEFT, low - top, 0, fill="faint")


def _name(sketch: Sketch, y: float, name: str, sign: str) -> None:
    sketch.sign(sign, 28, y, 26)
    sketch.text(48, y + 5, name, 15, weight=600)


def _row(sketch: Sketch, y: float, name: str, sign: str, visits: Visits, until: float) -> None:
    """Draw the visits of one phone: hollow as long as the message cannot go on, filled from then on."""
    _name(sketch, y, name, sign)
    sketch.line([(_LEFT, y), (_RIGHT, y)], "rule", 1.5)
    for start, end in visits:
        if start < until:
            _visit(sketch, y, start, min(end, until), hollow=start > 0)
        if end > until:
            _visit(sketch, y, max(start, until), end, hollow=False)


def _visit(sketch: Sketch, y: float, start: float, end: float, hollow: bool) -> None:
    wide = max(_LEAST, _at(end) - _at(start))
    left = min(_at(start), _RIGHT - wide)
    looks = {"fill": "paper", "edge": "focus", "stroke": 1.6} if hollow else {"fill": "focus"}
    sketch.box(left, y - _HIGH / 2, wide, _HIGH, 2, **looks)


def _letter(sketch: Sketch, x: float, y: float) -> None:
    sketch.box(x - 14, y - 9, 28, 18, 3, fill="paper", edge="text", stroke=1.8)
    sketch.line([(x - 12, y - 7), (x, y + 2), (x + 12, y - 7)], "text", 1.8)


def _word_at(sketch: Sketch, x: float, y: float, words: str) -> None:
    half = text_width(words, 13.5, 600) / 2
    sketch.text(min(max(x, _LEFT + half), _RIGHT - half), y, words, 13.5, weight=600, ha="center")


def _key(sketch: Sketch) -> None:
    y = 392.0
    sketch.box(18, y - 11, 30, 13, 2, fill="focus")
    sketch.text(56, y, "phone on", 13, "muted")
    sketch.box(140, y - 12, 8, 14, 2, fill="paper", edge="focus", stroke=1.6)
    sketch.text(156, y, "on, but alone", 13, "muted")
    sketch.line([(262, y - 5), (292, y - 5)], "text", 2, dash=True)
    sketch.text(300, y, "waits in Alice's phone", 13, "muted")
    sketch.line([(456, y - 5), (486, y - 5)], "text", 2.2)
    sketch.text(494, y, "waits in the Mailbox", 13, "muted")
    sketch.text(_RIGHT, y, "the same week twice", 13, "muted", ha="right")
