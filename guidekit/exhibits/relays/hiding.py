"""Who is hidden from whom, on five real ways."""

from __future__ import annotations

from guidekit.drawing.page import Page, TableCell, table
from guidekit.exposure import journeys
from guidekit.exposure.terms import DATA
from guidekit.exposure.ways import ENDS, RELAY_WAYS, HiddenEnds
from guidekit.words import listed


def who_hides(model: HiddenEnds, page: Page) -> str:
    """Show for each way which of the three hidings holds, against whom, and who reads and stores."""
    rows: list[tuple[str, list[TableCell | str]]] = []
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
            TableCell("● sees it", "knows") if watched else TableCell("○ no", "not"),
            _who([parties[name].label for name in model.who(way, "content")]),
            str(copies),
        ]
        rows.append((words, cells))
    heads = [f"{DATA[datum].removeprefix('the ')}: known to" for datum in ENDS]
    page.write(
        table(["", *heads, "who watches every link: who talks to whom", "content: known to", "copies stored"],
              rows)
    )  # fmt: skip
    timing = "Comparing times" if model.timing == "yes" else "Without comparing times"
    return (
        f"From every single relay, node and server all three are hidden on: "
        f"{'; '.join(all_three) or 'no way'}. {timing}, somebody who watches every link sees "
        f"who talks to whom on {len(seen)} of {len(rows)} ways{': ' + '; '.join(seen) if seen else ''}."
    )


def _who(names: list[str]) -> TableCell:
    return TableCell(f"● {listed(names)}", "knows") if names else TableCell("○ nobody", "not")
