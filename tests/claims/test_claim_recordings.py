"""Recordings: each reader on what it must accept and what it must refuse."""

from __future__ import annotations

import pandas as pd
import pytest

from guidekit.claims import check_claim
from guidekit.recordings import bearing as recordings
from guidekit.recordings.bearing import READERS, failures, neighbours, round_trips, sealed_sender
from guidekit.recordings.reading import recording
from guidekit.tables.query import load


def relays(**names: tuple[str, str]) -> pd.DataFrame:
    rows = [(relay, before, after) for relay, (before, after) in names.items()]
    return pd.DataFrame(rows, columns=["relay", "prev_hop", "next_hop"])


def trips(**medians: float) -> pd.DataFrame:
    rows = [(20, int(hops[1:]), "ok", rtt) for hops, rtt in medians.items()]
    return pd.DataFrame(rows, columns=["delay_ms", "hops", "outcome", "rtt_ms"])


def test_claims_that_ask_for_a_measurement_have_a_reader():
    claims = load("claims")
    asked = set(claims.id[claims.evidence.str.contains("measured")])
    assert asked <= set(READERS)


@pytest.mark.parametrize("claim", READERS)
def test_a_recording_that_is_there_bears_the_claim_out(claim):
    name, reader = READERS[claim]
    agrees, told = reader(recording(name))
    assert agrees
    assert check_claim(claim).how.endswith(f"Recorded ({name}.csv): {told}.")


def test_a_recording_that_disagrees_turns_the_answer(monkeypatch):
    edited = recording("matrix_events").assign(server1=1)
    monkeypatch.setattr(recordings, "recording", lambda name: edited)
    answer = check_claim("federated.con.blocking")
    assert not answer.holds
    assert "the recording says otherwise" in str(answer)
    assert answer.flips_at.holds is False


def test_relays_that_know_their_neighbours_only():
    own = {"entry": ("a client without a name", "middle"), "exit": ("middle", "the destination")}
    assert neighbours(relays(**own, middle=("entry", "exit")))[0]
    assert not neighbours(relays(**own, middle=("entry", "the destination"), extra=("entry", "exit")))[0]
    assert not neighbours(relays(middle=("a client without a name", "the destination")))[0]


def test_round_trips_that_grow_and_that_do_not():
    agrees, told = round_trips(trips(h0=1, h3=160, h6=350))
    assert agrees
    assert "160 ms" in told
    assert not round_trips(trips(h0=1, h3=160, h6=150))[0]


def test_a_silent_relay_that_is_noticed_late_and_at_once():
    frame = pd.DataFrame({"kind": ["build through frozen"], "detected_s": [60.9]})
    assert failures(frame)[0]
    assert not failures(frame.assign(detected_s=0.1))[0]


def test_an_envelope_that_names_the_sender_is_noticed():
    frame = recording("sealed_sender")
    assert sealed_sender(frame)[0]
    assert not sealed_sender(frame.assign(in_server_envelope=1))[0]
