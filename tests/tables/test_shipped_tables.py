"""The shipped tables themselves: the guide word for word, and what is true since."""

from __future__ import annotations

import pandas as pd
import pytest

from guidekit.tables import compare, guide_claims, load

GUIDE_FOUR = ["signal", "element", "briar", "session"]

# What the guide says of each messenger, statement for statement (facts.md, D6).
STATEMENTS = {
    "signal": {
        "net.topology": "centralized",
        "media.types": "messages; voice; video",
        "content.e2ee_1to1": "yes",
        "content.e2ee_group": "yes",
        "content.e2ee_calls_1to1": "yes",
        "content.e2ee_calls_group": "yes",
        "meta.server_sees": "recipient",
        "identity.required_identifier": "phone",
        "discovery.contact_list": "encrypted_pin",
        "identity.profile_visibility": "contacts_who_add_you",
        "transport.sender_anonymity": "partial",
        "audit.last_year": "2016",
        "open.spec_published": "yes",
    },
    "element": {
        "net.topology": "federated",
        "content.e2ee_1to1": "yes",
        "content.e2ee_files": "yes",
        "content.e2ee_calls_1to1": "yes",
        "content.e2ee_calls_group": "no",
        "content.unencrypted_fields": "profile_picture; reactions; nickname",
        "ux.must_trust_web_server": "yes",
        "content.forward_secrecy": "yes",
        "audit.last_year": "2016",
        "open.spec_published": "yes",
    },
    "briar": {
        "net.topology": "p2p",
        "transport.ip_hidden_from_peers": "yes",
        "avail.needs_internet": "no",
        "discovery.method": "link; qr_in_person",
        "discovery.requires_mutual_add": "yes",
        "content.forward_secrecy": "yes",
        "audit.count": "1",
        "open.spec_published": "yes",
    },
    "session": {
        "net.topology": "anonymous_overlay",
        "transport.hops": "3",
        "gov.network": "Oxen",
        "group.max_members": "100",
        "content.e2ee_group": "yes",
        "group.open_rooms_e2ee": "no",
        "content.forward_secrecy": "no",
        "content.fs_granularity": "none",
        "audit.last_year": "2020",
    },
}
# What its text says beyond that table.
BESIDES = {
    "signal": {
        "gov.operator": "Signal Messenger LLC",
        "ux.platforms": "mobile",
        "feature.voice_calls": "yes",
        "feature.video_calls": "yes",
        "content.e2ee_files": "yes",
        "identity.signup_without_phone": "no",
        "open.open_source": "yes",
    },
    "element": {
        "open.client_role": "reference client",
        "ux.platforms": "mobile; desktop; web",
        "media.types": "messages; files; voice; video; group_calls",
        "feature.voice_calls": "yes",
        "feature.video_calls": "yes",
        "feature.group_calls": "yes",
        "transport.calls_direct": "yes",
        "content.e2ee_group": "yes",
        "media.group_call_system": "Jitsi",
        "trust.group_call_authentication": "no",
        "open.open_source": "yes",
    },
    "briar": {
        "net.anonymity_layer": "onion_circuit",
        "net.mesh": "yes",
        "transport.links": "tor; wifi; bluetooth",
        "content.e2ee_1to1": "yes",
        "crypto.protocol": "Bramble Handshake and Transport",
        "open.open_source": "yes",
    },
    "session": {
        "net.anonymity_layer": "onion_requests_to_storage",
        "content.e2ee_1to1": "yes",
        "group.open_rooms_unlimited": "yes",
        "group.open_rooms_anyone": "yes",
        "group.open_room_name": "open rooms",
        "open.open_source": "yes",
        "open.spec_published": "yes",
    },
}


@pytest.mark.parametrize("messenger", GUIDE_FOUR)
def test_march_2022_is_the_guide_word_for_word(messenger):
    facts = load("facts", as_of="2022-03")
    guide = facts[
        (facts.messenger == messenger) & facts.source_ids.str.split().map(lambda ids: "S-guide" in ids)
    ]
    assert dict(zip(guide.attribute, guide.value, strict=True)) == STATEMENTS[messenger] | BESIDES[messenger]


def test_what_only_the_guide_says_does_not_outlive_it():
    facts = load("facts", as_of="all")
    guide = facts[facts.confidence == "guide"]
    assert len(guide) >= 8
    assert guide.valid_to.notna().all()
    assert not (load("facts").confidence == "guide").any()


def test_every_claim_is_there_once():
    claims = pd.DataFrame(guide_claims())  # a fork may state more of its own
    assert load("claims").id.is_unique
    assert claims.groupby("subject").size().to_dict() == {
        "guide": 4, "signal": 10, "element": 9, "briar": 7, "session": 7,
        "centralized": 9, "federated": 11, "p2p": 12, "anonymous": 12,
    }  # fmt: skip
    assert claims.id.iloc[[0, -1]].tolist() == ["guide.criterion-e2ee", "anonymous.con.features"]
    assert set(claims.lesson) <= set(range(14))  # a lesson holds each once: tests/claims/test_places.py


@pytest.mark.parametrize(
    ("claim", "today"),
    [
        ("signal.phone-number", "changed"),
        ("signal.sealed-sender", "misleading"),
        ("element.group-calls", "obsolete"),
        ("element.reference-client", "changed"),
        ("briar.local", "misleading"),
        ("session.three-nodes", "holds"),
        ("p2p.con.both-online", "incomplete"),
        ("anonymous.nodes-blind", "incomplete"),
    ],
)
def test_verdicts(claim, today):
    assert load("claims").set_index("id").today[claim] == today


def test_claims_about_messengers_point_at_facts():
    claims = load("claims")
    of_messengers = claims[claims.subject.isin(GUIDE_FOUR)]
    assert of_messengers.facts.notna().all()


def test_each_messenger_of_the_guide_is_well_described_today():
    count = load("facts").groupby("messenger").size()
    assert (count[GUIDE_FOUR] >= 35).all()
    assert 10 <= count["simplex"] < count[GUIDE_FOUR].min()


def test_simplex_came_after_the_guide():
    assert "simplex" not in set(load("facts", as_of="2022-03").messenger)
    listed = load("recommendations", as_of="2022-11-25")
    assert "simplex" in set(listed.messenger)
    assert "simplex" not in compare().index


@pytest.mark.parametrize(
    ("as_of", "listed"),
    [
        ("2022-03", set(GUIDE_FOUR)),
        ("2023", {*GUIDE_FOUR, "simplex"}),
        ("2025-05-10", {"signal", "briar", "session", "simplex"}),
        ("2025-05-16", {"signal", "briar", "simplex"}),
    ],
)
def test_who_was_recommended_when(as_of, listed):
    assert set(load("recommendations", as_of=as_of).messenger) == listed


def test_every_architecture_claim_stands_once():
    claims, points = pd.DataFrame(guide_claims()), load("architectures")
    of_networks = claims[claims.subject.isin(points.architecture.unique())]
    assert sorted(points.claim_id) == sorted(of_networks.id)
    assert points.groupby(["architecture", "polarity"]).size().unstack().loc["anonymous"].to_dict() == {
        "con": 5,
        "definition": 5,
        "pro": 2,
    }


def test_audit_counts_are_counted():
    audits, today = load("audits"), compare(None, [*GUIDE_FOUR, "simplex"], "audit")
    for messenger, rows in audits.groupby("target"):
        assert today.loc[messenger, "audit.count"] == str(len(rows))
        assert today.loc[messenger, "audit.last_year"] == str(rows.year.max())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tor.path_len", 3),
        ("tor.onion_path_relays", 6),
        ("tor.guard_lifetime_days", 120),
        ("tor.effective_guards_2018", 865),
        ("mx.megolm_rotation_messages", 100),
        ("ses.swarm", 7),
        ("dht.k_libp2p", 20),
        ("briar.key_period_hours", 24 + 30 / 3600),
        ("fediverse.top10_share", 0.443),
        ("sda.messages_to_link", 5),
    ],
)
def test_parameters(name, value):
    row = load("parameters").set_index("id").loc[name]
    assert row.value == pytest.approx(value, rel=1e-6)


def test_an_assumption_says_so_and_the_rest_has_a_source():
    parameters = load("parameters")
    sourced = parameters.source_ids.notna()
    assert (sourced == (parameters.confidence != "assumption")).all()
    assert len(parameters) > 150
