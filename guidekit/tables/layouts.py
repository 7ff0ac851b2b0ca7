"""Layouts: which columns each table has, and what their cells may hold."""

from __future__ import annotations

import re

from guidekit.tables.columns import (
    Column,
    column_of,
    count_column,
    date_column,
    id_column,
    level_column,
    name_column,
    number_column,
    phone_column,
    text_column,
    url_column,
    word_column,
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
        id=id_column(),
        title=text_column(),
        publisher=text_column(),
        url=url_column(),
        kind=word_column(
            "official_doc", "spec", "paper", "audit_report", "source_code", "blog_official",
            "press", "forum", "wiki", "dataset", "guide",
        ),
        published=date_column(empty=True),
        revision=text_column(empty=True),
        license=text_column(empty=True),
        evidence=word_column("read_full", "read_excerpt", "abstract_only", "secondary", "link_only"),
    ),
    "messengers": dict(
        id=id_column(),
        name=text_column(),
        homepage=text_column(),
        developer=text_column(),
        in_guide=word_column("yes", "no"),
        status=word_column("active", "at_risk", "frozen", "discontinued"),
        topology=word_column(*TOPOLOGIES, "unknown"),
        anonymity_layer=word_column("none", "onion_circuit", "onion_requests_to_storage", "unknown"),
        as_of=date_column(),
        source_ids=text_column(),
        shown_first=word_column("yes", "no", hint=": whether a view shows it before the reader ticks others"),
        ratchet=word_column(*PROTOCOL_MODELS, empty=True),  # what models its protocol
    ),
    "attributes": dict(
        id=column_of(re.compile(r"[a-z0-9_]+\.[a-z0-9_]+").fullmatch, "group.name", unique=True),
        group=text_column(),
        type=word_column("level4", "enum", "number", "text", "date", "list"),
        allowed=text_column(empty=True),
        unit=text_column(empty=True),
        definition=text_column(),
        sok_name=text_column(empty=True),
        note=text_column(empty=True),
        question=column_of(
            lambda cell: cell.endswith("?"), "what a layperson would ask, with a question mark"
        ),
    ),
    "facts": dict(
        messenger=id_column(unique=False),
        attribute=id_column(unique=False),
        value=text_column(),
        summary=text_column(),
        valid_from=date_column(),
        valid_to=date_column(empty=True),
        as_of=date_column(),
        source_ids=text_column(),
        confidence=word_column(*CONFIDENCE, hint=" (an assumption belongs in parameters.csv)"),
        claim_ids=text_column(empty=True),
        dated_by=word_column("event", "source", hint=": what happened on valid_from, or only who wrote then"),
        note=text_column(empty=True),
    ),
    "claims": dict(
        id=id_column(),
        subject=id_column(unique=False),  # the guide, a kind of network or a messenger
        kind=word_column("criterion", "fact", "limit", "definition", "pro", "con"),
        claim=text_column(),
        evidence=text_column(),
        shows=text_column(),
        lesson=number_column(),
        today=word_column("holds", "incomplete", "changed", "obsolete", "misleading"),
        why=text_column(),
        source_ids=text_column(),
        as_of=date_column(),
        facts=text_column(empty=True),
    ),
    "claim_kinds": dict(
        claim=id_column(),
        kind=word_column("measured", "derived", "sourced", "assumed", "definition", "undecided"),
        why=text_column(),
    ),
    "audits": dict(
        id=id_column(),
        target=id_column(unique=False),
        kind=word_column(
            "code_audit", "formal_analysis", "machine_checked_proof", "vulnerability_disclosure"
        ),
        organisation=text_column(),
        year=number_column(),
        scope=text_column(),
        verdict=text_column(),
        source_ids=text_column(),
        as_of=date_column(),
    ),
    "protocols": dict(
        id=id_column(),
        name=text_column(),
        layer=word_column(
            "key_agreement", "ratchet", "group", "transport", "routing", "storage", "calls", "implementation"
        ),
        messenger=id_column(unique=False),
        role=text_column(),
        valid_from=date_column(),
        valid_to=date_column(empty=True),
        replaced_by=id_column(unique=False, empty=True),
        source_ids=text_column(),
        as_of=date_column(),
    ),
    "recommendations": dict(
        recommender=text_column(),
        messenger=id_column(unique=False),
        valid_from=date_column(),
        valid_to=date_column(empty=True),
        criterion=text_column(),
        source_ids=text_column(),
    ),
    "architectures": dict(
        id=id_column(),
        architecture=word_column(*ARCHITECTURES),
        polarity=word_column("definition", "pro", "con"),
        topic=word_column(
            "structure", "control", "cost", "features", "metadata", "availability", "abuse", "identity",
            "performance",
        ),
        statement=text_column(),
        condition=text_column(),
        testable_by=text_column(),
        claim_id=id_column(),
    ),
    "parameters": dict(
        id=id_column(),
        label=text_column(),
        value=number_column(),
        unit=text_column(),
        low=number_column(empty=True),
        high=number_column(empty=True),
        kind=word_column("measured", "specified", "assumed"),
        by=text_column(),
        source_ids=text_column(empty=True),
        as_of=date_column(),
        confidence=word_column("verified", "secondary", "derived", "assumption"),
        note=text_column(empty=True),
    ),
    "lessons": dict(
        id=id_column(),
        notebook=text_column(unique=True),
        title=text_column(),
        question=text_column(),
        moves=text_column(),
        minutes=number_column(),
        needs=text_column(empty=True),
        ready=word_column("yes", "no"),
        short=text_column(empty=True),
        branch=text_column(empty=True),
        picture=text_column(empty=True),
    ),
    "questions": dict(
        id=id_column(unique=False),
        lesson=id_column(unique=False),
        question=text_column(),
        option=text_column(),
        right=word_column("yes", "no"),
        reason=text_column(),
        again=text_column(),
    ),
    "glossary": dict(
        term=text_column(unique=True),
        definition=text_column(),
        lesson=id_column(unique=False),
        also=text_column(empty=True),
        source_ids=text_column(empty=True),
    ),
    "measured": dict(
        dataset=text_column(),
        series=text_column(),
        x=number_column(),
        value=number_column(),
        x_unit=word_column("rank", "percentile", "hours"),
        value_unit=word_column(
            "cumulative share of selection weight", "cumulative share of users", "seconds", "share of relays"
        ),
        source=id_column(unique=False),
    ),
    "journeys": {  # `from` is a word of Python's own
        "journey": name_column("one name on all lines of a journey, one below the other"),
        "hop": count_column("a whole number: hops count 1, 2, 3 …"),
        "from": name_column("a party"),
        "to": name_column("a party"),
        "layer": name_column("a name for the layer, such as transport or end-to-end"),
        "key": text_column(empty=True),  # an empty key is refused with the names of those who could hold it
        "reveals": text_column(empty=True),
        "medium": word_column("internet", "nearby", empty=True),
        "when": word_column("later", empty=True),
        "title": text_column(empty=True),
        "architecture": word_column(*ARCHITECTURES, empty=True),
        "messenger": id_column(unique=False, empty=True),
        "as_of": date_column(empty=True),
        "source_ids": text_column(empty=True),
        "note": text_column(empty=True),
    },
    "ways": dict(
        comparison=word_column("addresses", "hidden_ends", "roads", "in_use"),
        journey=id_column(unique=False),
        name=text_column("what a table calls this way"),
        own=text_column(empty=True),  # the server on it that can be one's own
    ),
    "disguises": dict(
        id=id_column(),
        journey=id_column(unique=False),
        name=text_column("what a list of choices calls it"),
        listed=word_column("yes", "no", empty=True),  # whether the first machine is on a public list
        looks=text_column("what the packets look like"),
        as_of=date_column(),
        source_ids=text_column(),
        note=text_column(),
    ),
    "parties": dict(
        party=name_column("a name of its own", unique=True),
        kind=text_column("a kind of party, such as end or server"),
        label=text_column(empty=True),
        count=count_column("a whole number from 1, or empty for 1", empty=True),
        ships_code_to=text_column(empty=True),
        note=text_column(empty=True),
    ),
    "advice": dict(
        id=id_column(),
        situation=word_column(*SITUATIONS),
        advised_for=text_column(empty=True),
        advised_against=text_column(empty=True),
        advice=text_column(),
        by=text_column(),
        date=date_column(empty=True),
        read=date_column(),
        source_ids=text_column(),
        note=text_column(empty=True),
    ),
    "help": dict(
        id=id_column(),
        organisation=text_column(),
        for_whom=text_column(),
        where=text_column("a country or a region, or worldwide"),
        languages=text_column(empty=True),
        address=url_column(),
        hours=text_column(empty=True),
        phone=phone_column(),
        date=date_column(empty=True),
        read=date_column(),
        tried=date_column(empty=True),
        source_ids=text_column(),
        note=text_column(empty=True),
    ),
    "blocks": dict(
        road=id_column(unique=False),
        filter=word_column("addresses", "names", "tests"),
        result=word_column("stopped", "passes", "unknown"),
        why=text_column(),
        source_ids=text_column(),
        as_of=date_column(),
        confidence=word_column(*CONFIDENCE),
    ),
    "detours": dict(
        id=id_column(),
        title=text_column(),
        seen_by=text_column(),
        later_by=text_column(),
        why=text_column(),
        source_ids=text_column(),
        as_of=date_column(),
        confidence=word_column(*CONFIDENCE),
    ),
    "kept": dict(
        messenger=id_column(unique=False),
        said_of=text_column("what the row is about, in a few words"),
        thing=word_column("words", "sender", "recipient", "network", "when", "groups", "visits"),
        seen=word_column("yes", "no", "unknown"),
        kept=word_column("yes", "no", "unknown"),
        why=text_column(),
        source_ids=text_column(),
        as_of=date_column(),
        confidence=word_column(*CONFIDENCE),
    ),
    "exposure_claims": dict(
        claim=id_column(unique=False),
        journey=id_column(unique=False),
        observer=text_column(empty=True),
        datum=text_column(),
        level=level_column(),
        adversary=text_column(empty=True),
        correlate=word_column("yes", empty=True),
        says=text_column(empty=True),
    ),
}  # fmt: skip
"""The columns of every table, in the order in which a check looks at them."""

TABLES = tuple(LAYOUTS)
"""The names of the tables of the course."""
