"""Reading journeys: from the shipped tables or a teacher's own, with one clear error for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from guidekit.exposure.journey import Hop, Journey, JourneyError, Layer, Party
from guidekit.exposure.lines import Line, read_lines
from guidekit.exposure.terms import ANYONE, ARCHITECTURES, MEDIA
from guidekit.paths import course_folder
from guidekit.words import some

ABOUT = ("title", "architecture", "messenger", "as_of", "source_ids", "note")
"""Columns that describe a journey; filled in on its first line only."""

COLUMNS = ("journey", "hop", "from", "to", "layer", "key", "reveals", "medium", "when", *ABOUT)
"""The columns of ``journeys.csv``: one line for each layer of each hop, outermost layer first."""

PARTY_COLUMNS = ("party", "kind", "label", "count", "ships_code_to", "note")
"""The columns of ``parties.csv``: one line for each name that journeys use."""

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
        return _shipped()
    file = Path(path)
    if file.is_dir():
        file = file / "journeys.csv"
    own = file.with_name("parties.csv")
    parties = shipped_parties()
    return _load(file, _parties(own, parties) if own.exists() else parties)


@lru_cache(maxsize=1)
def _shipped() -> Journeys:
    return _load(course_folder("data") / "journeys.csv", shipped_parties())


@lru_cache(maxsize=1)
def shipped_parties() -> MappingProxyType[str, Party]:
    """Return the parties that the course ships, by name."""
    return MappingProxyType(_parties(course_folder("data") / "parties.csv", {}))


def _parties(file: Path, known: Mapping[str, Party]) -> dict[str, Party]:
    """Read the names that journeys may use, beside those already known."""
    found: dict[str, Party] = {}
    lines = list(read_lines(file, PARTY_COLUMNS))
    everyone = {*known, *(line["party"] for line in lines)}
    for line in lines:
        name = line["party"]
        if not name or name in found or name == ANYONE:
            line.refuse(
                "party", "is listed twice" if name in found else "cannot be a name", "a name of its own"
            )
        if unknown := [client for client in line.words("ships_code_to") if client not in everyone]:
            line.refuse("ships_code_to", "names an unknown party", some(everyone, unknown[0]))
        if line["count"] and not (line["count"].isdecimal() and line["count"].isascii()):
            line.refuse("count", "is not a number of parties", "a whole number from 1, or empty for 1")
        count = int(line["count"] or 1)
        try:
            found[name] = Party(name, line["kind"], line["label"], count, line.words("ships_code_to"))
        except JourneyError as fault:
            raise line.error(fault.column, fault.problem) from None
    return {**known, **found}


def _load(file: Path, parties: Mapping[str, Party]) -> Journeys:
    """Read the lines of a file of journeys."""
    found: dict[str, Journey] = {}
    for name, group in groupby(read_lines(file, COLUMNS), key=lambda line: line["journey"]):
        lines = list(group)
        if not name or name in found:
            why = "is empty" if not name else "starts again after another journey"
            lines[0].refuse("journey", why, "one name on all lines of a journey, one below the other")
        found[name] = _journey(lines, parties)
    return MappingProxyType(found)


def _journey(lines: list[Line], parties: Mapping[str, Party]) -> Journey:
    """Build one journey from its lines."""
    head = lines[0]
    if not head["title"]:
        head.refuse("title", "is missing", "a title on the first line of each journey")
    head.one_of("architecture", ("", *ARCHITECTURES))
    if head["as_of"] and not re.fullmatch(r"\d{4}(-\d\d){0,2}", head["as_of"]):
        head.refuse("as_of", "is not a date", "2026, 2026-03 or 2026-03-31")
    hops: list[Hop] = []
    places: list[list[Line]] = []
    for number, group in groupby(lines, key=lambda line: line["hop"]):
        stack = list(group)
        if number != str(len(hops) + 1):
            stack[0].refuse("hop", "is out of order", f"hop {len(hops) + 1} here: hops count 1, 2, 3 …")
        hops.append(_hop(stack))
        places.append(stack)
    for line in lines[1:]:
        for column in ABOUT:
            if line[column] not in ("", head[column]):
                line.refuse(column, "differs from the first line of the journey", "empty, or the same words")
    try:
        about = {column: head[column] for column in ABOUT if column != "source_ids"}
        return Journey(
            head["journey"], hops, list(parties.values()), sources=head["source_ids"].split(), **about
        )
    except JourneyError as fault:
        line = places[fault.hop][fault.layer]
        raise line.error(fault.column, fault.problem) from None


def _hop(stack: list[Line]) -> Hop:
    """Build one hop from the lines of its layers."""
    first = stack[0]
    for line in stack:
        for column in ("from", "to", "medium", "when"):
            if line[column] != first[column]:
                line.refuse(
                    column, f"differs within hop {first['hop']}", f"{first[column]!r} on all its lines"
                )
        if not line["layer"]:
            line.refuse("layer", "is empty", "a name for the layer, such as transport or end-to-end")
    packet = [Layer(line["layer"], line.words("key"), line.words("reveals")) for line in stack]
    medium = first.one_of("medium", ("", *MEDIA))
    return Hop(
        first["from"], first["to"], packet, medium == "nearby", first.one_of("when", ("", "later")) == "later"
    )
