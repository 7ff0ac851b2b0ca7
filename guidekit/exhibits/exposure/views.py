"""The exhibits of this file are tables of who learns what from one message, with every reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from itertools import zip_longest

from guidekit.drawing.page import Page, TableCell, TableRow, fold, knowledge_cell, legend_line, table
from guidekit.exhibits.exposure import wording
from guidekit.exposure import DATA, journeys
from guidekit.exposure.question import TOGETHER, Levels, WhoLearns
from guidekit.exposure.terms import TRUSTED
from guidekit.words import answered, fill, large_first, number, paragraph, percent, word_list

_LEARNS = TableCell("● learns it", "knows mark")
_NOT = TableCell("○ does not", "not mark")
_USUAL = ("sender", "recipient", "link", "address", "time", "members", "room")
"""The columns behind the content and what else is a journey's own, in the order of what people ask first."""


def who_learns(model: WhoLearns, page: Page) -> str:
    """Show who learns what from one message, with each reason below the table.

    The sentence says what the observers that are ticked learn together, or else each stranger on the path.
    """
    levels = model.levels()
    why = {(who, datum): _in_words(model, reason) for who, datum, _, reason in model.rows()}
    ends = [party.name for party in journeys()[model.journey].parties if party.kind in TRUSTED]
    whole = [who for who in levels if who in (TOGETHER, "adversary")]
    order = [*whole, *(who for who in levels if who not in (*whole, *ends))]
    columns = _columns(levels)
    heads = ["", *(words for words, _ in columns)]
    rows = [_row(model, who, levels[who], columns, why) for who in levels]
    named = dict(zip(levels, rows, strict=True))
    page.write(table(heads, [named[who] for who in order], caption=journeys()[model.journey].title))
    part = TableCell("◐ in part, or as often as it says" if "adversary" in order else "◐ in part", "part")
    page.write(legend_line(_LEARNS, part, _NOT))
    themselves = word_list(_observer_name(model, who) for who in ends)
    page.write(fold(fill(wording.OWN_MESSAGE, names=themselves), table(heads, [named[who] for who in ends])))
    page.write(_reasons(model, [*order, *ends], why))
    return _observers(model)


def _columns(levels: Levels) -> list[tuple[str, list[str]]]:
    """Return the columns, each with its data: both addresses in one, and the time with the size."""
    data = _data(levels)
    pairs = {"address": ["sender_address", "recipient_address"], "time": ["time", "size"]}
    usual = [*_USUAL, *(datum for pair in pairs.values() for datum in pair)]
    heads = {"address": "network address", "time": "time and size"}
    order = [*(datum for datum in data if datum not in usual), *_USUAL]  # a journey may have no recipient
    found = [(one, [datum for datum in pairs.get(one, [one]) if datum in data]) for one in order]
    return [(heads.get(one) or _short(one), those) for one, those in found if those]


def _row(
    model: WhoLearns,
    who: str,
    levels: Mapping[str, float],
    columns: Iterable[tuple[str, list[str]]],
    why: Mapping[tuple[str, str], str],
) -> TableRow:
    return _observer_name(model, who), [
        _entry({datum: levels[datum] for datum in data}, " ".join(why[who, datum] for datum in data))
        for _, data in columns
    ]


def _observers(model: WhoLearns) -> str:
    """Return the sentence on what the coalition, the adversary or else the strangers on the path learn."""
    levels, journey = model.levels(), journeys()[model.journey]
    if TOGETHER in levels:
        got = [DATA[datum] for datum, level in levels[TOGETHER].items() if level == 1]
        labels = model.options("together")
        members = word_list(labels[who] for who in model.members())
        template = (wording.TOGETHER if got else wording.TOGETHER_NOTHING)[model.timing]
        said = fill(template, members=members, data=word_list(got))
    else:
        strangers = [who for who in levels if who in {p.name for p in journey.parties if not p.trusted}]
        said = paragraph(*(_alone(levels, who, _observer_name(model, who)) for who in strangers[:4]))
        said = said or fill(wording.NO_STRANGER, journey=journey.title)
    if "adversary" not in levels or "link" not in levels["adversary"]:
        return said
    share, held = percent(levels["adversary"]["link"]), percent(model.hostile)
    return paragraph(said, fill(wording.ADVERSARY, held=held, share=share))


def server_counts(model: WhoLearns, page: Page) -> str:
    """Show what the first server or relay learns; on a way without one, whoever watches the whole way.

    The sentence counts it. The answer is that count.
    """
    levels = model.levels()
    kinds = {party.name: party.kind for party in journeys()[model.journey].parties}
    who = next(
        (name for name in levels if kinds.get(name, "end") not in ("end", "outsider")),
        list(levels)[-1],  # no server handles it: whoever watches the whole way
    )
    got = [datum for datum, level in levels[who].items() if level == 1]
    lost = [datum for datum in levels[who] if datum not in got]
    learned = [knowledge_cell(True, _short(datum)) for datum in got]
    hidden = [knowledge_cell(False, no=_short(datum)) for datum in lost]
    rows = [(str(nth), row) for nth, row in enumerate(zip_longest(learned, hidden, fillvalue=""), 1)]
    title = f"{_observer_name(model, who)}: {journeys()[model.journey].title}"
    page.write(table(["", "learns", "does not learn"], rows, caption=title))
    said = fill(
        wording.COUNTED if got else wording.COUNTED_NOTHING,
        who=_observer_name(model, who),
        got=len(got),
        all=len(levels[who]),
        data=word_list(map(_short, got)),
    )
    return answered(said, len(got), number)


def _observer_name(model: WhoLearns, observer: str) -> str:
    """Return the words for an observer, as the first column shows them."""
    parties = {party.name: party.label for party in journeys()[model.journey].parties}
    if observer == "adversary":
        return fill(wording.ADVERSARY_NAME, share=_tight(model.hostile))
    words = parties.get(observer, observer)
    return large_first(words)


def _in_words(model: WhoLearns, reason: str) -> str:
    """Write a reason with the words for the parties in place of their ids; layers keep their names.

    >>> _in_words(WhoLearns("tor-circuit"), "cannot open the routing layer, whose key alice and entry hold")
    'cannot open the routing layer, whose key Alice and the entry relay hold'
    """
    labels = {party.name: party.label for party in journeys()[model.journey].parties}
    names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    pieces = re.split(r"(\bthe [^,()]*? layer\b|\bthe clear [^,()]*)", reason)
    return "".join(
        piece if nth % 2 else re.sub(rf"(?<![\w-])({names})(?![\w-])", lambda id_: labels[id_[0]], piece)
        for nth, piece in enumerate(pieces)
    )


def _short(datum: str) -> str:
    """Return the words for a datum, as a column is headed."""
    return DATA[datum].removeprefix("the ")


def _data(levels: Levels) -> list[str]:
    """List what there is to learn on this way, the same for each observer."""
    return list(next(iter(levels.values())))


def _alone(levels: Levels, who: str, name: str) -> str:
    got = word_list(DATA[datum] for datum, level in levels[who].items() if level == 1)
    return fill(wording.LEARNS if got else wording.LEARNS_NOTHING, who=name, data=got)


def _entry(levels: Mapping[str, float], reason: str) -> TableCell:
    """Return the cell of one datum, or of two that share a column: one of them alone is named."""
    said = {percent(level) for level in levels.values()}
    if said == {"100 %"}:
        return replace(_LEARNS, title=reason)
    if said == {"0 %"}:
        return replace(_NOT, title=reason)
    if len(said) == 1:
        share = next(iter(levels.values()))
        return TableCell(f"◐ {_tight(share)}", "part", reason, share)
    if said == {"0 %", "100 %"}:
        return TableCell(
            f"◐ {word_list(_side(datum) for datum, level in levels.items() if level)}", "part", reason
        )
    each = "; ".join(f"{_side(datum)} {_tight(level)}" for datum, level in levels.items())
    return TableCell(f"◐ {each}", "part", reason)


def _side(datum: str) -> str:
    return _short(datum).partition(" ")[0]


def _tight(share: float) -> str:
    return percent(share).replace(" ", "\u00a0")


def _reasons(model: WhoLearns, order: Iterable[str], why: Mapping[tuple[str, str], str]) -> str:
    """List every reason in words, folded, for those who cannot hover."""
    blocks = []
    for who in order:
        lines = "".join(
            f"<li>{escape(_short(datum))}: {escape(reason)}</li>"
            for (one, datum), reason in why.items()
            if one == who
        )
        blocks.append(fold(fill(wording.WHY, who=_observer_name(model, who)), f"<ul>{lines}</ul>"))
    return fold("Why, cell by cell", "".join(blocks))
