"""The exhibits of lesson 09 show how well messengers meet what matters, who is first, and what changes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import Any

from matplotlib.figure import Figure

from guidekit.choice import CRITERIA, Finding, Place, Presets, ThreatModel, Versus, findings
from guidekit.choice.decision import largest_lead
from guidekit.choice.finding import Source
from guidekit.choice.presets import name_of
from guidekit.choice.threat import TOP
from guidekit.dates import month
from guidekit.drawing.figure import Subplot, dots, line, note, subplots
from guidekit.drawing.page import Page, TableCell, TableRow, table
from guidekit.tables.wording import messenger_names, plain_words
from guidekit.words import number, percent, plural, small_first, with_answer, word_list

_ROWS = tuple((float(-n), rule.label) for n, rule in enumerate(CRITERIA.values()))
_WIDE = 0.84  # the width of a box with the largest weight; columns are 1 apart
_THICK = 17  # points; as high as a box on the size the lesson uses
_NAN = math.nan
_HEADS = ((2.0, "Rank and score"), (1.1, "Confidence"))
_BOLD: dict[str, Any] = {"ha": "center", "va": "center", "weight": "bold", "fontsize": 12}
_CHANGES = Subplot(
    x="weight of this criterion, the others as they are (rings: your weights)", xlim=(-0.4, TOP + 0.4),
    ylim=(-len(_ROWS) + 0.4, 0.6), xticks=tuple((float(w), str(w)) for w in range(TOP + 1)), yticks=_ROWS,
)  # fmt: skip


def criteria(model: ThreatModel, page: Page) -> str:
    """Show how well each messenger meets each criterion, with every reason and source below the table.

    The sentence says how many cells are unknown or old, and which criteria all messengers meet alike.
    """
    found = {who: findings(who, model.date, model.hostile) for who in model.messengers()}
    names, places = messenger_names(), {place.messenger: place for place in model.places()}
    rows = [
        (f"{rule.label}: {small_first(rule.question)}", [_entry(found[who][name]) for who in found])
        for name, rule in CRITERIA.items()
    ]
    trust = [TableCell(percent(places[who].confidence), "whole") for who in found]
    page.write(table(["", *(names[who] for who in found)], [*rows, ("Confidence", trust)]))
    page.write("".join(_because(names[who], found[who]) for who in found))
    cells = [cell for row in found.values() for cell in row.values()]
    unknown, old = sum(cell.score is None for cell in cells), sum(cell.old for cell in cells)
    alike = [r.label for n, r in CRITERIA.items() if len({row[n].score for row in found.values()}) == 1]
    same = f" All meet “{word_list(alike)}” alike, so it decides nothing." if alike else ""
    return (
        f"This is known in {month(model.date)}. Of {len(cells)} cells {unknown} are unknown. A source "
        f"older than a year is behind {old}.{same}"
    )


def messenger_ranking(model: ThreatModel, figure: Figure) -> str:
    """Draw a box for each weight, filled as far as the criterion is met, and the rank that follows.

    The sentence says the ranking, the reason for the first place, and how sure it is.
    """
    who, names = model.messengers(), messenger_names()
    ticks = tuple((n + 0.42, names[one].split(" ")[0]) for n, one in enumerate(who))
    pane = Subplot(
        x="a box is as wide as the weight; it is filled as far as the criterion is met",
        xlim=(-0.06, len(who)), ylim=(-len(_ROWS) + 0.3, 2.6), xticks=ticks, yticks=(*_HEADS, *_ROWS),
    )  # fmt: skip
    (ax,) = subplots(figure, pane)
    weights = model.weights()
    boxes = [
        (n, -row, _WIDE * w / TOP) for n in range(len(who)) for row, w in enumerate(weights.values()) if w
    ]
    corners = [_box(x, y, width) for x, y, width in boxes]
    line(ax, "_boxes", [x for box in corners for x in box[0]], [y for box in corners for y in box[1]], 5,
         linestyle="-", linewidth=1.1)  # fmt: skip
    unknown: list[tuple[float, int]] = []
    for place in model.places():
        at, found = who.index(place.messenger), findings(place.messenger, model.date, model.hostile)
        xs, ys = [], []
        for row, (name, weight) in enumerate(weights.items()):
            score = found[name].score
            if score is None and weight:
                unknown.append((at + _WIDE * weight / TOP / 2, -row))
            xs += [at, at + _WIDE * weight / TOP * (score or 0.0), _NAN]
            ys += [-row, -row, _NAN]
        line(ax, f"_{at}", xs, ys, at, linestyle="-", linewidth=_THICK, solid_capstyle="butt", zorder=1.5)
        middle = at + _WIDE / 2
        note(ax, f"_{at} rank", middle, _HEADS[0][0], f"{place.rank}: {percent(place.score)}", **_BOLD)
        note(ax, f"_{at} sure", middle, _HEADS[1][0], percent(place.confidence), ha="center", va="center")
    dots(ax, "_unknown", [x for x, _ in unknown], [y for _, y in unknown], 5, marker="$?$", markersize=8)
    return _ranked(model)


def reasons(model: ThreatModel, page: Page) -> str:
    """Show for each place what brings most, what costs most, and what puts it before the next.

    The sentence says the ranking, the reason for the first place, and how sure it is.
    """
    places = model.places()
    rows = []
    for place, after in zip(places, [*places[1:], None], strict=True):
        best, worst = (_labels(part, 2) for part in (place.parts, place.gaps))
        span = f"{percent(place.low)} to {percent(place.high)}" if place.unknown else "nothing unknown"
        ahead = "" if after is None else _ahead(place, after)
        words = (percent(place.score), best, worst, ahead, span, percent(place.confidence))
        rows.append((f"{place.rank}. {place.name}", words))
    unsure = "if all unknown were no or yes"
    head = ["", "score", "brings most", "costs most", "before the next because of", unsure, "confidence"]
    page.write(table(head, rows, caption=name_of(model)))
    return _ranked(model)


def weight_changes(model: ThreatModel, figure: Figure) -> str:
    """Draw who comes first at each weight of each criterion, if no other weight changes; rings mark yours.

    The sentence says the smallest change of one weight that puts another messenger first.
    """
    (ax,) = subplots(figure, _CHANGES)
    names, rows = messenger_names(), {name: model.firsts(name) for name in CRITERIA}
    for nth, who in enumerate(model.messengers()):
        spots = [
            (w, -n) for n, row in enumerate(rows.values()) for w, first in enumerate(row) if first == who
        ]
        dots(ax, names[who].split(" ")[0], [w for w, _ in spots], [y for _, y in spots], nth)
    mine = list(model.weights().values())
    dots(ax, "_your weights", mine, [-n for n in range(len(mine))], 5, marker="o", markersize=17,
         markerfacecolor="none", markeredgewidth=1.8, zorder=3)  # fmt: skip
    if not any(mine):
        return "No criterion has a weight, so nobody comes first."
    every = model.flips()
    flips = [flip for flip in every if flip.size == every[0].size]
    start = f"{name_of(model)}: {model.first().name} comes first."
    if not flips:
        return f"{start} No change of one weight between 0 and {TOP} puts another messenger first."
    ways = [
        f"“{CRITERIA[flip.criterion].label}” from {flip.before} to {flip.after} puts "
        f"{names[flip.first]} first"
        for flip in flips[:3]
    ]
    other = len(flips) - 3
    are = "is" if other == 1 else "are"
    more = f" There {are} {plural(other, 'other change')} of that size." if other > 0 else ""
    return (
        f"{start} The smallest change of one weight that changes this is {plural(flips[0].size, 'point')}. "
        f"{'. '.join(ways)}.{more}"
    )


def wins(model: Presets, page: Page, guess: float | None = None) -> str:
    """Show the ranking of the four messengers for each of the six threat models.

    The sentence counts the first places of one messenger. A guess is that count.
    """
    rows: list[TableRow] = []
    for name, places in model.rankings().items():
        order: list[TableCell | str] = [
            TableCell(
                f"{place.name} {_narrow(place.score)}", "moved" if place.messenger == model.messenger else ""
            )
            for place in places
        ]
        rows.append((name, [*order, CRITERIA[largest_lead(places[0], places[1])[0]].label]))
    page.write(table(["", "1st", "2nd", "3rd", "4th", "1st before 2nd because of"], rows))
    won = model.wins()
    which = f": {word_list(small_first(name) for name in won)}" if won else ""
    return with_answer(
        f"{model.messenger_name()} comes first in {len(won)} of {len(rows)} threat models{which}.",
        guess,
        len(won),
        number,
    )


def versus(model: Versus, page: Page) -> str:
    """Show the rankings and the weights of two threat models beside each other.

    The sentence says which criterion decides between them.
    """
    decision = model.decision()
    orders = [
        (name_of(one), [place.name for place in one.places()]) for one in (decision.one, decision.other)
    ]
    page.write(table(["", "1st", "2nd", "3rd", "4th"], orders))
    mine, theirs = decision.one.weights(), decision.other.weights()
    rows = [
        (
            rule.label,
            [TableCell(f"{mine[name]} → {theirs[name]}", "moved" if name == decision.criterion else "")],
        )
        for name, rule in CRITERIA.items()
    ]
    page.write(table(["", "weight"], rows))
    return decision.reason


def _box(x: float, y: float, width: float) -> tuple[list[float], list[float]]:
    """Return the outline of one box, closed, with a break after it."""
    right, low, high = x + width, y - 0.36, y + 0.36
    return [x, right, right, x, x, _NAN], [low, low, high, high, low, _NAN]


def _ranked(model: ThreatModel) -> str:
    """Return the sentence on the ranking, the reason for the first place, and how sure it is."""
    places = model.places()
    if not any(model.weights().values()):
        return "No criterion has a weight, so nobody comes first."
    order = " ".join(f"{place.name}: {percent(place.score)}." for place in places)
    why = CRITERIA[largest_lead(places[0], places[1])[0]].label
    tie = f" {places[0].name} and {places[1].name} are level." if model.level_at_top() else ""
    first = (
        ""
        if model.level_at_top()
        else f" {places[0].name} is first, before {places[1].name}, mostly because of “{why}”."
    )
    weakest = min(places, key=lambda place: place.confidence)
    return (
        f"{name_of(model)}. {order}{tie}{first} Confidence is lowest for {weakest.name}, "
        f"{percent(weakest.confidence)}."
    )


def _ahead(place: Place, after: Place) -> str:
    if abs(place.score - after.score) < 1e-9:
        return "level with the next"
    name, lead = largest_lead(place, after)
    return f"{CRITERIA[name].label} (+{_narrow(lead)})"


def _labels(parts: dict[str, float], most: int) -> str:
    best = sorted((name for name in parts if parts[name] > 0), key=lambda name: -parts[name])[:most]
    return word_list(f"{CRITERIA[name].label} ({_narrow(parts[name])})" for name in best) or "nothing"


def _entry(found: Finding) -> TableCell:
    if found.score is None:
        return TableCell("? unknown", "", found.reason)
    sign, look = ("●", "knows") if found.score == 1 else ("○", "not") if found.score == 0 else ("◐", "")
    marks = (" old" if found.old else "") + (" part unknown" if found.missing else "")
    words = f"{sign}\u00a0{_narrow(found.score)}"
    return TableCell(
        words + (f" ({marks.strip().replace(' part', ', part')})" if marks else ""), look, found.reason
    )


def _because(name: str, found: Mapping[str, Finding]) -> str:
    """Return every reason with its evidence as a folded list."""
    lines = "".join(
        f"<li>{escape(CRITERIA[one].label)}: {escape(cell.reason)}. "
        f"<small>{escape('; '.join(map(_source_words, cell.evidence)))}</small></li>"
        for one, cell in found.items()
    )
    return f"<details><summary>Why: {escape(name)}</summary><ul>{lines}</ul></details>"


def _source_words(source: Source) -> str:
    """Write what a finding stands on: what was looked for, what was found, and when."""
    value = " or ".join(plain_words(one.strip()) for one in source.value.split(";"))
    when = f" ({source.date}{', older than a year' if source.old else ''})" if source.date else ""
    return f"{plain_words(source.name.split('.')[-1])}: {value}{when}"


def _narrow(share: float) -> str:
    """Write a percentage that a narrow column does not break."""
    return percent(share).replace(" ", "\u00a0")
