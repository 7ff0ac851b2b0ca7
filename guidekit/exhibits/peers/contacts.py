"""The exhibit of this file is a table of who sees an address on each way, and one way opened below it."""

from __future__ import annotations

import pandas as pd

from guidekit.drawing.page import Page, TableCell, TableRow, knowledge_cell, legend_line, table
from guidekit.exposure import journeys
from guidekit.exposure.terms import GLOBAL, TRUSTED
from guidekit.exposure.ways import PEER_WAYS, Addresses
from guidekit.words import answered, large_first, plural, word_list

_HEADS = (
    "the way",
    "Bob sees Alice's address",
    "somebody on the way sees that the two talk",
    "a network at one end, or a listener nearby, sees it",
    "somebody who watches the whole internet sees it",
)
_SAID = {
    "content": "the words",
    "sender": "that Alice writes",
    "recipient": "that it is for Bob",
    "sender_address": "Alice's address",
    "recipient_address": "Bob's address",
    "link": "that the two talk",
    "time": "when",
    "size": "how much",
}


def addresses(model: Addresses, page: Page) -> str:
    """Show for each way who sees an address and who sees that the two talk; below it one way is opened.

    What comparing times has changed is marked. The sentence counts the ways on which Bob, a network or
    somebody who watches the internet sees it. The answer is the number of ways that show Bob the address.
    """
    answers = {way: _answers(model, way) for way in PEER_WAYS}
    before = {way: _answers(model.but(timing="no"), way) for way in PEER_WAYS}
    rows: list[TableRow] = [
        (large_first(words), [_cell(*pair) for pair in zip(answers[way], before[way], strict=True)])
        for way, words in PEER_WAYS.items()
    ]
    page.write(table(_HEADS, rows, caption="Six ways without a messaging server"))
    page.write(legend_line(knowledge_cell(True, "sees it"), knowledge_cell(False, no="does not")))
    page.write(_opened(model))
    contact, _, network, everything = (sum(column) for column in zip(*answers.values(), strict=True))
    timing = "comparing times" if model.timing == "yes" else "without comparing times"
    return answered(
        f"Of {len(rows)} ways, {contact} show Alice's address to Bob. That the two talk is seen by a network "
        f"or a listener at one end on {network}. Somebody who watches the whole internet, {timing}, "
        f"sees it on {everything}. On none can anybody between the two read the words, and none has a "
        "messaging server.",
        contact,
        lambda count: plural(count, "way"),
    )


def _answers(model: Addresses, way: str) -> tuple[bool, bool, bool, bool]:
    """Say who sees it: the contact, somebody on the way, one end's network, whoever watches the internet."""
    levels, parties = model.levels(way), {party.name: party for party in journeys()[way].parties}
    between = [who for who in levels.index if who in parties and not parties[who].trusted]
    watching = [who for who in levels.index if who not in parties and who != GLOBAL]
    return (
        bool(levels.loc["bob", "sender_address"] == 1),
        any(levels.loc[who, "link"] == 1 for who in between),
        any(levels.loc[who, "link"] == 1 for who in watching),
        GLOBAL in levels.index and bool(levels.loc[GLOBAL, "link"] == 1),  # nearby nothing passes it
    )


def _cell(sees: bool, before: bool) -> TableCell:
    cell = knowledge_cell(sees)
    return cell if sees == before else TableCell(f"{cell.words}, now", f"{cell.look} moved")


def _opened(model: Addresses) -> str:
    """Write who stands on the opened way, and what each learns; relays that learn the same share a row."""
    levels, journey = model.levels(model.opened), journeys()[model.opened]
    kinds = {party.name: party.kind for party in journey.parties}
    labels = {party.name: party.label for party in journey.parties}
    labels[GLOBAL] = "Somebody who watches the whole internet"
    alike: dict[tuple[str, str], list[str]] = {}
    for who in levels.index:
        if kinds.get(who) not in TRUSTED:
            learned = _learned(levels.loc[who])
            own = "relay" if kinds.get(who) == "relay" else who
            alike.setdefault((own, learned), []).append(large_first(labels.get(who, who)))
    rows: list[TableRow] = [
        (names[0] if len(names) == 1 else f"{len(names)} relays", [learned])
        for (_, learned), names in alike.items()
    ]
    title = f"{large_first(PEER_WAYS[model.opened])}, opened"
    return table(("who is there, besides Alice and Bob", "what it learns"), rows, caption=title)


def _learned(levels: pd.Series) -> str:
    return word_list(words for datum, words in _SAID.items() if levels.get(datum) == 1) or "nothing"
