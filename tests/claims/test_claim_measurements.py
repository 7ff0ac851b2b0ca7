"""What recordings say of claims: each bears its sentence out, and an edited one turns the answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from guidekit.claims import check_claim
from guidekit.recordings.reading import recording
from guidekit.tables.query import load

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

        def edited(asked: str, name: str = name, edit: Edit = edit) -> pd.DataFrame:
            return edit(recording(asked)) if asked == name else recording(asked)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"guidekit.recordings.{room}.recording", edited)
            answer = check_claim(claim)
        assert not answer.holds, (nth, claim)
        assert "the recording says otherwise" in answer.found, (nth, claim)
        assert not (answer.flips_at and answer.flips_at.holds), (nth, claim)
