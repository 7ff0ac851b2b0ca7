"""Schemas: which columns each table has and what their cells may hold, one schema a table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from guidekit.checks import cross_problems
from guidekit.columns import column, date, ident, number, text, word
from guidekit.paths import course_folder
from guidekit.sheets import TABLES, Sheet, TableError, read_sheet, shipped

__all__ = ["SCHEMAS", "TableError", "check", "check_all"]

ARCHITECTURES = ("centralized", "federated", "p2p", "anonymous")


def _schema(**columns: pa.Column) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True)


SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "sources": _schema(
        id=ident(),
        title=text(),
        publisher=text(),
        url=column(lambda cell: cell.startswith(("https://", "http://")), "a public address, https://…"),
        kind=word(
            "official_doc", "spec", "paper", "audit_report", "source_code", "blog_official",
            "press", "forum", "wiki", "dataset", "guide",
        ),
        published=date(empty=True),
        revision=text(empty=True),
        license=text(empty=True),
        evidence=word("read_full", "read_excerpt", "abstract_only", "secondary", "link_only"),
    ),
    "messengers": _schema(
        id=ident(),
        name=text(),
        homepage=text(),
        developer=text(),
        in_guide=word("yes", "no"),
        status=word("active", "at_risk", "frozen", "discontinued"),
        topology=word("centralized", "federated", "p2p", "unknown"),
        anonymity_layer=word("none", "onion_circuit", "onion_requests_to_storage", "unknown"),
        as_of=date(),
        source_ids=text(),
    ),
    "attributes": _schema(
        id=column(lambda cell: cell.count(".") == 1 and " " not in cell, "group.name", unique=True),
        group=text(),
        type=word("level4", "enum", "number", "text", "date", "list"),
        allowed=text(empty=True),
        unit=text(empty=True),
        definition=text(),
        sok_name=text(empty=True),
        note=text(empty=True),
    ),
    "facts": _schema(
        messenger=text(),
        attribute=text(),
        value=text(),
        summary=text(),
        valid_from=date(),
        valid_to=date(empty=True),
        as_of=date(),
        source_ids=text(),
        confidence=word(
            "verified", "secondary", "derived", "guide", hint=" (an assumption belongs in parameters.csv)"
        ),
        claim_ids=text(empty=True),
    ),
    "claims": _schema(
        id=ident(),
        subject=word("guide", "signal", "element", "briar", "session", *ARCHITECTURES),
        kind=word("criterion", "fact", "limit", "definition", "pro", "con"),
        claim=text(),
        evidence=text(),
        shows=text(),
        lesson=number(),
        today=word("holds", "incomplete", "changed", "obsolete", "misleading"),
        why=text(),
        source_ids=text(),
        as_of=date(),
        facts=text(empty=True),
    ),
    "audits": _schema(
        id=ident(),
        target=text(),
        kind=word("code_audit", "formal_analysis", "machine_checked_proof", "vulnerability_disclosure"),
        organisation=text(),
        year=number(),
        scope=text(),
        verdict=text(),
        source_ids=text(),
        as_of=date(),
    ),
    "protocols": _schema(
        id=ident(),
        name=text(),
        layer=word(
            "key_agreement", "ratchet", "group", "transport", "routing", "storage", "calls", "implementation"
        ),
        messenger=text(),
        role=text(),
        valid_from=date(),
        valid_to=date(empty=True),
        replaced_by=text(empty=True),
        source_ids=text(),
        as_of=date(),
    ),
    "recommendations": _schema(
        recommender=text(),
        messenger=text(),
        valid_from=date(),
        valid_to=date(empty=True),
        criterion=text(),
        source_ids=text(),
    ),
    "architectures": _schema(
        id=ident(),
        architecture=word(*ARCHITECTURES),
        polarity=word("definition", "pro", "con"),
        topic=word(
            "structure", "control", "cost", "features", "metadata", "availability", "abuse", "identity",
            "performance",
        ),
        statement=text(),
        condition=text(),
        testable_by=text(),
        claim_id=pa.Column(unique=True),
    ),
    "parameters": _schema(
        id=ident(),
        label=text(),
        value=number(),
        unit=text(),
        low=number(empty=True),
        high=number(empty=True),
        source_ids=text(empty=True),
        as_of=date(),
        confidence=word("verified", "secondary", "derived", "assumption"),
        note=text(empty=True),
    ),
    "lessons": _schema(
        id=ident(),
        notebook=text(unique=True),
        title=text(),
        question=text(),
        moves=text(),
        minutes=number(),
        needs=text(empty=True),
        ready=word("yes", "no"),
    ),
    "measured": _schema(
        dataset=text(),
        series=text(),
        x=number(),
        value=number(),
        x_unit=word("rank", "percentile", "hours"),
        value_unit=word(
            "cumulative share of selection weight", "cumulative share of users", "seconds", "share of relays"
        ),
        source=text(),
    ),
}  # fmt: skip


def check(name: str, path: str | Path | None = None) -> pd.DataFrame:
    """Check all tables of a folder and return one of them.

    Parameters
    ----------
    name : str
        The table you want; its file must be in the folder.
    path : str or pathlib.Path, optional
        The folder; None means the course's own.

    Returns
    -------
    pandas.DataFrame
        Its cells as strings.

    Raises
    ------
    TableError
        If any table of the folder is broken or `name` is not there.
    """
    found = check_all(path)
    if name not in found:
        raise TableError(f"{name}.csv is not in {path}; there is: {', '.join(f'{n}.csv' for n in found)}")
    return found[name]


def check_all(path: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Check every table of a folder: its columns, its cells, and what points from table to table.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        The folder; None means the course's own. Tables that are not there are taken from the course
        so that ids can be looked up, but only the folder's own tables are checked.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of the folder by name, cells as strings.

    Raises
    ------
    TableError
        One line a problem. Problems between tables are looked for once each table is well in itself.

    Examples
    --------
    >>> len(check_all()["claims"])
    81
    """
    folder = course_folder("data") if path is None else Path(path)
    own = [name for name in TABLES if path is None or (folder / f"{name}.csv").is_file()]
    if not own:
        raise TableError(f"there is no table in {folder}; allowed: {', '.join(f'{n}.csv' for n in TABLES)}")
    sheets, problems = {}, []
    for name in own:
        try:
            sheets[name] = read_sheet(folder / f"{name}.csv")
        except TableError as broken:
            problems += str(broken).splitlines()
        else:
            problems += _schema_problems(sheets[name], SCHEMAS[name])
    if not problems:
        others = {name: shipped(name) for name in TABLES if name not in sheets}
        problems += cross_problems({**sheets, **others}, own)
    if problems:
        raise TableError("\n".join(problems))
    return {name: sheet.frame.copy() for name, sheet in sheets.items()}


def _schema_problems(sheet: Sheet, schema: pa.DataFrameSchema) -> Iterable[str]:
    try:
        schema.validate(sheet.frame, lazy=True)
    except SchemaErrors as broken:
        return [_in_words(sheet, schema, case) for case in broken.failure_cases.itertuples()]
    return []


def _in_words(sheet: Sheet, schema: pa.DataFrameSchema, case: object) -> str:
    column, test, value, row = (getattr(case, name) for name in ("column", "check", "failure_case", "index"))
    if test == "column_in_dataframe":
        return f"{sheet.file}, line 1, column {value}: it is missing; allowed: {', '.join(schema.columns)}"
    if test == "column_in_schema":
        return (
            f"{sheet.file}, line 1, column {value}: it is not expected; allowed: {', '.join(schema.columns)}"
        )
    allowed = {"not_nullable": "something, it must not be empty", "field_uniqueness": "each value once"}
    return sheet.problem(int(row), column, value, allowed.get(test, test))
