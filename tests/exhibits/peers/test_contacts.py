"""The table of ways counts what the engine says, marks what comparing times changes, and opens one way."""

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
    assert "is seen by a network or a listener at one end on 3." in said
    assert "Somebody who watches the whole internet, without comparing times, sees it on 2." in said
    assert (said.value, said.answer) == (3, "3 ways")
    assert html.count("<table") == 2
    assert "gk-moved" not in html


def test_what_comparing_times_changes_is_marked():
    """Over the internet times link the two ends of every way; nearby nothing passes the internet."""
    said, html = written(Addresses("yes"))
    assert "comparing times, sees it on 5." in said
    assert len(re.findall(r"gk-moved", html)) == 3


@pytest.mark.parametrize("way", PEER_WAYS)
def test_the_opened_way_has_a_row_for_everybody_who_learns_something_else(way):
    model = Addresses(opened=way)
    html = written(model)[1].split("<table")[2]
    learned = {
        tuple(row == 1)
        for who, row in zip(model.levels(way).index, model.levels(way).to_numpy(), strict=True)
        if who not in ("alice", "bob")
    }
    rows = html.count("<tr>") - 1
    assert len(learned) <= rows <= 7
    assert "the words" not in html  # nobody between the two reads them
