"""The tables of what relays learn are those of the keys, of a real circuit and of the exposure engine."""

from __future__ import annotations

import pytest

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.relays import knowledge, layer_keys
from guidekit.exposure import HiddenEnds
from guidekit.panels.surface import show
from guidekit.protocols.onion import Onion
from guidekit.recordings import RelayViews
from tests.drawing.boxes import labels, overlaps
from tests.exhibits.everywhere import written


@pytest.mark.parametrize("hops", [1, 3, 8])
def test_every_key_opens_its_own_layer_and_the_size_tells(hops):
    sheet = Canvas((8.0, 3.7))
    said = show(layer_keys, Onion(hops=hops), sheet)
    assert said.value == hops + 1
    first = 256 + 52 * hops
    assert f"begins with {first} bytes and loses 52 at each relay" in said
    sizes = [label.words for label in labels(sheet) if label.words.isdigit()]
    assert sizes == [str(first - 52 * nth) for nth in range(hops + 1)]
    assert not overlaps(sheet)
    assert "All packets are 1,024 bytes long" in show(layer_keys, Onion(hops=hops, padded="yes"), sheet)


def test_who_hides_all_three():
    said, html = written(knowledge.who_hides, HiddenEnds())
    assert "on 2 of 5 ways: Briar over Tor and a closed group on Session." in said
    assert said.value == 2
    assert html.count("does not find out") == 5
    compared, html = written(knowledge.who_hides, HiddenEnds("yes"))
    assert "finds both ends on every way, at once or over days" in compared
    assert (html.count("at once"), html.count("over many days")) == (2, 3)  # three ways let a message wait


def test_relays_name_what_our_table_says_and_no_more():
    said, html = written(knowledge.relay_views, RelayViews())
    assert "agrees in 6 of 6 cells" in said
    assert "does not learn who talks to whom unless they compare" in said
    together, html = written(knowledge.relay_views, RelayViews("yes"))
    assert together.endswith("the pair learns who talks to whom.")
    assert "64 and 62" in html


def test_a_relay_that_names_the_client_and_the_site_is_noticed(edited):
    edited(knowledge, "tor_relay_view", lambda rows: rows.assign(next_hop=knowledge.SITE))
    said, html = written(knowledge.relay_views, RelayViews())
    assert "agrees in 4 of 6 cells" in said
    assert html.count("they differ") == 2
