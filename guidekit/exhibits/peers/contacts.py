"""The exhibit of this file is a table of who sees an address on each way, and that two people talk."""

from __future__ import annotations

from guidekit.drawing.page import Page, TableCell, TableRow, knowledge_cell, legend_line, table
from guidekit.exhibits.peers import wording
from guidekit.exposure import journeys
from guidekit.exposure.terms import GLOBAL
from guidekit.exposure.ways import PEER_WAYS, Addresses
from guidekit.words import answered, fill, large_first, plural

_HEADS = (
    "the way",
    "Bob sees Alice's address",
    "somebody on the way sees that the two talk",
    "a network at one end, or a listener nearby, sees it",
    "somebody who watches the whole internet sees it",
)


def addresses(model: Addresses, page: Page) -> str:
    """Show for each way who sees an address and who sees that the two talk; what times add is marked.

    The sentence counts the ways on which Bob sees the address, and those on which somebody who watches the
    internet sees that the two talk. The answer is the number of ways that show Bob the address.
    """
    answers = {way: _answers(model, way) for way in PEER_WAYS}
    before = {way: _answers(model.but(timing="no"), way) for way in PEER_WAYS}
    rows: list[TableRow] = [
        (large_first(words), [_cell(*pair) for pair in zip(answers[way], before[way], strict=True)])
        for way, words in PEER_WAYS.items()
    ]
    page.write(table(_HEADS, rows, caption="Six ways without a messaging server"))
    page.write(legend_line(knowledge_cell(True, "sees it"), knowledge_cell(False, no="does not")))
    contact, _, _, everything = (sum(column) for column in zip(*answers.values(), strict=True))
    said = fill(wording.ADDRESSES[model.timing], ways=len(rows), contact=contact, everything=everything)
    return answered(said, contact, lambda count: plural(count, "way"))


def _answers(model: Addresses, way: str) -> tuple[bool, bool, bool, bool]:
    """Say who sees it: the contact, somebody on the way, one end's network, whoever watches the internet."""
    levels, parties = model.levels(way), {party.name: party for party in journeys()[way].parties}
    between = [who for who in levels if who in parties and not parties[who].trusted]
    watching = [who for who in levels if who not in parties and who != GLOBAL]
    return (
        levels["bob"]["sender_address"] == 1,
        any(levels[who]["link"] == 1 for who in between),
        any(levels[who]["link"] == 1 for who in watching),
        GLOBAL in levels and levels[GLOBAL]["link"] == 1,  # nearby nothing passes it
    )


def _cell(sees: bool, before: bool) -> TableCell:
    cell = knowledge_cell(sees)
    return cell if sees == before else TableCell(f"{cell.words}, now", f"{cell.look} moved")
