"""No answer is a constant: change what a claim stands on, and its value or its verdict changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

import guidekit.exposure
import guidekit.exposure.table
from guidekit.claims import World, check_claim, world
from guidekit.exposure import Journey, journeys
from guidekit.protocols import bramble, megolm, olm, onion, pin, sealed, static
from guidekit.tables.query import load
from guidekit.tables.rows import course_rows
from tests.frames import rows_of

CLAIMS = load("claims").set_index("id")
Change = Callable[[pytest.MonkeyPatch, str], World]


def turned(**knobs: object) -> Change:
    """Turn knobs of models and parameters; a double underscore stands for the dot."""
    return lambda patch, claim: World(turned={name.replace("__", "."): x for name, x in knobs.items()})


def cells(**values: str) -> Change:
    """Give cells other values; by default every cell that the claim points at."""

    def change(patch: pytest.MonkeyPatch, claim: str) -> World:
        named = {name.replace("__", ":", 1).replace("__", "."): value for name, value in values.items()}
        return World(turned=named or dict.fromkeys(CLAIMS.facts[claim].split(), "something else"))

    return change


def rows(table: str, edit: Callable[[pd.DataFrame], pd.DataFrame]) -> Change:
    """Edit a table before the claims read it."""

    def edited(name: str, as_of: str | None = None) -> tuple[Any, ...]:
        return rows_of(edit(load(name, as_of)), "") if name == table else course_rows(name, as_of)

    def change(patch: pytest.MonkeyPatch, claim: str) -> World:
        patch.setattr(world, "course_rows", edited)
        patch.setattr(
            world,
            "facts_on",
            lambda as_of: {(row.messenger, row.attribute): row for row in edited("facts", as_of)},
        )
        return World()

    return change


def packets(keys_of: Callable[[Journey], str]) -> Change:
    """Give every layer of every journey another key."""

    def rebuilt(journey: Journey) -> Journey:
        keys = [keys_of(journey)]
        hops = [
            dataclasses.replace(hop, packet=[dataclasses.replace(layer, keys=keys) for layer in hop.packet])
            for hop in journey.hops
        ]
        return dataclasses.replace(journey, hops=hops)

    def change(patch: pytest.MonkeyPatch, claim: str) -> World:
        other = MappingProxyType({name: rebuilt(journey) for name, journey in journeys().items()})
        patch.setattr(guidekit.exposure.table, "journeys", lambda: other)
        return World()

    return change


def instead(journey: str, other: str) -> Change:
    """Send a message another way under the same name."""

    def change(patch: pytest.MonkeyPatch, claim: str) -> World:
        swapped = MappingProxyType({**journeys(), journey: journeys()[other]})
        patch.setattr(guidekit.exposure, "journeys", lambda: swapped)
        patch.setattr(guidekit.exposure.table, "journeys", lambda: swapped)
        return World()

    return change


def run(room: object, name: str, other: Callable[..., object]) -> Change:
    """Run another protocol in its place."""

    def change(patch: pytest.MonkeyPatch, claim: str) -> World:
        patch.setattr(room, name, other)
        return World()

    return change


def open_to_all(rows: list[Any], column: str) -> list[Any]:
    return [row._replace(**{column: True}) for row in rows]


OPEN, SHUT = packets(lambda journey: "anyone"), packets(lambda journey: journey.sender)
SEALED, OPENINGS, GUESSED = sealed.fields.rows, onion.openings.rows, pin.theft.rows
NO_AUDITS = rows("audits", lambda frame: frame.iloc[:0])
LATER = rows("audits", lambda frame: frame.assign(year=frame.year + 1))
SLOW = {"Centralized__release_days": 200}

FACTS = (
    *("signal.category", "signal.operator", "signal.phone-number", "signal.spec", "element.category"),
    *("element.reference-client", "element.spec", "briar.category", "briar.spec", "session.category"),
    *("guide.criterion-e2ee", "guide.criterion-open-source"),
)
EXPOSED = (
    *("signal.e2ee-all", "signal.profiles", "element.private-rooms", "element.web-trust", "briar.tor"),
    *("session.three-nodes", "session.closed-groups", "p2p.observer", "anonymous.definition"),
    *("anonymous.rendezvous", "anonymous.nodes-blind", "anonymous.onion", "element.group-calls"),
)
CHANGES: dict[str, Change] = {
    **dict.fromkeys(FACTS, cells()),
    **dict.fromkeys(EXPOSED, OPEN),
    # facts whose opposite has to be named
    "guide.threat-model": turned(Scenario__adversary=0.01),
    "session.whitepaper": cells(session__open__spec_published="yes"),
    # reviews
    "guide.criterion-audit": NO_AUDITS,
    "signal.audit": LATER,
    "element.audit": LATER,
    "briar.audit": NO_AUDITS,
    "session.audit": rows("audits", lambda frame: frame.assign(year=frame.year - 1)),
    # exposures that say what is seen
    "element.unencrypted-metadata": SHUT,
    "session.open-groups": SHUT,
    "signal.sealed-sender": OPEN,
    "p2p.direct": instead("p2p-direct", "dht-relayed"),
    "p2p.definition": instead("p2p-direct", "dht-direct"),
    # protocols
    "signal.contacts-pin": run(
        pin.theft, "rows", lambda number, limits: open_to_all(GUESSED(number, limits), "found")
    ),
    "element.olm": run(olm.theft, "rows", static.theft.rows),
    "briar.forward-secrecy": run(
        bramble.theft, "rows", lambda turns, stolen, minutes_between: static.theft.rows(turns, stolen)
    ),
    "session.no-forward-secrecy": run(
        static.theft, "rows", lambda turns, stolen, own_copies: olm.theft.rows(turns, stolen)
    ),
    # models of the messengers
    "signal.sealed-sender-scope": turned(Spam__attempts=5),
    "briar.local": turned(briar__local_range_m=30),
    "briar.add-contact": cells(briar__discovery__requires_mutual_add="no"),
    # centralized
    "centralized.definition": turned(signal__operators=4),
    "centralized.self-hosted": turned(Island__members=5),
    "centralized.pro.fast-features": turned(**SLOW),
    "centralized.pro.easy-start": turned(Island__population=1000),
    "centralized.pro.mature": cells(signal__feature__group_calls="no"),
    "centralized.pro.trusted-self-host": turned(Scenario__watched=0.8),
    "centralized.con.restricted": cells(signal__open__third_party_clients="no"),
    "centralized.con.ownership": turned(Scenario__room=100),
    "centralized.con.self-host-effort": turned(Upkeep__monthly_hours=1),
    # federated
    "federated.definition": turned(Federation__concentration=0),
    "federated.private-servers": turned(Federation__concentration=0),
    "federated.pro.own-data": turned(Scenario__adversary=0.2),
    "federated.pro.choose-trust": turned(Federated__concentration=2),
    "federated.pro.third-party-clients": cells(element__open__third_party_clients="no"),
    "federated.pro.verifiable-server": SHUT,
    "federated.con.features-complex": turned(Federated__standard_days=300),
    "federated.con.features-lacking": turned(federation__honoured=0.5),
    "federated.con.metadata": OPEN,
    "federated.con.trust-admin": turned(Scenario__adversary=0.3),
    "federated.con.blocking": turned(Federated__concentration=0),
    # peer-to-peer
    "p2p.dht": turned(KademliaLookup__bucket=1),
    "p2p.proximity": turned(briar__local_range_m=5),
    "p2p.no-self-host": cells(briar__avail__self_host="none"),
    "p2p.pro.minimal-information": turned(Scenario__adversary=0.3),
    "p2p.pro.default-e2ee": OPEN,
    "p2p.con.both-online": turned(Scenario__off_hours=1),
    "p2p.con.battery": turned(PeerToPeer__keepalive=1800),
    "p2p.con.features": cells(briar__feature__voice_calls="yes"),
    "p2p.con.ip-exposed": instead("p2p-direct", "briar-tor"),
    # anonymous routing
    "anonymous.node-hosting": turned(OnionRouting__adversary=0.3),
    "anonymous.pro.minimal-information": turned(Scenario__adversary=0.4),
    "anonymous.pro.offline-relay": turned(Scenario__off_hours=1),
    "anonymous.con.slow": turned(Scenario__off_hours=2),
    "anonymous.con.media": cells(session__media__max_file_mb="20"),
    "anonymous.con.reliability": turned(tor__timeouts=0),
    "anonymous.con.key-backup": turned(KeyBackup__years=1),
    "anonymous.con.features": turned(**SLOW),
}
ALSO: list[tuple[str, Change]] = [
    ("signal.sealed-sender", run(sealed.fields, "rows", lambda: open_to_all(SEALED(), "server"))),
    ("anonymous.onion", run(onion.openings, "rows", lambda hops: open_to_all(OPENINGS(hops), "opens"))),
    ("guide.criterion-e2ee", rows("facts", lambda frame: frame[frame.attribute != "content.e2ee_1to1"])),
    ("guide.criterion-open-source", rows("facts", lambda frame: frame[frame.attribute != "open.repository"])),
    ("signal.e2ee-all", cells()),
    ("element.group-calls", cells(element__content__e2ee_calls_group="no")),
    ("session.closed-groups", cells(session__group__max_members="10")),
    ("federated.pro.own-data", turned(Scenario__room=100)),
    ("federated.con.trust-admin", turned(Scenario__room=100)),
    ("anonymous.con.slow", turned(Scenario__off_hours=1)),
    ("federated.con.blocking", turned(Scenario__contacts=8)),
    ("federated.con.trust-admin", SHUT),
    ("centralized.pro.trusted-self-host", SHUT),
]


def test_every_claim_is_changed_here():
    assert set(CHANGES) == set(CLAIMS.index)


def test_every_answer_follows_what_it_stands_on(answers):
    deaf = []
    for claim, change in [*CHANGES.items(), *ALSO]:
        with pytest.MonkeyPatch.context() as patch:
            before, after = answers[claim], check_claim(claim, change(patch, claim))
        if (before.holds, before.value) == (after.holds, after.value) or str(before) == str(after):
            deaf.append((claim, str(after)))
    assert not deaf


def test_megolm_is_run_for_what_is_said_about_rooms(answers, monkeypatch):
    monkeypatch.setattr(megolm.theft, "rows", lambda turns, keep_history: olm.theft.rows(turns))
    assert str(check_claim("element.olm")) != str(answers["element.olm"])


def test_cells_decide_where_the_numbers_would_bear_a_sentence_out(monkeypatch):
    world = World(turned={"Scenario.watched": 0.01})
    assert check_claim("anonymous.pro.minimal-information", world).holds
    OPEN(monkeypatch, "")
    assert not check_claim("anonymous.pro.minimal-information", world).holds
