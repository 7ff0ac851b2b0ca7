"""Relations between tables: what points where, what may follow what, and what no single column can say."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from guidekit.dates import day
from guidekit.names import near
from guidekit.tables.columns import fact_refusal, number_value
from guidekit.tables.csvfile import CsvFile, cell_parts
from guidekit.tables.layouts import ARCHITECTURES, PRIMARY, UNDATED
from guidekit.words import MOST_LINES, Problem, shown

_Files = Mapping[str, CsvFile]
_Row = Any  # a row as a named tuple


class _Problem(NamedTuple):
    """One cell that does not fit, and what would."""

    table: str
    row: int
    column: str
    value: object
    allowed: str


def _rows_of(file: CsvFile) -> Iterator[tuple[int, _Row]]:
    """Walk over the rows of a file with their numbers, from 0."""
    return enumerate(file.entries)


_SHARED = ("lesson", "question", "again")  # what every row of a question repeats


def _fairness(files: _Files) -> Iterator[_Problem]:
    """Find questions that nobody could answer, or that say two things."""
    asked: dict[str, list[tuple[int, _Row]]] = {}
    for row, entry in _rows_of(files["questions"]):
        asked.setdefault(entry.id, []).append((row, entry))
    for options in asked.values():
        yield from _one_text(options)
        yield from _one_right(options)


def _one_text(options: list[tuple[int, _Row]]) -> Iterator[_Problem]:
    _, first = options[0]
    seen = set()
    for row, entry in options:
        for column in _SHARED:
            words, meant = getattr(entry, column), getattr(first, column)
            if words != meant:
                yield _Problem(
                    "questions", row, column, words, f"{shown(meant)}, as in the first row of {entry.id}"
                )
        if entry.option in seen:
            yield _Problem("questions", row, "option", entry.option, f"each option of {entry.id} once")
        seen.add(entry.option)


def _one_right(options: list[tuple[int, _Row]]) -> Iterator[_Problem]:
    row, first = options[0]
    right = [at for at, entry in options if entry.right == "yes"]
    if not right:
        yield _Problem("questions", row, "right", first.right, f"yes in one row of {first.id}")
    for at in right[1:]:
        yield _Problem("questions", at, "right", "yes", f"no: another option of {first.id} is right already")
    if len(options) < 2:
        yield _Problem("questions", row, "option", first.option, f"at least two options for {first.id}")


_POINTERS = {  # table, column → the table its ids live in
    ("facts", "messenger"): "messengers",
    ("facts", "attribute"): "attributes",
    ("facts", "claim_ids"): "claims",
    ("audits", "target"): "messengers",
    ("protocols", "messenger"): "messengers",
    ("protocols", "replaced_by"): "protocols",
    ("recommendations", "messenger"): "messengers",
    ("architectures", "claim_id"): "claims",
    ("lessons", "needs"): "lessons",
    ("questions", "lesson"): "lessons",
    ("glossary", "lesson"): "lessons",
    ("measured", "source"): "sources",
    ("advice", "advised_for"): "messengers",
    ("advice", "advised_against"): "messengers",
    ("journeys", "messenger"): "messengers",
    ("exposure_claims", "claim"): "claims",
    ("claim_kinds", "claim"): "claims",
    ("exposure_claims", "journey"): "journeys",
    ("ways", "journey"): "journeys",
    ("blocks", "road"): "detours",
    ("kept", "messenger"): "messengers",
    ("disguises", "journey"): "journeys",
}
_KEYS = {  # at most one row a key on any day
    "facts": attrgetter("messenger", "attribute"),
    "recommendations": attrgetter("recommender", "messenger", "criterion"),
}
_E2EE = "content.e2ee_1to1"


def cross_problems(files: _Files, own: Collection[str]) -> list[Problem]:
    """List what is wrong between the tables, for the tables named in `own`.

    Parameters
    ----------
    files : mapping of str to CsvFile
        Every table, each already well in itself.
    own : collection of str
        The tables whose rows are to be judged; the others are only looked up.

    Returns
    -------
    list of Problem
        In the order of the files.
    """
    looks = {  # each with the tables whose rows it judges
        _subjects: ("claims",),
        _cells: ("claims",),
        _vocabulary: ("facts",),
        _overlaps: tuple(_KEYS),
        _ranges: ("parameters",),
        _curves: ("measured",),
        _meanings: ("attributes",),
        _derived: ("facts", "parameters"),
        _evidence: ("facts", "advice", "help"),
        _undated: ("facts",),
        _vouched: ("facts",),
        _e2ee: ("recommendations",),
        _both_ways: ("advice",),
        _fairness: ("questions",),
    }
    asked = [look for look, judged in looks.items() if {*judged} & {*own}]
    found = [*_pointers(files, own), *_order({name: files[name] for name in own})]
    found += [finding for look in asked for finding in look(files) if finding.table in own]
    order = {table: at for at, table in enumerate(files)}
    found.sort(key=lambda finding: (order[finding.table], finding.row))
    return [files[f.table].problem(f.row, f.column, f.value, f.allowed) for f in found]


class _Near:
    """Names the words near to a wrong one; no more often than problems are told, since it takes long."""

    def __init__(self) -> None:
        self._asked = 0

    def __call__(self, word: str, words: Iterable[str]) -> str:
        self._asked += 1
        close = near(word, words) if self._asked <= MOST_LINES else []
        return f", such as {' or '.join(close)}" if close else ""


def _pointers(files: _Files, own: Collection[str]) -> Iterator[_Problem]:
    """Find ids that do not stand in the table they point to."""
    sources = {
        (table, "source_ids"): "sources" for table, file in files.items() if "source_ids" in file.columns
    }
    pointers = {(table, column): to for (table, column), to in (_POINTERS | sources).items() if table in own}
    for (table, column), target in pointers.items():
        ids, near_to = set(files[target].column("journey" if target == "journeys" else "id")), _Near()
        for row, cell in enumerate(files[table].column(column)):
            for word in cell_parts(cell):
                if word not in ids:
                    yield _Problem(table, row, column, word, f"an id of {target}.csv{near_to(word, ids)}")


def _subjects(files: _Files) -> Iterator[_Problem]:
    """Find claims about something that is neither the guide, nor a kind of network, nor a messenger."""
    subjects, near_to = {"guide", *ARCHITECTURES, *files["messengers"].column("id")}, _Near()
    for row, word in enumerate(files["claims"].column("subject")):
        if word not in subjects:
            allowed = f"guide, {', '.join(ARCHITECTURES)}, or an id of messengers.csv"
            yield _Problem("claims", row, "subject", word, allowed + near_to(word, subjects))


def _cells(files: _Files) -> Iterator[_Problem]:
    """Find claims that point at a cell without a fact."""
    cells = {f"{fact.messenger}:{fact.attribute}" for _, fact in _rows_of(files["facts"])}
    near_to = _Near()
    for row, cell in enumerate(files["claims"].column("facts")):
        for word in cell_parts(cell):
            if word not in cells:
                allowed = f"messenger:attribute of facts.csv{near_to(word, cells)}"
                yield _Problem("claims", row, "facts", word, allowed)


def _vocabulary(files: _Files) -> Iterator[_Problem]:
    """Find values their attribute does not allow."""
    rules = {rule.id: rule for _, rule in _rows_of(files["attributes"])}
    for row, fact in _rows_of(files["facts"]):
        if rule := rules.get(fact.attribute):
            allowed = fact_refusal(fact.value, rule.type, cell_parts(rule.allowed, ";"), rule.unit)
            if allowed:
                yield _Problem("facts", row, "value", fact.value, f"{allowed} ({fact.attribute})")


def _order(files: _Files) -> Iterator[_Problem]:
    """Find rows that end before they start."""
    for table, file in files.items():
        if "valid_to" in file.columns:
            for row, entry in _rows_of(file):
                if _end(entry) and _end(entry) <= day(entry.valid_from):
                    allowed = f"a date after valid_from, {entry.valid_from}"
                    yield _Problem(table, row, "valid_to", entry.valid_to, allowed)


def _overlaps(files: _Files) -> Iterator[_Problem]:
    """Find two rows of one key that hold on the same day."""
    for table, key in _KEYS.items():
        rows = sorted(_rows_of(files[table]), key=lambda item: (key(item[1]), day(item[1].valid_from)))
        for (first, before), (row, after) in itertools.pairwise(rows):
            if key(before) == key(after) and (not _end(before) or _end(before) > day(after.valid_from)):
                line = files[table].lines[first]
                until = f"ends on {before.valid_to}" if _end(before) else "is open"
                allowed = f"a date that does not overlap line {line}, which {until}"
                yield _Problem(table, row, "valid_from", after.valid_from, allowed)


def _ranges(files: _Files) -> Iterator[_Problem]:
    """Find parameters that do not lie between their low and high."""
    for row, entry in _rows_of(files["parameters"]):
        value = number_value(entry.value)
        if entry.low and number_value(entry.low) > value:
            yield _Problem("parameters", row, "low", entry.low, f"at most the value, {entry.value}")
        if entry.high and number_value(entry.high) < value:
            yield _Problem("parameters", row, "high", entry.high, f"at least the value, {entry.value}")


def _curves(files: _Files) -> Iterator[_Problem]:
    """Find measured points that are out of order, shares that are none, and sums that fall."""
    before: dict[tuple[str, str], _Row] = {}
    for row, entry in _rows_of(files["measured"]):
        last = before.get((entry.dataset, entry.series))
        before[entry.dataset, entry.series] = entry
        if last is not None and number_value(entry.x) <= number_value(last.x):
            yield _Problem("measured", row, "x", entry.x, f"more than {last.x}, the point before it")
        value = number_value(entry.value)
        if "share" in entry.value_unit and not 0 <= value <= 1:
            yield _Problem("measured", row, "value", entry.value, "a share, 0 to 1")
        elif last is not None and "cumulative" in entry.value_unit and value < number_value(last.value):
            allowed = f"at least {last.value}, the point before it"
            yield _Problem("measured", row, "value", entry.value, allowed)


def _meanings(files: _Files) -> Iterator[_Problem]:
    """Find attributes that lack what their type needs."""
    for row, entry in _rows_of(files["attributes"]):
        group = entry.id.split(".")[0]
        if entry.group != group:
            yield _Problem("attributes", row, "group", entry.group, f"{group}, as in the id")
        if entry.type == "number" and not entry.unit:
            yield _Problem("attributes", row, "unit", entry.unit, "the unit of the number")
        if entry.type == "enum" and not entry.allowed:
            yield _Problem(
                "attributes", row, "allowed", entry.allowed, "the words to choose from, between semicolons"
            )


def _derived(files: _Files) -> Iterator[_Problem]:
    """Find what is derived from nothing, and constants without a source."""
    for table, column in (("facts", "summary"), ("parameters", "note")):
        for row, entry in _rows_of(files[table]):
            words = getattr(entry, column)
            if entry.confidence == "derived" and "Derived:" not in words:
                yield _Problem(table, row, column, words, "a derivation, 'Derived: from what and how'")
    for row, entry in _rows_of(files["parameters"]):
        if entry.confidence != "assumption" and not entry.source_ids:
            yield _Problem(
                "parameters", row, "source_ids", entry.source_ids, "a source, or confidence assumption"
            )
        if (entry.kind == "assumed") != (entry.confidence == "assumption"):
            yield _Problem(
                "parameters", row, "kind", entry.kind, "assumed if and only if the confidence says so"
            )


def _evidence(files: _Files) -> Iterator[_Problem]:
    """Find dates after the newest source was written, and events after their evidence."""
    published = _published(files)
    for table, column in (("facts", "as_of"), ("advice", "date"), ("help", "date")):
        for row, entry in _rows_of(files[table]):
            date = getattr(entry, column)
            dates = [published.get(source, "") for source in cell_parts(entry.source_ids)]
            if not all(dates):  # a source without a date vouches for any day
                continue
            newest = max(dates)
            if not date or date[: len(newest)] > newest:
                yield _Problem(table, row, column, date, f"a date up to its newest source, {newest}")
    for row, fact in _rows_of(files["facts"]):
        late = fact.valid_from[: len(fact.as_of)] > fact.as_of[: len(fact.valid_from)]
        if fact.dated_by == "event" and late:
            allowed = f"the date of an event up to as_of, {fact.as_of}"
            yield _Problem("facts", row, "valid_from", fact.valid_from, allowed)


def _undated(files: _Files) -> Iterator[_Problem]:
    """Find facts that look fresh only because their page bears no date, and do not say so."""
    published = _published(files)
    for row, fact in _rows_of(files["facts"]):
        dated = [date for one in cell_parts(fact.source_ids) if (date := published.get(one, ""))]
        fresh = bool(dated) and fact.as_of[: len(max(dated))] <= max(dated)
        if not fresh and UNDATED not in fact.note:
            why = f"{UNDATED!r}, because no source bears a date up to {fact.as_of}"
            yield _Problem("facts", row, "note", fact.note, why)
        if fresh and UNDATED in fact.note:
            yield _Problem("facts", row, "note", fact.note, f"no {UNDATED!r}: a source bears a date")


def _vouched(files: _Files) -> Iterator[_Problem]:
    """Find facts whose sources cannot carry their confidence, and disputes that do not show both sides."""
    kinds = {source.id: source.kind for _, source in _rows_of(files["sources"])}
    for row, fact in _rows_of(files["facts"]):
        sources, known = cell_parts(fact.source_ids), fact.confidence
        if known in ("verified", "claimed") and not {kinds.get(one) for one in sources} & set(PRIMARY):
            allowed = f"secondary, or a source of the kind {', '.join(PRIMARY)}"
            yield _Problem("facts", row, "confidence", known, allowed)
        if known == "disputed" and len(sources) < 2:
            yield _Problem("facts", row, "source_ids", fact.source_ids, "both sources that disagree")
        if (known == "disputed") != fact.summary.startswith("Disputed:"):
            allowed = "'Disputed: …' and both readings if and only if the confidence says disputed"
            yield _Problem("facts", row, "summary", fact.summary, allowed)


def _published(files: _Files) -> dict[str, str]:
    """Return when each source was written, nothing where it bears no date."""
    return {source.id: source.published for _, source in _rows_of(files["sources"])}


def _both_ways(files: _Files) -> Iterator[_Problem]:
    """Find messengers that one piece of advice is for and against."""
    for row, entry in _rows_of(files["advice"]):
        for word in cell_parts(entry.advised_against):
            if word in cell_parts(entry.advised_for):
                allowed = "a messenger that does not stand in advised_for"
                yield _Problem("advice", row, "advised_against", word, allowed)


def _e2ee(files: _Files) -> Iterator[_Problem]:
    """Find messengers recommended while they have no end-to-end encryption."""
    facts: dict[str, list[_Row]] = {}
    for fact in files["facts"].entries:
        if fact.attribute == _E2EE:
            facts.setdefault(fact.messenger, []).append(fact)
    for row, entry in _rows_of(files["recommendations"]):
        known = [fact for fact in facts.get(entry.messenger, []) if _overlap(fact, entry)]
        starts = any(day(fact.valid_from) <= day(entry.valid_from) for fact in known)
        if not starts or any(fact.value != "yes" for fact in known):
            allowed = f"a messenger whose {_E2EE} in facts.csv is yes from {entry.valid_from} on"
            yield _Problem("recommendations", row, "messenger", entry.messenger, allowed)


def _end(entry: _Row) -> Any:
    return day(entry.valid_to) if entry.valid_to else None


def _overlap(one: _Row, other: _Row) -> bool:
    return (not _end(one) or _end(one) > day(other.valid_from)) and (
        not _end(other) or _end(other) > day(one.valid_from)
    )
