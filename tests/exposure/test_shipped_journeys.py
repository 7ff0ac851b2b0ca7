"""The shipped journeys themselves: as the protocols have it. Their form is held by `guidekit check`."""

from __future__ import annotations

import pytest
from nacl.bindings import (
    crypto_core_ed25519_scalar_invert,
    crypto_core_ed25519_scalar_reduce,
    crypto_scalarmult_ed25519_noclamp,
)
from nacl.hash import blake2b
from nacl.signing import SigningKey

from guidekit.choice.engine import private_journeys
from guidekit.exposure import clues_of, exposure, journeys
from guidekit.tables import load


def test_the_journeys_are_the_rows_of_the_table():
    rows = load("journeys")
    assert list(journeys()) == list(rows.journey.unique())
    assert sum(len(hop.packet) for journey in journeys().values() for hop in journey.hops) == len(rows)


SHORT = {
    "SA": ("sender_address",),
    "RA": ("recipient_address",),
    "matrix": ("sender", "recipient", "members", "room", "link"),
    "pair": ("sender", "recipient", "link"),
}
# Derived by hand from the protocols, every single observer of each journey. A word after "/" is known more
# when times are compared. All learn the time.
BY_HAND = {
    "web-page": {
        "alice": "content pair SA RA size", "site": "content recipient SA RA link size",
        "alice's network": "recipient SA RA link size", "site's network": "recipient SA RA link size",
        "global observer": "recipient SA RA link size",
    },
    "tor-bridge": {
        "alice": "content pair SA size", "bridge": "SA size", "middle": "size",
        "exit": "recipient RA size", "site": "content recipient RA size",
        "alice's network": "SA size", "site's network": "recipient RA size",
        "global observer": "recipient SA RA size / link",
    },
    "signal-call-direct": {
        "alice": "content pair SA RA size", "bob": "content pair SA RA size",
        "signal-server": "recipient SA RA link",  # arranges the call and carries none of it
        "alice's network": "SA RA link size", "bob's network": "SA RA link size",
        "global observer": "SA RA link size",
    },
    "signal-group-call": {
        "alice": "content pair room pseudonym SA size", "bob": "content pair room pseudonym RA size",
        "signal-server": "recipient SA RA link",
        "group-call-server": "room pseudonym SA RA link size",  # passes on what it cannot open
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "signal-registration": {
        "alice": "content sender SA size", "signal-server": "content sender SA size",
        "sms-provider": "content sender size",  # the code in clear, and whose number it is for
        "phone-company": "content sender SA size",
        "alice's network": "SA size", "global observer": "SA size",
    },
    "signal-discovery": {
        "alice": "contacts sender pseudonym SA size",
        "signal-server": "sender SA",  # makes the credential, does not see the list
        "discovery-host": "pseudonym SA size",
        "discovery-enclave": "contacts size",
        "alice's network": "SA size", "global observer": "SA size",
        "signal-server + discovery-host": "sender pseudonym SA size",
        "discovery-host + discovery-enclave": "contacts pseudonym SA size",  # a broken enclave
    },
    "signal-attachment": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "signal-server": "pair SA RA size",  # the form for the upload names the account
        "file-store": "SA RA link size",  # one sealed file, left by one address and fetched by another
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "signal-preview": {
        "alice": "content page pair SA size", "bob": "content page pair RA size",
        "linked-site": "page SA", "signal-server": "recipient SA RA link size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "signal-backup": {
        "alice": "content contacts sender SA size", "alice-phone-2": "content contacts sender SA size",
        "signal-server": "SA", "backup-store": "SA size",
        "alice's network": "SA size", "alice-phone-2's network": "SA size", "global observer": "SA size",
    },
    "sms": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "phone-company": "content pair SA size", "bob-phone-company": "content pair RA size",
        "alice's network": "SA size", "bob's network": "RA size",
        "global observer": "content pair SA RA size",  # the way between two companies is taken as open
    },
    "central-reads": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "central-server": "content pair SA RA size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "central-backup": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "central-server": "pair SA RA size",
        "cloud-backup": "content pair RA size",  # what no server on the way could read
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "matrix-call-relayed": {
        "alice": "content matrix SA size", "bob": "content matrix RA size",
        "alice-server": "matrix SA", "bob-server": "matrix RA",
        "turn-server": "SA RA link size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "matrix-file": {
        "alice": "content matrix SA size", "bob": "content matrix RA size",
        "alice-server": "matrix SA size", "bob-server": "matrix RA size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "matrix-preview": {
        "alice": "content page matrix SA size", "bob": "content page matrix RA size",
        "alice-server": "matrix SA size", "bob-server": "page matrix RA size",
        "linked-site": "page",  # sees the homeserver, and not the reader
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
    },
    "matrix-discovery": {
        "alice": "contacts sender SA size", "identity-server": "contacts sender SA size",
        "alice's network": "SA size", "global observer": "SA size",
    },
    "simplex": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "simplex-proxy": "SA", "simplex-server": "RA",  # each is blind for the other end, and for the size
        "alice's network": "SA", "bob's network": "RA", "global observer": "SA RA / link",
        "simplex-proxy + simplex-server": "SA RA link",
        "simplex-proxy + bob's network": "SA RA / link",
    },
    "briar-connect": {
        "alice": "content pair SA size", "bob": "content recipient RA size",  # who calls, Bob hears later
        "alice-guard": "SA size", "alice-second": "size",
        "directory-third": "", "onion-directory": "",  # that somebody looked something up
        "introduction-third": "size", "introduction-point": "size",
        "bob-third": "size", "bob-second": "size", "bob-guard": "RA size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
        "onion-directory + introduction-point": "size",
        "alice-guard + bob-guard": "SA RA size / link",
    },
    "session-push": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "node-1": "SA size", "node-2": "size", "node-3": "size", "swarm": "recipient size",
        "push-server": "recipient size", "push-service": "recipient RA size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
        "node-1 + push-service": "SA recipient RA size / link",  # nothing waits on this way
    },
    "session-file": {
        "alice": "content pair SA size", "bob": "content recipient RA size",
        "node-1": "SA size", "node-2": "size", "node-3": "size", "session-file-server": "size",
        "bob-node-3": "size", "bob-node-2": "size", "bob-node-1": "RA size",
        "alice's network": "SA size", "bob's network": "RA size", "global observer": "SA RA size / link",
        "node-1 + bob-node-1": "SA RA size",  # the file waits in between
    },
    "session-call": {
        "alice": "content pair SA RA size", "bob": "content pair SA RA size",  # the contact sees the address
        "node-1": "SA", "node-2": "", "node-3": "", "swarm": "recipient",
        "bob-node-3": "", "bob-node-2": "", "bob-node-1": "RA",
        "alice's network": "SA RA link size", "bob's network": "SA RA link size",
        "global observer": "SA RA link size",
    },
    "session-start": {
        "alice": "sender SA", "seed-node": "SA", "alice's network": "SA", "global observer": "SA",
    },
    "mesh-courier": {
        "alice": "content pair SA size", "bob": "content pair RA size",
        "courier-1": "SA size", "courier-2": "recipient RA size",
        "listener near alice": "SA size", "listener near bob": "recipient RA size",
        "courier-1 + courier-2": "recipient SA RA link size",
        "listener near alice + listener near bob": "recipient SA RA size",  # somebody carried it in between
    },
    "tor-resolver": {
        "alice": "content pair SA size", "site": "content recipient RA size",
        "entry": "SA size", "middle": "size", "exit": "recipient RA size",
        "resolver": "recipient",
        "alice's network": "SA size", "site's network": "recipient RA size",  # the name is in clear there
        "global observer": "SA recipient RA size / link",
        "entry + resolver": "SA recipient size / link",
    },
}  # fmt: skip
PUSH = {  # who wakes the phone, on journeys whose other cells are held elsewhere
    "signal-sealed": {
        "push-service": "recipient RA",
        "alice's network + push-service": "recipient SA RA size / link",
    },
    "signal-unsealed": {"push-service": "recipient RA"},
    "matrix-private": {"push-gateway": "recipient room", "push-service": "recipient room RA"},
}  # fmt: skip


def spelled(words: str) -> set[str]:
    return {datum for word in words.split() for datum in SHORT.get(word, (word,))}


def known(journey: str, observer: str, correlate: bool) -> set[str]:
    table = exposure(journey, [tuple(observer.split(" + "))], correlate=correlate)
    return set(table.datum[table.level == 1])


@pytest.mark.parametrize("journey", [*BY_HAND, *PUSH])
def test_the_packets_give_what_the_protocol_gives_by_hand(journey):
    for observer, words in {**BY_HAND, **PUSH}[journey].items():
        plain, _, more = words.partition(" / ")
        alone = {"time"} | spelled(plain)
        assert known(journey, observer, correlate=False) == alone, observer
        assert known(journey, observer, correlate=True) == alone | spelled(more), observer


@pytest.mark.parametrize("journey", BY_HAND)
def test_no_observer_was_forgotten_by_hand(journey):
    assert {who for who in BY_HAND[journey] if " + " not in who} == set(clues_of(journey).bits)


def test_whoever_fetches_her_own_list_talks_to_nobody():
    own = exposure("signal-contacts")
    assert not {"link", "recipient", "recipient_address"} & set(own.datum)
    assert known("signal-contacts", "signal-server", correlate=False) == {
        "sender",
        "sender_address",
        "time",
        "size",
    }
    assert known("signal-contacts", "alice-phone-2", False) >= {"contacts", "sender"}


@pytest.mark.parametrize("messenger", private_journeys())
def test_who_watches_every_link_links_even_stored_messages_as_the_facts_say(messenger):
    facts = load("facts")
    withstands = facts[
        (facts.messenger == messenger) & (facts.attribute == "transport.global_adversary_resistant")
    ]
    linked = "link" in known(private_journeys()[messenger].id, "global observer", correlate=True)
    assert linked == (set(withstands.value) <= {"no"})
    assert "link" not in known(private_journeys()[messenger].id, "global observer", correlate=False)


@pytest.mark.parametrize("journey", ["session-direct", "briar-mailbox", "session-file"])
def test_only_who_watches_every_link_outlasts_the_wait(journey):
    both = "alice's network + bob's network"
    assert "link" not in known(journey, both, correlate=True)
    assert "link" in known(journey, "global observer", correlate=True)
    reason = exposure(journey, "global observer", correlate=True).set_index("datum").reason["link"]
    assert reason.endswith("joined by timing over many days")


def test_a_community_sees_a_pseudonym_and_can_undo_it():
    """The blinding factor of ids that begin with 15 is a hash of the server's public key and nothing else."""
    server = bytes(SigningKey(b"s" * 32).verify_key)
    account = bytes(SigningKey(b"a" * 32).verify_key)
    factor = crypto_core_ed25519_scalar_reduce(blake2b(server, digest_size=64, encoder=_raw))
    blinded = crypto_scalarmult_ed25519_noclamp(factor, account)
    assert blinded != account
    assert crypto_scalarmult_ed25519_noclamp(crypto_core_ed25519_scalar_invert(factor), blinded) == account
    table = exposure("session-community", "community-server").set_index("datum")
    assert table.reason["pseudonym"] == "opens the room request layer"
    assert table.reason["sender"] == "opens the blinded id layer"


class _raw:  # noqa: N801 - nacl takes an encoder as a class
    encode = staticmethod(bytes)
