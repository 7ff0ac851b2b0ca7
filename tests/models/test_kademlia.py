import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidekit.models import KademliaLookup
from tests.models.strategies import any_model

ANY = any_model(KademliaLookup)

# Mean hops among real identifiers whose buckets hold different contacts, over 24,000 look-ups each, with a
# program that knows nothing of this model (standard errors 0.003 to 0.007).
MEASURED = [
    (1000, 8, 2.378),
    (3000, 20, 2.199),
    (10**4, 1, 6.589),
    (10**4, 8, 3.132),
    (10**4, 20, 2.523),
    (2 * 10**4, 4, 4.132),
    (10**6, 1, 9.908),
]


def standard_error(drawn):
    return drawn.std() / math.sqrt(drawn.size)


@pytest.mark.parametrize(("nodes", "bucket", "mean"), MEASURED)
def test_measured_hops(nodes, bucket, mean):
    """Two standard errors of what was measured."""
    assert KademliaLookup(nodes=nodes, bucket=bucket).expected_hops() == pytest.approx(mean, abs=0.014)


def test_the_mean_grows_by_log_n_over_the_bits_that_a_hop_gains():
    """Roos et al. (2015): 1 + Σ_{j≥1} 1 − (1 − 2^−j)^k bits in a hop, in a network large against a bucket."""
    for bucket in (1, 8, 20):
        gain = 1 + sum(1 - (1 - 0.5**j) ** bucket for j in range(1, 80))
        small, large = (KademliaLookup(nodes=n, bucket=bucket).expected_hops() for n in (10**5, 10**8))
        assert large - small == pytest.approx(math.log2(1000) / gain, abs=0.006)


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


def test_the_same_lookups_are_drawn_with_every_numpy():
    """Where numpy 2.5 draws another number of nodes for the same seed, the sum would be 3100."""
    assert KademliaLookup(nodes=100_000, bucket=20).hops(1000, 1).sum() == 3114


@pytest.mark.parametrize("samples", [0, -1, math.nan, "many"])
def test_no_samples_are_refused(samples):
    with pytest.raises(ValueError, match="samples = "):
        KademliaLookup().hops(samples)
