"""What three homeservers store against the exposure of the same journeys; no tolerance: yes or no."""

from __future__ import annotations

import pytest

from guidekit.exposure import exposure
from tests.measured.recorded import recording

tables = recording("matrix")

OBSERVER = {"home": "alice-server", "remote": "bob-server"}
SAME = {  # a datum of the exposure room, and the field of the recording
    "matrix-private": {
        "content": "body",
        "sender": "sender",
        "room": "room",
        "members": "members",
        "time": "time",
        "sender_address": "address",
    },
    "matrix-reaction": {"reaction": "reaction", "room": "room", "members": "members"},
    "matrix-profile": {"profile": "nickname"},
}


def encrypted(tables):
    table = tables("matrix_db_view")
    return table[table.encrypted_room == 1]


def test_there_are_three_servers_with_one_at_home(tables):
    table = encrypted(tables)
    assert table.groupby("role").server.nunique().to_dict() == {"home": 1, "remote": 2}
    assert not table.duplicated(["server", "field"]).any()


@pytest.mark.parametrize("journey", SAME)
def test_each_server_holds_in_clear_what_the_exposure_says_it_learns(tables, journey):
    levels = exposure(journey).set_index(["observer", "datum"]).level
    for row in encrypted(tables).itertuples():
        for datum, field in SAME[journey].items():
            if row.field == field:
                clear = float(row.value_kind == "clear")
                assert levels[OBSERVER[row.role], datum] == clear, (row.server, datum)


def test_the_body_is_there_but_sealed(tables):
    table = encrypted(tables)
    assert (table[table.field == "body"].value_kind == "cipher").all()
    plain = tables("matrix_db_view").query("encrypted_room == 0 and field == 'body'")
    assert (plain.value_kind == "clear").all()


@pytest.mark.parametrize(
    "field",
    [
        "topic",
        "room_name",
        "nickname",
        "reaction",
        "receipt",
        "presence",
        "session_id",
        "sender_device",
        "order",
    ],
)
def test_more_is_clear_on_every_server_than_the_guide_says(tables, field):
    found = encrypted(tables).query("field == @field")
    assert len(found) == 3
    assert (found.value_kind == "clear").all()


@pytest.mark.parametrize("field", ["address", "user_agent", "device_name"])
def test_the_device_is_known_at_home_only(tables, field):
    found = encrypted(tables).query("field == @field").set_index("role").value_kind
    assert found["home"] == "clear"
    assert (found["remote"] == "absent").all()


def events(tables, scenario: str):
    table = tables("matrix_events")
    return table[table.scenario == scenario].set_index("sender")[["server1", "server2", "server3"]]


def test_two_servers_talk_on_while_the_third_is_away(tables):
    assert (events(tables, "offline").values == [1, 1, 0]).all()
    assert (events(tables, "back").values == [1, 1, 1]).all()
    assert len(events(tables, "back")) == len(events(tables, "offline")) > 1


def test_deleted_text_stays_in_every_database(tables):
    assert (events(tables, "redact").values == [1, 1, 1]).all()


def test_a_ban_stops_what_a_server_says_not_what_it_reads(tables):
    found = events(tables, "acl")
    assert found.loc["carol"].tolist() == [0, 0, 1]
    assert found.loc["alice"].tolist() == [1, 1, 1]
    assert found.loc["bob"].tolist() == [1, 1, 1]
