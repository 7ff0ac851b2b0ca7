"""Reading journeys: from the shipped tables or a teacher's own, with a clear error for what is wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from guidekit.exposure.journey import Hop, Journey, JourneyError, Layer, Party
from guidekit.exposure.terms import ANYONE
from guidekit.tables.columns import count_value
from guidekit.tables.csvfile import CsvFile, TableError, course_csv
from guidekit.words import shown, some

_ABOUT = ("title", "architecture", "messenger", "as_of", "source_ids", "note")  # on the first line only

Journeys = MappingProxyType[str, Journey]


def journeys(path: str | Path | None = None) -> Journeys:
    """Load journeys by id, shipped or your own.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A folder with ``journeys.csv``, or such a file by any name. A ``parties.csv`` beside it names
        parties of its own; those that the course ships are known already. None: the shipped journeys.

    Returns
    -------
    mapping of str to Journey
        The journeys, in the order of the file.

    Raises
    ------
    TableError
        If a line is wrong. It is a ValueError that names file, line, column, value and what is
        allowed, and nothing is loaded.

    Examples
    --------
    >>> journeys()["tor-circuit"].title
    'A web page over a Tor circuit'
    """
    if path is None:
        return _shipped_journeys()
    file = Path(path)
    if file.is_dir():
        file = file / "journeys.csv"
    from guidekit.tables.checks import check_file  # only a teacher's own journeys pay for it

    own, parties = file.with_name("parties.csv"), shipped_parties()
    if os.path.lexists(own):
        parties = _parties(check_file("parties", own), parties)
    return _journeys(check_file("journeys", file), parties)


@lru_cache(maxsize=1)
def _shipped_journeys() -> Journeys:
    return _journeys(course_csv("journeys"), shipped_parties())


@lru_cache(maxsize=1)
def shipped_parties() -> Mapping[str, Party]:
    """Return the parties that the course ships, by name."""
    return MappingProxyType(_parties(course_csv("parties"), {}))


class _Line(NamedTuple):
    """One row of a table, which knows where it stands."""

    file: CsvFile
    row: int
    cells: dict[str, str]

    def names(self, column: str) -> tuple[str, ...]:
        """Split a cell that lists several names with semicolons."""
        return tuple(name.strip() for name in self.cells[column].split(";") if name.strip())

    def refuse(self, column: str, allowed: str, why: str = "does not fit") -> NoReturn:
        """Raise the error for one cell."""
        raise TableError(self.file.problem(self.row, column, self.cells[column], allowed, why))

    def blame(self, fault: JourneyError) -> TableError:
        """Say where in the file the fault of a journey or a party stands."""
        return TableError(f"{self.file.place(self.row, fault.column)}: {fault.problem}")


def _lines(file: CsvFile) -> list[_Line]:
    return [_Line(file, nth, dict(zip(file.columns, row, strict=True))) for nth, row in enumerate(file.rows)]


def _parties(file: CsvFile, known: Mapping[str, Party]) -> Mapping[str, Party]:
    """Read the names that journeys may use, beside those already known."""
    own: dict[str, Party] = {}
    lines = _lines(file)
    everyone = {*known, *file.column("party")}
    for line in lines:
        name, clients = line.cells["party"], line.names("ships_code_to")
        if name == ANYONE:
            line.refuse("party", "a name of its own", "cannot be a name")
        if unknown := [client for client in clients if client not in everyone]:
            line.refuse("ships_code_to", some(everyone, unknown[0]), "names an unknown party")
        try:
            count = count_value(line.cells["count"] or "1")
            own[name] = Party(name, line.cells["kind"], line.cells["label"], count, clients)
        except JourneyError as fault:
            raise line.blame(fault) from None
    return {**known, **own}


def _journeys(file: CsvFile, parties: Mapping[str, Party]) -> Journeys:
    """Build the journeys of a file whose cells fit their columns."""
    own: dict[str, Journey] = {}
    for name, group in groupby(_lines(file), key=lambda line: line.cells["journey"]):
        lines = list(group)
        if name in own:
            allowed = "one name on all lines of a journey, one below the other"
            lines[0].refuse("journey", allowed, "starts again after another journey")
        own[name] = _journey(lines, parties)
    return MappingProxyType(own)


def _journey(lines: Sequence[_Line], parties: Mapping[str, Party]) -> Journey:
    """Build one journey from its lines."""
    head = lines[0].cells
    if not head["title"]:
        lines[0].refuse("title", "a title on the first line of each journey")
    hops: list[Hop] = []
    places: list[list[_Line]] = []
    for number, group in groupby(lines, key=lambda line: line.cells["hop"]):
        stack = list(group)
        if number != str(len(hops) + 1):
            allowed = f"hop {len(hops) + 1} here: hops count 1, 2, 3 …"
            stack[0].refuse("hop", allowed, "is out of order")
        hops.append(_hop(stack))
        places.append(stack)
    for line in lines[1:]:
        for column in _ABOUT:
            if line.cells[column] not in ("", head[column]):
                why = "differs from the first line of the journey"
                line.refuse(column, "empty, or the same words", why)
    try:
        about = {column: head[column] for column in _ABOUT if column != "source_ids"}
        sources = head["source_ids"].split()
        return Journey(head["journey"], hops, list(parties.values()), sources=sources, **about)
    except JourneyError as fault:
        raise places[fault.hop][fault.layer].blame(fault) from None


def _hop(stack: Sequence[_Line]) -> Hop:
    """Build one hop from the lines of its layers."""
    first = stack[0].cells
    for line in stack:
        for column in ("from", "to", "medium", "when"):
            if line.cells[column] != first[column]:
                allowed = f"{shown(first[column])} on all its lines"
                line.refuse(column, allowed, f"differs within hop {first['hop']}")
    packet = [Layer(line.cells["layer"], line.names("key"), line.names("reveals")) for line in stack]
    return Hop(first["from"], first["to"], packet, first["medium"] == "nearby", first["when"] == "later")
