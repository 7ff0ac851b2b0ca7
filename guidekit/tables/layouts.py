"""Layouts: which columns each table has, and what their cells may hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from guidekit.dates import day, is_date


@dataclass(frozen=True)
class Column:
    """What the cells of one column may hold.

    Attributes
    ----------
    test : callable
        Tells whether a cell fits; an empty one is not asked.
    allowed : str
        What fits, in words.
    empty : bool
        Whether a cell may be empty.
    unique : bool
        Whether each value may stand only once.
    numeric : bool
        Whether the cells are numbers.
    """

    test: Callable[[str], bool]
    allowed: str
    empty: bool = False
    unique: bool = False
    numeric: bool = False


def _text(
    allowed: str = "something, it must not be empty", empty: bool = False, unique: bool = False
) -> Column:
    """Make a column of words or sentences."""
    return Column(lambda cell: True, allowed, empty, unique)


def _id() -> Column:
    """Make a column of ids: one word, each once, no colon because a colon joins two ids."""
    return Column(
        lambda cell: len(cell.split()) == 1 and ":" not in cell, "one word without a colon", unique=True
    )


def _word(*words: str, hint: str = "", empty: bool = False) -> Column:
    """Make a column with a closed vocabulary."""
    allowed = ", ".join(words) + hint
    return Column(words.__contains__, f"{allowed}, or an empty cell" if empty else allowed, empty)


_ZONES = datetime.timedelta(days=1)  # somewhere it is tomorrow already


def _date(empty: bool = False) -> Column:
    """Make a column of dates that lie in the past, wherever they were written down."""
    return Column(
        lambda cell: is_date(cell) and day(cell) <= datetime.date.today() + _ZONES,
        "a date not in the future, as YYYY, YYYY-MM or YYYY-MM-DD",
        empty,
    )


def _number(empty: bool = False) -> Column:
    """Make a column of finite numbers."""
    return Column(_is_number, "a number, with a point and without a unit", empty, numeric=True)


def _count(allowed: str, empty: bool = False) -> Column:
    """Make a column of whole numbers from 1."""
    return Column(_is_count, allowed, empty, numeric=True)


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) < float("inf")  # also refuses nan
    except ValueError:
        return False


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and int(cell) > 0


def _is_level(cell: str) -> bool:
    return _is_number(cell) and 0 <= float(cell) <= 1


def _url() -> Column:
    """Make a column of addresses on the web."""
    return Column(lambda cell: cell.startswith(("https://", "http://")), "a public address, https://…")


def _phone(empty: bool = True) -> Column:
    """Make a column of telephone numbers."""
    return Column(
        lambda cell: bool(re.fullmatch(r"\+?[0-9][0-9 -]*", cell)),
        "a telephone number in digits, or an empty cell",
        empty,
    )


ARCHITECTURES = ("centralized", "federated", "p2p", "anonymous")
"""The four network types of the guide."""

TOPOLOGIES = ("centralized", "federated", "p2p", "anonymous_overlay", "hybrid")
"""What the attribute net.topology and the column topology of messengers.csv may say."""

CONFIDENCE = {
    "verified": "read in a primary source",
    "claimed": "the maker's word, which nobody outside can check",
    "secondary": "a table or the press says so",
    "derived": "concluded from other texts, as the summary says",
    "disputed": "sources disagree",
    "guide": "only the guide said so",
}
"""How a fact is known, and what each word means."""

PRIMARY = ("official_doc", "spec", "paper", "audit_report", "source_code", "blog_official")
"""Kinds of sources that are first-hand: the maker's or a standard's own text or code, a paper about it."""

PROTOCOL_MODELS = ("signal", "olm", "megolm", "bramble", "static")
"""The models of `guidekit.models.Ratchet` that the column ratchet of messengers.csv may name."""

UNDATED = "undated page"
"""What the note of a fact says when its page bears no date, so that as_of is when somebody looked."""

SITUATIONS = {
    "source_and_journalist": "A source and a journalist",
    "protest_net_may_be_cut": "A protest where the network may be cut",
    "watched_at_home": "Someone watched at home",
    "clinic_team": "A team in a clinic",
    "family": "A family",
    "public_group": "A group that anyone can join",
    "app_is_blocked": "The app is blocked",
    "whistleblower_in_company": "Someone who reports on their employer",
}
"""The situations that advice.csv speaks about, as people say them."""

Layout = dict[str, Column]

LAYOUTS: dict[str, Layout] = {
    "sources": dict(
        id=_id(),
        title=_text(),
        publisher=_text(),
        url=_url(),
        kind=_word(
            "official_doc", "spec", "paper", "audit_report", "source_code", "blog_official",
            "press", "forum", "wiki", "dataset", "guide",
        ),
        published=_date(empty=True),
        revision=_text(empty=True),
        license=_text(empty=True),
        evidence=_word("read_full", "read_excerpt", "abstract_only", "secondary", "link_only"),
    ),
    "messengers": dict(
        id=_id(),
        name=_text(),
        homepage=_text(),
        developer=_text(),
        in_guide=_word("yes", "no"),
        status=_word("active", "at_risk", "frozen", "discontinued"),
        topology=_word(*TOPOLOGIES, "unknown"),
        anonymity_layer=_word("none", "onion_circuit", "onion_requests_to_storage", "unknown"),
        as_of=_date(),
        source_ids=_text(),
        shown_first=_word("yes", "no", hint=": whether a view shows it before the reader ticks others"),
        ratchet=_word(*PROTOCOL_MODELS, empty=True),  # what models its protocol
    ),
    "attributes": dict(
        id=Column(lambda cell: cell.count(".") == 1 and " " not in cell, "group.name", unique=True),
        group=_text(),
        type=_word("level4", "enum", "number", "text", "date", "list"),
        allowed=_text(empty=True),
        unit=_text(empty=True),
        definition=_text(),
        sok_name=_text(empty=True),
        note=_text(empty=True),
        question=Column(lambda cell: cell.endswith("?"), "what a layperson would ask, with a question mark"),
    ),
    "facts": dict(
        messenger=_text(),
        attribute=_text(),
        value=_text(),
        summary=_text(),
        valid_from=_date(),
        valid_to=_date(empty=True),
        as_of=_date(),
        source_ids=_text(),
        confidence=_word(*CONFIDENCE, hint=" (an assumption belongs in parameters.csv)"),
        claim_ids=_text(empty=True),
        dated_by=_word("event", "source", hint=": what happened on valid_from, or only who wrote then"),
        note=_text(empty=True),
    ),
    "claims": dict(
        id=_id(),
        subject=_text(),  # `relations` looks it up: the guide, a kind of network or a messenger
        kind=_word("criterion", "fact", "limit", "definition", "pro", "con"),
        claim=_text(),
        evidence=_text(),
        shows=_text(),
        lesson=_number(),
        today=_word("holds", "incomplete", "changed", "obsolete", "misleading"),
        why=_text(),
        source_ids=_text(),
        as_of=_date(),
        facts=_text(empty=True),
    ),
    "claim_kinds": dict(
        claim=_text("the id of a claim", unique=True),
        kind=_word("measured", "derived", "sourced", "assumed", "definition", "undecided"),
        why=_text(),
    ),
    "audits": dict(
        id=_id(),
        target=_text(),
        kind=_word("code_audit", "formal_analysis", "machine_checked_proof", "vulnerability_disclosure"),
        organisation=_text(),
        year=_number(),
        scope=_text(),
        verdict=_text(),
        source_ids=_text(),
        as_of=_date(),
    ),
    "protocols": dict(
        id=_id(),
        name=_text(),
        layer=_word(
            "key_agreement", "ratchet", "group", "transport", "routing", "storage", "calls", "implementation"
        ),
        messenger=_text(),
        role=_text(),
        valid_from=_date(),
        valid_to=_date(empty=True),
        replaced_by=_text(empty=True),
        source_ids=_text(),
        as_of=_date(),
    ),
    "recommendations": dict(
        recommender=_text(),
        messenger=_text(),
        valid_from=_date(),
        valid_to=_date(empty=True),
        criterion=_text(),
        source_ids=_text(),
    ),
    "architectures": dict(
        id=_id(),
        architecture=_word(*ARCHITECTURES),
        polarity=_word("definition", "pro", "con"),
        topic=_word(
            "structure", "control", "cost", "features", "metadata", "availability", "abuse", "identity",
            "performance",
        ),
        statement=_text(),
        condition=_text(),
        testable_by=_text(),
        claim_id=_text(unique=True),
    ),
    "parameters": dict(
        id=_id(),
        label=_text(),
        value=_number(),
        unit=_text(),
        low=_number(empty=True),
        high=_number(empty=True),
        kind=_word("measured", "specified", "assumed"),
        by=_text(),
        source_ids=_text(empty=True),
        as_of=_date(),
        confidence=_word("verified", "secondary", "derived", "assumption"),
        note=_text(empty=True),
    ),
    "lessons": dict(
        id=_id(),
        notebook=_text(unique=True),
        title=_text(),
        question=_text(),
        moves=_text(),
        minutes=_number(),
        needs=_text(empty=True),
        ready=_word("yes", "no"),
        short=_text(empty=True),
        branch=_text(empty=True),
        picture=_text(empty=True),
    ),
    "questions": dict(
        id=_text(),
        lesson=_text(),
        question=_text(),
        option=_text(),
        right=_word("yes", "no"),
        reason=_text(),
        again=_text(),
    ),
    "glossary": dict(
        term=_text(unique=True),
        definition=_text(),
        lesson=_text(),
        also=_text(empty=True),
        source_ids=_text(empty=True),
    ),
    "measured": dict(
        dataset=_text(),
        series=_text(),
        x=_number(),
        value=_number(),
        x_unit=_word("rank", "percentile", "hours"),
        value_unit=_word(
            "cumulative share of selection weight", "cumulative share of users", "seconds", "share of relays"
        ),
        source=_text(),
    ),
    "journeys": {  # `from` is a word of Python's own
        "journey": _text("one name on all lines of a journey, one below the other"),
        "hop": _count("a whole number: hops count 1, 2, 3 …"),
        "from": _text("a party"),
        "to": _text("a party"),
        "layer": _text("a name for the layer, such as transport or end-to-end"),
        "key": _text(empty=True),  # an empty key is refused with the names of those who could hold it
        "reveals": _text(empty=True),
        "medium": _word("internet", "nearby", empty=True),
        "when": _word("later", empty=True),
        "title": _text(empty=True),
        "architecture": _word(*ARCHITECTURES, empty=True),
        "messenger": _text(empty=True),
        "as_of": _date(empty=True),
        "source_ids": _text(empty=True),
        "note": _text(empty=True),
    },
    "ways": dict(
        comparison=_word("addresses", "hidden_ends", "roads", "in_use"),
        journey=_text(),
        name=_text("what a table calls this way"),
        own=_text(empty=True),  # the server on it that can be one's own
    ),
    "disguises": dict(
        id=_id(),
        journey=_text(),
        name=_text("what a list of choices calls it"),
        listed=_word("yes", "no", empty=True),  # whether the first machine stands on a public list of relays
        looks=_text("what the packets look like"),
        as_of=_date(),
        source_ids=_text(),
        note=_text(),
    ),
    "parties": dict(
        party=_text("a name of its own", unique=True),
        kind=_text("a kind of party, such as end or server"),
        label=_text(empty=True),
        count=_count("a whole number from 1, or empty for 1", empty=True),
        ships_code_to=_text(empty=True),
        note=_text(empty=True),
    ),
    "advice": dict(
        id=_id(),
        situation=_word(*SITUATIONS),
        advised_for=_text(empty=True),
        advised_against=_text(empty=True),
        advice=_text(),
        by=_text(),
        date=_date(empty=True),
        read=_date(),
        source_ids=_text(),
        note=_text(empty=True),
    ),
    "help": dict(
        id=_id(),
        organisation=_text(),
        for_whom=_text(),
        where=_text("a country or a region, or worldwide"),
        languages=_text(empty=True),
        address=_url(),
        hours=_text(empty=True),
        phone=_phone(),
        date=_date(empty=True),
        read=_date(),
        tried=_date(empty=True),
        source_ids=_text(),
        note=_text(empty=True),
    ),
    "blocks": dict(
        road=_text(),
        filter=_word("addresses", "names", "tests"),
        result=_word("stopped", "passes", "unknown"),
        why=_text(),
        source_ids=_text(),
        as_of=_date(),
        confidence=_word(*CONFIDENCE),
    ),
    "detours": dict(
        id=_id(),
        title=_text(),
        seen_by=_text(),
        later_by=_text(),
        why=_text(),
        source_ids=_text(),
        as_of=_date(),
        confidence=_word(*CONFIDENCE),
    ),
    "kept": dict(
        messenger=_text(),
        thing=_word("words", "sender", "recipient", "network", "when", "groups", "visits"),
        seen=_word("yes", "no", "unknown"),
        kept=_word("yes", "no", "unknown"),
        why=_text(),
        source_ids=_text(),
        as_of=_date(),
        confidence=_word(*CONFIDENCE),
    ),
    "exposure_claims": dict(
        claim=_text(),
        journey=_text(),
        observer=_text(empty=True),
        datum=_text(),
        level=Column(_is_level, "a number, 0 to 1", numeric=True),
        adversary=_text(empty=True),
        correlate=_word("yes", empty=True),
        says=_text(empty=True),
    ),
}  # fmt: skip
"""The columns of every table, in the order in which a check looks at them."""

TABLES = tuple(LAYOUTS)
"""The names of the tables of the course."""
