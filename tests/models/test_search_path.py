"""A drawn look-up: its means are those of the model, and every hop obeys the distance of Kademlia."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidekit.models import KademliaLookup, search_path
from tests.models.strategies import any_model


@pytest.mark.parametrize(
    ("nodes", "bucket", "parallel"),
    [(100, 1, 1), (100, 20, 3), (10_000, 2, 10), (1_000_000, 20, 3), (100_000_000, 8, 5)],
)
def test_hops_and_who_is_told_are_those_of_the_model_in_the_mean(nodes, bucket, parallel):
    """Seeds 0 to 1,999; four standard errors. The means themselves are held against real identifiers."""
    model = KademliaLookup(nodes, bucket, parallel)
    drawn = np.array([(len(path.hops), path.told()) for path in (search_path(model, s) for s in range(2000))])
    error = 4 * drawn.std(axis=0) / math.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - [model.expected_hops(), model.strangers_told()]) <= error).all()


@given(any_model(KademliaLookup, stale=st.just(0.0)), st.integers(0, 10_000))
def test_a_hop_comes_nearer_and_tells_those_it_asks(model, seed):
    path = search_path(model, seed)
    *onward, last = path.hops
    assert path.hops[0].left == model.nodes
    assert last.next_part is None
    assert 0 <= path.seeker < 1
    for hop, after in zip(onward, path.hops[1:], strict=True):
        low, high = hop.next_part
        assert low <= hop.target < high
        assert (hop.target - low) / (high - low) == pytest.approx(after.target, abs=1e-3)
        assert math.log2(high - low) == pytest.approx(round(math.log2(high - low)))  # so many bits more
        assert not any(low <= at < high for at in hop.asked)  # else it would have come nearer still
        assert after.left <= hop.left
        assert len(hop.asked) == min(model.parallel, model.bucket)
        # The nearest lies in the part of the same size beside the next one.
        beside = (2 * low - high, low) if round(low / (high - low)) % 2 else (high, 2 * high - low)
        assert beside[0] <= hop.asked[0] < beside[1]
    assert len(last.asked) <= min(model.parallel, model.bucket) - 1
    assert all(0 <= at < 1 for hop in path.hops for at in (hop.target, *hop.asked))
