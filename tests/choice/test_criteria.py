"""Criteria: each cell comes from the facts, the engine or a model, and a lost source never helps."""

from __future__ import annotations

from copy import copy

import numpy as np
import pytest

from guidekit.choice import CRITERIA, PRESETS, findings, preset
from guidekit.choice.criteria import ask_all
from guidekit.choice.engine import private_journeys, private_way, yearly_link
from guidekit.choice.evidence import Facts
from guidekit.choice.ranking import bars, ranks, standings
from guidekit.choice.threat import ENOUGH
from guidekit.dates import day
from guidekit.exposure import exposure
from guidekit.models import NearbyPeople, Presence
from guidekit.scenario import PeerToPeer
from guidekit.tables.query import load
from guidekit.tables.rows import course_rows
from guidekit.tables.snapshot import DATES, MESSENGERS

TODAY = DATES[-1]


@pytest.mark.parametrize("date", DATES)
def test_every_cell_is_a_span_with_a_reason(date):
    for who in MESSENGERS:
        for name, found in findings(who, date).items():
            assert 0 <= found.low <= found.high <= 1 + 1e-12, (who, name)
            assert found.reason
            assert found.evidence
            assert "nan" not in found.reason
            assert found.open == bool(found.why_open), (who, name)


def fact(value, confidence="verified"):
    """Return a row of today that says so."""
    row = course_rows("facts")[0]
    return row._replace(value=value, as_of="2026-11", confidence=confidence, note="", summary="")


def changed(who, **values):
    """Answer for a messenger with some of its facts changed."""
    facts = copy(Facts(TODAY))
    cells = {(who, what.replace("__", ".")): fact(value) for what, value in values.items()}
    facts._rows = facts._rows | cells
    return ask_all(who, facts)


@pytest.mark.parametrize(
    ("values", "name", "span"),
    [
        ({"identity__required_identifier": "username"}, "number", (1, 1)),
        ({"content__e2ee_group": "partial"}, "content", (0.5, 0.5)),
        ({"message__disappearing": "no"}, "vanish", (0, 0)),
        ({"backup__history": "server_readable"}, "backup", (0, 0)),
        ({"identity__multi_device": "no", "device__linked_list": "no"}, "devices", (1, 1)),
        ({"device__app_lock": "no", "device__hide_notifications": "partial"}, "hands", None),
        ({"device__app_lock": "yes", "device__app_lock_secret": "either", "device__hide_notifications": "no",
          "device__emergency_wipe": "no", "device__hidden_chats": "no"}, "hands", (0, 1 / 6)),
        ({"device__app_lock": "yes", "device__app_lock_secret": "phone_lock",
          "device__hide_notifications": "no", "device__emergency_wipe": "no", "device__hidden_chats": "no"},
         "hands", (0, 0)),
        ({"meta__retained": "events; ip", "meta__handed_over": "IP address"}, "kept", (0.5, 0.5)),
        ({"meta__handed_over": "nothing to ask for"}, "kept", (1, 1)),
        ({"block__ways": "other_server"}, "blocked", (0.5, 0.5)),
        ({"block__visible_use": "no"}, "unseen", (1, 1)),
        ({"avail__needs_internet": "no", "net__mesh": "no"}, "nearby", (NearbyPeople().chance(),) * 2),
        ({"avail__needs_internet": "no", "net__mesh": "yes"}, "nearby",
         (NearbyPeople(relay="epidemic").chance(),) * 2),
        ({"avail__offline_delivery": "none"}, "waiting", (Presence().delivered_within(24),) * 2),
        ({"feature__voice_calls": "no"}, "calls", (0, 0)),
        ({"group__max_members": "25"}, "group", (0.5, 0.5)),
        ({"group__max_members": "not_applicable"}, "group", (1, 1)),
        ({"ux__platforms": "ios", "discovery__method": "link"}, "easy", (0.5, 0.5)),
        ({"avail__no_single_operator": "yes", "net__topology": "centralized"}, "stop", (0, 0)),
        ({"open__open_source": "no"}, "checked", (0, 0)),
        ({"group__open_rooms_anyone": "partial"}, "rooms", (0.5, 0.5)),
        ({"transport__ip_hidden_from_peers": "yes", "transport__ip_hidden_from_servers": "not_applicable"},
         "address", (1, 1)),
        ({"identity__recovery": "none", "backup__history": "none"}, "recovery", (0, 0)),
    ],
)  # fmt: skip
def test_findings_follow_the_facts(values, name, span):
    found = changed("signal", **values)[name]
    if span is None:
        assert found.high < findings("signal", TODAY)[name].high
    else:
        assert (found.low, found.high) == pytest.approx(span)


@pytest.mark.parametrize("users", ["0", "1000", "8000000000", "unknown"])
@pytest.mark.parametrize("confidence", ["verified", "claimed", "disputed"])
def test_no_count_of_users_in_the_world_says_whether_your_people_have_it(users, confidence):
    facts = copy(Facts(TODAY))
    count = {("signal", "usage.monthly_users"): fact(users, confidence)}
    facts._rows = facts._rows | count
    before, after = (ask_all("signal", one) for one in (Facts(TODAY), facts))
    assert after["people"].unknown
    assert after["people"].why_open == "only you can tell"
    assert all(after[name] == before[name] for name in CRITERIA if name != "people")


def test_stolen_keys_are_those_that_apps_keep():
    # One message an hour, keys of 24 h 30 s: message 100 is in the period of 97 to 100 (four messages), and
    # of the 24 in the period before B wrote half.
    assert findings("briar", TODAY)["keys"].high == pytest.approx(1 - (4 + 12) / 101)
    assert findings("element", TODAY)["keys"].high == 0  # apps keep the first key of each session
    assert "101 of 101" in findings("element", TODAY)["keys"].reason
    assert findings("session", TODAY)["keys"].high == 0


def test_one_source_less_never_raises_what_is_known_nor_a_rank():
    """Take away every single fact of today, one after the other: nobody gains by it, whoever asks."""
    facts = Facts(TODAY)
    before = {who: ask_all(who, facts) for who in MESSENGERS}
    models = [preset(name) for name in PRESETS]
    table = np.array([[(one.low, one.high) for one in before[who].values()] for who in MESSENGERS])
    asked = [
        (np.array([name in model.musts() for name in CRITERIA]), np.array(list(model.weights().values())))
        for model in models
    ]

    def ranks_of(spans):
        return [ranks(bars(spans, w)[0], standings(spans, musts, ENOUGH)) for musts, w in asked]

    first = ranks_of(table.transpose(2, 0, 1))
    asks = {piece.name for row in before.values() for one in row.values() for piece in one.evidence}
    dropped = 0
    for who, attribute in list(facts._rows):
        if attribute not in asks | {"net.mesh", "identity.multi_device"}:
            continue
        less = copy(facts)
        less._rows = {cell: row for cell, row in facts._rows.items() if cell != (who, attribute)}
        after = ask_all(who, less)
        for name, found in after.items():
            assert found.low <= before[who][name].low + 1e-12, (who, attribute, name)
        at = MESSENGERS.index(who)
        changed_table = table.copy()
        changed_table[at] = [(one.low, one.high) for one in after.values()]
        for was, now in zip(first, ranks_of(changed_table.transpose(2, 0, 1)), strict=True):
            assert now[at] == 0 or 1 <= was[at] <= now[at], (who, attribute)
        dropped += 1
    assert dropped > 300


def test_every_text_on_what_was_handed_over_names_its_kind():
    """Only such texts leave it open as say that nobody knows, or that nobody asked."""
    rows = load("facts", TODAY)
    texts = rows[(rows.attribute == "meta.handed_over") & (rows.value != "unknown")].value
    little = {"meta__retained": "account_creation_date"}
    silent = [text for text in texts if changed("signal", **little, meta__handed_over=text)["kept"].unknown]
    half = [text for text in texts if changed("signal", **little, meta__handed_over=text)["kept"].low == 0.5]
    assert len(texts) > 9
    assert all(text.startswith(("each server for itself", "nothing asked")) for text in silent), silent
    assert all("IP" in text or "number" in text or "e-mail" in text for text in half), half


@pytest.mark.parametrize("hostile", [0.0, 0.1, 0.3])
def test_every_messenger_is_judged_by_one_rule_of_adversaries(hostile):
    """Each machine of strangers is hostile with one chance: the operator's server as much as a relay."""
    together = {  # worked out by hand from who alone, or who with whom, ties the two ends
        "signal": hostile,
        "element": 1 - (1 - hostile) ** 2,
        "briar": hostile**2,
        "session": hostile * (1 - (1 - hostile) ** 7),
        "whatsapp": hostile,  # as any messenger with one operator
        "deltachat": 1 - (1 - hostile) ** 2,  # as any with one operator on each side
    }
    shapes = load("facts", TODAY).set_index(["attribute", "messenger"]).value["net.topology"]
    for who, learned in together.items():
        way = private_way(who, shapes[who], hostile)
        assert way.link == pytest.approx(learned), who
        found = findings(who, TODAY, hostile)["link"]
        layer = load("facts", TODAY).set_index(["attribute", "messenger"]).value["net.anonymity_layer"][who]
        year = yearly_link(shapes[who], layer, hostile)
        most = 1 - (way.link + way.names + (year or 0.0)) / 3
        if "who wrote to whom" in found.reason:
            assert (who, found.high) == ("whatsapp", 0.5)
            assert found.low <= 0.5
        else:
            assert found.high == pytest.approx(most), who


def test_sealed_sender_and_what_is_kept_move_the_result():
    seen = {
        way: exposure(way, [], adversary=0.1, correlate=True).set_index("datum").level
        for way in ("signal-sealed", "signal-unsealed")
    }
    names = {way: min(level["sender"], level["recipient"]) for way, level in seen.items()}
    assert names["signal-sealed"] == 0 < names["signal-unsealed"]
    assert findings("signal", TODAY)["link"].high == pytest.approx(1 - (0.0 + 0.1 + 0.1) / 3)
    more = "; ".join(["events", "room_members", "ip", "user_id"])
    assert changed("signal", meta__retained=more)["kept"].high < findings("signal", TODAY)["kept"].high
    assert changed("signal", meta__retained=more)["link"] == findings("signal", TODAY)["link"]


def test_a_kept_first_relay_moves_the_result():
    """A year with new relays each time is worse than one with relays that are kept, as in lesson 08."""
    ways = [PeerToPeer(relays="yes", guards=guards).value("link.year") for guards in (0, 1)]
    assert ways[0] > ways[1] == yearly_link("p2p", "onion_circuit", 0.1)
    found = findings("briar", TODAY)["link"]
    once = private_way("briar", "p2p", 0.1)
    assert found.high == pytest.approx(1 - (once.names + once.link + ways[1]) / 3)
    assert yearly_link("hybrid", "none", 0.1) is None


def test_the_journey_of_a_private_message_is_the_newest_way_of_its_messenger():
    found = {who: journey.id for who, journey in private_journeys().items()}
    assert found.items() >= {
        ("signal", "signal-sealed"), ("element", "matrix-private"), ("briar", "briar-tor"),
        ("session", "session-direct"), ("simplex", "simplex"),
    }  # fmt: skip


def test_a_fact_of_its_time_counts():
    assert findings("element", "2022-03")["waiting"].high >= findings("element", TODAY)["waiting"].low
    assert findings("briar", "2022-03")["waiting"].high < findings("briar", TODAY)["waiting"].high


def test_where_open_rooms_are_asked_for_they_have_to_be_encrypted():
    rows = load("facts", TODAY)
    said = rows[rows.attribute == "group.open_rooms_e2ee"].set_index("messenger").value
    for who in MESSENGERS:
        closed, opened = (findings(who, TODAY, rooms=asked)["content"] for asked in (False, True))
        if said.get(who) == "no":
            assert opened.low == 0, who
            assert opened.high <= 0.5, who  # an old no leaves a half, which meets no must
        elif who not in said:
            assert (opened.low, opened.high) == (0, closed.high), who
        assert "rooms that anyone can join" in opened.reason
        assert "rooms that anyone can join" not in closed.reason
    group = preset("A group that anyone can join")
    assert group.findings("session")["content"].high == 0
    assert group.but(rooms="left out").findings("session")["content"] == findings("session", TODAY)["content"]


def test_messages_that_vanish_in_private_chats_only_are_half_for_a_group():
    assert findings("briar", TODAY, members=2)["vanish"].low == 1
    assert findings("briar", TODAY, members=50)["vanish"].high == 0.5
    assert findings("signal", TODAY, members=2)["vanish"] == findings("signal", TODAY, members=50)["vanish"]


def test_a_real_name_is_no_better_than_a_number():
    found = findings("messenger", TODAY)["number"]
    assert found.high == 0
    assert "real name" in found.reason
    assert findings("wire", TODAY)["number"].low == 1  # an e-mail address tells no name


def test_a_record_of_who_wrote_to_whom_and_an_unknown_layer_keep_it_open():
    told = "name; who wrote to whom"
    before, found = findings("signal", TODAY)["link"], changed("signal", meta__handed_over=told)["link"]
    assert (found.low, found.high) == pytest.approx((before.low / 2, 0.5))
    assert "handed over who wrote to whom" in found.reason
    # Of the three parts the year is open where no source says what hides the address.
    after = changed("signal", net__anonymity_layer="unknown")["link"]
    year = yearly_link("centralized", "none", 0.1)
    assert after.high == pytest.approx(before.high + year / 3)
    assert after.high - after.low >= 1 / 3


def test_what_nobody_knew_yet_is_unknown():
    """A journey whose sources are younger than the day asked about says nothing of that day."""
    way = private_way("session", "", 0.1)
    for date in DATES:
        known = way.source(Facts(date)).known
        assert known == (day(way.journey.as_of) <= day(date)), date
    assert {way.source(Facts(date)).known for date in DATES} == {True, False}
