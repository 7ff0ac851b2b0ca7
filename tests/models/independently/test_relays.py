"""Relays: circuits, guards, retries, swarms and new nodes, drawn or counted one by one."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from guidekit.models import (
    FirstRelay,
    NewNodes,
    OnionRouting,
    RankedShares,
    Retries,
    StoredCopies,
    SwarmStorage,
    both_among_largest,
)


def agrees(hits, chance, slack=0.0):
    """Whether so many of the draws are what a chance says, within four standard errors."""
    assert np.mean(hits) == pytest.approx(chance, abs=4 * np.std(hits) / math.sqrt(len(hits)) + slack)


@pytest.mark.parametrize(("relays", "adversary"), [(100, 0.13), (150, 0.42)])
def test_two_ends_are_counted_pair_by_pair(relays, adversary):
    hostile = set(range(round(relays * adversary)))
    pairs = list(itertools.permutations(range(relays), 2))
    both = sum(one in hostile and other in hostile for one, other in pairs)
    tor = OnionRouting(relays=relays, adversary=adversary)
    assert tor.circuit_compromise(uniform=True) == pytest.approx(both / len(pairs), abs=1e-12)


@pytest.mark.parametrize(("share", "kept"), [(0.1, 1), (0.1, 25), (0.3, 40)])
def test_people_keep_their_first_relay_for_some_circuits(share, kept):
    """Seed 6, 20,000 people with a hundred circuits each."""
    rng, people = np.random.default_rng(6), 20_000
    first = np.repeat(rng.random((people, -(-100 // kept))) < share, kept, axis=1)[:, :100]
    agrees((first & (rng.random((people, 100)) < share)).any(axis=1), FirstRelay(share, kept).chance())


@pytest.mark.parametrize("hops", [1, 2, 5])
def test_paths_are_summed_over_every_kind_of_relay(hops):
    f, failing = 0.17, 0.08
    ends = whole = works = 0.0
    for kinds in itertools.product((True, False), repeat=hops):
        weight = math.prod(f if hostile else 1 - f for hostile in kinds)
        ends += weight * (kinds[0] and kinds[-1])
        whole += weight * all(kinds)
    for kinds in itertools.product((True, False), repeat=hops):
        works += math.prod(failing if fails else 1 - failing for fails in kinds) * (not any(kinds))
    tor = OnionRouting(adversary=f, hops=hops, hop_failure=failing)
    assert tor.circuit_compromise() == pytest.approx(ends, abs=1e-12)
    assert tor.path_compromise() == pytest.approx(whole, abs=1e-12)
    lost = [1 - works] * 4
    assert tor.reliability(retries=3) == pytest.approx(1 - math.prod(lost), abs=1e-12)


@pytest.mark.parametrize(
    ("guards", "lifetime", "days"), [(1, 120.0, 365.0), (2, 37.5, 100.0), (3, 10.0, 10.0), (5, 200.0, 0.0)]
)
def test_a_client_takes_guards_at_once_and_again_after_each_lifetime(guards, lifetime, days):
    """Seed 4, 40,000 clients; four standard errors."""
    f, rng = 0.07, np.random.default_rng(4)
    met = []
    for _ in range(40_000):
        renewed, hostile = 0.0, False
        while True:
            hostile |= bool((rng.random(guards) < f).any())
            renewed += lifetime
            if renewed >= days:
                break
        met.append(hostile)
    tor = OnionRouting(adversary=f, guards=guards, guard_lifetime=lifetime)
    agrees(met, tor.guard_compromise_within(days))


def test_guards_agree_with_drawn_circuits():
    """Three guards, hostile with f each; a circuit takes one of them and a fresh exit."""
    f, circuits, runs = 0.3, 5, 40_000
    rng = np.random.default_rng(2)
    hostile = rng.random((runs, 3)) < f
    entry = np.take_along_axis(hostile, rng.integers(0, 3, (runs, circuits)), axis=1)
    hit = (entry & (rng.random((runs, circuits)) < f)).any(axis=1)
    want = OnionRouting(adversary=f, guards=3).compromise_over([circuits])["with_guards"][0]
    assert hit.mean() == pytest.approx(want, abs=4 * hit.std() / math.sqrt(runs))


@pytest.mark.parametrize(("hops", "guards"), [(1, 2), (1, 0), (4, 0), (2, 2)])
def test_circuits_are_drawn_relay_by_relay(hops, guards):
    """Seed 9: 6 circuits of each of 40,000 clients; four standard errors."""
    f, circuits, runs = 0.2, 6, 40_000
    rng = np.random.default_rng(9)
    hostile = rng.random((runs, circuits, hops)) < f
    if guards:
        kept = rng.random((runs, guards)) < f
        hostile[:, :, 0] = np.take_along_axis(kept, rng.integers(0, guards, (runs, circuits)), axis=1)
    hit = (hostile[:, :, 0] & hostile[:, :, -1]).any(axis=1)
    row = OnionRouting(adversary=f, hops=hops, guards=guards).compromise_over([circuits]).iloc[0]
    agrees(hit, row["with_guards"])


def test_delays_have_the_moments_of_a_sum_of_log_normals():
    """Seed 3, 200,000 messages; the mean within four standard errors, the spread within 3 %."""
    tor = OnionRouting(hops=5, link_ms=70, link_spread=0.4)
    drawn = tor.latency(200_000, seed=3)
    mean = 0.07 * math.exp(0.4**2 / 2)
    agrees(drawn, 6 * mean)
    assert drawn.std() == pytest.approx(math.sqrt(6 * math.expm1(0.4**2)) * mean, rel=0.03)


def test_retries_are_played_try_by_try():
    """Seed 2, 40,000 messages; four standard errors, and those of the 2,000 delays the model has drawn."""
    model = Retries(hop_failure=0.2, hops=2, retries=3, timeout=0.7, link_ms=90, link_spread=0.5)
    rng, took = np.random.default_rng(2), []
    for _ in range(40_000):
        clock = 0.0
        for _ in range(1 + model.retries):
            if (rng.random(model.hops) >= model.hop_failure).all():
                took.append(clock + (0.09 * np.exp(0.5 * rng.standard_normal(model.hops + 1))).sum())
                break
            clock += model.timeout
    assert len(took) / 40_000 == pytest.approx(model.arrives(), abs=0.004)
    for q in (0.1, 0.5, 0.8, 0.95):
        agrees(np.array(took) <= model.delay(q), q, slack=4 * math.sqrt(q * (1 - q) / 2000))


@pytest.mark.parametrize(("nodes", "swarm", "adversary"), [(100, 3, 0.2), (120, 12, 0.05)])
def test_swarms_are_drawn_node_by_node(nodes, swarm, adversary):
    """Seed 8, 20,000 recipients; four standard errors."""
    rng, hostile = np.random.default_rng(8), round(adversary * nodes)
    found, linked = [], []
    for _ in range(20_000):
        found.append(bool((rng.permutation(nodes)[:swarm] < hostile).any()))
        linked.append(found[-1] and bool(rng.integers(nodes) < hostile))
    model = SwarmStorage(nodes=nodes, swarm=swarm, adversary=adversary)
    agrees(found, model.recipient_exposure())
    agrees(linked, model.link_exposure())


def test_copies_are_summed_over_every_loss_and_absences_are_drawn():
    """Seed 8, 100,000 messages; four standard errors."""
    loss, kept = 0.35, 0.0
    for lost in itertools.product((True, False), repeat=4):
        kept += math.prod(loss if gone else 1 - loss for gone in lost) * (not all(lost))
    model = StoredCopies(swarm=4, node_loss=loss, ttl=3, offline=2)
    assert model.kept(loss) == pytest.approx(kept, abs=1e-12)
    absent = np.random.default_rng(8).exponential(2, 100_000)
    agrees(absent > 3, model.expires_unread())
    assert model.arrives() == pytest.approx(kept * (1 - model.expires_unread()), abs=1e-12)


def test_new_nodes_are_counted_one_by_one():
    relays = ["hostile"] * 30 + ["honest"] * 170 + ["new"] * 100
    both = sum(one == other == "hostile" for one, other in itertools.product(relays, relays))
    assert NewNodes(relays=200, adversary=0.15, joined=100).linked() == pytest.approx(both / 300**2)


def test_ranked_relays_are_added_up_and_drawn():
    """Seed 5, 100,000 circuits; four standard errors."""
    guards = RankedShares.from_cumulative([1, 5, 40], [0.2, 0.6, 1])
    exits = RankedShares.from_cumulative([1, 30], [0.05, 1])
    running = 0.0
    for rank, share in enumerate(guards.shares.tolist(), start=1):
        running += share
        assert guards.top(rank) == pytest.approx(running)
        assert guards.needed(running - share / 2) == rank
    rng = np.random.default_rng(5)
    ends = [rng.choice(one.shares.size, 100_000, p=one.shares) for one in (guards, exits)]
    agrees((ends[0] < 7) & (ends[1] < 7), both_among_largest(guards, exits, 7))
