"""Mixnet, crowds and trilemma: what hiding in a group can give at most."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import any_model, is_share, shares

from guidekit.knobs import knobs_of
from guidekit.models import Crowds, PoissonMixnet, Trilemma

MIXNETS, TRILEMMAS = any_model(PoissonMixnet), any_model(Trilemma)


@st.composite
def crowds(draw):
    members = draw(st.integers(3, 10_000))
    return draw(any_model(Crowds, members=members, collaborators=st.integers(0, members)))


def test_crowds_published_values():
    assert Crowds(members=100, collaborators=10, forward=0.75).predecessor_probability() == pytest.approx(
        0.3325, abs=1e-12
    )
    small = Crowds(members=5, collaborators=1, forward=0.75)
    assert small.predecessor_probability() == pytest.approx(0.55, abs=1e-12)
    assert not small.probable_innocence()
    assert small.but(members=6).probable_innocence()


@given(crowds())
def test_crowds_stay_in_range(crowd):
    assert is_share(crowd.predecessor_probability())
    assert is_share(crowd.degree_of_anonymity())


@given(crowds())
def test_innocence_is_a_predecessor_probability_of_at_most_half(crowd):
    p = crowd.predecessor_probability()
    assume(abs(p - 0.5) > 1e-9)
    assert crowd.probable_innocence() == (p < 0.5)


@given(crowds())
def test_another_collaborator_never_helps_the_sender(crowd):
    if crowd.collaborators < crowd.members:
        worse = crowd.but(collaborators=crowd.collaborators + 1)
        assert worse.predecessor_probability() >= crowd.predecessor_probability()


def test_crowds_agrees_with_drawn_paths():
    """Seed 4, four standard errors: the first collaborator sees the one before."""
    crowd = Crowds(members=12, collaborators=3, forward=0.8)
    rng = np.random.default_rng(4)
    caught, right = 0, 0
    for _ in range(40_000):
        holder = 11  # the sender, honest; collaborators are 0, 1, 2
        while True:
            following = int(rng.integers(12))
            if following < 3:
                caught, right = caught + 1, right + (holder == 11)
                break
            holder = following
            if rng.random() >= 0.8:
                break
    share = right / caught
    want = crowd.predecessor_probability()
    assert share == pytest.approx(want, abs=4 * math.sqrt(want * (1 - want) / caught))


def test_degree_of_anonymity_limits():
    assert Crowds(members=10, collaborators=9).degree_of_anonymity() == 0
    assert Crowds(members=10, collaborators=10).predecessor_probability() == 1
    assert Crowds(members=10_000, collaborators=0, forward=0.99).degree_of_anonymity() > 0.97


@given(crowds())
def test_degree_is_the_entropy_of_a_list(crowd):
    suspects = crowd.members - crowd.collaborators
    assume(suspects >= 2)
    first = crowd.predecessor_probability()
    p = np.array([first] + [(1 - first) / (suspects - 1)] * (suspects - 1))
    assert crowd.degree_of_anonymity() == pytest.approx(-(p @ np.log2(p)) / math.log2(suspects), abs=1e-9)


def test_more_collaborators_than_members_is_refused():
    with pytest.raises(
        ValueError, match="collaborators = 11 is more than there are members; allowed: 0 to 10"
    ):
        Crowds(members=10, collaborators=11)


@given(MIXNETS, shares())
def test_mixnet_stays_in_range(mix, q):
    assert 0 <= mix.entropy_bits() < 60
    assert mix.effective_set() >= 1
    assert mix.effective_set() == pytest.approx(2 ** mix.entropy_bits())
    assert mix.latency_quantile(q) >= 0


@given(st.floats(2, 1e5))
def test_one_layer_hides_among_e_times_the_messages_inside(load):
    mix = PoissonMixnet(rate=max(1, load / 10), layers=1, mean_delay=load / max(1, load / 10))
    assert mix.entropy_bits() == pytest.approx(math.log2(math.e * load), abs=1e-9)


def test_layers_follow_the_published_formula():
    from scipy.special import digamma, gammaln

    for layers in range(1, 8):
        mix = PoissonMixnet(rate=50, layers=layers, mean_delay=0.4)
        h = (layers + math.log(0.4) + gammaln(layers) + (1 - layers) * digamma(layers)) / math.log(2)
        assert mix.entropy_bits() == pytest.approx(math.log2(50) + h, abs=1e-9)


@given(MIXNETS)
def test_more_delay_or_traffic_hides_more(mix):
    rules = knobs_of(PoissonMixnet)
    for name in ("rate", "mean_delay", "layers"):
        value = getattr(mix, name) + 1
        if value <= rules[name].high:
            assert mix.but(**{name: value}).entropy_bits() >= mix.entropy_bits() - 1e-9


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


def test_entropy_agrees_with_what_an_observer_computes():
    """Seed 6: the observer weighs each arrival by the density of its delay; 2 % of the entropy."""
    mix = PoissonMixnet(rate=40, layers=1, mean_delay=1)
    rng = np.random.default_rng(6)
    bits = []
    for _ in range(2000):
        ages = np.cumsum(rng.exponential(1 / 40, 1200))  # how long ago each arrived before a departure
        weight = np.exp(-ages)
        p = weight / weight.sum()
        p = p[p > 0]
        bits.append(-(p @ np.log2(p)))
    assert np.mean(bits) == pytest.approx(mix.entropy_bits(), rel=0.02)


def test_trilemma_published_values():
    weak = Trilemma(users=10_000, latency_rounds=10, noise=0.01)
    assert weak.covered() == pytest.approx(0.10101, abs=5e-6)
    assert weak.advantage_bound() == pytest.approx(0.89899, abs=5e-6)
    strong = weak.but(noise=0.1)
    assert strong.covered() == 1
    assert strong.advantage_bound() == 0


@given(TRILEMMAS)
def test_trilemma_stays_in_range_and_falls_with_delay_and_noise(trilemma):
    bound = trilemma.advantage_bound()
    assert is_share(bound)
    if trilemma.latency_rounds < 10_000:
        assert trilemma.but(latency_rounds=trilemma.latency_rounds + 1).advantage_bound() <= bound
    assert trilemma.but(noise=1.0).advantage_bound() <= bound
    assert trilemma.but(latency_rounds=0).advantage_bound() == 1
