"""The eager Double Ratchet of Signal's text, through doubleratchet and x3dh: a second check of `Ratchet`.

Vodozemac's copies are locked blobs. Here the state is plain JSON, and the ratchet draws its next secret when
an answer arrives. Both packages are optional: a test that needs this module skips where they are missing.
"""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import x3dh
from doubleratchet import DoubleRatchet, EncryptedMessage, Header
from doubleratchet.recommended import (
    HashFunction,
    aead_aes_hmac,
    diffie_hellman_ratchet_curve25519,
    kdf_hkdf,
    kdf_separate_hmacs,
)

from guidekit.protocols.olm import other
from guidekit.protocols.steal import Attempt, attempt, message_text, thefts


class Seal(aead_aes_hmac.AEAD):
    """How a message is sealed."""

    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        return b"guidekit message"


class RootKDF(kdf_hkdf.KDF):
    """How an answer turns the root key."""

    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        return b"guidekit root"


class ChainKDF(kdf_separate_hmacs.KDF):
    """How a message turns a chain key."""

    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256


class Ratchet(DoubleRatchet):
    """A Double Ratchet that vouches for its header."""

    @staticmethod
    def _build_associated_data(associated_data: bytes, header: Header) -> bytes:
        numbers = (header.previous_sending_chain_length, header.sending_chain_length)
        places: bytes = b"".join(number.to_bytes(4, "big") for number in numbers)
        public: bytes = header.ratchet_pub
        return associated_data + public + places


class Keys(x3dh.State):
    """The keys someone publishes to be written to while offline."""

    def _publish_bundle(self, bundle: x3dh.Bundle) -> None:
        pass  # there is no server here: the other reads the bundle directly

    @staticmethod
    def _encode_public_key(key_format: x3dh.IdentityKeyFormat, pub: bytes) -> bytes:
        name: str = key_format.value
        return name.encode() + pub


RATCHET: dict[str, Any] = {
    "diffie_hellman_ratchet_class": diffie_hellman_ratchet_curve25519.DiffieHellmanRatchet,
    "root_chain_kdf": RootKDF,
    "message_chain_kdf": ChainKDF,
    "message_chain_constant": b"\x01\x02",
    "dos_protection_threshold": 1000,
    "max_num_skipped_message_keys": 1000,
    "aead": Seal,
}


@dataclass
class Talk:
    """One conversation: what went over the wire, and A's keys as JSON after each message."""

    wire: list[EncryptedMessage]
    copies: list[dict[str, Any]]
    associated: bytes


def finished(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that never waits: the library's do not, and a notebook has its own event loop."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("this coroutine waits for something, so it needs an event loop")


def keys() -> Keys:
    """Make the keys of one person: identity, signed prekey and 100 one-time prekeys."""
    made: Keys = Keys.create(
        x3dh.IdentityKeyFormat.CURVE_25519, x3dh.crypto_provider.HashFunction.SHA_256, b"guidekit x3dh"
    )
    return made


def talked(turns: str, late: int | None = None) -> Talk:
    """Hold a conversation begun by X3DH with whoever writes first. A late message does not arrive."""
    first = turns[0]
    own, theirs = keys(), keys()
    bundle = theirs.bundle
    secret, associated, header = finished(own.get_shared_secret_active(bundle))
    agreed, _, prekey = finished(theirs.get_shared_secret_passive(header))
    opening = {"message": message_text(0), "associated_data": associated, **RATCHET}
    writer, sealed = finished(
        Ratchet.encrypt_initial_message(
            shared_secret=secret, recipient_ratchet_pub=bundle.signed_pre_key, **opening
        )
    )
    opening["message"] = sealed
    reader, _ = finished(
        Ratchet.decrypt_initial_message(shared_secret=agreed, own_ratchet_priv=prekey.priv, **opening)
    )
    ratchets = {first: writer, other(first): reader}
    wire, copies = [sealed], [ratchets["A"].json]
    for message, sender in enumerate(turns[1:], 1):
        wire.append(finished(ratchets[sender].encrypt_message(message_text(message), associated)))
        if message != late:
            finished(ratchets[other(sender)].decrypt_message(wire[-1], associated))
        copies.append(ratchets["A"].json)
    return Talk(wire, copies, associated)


def tries(talk: Talk, turns: str, stolen: int) -> list[Attempt]:
    """Try each message in order: one copy reads, others write what A wrote before and after the theft."""
    reader, before, after = (Ratchet.from_json(talk.copies[stolen], **RATCHET) for _ in range(3))
    outcomes = []
    for message, sealed in enumerate(talk.wire):
        if turns[message] == "B":
            outcomes.append(attempt(partial(opened, reader, sealed, talk.associated)))
        else:
            copy = after if message > stolen else before
            same = finished(copy.encrypt_message(message_text(message), talk.associated)) == sealed
            outcomes.append((same, "" if same else "A wrote this with a key that is not in the copy"))
    return outcomes


def opened(ratchet: Ratchet, sealed: EncryptedMessage, associated: bytes) -> bytes:
    """Open a message, or turn the library's refusal into a ValueError with its name."""
    try:
        return bytes(finished(ratchet.decrypt_message(sealed, associated)))
    except Exception as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def theft(turns: str, snapshot: int, late: int | None = None) -> pd.DataFrame:
    """Copy A's keys after a message and try every message with the copy, as `olm.theft` does.

    A `late` message of B does not arrive: A keeps its key, and the thief gets it.
    """
    talk = talked(turns, late)
    return pd.DataFrame(thefts(turns, snapshot, lambda stolen: tries(talk, turns, stolen)))


def states(turns: str, late: int | None = None) -> pd.DataFrame:
    """Read A's JSON after each message; a new number is a new secret, and no secret is shown."""
    numbers: dict[str, dict[str, int]] = {"own": {}, "other": {}}

    def number(whose: str, secret: str) -> int:
        return numbers[whose].setdefault(secret, len(numbers[whose]) + 1)

    rows = []
    for message, state in enumerate(talked(turns, late).copies):
        ratchet = state["diffie_hellman_ratchet"]
        chains = ratchet["symmetric_key_ratchet"]
        rows.append(
            {
                "message": message,
                "own_secret": number("own", ratchet["own_ratchet_priv"]),
                "other_secret": number("other", ratchet["other_ratchet_pub"]),
                "sent": (chains["sending_chain"] or {"length": 0})["length"],
                "received": (chains["receiving_chain"] or {"length": 0})["length"],
                "kept_keys": len(state["skipped_message_keys"]),
            }
        )
    return pd.DataFrame(rows)


def prekeys_left() -> list[int]:
    """Count one-time prekeys before and after one was used."""
    own, theirs = keys(), keys()
    before = theirs.get_num_visible_pre_keys()
    _, _, header = finished(own.get_shared_secret_active(theirs.bundle))
    theirs.delete_pre_key(header.pre_key)
    return [before, theirs.get_num_visible_pre_keys()]
