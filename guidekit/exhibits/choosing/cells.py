"""How well each messenger meets each criterion, with every reason and every source below."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import numpy as np

from guidekit.choice import CRITERIA, Finding, ThreatModel
from guidekit.choice.questions import MUST
from guidekit.choice.ranking import short_of
from guidekit.dates import month
from guidekit.drawing.page import Page, TableCell, fold, table
from guidekit.tables.wording import messenger_names
from guidekit.words import percent, small_first


def criterion_cells(model: ThreatModel, page: Page) -> str:
    """Show how well each messenger meets each criterion, from the worst to the best that is known of it.

    What the reader asked for stands first. The sentence counts the cells that are known, and those that
    are not.
    """
    if not model.messengers:
        page.write(table(["", "Messengers"], [("none", ["nobody is ticked"])]))
        return "Nobody is ticked, so there is nobody to compare."
    found = {who: model.findings(who) for who in model.messengers}
    names, wanted = messenger_names(), model.wanted()
    order = sorted(CRITERIA, key=lambda name: -wanted[name])
    rows = [
        (f"{CRITERIA[name].label} ({_wish(wanted[name])})", [_cell(name, found[who][name]) for who in found])
        for name in order
    ]
    page.write(table(["", *(names[who] for who in found)], rows))
    page.write("".join(fold(f"Why: {names[who]}", _reasons(found[who], order)) for who in found))
    cells = [cell for row in found.values() for cell in row.values()]
    open_ones = [cell for cell in cells if cell.open]
    unknown = sum(cell.unknown for cell in cells)
    return (
        f"In {month(model.date)}, {len(cells) - len(open_ones)} of {len(cells)} cells are known for sure. "
        f"Nothing is known of {unknown}; {len(open_ones) - unknown} stand on old, disputed or merely claimed "
        "evidence, or on half of what was looked for."
    )


def _wish(wish: int) -> str:
    return "must" if wish == MUST else f"weight {wish}" if wish else "left out"


def _cell(name: str, found: Finding) -> TableCell:
    """Write a span: a number where it is known, both ends where it is open, a question mark for nothing."""
    if found.unknown:
        return TableCell("? unknown", "unknown", found.reason)
    ends, enough = np.array([[[found.low]], [[found.high]]]), np.array([CRITERIA[name].enough])
    surely, perhaps = (bool(cells.item()) for cells in short_of(ends, enough, np.array([[found.weak]])))
    sign, look = ("○", "not") if surely else ("◐", "part") if perhaps else ("●", "knows")
    low, high = (percent(end).replace(" ", "\u00a0") for end in (found.low, found.high))
    return TableCell(f"{sign} {low} to {high}" if found.open else f"{sign} {low}", look, found.reason)


def _reasons(found: Mapping[str, Finding], order: list[str]) -> str:
    """Return every reason with its evidence as a list."""
    lines = "".join(
        f"<li>{escape(CRITERIA[name].label)}: {escape(small_first(found[name].reason))}. "
        f"<small>{escape('; '.join(map(str, found[name].evidence)))}</small></li>"
        for name in order
    )
    return f"<ul>{lines}</ul>"
