"""Signal's library against the ratchet's model and the exposure of Sealed Sender; no tolerance: all exact."""

from __future__ import annotations

import pytest

from guidekit.exposure import exposure
from guidekit.models import Ratchet
from tests.measured.recorded import recording

tables = recording("signal")

PLAN = "AAAABBAAABBAABBAAAB"
KYBER_CIPHERTEXT = 1568  # bytes that ML-KEM-1024 adds to each first message


def opened(table, snapshot: int) -> list[int]:
    return table[(table.snapshot_after == snapshot) & (table.readable == 1)].message.tolist()


def predicted(protocol: str, snapshot: int) -> list[int]:
    """Ask the model, in which it is A whose keys are copied."""
    turned = PLAN.translate(str.maketrans("AB", "BA"))
    read = Ratchet(protocol=protocol, turns=turned).opened(snapshot + 1)  # the recording counts from 0
    return [message - 1 for message in read if PLAN[message - 1] == "A"]


def test_the_thief_reads_what_the_model_says(tables):
    table = tables("libsignal_exposure")
    assert set(table.sender) == {"A"}
    assert set(table.snapshot_after) == set(range(len(PLAN)))
    for snapshot in range(len(PLAN)):
        assert opened(table, snapshot) == predicted("signal", snapshot), snapshot


def test_nothing_of_the_past_is_read(tables):
    table = tables("libsignal_exposure")
    assert not table[table.message <= table.snapshot_after].readable.any()


def test_one_reply_does_not_heal_every_implementation(tables):
    table = tables("libsignal_exposure")
    assert predicted("olm", 7) == [8]
    assert opened(table, 7) == [8, 11, 12]  # Bob replied with 9 and 10, and the thief reads on
    more = [s for s in range(len(PLAN)) if set(opened(table, s)) > set(predicted("olm", s))]
    less = [s for s in range(len(PLAN)) if not set(opened(table, s)) >= set(predicted("olm", s))]
    assert more
    assert not less


def test_the_envelope_names_no_sender(tables):
    table = tables("sealed_sender").set_index("field")
    sender = [field for field in table.index if field.startswith("sender_")]
    assert len(sender) >= 4
    assert not table.in_server_envelope[sender].any()
    assert table.in_recipient_result[sender].all()
    levels = exposure("signal-sealed").set_index(["observer", "datum"]).level
    assert levels["signal-server", "sender"] == table.in_server_envelope[sender].max()
    assert levels["bob", "sender"] == table.in_recipient_result[sender].min()
    assert levels["signal-server", "content"] == table.in_server_envelope["message_text"]
    assert levels["bob", "content"] == table.in_recipient_result["message_text"]


def test_the_same_search_finds_the_sender_without_sealing(tables):
    table = tables("sealed_sender").set_index("field")
    assert table.in_unsealed_message["sender_identity_key"] == 1
    assert table.in_unsealed_message["message_text"] == 0
    levels = exposure("signal-unsealed").set_index(["observer", "datum"]).level
    assert levels["signal-server", "sender"] == 1


def test_the_envelope_has_nothing_but_the_known_parts(tables):
    table = tables("sealed_sender").set_index("field")
    seen = table[(table.in_server_envelope == 1) & ~table.index.str.startswith("whole_")]
    assert set(seen.index) == {"version", "ephemeral_key", "sealed_sender_key", "sealed_rest"}
    framing = table.bytes["whole_envelope"] - seen.bytes.sum()
    assert 0 < framing < 10  # tags and lengths


def test_first_messages_carry_a_key_exchange_against_quantum_computers(tables):
    table = tables("pqxdh_sizes")
    answered = table[table.sender == "B"].message.min()
    before = table[table.message < answered]
    assert (before.kind == "prekey").all()
    assert (before.bytes > KYBER_CIPHERTEXT).all()
    after = table[table.message >= answered]
    assert (after.kind == "ordinary").all()
    assert after.bytes.max() < before.bytes.min() / 5


@pytest.mark.parametrize("name", ["libsignal_exposure", "sealed_sender"])
def test_words_are_yes_or_no(tables, name):
    table = tables(name)
    flags = [c for c in table.columns if c.startswith("in_") or c == "readable"]
    assert flags
    assert table[flags].isin([0, 1]).all(axis=None)
