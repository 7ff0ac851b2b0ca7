"""The exhibits of this file are tables of what relays, nodes and listeners on a path learn."""

from __future__ import annotations

from guidekit.drawing.page import Page, TableCell, TableRow, knowledge_cell, table, verdict
from guidekit.exhibits.relays import wording
from guidekit.exposure import journeys
from guidekit.exposure.question import TOGETHER
from guidekit.exposure.terms import DATA
from guidekit.exposure.ways import ENDS, NOT_SEEN, RELAY_WAYS, HiddenEnds
from guidekit.recordings.reading import origin, recording_rows
from guidekit.recordings.tor import CLIENT, RELAYS, SITE, RelayViews
from guidekit.words import answered, fill, number, paragraph, word_list


def relay_views(model: RelayViews, page: Page) -> str:
    """Show what each relay of a real circuit named beside what the exposure table says that it learns.

    The sentence says in how many cells both agree, and what the entry and the exit learn together.
    """
    seen, levels = recording_rows("tor_relay_view"), model.levels()
    passed = {row.relay: row.cells for row in seen if (row.direction, row.cell_type) == ("in", "relay")}
    named = {row.relay: (row.prev_hop, row.next_hop) for row in reversed(seen)}  # the first row of each
    rows, right = [], []
    for relay in RELAYS:
        before, after = named[relay]
        known = [before == CLIENT, after == SITE]
        said = [levels[relay][datum] == 1 for datum in ("sender_address", "recipient")]
        right += [one == other for one, other in zip(known, said, strict=True)]
        rows.append(
            (
                f"the {relay}",
                [
                    before,
                    _learns(said[0]),
                    after,
                    _learns(said[1]),
                    f"{passed[relay]}",
                    verdict(known == said),
                ],
            )
        )
    linked = levels[TOGETHER]["link"] == 1
    if model.together == "yes":
        counts = f"{passed['entry']} and {passed['exit']}"
        rows.append(
            (
                "entry and exit, comparing",
                ["", "", "", "", counts, TableCell("● who talks to whom" if linked else "○")],
            )
        )
    heads = ["", "before it, it named", "our table: the sender's address", "after it, it named",
             "our table: the recipient", "cells it passed back", "verdict"]  # fmt: skip
    page.write(table(heads, rows, caption="One circuit of three relays"))
    return paragraph(
        fill(wording.NEIGHBOURS, origin=origin("tor_relay_view"), same=sum(right), cells=len(right)),
        fill(wording.CELLS, most=max(passed.values()), least=min(passed.values())),
        wording.PAIR["linked" if linked else "apart"],
    )


def _learns(level: bool) -> TableCell:
    return knowledge_cell(level, "learns it", "does not")


def who_hides(model: HiddenEnds, page: Page) -> str:
    """Show for each way who knows the sender, the recipient, both, and the words.

    The sentence names the ways that hide all three, and says what somebody who watches every wire finds. The
    answer is the number of ways that hide all three from every single machine.
    """
    rows: list[TableRow] = []
    hidden, seen = [], []
    for way, words in RELAY_WAYS.items():
        labels = {party.name: party.label for party in journeys()[way].parties}
        told = {datum: [labels[name] for name in model.who(way, datum)] for datum in (*ENDS, "content")}
        if not any(told[datum] for datum in ENDS):
            hidden.append(words)
        watched = model.watched(way)
        seen += [words] if watched != NOT_SEEN else []
        cells: list[TableCell | str] = [_who(told[datum]) for datum in ENDS]
        cells += [knowledge_cell(watched != NOT_SEEN, watched, watched), _who(told["content"])]
        rows.append((words, cells))
    heads = [f"{DATA[datum].removeprefix('the ')}: known to" for datum in ENDS]
    page.write(table(["", *heads, "who watches every wire", "the words: read by"], rows))
    counted = fill(wording.HIDDEN, hidden=len(hidden), ways=len(rows), names=word_list(hidden))
    traced = all(model.who(way, "sender_address") for way in RELAY_WAYS)  # an address is no name, yet a trace
    watcher = wording.WATCHER["finds" if len(seen) == len(rows) else "misses"]
    said = paragraph(counted, wording.ADDRESS if traced else "", watcher)
    return answered(said, len(hidden), number)


def _who(names: list[str]) -> TableCell:
    return knowledge_cell(bool(names), word_list(names), "nobody")
