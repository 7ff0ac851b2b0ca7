"""Numbers read off recordings: each function against the rows it stands on, and on rows that are wrong."""

from __future__ import annotations

import pandas as pd
import pytest

from guidekit.recordings import matrix, tor
from guidekit.recordings.kademlia import BUCKETS, HashTable
from guidekit.recordings.matrix import SERVERS, SYSTEMS, event_copies, field_forms, server_count
from guidekit.recordings.reading import recording
from guidekit.recordings.signal import MARKS, visible_marks
from guidekit.recordings.tor import DELAYS, CircuitDelays, failure_times, relay_names
from tests.frames import rows_of


def test_the_form_of_a_field_is_that_of_every_server_of_its_role():
    rows = recording("matrix_db_view").query("encrypted_room == 1")
    forms = field_forms("Matrix")
    for row in rows.itertuples():
        assert forms[row.field][row.role] == row.value_kind
    assert set(forms) == set(rows.field)
    assert {name: server_count(name) for name in SYSTEMS} == {"Matrix": 3, "XMPP, open": 2, "XMPP, locked": 2}


@pytest.mark.parametrize(("fields", "kind"), [("sender", "cipher"), ("body, sender", "absent")])
def test_servers_of_one_role_that_differ_are_refused(monkeypatch, fields, kind):
    rows = recording("matrix_db_view")
    one = rows.server == "server3"
    if kind == "cipher":
        sender = rows[(rows.role == "remote") & (rows.field == "sender") & (rows.encrypted_room == 1)]
        one = rows.index == sender.index[0]
    edited = rows.assign(value_kind=rows.value_kind.mask(one, kind))
    monkeypatch.setattr(matrix, "recording_rows", lambda name: rows_of(edited))
    with pytest.raises(ValueError, match=f"servers of one role differ in {fields}"):
        field_forms("Matrix")


def test_copies_are_counted_over_the_messages_of_a_scenario():
    rows, copies = recording("matrix_events"), event_copies()
    for (scenario, sender), shares in copies.items():
        of = rows[(rows.scenario == scenario) & (rows.sender == sender)]
        assert [round(share * len(of)) for share in shares.values()] == list(of[list(SERVERS)].sum())


def test_marks_are_those_of_the_bytes_that_the_server_gets():
    rows = recording("sealed_sender").set_index("field")
    assert visible_marks("yes") == rows.in_server_envelope[list(MARKS)].to_dict()
    assert sum(visible_marks("no").values()) == 2


def test_a_relay_names_whatever_stands_in_any_of_its_rows(monkeypatch):
    rows = pd.DataFrame({"relay": ["a", "a", "b"], "prev_hop": ["x", "y", "a"], "next_hop": ["b", "b", "z"]})
    monkeypatch.setattr(tor, "recording_rows", lambda name: rows_of(rows))
    assert relay_names() == {"a": {"x", "y", "b"}, "b": {"a", "z"}}


def test_medians_are_over_the_trips_that_ended_well():
    rows = recording("tor_hops")
    for delay in DELAYS:
        medians = CircuitDelays(delay).medians()
        well = rows[(rows.delay_ms == int(delay)) & (rows.outcome == "ok")]
        for hops, times in medians.items():
            trips = well[well.hops == hops]
            built = trips[trips.rtt_ms.notna()].drop_duplicates("circuit").build_ms.median()
            assert times.rtt_ms == trips.rtt_ms.median()
            assert times.build_ms == (built if hops else None)
        assert list(medians) == [0, *CircuitDelays(delay).recorded()]


def test_failures_are_told_by_their_kind():
    rows = recording("tor_failure")
    known = rows[rows.detected_s.notna()]
    expected = dict.fromkeys(rows.kind) | dict(zip(known.kind, known.detected_s, strict=True))
    assert {kind: row.detected_s for kind, row in failure_times().items()} == expected


def test_lookups_leave_out_those_that_never_came_to_the_target():
    for bucket in BUCKETS:
        rows = recording("dht_lookup").query(f"k == {bucket}")
        table = HashTable(bucket)
        assert table.lost() == len(rows) - rows.found.sum()
        for n, row in table.lookups().items():
            assert row.rounds == rows[(rows.n == n) & (rows.found == 1)].rounds.mean()
