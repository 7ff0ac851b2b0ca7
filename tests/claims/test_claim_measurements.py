"""What recordings say of claims: each bears its sentence out, and an edited one turns the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from guidekit.claims import check_claim
from guidekit.recordings.reading import recording, recording_rows
from guidekit.tables.query import load
from recorders.tor.failure import BUILD_LIMIT, PATIENCE
from tests.frames import rows_of

Edit = Callable[[pd.DataFrame], pd.DataFrame]


def put(frame: pd.DataFrame, column: str, value: object, **where: object) -> pd.DataFrame:
    """Put a value into a column, in the rows where other columns have these values."""
    rows = pd.Series(True, index=frame.index)
    for name, wanted in where.items():
        rows &= frame[name] == wanted
    return frame.assign(**{column: frame[column].mask(rows, value)})


EDITS: list[tuple[str, str, str, Edit]] = [
    ("signal.sealed-sender", "signal", "sealed_sender", lambda f: f.assign(in_server_envelope=1)),
    ("signal.sealed-sender", "signal", "sealed_sender",
     lambda f: put(f, "in_server_envelope", 1, field="sender_certificate")),
    ("element.unencrypted-metadata", "matrix", "matrix_db_view",
     lambda f: put(f, "value_kind", "cipher", field="nickname", role="remote")),
    ("element.unencrypted-metadata", "matrix", "matrix_db_view", lambda f: f[f.field != "reaction"]),
    ("federated.con.metadata", "matrix", "matrix_db_view",
     lambda f: put(f, "value_kind", "clear", field="body")),
    ("federated.con.blocking", "matrix", "matrix_events",
     lambda f: put(f, "server1", 1, scenario="acl", sender="carol")),
    ("p2p.dht", "kademlia", "dht_lookup", lambda f: f.assign(rounds=f.n)),
    ("p2p.dht", "kademlia", "dht_lookup", lambda f: f.assign(rounds=2)),
    ("anonymous.onion", "tor", "tor_relay_view",
     lambda f: put(f, "next_hop", "the destination", relay="middle")),
    ("anonymous.onion", "tor", "tor_relay_view", lambda f: put(f, "prev_hop", "exit", relay="entry")),
    ("anonymous.onion", "tor", "tor_relay_view", lambda f: put(f, "relay", "extra", relay="exit")),
    ("anonymous.con.slow", "tor", "tor_hops", lambda f: put(f, "rtt_ms", 1.0, hops=6)),
    ("anonymous.con.slow", "tor", "tor_hops", lambda f: put(f, "rtt_ms", 1000.0, hops=0)),
    ("anonymous.con.reliability", "tor", "tor_failure", lambda f: f.assign(detected_s=0.1)),
]  # fmt: skip


def test_claims_that_ask_for_a_measurement_tell_one_that_bears_them_out(answers):
    claims = load("claims")
    asking = set(claims.id[claims.evidence.str.contains("measured")])
    telling = {claim: one for claim, one in answers.items() if " Recorded (" in one.how}
    assert asking <= set(telling) == {claim for claim, *_ in EDITS}
    for claim, one in telling.items():
        name = next(name for edited, _, name, _ in EDITS if edited == claim)
        assert re.search(rf" Recorded \({name}\.csv\): [^.].+\.$", one.how), one.how
        assert "the recording says otherwise" not in one.found


def test_a_recording_that_disagrees_turns_the_answer():
    for nth, (claim, room, name, edit) in enumerate(EDITS):

        def edited(asked: str, name: str = name, edit: Edit = edit) -> tuple[Any, ...]:
            return rows_of(edit(recording(asked))) if asked == name else recording_rows(asked)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"guidekit.recordings.{room}.recording_rows", edited)
            answer = check_claim(claim)
        assert not answer.holds, (nth, claim)
        assert "the recording says otherwise" in answer.found, (nth, claim)
        assert not (answer.flips_at and answer.flips_at.holds), (nth, claim)


def test_a_block_is_told_as_it_was_recorded(answers):
    """The others no longer hear the blocked server; it goes on hearing them (messages 1 and 2)."""
    rows = recording("matrix_events").query("scenario == 'acl'").set_index("sender")
    assert rows.loc["carol", ["server1", "server2"]].tolist() == [0, 0]
    assert rows.loc[["alice", "bob"], "server3"].tolist() == [1, 1]
    assert "that server still got what 2 of 2 others wrote" in answers["federated.con.blocking"].how
    why = load("claims").set_index("id").why["federated.con.blocking"]
    assert "no longer reaches" in why
    assert "still got what the others wrote" in why


def test_a_limit_of_the_recorder_is_no_measurement(answers):
    """The client gave a circuit up after the 60 s that the recorder told it to; no value may rest on that."""
    rows = recording("tor_failure").set_index("kind")
    assert BUILD_LIMIT == 60
    assert rows.detected_s["build through frozen"] == pytest.approx(BUILD_LIMIT, rel=0.02)
    one = answers["anonymous.con.reliability"]
    assert pd.isna(rows.detected_s["frozen"])
    assert one.value == rows.waited_s["frozen"] == PATIENCE == 15
    assert "did not notice within 15 s" in one.found
