"""The provider's window shows what the exposure and the table of disguises say, and no more."""

from __future__ import annotations

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.relays import provider
from guidekit.exposure import ProviderWindow, exposure
from guidekit.exposure.window import BRIDGES
from guidekit.panels.surface import show
from guidekit.tables.query import load
from tests.drawing.boxes import labels, overlaps


@pytest.mark.parametrize("bridge", BRIDGES)
@pytest.mark.parametrize("found", ["no", "yes"])
def test_tor_is_seen_by_the_list_by_the_look_or_when_it_was_found(bridge, found):
    without, tor, through = ProviderWindow(bridge, found).sights()
    row = load("disguises").set_index("id").loc[bridge]
    assert (without.tor, tor.tor) == (False, True)
    assert through.tor == (found == "yes" or row.looks == "Tor")
    assert [sight.first for sight in (without, tor, through)] == ["site", "entry", "bridge"]


def test_addresses_and_times_are_those_of_the_exposure():
    for journey, sight in zip(
        ("web-page", "tor-circuit", "tor-bridge"), ProviderWindow().sights(), strict=True
    ):
        known = exposure(journey, ["alice's network"]).set_index("datum").level
        assert sight.address == known["sender_address"] == 1
        assert sight.site == known["recipient_address"]
        assert sight.timing == known["time"] == known["size"] == 1


def test_the_picture_says_what_the_sights_say():
    sheet = Canvas((8.6, 4.1))
    said = show(provider, ProviderWindow("web"), sheet)
    words = [label.words for label in labels(sheet)]
    assert words.count("hidden") == 2  # where it goes, with Tor and through the bridge
    assert words.count("maybe hidden") == 1  # Tor behind a disguise: a doubt is no green word
    assert "a relay on the public list" in words
    assert "an address on no list" in words
    assert words.count("a web page") == 2
    assert said.value == 3
    assert not overlaps(sheet)
    assert "its packets look like Tor" in show(provider, ProviderWindow("plain"), sheet)
    assert "may do so" in words  # a disguise is no safe ring: its key has a mark of its own
    assert "look like Tor anyway" in show(provider, ProviderWindow("plain", "yes"), sheet)
    assert "so it hides Tor no more" in show(provider, ProviderWindow("web", "yes"), sheet)
