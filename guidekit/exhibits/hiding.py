"""Lesson 07, the table: who is hidden from whom, on five real ways."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from guidekit.exposure import journeys
from guidekit.exposure.question import WhoLearns
from guidekit.exposure.words import DATA, listed
from guidekit.models.knobs import Model, knob
from guidekit.pages import Entry, Page, table

WAYS = {
    "tor-circuit": "a web page over a Tor circuit",
    "briar-tor": "Briar over Tor",
    "session-direct": "Session, one to one",
    "session-group": "Session, a closed group",
    "session-community": "Session, a community",
}
THREE = ("sender", "recipient", "link")
STRANGERS = ("relay", "storage", "server", "mailbox", "outsider")


@dataclass(frozen=True)
class Hiding(Model):
    """Five ways through relays, and whether somebody who watches all links compares times."""

    timing: str = knob(
        "no",
        label="Compare timing",
        help="Whether somebody who watches every link matches the times at which packets pass",
        choices=("no", "yes"),
    )

    def levels(self, way: str) -> Any:
        """Return who learns what on one of `WAYS`, observer × datum."""
        return _levels(way, self.timing)

    def who(self, way: str, datum: str) -> list[str]:
        """Return the relays, nodes, servers and uninvited who learn a datum on their own."""
        levels = _levels(way, "no")
        there = [p.name for p in journeys()[way].parties if p.kind in STRANGERS and p.name in levels.index]
        return [name for name in there if levels.loc[name, datum] == 1]


def who_hides(model: Hiding, page: Page) -> str:
    """Show for each way which of the three hidings holds, against whom, and who reads and stores."""
    rows: list[tuple[str, list[Entry | str]]] = []
    all_three, seen = [], []
    for way, words in WAYS.items():
        parties = {party.name: party for party in journeys()[way].parties}
        cells: list[Entry | str] = [
            _who([parties[name].label for name in model.who(way, datum)]) for datum in THREE
        ]
        if not any(model.who(way, datum) for datum in THREE):
            all_three.append(words)
        watched = model.levels(way).loc["global observer", "link"] == 1
        if watched:
            seen.append(words)
        copies = sum(party.count for party in parties.values() if party.kind == "storage")
        cells += [
            Entry("● sees it", "knows") if watched else Entry("○ no", "not"),
            _who([parties[name].label for name in model.who(way, "content")]),
            str(copies),
        ]
        rows.append((words, cells))
    heads = [f"{DATA[datum].removeprefix('the ')}: known to" for datum in THREE]
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


@functools.lru_cache(maxsize=2 * len(WAYS))
def _levels(way: str, timing: str) -> Any:
    return WhoLearns(way, timing=timing).levels()


def _who(names: list[str]) -> Entry:
    return Entry(f"● {listed(names)}", "knows") if names else Entry("○ nobody", "not")
