"""Where the places of a journey stand at each step, and the words below them; no exhibit of its own."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from guidekit.drawing.sketch import Point
from guidekit.drawing.typeface import text_lines
from guidekit.exhibits.exposure import wording
from guidekit.exposure import DATA, Step, journeys
from guidekit.exposure.question import JourneyStep
from guidekit.exposure.terms import TRUSTED
from guidekit.words import large_first

ACROSS = 5
"""The places in a row; a longer road is drawn around the step."""
WIDE = 720.0
"""The pixels of the picture from side to side."""
SIGN, LANE = 30.0, 24.0
"""The pixels of a place's sign, and of the lane above it."""
WHOLE = 34.0
"""The pixels of the whole road in small, which stands above a row that does not hold it."""
LINE = 17.0
"""The pixels of a line of words."""


@dataclass(frozen=True)
class RoadPlan:
    """What the steps of a journey share: the words for its parties, and the room that each of them needs."""

    labels: dict[str, str]
    words: dict[str, str]
    kinds: dict[str, str]
    order: list[str]
    watchers: list[str]
    most: dict[str, list[str]]
    sender: str
    recipients: tuple[str, ...]

    @property
    def column(self) -> float:
        """The pixels from one place of the row to the next."""
        return WIDE / max(3, min(ACROSS, len(self.order)))

    @property
    def folded(self) -> bool:
        """Whether there are more places than the row has."""
        return len(self.order) > ACROSS

    def named(self, name: str) -> list[str]:
        """Return the lines of the name of a place."""
        return text_lines(large_first(self.labels.get(name, name)), self.column - 14, 14, 600)

    @property
    def road_height(self) -> float:
        """The pixels of the road, the same at every step."""
        lines = max(len(self.named(name)) + max(1, len(self.most[name])) for name in self.order)
        return WHOLE * self.folded + LANE + SIGN + 6 + LINE * lines + 12

    def around(self, step: Step, top: float) -> RoadRow:
        """Return the row of a step: its two places, and of the others those nearest to one of them."""
        ends = [self.order.index(name) for name in (step.source, step.target)]
        near = sorted(range(len(self.order)), key=lambda at: (min(abs(at - end) for end in ends), at))
        shown = tuple(self.order[at] for at in sorted(near[:ACROSS]))
        return RoadRow(shown, self.column, top + WHOLE * self.folded + LANE + SIGN / 2)


@dataclass(frozen=True)
class RoadRow:
    """The places that are drawn at a step: their order, the width of each, and the height of their signs."""

    shown: tuple[str, ...]
    column: float
    y: float

    def at(self, name: str) -> Point:
        """Return the middle of a place's sign."""
        return (self.shown.index(name) + 0.5) * self.column, self.y


@functools.lru_cache(maxsize=64)
def road_plan(name: str) -> RoadPlan:
    """Return the plan of a journey: the order is that in which the message meets the places."""
    journey, story = journeys()[name], JourneyStep(name).story()
    order = list(dict.fromkeys(party for step in story for party in (step.source, step.target)))
    kinds = {party.name: party.kind for party in journey.parties}
    last = story[-1].knows
    watchers = [who for who in last if who not in order]
    labels = {party.name: party.label for party in journey.parties}
    words = _data_words(labels, journey.sender, journey.recipients)
    said = [
        {
            who: known_lines(step.knows.get(who, ()), kinds.get(who, ""), who == journey.sender, words)
            for who in (*order, *watchers)
        }
        for step in story
    ]
    most = {who: max((step[who] for step in said), key=len) for who in said[0]}
    return RoadPlan(labels, words, kinds, order, watchers, most, journey.sender, journey.recipients)


def _data_words(labels: dict[str, str], sender: str, recipients: tuple[str, ...]) -> dict[str, str]:
    """Return what each datum is called below a place: by the names of the two ends, where there are two."""
    words = {datum: said.removeprefix("the ") for datum, said in DATA.items()}
    one = labels[sender]
    words |= {
        "content": "the words",
        "sender": wording.WRITES.format(name=one),
        "sender_address": wording.ADDRESS.format(name=one),
    }
    if len(recipients) == 1:
        other = labels[recipients[0]]
        words |= {
            "recipient": wording.GETS.format(name=other),
            "recipient_address": wording.ADDRESS.format(name=other),
        }
    return words


def known_lines(data: tuple[str, ...], kind: str, sender: bool, words: dict[str, str]) -> list[str]:
    """Say what somebody knows in short lines; the two ends of a message are told apart from all others."""
    if sender:
        return ["wrote it"]
    if kind in TRUSTED and "content" in data:
        return ["has the message"]
    short = [datum for datum in data if datum not in ("sender_address", "recipient_address", "time", "size")]
    lines = [words[datum] for datum in short]
    ends = [datum for datum in ("sender_address", "recipient_address") if datum in data]
    lines += ["both addresses"] if len(ends) == 2 else [words[datum] for datum in ends]
    when = [said for datum, said in (("time", "when"), ("size", "how much")) if datum in data]
    return lines + ([", ".join(when)] if when else [])


def hop_points(row: RoadRow, step: Step, order: list[str]) -> list[Point]:
    """Return the points of a hop: straight between neighbours, else over the lane above the places.

    A hop to a place beyond an end of the row leads to the edge of the picture; other hops of places that are
    not drawn have no points.
    """
    near = SIGN / 2 + 5
    drawn = [name for name in (step.source, step.target) if name in row.shown]
    if len(drawn) < 2:
        beyond = order.index(step.target if step.source in drawn else step.source)
        first, last = order.index(row.shown[0]), order.index(row.shown[-1])
        if not drawn or first < beyond < last:
            return []
        end = 0 if beyond < first else -1
        if drawn[0] != row.shown[end]:
            return []
        edge, side = (4.0, -near) if end == 0 else (WIDE - 4, near)
        way = [(edge, row.y), (row.at(drawn[0])[0] + side, row.y)]
        return way if (end == 0) == (step.target in drawn) else way[::-1]
    (x, y), (to_x, _) = row.at(step.source), row.at(step.target)
    if abs(row.shown.index(step.source) - row.shown.index(step.target)) == 1:
        side = near if to_x > x else -near
        return [(x + side, y), (to_x - side, y)]
    lane = y - SIGN / 2 - 14
    return [(x, y - near), (x, lane), (to_x, lane), (to_x, y - near)]
