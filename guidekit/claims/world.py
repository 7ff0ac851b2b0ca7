"""World: what the claims are checked against, so that a what-if is a world with something turned.

A statement says of one cell of the tables what it holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from guidekit.claims import wording
from guidekit.dates import day
from guidekit.knobs import knobs_of, within
from guidekit.names import check_known, near
from guidekit.tables.csvfile import cell_parts
from guidekit.tables.rows import course_rows, facts_on, rows_by

M = TypeVar("M")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class World:
    """The tables on one day, and the models with their defaults.

    Attributes
    ----------
    day : str
        The day whose facts count as today's, which also fixes their ages. By default the newest date in
        ``claims.csv``, so that an answer does not change overnight.
    turned : mapping
        Knobs, parameters and facts that are other than usual: ``{"Scenario.on_hours": 4}``,
        ``{"signal.operators": 2}`` or ``{"element:open.open_source": "no"}``. `check_claim` refuses what
        its claim does not ask for.
    asked : set of str
        The names that were asked for, under which something may be turned.

    Examples
    --------
    >>> World().fact("signal", "net.topology")
    'centralized'
    >>> World(turned={"signal:net.topology": "federated"}).fact("signal", "net.topology")
    'federated'
    """

    day: str = ""
    turned: Mapping[str, Any] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def turn(self, name: str, usual: Any) -> Any:
        """Return what a name is turned to in this world, or the usual value."""
        self.asked.add(name)
        return self.turned.get(name, usual)

    def check_asked(self, asked: Iterable[str], who: str) -> None:
        """Refuse what is turned and was not asked for, since it would change nothing without a word.

        Parameters
        ----------
        asked : iterable of str
            The names that were asked for.
        who : str
            Who asked, for the message.

        Raises
        ------
        ValueError
            If something else is turned; the message names what may be turned.
        """
        names = sorted(asked)
        for name in self.turned:
            if name not in names:
                close = near(name, names) or names
                raise ValueError(f"{name!r} changes nothing in {who}; what can be turned: {', '.join(close)}")

    def table(self, name: str, as_of: str | None = None) -> tuple[Any, ...]:
        """Return the rows of a table; `as_of` as in `guidekit.load`."""
        return course_rows(name, as_of)

    @property
    def today(self) -> str:
        """The day whose facts count as today's."""
        return self.day or _newest_day()

    @property
    def guide_day(self) -> str:
        """The day when the guide was read, whose facts are those of the guide."""
        from guidekit.tables.snapshot import GUIDE  # most claims do not ask for that day

        return GUIDE

    def claim(self, name: str) -> Any:
        """Return the row of one claim.

        Raises
        ------
        ValueError
            If there is no such claim; the message names those near to it.
        """
        claims = rows_by("claims", "id")
        if name not in claims:
            raise ValueError(_unknown(name, list(claims)))
        return claims[name]

    def kind(self, name: str) -> str:
        """Return what decides a claim, a word of ``claim_kinds.csv``."""
        return str(rows_by("claim_kinds", "claim")[name].kind)

    def fact(self, messenger: str, attribute: str, as_of: str | None = None) -> str:
        """Return the value of a cell, today or on another day; ``unknown`` if no source speaks about it."""
        turned = None if as_of else self.turn(f"{messenger}:{attribute}", None)
        if turned is not None:
            return str(turned)
        row = self.row(messenger, attribute, as_of)
        return UNKNOWN if row is None else str(row.value)

    def row(self, messenger: str, attribute: str, as_of: str | None = None) -> Any:
        """Return the fact row of a cell, or None."""
        return facts_on(as_of or self.today).get((messenger, attribute))

    def meaning(self, attribute: str) -> str:
        """Return what an attribute means."""
        return str(rows_by("attributes", "id")[attribute].definition)

    def parameter(self, name: str) -> float:
        """Return a number of ``parameters.csv``, or what it is turned to.

        Raises
        ------
        ValueError
            If there is no such parameter, or it is turned to something outside its range.
        """
        rows = rows_by("parameters", "id")
        check_known("parameter", [name], rows)
        row = rows[name]
        usual = float(row.value)
        value = self.turn(name, usual)
        low, high = (
            far if end is None else float(end) for end, far in ((row.low, -math.inf), (row.high, math.inf))
        )
        return usual if value == usual else float(within(name, value, low, high, row.unit))

    def model(self, kind: type[M], role: str = "", **given: Any) -> M:
        """Make a model with its defaults, what is given, and what is turned in this world.

        Parameters
        ----------
        kind : type
            The model.
        role : str
            A name of its own for one side of a comparison, whose knobs can be turned alone.
        **given
            Knobs that belong to the question.
        """
        for name in (kind.__name__, role) if role else (kind.__name__,):
            for knob in knobs_of(kind):
                value = self.turn(f"{name}.{knob}", None)
                given |= {} if value is None else {knob: value}
        return kind(**given)

    def cells(self, claim: str) -> list[list[str]]:
        """List the cells that a claim points at, each as messenger and attribute."""
        return [cell.split(":") for cell in cell_parts(self.claim(claim).facts)]

    def cited(self, claim: str) -> tuple[str, ...]:
        """List the fact rows a claim points at, each with its sources, its date and its age."""
        return tuple(self._cited(who, what) for who, what in self.cells(claim))

    def moved(self, claim: str) -> tuple[str, ...]:
        """List the cells of a claim whose value was known to the guide and is another one today."""
        return tuple(
            f"{who}:{what}"
            for who, what in self.cells(claim)
            if self.fact(who, what, self.guide_day) not in (UNKNOWN, self.fact(who, what))
        )

    def _cited(self, messenger: str, attribute: str) -> str:
        cell, value = f"{messenger}:{attribute}", self.fact(messenger, attribute)
        row = self.row(messenger, attribute)
        if row is None:
            return f"{cell} = {value}"
        age = max(0, (day(self.today) - day(row.as_of)).days)
        return f"{cell} = {value} ({row.source_ids}, {row.as_of}, {age:,} days old, {row.confidence})"


@cache
def _newest_day() -> str:
    return str(max(row.as_of for row in course_rows("claims")))


@dataclass(frozen=True)
class Statement:
    """One statement of a sentence: a cell that has a value, or lists a word.

    Attributes
    ----------
    messenger, attribute : str
        The cell of ``facts.csv``.
    relation, word : str
        What is said of its value: ``is``, ``lists`` or ``not`` and a word, or ``known`` without one.

    Examples
    --------
    >>> Statement.from_text("signal:net.topology is centralized").holds(World())
    True
    """

    messenger: str
    attribute: str
    relation: str
    word: str

    @classmethod
    def from_text(cls, text: str) -> Statement:
        """Read ``messenger:attribute is value``, ``… lists word``, ``… known`` or ``… not value``."""
        cell, relation, word = [*text.split(" ", 2), ""][:3]
        messenger, attribute = cell.split(":")
        return cls(messenger, attribute, relation, word)

    def holds(self, world: World) -> bool:
        """Tell whether the cell says so today."""
        value = world.fact(self.messenger, self.attribute)
        if self.relation == "known":
            return value != UNKNOWN
        if self.relation == "not":
            return value not in (UNKNOWN, self.word)
        return self.word in value.split("; ") if self.relation == "lists" else value == self.word

    def words(self, world: World) -> str:
        """Say what the cell holds, in short."""
        value = world.fact(self.messenger, self.attribute).replace(";", ",")
        return wording.CELL.format(cell=short_attribute(self.attribute), value=value)

    def contradiction(self, world: World) -> str:
        """Say what the cell holds instead."""
        row = world.row(self.messenger, self.attribute)
        templates = wording.INSTEAD if row is None else wording.INSTEAD_SINCE
        return templates[self.relation if self.relation in templates else "is"].format(
            messenger=self.messenger.title(),
            meaning=world.meaning(self.attribute).removesuffix("."),
            value=world.fact(self.messenger, self.attribute).replace(";", ","),
            since="" if row is None else row.valid_from,
            word=self.word,
        )


def short_attribute(attribute: str) -> str:
    """Write an attribute's own name in words.

    Examples
    --------
    >>> short_attribute("feature.voice_calls")
    'voice calls'
    """
    return attribute.split(".")[1].replace("_", " ")


def split_statements(world: World, *statements: str) -> tuple[list[str], list[str]]:
    """Sort statements about cells into those that hold and, in words, those that do not.

    Parameters
    ----------
    world : World
        The tables of the day.
    *statements : str
        Such as ``"briar:net.mesh is yes"``, as `Statement.from_text` reads them.

    Returns
    -------
    tuple of list of str
        The cells of the statements that hold, and what the other cells hold instead.

    Examples
    --------
    >>> split_statements(World(), "signal:net.topology is centralized", "briar:net.mesh is no")[0]
    ['signal:net.topology']
    """
    cells = [Statement.from_text(text) for text in statements]
    right = [f"{cell.messenger}:{cell.attribute}" for cell in cells if cell.holds(world)]
    return right, [cell.contradiction(world) for cell in cells if not cell.holds(world)]


def _unknown(name: str, claims: list[str]) -> str:
    kind = [claim for claim in claims if claim.split(".")[0] == name.split(".")[0]]
    nearest = near(name, claims)
    if kind and not nearest:
        return f"there is no claim {name!r}; of this subject there are: {', '.join(kind)}"
    return f"there is no claim {name!r}; the nearest are: {', '.join(nearest or claims[:3])}"
