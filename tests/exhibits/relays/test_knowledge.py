"""The tables of what relays learn are those of the keys, of a real circuit and of the exposure engine."""

from __future__ import annotations

from guidekit.drawing.page import Page
from guidekit.exhibits.relays import knowledge
from guidekit.exposure import HiddenEnds
from guidekit.protocols.onion import Onion
from guidekit.recordings import RelayViews
from tests.exhibits.everywhere import written


def test_every_key_opens_its_own_layer_and_the_size_tells():
    said = knowledge.layer_keys(Onion(), Page())
    assert said.startswith("4 keys are tried on as many packets, and 4 of the tries open one.")
    assert "starts with 412 bytes and loses 52 at each hop" in said
    padded = knowledge.layer_keys(Onion(padded="yes"), Page())
    assert padded.endswith("Every packet is 1,024 bytes long.")


def test_who_hides_all_three():
    said = knowledge.who_hides(HiddenEnds(), Page())
    assert "all three are hidden on: Briar over Tor; Session, a closed group." in said
    assert "on 0 of 5 ways." in said
    compared = knowledge.who_hides(HiddenEnds("yes"), Page())
    assert "Comparing times for many days, somebody who watches every link" in compared
    assert " on 5 of 5 ways: a web page over a Tor circuit; Briar over Tor; Session, one to one;" in compared


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
