"""Mixing: observers who weigh arrivals, observers who watch every link, and rounds counted one by one."""

from __future__ import annotations

import heapq
import math
from fractions import Fraction

import numpy as np
import pytest

from guidekit.models import PoissonMixnet, Trilemma


def test_mixnet_latency_agrees_with_drawn_delays():
    """Seed 5: a sum of exponential delays; four standard errors of a share."""
    mix = PoissonMixnet(layers=4, mean_delay=0.5)
    drawn = np.random.default_rng(5).exponential(0.5, (4, 100_000)).sum(axis=0)
    for q in (0.05, 0.5, 0.95):
        assert (drawn <= mix.latency_quantile(q)).mean() == pytest.approx(
            q, abs=4 * math.sqrt(q * (1 - q) / 1e5)
        )
    assert mix.latency_quantile(0) == 0
    assert mix.latency_quantile(1) == math.inf


@pytest.mark.parametrize(("layers", "load"), [(1, 0.25), (1, 6.0), (2, 1.0), (4, 0.05), (5, 12.0)])
def test_entropy_is_what_an_observer_of_both_ends_computes(layers, load):
    """Seed 6: the observer weighs each of the arrivals by the density of its delay; four standard errors."""
    rng, bits, window = np.random.default_rng(6), [], 40.0
    for _ in range(6000):
        ages = np.append(rng.uniform(0, window, rng.poisson(load * window)), rng.gamma(layers))
        weight = ages ** (layers - 1) * np.exp(-ages)
        p = weight / weight.sum()
        p = p[p > 0]
        bits.append(-(p @ np.log2(p)))
    error = np.std(bits) / math.sqrt(len(bits))
    mix = PoissonMixnet(rate=4.0, layers=layers, mean_delay=load / 4)
    assert mix.entropy_bits() == pytest.approx(np.mean(bits), abs=4 * error)


def watched(layers: int, load: float, messages: int, seed: int) -> float:
    """Return the mean bits that are left to an observer of all links of one mix a layer, who counts all.

    Inside a mix all messages look alike, so each is of an origin with the same chance: the sum of the chances
    of all inside over their number. Who leaves takes that mean along, and leaves as much less behind.
    """
    rng = np.random.default_rng(seed)
    inside, number = np.zeros((layers, messages)), [0] * layers
    events = [(at, 0, True, n) for n, at in enumerate(np.cumsum(rng.exponential(1 / load, messages)))]
    heapq.heapify(events)
    bits = []
    while events:
        now, layer, comes, origin = heapq.heappop(events)
        if comes:
            inside[0, origin] += 1
        else:
            chances = inside[layer] / number[layer]
            inside[layer] -= chances
            number[layer] -= 1
            layer += 1
            if layer < layers:
                inside[layer] += chances
            else:
                some = chances[chances > 1e-12]
                bits.append(-(some @ np.log2(some)))
                continue
        number[layer] += 1
        heapq.heappush(events, (now + rng.exponential(), layer, False, -1))
    return float(np.mean(bits[messages // 5 : -messages // 5]))


def test_who_watches_every_link_is_left_with_fewer_bits():
    """The numbers of the docstring; three runs, whose mean has a standard error of 0.02."""
    for load, all_links, both_ends in ((20.0, 6.98, 6.99), (1.0, 2.41, 2.80)):
        mix = PoissonMixnet(rate=load, layers=3, mean_delay=1)
        assert mix.entropy_bits() == pytest.approx(both_ends, abs=0.006)
        runs = [watched(3, load, 3000, seed) for seed in (1, 2, 3)]
        assert np.mean(runs) == pytest.approx(all_links, abs=0.08)


def test_one_pool_is_the_chain_of_its_sizes():
    """One mix, one message in four meets another: 0.46 bits for who counts all, and 0.66 in the model.

    The bits of the messages inside change only when one comes: with n inside, h(1/n) + (1 − 1/n) of what they
    were. So the mean bits at each size solve a linear system.
    """
    load, most = 0.25, 40
    sizes = np.arange(most + 1)
    weight = np.exp(-load) * load**sizes / np.array([math.factorial(n) for n in sizes], dtype=float)
    system, known = np.eye(most + 1), np.zeros(most + 1)
    for n in range(1, most + 1):
        system[n, n] = load + n
        system[n, n - 1] -= load * (n - 1) / n
        if n < most:
            system[n, n + 1] -= n + 1
        shares = [1 / n, 1 - 1 / n]
        known[n] = load * weight[n - 1] * -sum(p * math.log2(p) for p in shares if p)
    counted = float(sizes @ np.linalg.solve(system, known)) / load
    assert watched(1, load, 8000, seed=2) == pytest.approx(counted, abs=0.05)
    assert counted == pytest.approx(0.46, abs=0.005)
    assert PoissonMixnet(rate=1, layers=1, mean_delay=load).entropy_bits() > counted


@pytest.mark.parametrize(
    ("users", "rounds", "noise"),
    [(50, 3, Fraction(1, 10)), (1000, 20, Fraction(1, 100)), (7, 9, Fraction(1, 2))],
)
def test_the_trilemma_is_counted_round_by_round(users, rounds, noise):
    """In each round one real packet and the dummies of all travel, and each may be anyone else's."""
    others = Fraction(0)
    for _ in range(rounds):
        others += 1 + noise * users
    covered = min(Fraction(1), others / (users - 1))
    model = Trilemma(users=users, latency_rounds=rounds, noise=float(noise))
    assert model.covered() == pytest.approx(float(covered), abs=1e-12)
    assert model.advantage_bound() == pytest.approx(float(1 - covered), abs=1e-12)
