"""Journeys of designs: every shape builds, and closing a message never shows anyone more."""

from __future__ import annotations

from guidekit.design import Design
from guidekit.design.build import carried_journey, journey_of, packet_shape
from guidekit.design.measures import knowledge_of, operator_exposure, stranger_secrets
from guidekit.exposure import clues_of
from guidekit.exposure.coalitions import knowledge
from tests.designs import shapes


def everyone(design):
    """Say for each datum who learns it alone."""
    clues = clues_of(journey_of(design))
    names = list(clues.bits)
    truth = knowledge(clues, [clues.who(name) for name in names])
    return {
        datum: {name for name, one in zip(names, knows, strict=True) if one} for datum, knows in truth.items()
    }


def test_every_shape_builds_and_end_to_end_never_shows_more():
    seen = set()
    for design in shapes():
        shape = packet_shape(design.but(encryption="on the way"))
        if shape in seen:
            continue
        seen.add(shape)
        closed = shape.but(encryption="end to end")
        assert journey_of(shape).recipients == ("bob",)
        before, after = (everyone(one) for one in (shape, closed))
        for datum, who in after.items():
            assert who <= before[datum], (shape, datum)
        assert after["content"] == {"alice", "bob"}, shape
        assert set(stranger_secrets(closed)) <= set(stranger_secrets(shape))
        assert operator_exposure(closed) <= operator_exposure(shape) + 1e-12


def test_sealing_the_sender_never_shows_more():
    for design in shapes():
        if design.sender == "on the outer layer":
            assert set(stranger_secrets(design.but(sender="locked inside"))) <= set(stranger_secrets(design))


def test_without_relays_or_doors_somebody_sees_both_ends():
    for design in shapes():
        if design.routing != "relays" and not design.has_door():
            assert stranger_secrets(design), design


def test_without_end_to_end_encryption_relays_do_not_close_a_message():
    """The relay at which both ways meet, or what keeps the message, reads it."""
    for storage, reader in (("nowhere", "bob-relay-3"), ("a server", "server"), ("a swarm", "swarm")):
        design = Design(routing="relays", storage=storage, discovery="link or code")
        assert (reader, "content") in stranger_secrets(design), storage
        assert ("relay-1", "content") not in stranger_secrets(design)


def test_a_door_hides_the_server_from_the_provider_and_reads_nothing():
    for routing in ("one server", "two servers"):
        for storage in ("a server", "nowhere"):
            design = Design(routing=routing, storage=storage, door="an unlisted door")
            parties = {party.name for party in journey_of(design).parties}
            assert {"door", "bob-door"} <= parties
            first = journey_of(design).neighbours("alice")
            assert set(first) == {"door"}, first
            for name in ("door", "bob-door"):
                assert not knowledge_of(design, name) & {"content", "link", "contacts"}


def test_who_carries_a_message_reads_it_only_without_end_to_end_encryption():
    assert carried_journey(Design()) is None
    plain = Design(nearby="others carry it")
    assert ("carrier", "content") in stranger_secrets(plain)
    closed = stranger_secrets(plain.but(encryption="end to end"))
    assert ("carrier", "content") not in closed
    assert ("carrier", "link") in closed  # somebody who meets both
