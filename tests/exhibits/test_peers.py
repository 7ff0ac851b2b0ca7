"""The panels of lesson 06: they stand every knob, and their numbers are the models'."""

from __future__ import annotations

import numpy as np
import pytest
from everywhere import speaks_everywhere, words_stay
from matplotlib.figure import Figure

from guidekit.drawing.page import Page
from guidekit.exhibits.peers import contacts
from guidekit.exhibits.peers import discovery as peers
from guidekit.exhibits.peers import discovery as waiting
from guidekit.exhibits.peers import proximity as nearby
from guidekit.models import ContactReach, KademliaLookup, NearbyPeople, Radio, WaitingTime
from guidekit.words import percent

PICTURES = [
    (peers.lookup, KademliaLookup),
    (peers.who_is_told, KademliaLookup),
    (peers.battery, Radio),
    (waiting.waiting_time, WaitingTime),
    (nearby.nearby, NearbyPeople),
]
PAGES = [(contacts.addresses, contacts.Addresses), (contacts.contact_steps, ContactReach)]


@pytest.mark.parametrize(("exhibit", "cls"), PICTURES + PAGES)
def test_over_the_whole_range(exhibit, cls):
    speaks_everywhere(exhibit, cls)


@pytest.mark.parametrize(("exhibit", "cls"), PICTURES)
def test_words_stay_on_the_picture(exhibit, cls):
    words_stay(exhibit, cls)


def test_a_million_nodes_take_four_hops_and_not_twenty():
    said = peers.lookup(KademliaLookup(), Figure(), guess=20.0)
    assert "takes 3.7 hops in the mean; halving would take 19.9." in said
    assert said.endswith("You predicted 20.0; the answer here is 3.7.")


def test_asking_many_tells_more_and_waits_less():
    one, ten = (KademliaLookup(stale=0.3, parallel=n) for n in (1, 10))
    assert one.strangers_told() < ten.strangers_told()
    assert peers._seconds(one) > peers._seconds(ten)
    assert "Asking one at a time" in peers.who_is_told(one, Figure())


def test_push_is_thirty_times_cheaper_by_assumption():
    said = peers.battery(Radio(), Figure())
    assert "15,800 J a day, 30 times the push channel's 528 J" in said
    assert "(assumptions)" in said


def test_the_mailbox_ends_the_wait():
    without, with_one = (waiting.waiting_time(WaitingTime(mailbox=kept), Figure()) for kept in ("no", "yes"))
    assert "Without a mailbox a message waits 1.9 days in the mean, with one 8.1 hours" in without
    assert "within a day 47 % arrive." in without
    assert "within a day 94 % arrive." in with_one


def test_the_sentence_of_a_walk_counts_what_the_picture_shows():
    figure = Figure()
    model = NearbyPeople(relay="epidemic", hours=0.5)
    said = nearby.nearby(model, figure)
    drawn = next(a for a in figure.axes[0].lines if a.get_label() == "_carriers")
    holds = model.carriers()
    assert len(drawn.get_xdata()) == holds[2:].sum()
    assert f"carried by {1 + holds[2:].sum()} and has" in said
    assert percent(model.chance()) in said


@pytest.mark.parametrize("relay", ["direct", "two-hop", "epidemic"])
def test_the_words_on_the_map_turn_with_the_place(relay):
    figure = Figure()
    for hours in (0.1, 3.0):
        nearby.nearby(NearbyPeople(relay=relay, hours=hours), figure)
    words = next(t for t in figure.axes[1].texts if t.get_text().endswith("%"))
    chance = NearbyPeople(relay=relay, hours=3.0).chance()
    assert words.get_verticalalignment() == ("top" if chance > 0.85 else "bottom")


def test_six_ways_and_who_sees_what():
    page = Page()
    said = contacts.addresses(contacts.Addresses(), page)
    assert "3 show your address to your contact (direct; looked up" in said
    assert "on none can anybody else read, and none passes a messaging server." in said
    assert page.html.count("<tr>") == 1 + len(contacts.PEER_WAYS)
    assert "comparing times, on 5;" in contacts.addresses(contacts.Addresses("yes"), Page())


def test_a_phone_book_reaches_more_than_links():
    page = Page()
    said = contacts.contact_steps(ContactReach(known=100, using=0.5, done=0.5), page)
    assert "a phone book reaches 25 with 1 step, an exchange of links 3.1 with 4." in said
    assert "within 48 hours" in page.html
    assert "no source here says how people are found" in page.html


def test_where_every_step_is_done_all_ways_reach_alike():
    reach = ContactReach(done=1.0)
    assert np.ptp([reach.reached(steps) for steps in range(9)]) == 0
