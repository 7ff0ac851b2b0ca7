"""The exhibits of this file are tables of what relays, nodes and listeners on a path learn."""

from __future__ import annotations

from guidekit.drawing.page import Page, TableCell, TableRow, knowledge_cell, table, verdict
from guidekit.exposure import journeys
from guidekit.exposure.question import TOGETHER
from guidekit.exposure.terms import DATA
from guidekit.exposure.ways import ENDS, RELAY_WAYS, HiddenEnds
from guidekit.protocols.onion import Onion
from guidekit.recordings.reading import origin, recording
from guidekit.recordings.tor import CLIENT, RELAYS, SITE, RelayViews
from guidekit.words import word_list


def layer_keys(model: Onion, page: Page) -> str:
    """Show which party's key opens which packet of the path, after every key was tried on every packet.

    The sentence says how many keys fit, and whether the size of a packet tells a relay its place.
    """
    tried, sizes = model.openings(), model.sizes()
    fits = {(row.party, row.layer): row.opens for row in tried.itertuples()}
    parties = list(dict.fromkeys(tried.party))
    rows: list[TableRow] = [(f"the key of {p}", [_fit(fits[p, layer]) for layer in parties]) for p in parties]
    rows.append(("bytes on arrival", [f"{size:,}" for size in sizes]))
    page.write(table(["", *(f"packet at {party}" for party in parties)], rows))
    fitting = sum(fits.values())
    own = all(opened == (party == layer) for (party, layer), opened in fits.items())
    said = (
        f"{len(parties)} keys are tried on as many packets, and {fitting} of the tries open one. "
        f"Each party's key opens {'its own layer only' if own else 'not only its own layer'}. "
    )
    if len(set(sizes)) == 1:
        return said + f"Every packet is {sizes[0]:,} bytes long."
    return (
        f"{said}The packet starts with {sizes[0]} bytes and loses {sizes[0] - sizes[1]} at each hop, so the "
        "size tells a relay its place."
    )


def relay_views(model: RelayViews, page: Page) -> str:
    """Show what each relay of a real circuit named beside what the exposure table says that it learns.

    The sentence says in how many cells both agree, and what the entry and the exit learn together.
    """
    seen, levels = recording("tor_relay_view"), model.levels()
    passed = seen[(seen.direction == "in") & (seen.cell_type == "relay")].set_index("relay").cells
    rows, right = [], []
    for relay in RELAYS:
        before, after = seen[seen.relay == relay][["prev_hop", "next_hop"]].iloc[0]
        known = [before == CLIENT, after == SITE]
        said = [levels.loc[relay, datum] == 1 for datum in ("sender_address", "recipient")]
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
    linked = levels.loc[TOGETHER, "link"] == 1
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
    most, least = passed.max(), passed.min()
    pair, when = ("learns", "") if linked else ("does not learn", " unless they compare")
    return (
        f"Of a real circuit ({origin('tor_relay_view')}) no relay named more than its neighbours; our table "
        f"agrees in {sum(right)} of {len(right)} cells. The answers passed as {most} cells at the entry and "
        f"{least} at the exit: who compares can match them. Our table says that the pair {pair} who talks to "
        f"whom{when}."
    )


def _fit(opens: bool) -> TableCell:
    return knowledge_cell(opens, "opens", "", "" if opens else "the key does not fit")


def _learns(level: bool) -> TableCell:
    return knowledge_cell(level, "learns it", "does not")


def who_hides(model: HiddenEnds, page: Page) -> str:
    """Show for each way who knows the sender, the recipient, both, and the content.

    The sentence names the ways that hide all three, and those that a listener on every link sees through.
    """
    rows: list[TableRow] = []
    all_three, seen = [], []
    for way, words in RELAY_WAYS.items():
        parties = {party.name: party for party in journeys()[way].parties}
        cells: list[TableCell | str] = [
            _who([parties[name].label for name in model.who(way, datum)]) for datum in ENDS
        ]
        if not any(model.who(way, datum) for datum in ENDS):
            all_three.append(words)
        watched = model.levels(way).loc["global observer", "link"] == 1
        if watched:
            seen.append(words)
        copies = sum(party.count for party in parties.values() if party.kind == "storage")
        cells += [
            knowledge_cell(watched, "sees it"),
            _who([parties[name].label for name in model.who(way, "content")]),
            str(copies),
        ]
        rows.append((words, cells))
    heads = [f"{DATA[datum].removeprefix('the ')}: known to" for datum in ENDS]
    page.write(
        table(["", *heads, "who watches every link: who talks to whom", "content: known to", "copies stored"],
              rows)
    )  # fmt: skip
    timing = "Comparing times for many days" if model.timing == "yes" else "Without comparing times"
    return (
        f"From every single relay, node and server all three are hidden on: "
        f"{'; '.join(all_three) or 'no way'}. {timing}, somebody who watches every link sees "
        f"who talks to whom on {len(seen)} of {len(rows)} ways{': ' + '; '.join(seen) if seen else ''}."
    )


def _who(names: list[str]) -> TableCell:
    return knowledge_cell(bool(names), word_list(names), "nobody")
