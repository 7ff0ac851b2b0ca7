"""The game: turns, one part in answer, and a pile of cards that the seed shuffles."""

from __future__ import annotations

import pytest
from hypothesis import given

from guidekit.design import CARDS, Design, Game
from tests.designs import GAMES, SESSION, game_of


def test_a_round():
    game = Game(card="A team in a clinic")
    attacked = game.hand_over()
    assert attacked.but(attack="Spam").outcome() == game.but(attack="Spam").outcome()
    with pytest.raises(ValueError, match="the design stays as it is"):
        attacked.but(encryption="end to end")
    answer = attacked.answer().but(vanish="after a day")
    assert answer.changed() == ("vanish",)
    with pytest.raises(ValueError, match="Put one back first: Disappear and Screen lock"):
        answer.but(lock="a PIN")
    assert answer.but(vanish="never").but(lock="a PIN").changed() == ("lock",)
    assert answer.build().design() == Design(vanish="after a day")
    other = answer.swap()
    assert (other.builder, other.design(), other.turn) == (2, Design(), "build")
    assert other.card != game.card


@given(GAMES)
def test_what_is_handed_over_is_what_is_attacked(game):
    assert game.hand_over().before == game.design()
    assert game.build().turn == "build"
    if game.turn == "answer":
        assert len(game.changed()) <= 1


def test_every_card_is_drawn_once_before_one_comes_again():
    for seed in (1, 2, 9999):
        game, drawn = Game(seed=seed), []
        for _ in CARDS:
            game = game.draw()
            drawn.append(game.card)
        assert sorted(drawn) == sorted(CARDS)
        assert game.card == Game().card
    orders = {tuple(Game(seed=seed).draw().card for seed in (1, 2, 3, 4, 5, 6))}
    assert len(set(*orders)) > 1


def test_a_game_that_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="is no design"):
        Game(turn="attack")
    with pytest.raises(ValueError, match="no attack yet"):
        Game(before=Design())


def test_a_hint_says_what_it_makes_worse():
    """Without relays nobody can run a tenth of them, but then one server sees both ends."""
    game = game_of(SESSION, attack="Run a tenth of the relays").hand_over()
    assert "one server" in game.hint()
    assert "makes worse" in game.hint()
    assert "ask the operator" in game.hint()
    assert "makes worse" not in Game(attack="Seize a phone").hand_over().hint()
