"""What the guide says: its sentences, beside what is true of them today and what was computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from guidekit.claims import wording
from guidekit.claims.answers import check_claims
from guidekit.claims.evidence import KINDS, OPEN, Evidence
from guidekit.claims.world import World
from guidekit.drawing.page import fold, table
from guidekit.names import check_known
from guidekit.tables.snapshot import guide_claims
from guidekit.words import fill, paragraph

HEAD = ("The guide says (Privacy Guides, early 2022)", "Today", "What we computed")


@dataclass(frozen=True)
class Sayings:
    """Some of the guide's sentences, each with its verdict of today, the reason and the evidence."""

    rows: tuple[Any, ...]
    evidence: tuple[Evidence, ...] = field(repr=False)

    def __repr__(self) -> str:
        return "\n".join(
            paragraph(
                fill(wording.TODAY[row.today], claim=row.claim, why=row.why),
                fill(wording.COMPUTED, kind=_kind(found), found=found),
            )
            for row, found in zip(self.rows, self.evidence, strict=True)
        )

    def _repr_html_(self) -> str:
        rows = (
            (
                row.claim,
                [
                    paragraph(wording.IT[row.today], row.why),
                    fill(wording.COMPUTED_CELL, found=found.plain, kind=_kind(found)),
                ],
            )
            for row, found in zip(self.rows, self.evidence, strict=True)
        )
        count = len(self.evidence)
        title = fill(wording.SENTENCES["one" if count == 1 else "many"], count=count)
        return fold(title, table(HEAD, rows, most=count))


def _kind(found: Evidence) -> str:
    """Say in brackets what decides a claim; one without a verdict begins with that already."""
    return "" if found.kind in OPEN else f" ({KINDS[found.kind]})"


def guide_says(*ids: str) -> Sayings:
    """Show sentences of the guide with what is true of them today and what was computed for them.

    Parameters
    ----------
    *ids : str
        Ids of ``claims.csv``, such as ``"anonymous.con.slow"``.

    Returns
    -------
    Sayings
        A table in a notebook, lines of text elsewhere.

    Raises
    ------
    ValueError
        If an id does not exist, or is no sentence of the guide; the message names those near to it.

    Examples
    --------
    >>> guide_says("session.three-nodes").rows[0].today
    'holds'
    """
    world = World()
    found = check_claims(ids, world=world)
    check_known("sentence of the guide", ids, [claim.id for claim in guide_claims()])
    return Sayings(tuple(map(world.claim, ids)), tuple(found))
