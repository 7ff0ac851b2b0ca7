"""Layouts: which columns each table has, and what their cells may hold."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pandera.pandas as pa

from guidekit.dates import day, is_date

Test = Callable[[str], bool]


def column(test: Test, allowed: str, empty: bool = False, unique: bool = False) -> pa.Column:
    """Make a column whose every cell passes a test; `allowed` says in words what passes."""
    return pa.Column(checks=_check(test, allowed), nullable=empty, unique=unique)


def text(empty: bool = False, unique: bool = False) -> pa.Column:
    """Make a column of words or sentences."""
    return column(lambda cell: cell == cell.strip(), "text without blanks around it", empty, unique)


def ident() -> pa.Column:
    """Make a column of ids: one word, each once, no colon because a colon joins two ids."""
    return column(
        lambda cell: len(cell.split()) == 1 and ":" not in cell, "one word without a colon", unique=True
    )


def word(*words: str, hint: str = "") -> pa.Column:
    """Make a column with a closed vocabulary."""
    return column(lambda cell: cell in words, ", ".join(words) + hint)


def date(empty: bool = False) -> pa.Column:
    """Make a column of dates that lie in the past."""
    past = _check(
        lambda cell: not is_date(cell) or day(cell) <= datetime.date.today(), "a date not in the future"
    )
    return pa.Column(checks=[_check(is_date, "a date as YYYY, YYYY-MM or YYYY-MM-DD"), past], nullable=empty)


def number(empty: bool = False) -> pa.Column:
    """Make a column of finite numbers."""
    return column(_is_number, "a number, with a point and without a unit", empty)


def _check(test: Test, allowed: str) -> pa.Check:
    return pa.Check(test, element_wise=True, error=allowed)


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) < float("inf")  # also refuses nan
    except ValueError:
        return False


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
    "questions": _schema(
        id=text(),
        lesson=text(),
        question=text(),
        option=text(),
        right=word("yes", "no"),
        reason=text(),
        again=text(),
    ),
    "glossary": _schema(
        term=text(unique=True),
        definition=text(),
        lesson=text(),
        also=text(empty=True),
        source_ids=text(empty=True),
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
