"""The tables as a lesson reads them: snapshots, comparisons, changes and where a value comes from."""

from __future__ import annotations

import datetime
import doctest
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit import dates, names
from guidekit.dates import day
from guidekit.tables import TABLES, TableError, changes, compare, load, provenance, schemas
from guidekit.tables import checks as vocabulary
from guidekit.tables import query as tables
from guidekit.tables.query import Provenance

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


@pytest.mark.parametrize("module", [tables, dates, names, vocabulary, schemas], ids=lambda m: m.__name__)
def test_docstrings_tell_the_truth(module):
    assert doctest.testmod(module).failed == 0


# --- what is in the tables ---------------------------------------------------------------------


@pytest.mark.parametrize("messenger", GUIDE_FOUR)
def test_march_2022_is_the_guide_word_for_word(messenger):
    facts = load("facts", as_of="2022-03")
    said = facts[
        (facts.messenger == messenger) & facts.source_ids.str.split().map(lambda ids: "S-guide" in ids)
    ]
    assert dict(zip(said.attribute, said.value, strict=True)) == STATEMENTS[messenger] | BESIDES[messenger]


def test_what_only_the_guide_says_does_not_outlive_it():
    facts = load("facts", as_of="all")
    guide = facts[facts.confidence == "guide"]
    assert len(guide) >= 8
    assert guide.valid_to.notna().all()
    assert not (load("facts").confidence == "guide").any()


def test_every_claim_is_there_once():
    claims = load("claims")
    assert claims.id.is_unique
    assert claims.groupby("subject").size().to_dict() == {
        "guide": 4, "signal": 10, "element": 9, "briar": 7, "session": 7,
        "centralized": 9, "federated": 11, "p2p": 12, "anonymous": 12,
    }  # fmt: skip
    assert claims.id.iloc[[0, -1]].tolist() == ["guide.criterion-e2ee", "anonymous.con.features"]
    assert set(claims.lesson) == {1, 2, 3, 4, 5, 6, 7, 9}


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


def test_claims_about_messengers_point_at_facts_that_hold_today_or_did():
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
    assert "simplex" not in compare("2026-11").index


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
    claims, points = load("claims"), load("architectures")
    of_networks = claims[claims.subject.isin(points.architecture.unique())]
    assert sorted(points.claim_id) == sorted(of_networks.id)
    assert points.groupby(["architecture", "polarity"]).size().unstack().loc["anonymous"].to_dict() == {
        "con": 5,
        "definition": 5,
        "pro": 2,
    }


def test_audit_counts_are_counted():
    audits, today = load("audits"), compare("2026-11", [*GUIDE_FOUR, "simplex"], "audit")
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


def test_lessons_need_only_earlier_ones():
    lessons = load("lessons")
    assert lessons.id.tolist() == [f"{n:02d}" for n in range(11)]
    assert lessons.minutes.between(10, 75).all()  # 07 says where to take a break
    for row in lessons.dropna(subset="needs").itertuples():
        assert all(need < row.id for need in row.needs.split())
    assert {"00", "02", "07"} <= set(lessons.id[lessons.ready == "yes"])


# --- load ---------------------------------------------------------------------------------------


def test_load_gives_numbers_strings_and_na():
    parameters = load("parameters")
    assert pd.api.types.is_numeric_dtype(parameters.value)
    assert parameters.low.isna().any()
    facts = load("facts", "all")
    assert facts.valid_to.isna().any()
    assert not (facts == "").any(axis=None)


def test_what_a_reader_changes_stays_with_the_reader():
    mine = load("facts")
    mine["value"] = "spoiled"
    assert "spoiled" not in set(load("facts").value)


def test_no_date_means_today():
    today = load("facts", datetime.date.today().isoformat())
    pd.testing.assert_frame_equal(load("facts"), today)
    assert len(load("facts", "all")) > len(today)


def test_tables_without_history_take_a_date_but_not_nonsense():
    assert len(load("claims", as_of="1999")) == 81
    with pytest.raises(ValueError, match=r"'last year' is not a date; allowed: YYYY, YYYY-MM"):
        load("claims", as_of="last year")


@pytest.mark.parametrize("text", ["2022-13", "2022-02-30", "22-03", "2022-3", "٢٠٢٢", "", "2022-03-01T00"])
def test_day_refuses_what_is_no_date(text):
    with pytest.raises(ValueError, match="is not a date; allowed: YYYY"):
        day(text)


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(
        ValueError, match="there is no table 'weather'; allowed: sources, messengers"
    ) as error:
        load("weather")
    assert all(name in str(error.value) for name in TABLES)


def test_shipped_tables_come_without_pandera():
    code = (
        "import sys, guidekit as gk; gk.load('facts'); gk.compare(); gk.changes('2022');"
        "gk.provenance('signal', 'net.topology'); print('pandera' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_on_any_day_a_cell_has_one_value_and_both_views_agree(moment):
    as_of = moment.isoformat()
    facts = load("facts", as_of)
    assert not facts.duplicated(["messenger", "attribute"]).any()
    everyone = list(load("messengers").id)
    wide = compare(as_of, everyone)
    cells = {
        (who, what): value
        for who, row in wide.iterrows()
        for what, value in row.items()
        if value != "unknown"
    }
    assert cells == {(f.messenger, f.attribute): f.value for f in facts.itertuples() if f.value != "unknown"}


# --- compare ------------------------------------------------------------------------------------


def test_compare_is_the_four_of_the_guide_by_all_attributes():
    table = compare("2022-03")
    assert list(table.index) == GUIDE_FOUR
    assert list(table.columns) == list(load("attributes").id)
    assert table.loc["signal", "content.deniability"] == "unknown"
    assert table.loc["briar", "transport.ip_hidden_from_servers"] == "not_applicable"
    assert table.loc["session", "content.forward_secrecy"] == "no"


def test_compare_takes_groups_ids_and_an_order():
    table = compare("2022-03", ["session", "simplex"], ["trust", "net.topology", "trust.key_change_alert"])
    assert list(table.index) == ["session", "simplex"]
    assert table.columns[-1] == "net.topology"
    assert table.columns.is_unique
    assert (table.loc["simplex"] == "unknown").all()


def test_compare_names_what_it_does_not_know():
    with pytest.raises(ValueError, match="no messenger 'signl'; allowed: signal"):
        compare(messengers=["signl"])
    with pytest.raises(
        ValueError, match=r"no attribute or group 'content\.foward_secrecy'; allowed: content\.forw"
    ):
        compare(attributes=["content.foward_secrecy"])
    with pytest.raises(ValueError, match="no attribute or group 'contents'; allowed: content"):
        compare(attributes="contents")


# --- changes ------------------------------------------------------------------------------------


def test_changes_are_the_cells_that_differ():
    before, after = compare("2022-03"), compare("2026-11")
    moved = changes("2022-03", "2026-11")
    moved = moved[moved.messenger.isin(before.index)]  # compare shows the guide's four
    differ = {
        (who, what)
        for who in before.index
        for what in before
        if before.loc[who, what] != after.loc[who, what]
    }
    assert set(zip(moved.messenger, moved.attribute, strict=True)) == differ
    for row in moved.itertuples():
        assert before.loc[row.messenger, row.attribute] == row.before
        assert after.loc[row.messenger, row.attribute] == row.after
        assert day("2022-03") < day(row.changed_on) <= day("2026-11")
    assert moved.changed_on.is_monotonic_increasing


def test_changes_tell_when_and_why():
    moved = changes("2022-03", "2026-11").set_index(["messenger", "attribute"])
    calls = moved.loc[("element", "content.e2ee_calls_group")]
    assert (calls.before, calls.after, calls.changed_on) == ("no", "yes", "2024-10-29")
    assert "MatrixRTC" in calls.summary
    assert "S-mx20" in calls.source_ids
    assert moved.loc[("element", "identity.required_identifier")].before == "unknown"
    assert ("session", "content.forward_secrecy") not in moved.index


def test_a_value_that_ends_becomes_unknown(monkeypatch):
    frame = load("facts", "all").head(1).assign(valid_from="2020", valid_to="2021", value="centralized")
    stub = lambda name, as_of=None: frame[[day("2020") <= day(as_of) < day("2021")]]  # noqa: E731
    monkeypatch.setattr(tables, "load", stub)
    row = changes("2020-06", "2022").iloc[0]
    assert (row.before, row.after, row.changed_on) == ("centralized", "unknown", "2021")


def test_nothing_changes_within_a_day_and_time_runs_forward():
    assert changes("2024-05-01", "2024-05-01").empty
    with pytest.raises(
        ValueError, match=r"until = '2021' lies before since = '2022-03'; allowed: 2022-03 or later"
    ):
        changes("2022-03", "2021")


# --- provenance ---------------------------------------------------------------------------------


def test_provenance_says_it_all_in_words():
    cell = provenance("element", "ux.must_trust_web_server", as_of="2026-11-23")
    assert (cell.value, cell.date, cell.confidence) == ("yes", "2022-09", "verified")
    assert cell.age_days == (datetime.date(2026, 11, 23) - datetime.date(2022, 9, 1)).days
    text = str(cell)
    assert "2022-09 (4.2 years old, check again)" in text
    assert "https://github.com/privacyguides/privacyguides.org" in text
    assert cell.definition in text
    assert set(cell.sources.id) == {"S-guide", "S-pg-git"}
    assert repr(cell) == repr(provenance("element", "ux.must_trust_web_server", as_of="2026-11-23"))


def test_provenance_shows_no_age_when_fresh_and_none_below_zero():
    fresh = provenance("element", "net.nodes", as_of="2026-11-23")
    assert fresh.age == ""
    assert "old" not in str(fresh)
    assert provenance("briar", "open.spec_published", as_of="2022-03").age_days == 0


def test_provenance_keeps_the_history():
    cell = provenance("signal", "identity.identifier_shown_to_contacts", as_of="2022-03")
    assert cell.value == "phone"
    assert cell.history.value.tolist() == ["phone", "none"]
    assert "2024-02 to now: none" in str(cell)


def test_provenance_in_a_notebook_links_and_escapes():
    html = provenance("signal", "net.topology", as_of="2026-11-23")._repr_html_()
    assert '<a href="https://www.privacyguides.org/real-time-communication/">' in html
    sources = pd.DataFrame([{"title": "<b>&", "publisher": '"x"', "url": 'https://a.b/?c="d"&e'}])
    history = pd.DataFrame([{"value": "<i>", "valid_from": "2020", "valid_to": pd.NA}])
    cell = Provenance("a", "b.c", "<script>", "1 < 2", "means", "2020", 400, "verified", sources, history)
    html = cell._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'href="https://a.b/?c=&quot;d&quot;&amp;e"' in html
    assert "&lt;i&gt;" in html


def test_provenance_of_nothing_is_said_clearly():
    with pytest.raises(ValueError, match="no source here speaks about signal, perf"):
        provenance("signal", "perf.message_latency_s")
    with pytest.raises(ValueError, match="facts start on: 2024-10-29"):
        provenance("element", "open.next_major_version", as_of="2022-03")
    with pytest.raises(ValueError, match="no messenger 'sesion'; allowed: session"):
        provenance("sesion", "net.topology")
    with pytest.raises(ValueError, match=r"no attribute 'net\.topologie'; allowed: net\.topology"):
        provenance("signal", "net.topologie")


def test_table_error_is_a_value_error():
    assert issubclass(TableError, ValueError)
