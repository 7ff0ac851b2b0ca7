"""The sealed envelope: who reads which field, and what the server's key opens."""

from __future__ import annotations

from datetime import date

import pytest

from guidekit.protocols import sealed
from guidekit.protocols.envelope import Person, Server, deliver, post, read_envelope

TODAY = date(2026, 11, 23)


@pytest.fixture
def mail():
    alice, bob, server = Person("alice"), Person("bob"), Server()
    packet = post("noon", alice, bob, server, server.certificate(alice, TODAY))
    return alice, bob, server, packet


def test_the_server_opens_exactly_recipient_and_size():
    frame = sealed.fields().set_index("field")
    assert set(frame.index[frame.server]) == {"recipient", "size"}


def test_the_recipient_reads_everything_and_a_stranger_nothing():
    frame = sealed.fields()
    assert frame.recipient.all()
    assert not frame.stranger.any()
    assert {"sender", "sender key", "certificate expires", "text"} < set(frame.field)


def test_the_delivery_layer_holds_what_it_says(mail):
    _, bob, server, packet = mail
    seen, envelope = deliver(packet, server.box)
    assert seen == {"recipient": "bob", "size": len(envelope)}
    found = read_envelope(envelope, bob, server.signing.verify_key, TODAY)
    assert (found["sender"], found["text"]) == ("alice", "noon")


def test_neither_packet_nor_envelope_shows_sender_or_text(mail):
    alice, _, server, packet = mail
    _, envelope = deliver(packet, server.box)
    for secret in (b"alice", b"noon", alice.identity.encode()):
        assert secret not in packet
        assert secret not in envelope
    assert b"bob" not in packet  # nor does the line see the recipient


def test_the_size_grows_with_the_text_and_not_with_the_run():
    server, alice = Server(), Person("alice")

    def size(text):
        packet = post(text, alice, Person("bob"), server, server.certificate(alice, TODAY))
        return deliver(packet, server.box)[0]["size"]

    assert size("noon") == size("noon") < size("noon" * 50)


def test_a_certificate_lasts_until_the_end_of_its_day(mail):
    _, bob, server, packet = mail
    _, envelope = deliver(packet, server.box)
    with pytest.raises(ValueError, match="expired on 2026-11-23"):
        read_envelope(envelope, bob, server.signing.verify_key, date(2026, 11, 24))
    assert read_envelope(envelope, bob, server.signing.verify_key, TODAY)["sender"] == "alice"


def test_a_layer_taken_for_another_is_refused(mail):
    _, bob, server, packet = mail
    _, envelope = deliver(packet, server.box)
    with pytest.raises(ValueError, match="no recipient: it is another layer"):
        deliver(envelope, bob.box)


def test_an_answer_makes_what_follows_smaller_and_a_longer_text_larger():
    short, long = (sealed.sizes("x" * letters).set_index("answered") for letters in (10, 500))
    for table in (short, long):
        assert (table.loc[False] > table.loc[True]).all()
        assert (table.envelope > table.message).all()
    assert (long > short + 400).all(axis=None)
    packet_size = sealed.sizes("noon").envelope[0]
    alice, bob, server = Person("alice"), Person("bob"), Server()
    packet = post("noon", alice, bob, server, server.certificate(alice, TODAY))
    assert deliver(packet, server.box)[0]["size"] == packet_size
