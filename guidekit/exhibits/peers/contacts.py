"""The exhibits of this file are tables of who sees an address on each way, and of how contacts are found."""

from __future__ import annotations

from guidekit.drawing.page import Page, TableRow, knowledge_cell, table
from guidekit.exposure import journeys
from guidekit.exposure.ways import PEER_WAYS, Addresses
from guidekit.models import ContactReach
from guidekit.models.reach import STEPS
from guidekit.tables.query import compare, load
from guidekit.tables.wording import messenger_names, plain_words
from guidekit.words import number, percent, plural

_HEADS = (
    "the way",
    "your contact sees your address",
    "a network or a listener at one end sees who talks to whom",
    "a helper on the way does",
    "whoever watches everything does",
    "somebody else can read",
    "messaging servers",
)
_WORDS = {
    "phone_book": "phone book",
    "username": "username",
    "directory": "directory",
    "dht": "table of the network",
    "one link": "link",
    "link": "exchange of links",
    "qr_in_person": "codes when near",
    "introduction": "introduction",
}


def addresses(model: Addresses, page: Page) -> str:
    """Show for each way who sees your address, who sees who talks to whom, and who reads.

    The sentence counts the ways on which the contact, a network or a listener everywhere sees it.
    """
    rows: list[TableRow] = []
    open_to_contact, open_to_all, open_to_network = [], [], []
    for way, words in PEER_WAYS.items():
        levels, parties = model.levels(way), {p.name: p for p in journeys()[way].parties}
        between = [w for w in levels.index if w in parties and not parties[w].trusted]
        watching = [w for w in levels.index if w not in parties and w != "global observer"]
        everywhere = "global observer" if "global observer" in levels.index else watching[0]
        contact = levels.loc["bob", "sender_address"] == 1
        network = any(levels.loc[w, "link"] == 1 for w in watching)
        if contact:
            open_to_contact.append(words)
        if network:
            open_to_network.append(words)
        if levels.loc[everywhere, "link"] == 1:
            open_to_all.append(words)
        servers = sum(parties[w].kind == "server" for w in between)
        readers = [w for w in [*between, *watching, everywhere] if levels.loc[w, "content"] > 0]
        linking = any(levels.loc[w, "link"] == 1 for w in between)
        answers = (contact, network, linking, levels.loc[everywhere, "link"] == 1, bool(readers))
        rows.append((words, [*map(knowledge_cell, answers), str(servers)]))
    page.write(table(_HEADS, rows))
    timing = "comparing times" if model.timing == "yes" else "not comparing times"
    return (
        f"Of {len(rows)} ways, {len(open_to_contact)} show your address to your contact: "
        f"{'; '.join(open_to_contact)}. Who talks to whom is seen by a network at one end on "
        f"{len(open_to_network)}, and by somebody who watches everything, {timing}, on {len(open_to_all)}. "
        "On none can anybody else read, and none passes a messaging server."
    )


def contact_steps(model: ContactReach, page: Page) -> str:
    """Show the steps that each messenger asks of two people who want to talk, and how many are reached.

    The sentence says how many a phone book and an exchange of links reach.
    """
    facts, names = compare(attributes="discovery"), messenger_names()
    sources = load("facts").set_index(["messenger", "attribute"]).source_ids
    rows: list[TableRow] = []
    for who in facts.index:
        ways = facts.loc[who, "discovery.method"]
        mutual, common = (
            facts.loc[who, f"discovery.{name}"] for name in ("requires_mutual_add", "introductions")
        )
        for way in _ways(ways, mutual, common):
            steps, what = STEPS[way], "introductions" if way == "introduction" else "method"
            window = facts.loc[who, "discovery.pairing_window_hours"]
            limit = f", within {plain_words(window)} hours" if way == "link" and window != "unknown" else ""
            rows.append((f"{names[who]}: {_WORDS[way]}", [
                f"{len(steps)}: {'; '.join(steps)}{limit}", number(model.reached(len(steps))),
                sources[who, f"discovery.{what}"],
            ]))  # fmt: skip
        if ways == "unknown":
            rows.append((names[who], ["no source here says how people are found", "–", "–"]))
    page.write(
        table(
            ["messenger and way", "steps (our count)", f"reached of {model.known:,}", "source of the way"],
            rows,
        )
    )
    book, links = (model.reached(len(STEPS[way])) for way in ("phone_book", "link"))
    return (
        f"You know {plural(model.known, 'person', 'people')}. A phone book, which takes one step, reaches "
        f"{number(book)} of them. An exchange of links, which takes four, reaches {number(links)}. The "
        f"messenger is used by {percent(model.using)}, and each step is done with {percent(model.done)} "
        "(assumptions)."
    )


def _ways(ways: str, mutual: str, introductions: str) -> list[str]:
    """List the ways to a contact; a link is exchanged only where both sides must add each other."""
    named = [] if ways == "unknown" else [way.strip() for way in ways.split(";")]
    known = ["one link" if way == "link" and mutual != "yes" else way for way in named]
    return known + (["introduction"] if introductions == "yes" else [])
