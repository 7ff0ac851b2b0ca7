"""What a server of one's own hides in a federation, and what it does not."""

from __future__ import annotations

from guidekit.drawing.page import Page, TableCell, table
from guidekit.exposure import DATA, journeys
from guidekit.exposure.ways import OwnServer
from guidekit.words import listed, percent

SHOWN = ("content", "sender", "members", "link", "time", "sender_address", "recipient_address")


def own_server(model: OwnServer, page: Page) -> str:
    """Show the chance that a dishonest administrator learns each thing, on two kinds of server."""
    chances = model.chances()
    data = [datum for datum in SHOWN if datum in chances["own"]]
    rows = [(DATA[datum], [_entry(chances[where][datum]) for where in ("stranger", "own")]) for datum in data]
    title = journeys()[model.journey].title
    page.write(table(["", "on a stranger's server", "on your own server"], rows, caption=title))
    before, after = (chances[where] for where in ("stranger", "own"))
    told = {"content": "the content", "link": "who talks to whom", "sender_address": "your network address"}
    moves = [
        f"from {percent(before[datum])} to {percent(after[datum])} for {words}"
        for datum, words in told.items()
        if before[datum] > 0 or datum != "content"
    ]
    return (
        f"If {percent(model.dishonest)} of the administrators spy (an assumption) and you move to your own "
        f"server, the chance that one of them learns it goes {listed(moves)}."
    )


def _entry(chance: float) -> TableCell:
    if chance == 0:
        return TableCell("○ never", "not")
    return TableCell(f"{'●' if chance == 1 else '◐'} {percent(chance)}", "knows" if chance == 1 else "part")
