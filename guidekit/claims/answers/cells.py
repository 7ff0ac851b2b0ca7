"""Facts: sentences that are checked against cells of the tables, then and today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from guidekit.claims.comparing import Answer, counted
from guidekit.claims.evidence import Evidence
from guidekit.claims.world import UNKNOWN, World
from guidekit.tables.snapshot import GUIDE

HOW = "Each statement is a cell of facts.csv; the sentence is borne out if all say today what it says."


@dataclass(frozen=True)
class Statement:
    """One statement of a sentence: a cell that has a value, or lists a word.

    Examples
    --------
    >>> Statement.read("signal:net.topology is centralized").holds(World())
    True
    """

    messenger: str
    attribute: str
    relation: str
    word: str

    @classmethod
    def read(cls, text: str) -> Statement:
        """Read ``messenger:attribute is value``, ``… lists word``, ``… known`` or ``… not value``."""
        cell, relation, word = [*text.split(" ", 2), ""][:3]
        messenger, attribute = cell.split(":")
        return cls(messenger, attribute, relation, word)

    def holds(self, world: World) -> bool:
        """Whether the cell says so today."""
        value = world.fact(self.messenger, self.attribute)
        if self.relation == "known":
            return value != UNKNOWN
        if self.relation == "not":
            return value not in (UNKNOWN, self.word)
        return self.word in value.split("; ") if self.relation == "lists" else value == self.word

    def says(self, world: World) -> str:
        """Say what the cell holds, in short."""
        value = world.fact(self.messenger, self.attribute).replace(";", ",")
        return f"{short_attribute(self.attribute)}: {value}"

    def wrong(self, world: World) -> str:
        """Say what the cell holds instead."""
        row = world.row(self.messenger, self.attribute)
        meant = {"known": "anything known", "not": f"anything but {self.word}"}.get(self.relation, self.word)
        since = "" if row is None else f" since {row.valid_from}"
        means = world.meaning(self.attribute).removesuffix(".")
        value = world.fact(self.messenger, self.attribute).replace(";", ",")
        return f"of {self.messenger.title()}, “{means}” is {value}{since}, not {meant}"


def short_attribute(attribute: str) -> str:
    """Write an attribute's own name in words.

    >>> short("feature.voice_calls")
    'voice calls'
    """
    return attribute.split(".")[1].replace("_", " ")


def split(world: World, statements: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Sort statements into those that hold and, in words, those that do not."""
    cells = [Statement.read(text) for text in statements]
    kept = [f"{c.messenger}:{c.attribute}" for c in cells if c.holds(world)]
    return kept, [c.wrong(world) for c in cells if not c.holds(world)]


def dated(world: World, claim: str) -> str:
    """Say from when the evidence of a claim is."""
    cells = world.claim(claim).facts
    rows = [] if pd.isna(cells) else [world.row(*cell.split(":")) for cell in cells.split()]
    dates = sorted(str(row.as_of) for row in rows if row is not None)
    if not dates:
        return ""
    return (
        f" (evidence of {dates[0]})" if dates[0] == dates[-1] else f" (evidence of {dates[0]} to {dates[-1]})"
    )


def cells(*statements: str) -> Answer:
    """Answer a claim by cells of the tables."""

    def answer(world: World, claim: str) -> Evidence:
        kept, broken = split(world, statements)
        says = dict.fromkeys(Statement.read(text).says(world) for text in statements)
        found = f"the facts of today say {'; '.join(says)}{dated(world, claim)}{since_then(world, claim)}"
        return counted(world, claim, kept, broken, HOW, found)

    return answer


def since_then(world: World, claim: str) -> str:
    """Say which cells of a claim have another value than in the guide's time."""
    moves = [cell.split(":") for cell in world.moved(claim)]
    said = [
        f"{short_attribute(what)} from {world.fact(who, what, GUIDE)} to {world.fact(who, what)}"
        for who, what in moves
    ]
    return f", and since the guide changed {'; '.join(said)}".replace("; ", ", ") if said else ""


def review(world: World, claim: str, *, targets: tuple[str, ...], year: int | None = None) -> Evidence:
    """Look for a published review of each target by others, in the year the guide gives."""
    audits = world.table("audits")
    kept, broken, found = [], [], []
    for target in targets:
        rows = audits[(audits.target == target) & (audits.kind != "machine_checked_proof")]
        if rows.empty:
            broken.append(f"audits.csv has no review of {target.title()}")
            continue
        kept.append(f"a review of {target}")
        if year is not None and year not in set(rows.year):
            years = ", ".join(f"{y:.0f}" for y in rows.year)
            broken.append(f"the review of {target.title()} is of {years}, not of {year}")
            continue
        first = rows.iloc[0] if year is None else rows[rows.year == year].iloc[0]
        kept += ["its year"] * (year is not None)
        found.append(f"{first.organisation} looked at it in {first.year:.0f}: {first.scope}")
    how = "Rows of audits.csv: reviews by others, with organisation, year, scope and source."
    return counted(world, claim, kept, broken, how, "; ".join(found).rstrip("."))


def reviewed(*targets: str, year: int | None = None) -> Answer:
    """Answer a claim by rows of the audits table."""
    return partial(review, targets=targets, year=year)


ANSWERS: dict[str, Callable[[World, str], Evidence]] = {
    "signal.category": cells(
        "signal:net.topology is centralized",
        "signal:feature.voice_calls is yes",
        "signal:feature.video_calls is yes",
        "signal:media.types lists messages",
    ),
    "signal.operator": cells(
        "signal:gov.operator is Signal Messenger LLC",
        "signal:media.types lists messages",
        "signal:media.types lists voice",
        "signal:media.types lists video",
    ),
    "signal.phone-number": cells("signal:identity.required_identifier is phone"),
    "signal.audit": reviewed("signal", year=2016),
    "signal.spec": cells("signal:open.spec_published is yes", "signal:crypto.protocol known"),
    "element.category": cells(
        "element:net.topology is federated",
        "element:feature.voice_calls is yes",
        "element:feature.video_calls is yes",
        "element:transport.calls_direct is yes",
    ),
    "element.reference-client": cells(
        "element:open.client_role is reference client", "element:open.spec_published is yes"
    ),
    "element.audit": reviewed("element", year=2016),
    "element.spec": cells("element:open.spec_published is yes", "element:open.spec_version known"),
    "briar.category": cells("briar:net.topology is p2p", "briar:net.anonymity_layer not none"),
    "briar.audit": reviewed("briar", "tor"),
    "briar.spec": cells("briar:open.spec_published is yes"),
    "session.category": cells(
        "session:net.topology is anonymous_overlay", "session:net.anonymity_layer not none"
    ),
    "session.audit": reviewed("session", year=2020),
    "session.whitepaper": cells(
        "session:open.spec_published is yes", "session:crypto.protocol is Signal Protocol"
    ),
}
