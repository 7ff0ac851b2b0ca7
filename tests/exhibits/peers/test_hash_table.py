"""Lookups are those of the model and of a real table, and the misfit between both is said."""

from __future__ import annotations

import numpy as np
import pytest

from guidekit.exhibits.peers import hash_table
from guidekit.models import KademliaLookup
from guidekit.recordings import HashTable
from guidekit.recordings.reading import recording
from guidekit.words import times
from tests.exhibits.everywhere import curve, drawn


@pytest.mark.parametrize("bucket", ["4", "20"])
def test_lookups_are_drawn_as_recorded_beside_the_model(bucket):
    said, figure = drawn(hash_table.table_lookups, HashTable(bucket))
    rows = recording("dht_lookup").query(f"k == {bucket} and found == 1")
    for ax, column in zip(figure.axes, ("rounds", "told"), strict=True):
        nodes, shown = curve(ax, "recorded")
        assert shown == pytest.approx(rows.groupby("n")[column].mean().loc[nodes].to_numpy())
        assert len(curve(ax, "_residuals")[0]) == 3 * len(nodes)
    nodes, rounds = curve(figure.axes[0], "the model")
    at = int(np.flatnonzero(nodes == 400)[0])
    assert rounds[at] == KademliaLookup(400, int(bucket)).expected_hops()
    assert f"Of {len(recording('dht_lookup')) // 2} lookups" in said
    told = [KademliaLookup(int(n), int(bucket)).strangers_told() for n in nodes if n in (100, 200, 400)]
    real = rows.groupby("n").told.mean().to_numpy()
    assert said.value == pytest.approx(np.abs(np.array(told) / real - 1).max())


def test_a_round_asks_three_whatever_the_bucket_holds():
    rows = recording("dht_lookup").query("k == 20 and found == 1")
    assert (rows.told == 3 * rows.rounds - 1).all()  # why more are told than the model says
    model = KademliaLookup(200, 20)
    assert model.strangers_told() < 3 * model.expected_hops() - 1
    large = KademliaLookup(1_000_000, 20)
    assert large.strangers_told() == pytest.approx(3 * large.expected_hops() - 1, rel=0.05)


@pytest.mark.parametrize("bucket", ["4", "20"])
def test_the_real_program_waits_longer_than_our_model(bucket):
    model, found = HashTable(bucket), HashTable(bucket).churn()
    ours = model.model(100, 0.5).lookup_seconds(4000).mean()
    assert 5 * ours < found[0.5].seconds < model.waiting_for_all(100, 0.5)
    _, figure = drawn(hash_table.churn, model)
    assert curve(figure.axes[1], "recorded")[1] == pytest.approx([mean.seconds for mean in found.values()])
    assert f"Misfit at 50 %:\n{times(ours, found[0.5].seconds, 'too much', 'too little')}" in {
        text.get_text() for text in figure.axes[1].texts
    }
    assert model.waiting_for_all(100, 0.0) == 0


def test_waiting_for_all_makes_asking_three_slower_than_asking_one():
    """At one stale contact in five: what lesson E4 says about a program that waits for every answer."""
    one = KademliaLookup(stale=0.2, parallel=1).lookup_seconds(4000).mean()
    three = KademliaLookup(stale=0.2, parallel=3)
    waits = three.expected_hops() * (three.rtt_ms / 1000 + (1 - 0.8**3) * three.timeout)
    assert three.lookup_seconds(4000).mean() < one < waits


def test_the_choices_are_the_buckets_that_were_recorded():
    with pytest.raises(ValueError, match="allowed: 4, 20"):
        HashTable("8")
