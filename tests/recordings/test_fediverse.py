"""The measured federation is the crawl at its own share, and the rooms that are drawn are its rooms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.recordings import MeasuredFederation
from guidekit.recordings.fediverse import MIDDLE, crawl_shares


def test_at_the_measured_share_it_is_the_crawl():
    crawl = np.sort(crawl_shares().shares)[::-1]
    assert MeasuredFederation(share=float(crawl[0])).shares() == pytest.approx(crawl)
    assert MeasuredFederation().share == pytest.approx(crawl[0], abs=5e-4)
    assert MeasuredFederation().servers == crawl.size


@given(share=st.floats(0, 0.9))
def test_shares_are_shares_and_the_largest_is_what_was_asked(share):
    shares = MeasuredFederation(share=share).shares()
    assert shares.sum() == pytest.approx(1)
    assert (np.diff(shares) <= 1e-15).all()
    assert shares[0] == pytest.approx(max(share, 1 / shares.size), rel=1e-6)


@given(low=st.floats(0, 0.85), more=st.floats(0.01, 0.05))
def test_the_larger_the_giant_the_fewer_copies(low, more):
    few, many = (
        MeasuredFederation(room_size=100, share=at).servers_seeing_room() for at in (low + more, low)
    )
    assert few < many


@pytest.mark.parametrize("share", [0.0, 0.113, 0.4, 0.9])
@pytest.mark.parametrize("room_size", [2, 25, 100, 300])
def test_the_room_that_is_drawn_is_a_typical_one(share, room_size):
    model = MeasuredFederation(share=share, room_size=room_size)
    people = model.members()
    assert people.shape == (room_size,)
    assert (people[:2] == model.but(room_size=2).members()).all()
    rooms = np.random.default_rng(2).choice(model.servers, (2000, room_size), p=model.shares())
    lit = np.array([np.unique(room).size for room in rooms])
    assert model.servers_seeing_room() == pytest.approx(lit.mean(), abs=0.05 * room_size**0.5 + 0.05)
    assert np.unique(people).size == pytest.approx(lit.mean(), abs=max(1, 2.5 * lit.std()))


def test_a_block_cuts_pairs_with_one_end_on_each_server():
    model = MeasuredFederation()
    shares = model.shares()
    people = np.random.default_rng(3).choice(shares.size, (400_000, 2), p=shares)
    cut = np.isin(people[:, 0], (0, 1)) & np.isin(people[:, 1], (0, 1)) & (people[:, 0] != people[:, 1])
    assert model.cut_off() == pytest.approx(cut.mean(), abs=1e-3)
    small = model.but(blocked="small")
    assert small.pair() == (MIDDLE, MIDDLE + 1)
    assert small.cut_off() == pytest.approx(2 * shares[MIDDLE - 1] * shares[MIDDLE], rel=1e-6)
    assert small.cut_off() < model.but(blocked="mixed").cut_off() < model.cut_off()
