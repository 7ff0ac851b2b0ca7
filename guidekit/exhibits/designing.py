"""The exhibits of lesson 10 show how a design meets three requirements, and the way of its messages."""

from __future__ import annotations

import math
import textwrap
from html import escape
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from guidekit.design import REQUIREMENTS, Design, Report, check
from guidekit.design.build import journey_of
from guidekit.design.measures import OWN, exposure_rows, label_of, proper_names, stranger_secrets
from guidekit.design.report import costs
from guidekit.drawing.figure import Subplot, dots, line, note, subplots
from guidekit.drawing.page import Page, TableCell, table
from guidekit.exposure import DATA
from guidekit.words import large_first, number, with_answer, word_list

_SHORT = {"alone": "no single stranger", "soon": "within an hour", "hostile": "hostile operator"}
_ASIDE = ("directory", "peers", "push-service")  # parties beside the way of the message
_SLOTS = 12  # the most parties a design can have, and the line below them
_COLUMNS = 8.0
_NAN = math.nan
_WORDS = {
    "content": "the message", "link": "who talks to whom", "sender": "sender", "recipient": "recipient",
    "sender_address": "Alice's address", "recipient_address": "Bob's address", "contacts": "contact list",
}  # fmt: skip
_WAY = Subplot(xlim=(-0.55, _COLUMNS + 0.55), ylim=(-3.2, 2.6), xticks=(), yticks=())


def judgement(model: Design, page: Page, guess: float | None = None) -> str:
    """Show the three requirements with reasons and hints, who learns what on the way, and the costs.

    The sentence says how many requirements are met, and what to mend first. A guess is that number.
    """
    report = check(model)
    page.write(report.table())
    page.write(f"<details open><summary>Who learns what on the way</summary>{_stops(model)}</details>")
    paid = [(escape(what), [value]) for what, value in costs(model).items()]
    page.write(f"<details><summary>What it costs besides</summary>{table(['', ''], paid)}</details>")
    return with_answer(_met(report), guess, sum(one.met for one in report.verdicts), number)


def route(model: Design, figure: Figure) -> str:
    """Draw the machines that a message passes, and below each what it learns.

    The sentence says the way, and which strangers learn a secret.
    """
    (ax,) = subplots(figure, _WAY)
    if ax.axison:
        ax.set_axis_off()
        for spine in ax.spines.values():
            spine.set_visible(False)
    told, labels = _words(model), {p.name: p.label for p in journey_of(model).parties}
    way, at = _line(model), _places(model)
    line(ax, "_way", [at[name][0] for name in way], [at[name][1] for name in way], 5, linestyle="-", zorder=1)
    links = []
    for name in at:
        if name in _ASIDE:
            met = [at[other] for other in journey_of(model).neighbours(name) if other in at]
            links += [*met[:1], at[name], *met[1:], (_NAN, _NAN)]
    line(ax, "_aside", [x for x, _ in links], [y for _, y in links], 5, linestyle=":", zorder=1)
    secret = {name for name, _ in stranger_secrets(model)}
    kinds = {party.name: party.kind for party in journey_of(model).parties}
    groups = {
        "belongs to the two": [name for name in at if kinds[name] in OWN],
        "learns no secret": [name for name in at if kinds[name] not in OWN and name not in secret],
        "learns a secret": [name for name in at if name in secret],
    }
    for nth, (words, names) in zip((0, 2, 1), groups.items(), strict=True):
        marker = {"marker": "X", "markersize": 15} if nth == 1 else {"markersize": 12}
        dots(ax, words, [at[one][0] for one in names], [at[one][1] for one in names], nth, **marker)
    _label(ax, at, labels, told, [name for name in secret if name not in at])
    return _walked(model, labels)


def _label(
    ax: Axes,
    at: dict[str, tuple[float, float]],
    labels: dict[str, str],
    told: dict[str, list[str]],
    providers: list[str],
) -> None:
    """Write below each machine who it is and what it learns, and at the foot what the providers learn."""
    width = int(76 / sum(y == 0 for _, y in at.values()))  # letters that fit between two machines
    for slot, (name, (x, y)) in enumerate(at.items()):
        who = labels[name] if "relay" not in name else labels[name].split(" ", 1)[1]
        who = large_first(who)
        if y:
            words = f"{who} learns {word_list(told[name]) or 'nothing'}"
            _write(ax, slot, x, y + 0.25, textwrap.fill(words, 40), "bottom")
        else:
            _write(ax, slot, x, y - 0.28, textwrap.fill(who, width) + _facts(told[name], width), "top")
    secrets = word_list(
        f"{proper_names(name).replace('network', 'provider')} learns {word_list(told[name])}"
        for name in sorted(providers)
    )
    _write(
        ax,
        _SLOTS,
        _COLUMNS / 2,
        -3.1,
        textwrap.fill(f"On the wire: {secrets}.", 100) if secrets else "",
        "bottom",
    )
    for slot in range(len(at), _SLOTS):
        _write(ax, slot, 0.0, 0.0, "", "top")


def _facts(told: list[str], width: int) -> str:
    return "".join(f"\n{textwrap.fill(one, max(width, 9))}" for one in told)


def _write(ax: Axes, slot: int, x: float, y: float, words: str, va: Literal["top", "bottom"]) -> None:
    text = note(ax, f"_{slot}", x, y, words, ha="center", va=va, fontsize=8)
    text.set_visible(bool(words))


def _line(model: Design) -> list[str]:
    """List the machines on the way of the message itself, from Alice to Bob."""
    parties = [party.name for party in journey_of(model).parties if party.name not in _ASIDE]
    back = sorted((name for name in parties if name.startswith("bob-relay")), reverse=True)
    front = [name for name in parties if name != "bob" and name not in back]
    return [*front, *back, "bob"]


def _places(model: Design) -> dict[str, tuple[float, float]]:
    """Put the way of the message on one line, and those who are only asked above it."""
    way, aside = _line(model), [p.name for p in journey_of(model).parties if p.name in _ASIDE]
    at = {name: (_COLUMNS * (n + 0.5) / len(way), 0.0) for n, name in enumerate(way)}
    for nth, name in enumerate(aside):
        at[name] = (_COLUMNS * (2 * nth + 1) / (2 * len(aside)), 1.35)
    return at


def _words(model: Design) -> dict[str, list[str]]:
    """Return in a few words what each party and provider learns; those who belong to the two are left out."""
    journey = journey_of(model)
    own = {party.name for party in journey.parties if party.kind in OWN}
    found: dict[str, list[str]] = {}
    levels = exposure_rows(journey).level.to_dict()
    for who, _ in levels:
        secrets = [] if who in own else [datum for datum in _WORDS if levels.get((who, datum))]
        found[who] = [_WORDS[datum] for datum in secrets]
    return found


def _stops(model: Design) -> str:
    """Return the way as a table with one row for each stop, in the order in which the message meets it."""
    journey = journey_of(model)
    found = exposure_rows(journey)
    levels, reasons = found.level.to_dict(), found.reason.to_dict()
    labels = {party.name: party.label for party in journey.parties}
    order = [*labels, *(who for who in dict.fromkeys(who for who, _ in levels) if "network" in who)]
    data = [datum for datum in _WORDS if datum in journey.data]
    rows = []
    for nth, name in enumerate(order):
        cells = [
            TableCell("●", "knows", proper_names(reasons[name, datum]))
            if levels[name, datum]
            else TableCell("○", "not")
            for datum in data
        ]
        label = label_of(journey, name)
        rows.append((("→ " if 0 < nth < len(labels) else "") + large_first(label), cells))
    return table(["", *(_WORDS[datum] for datum in data)], rows)


def _met(report: Report) -> str:
    """Return the sentence on how many requirements are met, and on the first thing to try."""
    met = [_SHORT[one.name] for one in report.verdicts if one.met]
    failed = [one for one in report.verdicts if not one.met]
    start = f"Your design meets {len(met)} of {len(REQUIREMENTS)} requirements"
    which = f" ({word_list(met)})." if met and failed else "."
    first = f" First to mend, {_SHORT[failed[0].name]}: {failed[0].why}." if failed else ""
    return start + which + first


def _walked(model: Design, labels: dict[str, str]) -> str:
    """Return the sentence on the way of a message, and on who learns a secret."""
    way = word_list(labels[name] for name in _line(model)[1:-1])
    told = dict.fromkeys(name for name, _ in stranger_secrets(model))
    secrets = [f"{label_of(journey_of(model), who)} learns {_secrets(model, who)}" for who in told]
    way = (
        f"A message goes from Alice through {way} to Bob"
        if way
        else "A message goes from Alice straight to Bob"
    )
    return f"{way}. Of the strangers, {word_list(secrets) or 'none learns the message or who talks to whom'}."


def _secrets(model: Design, who: str) -> str:
    return word_list(DATA[datum] for name, datum in stranger_secrets(model) if name == who)
