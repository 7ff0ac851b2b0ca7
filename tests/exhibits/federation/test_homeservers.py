"""The tables of recorded homeservers count where model and recording agree, and a difference shows."""

from __future__ import annotations

from guidekit.exhibits.federation import homeservers
from guidekit.models import Deletion
from guidekit.recordings import Archives, matrix
from guidekit.recordings.matrix import SYSTEMS
from guidekit.recordings.reading import recording
from tests.exhibits.everywhere import written


def test_matrix_agrees_where_our_table_has_a_row_and_holds_more():
    said, html = written(homeservers.archives, Archives())
    assert "agrees in 16 of 16 cells" in said
    rows = recording("matrix_db_view").query("encrypted_room == 1 and value_kind == 'clear'")
    everywhere = set(rows.field[rows.groupby("field").server.transform("nunique") == 3])
    unnamed = everywhere - set(SYSTEMS["Matrix"].data)
    assert f"no row for {len(unnamed)} things" in said
    assert {"topic", "room_name", "receipt", "presence", "session_id"} < unnamed
    for field in unnamed:
        assert homeservers.FIELDS.get(field, field) in said
    assert html.count("✘ not in our table") == len(unnamed) + 2  # program and device name, at home only


def test_xmpp_learns_an_address_and_does_not_keep_it():
    said, html = written(homeservers.archives, Archives("XMPP, open"))
    assert "agrees in 11 of 12 cells" in said
    assert html.count("learned, not kept") == 1
    said, html = written(homeservers.archives, Archives("XMPP, locked"))
    assert "agrees in 8 of 8 cells" in said
    assert "locked</td>" in html


def test_a_deletion_and_a_ban_do_less_than_the_models_say():
    said, html = written(homeservers.events, Deletion())
    assert "in 3 of 5 cases" in said
    assert "lay in 3 databases. The model, with 90 % who obey, leaves 0.3." in said
    assert html.count("they differ") == 2
    nobody_deletes, html = written(homeservers.events, Deletion(honoured=0.0))
    assert "in 4 of 5 cases" in nobody_deletes


def test_servers_that_did_as_the_models_say_would_agree(edited):
    def obeying(rows):
        cut = (rows.scenario == "acl") & (rows.sender != "carol")
        rows.loc[cut, "server3"] = 0
        rows.loc[rows.scenario == "redact", ["server1", "server2", "server3"]] = 0
        return rows

    edited(matrix, "matrix_events", obeying)
    assert "in 5 of 5 cases" in written(homeservers.events, Deletion(honoured=1.0))[0]
