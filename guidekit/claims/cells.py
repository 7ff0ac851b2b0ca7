"""Cells: what sentences stand on, cells of the tables and cells that the exposure engine derives.

The engine is imported where it is asked, because most claims do not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from guidekit.claims import wording
from guidekit.claims.evidence import ClaimAnswer, Evidence, Measurement, tally
from guidekit.claims.world import Statement, World, short_attribute, split_statements
from guidekit.knobs import Knob
from guidekit.tables.rows import course_rows
from guidekit.words import paragraph

if TYPE_CHECKING:
    from guidekit.exposure.coalitions import Adversary

FACTS_HOW = "Each statement is a cell of facts.csv; the sentence is borne out if all say today what it says."
EXPOSURE_HOW = (
    "The exposure engine derives each cell from the layers of a packet; the cells are in exposure_claims.csv."
)

POINTS = {"no": 0.0, "partial": 0.5, "yes": 1.0}
"""What a cell counts; a cell that is unknown or not applicable is left out."""

FEATURES = ("feature.voice_calls", "feature.video_calls", "feature.group_calls")


def answer_by_facts(*statements: str) -> ClaimAnswer:
    """Make the answer of a claim that stands on cells of the tables.

    Parameters
    ----------
    *statements : str
        What the cells must say, as `Statement.from_text` reads it.

    Returns
    -------
    callable
        The answer; all statements must hold.
    """

    def answer(world: World, claim: str) -> Evidence:
        right, wrong = split_statements(world, *statements)
        words = dict.fromkeys(Statement.from_text(text).words(world) for text in statements)
        dates, moves = _dates(world, claim), _moves(world, claim)
        case = "undated" if not dates else "one day" if dates[0] == dates[-1] else "days"
        found = (wording.FACTS_THAT_MOVED if moves else wording.FACTS)[case].format(
            words="; ".join(words), first=min(dates, default=""), last=max(dates, default=""), moves=moves
        )
        return tally(world, claim, right, wrong, FACTS_HOW, found)

    return answer


def _dates(world: World, claim: str) -> list[str]:
    """List from when the evidence of a claim is."""
    rows = [world.row(who, what) for who, what in world.cells(claim)]
    return sorted(str(row.as_of) for row in rows if row is not None)


def _moves(world: World, claim: str) -> str:
    """Say which cells of a claim have another value than in the guide's time."""
    cells = [cell.split(":") for cell in world.moved(claim)]
    moves = [
        wording.MOVE.format(
            cell=short_attribute(what),
            before=world.fact(who, what, world.guide_day),
            after=world.fact(who, what),
        )
        for who, what in cells
    ]
    return ", ".join(moves).replace("; ", ", ")


def review(world: World, claim: str, *, targets: tuple[str, ...], year: int | None = None) -> Evidence:
    """Look for a published review of each target by others, in the year the guide gives.

    Parameters
    ----------
    world, claim : World, str
        What is asked, and in which world.
    targets : tuple of str
        What was reviewed: messengers, or what they are built on.
    year : int, optional
        The year that the guide gives.

    Returns
    -------
    Evidence
        How many reviews there are, each in its year.
    """
    audits = world.table("audits")
    right, wrong, found = [], [], []
    for target in targets:
        rows = [row for row in audits if row.target == target and row.kind != "machine_checked_proof"]
        if not rows:
            wrong.append(wording.NO_REVIEW.format(target=target.title()))
            continue
        right.append(f"a review of {target}")
        if year is not None and year not in {row.year for row in rows}:
            years = ", ".join(f"{row.year:.0f}" for row in rows)
            another = wording.REVIEW_OF_ANOTHER_YEAR
            wrong.append(another.format(target=target.title(), years=years, year=year))
            continue
        first = next(row for row in rows if year in (None, row.year))
        right += ["its year"] * (year is not None)
        found.append(
            wording.REVIEW.format(
                organisation=first.organisation, year=f"{first.year:.0f}", scope=first.scope
            )
        )
    return tally(world, claim, right, wrong, wording.REVIEWS_HOW, "; ".join(found).rstrip("."))


def answer_by_reviews(*targets: str, year: int | None = None) -> ClaimAnswer:
    """Make the answer of a claim that stands on rows of the audits table; the arguments are `review`'s."""
    return partial(review, targets=targets, year=year)


def cell_points(word: str) -> float:
    """Return what the word of a cell counts; what is unknown counts nothing."""
    return POINTS.get(word, 0.0)


def turn_level(
    world: World, messenger: str, attribute: str, measure: Callable[[str], float] = cell_points
) -> dict[str, Any]:
    """Say for `evidence` that the word of one cell is what is turned: no, partial or yes."""
    return {
        "knob": f"{messenger}:{attribute}",
        "rule": Knob(choices=tuple(POINTS), ordered=True),
        "start": world.fact(messenger, attribute),
        "measure": measure,
    }


def features_share(world: World, messenger: str) -> float:
    """Return the share of `FEATURES` that a messenger is known to have; partly counts half."""
    return sum(cell_points(world.fact(messenger, what)) for what in FEATURES) / len(FEATURES)


def answer_by_exposure(
    found: str, *statements: str, measurement: Callable[[], Measurement] | None = None
) -> ClaimAnswer:
    """Make the answer of a claim that stands on cells that the engine derives, and on facts beside them.

    Parameters
    ----------
    found : str
        What the cells say together if all hold.
    *statements : str
        What cells of the tables must say, as `Statement.from_text` reads it.
    measurement : callable, optional
        Reads what a recording says.

    Returns
    -------
    callable
        The answer; all cells must hold.
    """

    def answer(world: World, claim: str) -> Evidence:
        cells = claim_cells(claim)
        right, wrong = split_statements(world, *statements)
        right += [f"{cell.journey}: {cell.observer}, {cell.datum}" for cell in cells if cell.holds]
        wrong += _contradictions(cells)
        how = paragraph(EXPOSURE_HOW, wording.FACTS_BESIDE if statements else "")
        agree = wording.CELLS_AGREE["one" if len(right) == 1 else "many"]
        words = agree.format(found=found, cells=len(right))
        measured = measurement and measurement()
        return tally(world, claim, right, wrong, how, words, "cells", measured)

    return answer


def check_cells(claim: str) -> tuple[bool, str]:
    """Say whether all derived cells of a claim come out as they must, and if not, which do not."""
    cells = claim_cells(claim)
    return all(cell.holds for cell in cells), "; ".join(_contradictions(cells))


def _contradictions(cells: Iterable[ClaimCell]) -> list[str]:
    """Say of each cell that came out otherwise who learns what."""
    from guidekit.exposure import DATA

    return [
        wording.LEARNS[bool(cell.level)].format(
            observer=cell.observer, datum=DATA[cell.datum], journey=cell.journey
        )
        for cell in cells
        if not cell.holds
    ]


def exposure_levels(
    journey: str, observer: str = "", hostile: Adversary | None = None, correlate: bool = False
) -> dict[str, float]:
    """Ask the exposure engine what one observer learns in a journey, or what hostile parties learn together.

    Parameters
    ----------
    journey : str
        The journey of a message.
    observer : str
        Who looks; empty where `hostile` says who may.
    hostile : float or mapping, optional
        The chance that a party is hostile, or that chance for each kind of party.
    correlate : bool
        Whether observers join what they see by its time.

    Returns
    -------
    dict of str to float
        The level from 0 to 1, by datum.

    Examples
    --------
    >>> exposure_levels("p2p-direct", "bob")["sender_address"]
    1.0
    """
    from guidekit.exposure.table import learned_rows

    rows = learned_rows(journey, [observer] if observer else [], hostile, correlate)
    return {datum: level for _, datum, level, _ in rows}


def learned_data(journey: str, observer: str) -> dict[str, str]:
    """Return what one observer learns in a journey: the words of each datum, by its id.

    Examples
    --------
    >>> learned_data("briar-mailbox", "mailbox")["time"]
    'the time'
    """
    from guidekit.exposure import DATA

    return {datum: DATA[datum] for datum, level in exposure_levels(journey, observer).items() if level}


def parties_except(journey: str, *kinds: str) -> list[str]:
    """List the parties of a journey whose kind is none of these, such as ``"end"``."""
    from guidekit.exposure import journeys

    return [party.name for party in journeys()[journey].parties if party.kind not in kinds]


def hostile_parties(strangers: float, networks: float) -> dict[str, float]:
    """Return the chance that each kind of party is hostile: those that strangers run, and the networks."""
    from guidekit.exposure.terms import CORRUPTIBLE, NETWORK

    return {**dict.fromkeys(CORRUPTIBLE, strangers), NETWORK: networks}


CLOSE = 1e-9  # the table writes levels with twelve digits


@dataclass(frozen=True)
class ClaimCell:
    """One cell of who learns what that a claim stands on, beside what it must be.

    Attributes
    ----------
    claim, journey : str
        The ids of both.
    observer : str
        Who learns; a coalition is joined by `` + ``. Empty where `adversary` says who may.
    adversary : str
        The share of hostile parties, as the table writes it.
    correlate : bool
        Whether observers join what they see by its time.
    datum : str
        What is learned or not.
    expected, level : float
        What the claim needs, and what the engine derives; both from 0 to 1.
    says : str
        What the cell says of the claim.
    reason : str
        Why the level is what it is.
    """

    claim: str
    journey: str
    observer: str
    adversary: str
    correlate: bool
    datum: str
    expected: float
    level: float
    says: str
    reason: str

    @property
    def holds(self) -> bool:
        """Whether the derived level is the one that the claim needs."""
        return abs(self.level - self.expected) < CLOSE


def claim_cells(claim: str | None = None) -> list[ClaimCell]:
    """Work out the cells that a claim of the guide stands on, beside what they must be.

    Parameters
    ----------
    claim : str, optional
        The id of a claim whose evidence is exposure; by default all of them.

    Returns
    -------
    list of ClaimCell
        The cells, in the order of the table.

    Raises
    ------
    ValueError
        If no cell belongs to the claim.

    Examples
    --------
    >>> web = claim_cells("element.web-trust")
    >>> all(cell.holds for cell in web), web[0].reason
    (True, "ships the code of alice's client, which opens the megolm layer")
    """
    rows = course_rows("exposure_claims")
    known = list(dict.fromkeys(row.claim for row in rows))
    if claim is not None and claim not in known:
        raise ValueError(f"no exposure answers the claim {claim!r}; allowed: {', '.join(known)}")
    return [_cell(row) for row in rows if claim in (None, row.claim)]


def _cell(row: Any) -> ClaimCell:
    """Evaluate one row of the table."""
    from guidekit.exposure.table import learned_rows

    correlate, hostile = row.correlate == "yes", _adversary(row.adversary)
    observers = [] if hostile is not None else [tuple(row.observer.split(" + "))]
    learned = learned_rows(row.journey, observers, hostile, correlate)
    level, reason = next((level, reason) for _, datum, level, reason in learned if datum == row.datum)
    return ClaimCell(row.claim, row.journey, row.observer, row.adversary, correlate, row.datum,
                     float(row.level), level, row.says, reason)  # fmt: skip


def _adversary(text: str) -> Adversary | None:
    """Read ``relay=0.1; storage=0.1``, a plain share, or nothing.

    >>> _adversary("relay=0.1; storage=0.2")
    {'relay': 0.1, 'storage': 0.2}
    """
    if not text:
        return None
    if "=" not in text:
        return float(text)
    pairs = (part.split("=") for part in text.split(";"))
    return {name.strip(): float(share) for name, share in pairs}
