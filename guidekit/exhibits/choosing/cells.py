"""How well each messenger meets each criterion, with every reason and every source below."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from guidekit.choice import CRITERIA, Finding, ThreatModel
from guidekit.choice.questions import MUST
from guidekit.drawing.page import TableCell, fold, table
from guidekit.tables.wording import messenger_names
from guidekit.words import percent, small_first


def grades(model: ThreatModel) -> str:
    """Return a fold with how far each messenger meets each criterion, and every reason with its sources.

    What the reader asked for stands first.
    """
    found = {who: model.findings(who) for who in model.messengers}
    names, wanted = messenger_names(), model.wanted()
    order = sorted(CRITERIA, key=lambda name: -wanted[name])
    rows = [
        (f"{CRITERIA[name].label} ({_wish(wanted[name])})", [_grade(found[who][name]) for who in found])
        for name in order
    ]
    inside = table(["how far it is met", *(names[who] for who in found)], rows)
    inside += "".join(fold(f"Why: {names[who]}", _reasons(found[who], order)) for who in found)
    return fold("Every grade, with its reason and its sources", inside)


def _wish(wish: int) -> str:
    return "must" if wish == MUST else f"weight {wish}" if wish else "left out"


def _grade(found: Finding) -> TableCell:
    """Write a span in words: a share where it is known, both ends where it is open."""
    if found.unknown:
        return TableCell("? unknown", "unknown", found.reason)
    low, high = (percent(end).replace(" ", "\u00a0") for end in (found.low, found.high))
    return TableCell(f"{low} to {high}" if found.open else low, "unknown" * found.open, found.reason)


def _reasons(found: Mapping[str, Finding], order: list[str]) -> str:
    """Return every reason with its evidence as a list."""
    lines = "".join(
        f"<li>{escape(CRITERIA[name].label)}: {escape(small_first(found[name].reason))}. "
        f"<small>{escape('; '.join(map(str, found[name].evidence)))}</small></li>"
        for name in order
    )
    return f"<ul>{lines}</ul>"
