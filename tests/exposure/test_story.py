"""The story of a journey: each step adds to the one before, and the last knows what the table knows."""

from __future__ import annotations

import pytest

from guidekit.exposure import Hop, Journey, Layer, Party, exposure, journeys, steps


@pytest.mark.parametrize("name", journeys())
def test_each_step_adds_its_news_and_the_last_knows_what_the_table_knows(name):
    journey, story = journeys()[name], steps(name)
    assert [step.number for step in story] == list(range(1, len(journey.hops) + 1))
    before: dict[str, set[str]] = {}
    for step in story:
        knows = {who: set(data) for who, data in step.knows.items()}
        assert all(data <= knows[who] for who, data in before.items())
        news = {who: data - before.get(who, set()) for who, data in knows.items()}
        assert {who: set(data) for who, data in step.news.items()} == {w: d for w, d in news.items() if d}
        before = knows
        source, target = journey.party(step.source).label, journey.party(step.target).label
        assert source[1:] in step.sentence
        assert target in step.sentence
        assert step.sentence.endswith(".")
        assert step.sentence.count(".") == 1
    for observer, rows in exposure(name).groupby("observer"):
        own = {"sender", "sender_address"} if observer in journey.devices else set()
        if (observer,) == journey.recipients:  # nobody learns who they are themselves
            own = {"recipient", "recipient_address"}
        assert before.get(observer, set()) == set(rows.datum[rows.level == 1]) - own


def test_the_layers_of_a_circuit_open_one_by_one():
    story = steps("tor-circuit")
    assert [[seal.open for seal in step.packet] for step in story] == [
        [True, False, False, False, False],
        [True, False, False, False],
        [True, True, False],  # the last routing layer, and the clear request under it
        [True, True],
    ]
    assert [step.news.get(step.target, ())[:1] for step in story] == [
        ("sender_address",), ("time",), ("recipient",), ("content",)
    ]  # fmt: skip


def test_sealed_sender_as_a_sentence():
    assert steps("signal-sealed")[0].sentence == (
        "Alice passes the packet to Signal's server, which opens 1 of 3 closed layers (transport) "
        "and learns the recipient, the sender's address and who talks to whom."
    )


def test_a_stored_message_moves_later_and_gains_layers_on_the_way_back():
    story = steps("session-direct")
    assert [step.later for step in story] == [False] * 4 + [True] + [False] * 3
    assert story[4].sentence.startswith(
        "Later, Bob's swarm adds a layer (storage answer) and passes the packet to Bob's third node, "
    )
    assert story[5].sentence.startswith(
        "Bob's third node adds a layer (routing) and passes the packet to Bob's second node"
    )


def test_radio_is_said():
    assert steps("briar-nearby")[0].sentence.startswith(
        "Alice passes the packet by radio to Bob, who opens it"
    )
    assert steps("briar-nearby")[0].nearby


def test_a_journey_of_ones_own_can_be_told():
    hops = [
        Hop("ann", "post", [Layer("note", ["anyone"], ["content"])]),
        Hop("post", "ben"),
        Hop("ben", "post"),
    ]
    own = Journey("own", hops, [Party("ann", "end"), Party("ben", "end"), Party("post", "server")])
    bare, learns = "passes a packet without the message to", "finds nothing sealed and learns"
    assert [step.sentence for step in steps(own)] == [
        f"Ann passes the packet to post, which {learns} the content and the sender's address.",
        f"Post {bare} ben, who {learns} only the time.",
        f"Ben {bare} post, which {learns} nothing new.",
    ]


def test_a_wake_up_is_no_message_and_a_packet_may_show_the_size_alone():
    story = steps("signal-sealed")
    assert story[1].sentence == (
        "Signal's server passes a packet without the message to Apple or Google, which opens it (transport) "
        "and learns the recipient."
    )
    assert steps("briar-connect")[4].news["alice-guard"] == ("size",)
    assert steps("briar-connect")[4].sentence.endswith("(routing) and learns only the size.")


def test_who_opens_a_layer_and_passes_the_rest_on_in_another_one_adds_it():
    met = steps("briar-tor")[3].sentence
    assert met.startswith("The rendezvous relay adds a layer (routing) and passes the packet to Bob's third")
    answer = steps("simplex")[2].sentence
    assert answer.startswith("Bob's SimpleX server adds layers (transport and queue answer) and passes")


def test_nobody_learns_who_they_are_themselves():
    for journey in journeys().values():
        for step in steps(journey):
            learned = step.sentence.rpartition("learns")[2]
            if (step.target,) == journey.recipients:
                assert "recipient" not in learned, step.sentence
            if step.target in journey.devices:
                assert "the sender" not in learned, step.sentence
