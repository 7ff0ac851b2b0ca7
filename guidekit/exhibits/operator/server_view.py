"""The exhibits of this file show what an operator's server sees of a message and of both its ends."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from guidekit.drawing.figure import Subplot, line, mark, subplots
from guidekit.drawing.page import Page, TableCell, knowledge_cell, table, verdict
from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.operator import wording
from guidekit.models import Spam, Watch
from guidekit.models.sealed import LONGEST
from guidekit.recordings.reading import origin
from guidekit.recordings.signal import MARKS, SENDER_MARKS, Envelope, envelope_sizes
from guidekit.words import answered, fill, number, paragraph, percent

_SURE = 0.99  # how sure the server wants to be
_RUN = 60  # messages in the run that is drawn
_SHOWN = 8  # of them, at most
_MOMENTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60)


@functools.lru_cache(maxsize=256)
def _ranks(model: Watch) -> NDArray[np.int64]:
    return model.ranks()


def partner_rank(model: Watch, figure: Figure) -> str:
    """Draw how many accounts fit at least as well as Alice, the true partner, after each watched message.

    The sentence says after how many messages the server is sure. The answer is a number of messages.
    """
    sketch, ranks = Sketch(figure), _ranks(model.but(epochs=_RUN))
    later = np.flatnonzero(ranks > 1)
    first = int(later[-1]) + 2 if later.size else 1  # the message from which the partner is alone
    needed = model.messages_needed(_SURE)
    _narrowing(sketch, ranks, min(first, _RUN))
    known, fitting = needed < math.inf, model.background()
    said = paragraph(
        fill(wording.ACCOUNTS, users=number(model.users), background=number(fitting), n=fitting),
        wording.COUNTING[model.counting],
        fill(wording.SURE if known else wording.NEVER_SURE, sure=percent(_SURE), needed=needed, all=LONGEST),
        fill(wording.ALONE if first <= _RUN else wording.NOT_ALONE, first=first, run=_RUN),
    )
    return answered(said, needed, number) if known else said


def _narrowing(sketch: Sketch, ranks: NDArray[np.int64], last: int) -> None:
    """Draw a disc for some of the messages: all accounts that still fit, each tenfold one step larger."""
    moments = sorted({*(moment for moment in _MOMENTS if moment < last), last})
    while len(moments) > _SHOWN:  # those in between go first
        moments = [moments[0], *moments[1:-1:2], moments[-1]]
    wide = (sketch.width - 32) / len(moments)
    sketch.text(16, 30, "Accounts that fit as well as Alice, or better, in one run", 16, weight=600)
    for nth, moment in enumerate(moments):
        x, fit = 16 + (nth + 0.5) * wide, int(ranks[moment - 1])
        radius = 5 + 5.2 * math.log10(max(1, fit))
        alone = fit == 1
        sketch.disc(x, 112, radius, fill="seen" if alone else "faint", edge="seen" if alone else "unknown")
        if nth:
            middle = x - wide / 2
            sketch.line([(middle - 2, 108), (middle + 2, 112), (middle - 2, 116)], "muted", 1.6)
        sketch.text(x, 190, f"{fit:,}" if fit < 10_000 else number(fit), 14, weight=600, ha="center")
        sketch.text(x, 214, f"message {moment}", 13, "muted", ha="center")
    sketch.text(16, 254, wording.DISC, 13, "muted")
    sketch.disc(322, 250, 5, fill="seen")
    sketch.text(334, 254, "only Alice is left", 13, "muted")


_OPEN = "users open to everyone"
_SHARES = np.linspace(0, 1, 41)


def spam(model: Spam, figure: Figure) -> str:
    """Draw the spam that arrives beside the senders that the server sees, against the users open to everyone.

    The sentence says both for the share of users that is chosen.
    """
    top, seen_top = max(1.0, math.ceil(model.attempts)), 0.5 if model.first_contacts <= 0.45 else 1.0
    left, right = subplots(
        figure,
        Subplot("Spam that arrives", _OPEN, "messages per user and day", ylim=(0, top), percent="x"),
        Subplot("Senders the server sees", _OPEN, "of honest messages", ylim=(0, seen_top), percent="xy"),
    )
    every = [model.but(openness=float(share)) for share in _SHARES]
    line(left, "_spam", _SHARES, [one.spam_per_day() for one in every], 1)
    line(right, "_seen", _SHARES, [one.sender_exposure() for one in every], 0)
    arrives, seen = model.spam_per_day(), model.sender_exposure()
    mark(left, "here", model.openness, arrives, number(arrives), 1)
    mark(right, "here", model.openness, seen, percent(seen), 0)
    return fill(wording.SPAM, openness=percent(model.openness), spam=arrives, seen=percent(seen))


def envelope(model: Envelope, page: Page) -> str:
    """Show what a server can read in a real envelope, in ours and in the exposure table.

    The sentence says how many marks of the sender can be read, where the table differs, and the sizes. The
    answer is the number of these marks.
    """
    marks, measured = model.marks(), envelope_sizes()
    rows = [
        (
            MARKS[field][0],
            [_reads(row.library), _reads(row.ours), _reads(row.table), verdict(row.library == row.table)],
        )
        for field, row in marks.items()
    ]
    heads = ["looked for", "Signal's library", "our envelope", "the table of lesson 01", "verdict"]
    page.write(table(heads, rows, caption="What the server can read"))
    lines = [
        (
            _size_of(row),
            [f"{row.library:,}", f"{row.ours:,}", f"{number(row.library / row.ours)} times as large"],
        )
        for row in measured
    ]
    heads = ["bytes", "Signal's library", "ours", "the real one is"]
    page.write(table(heads, lines, caption="How large it is"))
    there = sum(marks[field].library for field in SENDER_MARKS)
    wrong = sum(mark.library != mark.table for mark in marks.values())
    sealed = [row for row in measured if row.what == "envelope"]
    real, ours = ([f"{getattr(row, whose):,}" for row in sealed] for whose in ("library", "ours"))
    day = origin("sealed_sender")
    said = paragraph(
        fill(wording.MARKS[model.sealed], there=there, marks=len(SENDER_MARKS), origin=day),
        fill(wording.TABLE, wrong=wrong, rows=len(marks)),
        fill(wording.SIZES, first=real[0], later=real[1], ours=ours[0], ours_later=ours[1]),
    )
    return answered(said, there, number)


def _reads(value: object) -> TableCell:
    if value is None:
        return TableCell("– not in it")
    return knowledge_cell(bool(value), "can be read")


def _size_of(row: Any) -> str:
    kind = {"envelope": "a sealed envelope", "message": "the message inside"}[row.what]
    when = "after the first answer" if row.answered else "not yet answered"
    return f"{kind}, {row.letters} letters, {when}"
