"""The table of ways counts what the engine says, and marks what comparing times changes."""

from __future__ import annotations

import re

import pytest

from guidekit.drawing.page import Page
from guidekit.exhibits.peers import contacts
from guidekit.exposure.ways import PEER_WAYS, Addresses


def written(model):
    page = Page()
    return contacts.addresses(model, page), page.html


def test_six_ways_and_who_sees_what():
    said, html = written(Addresses())
    assert "Of 6 ways, 3 show Alice's address to Bob." in said
    assert "without comparing times, sees on 2 that the two talk." in said
    assert (said.value, said.answer) == (3, "3 ways")
    assert html.count("<table") == 1
    assert "gk-moved" not in html


def test_what_comparing_times_changes_is_marked():
    """Over the internet times link the two ends of every way; nearby nothing passes the internet."""
    said, html = written(Addresses("yes"))
    assert "and compares times sees on 5 that the two talk." in said
    assert len(re.findall(r"gk-moved", html)) == 3


@pytest.mark.parametrize("way", PEER_WAYS)
def test_nobody_between_the_two_reads_the_words(way):
    """The text below the table says so of all six ways."""
    levels = Addresses("yes").levels(way)
    assert {who for who, learned in levels.items() if learned["content"] == 1} <= {"alice", "bob"}
