"""What Sealed Sender takes away, and which two find a link, held against the packets by hand."""

from __future__ import annotations

import pytest

from guidekit.exposure import journeys
from guidekit.exposure.pairs import EIGHT, PooledNotes, SealedSides, machines_that_link, on_circuit

BOTH_NETWORKS = "alice's network + bob's network"


def test_sealed_sender_takes_the_name_and_a_picture_brings_it_back():
    text, picture = SealedSides("text"), SealedSides("picture")
    without = text.learned("without", "signal-server")
    assert without == {*EIGHT} - {"content"}
    assert text.learned("with", "signal-server") == without - {"sender"}
    assert picture.learned("with", "signal-server") == without
    assert picture.learned("without", "file-store") is None
    for who in ("push-service", "alice's network", "bob's network", BOTH_NETWORKS):
        assert text.learned("with", who) == text.learned("without", who)


@pytest.mark.parametrize("sends", ["text", "picture"])
def test_two_networks_find_the_link_by_times_alone(sends):
    for timing, found in (("no", False), ("yes", True)):
        assert ("link" in SealedSides(sends, timing).learned("with", BOTH_NETWORKS)) == found


def test_a_pair_finds_the_link_when_it_has_both_ends_and_compares_times():
    assert on_circuit() == ("alice's network", "entry", "middle", "exit", "site's network")
    first, last = {"alice's network", "entry"}, {"exit", "site's network"}
    for one in on_circuit():
        for other in on_circuit():
            if one < other:
                both = bool({one, other} & first and {one, other} & last)
                assert PooledNotes((one, other), "yes").linked() == both, (one, other)
                assert not PooledNotes((one, other), "no").linked()


def test_three_relays_in_one_hand_need_no_times():
    assert PooledNotes(("entry", "middle", "exit"), "no").linked()


def test_of_the_strangers_of_a_signal_message_one_learns_the_link():
    assert machines_that_link("signal-sealed") == machines_that_link("signal-unsealed") == (1, 4)
    assert machines_that_link("session-direct")[0] == 0
    assert machines_that_link("mail") == (2, 4)
    assert all(found <= all_of_them for found, all_of_them in map(machines_that_link, journeys()))
