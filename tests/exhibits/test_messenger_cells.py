"""The tables of lesson 02: names and questions as labels, and hollow signs for what the guide left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.roles import LIGHT_INK
from guidekit.drawing.sketch import marks
from guidekit.exhibits.messengers import common_questions, history, moves, snapshot
from guidekit.tables import Cell, EightQuestions, Moves, Snapshot, first_messengers, newest_evidence
from guidekit.tables.asked import COMMON
from guidekit.tables.evidence import dated_names
from guidekit.tables.snapshot import DATES, GROUPS, MESSENGERS
from guidekit.tables.wording import attribute_questions, messenger_names
from tests.exhibits.everywhere import written

NAMES = messenger_names()


def shown(html):
    """Return the words of a table, one entry a line."""
    return unescape(re.sub("(<[^>]*>)+", "\n", html))


@pytest.mark.parametrize("group", GROUPS)
def test_a_table_of_one_day_has_no_ids(group):
    sentence, html = written(snapshot, Snapshot(DATES[-1], group, MESSENGERS))
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", shown(html))
    asked = [words for what, words in attribute_questions().items() if what.startswith(f"{group}.")]
    assert all(question in shown(html) for question in asked)
    assert "_" not in sentence


def test_every_view_says_up_to_when_each_messenger_is_known():
    views = [
        written(common_questions, EightQuestions())[1],
        written(snapshot, Snapshot(DATES[-1], messengers=first_messengers()))[1],
    ]
    for who, date in newest_evidence(first_messengers()).items():
        for html in views:
            assert re.search(f"{re.escape(NAMES[who])}, (known up to )?\\w+ {date[:4]}", html)
        assert f"{NAMES[who]} is known up to" in history(Cell(who), Figure())


def test_the_eight_questions_stand_open_and_what_is_ticked_off_is_gone():
    _, html = written(common_questions, EightQuestions())
    assert "<details" not in html
    assert all(question.words in html for question in COMMON.values())
    _, html = written(common_questions, EightQuestions(("briar", "viber"), ("reads", "phone")))
    assert html.count('<th scope="row"') == 2
    assert re.findall(r"(\w+), \w+ 2026", html) == ["Briar", "Viber"]


def test_what_the_guide_left_out_is_listed_without_a_date():
    model = Moves(DATES[-1])
    sentence, html = written(moves, model)
    rows = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', html)
    assert rows.count("◌ no date") == len(model.said()) > 5
    assert len(rows) == len(model.said()) + len(model.rows())
    assert f"{len(model.said())} more things were left out" in sentence


def test_a_cell_that_is_only_described_otherwise_has_the_sign_and_what_was_said():
    model = Snapshot(DATES[-1], "content")
    _, html = written(snapshot, model)
    assert html.count("(◌ ") == int(model.corrected().to_numpy().sum()) == len(model.corrections()) > 0
    assert html.count("(changed)") == int(model.moved().to_numpy().sum())


@pytest.mark.parametrize(
    ("cell", "hollow"),
    [
        (("briar", "net.mesh"), 1),
        (("signal", "identity.usernames"), 0),
        (("element", "content.forward_secrecy"), 1),
    ],
)
def test_the_bar_of_what_the_guide_said_is_hollow_and_no_change_is_drawn(cell, hollow):
    model, figure = Cell(*cell), Figure()
    history(model, figure)
    boxes = [one for one in marks(figure).shapes if one.edge == LIGHT_INK.unknown and not one.fill]
    changes = [one for one in marks(figure).shapes if one.fill == LIGHT_INK.here]
    assert sum(model.said()) == hollow
    assert len(boxes) == 1 + hollow  # the other one is the box of the time of the guide
    assert bool(changes) == (not hollow)


def test_what_moved_says_up_to_when_each_messenger_is_known():
    said, _ = written(moves, Moves(messenger="all"))
    for name in dated_names(["signal", "element", "briar", "session"]):
        assert "known up to" in name
        assert name in said
