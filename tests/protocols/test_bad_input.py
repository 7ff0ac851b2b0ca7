"""What the libraries must refuse, in a sentence; after each refusal the reader opens the next message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from nacl.public import PrivateKey, SealedBox
from vodozemac import ExportedSessionKey, InboundGroupSession, MegolmMessage

from guidekit.protocols import bramble, megolm, olm
from guidekit.protocols.envelope import Person, Server, deliver, post, read_envelope
from guidekit.protocols.onion import flip_bit
from guidekit.protocols.steal import try_inputs

OPENS = ""  # in place of words of a refusal

Inputs = dict[str, tuple[Callable[[], object], str]]


def megolm_inputs() -> Inputs:
    """A replay is *not* refused: clients compare the number of a message with those they have seen."""
    room, stranger = megolm.begin_session(0.0), megolm.begin_session(0.0)
    sealed, following = room.sending.encrypt(b"untouched"), room.sending.encrypt(b"next")
    raw = sealed.to_bytes()
    later = InboundGroupSession.import_session(ExportedSessionKey(megolm.key_at(room.reading, 1)))
    read = room.reading.decrypt
    return {
        "a message cut short": (lambda: read(MegolmMessage.from_bytes(raw[:-1])), "cut short"),
        "a flipped bit": (lambda: read(MegolmMessage.from_bytes(flip_bit(raw, 87))), "signature"),
        "the key of another session": (lambda: stranger.reading.decrypt(sealed), "signature"),
        "a key from a later message on": (lambda: later.decrypt(sealed), "begins later"),
        "an untouched message": (lambda: read(sealed), OPENS),
        "the same message again": (lambda: read(sealed), OPENS),
        "the next message": (lambda: read(following), OPENS),
    }


def static_inputs() -> Inputs:
    """A replay is *not* refused: a sealed box has no memory, so the application must have one."""
    key = PrivateKey.generate()
    read, stranger = SealedBox(key).decrypt, SealedBox(PrivateKey.generate())
    sealed, following = (SealedBox(key.public_key).encrypt(text) for text in (b"untouched", b"next"))
    return {
        "a message cut short": (lambda: read(sealed[:-1]), "does not fit"),
        "an empty message": (lambda: read(b""), "cut short"),
        "a flipped bit": (lambda: read(flip_bit(sealed, -1)), "changed on the way"),
        "another person's key": (lambda: stranger.decrypt(sealed), "does not fit"),
        "an untouched message": (lambda: read(sealed), OPENS),
        "the same message again": (lambda: read(sealed), OPENS),
        "the next message": (lambda: read(following), OPENS),
    }


def bramble_inputs() -> Inputs:
    keys = bramble.period_keys(ChaCha20Poly1305.generate_key(), last=2)
    own, later = bramble.message_key(keys[1], 7), bramble.message_key(keys[2], 7)
    stranger, next_key = ChaCha20Poly1305.generate_key(), bramble.message_key(keys[1], 8)
    sealed, following = bramble.seal_message(own, 7), bramble.seal_message(next_key, 8)
    read = bramble.open_message
    return {
        "a message cut short": (lambda: read(own, sealed[:-1]), "does not fit"),
        "an empty message": (lambda: read(own, b""), "does not fit"),
        "a flipped bit": (lambda: read(own, flip_bit(sealed, -1)), "changed on the way"),
        "another person's key": (lambda: read(stranger, sealed), "does not fit"),
        "the key of the period after": (lambda: read(later, sealed), "does not fit"),
        "an untouched message": (lambda: read(own, sealed), OPENS),
        "the next message": (lambda: read(next_key, following), OPENS),
    }


def envelope_inputs() -> Inputs:
    alice, bob, mallory = Person("alice"), Person("bob"), Person("mallory")
    server, forger, today = Server(), Server(), date(2026, 11, 23)
    week = today + timedelta(days=7)
    own = server.certificate(alice, week)

    def sent(sender: Person, certificate: bytes) -> bytes:
        return deliver(post("noon", sender, bob, server, certificate), server.box)[1]

    def read(envelope: bytes, reader: Person = bob) -> object:
        return read_envelope(envelope, reader, server.signing.verify_key, today)

    expired = server.certificate(alice, today - timedelta(days=1))
    renamed = server.certificate(mallory, week).replace(b"mallory", b"alice..")
    genuine, following = sent(alice, own), sent(alice, own)
    return {
        "an expired certificate": (lambda: read(sent(alice, expired)), "expired on 2026-11-22"),
        "a certificate signed by someone else": (
            lambda: read(sent(alice, forger.certificate(alice, week))),
            "signature",
        ),
        "a certificate with another name": (lambda: read(sent(mallory, renamed)), "signature"),
        "another person's certificate": (
            lambda: read(sent(mallory, own)),
            "another key than the certificate",
        ),
        "an envelope cut short": (lambda: read(genuine[:-1]), "does not fit"),
        "a flipped bit": (lambda: read(flip_bit(genuine, -1)), "changed on the way"),
        "an envelope for someone else": (lambda: read(genuine, mallory), "does not fit"),
        "a genuine envelope": (lambda: read(genuine), OPENS),
        "the same envelope again": (lambda: read(genuine), "used and deleted"),
        "the next envelope": (lambda: read(following), OPENS),
    }


@pytest.mark.parametrize("inputs", [megolm_inputs, static_inputs, bramble_inputs, envelope_inputs])
def test_bad_input_is_refused_in_a_sentence_and_the_run_goes_on(inputs):
    wanted = inputs()
    rows = try_inputs({name: action for name, (action, _) in wanted.items()})
    frame = pd.DataFrame(rows).set_index("input")
    for name, (_, words) in wanted.items():
        assert frame.readable[name] == (words == OPENS), name
        assert words in frame.refused[name]
    assert frame.readable.iloc[-1]


def test_the_lesson_on_olm_refuses_all_but_what_was_sent():
    frame = olm.bad_input().set_index("input")
    pd.testing.assert_frame_equal(frame, olm.bad_input().set_index("input"))
    words = {
        "a message cut short": "cut short",
        "an empty message": "cut short",
        "a flipped bit": "changed on the way",
        "the key of another session": "do not fit",
        "a copy opened with a wrong key": "do not fit",
        "the same message again": "used once and deleted",
    }
    assert set(frame.index[~frame.readable]) == set(words)
    assert all(said in frame.refused[name] for name, said in words.items())
    assert frame.readable.iloc[-1]
