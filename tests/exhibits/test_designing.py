"""The board says what the judge says, the road what the engine says, and the two agree in every turn."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings

from guidekit.design import ATTACKS, CARDS, Game, attack, journey_of, judge
from guidekit.drawing.canvas import Canvas
from guidekit.drawing.page import Page
from guidekit.drawing.sketch import marks
from guidekit.exhibits import designing
from guidekit.panels.designer import SIZE
from guidekit.panels.surface import show
from tests.designs import DESIGNS, GAMES, game_of, winners
from tests.drawing.boxes import overlaps
from tests.exhibits.everywhere import words_are_on
from tests.test_wording import loose_words


def test_the_sentences_of_the_board_stand_with_those_of_the_designs():
    assert not loose_words(Path(designing.__file__).read_text(encoding="utf-8"))


@settings(max_examples=60)
@given(GAMES)
def test_the_board_over_all_games(game):
    page = Page()
    sentence = show(designing.board, game, page)
    assert "nan" not in sentence + page.html
    if game.turn != "build":
        before, now = game.outcome_before(), game.outcome()
        assert page.html.count("✘\u00a0yields") == sum(gain.got for gain in now.gains)
        assert page.html.count("✔\u00a0nothing") == sum(not gain.got for gain in now.gains)
        changed = sum(one != other for one, other in zip(before.gains, now.gains, strict=True))
        assert page.html.count("Before: ") == changed
        assert (now.sentence == before.sentence) or ("Now: " in sentence)
        return
    verdict = game.verdict()
    met = sum(result.met for result in verdict.results)
    assert page.html.count("✔\u00a0met") == met
    assert (
        page.html.count("✘\u00a0not\u00a0met") + page.html.count("✘\u00a0not met")
        == len(verdict.results) - met
    )
    assert page.html.count("✘\u00a0over") == len(verdict.over)
    assert ("wins this card" in sentence) == verdict.won
    assert "Does not protect from:" in page.html


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("turn", ["build", "attack", "answer"])
def test_who_is_watched_at_home_is_never_told_that_a_lock_is_enough(name, turn):
    """The hand of somebody who knows the code is what this card is about, and no design stops it."""
    page, design = Page(), winners(name)[0]
    before = None if turn == "build" else design
    sentence = show(designing.board, game_of(design, card=name, turn=turn, before=before), page)
    home = name == "Someone watched at home"
    assert ("knows the PIN or the phone" in page.html) == home
    assert ("a safer device, and somebody who helps" in page.html) == home
    assert "<details" not in page.html
    assert ("a safer device" in sentence) == (home and turn == "build")


def test_the_answer_is_a_number_of_needs():
    sentence = show(designing.board, Game(encryption="end to end"), Page())
    assert (sentence.answer, sentence.value) == ("1", 1)


@pytest.mark.parametrize("name", CARDS)
def test_a_winner_fills_no_row_of_its_budget_beyond_the_last_box(name):
    for design in winners(name)[::9]:
        page = Page()
        show(designing.board, game_of(design, card=name), page)
        rows = re.findall("[■□]{6}", page.html)
        assert len(rows) == 4


@settings(max_examples=40)
@given(GAMES)
def test_everyone_on_the_way_stands_on_the_road(game):
    sheet = Canvas(SIZE)
    show(designing.road, game, sheet)
    assert not overlaps(sheet)
    words_are_on(sheet, game)
    words = " ".join(label.words for label in marks(sheet).labels).lower()
    for party in journey_of(game.design()).parties:
        if "relay" in party.name:  # those of one side share one label
            assert "relay" in words or "bridge" in words
        else:
            assert party.label.lower() in words, (party.label, words)
    assert any(secret in words for secret in ("reads it", "sees both", "gets the")) == any(
        designing._secrets(game, party.name) for party in journey_of(game.design()).parties
    )


@settings(max_examples=40)
@given(DESIGNS)
def test_six_cards_and_six_attacks_say_what_judge_and_attack_say(design):
    page = Page()
    said = designing.six_cards(game_of(design), page)
    assert said.value == sum(judge(design, name).won for name in CARDS)
    assert page.html.count("✔ won") == said.value
    for name in CARDS:
        assert name in page.html
    page = Page()
    said = designing.six_attacks(game_of(design), page)
    outcomes = [attack(design, name) for name in ATTACKS]
    assert said.value == sum(any(gain.got for gain in outcome.gains) for outcome in outcomes)
    assert page.html.count("✘ yields") == said.value
    for outcome in outcomes:
        assert escape(outcome.sentence) in page.html
