"""The designer without a browser: messages are checked, files are judged at once, and nothing is lost."""

from __future__ import annotations

import random
import threading
import time

import pytest
from hypothesis import given, settings

from guidekit.design import Design, Game, as_text
from guidekit.knobs import knobs_of
from guidekit.panels.designer import Designer, designer
from tests.designs import GAMES, OPTIONS

FRIEND = Game(encryption="end to end", routing="two servers", card="A team in a clinic", seed=7)


def shown(panel):
    return panel.png, panel.html, str(panel.sentence), panel.text, panel.turn_now, panel.values


def test_it_is_never_blank_and_one_widget():
    panel = designer()
    assert panel.kind == "designer"
    assert panel.png.startswith(b"\x89PNG")
    assert "Does not protect from" in panel.html
    assert panel.turn_now == "build"
    assert panel.sentence.startswith("Your design meets 0 of 5 needs")


@settings(max_examples=15, deadline=None)
@given(GAMES)
def test_it_shows_a_game_as_a_fresh_one_would(game):
    panel = designer()
    panel.set(game)
    assert shown(panel) == shown(Designer(game))


def test_a_friend_s_file_is_drawn_and_judged_at_once_and_can_be_attacked():
    panel = designer()
    panel.open_text(as_text(FRIEND), "friend.json")
    assert panel.problem == ""
    assert panel.model == FRIEND
    assert "of 4 needs" in panel.sentence
    assert panel.values["routing"] == "two servers"
    panel.act("hand over")
    panel.turn(attack="Block the servers")
    assert "21 % of pairs still talk" in panel.sentence
    assert panel.values["routing"] == "two servers"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (as_text(FRIEND).replace('"version": 2', '"version": 9'), "version = 9 was written by a newer"),
        (as_text(FRIEND).replace('"hops": 3', '"hops": NaN'), "NaN is not a number"),
        (as_text(FRIEND).replace("two servers", "pigeon"), "design.routing = 'pigeon'"),
        pytest.param(" " * 10_000_000, "it has 10,000,000 letters", id="10 MB"),
        ("", "allowed: JSON"),
        (None, "what was opened is no text"),
    ],
)
def test_what_is_no_design_is_refused_in_words_and_nothing_is_lost(text, says):
    panel = Designer(FRIEND)
    before = shown(panel)
    panel.receive({"open": text, "name": "theirs.json"}, 5)
    assert says in panel.problem
    assert shown(panel) == before
    assert panel.answered == 5
    panel.turn(lock="a PIN")
    assert panel.problem == ""


@pytest.mark.parametrize(
    "message",
    [{"act": "win"}, {"act": ["swap"]}, {"act": "answer"}, {"turn": {"encryption": "rot13"}}, {"turn": 3},
     {"turn": {"attack": "bribe"}}, {"press": 4}, {"open": {"a": 1}}],
)  # fmt: skip
def test_a_message_that_makes_no_sense_changes_nothing(message):
    panel = designer()
    before = shown(panel)
    panel.receive(message, 1)
    assert panel.problem
    assert shown(panel) == before


def test_the_turn_and_the_builder_are_no_knobs_of_the_page():
    panel = designer()
    panel.receive({"turn": {"turn": "attack", "builder": 2, "before": None}}, 1)
    assert panel.model == Game()
    with pytest.raises(ValueError, match="shows no knob 'turn'"):
        panel.turn(turn="attack")


def test_a_hint_is_folded_until_it_is_asked_for():
    panel = designer()
    assert panel.hint == ""
    panel.receive({"hint": True}, 1)
    assert panel.hint == "Only the two can open a message. One part that would do: Encryption, end to end."
    panel.turn(encryption="end to end")
    assert panel.hint == ""


def test_a_round_of_two_players():
    panel = Designer(Game(encryption="end to end", keys="a ratchet"))
    panel.act("hand over")
    assert [name for name, _ in panel.acts] == ["answer", "build"]
    panel.turn(routing="relays")
    assert "stays as it is" in panel.problem
    panel.act("answer")
    panel.turn(vanish="after a day")
    assert panel.sentence == (
        "Before: a phone that is taken and opened gives 9 of 12 messages, and every contact on it. "
        "Now: a phone that is taken and opened gives 5 of 12 messages, and every contact on it."
    )
    panel.act("swap")
    assert (panel.flag, panel.model.design()) == ("Player 2 builds", Design())


def test_parts_without_effect_say_why():
    panel = designer()
    assert panel.idle["hops"] == panel.idle["entry"] == "only with relays"
    panel.turn(routing="relays")
    assert "hops" not in panel.idle


def test_two_threads_that_turn_parts_both_have_their_way():
    panel = designer()
    names = ("encryption", "routing", "storage", "lock")

    def turn(name):
        for option in (*OPTIONS[name], OPTIONS[name][-1]):
            panel.turn(**{name: option})

    threads = [threading.Thread(target=turn, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [getattr(panel.model, name) for name in names] == [OPTIONS[name][-1] for name in names]
    assert shown(panel) == shown(Designer(panel.model))


def test_the_controls_are_the_knobs_of_the_game():
    panel = designer()
    assert [spec["name"] for spec in panel.controls] == panel.knobs
    assert set(panel.knobs) == set(knobs_of(Game)) - {"turn", "builder", "seed"}


def test_a_step_of_any_part_takes_the_kernel_at_most_20_ms():
    """Measured in time of the processor, on a walk whose designs are mostly new, so that nothing is kept."""
    panel, dice, steps = designer(), random.Random(1), []
    for _ in range(150):
        name = dice.choice(panel.knobs)
        options = knobs_of(Game)[name].choices or (1, 2, 3)
        start = time.thread_time()
        panel.turn(**{name: dice.choice([one for one in options if one != getattr(panel.model, name)])})
        steps.append(time.thread_time() - start)
    assert sorted(steps)[int(0.95 * len(steps))] <= 0.02
