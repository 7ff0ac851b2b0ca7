"""The exhibits of this file draw what Sealed Sender takes away, and who finds a link with pooled notes."""

from __future__ import annotations

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.drawing.typeface import text_lines
from guidekit.exhibits.exposure import wording
from guidekit.exposure import journeys
from guidekit.exposure.pairs import EIGHT, WITHOUT, PooledNotes, SealedSides
from guidekit.exposure.roads import ALICE, BOB, BOTH, NEITHER, ends_seen
from guidekit.words import answered, fill, large_first, number, paragraph, small_first, word_list

_HEADS = {
    "content": ("the", "words"), "sender": ("who", "writes"), "recipient": ("who", "gets it"),
    "sender_address": ("her", "network"), "recipient_address": ("his", "network"),
    "link": ("who talks", "to whom"), "time": ("when",), "size": ("how", "much"),
}  # fmt: skip
_NAMES, _CELL, _LINE = 172.0, 84.0, 24.0  # pixels for the names, a column and a row
_SENT = {"text": "With Sealed Sender", "picture": "With Sealed Sender, and a picture"}
_ROAD = 74.0  # the middle of the places of a circuit
_TOLD = {BOTH: "sees both ends", ALICE: "sees only Alice", BOB: "sees only the site", NEITHER: "sees neither"}


def sealed_sides(model: SealedSides, figure: Figure) -> str:
    """Draw who learns which of eight things without Sealed Sender, and below it with it.

    What changed from above to below stands on amber. The sentence counts what Signal's server learns. The
    answer is what it learns with Sealed Sender.
    """
    sketch = Sketch(figure)
    for nth, datum in enumerate(EIGHT):
        lines = _HEADS[datum]
        for line, words in enumerate(lines):
            sketch.text(_middle(nth), 38 - 16 * (len(lines) - 1 - line), words, 13.5, weight=600, ha="center")
    for side, title, top in (("without", "Without Sealed Sender", 68.0), ("with", _SENT[model.sends], 222.0)):
        sketch.line(
            [(8, top - 19), (sketch.width - 8, top - 19)], "text" if side == "without" else "rule", 1.6
        )
        sketch.text(12, top, title, 14, "focus", 700)
        for row, who in enumerate(model.observers()):
            _row(sketch, model, side, who, top + _LINE * (row + 1))
    sketch.key(18, sketch.height - 9, ("knows", "learns it"), ("not", "does not"), ("changed", "changed"))
    before, after = (len(model.learned(side, "signal-server") or ()) for side in ("without", "with"))
    linked = all("link" in (model.learned(side, model.observers()[-1]) or ()) for side in ("without", "with"))
    counts = fill(wording.SEALED[model.sends], before=before, after=after)
    return answered(paragraph(counts, wording.BOTH_NETWORKS if linked else ""), after, number)


def _middle(nth: int) -> float:
    return _NAMES + _CELL * (nth + 0.5)


def _row(sketch: Sketch, model: SealedSides, side: str, who: str, y: float) -> None:
    """Draw one observer: a mark for each thing, and what the other table has differently on amber."""
    labels = {
        party.name: party.label
        for name in (WITHOUT, "signal-attachment")
        for party in journeys()[name].parties
    }
    labels |= {model.observers()[-1]: "both networks together", "file-store": "the file store"}
    sketch.text(12, y, large_first(labels.get(who, who)), 14)
    here, there = model.learned(side, who), model.learned("without", who)
    if here is None:
        sketch.text(_middle(0) - 6, y, "takes no part", 13, "muted")
        return
    for nth, datum in enumerate(EIGHT):
        x, known = _middle(nth), datum in here
        if side == "with" and there is not None and known != (datum in there):
            sketch.box(x - _CELL / 2 + 3, y - 16, _CELL - 6, _LINE - 2, 3, fill="changed")
            sketch.text(x - 22, y, "now" if known else "no longer", 12.5)
            x -= 30
        (sketch.knows if known else sketch.knows_not)(x, y - 4.5)


def pooled_notes(model: PooledNotes, figure: Figure) -> str:
    """Draw a Tor circuit, what each on the way knows alone, and what those who pool their notes find.

    The sentence says whether they find who talks to whom. The answer is how many of the three pairs of relays
    find it.
    """
    sketch = Sketch(figure)
    _circuit(sketch, model)
    sketch.line([(12, 166), (sketch.width - 12, 166)], "faint", 1.5)
    _notes(sketch, model)
    found = _pairs(sketch, model)
    pairs = fill(wording.PAIRS["some" if found else "none"], found=found)
    return answered(paragraph(_found(model), pairs), found, number)


def _circuit(sketch: Sketch, model: PooledNotes) -> None:
    """Draw the way from Alice to the web site, those who pool notes ringed, and what each knows alone."""
    labels = {"alice": "Alice", **model.options("together"), "site": "The web site"}
    members = model.members()
    wide = sketch.width / len(labels)
    sketch.text(12, 24, "Alice opens a newspaper's web site over three relays", 16, weight=600)
    sketch.line([(wide / 2, _ROAD), (sketch.width - wide / 2, _ROAD)], "focus", 2)
    for nth, (who, label) in enumerate(labels.items()):
        x, pools = wide * (nth + 0.5), who in members
        sketch.disc(
            x,
            _ROAD,
            24,
            fill="seen_tint" if pools else "paper",
            edge="seen" if pools else "paper",
            stroke=2.4,
        )
        sign = {"alice": "phone", "site": "server"}.get(who, "eye" if who.endswith("network") else "relay")
        sketch.sign(sign, x, _ROAD, 28, "seen" if pools else "text")
        for line, words in enumerate(text_lines(large_first(label.removeprefix("The ")), wide - 8, 14, 600)):
            sketch.text(x, _ROAD + 44 + 17 * line, words, 14, "seen" if pools else "text", 600, "center")
        if who not in ("alice", "site"):
            alone = ends_seen(tuple(model.learned(who)))
            sketch.text(x, _ROAD + 64, _TOLD[alone], 13, "muted", ha="center")


def _notes(sketch: Sketch, model: PooledNotes) -> None:
    """Write what those who pool their notes know together."""
    members = model.members()
    sketch.text(18, 192, "Their notes together", 16, weight=600)
    if len(members) < 2:
        sketch.text(18, 220, wording.TICK_TWO, 14, "muted")
        return
    known = model.learned(*members)
    rows = (
        ("sender_address", "Alice's address"), ("recipient", "which web site"),
        ("link", "that these two belong together"),
    )  # fmt: skip
    for nth, (datum, words) in enumerate(rows):
        y = 220 + 26 * nth
        (sketch.knows if datum in known else sketch.knows_not)(24, y - 4.5)
        sketch.text(38, y, words, 15, "text" if datum in known else "muted", 600 if datum == "link" else 400)
    sketch.text(18, 304, wording.TIMES[model.timing], 14, "muted")


def _pairs(sketch: Sketch, model: PooledNotes) -> int:
    """List the three pairs of relays, and return how many find the link."""
    x, pairs = sketch.width / 2 + 20, model.pairs()
    sketch.text(x, 192, "Any two of the three relays", 16, weight=600)
    for nth, (pair, found) in enumerate(pairs.items()):
        y = 220 + 26 * nth
        (sketch.knows if found else sketch.knows_not)(x + 6, y - 4.5)
        sketch.text(x + 20, y, word_list(pair), 15, weight=600 if found else 400)
        sketch.text(
            x + 158, y, "find the link" if found else "do not find it", 15, "seen" if found else "muted"
        )
    sketch.key(x, 304, ("knows", "known"), ("not", "not known"))
    return sum(pairs.values())


def _found(model: PooledNotes) -> str:
    """Say what those who pool their notes find out."""
    members = model.members()
    if len(members) < 2:
        return wording.POOLED["nobody"]
    known, labels = model.learned(*members), model.options("together")
    named = (labels[who] if who == "alice's network" else small_first(labels[who]) for who in members)
    ends = {"sender_address", "recipient"} <= known
    case = "link" if "link" in known else "ends" if ends else "less"
    return fill(wording.POOLED[case], names=word_list(named))
