import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import KademliaLookup
from tests.models.strategies import any_model

ANY = any_model(KademliaLookup)

# Mean hops measured by whoever wrote models.md, with a bucket of k random nodes of the subtree.
PUBLISHED = [
    (10**4, 1, 0, 6.589),
    (10**4, 8, 0, 3.183),
    (10**4, 20, 0, 2.576),
    (10**6, 1, 0, 9.908),
    (10**6, 8, 0, 4.682),
    (10**6, 20, 0, 3.735),
    (10**6, 20, 0.2, 3.87),
    (10**6, 20, 0.5, 4.22),
]


def standard_error(drawn):
    return drawn.std() / math.sqrt(drawn.size)


@pytest.mark.parametrize(("nodes", "bucket", "stale", "mean"), PUBLISHED)
def test_published_hops(nodes, bucket, stale, mean):
    """Seed 1, 4,000 lookups, four standard errors; the tables' last digit on top for the exact mean."""
    dht = KademliaLookup(nodes=nodes, bucket=bucket, stale=stale)
    drawn = dht.hops(4000, seed=1)
    assert drawn.mean() == pytest.approx(mean, abs=4 * standard_error(drawn))
    assert dht.expected_hops() == pytest.approx(mean, abs=0.006)


def test_the_mean_is_log_n_over_the_bits_that_a_hop_gains():
    """Roos et al. (2015): 1 + Σ_{j≥1} 1 − (1 − 2^−j)^k bits in a hop."""
    for bucket, offset in ((1, -0.06), (8, 0.18), (20, 0.235)):
        gain = 1 + sum(1 - (1 - 0.5**j) ** bucket for j in range(1, 80))
        for nodes in (10**5, 10**8):
            dht = KademliaLookup(nodes=nodes, bucket=bucket)
            assert dht.expected_hops() == pytest.approx(math.log2(nodes) / gain + offset, abs=0.01)


def explicit_hops(nodes, bucket, stale, lookups, seed):
    """Look up in a real list of ids: every bucket is drawn from the ids that share the prefix."""
    rng = np.random.default_rng(seed)
    hops = []
    ids = np.sort(rng.choice(2**60, nodes, replace=False))
    for number in range(lookups):
        if number % 200 == 0:
            ids = np.sort(rng.choice(2**60, nodes, replace=False))
        current, target = (int(x) for x in rng.choice(ids, 2, replace=False))
        count = 0
        while current != target:
            bits = (current ^ target).bit_length() - 1
            low = np.searchsorted(ids, target >> bits << bits)
            high = np.searchsorted(ids, ((target >> bits) + 1) << bits)
            subtree = ids[low:high]
            if subtree.size > bucket:
                subtree = subtree[rng.integers(0, subtree.size, bucket)]
            gone = {int(x) for x in np.unique(subtree) if x != target and rng.random() < stale}
            known = [int(x) for x in subtree if int(x) not in gone]
            count += 1
            if known:
                current = min(known, key=lambda x: x ^ target)
        hops.append(count)
    return np.array(hops)


@pytest.mark.parametrize(("bucket", "stale"), [(1, 0), (3, 0), (20, 0), (4, 0.5)])
def test_agrees_with_a_lookup_in_a_list_of_ids(bucket, stale):
    """10,000 nodes, seed 7, 3,000 lookups of each; four standard errors of the difference."""
    dht = KademliaLookup(nodes=10_000, bucket=bucket, stale=stale)
    listed = explicit_hops(10_000, bucket, stale, 3000, seed=7)
    drawn = dht.hops(40_000, seed=7)
    error = math.hypot(standard_error(listed), standard_error(drawn))
    assert drawn.mean() == pytest.approx(listed.mean(), abs=4 * error)
    assert dht.expected_hops() == pytest.approx(listed.mean(), abs=4 * standard_error(listed))


@pytest.mark.parametrize("nodes", [100, 380, 386, 387, 500, 1000, 10**5, 10**8])
@pytest.mark.parametrize(("bucket", "stale"), [(1, 0), (2, 0.9), (8, 0.3), (20, 0)])
def test_the_computed_mean_is_the_drawn_one(nodes, bucket, stale):
    """Seed 8, four standard errors, and the 0.001 that the computation leaves out."""
    dht = KademliaLookup(nodes=nodes, bucket=bucket, stale=stale)
    drawn = dht.hops(60_000, seed=8)
    slack = 0.001 * max(1, drawn.mean() / 5)
    assert dht.expected_hops() == pytest.approx(drawn.mean(), abs=4 * standard_error(drawn) + slack)


@settings(max_examples=40)
@given(ANY, st.integers(0, 2**31))
def test_any_lookup_ends_and_adds_up(dht, seed):
    hops, seconds = dht.hops(50, seed), dht.lookup_seconds(50, seed)
    assert hops.min() >= 1
    assert np.array_equal(hops, dht.hops(50, seed))
    assert np.isfinite(seconds).all()
    assert (seconds >= dht.rtt_ms / 1000 - 1e-12).all()
    assert math.isfinite(dht.expected_hops())
    assert dht.expected_hops() >= 1
    assert 0 <= dht.strangers_told() <= dht.expected_hops() * max(dht.parallel, 1) + 1e-9
    if dht.stale == 0:
        assert seconds == pytest.approx(hops * dht.rtt_ms / 1000)


@settings(max_examples=20)
@given(any_model(KademliaLookup, stale=st.floats(0, 0.8)))
def test_what_makes_a_lookup_longer(dht):
    mean = dht.expected_hops()
    assert dht.but(stale=dht.stale + 0.1).expected_hops() > mean
    if dht.bucket > 1:
        assert dht.but(bucket=dht.bucket - 1).expected_hops() > mean - 1e-6
    if dht.nodes <= 5 * 10**7:
        assert dht.but(nodes=2 * dht.nodes).expected_hops() > mean
    if dht.parallel < 10:
        assert dht.but(parallel=dht.parallel + 1).strangers_told() >= dht.strangers_told() - 1e-9


def test_timeouts_cost_time_and_asking_several_saves_it():
    """Seed 9: with half of the contacts gone, three questions at once save most timeouts."""
    slow = KademliaLookup(stale=0.5, parallel=1, timeout=1, rtt_ms=100)
    fast = slow.but(parallel=5)
    assert np.array_equal(slow.hops(4000, 9), fast.hops(4000, 9))
    alone, together = slow.lookup_seconds(4000, 9), fast.lookup_seconds(4000, 9)
    assert (alone >= together).all()
    # Each hop but the last meets a geometric number of stale contacts before a live one: 1 on average.
    waits = alone - 0.1 * slow.hops(4000, 9)
    hops = slow.hops(4000, 9) - 1
    assert waits.mean() == pytest.approx(hops.mean(), rel=0.08)
    assert together.mean() < 0.3 * alone.mean()


def test_strangers_of_a_plain_lookup():
    """Without stale contacts and one question at a time, everyone asked but the target is a stranger."""
    dht = KademliaLookup(parallel=1)
    assert dht.strangers_told() == pytest.approx(dht.expected_hops() - 1, abs=1e-5)


@pytest.mark.parametrize("samples", [0, -1, math.nan, "many"])
def test_no_samples_are_refused(samples):
    with pytest.raises(ValueError, match="samples = "):
        KademliaLookup().hops(samples)
