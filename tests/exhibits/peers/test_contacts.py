"""The tables of ways and contacts count what the engine and the model say."""

from __future__ import annotations

import numpy as np

from guidekit.drawing.page import Page
from guidekit.exhibits.peers import contacts
from guidekit.models import ContactReach
from guidekit.tables import load


def test_six_ways_and_who_sees_what():
    page = Page()
    said = contacts.addresses(contacts.Addresses(), page)
    assert "3 show your address to your contact: direct; looked up" in said
    assert "On none can anybody else read, and none passes a messaging server." in said
    assert page.html.count("<tr>") == 1 + len(contacts.PEER_WAYS)
    assert "comparing times, on 6." in contacts.addresses(contacts.Addresses("yes"), Page())


def test_a_phone_book_reaches_more_than_links():
    page = Page()
    said = contacts.contact_steps(ContactReach(known=100, using=0.5, done=0.5), page)
    assert "reaches 25 of them. An exchange of links, which takes four, reaches 3.1." in said
    assert "within 48 hours" in page.html
    assert all(f"Element (Matrix): {way}" in page.html for way in ("username", "directory", "link"))
    assert page.html.count("exchange of links") == 1  # only Briar asks both sides to add each other


def test_every_way_that_a_fact_may_name_has_its_steps():
    words = load("attributes").set_index("id").allowed["discovery.method"].split("; ")
    assert (
        set(contacts._ways("; ".join(words), "yes", "yes")) == {*words, "introduction"} <= set(contacts.STEPS)
    )
    assert set(contacts.STEPS) == set(contacts._WORDS)


def test_where_every_step_is_done_all_ways_reach_alike():
    reach = ContactReach(done=1.0)
    assert np.ptp([reach.reached(steps) for steps in range(9)]) == 0
